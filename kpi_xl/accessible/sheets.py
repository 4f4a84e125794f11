"""Rules on the document and on a sheet as a whole: names, titles, where the cursor stands, what is hidden."""

import re
from collections.abc import Iterator

from kpi_xl.accessible.opened import OpenedBook, OpenedSheet
from kpi_xl.model import Problem

DOCUMENT = "Document"
LANGUAGE = "en-GB"
_UNNAMED = re.compile(r"(?:sheet|worksheet|table|chart|tab|page)?\s*\d*", re.IGNORECASE)


def document_failings(book: OpenedBook) -> Iterator[Problem]:
    """Title and language, macros, and hidden sheets.

    Source: Checklist, "Add document information", "Remove macros", "Avoid hiding rows or columns"; WCAG 2.4.2
    and 3.1.1.
    """
    if not book.title:
        yield Problem(DOCUMENT, "", "It has no title.", "Give it one: File, Info, Title.")
    if not book.language:
        yield Problem(DOCUMENT, "", "It does not say its language.", f"Set the language {LANGUAGE}.")
    if book.macros:
        yield Problem(DOCUMENT, "", "It carries macros.", "Save it as .xlsx.")
    for name in book.hidden:
        yield Problem(name, "", "The sheet is hidden.", "Show it, or take it out.")


def sheet_failings(sheet: OpenedSheet) -> Iterator[Problem]:
    """A sheet's name, title, view and print set-up.

    Source: Checklist, "Give worksheets unique names or numbers", "Remove blank worksheets", "All worksheets
    should have descriptive titles", "Ensure the cursor is in cell A1", "Avoid adding filters and freeze
    panes", "Avoid hiding rows or columns", "Do not use headers and footers".
    """
    cells = sheet.cells
    if _UNNAMED.fullmatch(sheet.name.strip()):
        yield Problem(sheet.name, "", "The sheet's name says nothing.", "Name it by what it holds.")
    if not any(sheet.filled()):
        yield Problem(sheet.name, "", "The sheet is blank.", "Take it out.")
        return
    title = cells["A1"].value
    if not isinstance(title, str) or not title.strip():
        yield Problem(sheet.name, "A1", "There is no title.", "Put the sheet's title here.")
    view = cells.sheet_view
    selected = view.selection[0].activeCell if view.selection else "A1"
    if sheet.first and (selected or "A1") != "A1":
        yield Problem(sheet.name, selected, "The cursor stands here.", "Save it with the cursor in A1.")
    if cells.freeze_panes:
        yield Problem(
            sheet.name,
            cells.freeze_panes,
            "Panes are frozen.",
            "Unfreeze them: enlarged text has no room left.",
        )
    yield from _hidden(sheet)
    if any(
        (part.text or "").strip()
        for place in (cells.oddHeader, cells.oddFooter)
        if place
        for part in (place.left, place.center, place.right)
    ):
        yield Problem(
            sheet.name, "", "A header or footer holds text.", "Put it in a cell: screen readers pass it over."
        )


def _hidden(sheet: OpenedSheet) -> Iterator[Problem]:
    remedy = "Show it, or take it out."
    for letters, column in sheet.cells.column_dimensions.items():
        if column.hidden:
            yield Problem(sheet.name, f"{letters}1", "The column is hidden.", remedy)
    for number, row in sheet.cells.row_dimensions.items():
        if row.hidden:
            yield Problem(sheet.name, f"A{number}", "The row is hidden.", remedy)
