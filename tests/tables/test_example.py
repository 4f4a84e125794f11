"""The template's example goes before real figures come in; what an officer changed or added stays."""

import datetime
from pathlib import Path

import openpyxl
import pytest

from kpi_xl.api import import_tables, open_workbook
from kpi_xl.package import Package
from kpi_xl.plan import Edit
from kpi_xl.sheets.example import COMPARATOR
from kpi_xl.sheets.template import template_sheets
from kpi_xl.tables import clear_example
from tests.books import sheets, with_openpyxl

TABLE = """\
Service,Indicator Number,Indicator Title,Polarity,Target,Sep-20,Oct-20
Adults,AD 1,Visits,BIB,17,12,18
"""
REMOVED = "The template's example was removed from Indicators, Data, Targets, Commentary and Actions."


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A workbook that still holds the whole example."""
    package = Package.blank("Scorecard")
    package.put(template_sheets())
    package.save(tmp_path / "book.xlsx")
    return tmp_path / "book.xlsx"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    (tmp_path / "table.csv").write_text(TABLE, encoding="utf-8")
    return tmp_path / "table.csv"


def typed(path: Path, sheet: str, cell: str, value: str | int) -> None:
    """An officer types into a cell."""
    book = openpyxl.load_workbook(path)
    book[sheet][cell] = value
    book.save(path)


def filled(path: Path, sheet: str) -> list[list[object]]:
    """The rows of a sheet that hold anything, without their blank cells."""
    rows = Package.open(path).rows(sheet, percents=True)
    return [[cell for cell in row if cell is not None] for row in rows if any(c is not None for c in row)]


def test_an_import_takes_the_whole_example_out_first_and_says_so(book: Path, table: Path) -> None:
    assert import_tables([table], book)[0] == REMOVED
    workbook = open_workbook(book)
    assert [indicator.number for indicator in workbook.definitions.indicators] == ["AD 1"]
    assert workbook.check()[0] == []
    assert filled(book, "Data")[1:] == [["AD 1", 12.0, 18.0]]
    for sheet in ("Targets", "Commentary", "Actions"):
        assert len(filled(book, sheet)) == 1, "only the header is left"


def test_months_and_comparators_of_the_example_alone_lose_their_headers(book: Path, table: Path) -> None:
    import_tables([table], book)
    months = [cell for cell in filled(book, "Data")[0] if isinstance(cell, datetime.date)]
    assert months == [datetime.date(2020, 9, 1), datetime.date(2020, 10, 1)]
    assert COMPARATOR not in filled(book, "Indicators")[0]


def test_a_count_is_not_shown_as_a_percentage_where_the_example_had_one(book: Path, table: Path) -> None:
    import_tables([table], book)
    cells = [cell for row in openpyxl.load_workbook(book)["Data"].iter_rows(min_row=2) for cell in row]
    assert not [cell.coordinate for cell in cells if "%" in cell.number_format]


def test_an_indicator_of_the_example_that_was_changed_is_kept_whole(book: Path, table: Path) -> None:
    typed(book, "Data", "D3", 700)
    report = import_tables([table], book)
    assert report[:2] == [
        REMOVED,
        "Data!A3: this row of the template's example was changed, so EX 2 was kept. "
        "Delete its rows if you do not need them.",
    ]
    numbers = [indicator.number for indicator in open_workbook(book).definitions.indicators]
    assert numbers == ["EX 2", "AD 1"]
    assert filled(book, "Data")[1][:2] == ["EX 2", 700.0]


def test_rows_of_the_officers_own_stay_beside_the_example(book: Path, table: Path) -> None:
    typed(book, "Indicators", "A7", "Adults")
    typed(book, "Indicators", "C7", "EX 9")
    typed(book, "Indicators", "D7", "A number of our own")
    typed(book, "Data", "A8", "EX 9")
    typed(book, "Data", "D8", 4)
    typed(book, "Actions", "A3", "7")
    typed(book, "Actions", "B3", "Ask")
    assert import_tables([table], book)[0] == REMOVED
    assert filled(book, "Indicators")[1] == ["Adults", "EX 9", "A number of our own"]
    assert filled(book, "Data")[0][3] == datetime.date(2024, 10, 1), "its month keeps its header"
    assert filled(book, "Data")[1] == ["EX 9", 4.0]
    assert filled(book, "Actions")[1] == ["7", "Ask"]


def test_commentary_that_was_changed_is_kept(book: Path) -> None:
    typed(book, "Commentary", "D3", "We filled them in May.")
    cleared = clear_example(Package.open(book))
    rows = {edit.row for edit in cleared.edits["Commentary"]}
    assert rows == {1, 3}
    assert cleared.report[1].startswith(
        "Commentary!A3: this row of the template's example was changed, so row 3"
    )


def test_a_month_that_was_typed_over_makes_its_rows_the_officers(book: Path) -> None:
    typed(book, "Data", "D1", "Sep-20")
    assert "Data" not in clear_example(Package.open(book)).edits


def test_a_note_beside_a_row_makes_it_the_officers(book: Path) -> None:
    typed(book, "Targets", "H2", "ask the board")
    kept = clear_example(Package.open(book)).report[1]
    assert kept.startswith("Targets!A2: ")
    assert "EX 1 was kept" in kept


def test_clearing_twice_is_clearing_once(book: Path) -> None:
    package = Package.open(book)
    for name, edits in clear_example(package).edits.items():
        package.edit(name, edits)
    assert clear_example(package) == ({}, [])


def test_a_workbook_without_the_example_is_left_alone(tmp_path: Path) -> None:
    package = Package.open(with_openpyxl(tmp_path / "book.xlsx", sheets()))
    assert clear_example(package) == ({}, [])


def test_an_example_that_was_refreshed_leaves_nothing_behind(book: Path, table: Path) -> None:
    open_workbook(book).refresh()
    import_tables([table], book)
    made = open_workbook(book).refresh()
    assert made.carried == []
    assert len(filled(book, "Commentary")) == 1


def test_a_figure_retyped_as_it_was_is_still_the_example(book: Path) -> None:
    package = Package.open(book)
    package.edit("Data", [Edit(1, 3, "91%")])
    assert clear_example(package).report == [REMOVED]
