"""Cells of an open workbook as plain values, read in one block, and texts that an application must not take
for anything else.

xlwings' raw values differ: Excel for Windows gives rows as tuples, dates of a kind of its own, currency as
Decimal and errors as whole numbers; Excel for Mac gives lists, and nothing at all for an error.
"""

import datetime
import sys
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from kpi_xl.figures import ERROR_VALUES, is_error, shows_percent
from kpi_xl.model import Percent, Scalar
from kpi_xl.plan import Area

if TYPE_CHECKING:
    import xlwings as xw

Rows = list[list[Scalar]]

LONGEST_READ_AS_OTHER = 40
"""Characters: no number, date or time that an application understands is longer."""

_FIRST_YEAR = 1900  # a time of day comes as a time on 30 December 1899
_DAY = 86_400  # seconds
_FEW_COLUMNS = 8
_SIGNS = ("=", "+", "-", "@", "'", "#")


def scalar(value: object) -> Scalar:  # noqa: PLR0911 - one for each kind of value
    """A raw value as ours: empty is None, numbers are float, times a fraction of a day, errors their text."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, (bool, float)):
        return value
    if isinstance(value, int):
        return ERROR_VALUES.get(value & 0xFFFF) if value < -0xFFFF else float(value)
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, datetime.datetime):
        if value.year < _FIRST_YEAR:
            return (value.hour * 3600 + value.minute * 60 + value.second) / _DAY
        return datetime.date(value.year, value.month, value.day)
    return value if isinstance(value, datetime.date) else None


def cells_of(sheet: "xw.Sheet", area: Area) -> "xw.Range":
    """The cells of an area."""
    return sheet.range((area.top + 1, area.left + 1), (area.bottom + 1, area.right + 1))


def used_area(sheet: "xw.Sheet") -> Area:
    """From A1 to the last cell that holds anything or is formatted."""
    used = sheet.used_range
    rows, columns = used.shape
    return Area(0, 0, used.row + rows - 2, used.column + columns - 2)


def block(raw: object, area: Area) -> list[list[object]]:
    """What was read of an area, as rows: a single cell, row or column may come without its brackets."""
    values: list[object] = list(raw) if isinstance(raw, (list, tuple)) else [raw]
    if values and isinstance(values[0], (list, tuple)):
        return [list(row) if isinstance(row, (list, tuple)) else [row] for row in values]
    return [values] if area.top == area.bottom else [[value] for value in values]


def read_rows(sheet: "xw.Sheet", area: Area) -> Rows:
    """The cells of an area that begins at A1, without the empty rows and columns at its end."""
    raw = block(cells_of(sheet, area).raw_value, area)
    rows = [[scalar(value) for value in row] for row in raw]
    if sys.platform == "darwin":
        _ask_for_errors(sheet, area, rows)
    while rows and all(cell is None for cell in rows[-1]):
        rows.pop()
    width = max((at for row in rows for at, cell in enumerate(row, 1) if cell is not None), default=0)
    return [row[:width] for row in rows]


def _ask_for_errors(sheet: "xw.Sheet", area: Area, rows: Rows) -> None:
    """Puts in the errors of Excel for Mac: each formula that came back empty is asked for what it shows.
    xlwings can do so of single cells only."""
    formulas = block(cells_of(sheet, area).formula, area)
    for at, row in enumerate(rows):
        for place, cell in enumerate(row):
            if cell is None and str(formulas[at][place] or "").startswith("="):
                shown = sheet.range((at + 1, place + 1)).options(err_to_str=True).value
                row[place] = shown if is_error(shown) else None


def mark_percents(sheet: "xw.Sheet", rows: Rows) -> None:
    """Turns numbers that the sheet shows as percentages into Percent, in place.

    The number format is asked of whole areas, and of the halves of those that have more than one.
    """
    places = {at for row in rows for at, cell in enumerate(row) if type(cell) is float}
    areas = [Area(0, place, len(rows) - 1, place) for place in places]
    if len(areas) > _FEW_COLUMNS:
        areas = [Area(0, min(places), len(rows) - 1, max(places))]
    while areas:
        area = _numbers_in(rows, areas.pop())
        if area is None:
            continue
        shown = cells_of(sheet, area).number_format
        if shown is None:
            areas.extend(_halves(area))
        elif shows_percent(shown):
            for row in rows[area.top : area.bottom + 1]:
                for place in range(area.left, area.right + 1):
                    if type(cell := row[place]) is float:
                        row[place] = Percent(cell)


def _numbers_in(rows: Rows, area: Area) -> Area | None:
    """The part of an area that its numbers take up; None where it has none."""
    found = [
        (at, place)
        for at in range(area.top, area.bottom + 1)
        for place in range(area.left, area.right + 1)
        if type(rows[at][place]) is float
    ]
    if not found:
        return None
    down, across = zip(*found, strict=True)
    return Area(min(down), min(across), max(down), max(across))


def _halves(area: Area) -> Iterator[Area]:
    """An area in two, its rows parted where it has several; a single cell has none."""
    if area.bottom > area.top:
        middle = (area.top + area.bottom) // 2
        yield area._replace(bottom=middle)
        yield area._replace(top=middle + 1)
    elif area.right > area.left:
        middle = (area.left + area.right) // 2
        yield area._replace(right=middle)
        yield area._replace(left=middle + 1)


def as_text(text: str) -> str:
    """A text as it is written to a cell: led by an apostrophe, as one would type it, where an application
    might take it for a formula, a date, a number or an error."""
    short = len(text) <= LONGEST_READ_AS_OTHER
    other = short and (any(map(str.isdigit, text)) or text.casefold() in ("true", "false"))
    return f"'{text}" if other or text.startswith(_SIGNS) else text
