"""Planned sheets in a workbook of their own, which an application opens to copy them from."""

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kpi_xl.package import Package
from kpi_xl.plan import Edit, Formula, Row, Sheet

if TYPE_CHECKING:
    import xlwings as xw

_MAC_EXCEL = "~/Library/Containers/com.microsoft.Excel/Data"
"""Where Excel for Mac may read without asking the officer."""


@contextlib.contextmanager
def opened(app: "xw.App", sheets: list[Sheet], edits: Mapping[str, list[Edit]]) -> Iterator["xw.Book"]:
    """A workbook of planned sheets, with further cells filled in, by sheet; it is closed and its file gone
    afterwards, however the work ends.

    Formulas are left to the open book: here their values stand, so that none points at this workbook or
    calls a function that it does not have.
    """
    package = Package.blank()
    package.put([_with_values(sheet) for sheet in sheets])
    for sheet in sheets:
        package.edit(sheet.name, edits.get(sheet.name, []))
    with readable_folder() as folder:
        path = os.path.join(folder, f"{os.path.basename(folder)}.xlsx")
        package.save(path)
        book = app.books.open(path)
        try:
            yield book
        finally:
            book.close()


@contextlib.contextmanager
def readable_folder() -> Iterator[str]:
    """A new folder whose files the application may read; it is gone afterwards."""
    folder = tempfile.mkdtemp(prefix="kpi_xl-", dir=_where())
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _where() -> str | None:
    """Where such folders are; None for the usual place."""
    folder = os.path.expanduser(_MAC_EXCEL)
    return folder if sys.platform == "darwin" and os.path.isdir(folder) else None


def _with_values(sheet: Sheet) -> Sheet:
    return sheet._replace(rows=[_row_with_values(row) for row in sheet.rows])


def _row_with_values(row: Row) -> Row:
    if not any(isinstance(value, Formula) for value in row.values):
        return row
    return row._replace(
        values=tuple(value.value if isinstance(value, Formula) else value for value in row.values)
    )
