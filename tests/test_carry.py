"""Text typed in the boxes of generated sheets, through files: nothing an officer typed is ever lost."""

import datetime
from pathlib import Path

import pytest

from kpi_xl import open_workbook
from kpi_xl.columns import CHECKS, COMMENTARY, OVERVIEW
from kpi_xl.columns import SUMMARY as RAG_SUMMARY
from kpi_xl.messages import BETTER, LEAVE_OUT, SUMMARY, WATCH, WELL
from kpi_xl.model import Month, ProblemsFound, Scalar, UnreadableBook
from kpi_xl.sheets.service import STANDING_KINDS
from tests.books import FD_3, FD_3_DATA, Grid, Row, Sheets, sheets
from tests.carried import Card
from tests.package.books import contents, zip_of

IMPROVEMENT, NEXT_STEPS = STANDING_KINDS
HEADERS: list[Scalar] = ["Service", "Period", "Kind", "Text", "Author"]
SERVICE = "Front Door"
FD_4: Row = {**FD_3, "Indicator Number": "FD 4", "Indicator Title": "Number of referrals"}
FD_4_DATA: Row = {"Indicator Number": "FD 4", "Aug-20": "50%", "Sep-20": "40%"}


def book(*comments: list[Scalar], headers: list[Scalar] = HEADERS) -> Sheets:
    """FD 3 is Green and FD 4 Red; Commentary has these rows."""
    commentary: Grid = [headers, *comments]
    return sheets([FD_3, FD_4], [FD_3_DATA, FD_4_DATA], Commentary=commentary)


@pytest.fixture
def card(tmp_path: Path) -> Card:
    """A refreshed scorecard with one comment."""
    return Card(tmp_path / "book.xlsx", book([SERVICE, "Sep-20", NEXT_STEPS, "Train the rota.", "Ines Lund"]))


def about_text(card: Card) -> list[str]:
    return [line for line in card.found if "Commentary" in line]


def test_a_sheet_without_boxes_is_not_read_however_damaged_it_is(card: Card) -> None:
    whole = card.cells(RAG_SUMMARY)
    parts = contents(card.path)
    parts["xl/worksheets/kpi_xl_sheet2.xml"] = parts["xl/worksheets/kpi_xl_sheet2.xml"][:-100]
    zip_of(card.path, parts)
    with pytest.raises(UnreadableBook, match=RAG_SUMMARY):
        card.cells(RAG_SUMMARY)
    card.refresh()
    assert card.cells(RAG_SUMMARY) == whole


# --- boxes of a service ----------------------------------------------------------------------------


def test_boxes_show_what_commentary_says_and_are_empty_where_it_says_nothing(card: Card) -> None:
    assert card.box(SERVICE, NEXT_STEPS) == ["Train the rota."]
    assert card.box(SERVICE, IMPROVEMENT) == [""]


def test_new_text_is_kept_in_commentary_and_in_its_box(card: Card) -> None:
    card.type(SERVICE, IMPROVEMENT, "Calls are answered.")
    card.refresh()
    assert card.commentary()[1] == {
        "Service": SERVICE,
        "Period": "Sep-20",
        "Kind": IMPROVEMENT,
        "Text": "Calls are answered.",
    }
    assert card.box(SERVICE, IMPROVEMENT) == ["Calls are answered."]
    assert card.report == [f"{SERVICE}: the text typed under {IMPROVEMENT} is kept in Commentary."]
    assert about_text(card) == []


def test_changed_text_takes_the_place_of_the_old_and_keeps_its_author(card: Card) -> None:
    card.type(SERVICE, NEXT_STEPS, "Train the rota by May.")
    card.refresh()
    (row,) = card.commentary()
    assert (row["Text"], row["Author"]) == ("Train the rota by May.", "Ines Lund")
    assert card.box(SERVICE, NEXT_STEPS) == ["Train the rota by May."]


def test_an_emptied_box_loses_nothing_and_the_officer_is_told(card: Card) -> None:
    card.type(SERVICE, NEXT_STEPS, "")
    card.refresh()
    assert card.texts() == ["Train the rota."]
    assert card.box(SERVICE, NEXT_STEPS) == ["Train the rota."]
    assert card.report == [
        f"{SERVICE}: a box under {NEXT_STEPS} was emptied. Commentary still holds its text; "
        "delete it there to have it gone."
    ]


@pytest.mark.parametrize("kind", ["Risks", "Risks | issues", "What's next", "commentary"])
def test_a_kind_of_the_officers_own_has_its_box_and_text_typed_there_is_kept(
    kind: str, tmp_path: Path
) -> None:
    card = Card(tmp_path / "book.xlsx", book([SERVICE, None, kind, "Staff leave."]))
    assert card.box(SERVICE, kind) == ["Staff leave."]
    card.type(SERVICE, kind, "Staff leave in June.")
    card.refresh()
    assert card.texts() == ["Staff leave in June."]
    assert card.box(SERVICE, kind) == ["Staff leave in June."]


def test_text_without_a_kind_is_shown_as_commentary_and_can_be_changed(tmp_path: Path) -> None:
    card = Card(tmp_path / "book.xlsx", book([SERVICE, None, None, "A good month."]))
    assert card.box(SERVICE, "Commentary") == ["A good month."]
    card.type(SERVICE, "Commentary", "A very good month.")
    card.refresh()
    assert card.texts() == ["A very good month."]


def test_each_of_two_texts_of_a_kind_has_its_own_box(tmp_path: Path) -> None:
    same: list[Scalar] = [SERVICE, "Sep-20", NEXT_STEPS, "Train."]
    card = Card(tmp_path / "book.xlsx", book([*same, "Ines"], [*same, "Omar"]))
    card.type(SERVICE, NEXT_STEPS, "Train by May.", 0)
    card.type(SERVICE, NEXT_STEPS, "Train by June.", 1)
    card.refresh()
    assert [(row["Text"], row["Author"]) for row in card.commentary()] == [
        ("Train by May.", "Ines"),
        ("Train by June.", "Omar"),
    ]


def test_text_changed_in_both_places_is_kept_twice_and_checks_says_so(card: Card) -> None:
    card.type(SERVICE, NEXT_STEPS, "In the box.")
    card.replace(COMMENTARY, "Train the rota.", "In Commentary.")
    card.refresh()
    assert card.texts() == ["In Commentary.", "In the box."]
    assert card.box(SERVICE, NEXT_STEPS) == ["In Commentary.", "In the box."]
    assert about_text(card) == [
        "Commentary row 3: Commentary carried over: from sheet Front Door: changed there and in Commentary."
    ]
    assert any("changed there" in str(cell) for row in card.cells(CHECKS) for cell in row)


def test_the_same_change_in_both_places_is_one_text(card: Card) -> None:
    card.type(SERVICE, NEXT_STEPS, "The same.")
    card.replace(COMMENTARY, "Train the rota.", "The same.")
    card.refresh()
    assert card.texts() == ["The same."]


def test_text_changed_in_commentary_alone_is_shown(card: Card) -> None:
    card.replace(COMMENTARY, "Train the rota.", "In Commentary.")
    card.refresh()
    assert card.box(SERVICE, NEXT_STEPS) == ["In Commentary."]
    assert card.report == []


def test_text_belongs_to_the_period_of_the_sheet_it_was_typed_in(card: Card) -> None:
    card.type(SERVICE, IMPROVEMENT, "Said of September.")
    card.refresh(Month.of(2020, 8))
    assert card.commentary()[1]["Period"] == "Sep-20"
    assert card.box(SERVICE, IMPROVEMENT) == [""]
    card.refresh(Month.of(2020, 9))
    assert card.box(SERVICE, IMPROVEMENT) == ["Said of September."]


def test_text_without_a_period_stands_in_every_month_and_is_changed_in_place(tmp_path: Path) -> None:
    card = Card(tmp_path / "book.xlsx", book([SERVICE, None, NEXT_STEPS, "Always."]))
    card.refresh(Month.of(2020, 8))
    card.type(SERVICE, NEXT_STEPS, "As ever.")
    card.refresh()
    assert card.commentary() == [{"Service": SERVICE, "Kind": NEXT_STEPS, "Text": "As ever."}]
    assert card.box(SERVICE, NEXT_STEPS) == ["As ever."]


def test_the_same_words_of_another_month_stay_as_they_were(tmp_path: Path) -> None:
    months = ("Aug-20", "Sep-20")
    rows: list[list[Scalar]] = [[SERVICE, month, NEXT_STEPS, "No change."] for month in months]
    card = Card(tmp_path / "book.xlsx", book(*rows))
    card.type(SERVICE, NEXT_STEPS, "A change.")
    card.refresh()
    assert [(row["Period"], row["Text"]) for row in card.commentary()] == [
        ("Aug-20", "No change."),
        ("Sep-20", "A change."),
    ]


TRICKY = [
    "Two lines\nand a third",
    '<b>Bold & "quoted"</b>',
    "Café – 5 £, 😀",
    "=not a formula",
    "'quoted",
    "# not a remark",
    "kpi_xl box|",
    "12",
    "x" * 5000,
]


@pytest.mark.parametrize("text", TRICKY)
def test_any_text_is_kept_letter_by_letter(text: str, card: Card) -> None:
    card.type(SERVICE, IMPROVEMENT, text)
    card.refresh()
    assert card.texts() == ["Train the rota.", text]
    assert card.box(SERVICE, IMPROVEMENT) == [text]
    before = card.path.read_bytes()
    card.refresh()
    assert card.path.read_bytes() == before


@pytest.mark.parametrize(("typed", "kept"), [(12.0, "12"), (datetime.date(2020, 12, 3), "03/12/2020")])
def test_a_number_or_a_date_in_a_box_is_kept_as_words(typed: Scalar, kept: str, card: Card) -> None:
    card.type(SERVICE, IMPROVEMENT, typed)
    card.refresh()
    assert card.box(SERVICE, IMPROVEMENT) == [kept]


def test_an_error_in_a_box_stops_the_refresh_and_says_what_to_do(card: Card) -> None:
    """Excel takes "- call parents" for a formula and shows #NAME? in its place."""
    row = card.rows_of(SERVICE, IMPROVEMENT)[0]
    card.type(SERVICE, IMPROVEMENT, "#NAME?")
    before = card.path.read_bytes()
    with pytest.raises(ProblemsFound) as stopped:
        card.refresh()
    assert [str(problem) for problem in stopped.value.problems] == [
        f"Front Door!A{row + 1}: #NAME? stands where text belongs: Excel took what was typed for a formula. "
        "Type an apostrophe before it, or clear the cell."
    ]
    assert open_workbook(card.path).check()[0] == stopped.value.problems
    assert card.path.read_bytes() == before


def test_text_beside_the_box_in_its_row_is_kept_too(card: Card) -> None:
    row = card.rows_of(SERVICE, IMPROVEMENT)[0]
    card.put(SERVICE, row, 1, "Typed in column B.")
    card.refresh()
    assert card.box(SERVICE, IMPROVEMENT) == ["Typed in column B."]


# --- sheets that moved, services that changed ------------------------------------------------------


def test_text_on_a_sheet_that_was_renamed_and_moved_goes_to_its_service(card: Card) -> None:
    card.type(SERVICE, IMPROVEMENT, "New text.")
    card.rename(SERVICE, "The door")
    card.move_to_end("The door")
    assert card.names[-1] == "The door"
    card.refresh()
    assert card.box(SERVICE, IMPROVEMENT) == ["New text."]
    assert "The door" not in card.names
    assert about_text(card) == []


def test_text_of_a_renamed_service_goes_where_its_indicators_are_now_and_checks_says_so(card: Card) -> None:
    card.type(SERVICE, IMPROVEMENT, "New text.")
    card.replace("Indicators", SERVICE, "First Contact")
    card.refresh()
    assert card.box("First Contact", IMPROVEMENT) == ["New text."]
    assert card.texts() == ["Train the rota.", "New text."]
    assert about_text(card) == [
        'Commentary row 2: Commentary without a place: the service "Front Door" is not in Indicators, so no '
        "page shows its text.",
        "Commentary row 3: Commentary carried over: from sheet Front Door: its indicators are now in First "
        "Contact.",
    ]


def test_text_of_a_service_that_was_parted_goes_where_most_of_its_indicators_are(tmp_path: Path) -> None:
    numbers = ("FD 1", "FD 2", "FD 3")
    card = Card(
        tmp_path / "book.xlsx",
        sheets(
            [{**FD_3, "Indicator Number": number} for number in numbers],
            [{**FD_3_DATA, "Indicator Number": number} for number in numbers],
        ),
    )
    card.type(SERVICE, IMPROVEMENT, "New text.")
    column = card.cells("Indicators")[0].index("Service")
    for row, service in enumerate(("Few", "Many", "Many"), 1):
        card.put("Indicators", row, column, service)
    card.refresh()
    assert (card.box("Few", IMPROVEMENT), card.box("Many", IMPROVEMENT)) == ([""], ["New text."])


def test_text_of_a_service_that_was_removed_stays_in_commentary_and_checks_says_so(tmp_path: Path) -> None:
    other = {**FD_4, "Service": "Early Help"}
    card = Card(tmp_path / "book.xlsx", sheets([FD_3, other], [FD_3_DATA, FD_4_DATA]))
    card.type("Early Help", IMPROVEMENT, "Do not lose me.")
    for sheet in ("Indicators", "Data"):
        rows = card.cells(sheet)
        at = next(at for at, row in enumerate(rows) if "FD 4" in row)
        card.put(sheet, at, 0, "# gone")
    card.refresh()
    assert "Early Help" not in card.names
    assert card.texts() == ["Do not lose me."]
    assert [line.partition(": ")[2] for line in about_text(card)] == [
        "Commentary carried over: from sheet Early Help: its service is no longer in Indicators.",
        'Commentary without a place: the service "Early Help" is not in Indicators, so no page '
        "shows its text.",
    ]


def test_a_service_spelled_with_other_capitals_keeps_its_boxes(card: Card) -> None:
    card.type(SERVICE, IMPROVEMENT, "New text.")
    card.replace("Indicators", SERVICE, "front  door")
    card.refresh()
    assert card.box("front door", NEXT_STEPS) == ["Train the rota."]
    assert card.box("front door", IMPROVEMENT) == ["New text."]
    assert about_text(card) == []


# --- the Commentary sheet --------------------------------------------------------------------------


def test_commentary_is_added_where_there_is_none(tmp_path: Path) -> None:
    card = Card(tmp_path / "book.xlsx", sheets())
    card.type(SERVICE, IMPROVEMENT, "New text.")
    card.refresh()
    assert COMMENTARY in card.names
    assert card.texts() == ["New text."]
    assert card.box(SERVICE, IMPROVEMENT) == ["New text."]
    card.type(SERVICE, NEXT_STEPS, "More text.")
    card.refresh()
    assert [row[3] for row in card.cells(COMMENTARY)[:3]] == ["Text", "New text.", "More text."]


def test_columns_that_commentary_lacks_are_added(tmp_path: Path) -> None:
    card = Card(tmp_path / "book.xlsx", sheets(Commentary=[["Text", "Mine"], ["Old.", "x"]]))
    card.type(SERVICE, IMPROVEMENT, "New text.")
    card.refresh()
    assert card.cells(COMMENTARY) == [
        ["Text", "Mine", "Service", "Period", "Kind"],
        ["Old.", "x", None, None, None],
        ["New text.", None, SERVICE, "Sep-20", IMPROVEMENT],
    ]
    assert card.box(SERVICE, IMPROVEMENT) == ["New text."]


def test_an_empty_commentary_sheet_is_given_its_headers(tmp_path: Path) -> None:
    card = Card(tmp_path / "book.xlsx", sheets(Commentary=[]))
    card.type(SERVICE, IMPROVEMENT, "New text.")
    card.refresh()
    assert card.texts() == ["New text."]
    assert card.box(SERVICE, IMPROVEMENT) == ["New text."]


def test_titles_above_the_headers_and_columns_in_another_order_are_no_hindrance(tmp_path: Path) -> None:
    commentary: Grid = [
        ["What we say", None, None],
        ["Text", "KIND", " service "],
        ["Old.", NEXT_STEPS, SERVICE],
    ]
    card = Card(tmp_path / "book.xlsx", sheets(Commentary=commentary))
    card.type(SERVICE, NEXT_STEPS, "Changed.")
    card.type(SERVICE, IMPROVEMENT, "New.")
    card.refresh()
    assert [row[:3] for row in card.cells(COMMENTARY)[1:]] == [
        ["Text", "KIND", " service "],
        ["Changed.", NEXT_STEPS, SERVICE],
        ["New.", IMPROVEMENT, SERVICE],
    ]


def test_the_rest_of_commentary_stays_as_it_was(card: Card) -> None:
    before = card.cells(COMMENTARY)
    card.type(SERVICE, IMPROVEMENT, "New text.")
    card.refresh()
    assert [row[: len(HEADERS)] for row in card.cells(COMMENTARY)[: len(before)]] == before


# --- the Overview ----------------------------------------------------------------------------------


def test_a_directors_summary_is_kept_and_changed_in_place(card: Card) -> None:
    card.type(OVERVIEW, SUMMARY, "A steady month.")
    card.refresh()
    assert card.commentary()[1] == {"Period": "Sep-20", "Kind": SUMMARY, "Text": "A steady month."}
    card.type(OVERVIEW, SUMMARY, "A good month.")
    card.refresh()
    assert card.texts()[1:] == ["A good month."]
    assert card.box(OVERVIEW, SUMMARY) == ["A good month."]
    assert about_text(card) == []


@pytest.mark.parametrize(("service", "kind"), [("Whole service", SUMMARY), (None, "Director’s Summary")])
def test_a_summary_is_changed_in_place_however_it_is_filed(
    service: str | None, kind: str, tmp_path: Path
) -> None:
    card = Card(tmp_path / "book.xlsx", book([service, "Sep-20", kind, "A steady month."]))
    assert card.box(OVERVIEW, SUMMARY) == ["A steady month."]
    card.type(OVERVIEW, SUMMARY, "A good month.")
    card.refresh()
    assert card.texts() == ["A good month."]
    assert card.box(OVERVIEW, SUMMARY) == ["A good month."]


def test_a_proposed_line_that_is_changed_is_the_officers_own_from_then_on(card: Card) -> None:
    (proposed, _) = card.box(OVERVIEW, BETTER)
    assert proposed.startswith("FD 4 Referrals fell to 40%")
    card.type(OVERVIEW, BETTER, "FD 4 Referrals are few: half term.")
    card.refresh()
    assert card.box(OVERVIEW, BETTER) == ["FD 4 Referrals are few: half term.", ""]
    assert card.box(OVERVIEW, WATCH) == [""]
    assert [(row["Kind"], row["Text"]) for row in card.commentary()[1:]] == [
        (BETTER, "FD 4 Referrals are few: half term."),
        (LEAVE_OUT, "FD 4"),
    ]
    assert about_text(card) == []


def test_a_proposed_line_that_is_cleared_stays_away_for_that_period(card: Card) -> None:
    card.type(OVERVIEW, BETTER, "")
    card.refresh()
    card.refresh()
    assert card.box(OVERVIEW, BETTER) == [""]
    assert card.report == []
    card.refresh(Month.of(2020, 8))
    assert card.box(OVERVIEW, BETTER)[0].startswith("FD 4")


def test_a_line_added_below_is_kept_and_there_is_room_for_another(card: Card) -> None:
    card.type(OVERVIEW, WELL, "A new team has started.", -1)
    card.refresh()
    assert card.box(OVERVIEW, WELL)[0] == "A new team has started."
    assert card.box(OVERVIEW, WELL)[-1] == ""
    card.type(OVERVIEW, WELL, "So has another.", -1)
    card.refresh()
    assert card.box(OVERVIEW, WELL)[:2] == ["A new team has started.", "So has another."]


def test_an_own_line_that_is_cleared_stays_away_and_is_kept_in_commentary(card: Card) -> None:
    card.type(OVERVIEW, WELL, "A new team has started.", -1)
    card.refresh()
    card.type(OVERVIEW, WELL, "", 0)
    card.refresh()
    assert "A new team has started." not in card.box(OVERVIEW, WELL)
    assert "A new team has started." in card.texts()
    card.refresh()
    assert "A new team has started." not in card.box(OVERVIEW, WELL)


def test_an_own_line_that_was_cleared_may_be_typed_again(card: Card) -> None:
    for text, place in (("Again.", -1), ("", 0), ("Again.", -1)):
        card.type(OVERVIEW, WELL, text, place)
        card.refresh()
    assert card.box(OVERVIEW, WELL).count("Again.") == 1


# --- again and again -------------------------------------------------------------------------------


def test_a_second_refresh_changes_not_a_byte(card: Card) -> None:
    card.type(SERVICE, IMPROVEMENT, "New text.")
    card.type(OVERVIEW, SUMMARY, "A steady month.")
    card.type(OVERVIEW, BETTER, "Mine.")
    card.refresh()
    before = card.path.read_bytes()
    card.refresh()
    assert card.path.read_bytes() == before
    assert card.report == []


def test_ten_refreshes_with_typing_between_add_only_what_was_typed(card: Card) -> None:
    for number in range(10):
        card.type(SERVICE, IMPROVEMENT, f"Version {number}.")
        card.type(OVERVIEW, BETTER, f"Line {number}.")
        card.refresh()
    assert sorted(card.texts()) == ["FD 4", "Line 9.", "Train the rota.", "Version 9."]
    assert len(card.cells(COMMENTARY)) == 5
