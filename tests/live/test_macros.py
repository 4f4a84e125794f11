"""The buttons: what an officer sees of them, and what is never seen."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings
from openpyxl.workbook.defined_name import DefinedName

from kpi_xl import log, macros
from kpi_xl.live import LiveBook
from kpi_xl.plan import MARK_NAME
from tests.books import FD_3, FD_3_DATA, Row, sheets, with_openpyxl
from tests.live.books import scorecard, seen
from tests.live.conftest import Open

pytestmark = pytest.mark.libreoffice

FAULTY: Row = {**FD_3, "Polarity": "up", "Target": "9o%"}


@pytest.fixture
def book(opened: Open, tmp_path: Path) -> Any:
    """A sound workbook."""
    return opened(scorecard(tmp_path / "book.xlsx"))


@pytest.fixture
def faulty(opened: Open, tmp_path: Path) -> Any:
    """A workbook with two problems."""
    return opened(with_openpyxl(tmp_path / "faulty.xlsx", sheets([FAULTY], [FD_3_DATA])))


def said(book: Any) -> str:
    """The one message an officer was shown."""
    alerts = book.app.impl.alerts
    assert len(alerts) == 1
    return str(alerts.pop())


def text(book: Any, sheet: str) -> list[str]:
    """The words of a sheet, row by row."""
    return [" | ".join(str(cell) for cell in row if cell) for row in LiveBook(book).rows(sheet)]


def test_refresh_makes_the_sheets_and_says_so(book: Any) -> None:
    macros.refresh_rag(book)
    assert said(book) == "Refreshed for Sep-20."
    assert book.sheet_names[0] == "Overview"


def test_refresh_lists_problems_in_checks_and_shows_it(faulty: Any) -> None:
    before = seen(faulty)
    macros.refresh_rag(faulty)
    assert said(faulty) == "2 problems to correct first: Checks lists where and how."
    assert faulty.sheets.active.name == "Checks"
    assert faulty.selection.address == "$A$1"
    told = text(faulty, "Checks")
    assert any(row.startswith("Indicators!D2 | ") for row in told)
    assert any(row.startswith("Indicators!E2 | ") for row in told)
    after = seen(faulty)
    assert [after[name] for name in ("Indicators", "Data")] == [
        before[name] for name in ("Indicators", "Data")
    ]
    assert faulty.sheet_names == ["Checks", "Indicators", "Data"]


def test_check_changes_nothing_but_checks(book: Any) -> None:
    macros.refresh_rag(book)
    said(book)
    before = seen(book)
    macros.check_scorecard(book)
    assert said(book).startswith("No problems")
    after = seen(book)
    assert {name for name in before if before[name] != after[name]} <= {"Checks", "shown"}
    assert book.sheets.active.name == "Checks"


def test_where_checks_is_the_officers_own_the_message_lists_the_problems(faulty: Any) -> None:
    faulty.sheets.add("Checks", after=faulty.sheets["Data"])
    before = seen(faulty)
    macros.refresh_rag(faulty)
    message = said(faulty)
    assert "Indicators!D2" in message
    assert "Checks: an unmarked sheet of your own has the name the scorecard needs." in message
    assert seen(faulty) == before


def test_new_month_adds_a_column_and_says_so(book: Any) -> None:
    macros.new_month(book)
    assert said(book) == "Data: Oct-20 has a column now, D1."
    assert book.sheets["Data"]["D1"].value == "Oct-20"


def test_tables_that_vba_handed_over_are_taken_in_and_the_names_are_gone(
    opened: Open, tmp_path: Path
) -> None:
    table, path = tmp_path / "table.csv", scorecard(tmp_path / "book.xlsx")
    table.write_text("Indicator Number,Indicator Title,Oct-20\nFD 9,Visits,7\n", encoding="utf-8")
    source = openpyxl.load_workbook(path)
    for name, piece in (("", str(table)[:9]), (".2", str(table)[9:])):
        source.defined_names.add(DefinedName(macros.HANDED_OVER + name, attr_text=f'"{piece}"'))
    source.save(path)
    book = opened(path)
    macros.import_tables(book)
    assert said(book).startswith("table.csv: ")
    assert [name.name for name in book.names if name.name.startswith(macros.HANDED_OVER)] == []
    assert any("FD 9" in row for row in text(book, "Indicators"))


def test_publish_makes_packs_beside_the_workbook_and_notes_what_went_out(book: Any) -> None:
    open_before = [other.name for other in book.app.books]
    macros.publish_packs(book)
    message = said(book)
    packs = Path(book.fullname).parent / macros.PACKS
    assert message.splitlines()[0] == "Published Sep-20: 3 new packs."
    assert str(packs) in message
    for name in ("Scorecard", "Front Door scorecard", "Early Help scorecard"):
        for ending, beginning in ((".xlsx", b"PK"), (".html", b"<!DOCTYPE html>"), (".pdf", b"%PDF")):
            assert (packs / f"{name} Sep-20 v1{ending}").read_bytes().startswith(beginning)
    assert any("FD 3" in row for row in text(book, "Published"))
    assert [other.name for other in book.app.books] == open_before


def test_what_cannot_be_published_is_listed_and_nothing_is_made(faulty: Any) -> None:
    macros.publish_packs(faulty)
    assert said(faulty) == "2 problems to correct first: Checks lists where and how."
    assert not (Path(faulty.fullname).parent / macros.PACKS).exists()


def test_what_nobody_foresaw_is_one_sentence_and_a_line_in_the_log_without_a_word_of_the_workbook(
    book: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    secret = "Jane Doe 07/03/2012"  # noqa: S105 - no password
    book.sheets["Data"]["B2"].value = secret

    def broken(*_: object) -> None:
        raise RuntimeError(secret)

    monkeypatch.setattr("kpi_xl.work.refresh", broken)
    macros.refresh_rag(book)
    file = log.log_file()
    assert said(book) == (
        f"Something went wrong, and the workbook is as it was. For IT, where it failed is noted in {file}."
    )
    noted = Path(file).read_text(encoding="utf-8")
    assert "RuntimeError" in noted
    assert "Jane" not in noted


def test_called_by_vba_a_button_finds_its_book(book: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    book.set_mock_caller()
    try:
        macros.show_help()
    finally:
        monkeypatch.delattr(xlwings.Book, "_mock_caller")
    assert said(book).startswith("Start says what to do")


def test_a_generated_sheet_that_lost_its_mark_is_told_of(book: Any) -> None:
    macros.refresh_rag(book)
    said(book)
    book.sheets["Overview"].names[MARK_NAME].delete()
    macros.refresh_rag(book)
    assert said(book).startswith("1 problem to correct first")
    assert any(row.startswith("Overview | An unmarked sheet") for row in text(book, "Checks"))
