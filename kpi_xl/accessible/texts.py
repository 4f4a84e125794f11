"""Rules on what cells say: notes that are found, links that say where they lead, text that is not cut off."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kpi_xl.accessible.opened import OpenedBook, OpenedSheet
from kpi_xl.model import Problem
from kpi_xl.publish.display import displayed
from kpi_xl.sheets.heights import row_height

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell

NOTES = "Notes"
_MARKER = re.compile(r"\[note (\d+)\]", re.IGNORECASE)
_SYMBOL = re.compile(r"[\w%)][*†‡¹²³]+$")
_SAYS_NOTHING = re.compile(r"(?:click |see |read )?(?:here|this|link|more|this link|more information)\.?|https?://\S*",
                           re.IGNORECASE)  # fmt: skip
_DEFAULT_WIDTH, _DEFAULT_SIZE = 8.43, 11.0
_LETTER, _DIGIT, _MARGIN = 0.86, 0.93, 0.5
_SLACK = 3.0  # points by which a row may be lower than estimated


def text_failings(book: OpenedBook, sheet: OpenedSheet) -> Iterator[Problem]:
    """What cannot be read of a sheet's texts.

    Source: Checklist, "Do not use symbols or superscript to signpost to notes", "Put note text in a notes
    table on a notes worksheet", "Links must be accessible", "Wrap text within cells"; WCAG 2.4.4 and 1.4.4.
    """
    noted = {
        text for other in book.sheets if other.name.startswith(NOTES) for text in map(_words, other.filled())
    }
    for cell in sheet.filled():
        text = _words(cell)
        if cell.comment:
            yield Problem(
                sheet.name, cell.coordinate, "There is a note that shows only when pointed at.",
                f"Write [note 1] in the cell, and the note on a sheet {NOTES}.",
            )  # fmt: skip
        for number in _MARKER.findall(text) if not sheet.name.startswith(NOTES) else ():
            if not any(said.casefold() in (f"note {number}", f"[note {number}]", number) for said in noted):
                yield Problem(
                    sheet.name,
                    cell.coordinate,
                    f"[note {number}] is not explained.",
                    f"List it on the sheet {NOTES}.",
                )
        if _SYMBOL.search(text):
            yield Problem(
                sheet.name,
                cell.coordinate,
                f'"{text}" ends with a symbol for a note.',
                "Write [note 1] instead.",
            )
        if cell.hyperlink and _SAYS_NOTHING.fullmatch(text.strip()):
            yield Problem(
                sheet.name,
                cell.coordinate,
                f'The link "{text}" does not say where it leads.',
                "Name its target.",
            )
        if reason := _cut_off(sheet, cell):
            yield Problem(
                sheet.name, cell.coordinate, reason, "Widen the column, wrap the text or raise the row."
            )


def _words(cell: "Cell") -> str:
    return cell.value if isinstance(cell.value, str) else ""


def _cut_off(sheet: OpenedSheet, cell: "Cell") -> str:
    """Why what a cell shows is not seen whole, by an estimate; "" where it is."""
    if cell.coordinate in sheet.cells.merged_cells:
        return ""  # merged is told already, and how wide it then is
    width = _width(sheet, cell.column)
    size = (cell.font.size or _DEFAULT_SIZE) / _DEFAULT_SIZE
    if not isinstance(cell.value, str):
        try:
            shown = displayed(cell.value, cell.number_format)  # type: ignore[arg-type]
        except (KeyError, TypeError, ValueError, ArithmeticError):
            return ""
        return f'"{shown}" is wider than its column.' if len(shown) * _DIGIT * size > width + _MARGIN else ""
    needed = max(map(len, cell.value.split("\n"))) * _LETTER * size
    if needed <= width + _MARGIN or cell.alignment.textRotation:
        return ""
    if not cell.alignment.wrap_text:
        beside = sheet.cells.cell(cell.row, cell.column + 1).value
        return "The text runs on behind the next cell." if beside not in (None, "") else ""
    height = sheet.cells.row_dimensions[cell.row].height
    lines = row_height([(cell.value, width)]) * size * _DEFAULT_SIZE / 10
    return "The text is taller than its row." if height and lines > height + _SLACK else ""


def _width(sheet: OpenedSheet, column: int) -> float:
    for dimension in sheet.cells.column_dimensions.values():
        if dimension.min and dimension.min <= column <= (dimension.max or dimension.min):
            return float(dimension.width)
    return float(sheet.cells.sheet_format.defaultColWidth or _DEFAULT_WIDTH)
