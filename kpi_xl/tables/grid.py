"""The files that tables are published in, as grids of cells."""

import csv
import datetime
import io
import warnings
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from openpyxl.cell.cell import Cell as WorkbookCell
from openpyxl.cell.cell import MergedCell
from openpyxl.styles.numbers import is_date_format
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kpi_xl.model import Percent, Scalar, UnreadableTable
from kpi_xl.tables.cells import BLANK, Cell

SEPARATORS = {".csv": ",", ".tsv": "\t"}
WORKBOOK = ".xlsx"


class Grid(NamedTuple):
    """One page of a file, from its first cell. ``sheet`` is "" for a text file, whose rows keep the
    number of fields they were written with."""

    sheet: str
    rows: list[list[Cell]]

    def place(self, row: int) -> str:
        """Where a row (counted from 0) stands, in an officer's words."""
        return f'sheet "{self.sheet}", row {row + 1}' if self.sheet else f"row {row + 1}"


def read_grids(path: Path) -> list[Grid]:
    """The pages of a file: one for a text file, the visible sheets of a workbook.

    Raises UnreadableTable where there is no such file, or it is none of .csv, .tsv and .xlsx.
    """
    suffix = path.suffix.lower()
    if suffix not in (*SEPARATORS, WORKBOOK):
        raise UnreadableTable(
            f"{path.name} is not a table that can be imported. "
            "Save the table as .csv, .tsv or .xlsx and import that."
        )
    if not path.is_file():
        raise UnreadableTable(f"There is no file {path}. Check the name and the folder.")
    return _workbook_grids(path) if suffix == WORKBOOK else [_text_grid(path, SEPARATORS[suffix])]


def _text_grid(path: Path, separator: str) -> Grid:
    text = _decoded(path)
    try:
        lengths = [len(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)]
        if not any(lengths):
            raise UnreadableTable(f"{path.name} is empty. Save the table again, with its header row.")
        frame = pd.read_csv(
            io.StringIO(text, newline=""),
            sep=separator,
            header=None,
            names=list(range(max(lengths))),
            dtype=str,
            keep_default_na=False,
            skip_blank_lines=False,
            index_col=False,
        )
    except (csv.Error, pd.errors.ParserError) as error:
        raise UnreadableTable(
            f"{path.name} cannot be read as a table: {error}. "
            "Look for a quotation mark that is never closed, or save the table again from Excel."
        ) from error
    rows = [
        [Cell(field.strip() or None) for field in fields[:length]]
        for fields, length in zip(frame.to_numpy(dtype=object).tolist(), lengths, strict=True)
    ]
    return Grid("", rows)


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableTable(
        f"{path.name} does not hold plain text. Open it in Excel and save it as CSV UTF-8 (.csv) or .xlsx."
    )


def _workbook_grids(path: Path) -> list[Grid]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's, on parts that a table has no use for
            file = pd.ExcelFile(path, engine="openpyxl", engine_kwargs={"read_only": False})
        with file:
            book = file.book
            if not isinstance(book, Workbook):
                raise TypeError(type(book))
            shown = [s for s in book.worksheets if s.sheet_state == Worksheet.SHEETSTATE_VISIBLE]
            frames = pd.read_excel(
                file, sheet_name=[s.title for s in shown], header=None, dtype=object, na_filter=False
            )
            return [_sheet_grid(sheet, frames[sheet.title]) for sheet in shown]
    except Exception as error:  # a damaged file makes openpyxl raise whatever its parsers do
        raise UnreadableTable(
            f"{path.name} cannot be read as a workbook ({error}). "
            "Open it in Excel, take off any password, and save it as .xlsx again."
        ) from error


def _sheet_grid(sheet: Worksheet, frame: pd.DataFrame) -> Grid:
    rows = [
        [_cell(value, sheet.cell(row, column)) for column, value in enumerate(values, 1)]
        for row, values in enumerate(frame.to_numpy(dtype=object).tolist(), 1)
    ]
    for merged in sheet.merged_cells.ranges:
        first, column = merged.min_row - 1, merged.min_col - 1
        for row in rows[first + 1 : merged.max_row]:
            row[column] = rows[first][column]
    return Grid(sheet.title, rows)


def _cell(value: object, cell: WorkbookCell | MergedCell) -> Cell:
    """``value`` is pandas' reading, but for error values, which pandas makes blank."""
    if isinstance(cell, WorkbookCell) and cell.data_type == "e":
        return Cell(str(cell.value))
    number_format = cell.number_format or ""
    scalar: Scalar
    if isinstance(value, bool):
        scalar = value
    elif isinstance(value, int | float):
        scalar = Percent(value) if "%" in number_format else float(value)
    elif isinstance(value, datetime.datetime):
        scalar = value.date()
    elif isinstance(value, datetime.date):
        scalar = value
    else:
        scalar = str(value).strip() or None
    if scalar is None:
        return BLANK
    return Cell(scalar, "" if is_date_format(number_format) else number_format)
