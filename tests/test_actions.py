"""The action log: actions as typed, and where each stands at the end of the period."""

import datetime

import pytest

from kpi_xl.action_log import COMPLETE, DUE, OVERDUE, PAST_MONTH, UNDATED
from kpi_xl.columns import ACTION_LOG
from kpi_xl.definitions import read_definitions
from kpi_xl.findings import find_all
from kpi_xl.model import ProblemsFound, Rag, Scalar
from kpi_xl.plan import Sheet, Value
from kpi_xl.scorecard import make_scorecard
from kpi_xl.sheets.actions import HEAD, HEADERS
from kpi_xl.sheets.style import RATING
from tests.formulas import fill_at
from tests.support import Rows, book, planned_sheets

INDICATORS = "Indicator Number | Service | Indicator Title\nFD 3 | Front Door | Contacts"
DATA = "Indicator Number | Aug-20 | Sep-20\nFD 3 | 1 | 2"
COLUMNS: list[Scalar] = ["REF", "ACTIONS", "WHEN", "COMPLETE?"]


def log(*rows: list[Scalar], headers: list[Scalar] = COLUMNS) -> Sheet | None:
    """The action log at Sep-20 of these rows of Actions; None where there is none."""
    actions: Rows = [headers, *rows]
    definitions = read_definitions(book(Indicators=INDICATORS, Data=DATA, Actions=actions))
    made = planned_sheets(make_scorecard(definitions), [])
    return next((sheet for sheet in made if sheet.name == ACTION_LOG), None)


def line(when: Scalar = None, complete: Scalar = None) -> dict[str, Value]:
    """An action's line in the log."""
    sheet = log(["A1", "Train the rota.", when, complete])
    assert sheet is not None
    return dict(zip(HEADERS, sheet.rows[HEAD + 1].values, strict=True))


def told(*rows: list[Scalar]) -> list[str]:
    """What Checks says of these actions."""
    actions: Rows = [COLUMNS, *rows]
    definitions = read_definitions(book(Indicators=INDICATORS, Data=DATA, Actions=actions))
    found = find_all(definitions, make_scorecard(definitions))
    return [str(finding) for finding in found if finding.kind == PAST_MONTH]


def day(number: int, month: int, year: int = 2020) -> datetime.date:
    return datetime.date(year, month, number)


@pytest.mark.parametrize(
    ("when", "status"),
    [
        (day(29, 9), OVERDUE),
        (day(30, 9), OVERDUE),  # the last day of the period has come to its end
        (day(1, 10), DUE),
        ("31/08/2020", OVERDUE),
        ("31.12.20", DUE),
        ("31/02/2020", UNDATED),  # no such day
        ("Aug-20", PAST_MONTH),
        ("Sep-20", PAST_MONTH),
        ("by the end of September 2020", PAST_MONTH),
        ("Oct-20", DUE),
        ("Autumn", UNDATED),
        ("Ongoing", UNDATED),
        (None, UNDATED),
    ],
)
def test_an_open_action_stands_by_its_date(when: Scalar, status: str) -> None:
    assert line(when)["Status"] == status


@pytest.mark.parametrize(
    ("when", "status"),
    [
        ("August", PAST_MONTH),
        ("September", PAST_MONTH),
        ("October", DUE),
        ("April", PAST_MONTH),
        ("feb", DUE),
    ],
)
def test_a_month_without_a_year_is_the_nearest_one(when: str, status: str) -> None:
    assert line(when)["Status"] == status


@pytest.mark.parametrize(
    "complete",
    ["Yes", "y", "YES - 3 September", "Complete", "Completed Aug-20", "Done.", "closed", "✓", True, 1.0,
     "100%", day(3, 9), "03/09/2020", "3.9.20", "Sep-20"],
)  # fmt: skip
def test_an_action_is_complete_by_a_word_or_a_date(complete: Scalar) -> None:
    assert line(day(1, 8), complete)["Status"] == COMPLETE


@pytest.mark.parametrize(
    "complete",
    [None, "No", "n", "-", "Ongoing", "In progress", "50%", 0.5, False, "2 of 5", "Not yet", "Partly"],
)
def test_what_is_half_done_is_not_complete(complete: Scalar) -> None:
    assert line(day(1, 8), complete)["Status"] == OVERDUE


@pytest.mark.parametrize(
    ("when", "shown"),
    [
        ("When the new system is in", "When the new system is in"),
        ("Feb-21", "Feb-21"),
        (day(3, 9), day(3, 9)),
        (2021.0, "2021"),
        (None, None),
    ],
)
def test_when_is_shown_as_it_was_written(when: Scalar, shown: Value) -> None:
    assert line(when)["WHEN"] == shown


def test_an_action_is_shown_whole() -> None:
    assert line("Ongoing", "In progress") == {
        "REF": "A1",
        "ACTIONS": "Train the rota.",
        "WHEN": "Ongoing",
        "COMPLETE?": "In progress",
        "Status": UNDATED,
    }


def test_actions_keep_their_order_and_blank_ones_are_left_out() -> None:
    sheet = log(
        ["A2", "Second.", None, None], [None] * 4, ["A1", None, None, None], ["#", "Hidden.", None, None]
    )
    assert sheet is not None
    assert [row.values[:2] for row in sheet.rows[HEAD + 1 :]] == [("A2", "Second."), ("A1", None)]


def test_the_status_is_coloured_and_says_it_in_words() -> None:
    whens: list[tuple[Scalar, Scalar, str]] = [
        (day(1, 8), "Yes", RATING[Rag.GREEN].fill),
        (day(1, 8), None, RATING[Rag.RED].fill),
        ("Aug-20", None, RATING[Rag.AMBER].fill),
        (day(1, 12), None, ""),
        ("Ongoing", None, ""),
    ]
    sheet = log(*(["A", "Action.", when, complete] for when, complete, _ in whens))
    assert sheet is not None
    fills = [fill_at(sheet, HEAD + 1 + at, HEADERS.index("Status")) for at in range(len(whens))]
    assert fills == [fill for _, _, fill in whens]


def test_a_long_action_has_a_tall_row() -> None:
    sheet = log(["A1", "word " * 200, None, None], ["A2", "Short.", None, None])
    assert sheet is not None
    tall, low = (row.height or 0.0 for row in sheet.rows[HEAD + 1 :])
    assert 8 * 13 < tall <= 409
    assert low < 30


@pytest.mark.parametrize("rows", [[], [[None] * 4]])
def test_there_is_no_log_without_actions(rows: Rows) -> None:
    assert log(*rows) is None


def test_columns_may_be_absent_but_for_the_actions_themselves() -> None:
    sheet = log(["Train the rota."], headers=["actions"])
    assert sheet is not None
    assert sheet.rows[HEAD + 1].values == (None, "Train the rota.", None, None, UNDATED)
    with pytest.raises(ProblemsFound, match='no header row with "ACTIONS"'):
        log(["A1"], headers=["REF"])


def test_checks_tells_of_open_actions_in_a_month_gone_by() -> None:
    assert told(
        ["A1", "Train.", "Aug-20", "No"],
        ["A2", "Train.", "Aug-20", "Yes"],
        ["A3", "Train.", "Dec-20", None],
        [None, "Train.", "Sep-20", "50%"],
    ) == [
        'A1: Month has passed: "Aug-20" is not after Sep-20, and the action is open.',
        'Action: Month has passed: "Sep-20" is not after Sep-20, and the action is open.',
    ]
