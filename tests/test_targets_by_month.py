"""The Targets sheet: each month is rated by the target in force then, and none is re-rated in silence."""

import datetime
from pathlib import Path

import pytest

from kpi_xl.columns import SUMMARY
from kpi_xl.definitions import read_definitions
from kpi_xl.findings import find_all
from kpi_xl.messages import changed_rating
from kpi_xl.model import Month, ProblemsFound, Rag
from kpi_xl.plan import Sheet
from kpi_xl.reminders import NEW_TARGET
from kpi_xl.scorecard import Scorecard, make_scorecard
from kpi_xl.sheets.layout import FIRST_MONTH, HEAD
from kpi_xl.sheets.style import RATING, TINT
from kpi_xl.sheets.summary import LETTERS
from tests.books import FD_3, FD_3_DATA, Row, sheets
from tests.carried import Card
from tests.formulas import fill_at
from tests.support import Book, book, drawn, planned_sheets, valued

TINTS = {colours.fill: rag.value for rag, colours in TINT.items()} | {"": "Grey"}
LETTER_FILLS = {colours.fill: LETTERS[rag] for rag, colours in RATING.items()}
INDICATORS = """
    Indicator Number | Service    | Indicator Title | Polarity | Target | Amber within
    FD 3             | Front Door | Contacts        | BIB      | 80%    | 10pp
"""
MONTHS = "Mar-20 | Apr-20 | May-20 | Jun-20 | Jul-20 | Aug-20 | Sep-20"
DATA = f"Indicator Number | {MONTHS}\nFD 3 | 85% | 85% | 75% | 85% | 65% | 95% | 92%"


def workbook(
    targets: str = "", indicators: str = INDICATORS, data: str = DATA, settings: str = "Months shown | 7"
) -> Book:
    """FD 3, held to 80% within 10pp, and rows of Targets: From, Target, Amber within, RAG Methodology."""
    rows = drawn("Indicator Number | From | Target | Amber within | RAG Methodology")
    rows += [["FD 3", *cells] for cells in drawn(targets)] if targets else []
    return book(
        Settings=f"Setting | Value\n{settings}", Indicators=indicators, Data=data, **{"Targets": rows}
    )


def made(targets: str = "", **parts: str) -> Scorecard:
    return make_scorecard(read_definitions(workbook(targets, **parts)))


def ratings(targets: str = "", **parts: str) -> str:
    """The rating of each month from Mar-20 to Sep-20, by its letter."""
    (result,) = made(targets, **parts).results
    return "".join(LETTERS[rag] for rag in result.history[-7:])


def pages(targets: str = "", **parts: str) -> dict[str, Sheet]:
    return valued(planned_sheets(made(targets, **parts), []))


def tints(sheet: Sheet, number: str = "FD 3") -> str:
    """The letters of the colours that the rules give the months of an indicator's row."""
    row = next(at for at, row in enumerate(sheet.rows) if row.values[:1] == (number,))
    months = [at for at, head in enumerate(sheet.rows[HEAD].values) if isinstance(head, datetime.date)]
    assert months[0] == FIRST_MONTH
    words = {rag.value: letter for rag, letter in LETTERS.items()}
    return "".join(words[TINTS[fill_at(sheet, row, at)]] for at in months)


def strip(sheet: Sheet) -> tuple[str, str]:
    """The strip of the summary: its letters, and what their colours say."""
    head = next(row for row in sheet.rows if "RAG" in row.values).values
    columns = [at for at, value in enumerate(head) if isinstance(value, datetime.date)]
    at, row = next((at, row) for at, row in enumerate(sheet.rows) if row.values[1:2] == ("FD 3",))
    letters = "".join(str(row.values[column]) for column in columns)
    return letters, "".join(LETTER_FILLS[fill_at(sheet, at, column)] for column in columns)


# --- the target in force ---------------------------------------------------------------------------


def test_without_a_row_every_month_is_held_to_indicators() -> None:
    assert ratings() == "GGAGRGG"


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        ("Jun-20 | 90%", "GGAARGG"),
        ("Mar-20 | 90%", "AARARGG"),
        ("Oct-20 | 99%", "GGAGRGG"),  # not in force yet
        ("May-20 | 70%\nAug-20 | 95%", "GGGGAGA"),
        ("Aug-20 | 95%\nMay-20 | 70%", "GGGGAGA"),  # in any order
        ("Jun-20 | 90% | 2", "GGARRGG"),  # its own tolerance
        ("Jun-20 | 90% | NA", "GGARRGG"),  # none
        ("Jun-20 | NA", "GGA----"),  # not rated from then on
        ("Jun-20 | >92%", "GGAARGA"),
        ("Jun-20 | 90% | . | 93% or above Green 92% Amber 91% and below Red", "GGARRGA"),
    ],
)
def test_each_month_is_rated_by_the_target_in_force_then(targets: str, expected: str) -> None:
    assert ratings(targets) == expected


def test_a_row_may_say_that_the_bands_of_indicators_no_longer_hold() -> None:
    bands = INDICATORS.replace("Amber within", "RAG Methodology").replace(
        "10pp", "90% or above Green 80%-89% Amber 79% and below Red"
    )
    assert ratings(indicators=bands) == "AARARGG"
    assert ratings("Jun-20 | 60% | . | NA", indicators=bands) == "AARGGGG"
    assert ratings("Jun-20 | 60%", indicators=bands) == "AARARGG"  # bands decide, and the target is shown


def test_the_year_to_date_of_each_month_is_rated_by_the_target_in_force_then() -> None:
    basis = INDICATORS.replace("Amber within", "RAG basis | YTD").replace("10pp", "YTD | Average")
    data = f"Indicator Number | {MONTHS}\nFD 3 | 85% | 85% | 75% | 80% | 80% | 80% | 80%"
    assert ratings(indicators=basis, data=data) == "GGGGGGG"
    assert ratings("Jul-20 | 81%", indicators=basis, data=data) == "GGGGRRR"


def test_what_is_shown_is_the_target_in_force_at_the_period() -> None:
    sheet = pages("May-20 | 70%\nAug-20 | 95%\nOct-20 | 99%")["Front Door"]
    row = next(row for row in sheet.rows if row.values[:1] == ("FD 3",))
    assert row.values[sheet.rows[HEAD].values.index("Target")] == 0.95
    assert made("May-20 | 70%\nAug-20 | 95%").results[0].rag is Rag.AMBER


def test_a_change_of_rating_is_by_the_targets_then_and_now() -> None:
    (result,) = made("Sep-20 | 95%").results
    assert (result.rated(1), result.rag) == (Rag.GREEN, Rag.AMBER)
    assert changed_rating(result, 1) == "Slipped"


def test_the_chart_draws_the_target_in_steps() -> None:
    (chart,) = pages("May-20 | NA\nJun-20 | 90%\nAug-20 | 95%")["Front Door"].charts
    (target,) = [series for series in chart.series if series.name == "Target"]
    assert target.figures == (0.8, 0.8, None, 0.9, 0.9, 0.95, 0.95)


# --- colours ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "targets",
    [
        "",
        "Jun-20 | 90%",
        "Mar-20 | 90%",
        "May-20 | 70%\nAug-20 | 95%",
        "Jun-20 | NA",
        "Jun-20 | NA\nAug-20 | 90% | NA",
        "Jun-20 | 90% | . | 93% or above Green 92% Amber 91% and below Red",
        "Apr-20 | 60%\nMay-20 | 70%\nJun-20 | 80%\nJul-20 | 90%\nAug-20 | 99%",
    ],
)
def test_the_rules_colour_every_month_and_letter_by_its_rating(targets: str) -> None:
    expected, sheets_made = ratings(targets), pages(targets)
    assert tints(sheets_made["Front Door"]) == expected
    assert strip(sheets_made[SUMMARY]) == (expected, expected)


def test_indicators_with_fewer_targets_than_others_are_coloured_by_their_own() -> None:
    indicators = f"{INDICATORS.rstrip()}\n    FD 4 | Front Door | More | SIB | 80% | 5pp\n"
    data = f"{DATA}\nFD 4 | 85% | 85% | 75% | 86% | 65% | 95% | 80%"
    page = pages("May-20 | 70%\nAug-20 | 95%", indicators=indicators, data=data)["Front Door"]
    assert tints(page) == "GGGGAGA"
    assert tints(page, "FD 4") == "AAGRGRG"


def test_the_strip_has_the_months_shown_and_no_others() -> None:
    page = pages("Jun-20 | 90%", settings="Months shown | 3")[SUMMARY]
    assert strip(page) == ("RGG", "RGG")


# --- the sheet itself ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (["FD 9", "Jun-20", "90%"], 'Targets!A2: "FD 9" is not in Indicators.'),
        (["FD 3", "soon", "90%"], 'Targets!B2: "soon" is not a month.'),
        (["FD 3", None, "90%"], "Targets!B2: the From is blank."),
        (["FD 3", "Jun-20", "?!"], 'Targets!C2: "?!" does not read as a target.'),
    ],
)
def test_a_fault_is_told_with_its_cell(row: list[str | None], problem: str) -> None:
    rows = [["Indicator Number", "From", "Target"], row]
    with pytest.raises(ProblemsFound) as found:
        read_definitions(book(Indicators=INDICATORS, Data=DATA, **{"Targets": rows}))  # type: ignore[arg-type]
    assert [str(each)[: len(problem)] for each in found.value.problems] == [problem]


def test_a_month_that_stands_twice_is_a_fault() -> None:
    with pytest.raises(ProblemsFound, match=r"FD 3 has another target from Jun-20\. Keep one row a month\."):
        read_definitions(workbook("Jun-20 | 90%\nJun-20 | 95%"))


# --- a target changed in Indicators ----------------------------------------------------------------


def changed(card: Card) -> list[str]:
    return [line.partition(": past")[0] for line in card.found if NEW_TARGET in line]


@pytest.fixture
def card(tmp_path: Path) -> Card:
    other: Row = {**FD_3, "Indicator Number": "FD 4", "Target": None, "Amber within": None}
    data: list[Row] = [
        FD_3_DATA,
        {**FD_3_DATA, "Area": "North"},
        {**FD_3_DATA, "Indicator Number": "FD 4"},
    ]
    return Card(tmp_path / "book.xlsx", sheets([FD_3, other], data))


def test_a_first_refresh_has_no_target_to_compare_with(card: Card) -> None:
    assert changed(card) == []
    card.refresh()
    assert changed(card) == []


def test_a_changed_target_is_told_until_it_is_put_back(card: Card) -> None:
    """Also where areas stand below the table under the same number."""
    card.replace("Indicators", "94%", "90%")
    for _ in range(3):
        card.refresh()
        assert changed(card) == ["FD 3: Target changed: held to 94%, 10pp before, and now to 90%, 10pp"]
    card.replace("Indicators", "90%", "94%")
    card.refresh()
    assert changed(card) == []


def test_a_target_given_where_there_was_none_is_told_and_so_is_one_taken_away(card: Card) -> None:
    rows = card.cells("Indicators")
    row, column = next(at for at, cells in enumerate(rows) if "FD 4" in cells), rows[0].index("Target")
    card.put("Indicators", row, column, "90%")
    card.replace("Indicators", "94%", "")
    card.replace("Indicators", "10pp", "")
    card.refresh()
    assert changed(card) == [
        "FD 3: Target changed: held to 94%, 10pp before, and now to nothing",
        "FD 4: Target changed: held to nothing before, and now to 90%",
    ]


def test_of_a_target_changed_twice_the_first_is_told(card: Card) -> None:
    card.replace("Indicators", "94%", "90%")
    card.refresh()
    card.replace("Indicators", "90%", "92%")
    card.refresh()
    assert changed(card) == ["FD 3: Target changed: held to 94%, 10pp before, and now to 92%, 10pp"]


def test_a_changed_tolerance_is_told(card: Card) -> None:
    card.replace("Indicators", "10pp", "5pp")
    card.refresh()
    assert changed(card) == ["FD 3: Target changed: held to 94%, 10pp before, and now to 94%, 5pp"]


def test_a_row_of_targets_answers_it() -> None:
    definitions = read_definitions(workbook("Jun-20 | 90%"))
    kinds = {
        finding.kind for finding in find_all(definitions, make_scorecard(definitions, Month.of(2020, 9)))
    }
    assert NEW_TARGET not in kinds


def test_a_target_changed_by_a_row_of_targets_is_not_told(tmp_path: Path) -> None:
    targets = [["Indicator Number", "From", "Target"], ["FD 3", "Sep-20", "90%"]]
    card = Card(tmp_path / "book.xlsx", sheets(Targets=targets))  # type: ignore[arg-type]
    card.replace("Targets", "90%", "91%")
    card.refresh()
    assert changed(card) == []
    card.replace("Indicators", "94%", "93%")
    card.refresh()
    assert changed(card) == []


def test_targets_that_ended_before_the_first_month_are_not_held_on_the_row() -> None:
    old = "\n".join(f"{2005 + number // 12}-{number % 12 + 1:02d} | 70%" for number in range(120))
    (result,) = made(f"{old}\nAug-20 | 90%").results
    assert [str(era.start) for era in result.eras] == ["Dec-14", "Aug-20"]
    assert ratings(f"{old}\nAug-20 | 90%") == "GGGGAGG"
