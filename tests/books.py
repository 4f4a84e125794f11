"""Workbooks from a few words: sheets as grids of cells, read in memory or written to a file."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import openpyxl
import xlsxwriter

from kpi_xl import columns
from kpi_xl.model import Percent, Problem, Scalar
from kpi_xl.plan import FUNCTIONS_MODULE

Row = Mapping[str, Scalar | int]
Grid = list[list[Scalar]]
Sheets = dict[str, Grid]

FD_3: Row = {
    "Service": "Front Door",
    "Indicator Number": "FD 3",
    "Indicator Title": "Contacts actioned within a day",
    "Polarity": "BIB",
    "Target": "94%",
    "Amber within": "10pp",
}
FD_3_DATA: Row = {"Indicator Number": "FD 3", "Aug-20": "98%", "Sep-20": "100%"}


def grid(rows: Sequence[Row]) -> Grid:
    """A header row of every key met, and the rows below it."""
    headers = list(dict.fromkeys(key for row in rows for key in row))
    return [list(headers), *([_cell(row.get(header)) for header in headers] for row in rows)]


def _cell(value: Scalar | int) -> Scalar:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return float(value) if whole else value  # type: ignore[arg-type]


def sheets(
    indicators: Sequence[Row] = (FD_3,),
    data: Sequence[Row] = (FD_3_DATA,),
    settings: Row | None = None,
    **others: Grid,
) -> Sheets:
    """The input sheets of a book: by default one sound indicator with two months."""
    made: Sheets = {columns.INDICATORS: grid(indicators), columns.DATA: grid(data)}
    if settings is not None:
        made[columns.SETTINGS] = [["Setting", "Value"], *([name, _cell(v)] for name, v in settings.items())]
    return {**made, **others}


class InMemory:
    """Sheets as the reader of a workbook meets them: rows equally long, blank cells None."""

    def __init__(self, sheets: Sheets) -> None:
        self.sheets = sheets

    @property
    def sheet_names(self) -> list[str]:
        return list(self.sheets)

    def rows(self, name: str, percents: bool = False) -> Grid:
        cells = self.sheets[name]
        width = max((len(row) for row in cells), default=0)
        rows = [[*row, *[None] * (width - len(row))] for row in cells]
        if percents:
            return rows
        return [[float(cell) if isinstance(cell, Percent) else cell for cell in row] for row in rows]


def with_openpyxl(path: Path, sheets: Sheets) -> Path:
    """Writes a book with openpyxl: error texts are error values, Percent is shown as 0%."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row, cells in enumerate(rows, 1):
            for column, value in enumerate(cells, 1):
                if value is None:
                    continue
                cell = sheet.cell(row, column)
                cell.value = float(value) if isinstance(value, Percent) else value
                if isinstance(value, Percent):
                    cell.number_format = "0%"
                elif isinstance(value, datetime.date):
                    cell.number_format = "mmm-yy"
    book.save(path)
    return path


def with_xlsxwriter(path: Path, sheets: Sheets) -> Path:
    """Writes a book with XlsxWriter: an error text is a formula with that result. An ``.xlsm`` is one that
    carries the template's VBA, as far as its names go."""
    book = xlsxwriter.Workbook(str(path))
    if path.suffix == ".xlsm":
        project = path.with_suffix(".bin")
        project.write_bytes(FUNCTIONS_MODULE.encode("utf-16-le"))
        book.add_vba_project(str(project))
    percent, month = book.add_format({"num_format": "0%"}), book.add_format({"num_format": "mmm-yy"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for row, cells in enumerate(rows):
            for column, value in enumerate(cells):
                if isinstance(value, Percent):
                    sheet.write_number(row, column, value, percent)
                elif isinstance(value, datetime.date):
                    sheet.write_datetime(row, column, value, month)
                elif isinstance(value, str) and value.startswith("#") and value[-1] in "!?A":
                    sheet.write_formula(row, column, "=NA()", None, value)
                elif isinstance(value, str):
                    sheet.write_string(row, column, value)
                elif value is not None:
                    sheet.write(row, column, value)
    book.close()
    return path


WRITERS: list[Callable[[Path, Sheets], Path]] = [with_openpyxl, with_xlsxwriter]


def said(problems: Sequence[Problem]) -> list[str]:
    """Problems as an officer reads them."""
    return [str(problem) for problem in problems]
