"""The cells of a sheet as plain values, read with python-calamine; percentages by a scan of the XML."""

import datetime
import gc
import re
from collections.abc import Iterator
from typing import Any

from kpi_xl.figures import NOT_CALCULATED
from kpi_xl.model import Percent, Scalar

_DAY = 86_400  # seconds
_SHEET_DATA = re.compile(rb"<((?:[\w.-]+:)?)sheetData[\s/>]")
_ROW_NUMBER = re.compile(rb"""[^>]*?\sr\s*=\s*["'](\d+)["']""")
_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]+)""")
_STYLE = re.compile(rb"""\ss\s*=\s*["'](\d+)["']""")
_ERRORS = (b't="e"', b"t='e'")
_NO_VALUE = (  # possessive, as spaces without end would else be tried in every division
    rb"\s*+(?:<(?:[\w.-]+:)?v\s*+/>|<(?:[\w.-]+:)?v>\s*+</(?:[\w.-]+:)?v>)?+\s*+</(?:[\w.-]+:)?c>"
)
_ENDS_VALUELESS = (  # each with plain letters first, which are found fast
    re.compile(rb"f>" + _NO_VALUE),
    re.compile(rb"<f(?:\s[^<>]*)?/>" + _NO_VALUE),
    re.compile(rb":f(?:\s[^<>]*)?/>" + _NO_VALUE),
)
_LONG_CELL = 9_000  # bytes of a cell up to the end of its formula, which has 8,192 characters at the most
_MOST_ENDS = 100_000  # of texts, after which looking at every cell takes no longer
_TEXTS = (b't="str"', b"t='str'")
_VALUELESS = (  # of a cell: its tag, unless it holds a text, which may be empty, and a formula
    rb"""c(?=[\s>])(?![^<>]*\bt=["']str["'])([^<>]*)(?<!/)>"""
    rb"\s*+<(?:[\w.-]+:)?f(?:\s[^<>]*)?(?:/>|>[^<]*</(?:[\w.-]+:)?f>)" + _NO_VALUE
)
_VALUE = re.compile(rb"<(?:[\w.-]+:)?v>([^<]*)<")
_FAR = rb">\s*+(?:[-+]?(?:\d{9}|\d*+(?:\.\d*+)?+[eE]\+?\d|(?i:inf|nan))|<!|[^<]*&#)"  # or hiding it
_PLAIN_FAR = re.compile(b"<v" + _FAR)
_CELL_OR_FAR = re.compile(
    rb"""<(?:!--.*?-->|!\[CDATA\[.*?\]\]>|(?:[\w.-]+:)?(?:(c\s(?:"[^"]*"|'[^']*'|[^<>"'])*+>)"""
    rb"|v(?:\s[^<>]*)?%s))" % _FAR,
    re.DOTALL,
)
_EXCLAMATION = ord("!")
_ITS_STYLE = re.compile(rb"""\ss\s*=\s*(?:"[^"]*"|'[^']*')""")
_MOST_LETTERS, _MOST_DIGITS = 8, 9  # more than any cell has, and still no sheet that would fit into memory


def row_number(digits: bytes) -> int:
    """The row that digits tell, from 1, noughts before it or not; what is longer than any row's number is cut
    off."""
    return int(digits.lstrip(b"0")[:_MOST_DIGITS] or b"0")


def column_number(letters: bytes) -> int:
    """0 for ``A``, 26 for ``AA``; what is longer than any column's name is cut off."""
    number = 0
    for letter in letters[:_MOST_LETTERS].upper():
        number = number * 26 + letter - 64
    return number - 1


def _scalar(value: Any) -> Scalar:  # noqa: PLR0911 - one for each kind of value
    """One of calamine's values as ours: empty is None, numbers are float, times a fraction of a day."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, (int, float)):
        return float(value)
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if isinstance(value, datetime.time):
        return (value.hour * 3600 + value.minute * 60 + value.second) / _DAY
    if isinstance(value, datetime.timedelta):
        return value.total_seconds() / _DAY
    return str(value)


def scalars(rows: list[list[Any]]) -> list[list[Scalar]]:
    """Calamine's rows as ours."""
    return [
        [
            value if type(value) is float else (value or None) if type(value) is str else _scalar(value)
            for value in row
        ]
        for row in rows
    ]


def without_impossible_dates(data: bytes, dates: frozenset[int]) -> bytes:
    """The sheet part with no style at numbers that no date or time can be: as a date or a time, in one of the
    styles ``dates``, calamine does not survive them."""
    if not _may_have_impossible_dates(data, dates):
        return data
    pieces: list[bytes] = []
    done = 0
    cell = None
    for found in _CELL_OR_FAR.finditer(data):
        if found[1]:
            cell = found
        elif cell and found[0][1] != _EXCLAMATION:
            pieces += (data[done : cell.start()], _ITS_STYLE.sub(b"", cell[0]))
            done, cell = cell.end(), None
    return b"".join((*pieces, data[done:]))


def _may_have_impossible_dates(data: bytes, dates: frozenset[int]) -> bool:
    """Whether such a number may stand in such a style. Where cells are written as nearly all programs write
    them, each number that is large enough is looked at by itself: generated sheets have many."""
    if b":v" in data or data.count(b"<v") > data.count(b"<v>"):
        return True
    usual: bool | None = None
    for found in _PLAIN_FAR.finditer(data):
        if usual is None:
            usual = b"<!" not in data and not re.search(rb":c[\s/>]", data)
        start = data.rfind(b"<c", max(found.start() - _LONG_CELL, 0), found.start())
        tag = data[start : data.find(b">", start)]
        style = _STYLE.search(tag)
        if start < 0 or not usual or (not style and _ITS_STYLE.search(tag)):
            return True
        if (int(style[1][:_MOST_DIGITS]) if style else 0) in dates:
            return True
    return False


class SheetScan:
    """The bytes of a sheet part, looked through row by row without a tree, as a sheet may have a
    million cells."""

    def __init__(self, data: bytes) -> None:
        begin = _SHEET_DATA.search(data)
        self._data = data
        self._begin = begin.end() if begin else len(data)
        self._prefix = begin[1] if begin else b""
        self._cell = re.compile(rb"<%sc(?=[\s/>])([^<>]*)>" % re.escape(self._prefix))

    def _rows(self) -> Iterator[tuple[int, bytes]]:
        number = 0
        tag = b"<%srow" % self._prefix
        start = self._data.find(tag, self._begin)
        while start >= 0:
            end = self._data.find(tag, start + len(tag))
            row = self._data[start + len(tag) : end if end >= 0 else None]
            start = end
            said = _ROW_NUMBER.match(row)
            number = row_number(said[1]) if said else number + 1
            yield number - 1, row

    def _cells(self, row: bytes) -> Iterator[tuple[int, "re.Match[bytes]"]]:
        """The cells of a row by column, however they are written."""
        column = -1
        for tag in self._cell.finditer(row):
            place = _PLACE.search(tag[1])
            column = column_number(place[1]) if place else column + 1
            yield column, tag

    def styled(self, styles: list[int]) -> Iterator[tuple[int, list[int]]]:
        """For each row that has cells of one of these styles: the row and the columns of those cells.

        Where every cell begins ``<c r="``, as nearly all programs write it, a row costs one search;
        else its cells are looked at one by one.
        """
        names = frozenset(str(style).encode() for style in styles)
        prefix = re.escape(self._prefix)
        usual = re.compile(
            rb'<%sc r="([A-Z]+)\d+"(?=[^<>]*?\ss="(?:%s)")' % (prefix, b"|".join(sorted(names)))
        )
        odd = re.compile(rb'<%sc(?! r=")[\s/>]' % prefix).search(self._data, self._begin)
        known: dict[bytes, list[int]] = {}
        for number, row in self._rows():
            if odd is None:
                letters = b" ".join(usual.findall(row))
                columns = known.get(letters)
                if columns is None:
                    columns = known[letters] = [column_number(part) for part in letters.split()]
            else:
                styled = ((column, _STYLE.search(tag[1])) for column, tag in self._cells(row))
                columns = [column for column, style in styled if style and style[1] in names]
            if columns:
                yield number, columns

    def errors(self) -> Iterator[tuple[int, int, str]]:
        """Row, column and text of each cell that holds an error."""
        for number, row in self._rows():
            if not any(sign in row for sign in _ERRORS):
                continue
            for column, tag in self._cells(row):
                if any(sign in tag[1] for sign in _ERRORS):
                    beyond = row.find(b"<%sc" % self._prefix, tag.end())
                    value = _VALUE.search(row, tag.end(), beyond if beyond >= 0 else len(row))
                    if value:
                        yield number, column, value[1].decode()

    def _lacks_value(self) -> bool:
        """Whether any formula may stand without its value; those of texts may, as a text may be empty. Told
        from the ends of cells, which takes a quarter of the time of looking at every cell."""
        cell = b"<%sc" % self._prefix
        ends = (found.start() for end in _ENDS_VALUELESS for found in end.finditer(self._data, self._begin))
        for count, at in enumerate(ends):
            start = self._data.rfind(cell, max(at - _LONG_CELL, 0), at)
            tag = self._data[start : self._data.find(b">", start)] if start >= 0 else b""
            if count > _MOST_ENDS or not any(sign in tag for sign in _TEXTS):
                return True
        return False

    def uncalculated(self) -> Iterator[tuple[int, int]]:
        """Row and column of each formula that stands without its value."""
        valueless = re.compile(b"<" + re.escape(self._prefix) + _VALUELESS)
        if not self._lacks_value():
            return
        for number, row in self._rows():
            starts = {found.start(): _PLACE.search(found[1]) for found in valueless.finditer(row)}
            if all(starts.values()):
                yield from ((number, column_number(place[1])) for place in starts.values() if place)
            else:
                yield from ((number, column) for column, tag in self._cells(row) if tag.start() in starts)


def mark_uncalculated(rows: list[list[Scalar]], data: bytes) -> None:
    """Put NOT_CALCULATED where a formula stands without its value, in place."""
    for number, column in SheetScan(data).uncalculated():
        if number < len(rows) and column < len(rows[number]) and rows[number][column] is None:
            rows[number][column] = NOT_CALCULATED


def mark_errors(rows: list[list[Scalar]], data: bytes) -> None:
    """Put the text of errors in their cells, in place."""
    if not any(sign in data for sign in _ERRORS):
        return
    for number, column, words in SheetScan(data).errors():
        if number < len(rows) and column < len(rows[number]):
            rows[number][column] = words


def mark_percents(rows: list[list[Scalar]], data: bytes, styles: list[int]) -> None:
    """Turn the numbers of ``rows`` that the sheet part shows as percentages into Percent, in place."""
    collecting = gc.isenabled()
    gc.disable()  # a million new numbers set off a thousand collections, which find nothing
    try:
        for number, columns in SheetScan(data).styled(styles):
            if number >= len(rows):
                break
            row = rows[number]
            for column in columns:
                if column < len(row) and type(value := row[column]) is float:
                    row[column] = Percent(value)
    finally:
        if collecting:
            gc.enable()
