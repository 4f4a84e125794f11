"""The benchmarks' workbooks and the script they are compared with still work."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import openpyxl
from python_calamine import CalamineWorkbook

from benchmarks.books import make_book
from benchmarks.plain import script
from benchmarks.timing import Run, paired_ratio
from kpi_xl import open_workbook


def rows(book: Path, sheet: str) -> Sequence[Sequence[object]]:
    return CalamineWorkbook.from_path(book).get_sheet_by_name(sheet).to_python()


def formulas(book: Path) -> dict[tuple[str, str], object]:
    """Every formula by its sheet and cell, hidden ones too."""
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in openpyxl.load_workbook(book).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def test_a_book_is_the_same_every_time(tmp_path: Path) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        make_book(tmp_path / name, indicators=35, months=24)
    assert len(rows(tmp_path / "one.xlsx", "Data")) == 36
    for sheet in ("Settings", "Indicators", "Data", "Commentary", "Actions"):
        assert rows(tmp_path / "one.xlsx", sheet) == rows(tmp_path / "two.xlsx", sheet)


def test_the_plain_script_makes_every_sheet(tmp_path: Path) -> None:
    make_book(tmp_path / "book.xlsx", indicators=12, months=18)
    script.main(str(tmp_path / "book.xlsx"), str(tmp_path / "out.xlsx"))
    names = CalamineWorkbook.from_path(tmp_path / "out.xlsx").sheet_names
    services = ["Service 1", "Service 2", "Service 3"]
    assert names == ["Overview", "RAG summary", *services, "Action log", "Checks"]


def test_the_plain_script_says_what_a_refresh_says(tmp_path: Path) -> None:
    make_book(tmp_path / "book.xlsx", indicators=35, months=24)
    script.main(str(tmp_path / "book.xlsx"), str(tmp_path / "out.xlsx"))
    open_workbook(tmp_path / "book.xlsx").refresh()
    for sheet, leaving in (("RAG summary", (5, 10)), ("Service 1", ())):
        theirs, ours = rows(tmp_path / "out.xlsx", sheet)[4:10], rows(tmp_path / "book.xlsx", sheet)[4:10]
        for said, expected in zip(theirs, ours, strict=True):
            for column in range(14):
                if column not in leaving:
                    assert said[column] == expected[column]


def test_the_plain_script_writes_every_formula_of_a_refresh(tmp_path: Path) -> None:
    make_book(tmp_path / "book.xlsx", indicators=12, months=24)
    script.main(str(tmp_path / "book.xlsx"), str(tmp_path / "out.xlsx"))
    open_workbook(tmp_path / "book.xlsx").refresh(tmp_path / "ours.xlsx")
    theirs, ours = formulas(tmp_path / "out.xlsx"), formulas(tmp_path / "ours.xlsx")
    assert theirs == ours
    assert len(ours) > 500


def test_a_paired_ratio_is_the_median_of_the_rounds() -> None:
    ours = [Run(1, 0), Run(2, 0), Run(9, 0)]
    theirs = [Run(2, 0), Run(4, 0), Run(3, 0)]
    assert paired_ratio(ours, theirs) == 0.5


def test_raw_and_converted_figures_are_rated_alike() -> None:
    program = """
from benchmarks import functions as f
f.excel()
given = [one[:50] if isinstance(one, tuple) else one for one in f.arguments()]
raw, converted = (f.called(given, options) for options in (f.RAW, f.DEFAULT))
assert [list(row) for row in raw] == converted, (raw, converted)
print(sorted({answer for row in converted for answer in row}))
"""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "['Amber', 'Green', 'Red']"
