"""Planned sheets worked out by formualizer, a spreadsheet engine that knows nothing of the program, with the
worksheet functions registered as Excel's cells would call them."""

import datetime
from collections.abc import Iterator
from typing import Any, NamedTuple

import formualizer

from kpi_xl import udfs
from kpi_xl.plan import THIS_ROW, Formula, Sheet, Value

FUNCTIONS = (udfs.KPI_RAG, udfs.KPI_YTD, udfs.KPI_CHANGE, udfs.KPI_DIRECTION)
_EPOCH = datetime.date(1899, 12, 30)

Cell = str | float | None
Place = tuple[str, int, int]
"""A sheet, and a row and a column from 0."""


class Known(NamedTuple):
    """A planned cell that holds a formula: where it is, the formula, and the value beside it."""

    place: Place
    formula: str
    value: Cell


def same(found: Cell, known: Cell) -> bool:
    """Whether two values are the same to twelve digits; an empty text is an empty cell."""
    if isinstance(found, (int, float)) and isinstance(known, (int, float)):
        return abs(found - known) <= 1e-9 * max(1.0, abs(known))
    return (found or None) == (known or None)


def register(book: Any) -> Any:
    """The engine's workbook, able to call the functions."""
    for function in FUNCTIONS:
        book.register_function(function.__name__, function, min_args=2, max_args=6)
    return book


def cells(sheets: list[Sheet]) -> Iterator[tuple[Place, Value]]:
    """Every cell of planned sheets."""
    for sheet in sheets:
        for row, planned in enumerate(sheet.rows):
            for column, value in enumerate(planned.values):
                yield (sheet.name, row, column), value


def formulas(sheets: list[Sheet]) -> list[Known]:
    """The cells that hold formulas."""
    return [
        Known(place, value.text.replace(THIS_ROW, str(place[1] + 1)), value.value)
        for place, value in cells(sheets)
        if isinstance(value, Formula)
    ]


def alone(formula: str) -> str:
    """A formula with a call, without the one that stands in where functions cannot be called."""
    start = len("IFERROR(")
    if "KPI_" not in formula or not formula.startswith("IFERROR("):
        return formula
    ends = (at for at, char in enumerate(formula) if char == "," and _is_whole(formula[start:at]))
    return formula[start : next(ends)]


def _is_whole(text: str) -> bool:
    """Whether brackets and quotation marks that are opened are closed."""
    bare = "".join(text.split('"')[::2])
    return text.count('"') % 2 == 0 and bare.count("(") == bare.count(")")


def worked_out(
    sheets: list[Sheet], typed: dict[Place, Value] | None = None, functions: bool = True
) -> dict[Place, Cell]:
    """What the engine finds in the cells that hold formulas, whose values it is not told, once other values
    are ``typed`` over some cells. With ``functions`` to call nothing stands in for them; without, what stands
    in does all."""
    book = formualizer.Workbook()
    if functions:
        register(book)
    held = dict(cells(sheets)) | (typed or {})
    for sheet in sheets:
        book.add_sheet(sheet.name)
    for (name, row, column), value in held.items():
        if isinstance(value, Formula):
            text = value.text.replace(THIS_ROW, str(row + 1))
            text = alone(text) if functions else text
            book.set_formula(name, row + 1, column + 1, f"={text}")
        elif value is not None:
            days = float((value - _EPOCH).days) if isinstance(value, datetime.date) else value
            book.set_value(name, row + 1, column + 1, days)
    places = [place for place, value in held.items() if isinstance(value, Formula)]
    asked = [(name, row + 1, column + 1) for name, row, column in places]
    return dict(zip(places, book.evaluate_cells(asked), strict=True))
