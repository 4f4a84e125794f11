"""A refresh of an open workbook: all of it or nothing, and nothing of the officer's is disturbed."""

from itertools import count
from pathlib import Path
from typing import Any

import pytest

from kpi_xl import work
from kpi_xl.live import LiveBook
from kpi_xl.model import NotWritten, ProblemsFound
from kpi_xl.plan import MARK_NAME, Edit
from kpi_xl.sheets.checks import to_do_sheet
from tests.live.books import MINE, cell, scorecard, seen, settings
from tests.live.conftest import Open
from tests.live.watched import Refused, watching

pytestmark = pytest.mark.libreoffice

GENERATED = ["Overview", "RAG summary", "Front Door", "Early Help", "Checks"]


def refresh(book: Any, shown: str = "") -> list[str]:
    """What the button does; returns what was carried."""
    live = LiveBook(book)
    made = work.refresh(live)
    live.apply(shown)
    return made.carried


@pytest.fixture
def book(opened: Open, tmp_path: Path) -> Any:
    """A workbook refreshed once, with an officer's sheet that points at generated ones."""
    book = opened(scorecard(tmp_path / "book.xlsx"))
    refresh(book)
    sheet = book.sheets.add("Mine", after=book.sheets["Overview"])
    sheet["A1"].formula = MINE
    book.names.add("title", "=Overview!$A$1")
    book.sheets["Front Door"].names.add("mine", "='Front Door'!$B$2")
    book.sheets["Data"].activate()
    return book


def test_generated_sheets_stand_first_and_carry_their_marks(opened: Open, tmp_path: Path) -> None:
    book = opened(scorecard(tmp_path / "book.xlsx"))
    refresh(book)
    assert book.sheet_names[: len(GENERATED)] == GENERATED
    assert list(LiveBook(book).marks) == GENERATED


def test_a_second_refresh_changes_nothing_that_can_be_seen(book: Any) -> None:
    before = seen(book)
    refresh(book)
    assert seen(book) == before


def test_formulas_of_generated_sheets_point_at_this_book(book: Any) -> None:
    formulas = [cell for row in book.sheets["RAG summary"].used_range.formula for cell in row]
    assert any("'Front Door'!" in formula for formula in formulas)
    assert not any("[" in formula or "#REF" in formula or "kpi_xl~" in formula for formula in formulas)


def test_an_officers_formulas_and_names_point_at_the_new_sheets(book: Any) -> None:
    book.sheets["Data"]["C2"].value = 0.5
    refresh(book)
    assert book.sheets["Mine"]["A1:C2"].formula == (
        ("My notes", "=Overview!A1", "='RAG summary'!A1"),
        ("1", "=SUM('RAG summary'!H5:H9)", "=A2+1"),
    )
    assert book.sheets["Mine"]["B1"].value == book.sheets["Overview"]["A1"].value
    assert book.names["title"].refers_to == "=Overview!$A$1"
    assert book.sheets["Front Door"].names["mine"].refers_to == "='Front Door'!$B$2"


def test_the_active_sheet_and_selection_stay(book: Any) -> None:
    book.sheets["Data"]["B2:C2"].select()
    refresh(book)
    assert book.sheets.active.name == "Data"
    assert book.selection.address == "$B$2:$C$2"


def test_where_a_generated_sheet_is_shown_the_new_one_is(book: Any) -> None:
    book.sheets["Early Help"]["C3"].select()
    refresh(book)
    assert book.sheets.active.name == "Early Help"
    assert book.selection.address == "$C$3"


def test_a_hidden_generated_sheet_stays_hidden(book: Any) -> None:
    book.sheets["Checks"].visible = False
    refresh(book)
    assert not book.sheets["Checks"].visible
    assert book.sheets["Overview"].visible


def test_text_typed_in_a_box_is_kept_in_commentary_and_shown_again(book: Any) -> None:
    sheet = book.sheets["Front Door"]
    row, column = cell(LiveBook(book).rows("Front Door"), "Improvement activity")
    sheet.range((row + 1, column)).value = "=more visits - from 5-10"[1:]
    carried = refresh(book)
    assert carried == ["Front Door: the text typed under Improvement activity is kept in Commentary."]
    assert book.sheets["Commentary"]["D2"].value == "more visits - from 5-10"
    assert book.sheets["Front Door"].range((row + 1, column)).value == "more visits - from 5-10"


def test_a_sheet_whose_service_is_gone_goes_and_its_text_stays(book: Any) -> None:
    row, column = cell(LiveBook(book).rows("Early Help"), "Improvement activity")
    book.sheets["Early Help"].range((row + 1, column)).value = "- visits"
    for sheet in ("Indicators", "Data"):
        book.sheets[sheet]["A3:H3"].clear_contents()
    refresh(book)
    assert "Early Help" not in book.sheet_names
    assert book.sheets["Commentary"]["D2"].value == "- visits"


def test_a_sheet_of_the_officers_own_is_never_replaced(book: Any) -> None:
    book.sheets["Checks"].names[MARK_NAME].delete()
    before = seen(book)
    with pytest.raises(ProblemsFound, match="Checks: an unmarked sheet"):
        refresh(book)
    assert seen(book) == before


def test_a_copy_an_officer_made_stays_and_the_original_is_replaced(book: Any) -> None:
    book.sheets["Overview"].copy(after=book.sheets["Data"], name="Overview in May")
    refresh(book)
    assert "Overview in May" in book.sheet_names
    assert LiveBook(book).marks["Overview"] == "overview"


def test_settings_of_the_application_are_as_before(book: Any) -> None:
    book.app.calculation = "manual"
    before = settings(book.app)
    try:
        refresh(book)
        assert settings(book.app) == before
    finally:
        book.app.calculation = "automatic"


def test_sheets_left_over_by_a_broken_run_are_cleared_away(book: Any) -> None:
    book.sheets["Checks"].copy(after=book.sheets["Data"], name="kpi_xl~3")
    assert "kpi_xl~3" not in LiveBook(book).sheet_names
    refresh(book)
    assert "kpi_xl~3" not in book.sheet_names


def test_ten_refreshes_leave_nothing_behind(book: Any, tmp_path: Path) -> None:
    before, styles = seen(book), _styles(book)
    book.save(tmp_path / "first.xlsx")
    for _ in range(10):
        refresh(book)
    book.save(tmp_path / "last.xlsx")
    assert seen(book) == before
    assert _styles(book) == styles
    first, last = ((tmp_path / name).stat().st_size for name in ("first.xlsx", "last.xlsx"))
    assert abs(last - first) < first / 100


def _styles(book: Any) -> dict[str, int]:
    """How many styles there are of each kind."""
    families = book.api.StyleFamilies
    return {name: families.getByName(name).Count for name in families.ElementNames}


def test_whichever_call_fails_the_workbook_is_as_it_was_and_so_are_the_settings(book: Any) -> None:
    book.sheets["Mine"]["A4"].formula = "=Checks!A1"
    before, kept = seen(book), settings(book.app)
    turns = 0
    for turn in count(1):
        live = LiveBook(book)
        live.put([to_do_sheet([], [], live.sheet_names)], others_stay=True)
        live.edit("Data", [Edit(5, 1, "5-10"), Edit(1, 2, 0.5, "0%"), Edit(1, 0, "FD 3", height=40.0)])
        with watching() as watch:
            watch.refuse = turn
            undone = _is_undone(live)
        assert settings(book.app) == kept, watch.changes[-1]
        if len(watch.changes) < turn:
            break
        turns += undone
        if undone:
            assert seen(book) == before, watch.changes[turn - 1]
        else:  # what cannot be shown or deleted holds nothing up
            _is_complete(book)
            before = seen(book)
    assert turns > 20
    _is_complete(book)


def _is_undone(live: LiveBook) -> bool:
    try:
        live.apply()
    except (NotWritten, Refused):
        return True
    return False


def _is_complete(book: Any) -> None:
    assert book.sheets["Data"]["B6"].value == "5-10"
    assert book.sheets["Mine"]["A4"].formula == "=Checks!A1"
    assert LiveBook(book).sheet_names.count("Checks") == 1


def test_a_whole_refresh_that_fails_late_is_undone(book: Any) -> None:
    row, column = cell(LiveBook(book).rows("Front Door"), "Improvement activity")
    book.sheets["Front Door"].range((row + 1, column)).value = "typed"
    before = seen(book)
    for last in ("Sheet.name=", "Sheet.delete"):
        live = LiveBook(book)
        work.refresh(live)
        with watching() as watch:
            watch.refuse_first = last
            assert _is_undone(live)
        assert seen(book) == before, last


def test_an_office_that_dies_midway_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    from kpi_xl.calc import calc_app

    path = scorecard(tmp_path / "book.xlsx")
    was = path.read_bytes()
    with calc_app() as own:
        live = LiveBook(own.books.open(path))
        work.refresh(live)
        with watching() as watch:
            watch.kill = own.kill
            with pytest.raises(Exception, match=r".*"):  # of whatever kind
                live.apply()
    assert path.read_bytes() == was


def test_a_sheets_cells_and_looks_take_twelve_calls_however_many_rows(book: Any) -> None:
    live = LiveBook(book)
    work.refresh(live)
    with watching() as watch:
        live.apply()
    counted = watch.counted()
    cells = sum(n for name, n in counted.items() if name.startswith("Range.") and name.endswith("="))
    assert counted["Sheet.copy"] == len(GENERATED)
    assert cells <= 11 * len(GENERATED)
