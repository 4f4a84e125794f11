"""The cells of a sheet as plain values, read with python-calamine; percentages by a scan of the XML."""

import datetime
import re
from collections.abc import Iterator
from typing import Any

from kpi_xl.model import Percent, Scalar

_DAY = 86_400  # seconds
_ROW = re.compile(rb"""<(?:[\w.-]+:)?row(?=[\s/>])(?:[^>]*?\sr\s*=\s*["'](\d+)["'])?""")
_CELL = re.compile(rb"""<(?:[\w.-]+:)?c(?=[\s/>])([^>]*)>""")
_UNPLACED = re.compile(rb"""<(?:[\w.-]+:)?c(?=[\s/>])(?![^>]*?\sr\s*=)[^>]*>""")
_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]+)""")
_STYLE = re.compile(rb"""\ss\s*=\s*["'](\d+)["']""")


def column_number(letters: bytes) -> int:
    """0 for ``A``, 26 for ``AA``."""
    number = 0
    for letter in letters.upper():
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


def _unplaced(row: bytes, styles: frozenset[bytes]) -> tuple[int, ...]:
    """The columns, of those styles, of a row in which cells do not say where they stand."""
    found, column = [], -1
    for cell in _CELL.finditer(row):
        place, style = _PLACE.search(cell[1]), _STYLE.search(cell[1])
        column = column_number(place[1]) if place else column + 1
        if style and style[1] in styles:
            found.append(column)
    return tuple(found)


def styled_columns(data: bytes, styles: list[int]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """For each row of a sheet part that has cells of one of these styles: the row (from 0) and the
    columns of those cells."""
    names = frozenset(str(style).encode() for style in styles)
    wanted = re.compile(
        rb"""<(?:[\w.-]+:)?c(?=\s[^>]*?\bs\s*=\s*["'](?:"""
        + b"|".join(sorted(names))
        + rb""")["'])[^>]*?\sr\s*=\s*["']([A-Za-z]+)"""
    )
    known: dict[tuple[bytes, ...], tuple[int, ...]] = {}
    number = 0
    starts = list(_ROW.finditer(data))
    ends = [start.start() for start in starts[1:]] + [len(data)]
    for start, end in zip(starts, ends, strict=True):
        number = int(start[1]) if start[1] else number + 1
        row = data[start.end() : end]
        if _UNPLACED.search(row):
            columns = _unplaced(row, names)
        else:
            letters = tuple(wanted.findall(row))
            found = known.get(letters)
            if found is None:
                found = known[letters] = tuple(map(column_number, letters))
            columns = found
        if columns:
            yield number - 1, columns


def mark_percents(rows: list[list[Scalar]], data: bytes, styles: list[int]) -> None:
    """Turn the numbers of ``rows`` that the sheet part shows as percentages into Percent, in place."""
    for number, columns in styled_columns(data, styles):
        if number >= len(rows):
            break
        row = rows[number]
        for column in columns:
            if column < len(row) and type(value := row[column]) is float:
                row[column] = Percent(value)
