"""A workbook's sheets as rows, tables as files, and the import of the one into the other."""

import csv
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kpi_xl import columns
from kpi_xl.figures import read_figure
from kpi_xl.model import Month, Percent, Scalar
from kpi_xl.plan import Edit
from kpi_xl.tables import Merge, merge, read_table

DEMO = Path(columns.__file__).parent / "demo"
SEP_20 = DEMO / "croydon-2020-09.csv"
OCT_17 = DEMO / "croydon-2017-10.csv"
DEFINITIONS = DEMO / "definitions-2020-09.csv"

Texts = list[list[str]]


class Book(NamedTuple):
    """The rows of the two sheets that a table is taken into."""

    indicators: list[list[Scalar]]
    data: list[list[Scalar]]

    def take(self, path: Path) -> Merge:
        """Imports a table: what was edited and reported."""
        merged = merge(read_table(path), self.indicators, self.data)
        for name, rows in ((columns.INDICATORS, self.indicators), (columns.DATA, self.data)):
            apply(merged.edits.get(name, []), rows)
        return merged

    def indicator(self, number: str, column: str) -> Scalar:
        return _at(self.indicators, number, column)

    def figure(self, number: str, column: str) -> Scalar:
        return _at(self.data, number, column)

    def months(self) -> list[str]:
        return [str(month) for header in self.data[0] if (month := Month.read(header))]


def blank_book() -> Book:
    """The sheets with their headers alone."""
    indicators: list[Scalar] = [column.name for column in columns.INDICATOR_COLUMNS]
    data: list[Scalar] = [column.name for column in columns.DATA_COLUMNS]
    return Book([indicators], [data])


def apply(edits: list[Edit], rows: list[list[Scalar]]) -> None:
    """Writes edits as a workbook's writer does: only into blank cells."""
    for edit in edits:
        rows.extend([] for _ in range(edit.row + 1 - len(rows)))
        cells = rows[edit.row]
        cells.extend([None] * (edit.column + 1 - len(cells)))
        assert cells[edit.column] is None
        percent = isinstance(edit.value, float) and "%" in edit.number_format
        cells[edit.column] = Percent(edit.value) if percent else edit.value  # type: ignore[arg-type]


def _at(rows: list[list[Scalar]], number: str, column: str) -> Scalar:
    spelled = [str(Month.read(header) or header) for header in rows[0]]
    place, key = spelled.index(column), rows[0].index(columns.NUMBER.name)
    cells = next(cells for cells in rows[1:] if cells[key] == number)
    return cells[place] if place < len(cells) else None


def texts(path: Path) -> Texts:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def write_text(path: Path, rows: Texts, encoding: str = "utf-8") -> Path:
    separator = "\t" if path.suffix == ".tsv" else ","
    with path.open("w", newline="", encoding=encoding) as file:
        csv.writer(file, delimiter=separator).writerows(rows)
    return path


def write_table(path: Path, *lines: str) -> Path:
    """A table of a few lines, its cells separated by ``|``."""
    return write_text(path, [[cell.strip() for cell in line.split("|")] for line in lines])


def fill(sheet: Worksheet, rows: Texts, top: int) -> None:
    """Types texts into a sheet as Excel would: numbers, percentages and months as such."""
    for row, cells in enumerate(rows, top):
        for column, text in enumerate(cells, 1):
            _type(sheet, row, column, text)


def _type(sheet: Worksheet, row: int, column: int, text: str) -> None:
    cell, reading, month = sheet.cell(row, column), read_figure(text), Month.read(text)
    if month:
        cell.value, cell.number_format = month.date(), "mmm-yy"
    elif reading.value is None or reading.note:
        cell.value = text or None
    else:
        cell.value = reading.value
        point = "." + "0" * len(text.strip("%").partition(".")[2]) if "." in text else ""
        whole = "#,##0" if "," in text else "0"
        cell.number_format = f"{whole}{point}%" if reading.percent else f"{whole}{point}"


def new_workbook(title: str) -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    return book, sheet
