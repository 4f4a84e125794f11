"""The rows of a planned sheet as XML, at the speed of one string template a form of row."""

import datetime
import re
from collections.abc import Iterator
from functools import lru_cache

from kpi_xl.model import NotWritten
from kpi_xl.package.styles import Styles
from kpi_xl.package.xmltree import cell_text
from kpi_xl.plan import THIS_ROW, Formula, Look, Row, Value, column_letters

_NOT_FINITE = ("<v>nan<", "<v>inf<", "<v>-inf<")
LONGEST_TEXT = 32_767  # characters: Excel's limit for a cell

_FIRST_DAY = datetime.date(1899, 12, 30)
DAYS_TO_1904 = 1462

_NEWER = frozenset(
    ("IFS", "SWITCH", "TEXTJOIN", "CONCAT", "MAXIFS", "MINIFS", "XLOOKUP", "XMATCH", "LET", "LAMBDA",
     "FILTER", "UNIQUE", "SORT", "SORTBY", "SEQUENCE", "STDEV.S", "STDEV.P", "PERCENTILE.INC",
     "PERCENTILE.EXC", "RANK.EQ", "RANK.AVG", "IFNA", "NUMBERVALUE", "DAYS")
)  # fmt: skip
_CALL = re.compile(r"(?<![\w.])[A-Z.]+(?=\()")


@lru_cache(maxsize=1_000)  # sheets of one form share their formulas
def formula_text(formula: str) -> str:
    """A formula as a file holds it: functions newer than Excel 2007 carry a prefix, and XML is escaped.
    THIS_ROW is left for the row to fill in."""
    if not _NEWER.isdisjoint(_CALL.findall(formula)):
        pieces = formula.split('"')  # every other piece is a quoted text, which is left alone
        pieces[::2] = [_CALL.sub(_with_prefix, piece) for piece in pieces[::2]]
        formula = '"'.join(pieces)
    return THIS_ROW.join(map(cell_text, formula.split(THIS_ROW)))


def _with_prefix(call: re.Match[str]) -> str:
    return "_xlfn." + call[0] if call[0] in _NEWER else call[0]


def serial(day: datetime.date, date1904: bool) -> float:
    """A date as Excel counts it: days since 30 December 1899 (or 1 January 1904), a time as a fraction."""
    days = (datetime.date(day.year, day.month, day.day) - _FIRST_DAY).days
    days -= DAYS_TO_1904 if date1904 else 0
    if isinstance(day, datetime.datetime):
        return days + (day.hour * 3600 + day.minute * 60 + day.second) / 86_400
    return days


class _Texts(dict[str, str]):
    """The content of text cells, each worked out once."""

    def __missing__(self, value: str) -> str:
        self[value] = content = text_content(value)
        return content


class _Formulas(dict[str, tuple[str, str]]):
    """The content of cells with formulas up to their values, each worked out once: for a number and for a
    text."""

    def __missing__(self, text: str) -> tuple[str, str]:
        words = formula_text(text)
        self[text] = contents = f"><f>{words}</f><v>", f' t="str"><f>{words}</f><v>'
        return contents


def text_content(value: str) -> str:
    """The rest of a cell that holds a text, from within its start tag on. Raises NotWritten where the
    text is longer than a cell may be."""
    if not value:
        return "/>"
    if len(value) > LONGEST_TEXT:
        raise NotWritten(
            f'The text that begins "{value[:40]}" is longer than the {LONGEST_TEXT:,} characters a cell '
            "can hold. Shorten it."
        )
    outer_space = value[:1].isspace() or value[-1:].isspace()
    space = ' xml:space="preserve"' if outer_space or "\n" in value or "  " in value else ""
    return f' t="inlineStr"><is><t{space}>{cell_text(value)}</t></is></c>'


def _formula_content(formula: Formula, contents: tuple[str, str]) -> str:
    """The rest of a cell that holds a formula."""
    value = formula.value
    if isinstance(value, (int, float)):
        return f"{contents[0]}{value!r}</v></c>"
    return f"{contents[1]}{cell_text(value) if value else ''}</v></c>"


def value_content(value: Value, date1904: bool) -> str:
    """The rest of a cell, from within its start tag on: ``/>`` for an empty one."""
    if isinstance(value, str):
        return text_content(value)
    if value is None:
        return "/>"
    if isinstance(value, bool):
        return f' t="b"><v>{int(value)}</v></c>'
    if isinstance(value, (int, float)):
        return f"><v>{value!r}</v></c>"
    if isinstance(value, Formula):
        return _formula_content(value, _Formulas()[value.text])
    return f"><v>{serial(value, date1904)!r}</v></c>"


class _Cells(dict[int, str]):
    """The cells of one style by column, with THIS_ROW for the row number and ``%s`` for the rest of each."""

    def __init__(self, style: int) -> None:
        self._end = f'{THIS_ROW}" s="{style}"%s'

    def __missing__(self, column: int) -> str:
        self[column] = cell = f'<c r="{column_letters(column)}{self._end}'
        return cell


class _Templates:
    """The forms of a sheet's rows, each worked out once. Looks are told apart by identity, which is quick;
    the rows hold them, so that no two of them share one."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._cells: dict[int, _Cells] = {}
        self._found: dict[tuple[int, ...], tuple[str, list[int] | None]] = {}

    def of(self, looks: tuple[Look | None, ...]) -> tuple[str, list[int] | None]:
        """A row's XML with THIS_ROW for the row number and ``%s`` for the rest of each cell; and which
        columns are written, None for all."""
        key = tuple(map(id, looks))
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._make(looks)
        return found

    def _make(self, looks: tuple[Look | None, ...]) -> tuple[str, list[int] | None]:
        for look in looks:
            if look is not None and id(look) not in self._cells:
                self._cells[id(look)] = _Cells(self._styles.look(look))
        cells = self._cells
        written = [column for column, look in enumerate(looks) if look is not None]
        template = "".join([cells[id(looks[column])][column] for column in written])
        return template, None if len(written) == len(looks) else written


def rows_xml(rows: list[Row], styles: Styles, date1904: bool) -> Iterator[bytes]:
    """The content of ``sheetData``, row by row: the whole would take more room than all else of a refresh.

    Raises NotWritten where a figure is not finite or a text too long."""
    texts, formulas = _Texts(), _Formulas()
    templates = _Templates(styles)
    for number, row in enumerate(rows, 1):
        cells, written = templates.of(row.looks)
        values = row.values if written is None else [row.values[column] for column in written]
        contents = [
            f"><v>{value!r}</v></c>"
            if type(value) is float
            else "/>"
            if value is None
            else texts[value]
            if type(value) is str
            else _formula_content(value, formulas[value.text])
            if type(value) is Formula
            else value_content(value, date1904)
            for value in values
        ]
        high = "" if row.height is None else f' ht="{row.height:g}" customHeight="1"'
        line = (cells % tuple(contents)).replace(THIS_ROW, str(number))
        for wrong in _NOT_FINITE:
            if wrong in line:
                raise NotWritten(f"A figure came out as {wrong[3:-1]}, which a cell cannot hold.")
        yield f'<row r="{number}"{high}>{line}</row>'.encode()
