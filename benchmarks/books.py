"""Scorecard workbooks of any size, with made-up figures
(``python -m benchmarks.books BOOK ROWS MONTHS IN-CELL``)."""

import math
import random
import sys
from datetime import date
from pathlib import Path
from typing import NamedTuple

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kpi_xl.package import Package
from kpi_xl.plan import Edit

LAST_MONTH = (2020, 9)
HEADERS = (
    "Service", "Section", "Indicator Number", "Indicator Title", "Polarity", "Unit", "Decimals", "Target",
    "Amber within", "YTD", "RO", "Comparator: England",
)  # fmt: skip


class Form(NamedTuple):
    """One sort of indicator: its unit, how its target and tolerance are written, and its usual figure."""

    unit: str
    target: str
    tolerance: str
    ytd: str
    typical: float
    decimals: int
    number_format: str


FORMS = (
    Form("%", "90%", "5pp", "Average", 0.9, 4, "0%"),
    Form("number", "<120", "10%", "Sum", 120, 0, "#,##0"),
    Form("average", "17", "2", "Latest", 17, 1, "0.0"),
)


def service_size(indicators: int) -> int:
    """How many indicators a service has in a book of that many: 5 to 50."""
    return min(50, max(5, round(math.sqrt(indicators))))


def months_up_to_last(count: int) -> list[date]:
    """The first days of ``count`` months up to the last one, oldest first."""
    last = LAST_MONTH[0] * 12 + LAST_MONTH[1] - 1
    return [date(month // 12, month % 12 + 1, 1) for month in range(last - count + 1, last + 1)]


def make_book(book: Path, indicators: int, months: int, in_cell: str = "", seed: int = 1) -> None:
    """Writes a workbook of input sheets, always the same for the same seed; ``in_cell`` is its setting
    ``In-cell formulas``.

    A name that ends in ``.xlsm`` gives a workbook with a VBA project, of bytes that no program can run.
    """
    chance = random.Random(seed)
    with xlsxwriter.Workbook(str(book)) as workbook:
        if book.suffix == ".xlsm":
            project = book.with_suffix(".bin")
            project.write_bytes(chance.randbytes(40_000))
            workbook.add_vba_project(str(project))
        formats = {
            form.number_format: workbook.add_format({"num_format": form.number_format}) for form in FORMS
        }
        _settings(workbook.add_worksheet("Settings"), in_cell)
        _indicators(workbook.add_worksheet("Indicators"), indicators)
        month_format = workbook.add_format({"num_format": "mmm-yy"})
        data = workbook.add_worksheet("Data")
        data.write_row(0, 0, ("Indicator Number", "Area", "Measure"))
        for column, month in enumerate(months_up_to_last(months), 3):
            data.write_datetime(0, column, month, month_format)
        _data(data, indicators, months, formats, chance)
        _words(workbook)


def number_of(index: int) -> str:
    """The Indicator Number of the row: ``K 1`` is the first."""
    return f"K {index + 1}"


def service_of(index: int, indicators: int) -> str:
    """The service of the row: ``Service 1`` is the first."""
    return f"Service {index // service_size(indicators) + 1}"


def _settings(sheet: Worksheet, in_cell: str) -> None:
    sheet.write_row(0, 0, ("Setting", "Value"))
    sheet.write_row(1, 0, ("Organisation", "Anywhere Council"))
    sheet.write_row(2, 0, ("Reporting period", "Sep-20"))
    if in_cell:
        sheet.write_row(3, 0, ("In-cell formulas", in_cell))


def _indicators(sheet: Worksheet, indicators: int) -> None:
    sheet.write_row(0, 0, HEADERS)
    for index in range(indicators):
        form = FORMS[index % len(FORMS)]
        polarity = "SIB" if form.unit == "number" else "BIB"
        title = f"What indicator {index + 1} measures, in as many words as a board is used to reading"
        section = f"Section {index % 7 // 3 + 1}"
        decimals = 1 if form.unit == "average" else 0
        sheet.write_row(
            index + 1,
            0,
            (
                *(service_of(index, indicators), section, number_of(index), title, polarity, form.unit),
                *(decimals, form.target, form.tolerance, form.ytd, "AB", form.target.lstrip("<")),
            ),
        )


def _data(
    sheet: Worksheet, indicators: int, months: int, formats: dict[str, Format], chance: random.Random
) -> None:
    """One cell in 50 is a reason and one in 50 is blank; the rest are numbers about the form's figure."""
    for index in range(indicators):
        form = FORMS[index % len(FORMS)]
        sheet.write_string(index + 1, 0, number_of(index))
        for column in range(3, months + 3):
            draw = chance.random()
            if draw < 0.02:
                sheet.write_string(index + 1, column, "TBC")
            elif draw < 0.98:
                figure = round(form.typical * chance.uniform(0.85, 1.1), form.decimals)
                sheet.write_number(index + 1, column, figure, formats[form.number_format])


def _words(workbook: xlsxwriter.Workbook) -> None:
    commentary = workbook.add_worksheet("Commentary")
    commentary.write_row(0, 0, ("Service", "Period", "Kind", "Text", "Author"))
    for row in range(1, 6):
        text = "What was done this month, and what comes of it. " * 4
        commentary.write_row(row, 0, (f"Service {row}", "Sep-20", "Next steps", text, "AB"))
    actions = workbook.add_worksheet("Actions")
    actions.write_row(0, 0, ("REF", "ACTIONS", "WHEN", "COMPLETE?"))
    actions.write_row(1, 0, (1, "Ask each service for its September figures", "Oct-20", "Yes"))


def retype(book: str, services: str) -> None:
    """Types another figure for the last month of every indicator of a book, or, where ``services`` is "one",
    of its first service's; all else of the file stays byte for byte."""
    package = Package.open(book)
    rows = package.rows("Data")
    last, indicators = len(rows[0]) - 1, len(rows) - 1
    typed = []
    for row in range(1, (service_size(indicators) if services == "one" else indicators) + 1):
        now = rows[row][last]
        typed.append(Edit(row, last, now + 0.01 if isinstance(now, float) else 1.0))
    package.edit("Data", typed)
    package.save(book)


if __name__ == "__main__":
    make_book(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
