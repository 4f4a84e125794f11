"""Single cells of an open sheet filled in, in blocks, each step with its way back."""

import datetime
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from kpi_xl.live.cells import as_text, block, cells_of, scalar
from kpi_xl.live.manners import Undo
from kpi_xl.plan import Area, Edit, rectangles

if TYPE_CHECKING:
    import xlwings as xw

Cells = dict[tuple[int, int], Edit]
Find = Callable[[], "xw.Sheet"]
"""Gives the sheet anew: on a Mac an object that stands for a sheet does not follow its name."""

_LONGEST_IN_BLOCK = 8000
"""Characters: Excel refuses longer texts among others, but not alone."""

Written = float | str | datetime.date | None


def fill(find: Find, edits: list[Edit], used: Area, undo: Undo) -> None:
    """Fills cells in. ``used`` are the cells that hold anything or are formatted: one beyond them takes the
    look of the cell above, else of the one on its left; number formats come before values, so that a text
    in a text cell stays one. A row is made taller where it has to be, and never lower."""
    cells = {(edit.row, edit.column): edit for edit in edits}
    for area in rectangles(key for key in cells if not _within(key, used)):
        _look_around(find, area, used, undo)
    for code in sorted({edit.number_format for edit in edits if edit.number_format}):
        for area in rectangles(key for key, edit in cells.items() if edit.number_format == code):
            _format(find, area, code, undo)
    for area in _value_areas(cells):
        _values(find, area, cells, used, undo)
    for row in sorted({edit.row for edit in edits if edit.height}):
        _height(find, row, max(edit.height for edit in edits if edit.row == row), undo)


def _within(cell: tuple[int, int], used: Area) -> bool:
    return cell[0] <= used.bottom and cell[1] <= used.right


def _look_around(find: Find, area: Area, used: Area, undo: Undo) -> None:
    """Gives new cells the look of their neighbours, as filling down or to the right does."""
    undo.before(lambda: cells_of(find(), area).clear())
    rows, columns = area.top > used.bottom > 0, area.left > used.right
    if rows and area.right <= used.right:
        whole = area._replace(top=used.bottom)
        source = whole._replace(bottom=used.bottom)
    elif columns and area.bottom <= used.bottom:
        whole = area._replace(left=used.right)
        source = whole._replace(right=used.right)
    else:
        return
    try:
        cells_of(find(), source).autofill(cells_of(find(), whole), "fill_formats")
    except NotImplementedError:  # LibreOffice's engine cannot; there the way figures are shown must do
        for part, code in _formats(find(), source):
            grown = part._replace(bottom=area.bottom) if rows else part._replace(right=area.right)
            cells_of(find(), grown).number_format = code


def _format(find: Find, area: Area, code: str, undo: Undo) -> None:
    def put_back(was: list[tuple[Area, str]]) -> None:
        for part, before in was:
            cells_of(find(), part).number_format = before

    was = list(_formats(find(), area))
    undo.before(lambda: put_back(was))
    cells_of(find(), area).number_format = code


def _formats(sheet: "xw.Sheet", area: Area) -> Iterator[tuple[Area, str]]:
    """The number formats of an area's cells."""
    shown = cells_of(sheet, area).number_format
    if shown is not None:
        yield area, shown
        return
    for row in range(area.top, area.bottom + 1):
        for column in range(area.left, area.right + 1):
            cell = Area(row, column, row, column)
            yield cell, cells_of(sheet, cell).number_format


def _value_areas(cells: Cells) -> list[Area]:
    long = {key for key, edit in cells.items() if _is_long(edit.value)}
    return rectangles(key for key in cells if key not in long) + [Area(*key, *key) for key in sorted(long)]


def _is_long(value: Written) -> bool:
    return isinstance(value, str) and len(value) > _LONGEST_IN_BLOCK


def _values(find: Find, area: Area, cells: Cells, used: Area, undo: Undo) -> None:
    if _within((area.top, area.left), used):
        before = _contents(find(), area)
        undo.before(lambda: setattr(cells_of(find(), area), "formula", before))
    new = [
        [_written(cells[row, column].value) for column in range(area.left, area.right + 1)]
        for row in range(area.top, area.bottom + 1)
    ]
    cells_of(find(), area).value = new


def _contents(sheet: "xw.Sheet", area: Area) -> list[list[Written]]:
    """What cells hold, as it can be written again: formulas, and texts that stay texts."""
    cells = cells_of(sheet, area)
    formulas, values = block(cells.formula, area), block(cells.raw_value, area)
    return [
        [
            formula if isinstance(formula, str) and formula.startswith("=") else _written(scalar(value))
            for formula, value in zip(*pair, strict=True)
        ]
        for pair in zip(formulas, values, strict=True)
    ]


def _written(value: Written) -> Written:
    return as_text(value) if isinstance(value, str) else value


def _height(find: Find, row: int, height: float, undo: Undo) -> None:
    was = find().range((row + 1, 1)).row_height
    if was is None or was >= height:
        return
    undo.before(lambda: setattr(find().range((row + 1, 1)), "row_height", was))
    find().range((row + 1, 1)).row_height = height
