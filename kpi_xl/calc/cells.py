"""Blocks of cells, read and written as Excel does: numbers, texts, dates, errors, formulas."""

import datetime
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from kpi_xl.calc.formulas import Names, filled, from_calc, to_calc
from kpi_xl.calc.numbers import DATE, DATE_TIME, LOGICAL, Formats
from kpi_xl.plan import Area, address, rectangles

Block = list[list[Any]]

ERRORS = {
    -2146826288: "#NULL!",
    -2146826281: "#DIV/0!",
    -2146826273: "#VALUE!",
    -2146826265: "#REF!",
    -2146826259: "#NAME?",
    -2146826252: "#NUM!",
    -2146826246: "#N/A",
}
"""Excel's numbers of errors, as ``raw_value`` has them on Windows, and what a cell shows."""

_BY_TEXT = {text: number for number, text in ERRORS.items()}
_BY_CODE = {521: "#NULL!", 532: "#DIV/0!", 519: "#VALUE!", 524: "#REF!", 525: "#NAME?", 503: "#NUM!"} | {
    32767: "#N/A"
}
_FORMULA = 16  # sheet.CellFlags
_LOGICAL = "BOOLEAN"  # the code of a format
_MAY_BE_READ = re.compile(r"(?=.*\d)[\s\d.,:%/()+\-£$€eE]*([A-Za-z]{3,9}[\s\d.,\-/:]*)?([AaPp][Mm])?\s*")
_DAY = datetime.timedelta(days=1)


class Cells(NamedTuple):
    """A range of LibreOffice's own, with its size and what is needed to read and write it."""

    xl: Any
    rows: int
    columns: int
    names: Names
    formats: Formats


def read(cells: Cells) -> Block:
    """Values: float, str, datetime, bool, None (empty), or the number of an error."""
    rows: Block = [list(row) for row in cells.xl.getDataArray()]
    kinds = {type(value) for row in rows for value in row}
    if float in kinds:
        _read_formats(cells, rows)
    if kinds & {str, type(None)}:
        formulas = _formula_cells(cells) if any("" in row for row in rows) else set()
        for at, row in enumerate(rows):
            for across, value in enumerate(row):
                if value is None:
                    row[across] = _error(cells.xl.getCellByPosition(across, at).getError())
                elif value == "" and (at, across) not in formulas:
                    row[across] = None
    return rows


def _error(code: int) -> int:
    return _BY_TEXT[_BY_CODE.get(code, "#VALUE!")]


def _read_formats(cells: Cells, rows: Block) -> None:
    """Turns the numbers that are shown as dates or as TRUE and FALSE into these."""
    alike = cells.xl.getUniqueCellFormatRanges()
    for at in range(alike.Count):
        ranges = alike.getByIndex(at)
        kind = cells.formats.kind(ranges.NumberFormat)
        if kind & (DATE_TIME | LOGICAL):
            for row, column in _places(cells, ranges.RangeAddresses):
                value = rows[row][column]
                if isinstance(value, float):
                    rows[row][column] = bool(value) if kind & LOGICAL else _date(value, cells.formats.epoch)


def _date(serial: float, epoch: datetime.datetime) -> datetime.datetime | float:
    try:
        exact = epoch + serial * _DAY
    except OverflowError:
        return serial
    return exact.replace(microsecond=0) + datetime.timedelta(seconds=exact.microsecond >= 500_000)


def _formula_cells(cells: Cells) -> set[tuple[int, int]]:
    return set(_places(cells, cells.xl.queryContentCells(_FORMULA).RangeAddresses))


def _places(cells: Cells, addresses: Any) -> Iterator[tuple[int, int]]:
    """Rows and columns within the block, of areas that lie in it."""
    own = cells.xl.RangeAddress
    for area in addresses:
        for row in range(area.StartRow - own.StartRow, area.EndRow - own.StartRow + 1):
            for column in range(area.StartColumn - own.StartColumn, area.EndColumn - own.StartColumn + 1):
                yield row, column


def read_formulas(cells: Cells) -> list[list[str]]:
    """Formulas with their ``=`` in Excel's words, and constants as text, as Excel's Formula has them."""
    return [[_formula(text, cells.names) for text in row] for row in cells.xl.getFormulaArray()]


def _formula(text: str, names: Names) -> str:
    return from_calc(text, names) if text.startswith("=") else text.removeprefix("'")


class _Beside(NamedTuple):
    """What a block of plain values cannot say of its cells, by row and column: texts to be typed in, and
    the codes of number formats."""

    typed: dict[tuple[int, int], str]
    formats: dict[tuple[int, int], str]


def write(cells: Cells, data: Any) -> None:
    """Writes rows of values, or one value into every cell, as if typed into Excel: a text led by ``=`` is a
    formula, one led by ``'`` is the text behind it, and one that reads as a number or date becomes it."""
    rows = data if isinstance(data, list | tuple) else _spread(cells, data)
    beside = _Beside({}, {})
    plain = tuple(
        tuple(_constant(cells, (at, across), value, beside) for across, value in enumerate(row))
        for at, row in enumerate(rows)
    )
    cells.xl.setDataArray(plain)
    for area in _typed_areas(beside.typed, plain):
        texts = tuple(
            tuple(beside.typed.get((row, column), "") for column in range(area.left, area.right + 1))
            for row in range(area.top, area.bottom + 1)
        )
        part = cells.xl.getCellRangeByPosition(area.left, area.top, area.right, area.bottom)
        part.setFormulaArray(texts)
    for (row, column), code in beside.formats.items():
        cell = cells.xl.getCellByPosition(column, row)
        if code == _LOGICAL or not cells.formats.kind(cell.NumberFormat) & DATE:
            cell.NumberFormat = cells.formats.key(code)


def _typed_areas(typed: dict[tuple[int, int], str], plain: tuple[tuple[float | str, ...], ...]) -> list[Area]:
    """Rectangles that hold each text to be typed in and no value: the whole block where it has none."""
    if typed and all(value == "" for row in plain for value in row):
        return [Area(0, 0, len(plain) - 1, len(plain[0]) - 1)]
    return rectangles(typed)


def _constant(cells: Cells, place: tuple[int, int], value: Any, beside: _Beside) -> float | str:
    """A value as LibreOffice's blocks take it: a number or a text, "" for an empty cell."""
    if value is None:
        return ""
    if isinstance(value, datetime.date):
        beside.formats[place] = _date_format(value)
        day = datetime.datetime(value.year, value.month, value.day)
        moment = value.replace(tzinfo=None) if isinstance(value, datetime.datetime) else day
        return (moment - cells.formats.epoch) / _DAY
    if not isinstance(value, str):
        if isinstance(value, bool):
            beside.formats[place] = _LOGICAL
        return float(value)
    if len(value) > 1 and value[0] in "='":
        beside.typed[place] = to_calc(value, cells.names) if value[0] == "=" else value
        return ""
    if _MAY_BE_READ.fullmatch(value):
        row, column = place
        number, code = cells.formats.read(value, cells.xl.getCellByPosition(column, row).NumberFormat)
        if code:
            beside.formats[place] = code
        return value if number is None else number
    return value


def _date_format(value: datetime.date) -> str:
    timed = isinstance(value, datetime.datetime) and value.time() != datetime.time()
    return "DD/MM/YYYY HH:MM" if timed else "DD/MM/YYYY"


def _spread(cells: Cells, value: Any) -> Block:
    """One value for every cell; the references of a formula move along, as filling down and right does."""
    if not isinstance(value, str) or value[:1] != "=" or cells.rows * cells.columns == 1:
        return [[value] * cells.columns for _ in range(cells.rows)]
    own = cells.xl.RangeAddress
    moved = filled(value, address(own.StartRow, own.StartColumn))
    return [
        [moved(address(own.StartRow + row, own.StartColumn + column)) for column in range(cells.columns)]
        for row in range(cells.rows)
    ]
