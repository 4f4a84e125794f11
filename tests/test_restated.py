"""What was published and has changed since, and two workbooks side by side."""

from pathlib import Path

import pytest

from kpi_xl.commands import DONE, PROBLEMS, WRONG_USE
from kpi_xl.compare import compare
from kpi_xl.model import Month
from kpi_xl.restated import MOST_LINES, issued_now, restated, shortened
from kpi_xl.scorecard import Scorecard
from tests.books import FD_3, FD_3_DATA, Row, sheets, with_openpyxl
from tests.support import Rows, cell, scorecard
from tests.test_cli import run

MONTHS = ("Jul-20", "Aug-20", "Sep-20")
RECORD = "Published for | Indicator Number | Area | Month | Value | Shown | RAG"
Captured = pytest.CaptureFixture[str]


def card(line: str, record: str = "", at: str = "Sep-20", number: str = "EH 7") -> Scorecard:
    """A scorecard of one indicator from July to September, and of what was published of it."""
    indicators: Rows = [
        ["Indicator Number", "Service", "Indicator Title", "Polarity", "Target", "Amber within"],
        [number, "Early Help", "Cases closed", "SIB", "10%", "5pp"],
    ]
    data: Rows = [["Indicator Number", *MONTHS], [number, *map(cell, line.split())]]
    more = {"Published": f"{RECORD}\n{record}"} if record else {}
    return scorecard(at=at, Indicators=indicators, Data=data, **more)


def told(made: Scorecard) -> list[str]:
    return [change.text for change in restated(made)]


def test_a_figure_that_was_corrected_is_told_with_both_ratings() -> None:
    record = "Aug-20 | EH 7 | . | Jul-20 | 0.15 | 15% | Amber\nAug-20 | EH 7 | . | Aug-20 | 0.2 | 20% | Red"
    assert told(card("21% 20% 9%", record)) == ["Jul-20 EH 7 was 15%, now 21%; Red, was Amber."]
    assert told(card("15% 24% 9%", record)) == ["Aug-20 EH 7 was 20%, now 24%; still Red."]
    assert told(card("15% 20% 9%", record)) == []


def test_a_difference_that_nobody_sees_is_none() -> None:
    assert told(card("15.4% 20% 9%", "Aug-20 | EH 7 | . | Jul-20 | 0.15 | 15% | Amber")) == []


def test_words_and_blanks_are_told_too() -> None:
    assert told(card("15% 20% 9%", "Aug-20 | EH 7 | . | Jul-20 | . | TBC | Grey")) == [
        "Jul-20 EH 7 was TBC, now 15%; Amber, was Grey."
    ]
    assert told(card(". 20% 9%", "Aug-20 | EH 7 | . | Jul-20 | 0.15 | 15% | Amber")) == [
        "Jul-20 EH 7 was 15%, now blank; Grey, was Amber."
    ]


def test_a_rating_that_changed_alone_is_told() -> None:
    assert told(card("15% 20% 9%", "Aug-20 | EH 7 | . | Jul-20 | 0.15 | 15% | Green")) == [
        "Jul-20 EH 7 is 15% as before; Amber, was Green."
    ]


def test_the_last_publication_counts() -> None:
    record = (
        "Jul-20 | EH 7 | . | Jul-20 | 0.12 | 12% | Amber\nAug-20 | EH 7 | . | Jul-20 | 0.15 | 15% | Amber"
    )
    assert told(card("15% 20% 9%", record)) == []


def test_readers_are_told_what_changed_since_earlier_periods_however_often_it_goes_out() -> None:
    record = "Aug-20 | EH 7 | . | Jul-20 | 0.15 | 15% | Amber\nSep-20 | EH 7 | . | Jul-20 | 0.21 | 21% | Red"
    made = card("21% 20% 9%", record)
    assert told(made) == []
    assert told(made._replace(published=True)) == ["Jul-20 EH 7 was 15%, now 21%; Red, was Amber."]


def test_readers_are_told_of_no_figure_that_was_withheld() -> None:
    made = card("21% 20% 9%", "Aug-20 | EH 7 | . | Jul-20 | 0.15 | c | Amber")
    assert told(made) == ["Jul-20 EH 7 was 15%, now 21%; Red, was Amber."]
    assert told(made._replace(published=True)) == []


def test_months_past_the_period_and_other_indicators_are_left_out() -> None:
    assert told(card("15% 20% 9%", "Sep-20 | EH 7 | . | Sep-20 | 0.5 | 50% | Red", at="Aug-20")) == []
    assert told(card("15% 20% 9%", "Sep-20 | EH 8 | . | Sep-20 | 0.5 | 50% | Red")) == []


def test_months_that_data_no_longer_has_are_left_out() -> None:
    assert told(card("15% 20% 9%", "Jun-20 | EH 7 | . | Jun-20 | 0.5 | 50% | Red")) == []


def test_of_a_rating_that_the_record_has_not_nothing_is_said() -> None:
    assert told(card("15% 20% 9%", "Aug-20 | EH 7 | . | Jul-20 | 0.15 | 15% | .")) == []
    assert told(card("21% 20% 9%", "Aug-20 | EH 7 | . | Jul-20 | 0.15 | 15% | .")) == [
        "Jul-20 EH 7 was 15%, now 21%."
    ]


def test_a_sheet_of_that_name_in_another_form_is_the_officers() -> None:
    indicators = "Indicator Number | Service | Indicator Title\nEH 7 | Early Help | Cases"
    data = "Indicator Number | Sep-20\nEH 7 | 1"
    assert scorecard(Indicators=indicators, Data=data, Published="Papers | When\nBoard | May").record == ()


def test_a_long_list_is_cut_and_says_so() -> None:
    change = restated(card("21% 20% 9%", "Aug-20 | EH 7 | . | Jul-20 | 0.15 | 15% | Amber"))
    assert shortened(change * (MOST_LINES + 2))[-1] == "And 2 more."
    assert len(shortened(change * MOST_LINES)) == MOST_LINES


def test_what_goes_out_is_every_figure_and_reason_of_the_months_shown() -> None:
    made = list(issued_now(card("15% TBC .")))
    assert [(str(i.month), i.value, i.shown, i.rag) for i in made] == [
        ("Jul-20", 0.15, "15%", "Amber"),
        ("Aug-20", None, "TBC", "Grey"),
    ]
    assert {i.period for i in made} == {Month.of(2020, 9)}


def test_two_scorecards_are_compared_over_the_months_of_both() -> None:
    before, after = card("15% 20% .", at="Aug-20"), card("15% 24% 9%")
    assert compare(before, after) == ["Aug-20 EH 7 was 20%, now 24%; still Red."]
    assert compare(before, before) == []
    assert compare(after, before) == ["Aug-20 EH 7 was 24%, now 20%; still Red."]


def test_indicators_that_only_one_has_are_told() -> None:
    assert compare(card("15% 20% 9%"), card("15% 20% 9%", number="EH 8")) == [
        "EH 8 Cases closed is new.",
        "EH 7 Cases closed is gone.",
    ]


def test_the_command_prints_the_differences_and_ends_with_0(tmp_path: Path, capsys: Captured) -> None:
    changed: Row = {**FD_3_DATA, "Aug-20": "70%"}
    a = with_openpyxl(tmp_path / "a.xlsx", sheets())
    b = with_openpyxl(tmp_path / "b.xlsx", sheets(data=[changed]))
    assert run("compare", a, b) == DONE
    assert capsys.readouterr().out == (
        "Aug-20 FD 3 was 98%, now 70%; Red, was Green.\n1 difference between Sep-20 and Sep-20.\n"
    )
    assert run("compare", a, a) == DONE
    assert capsys.readouterr().out == "No differences between Sep-20 and Sep-20.\n"
    faulty = with_openpyxl(tmp_path / "c.xlsx", sheets([{**FD_3, "Polarity": "up"}]))
    assert run("compare", a, faulty) == PROBLEMS
    assert run("compare", a, tmp_path / "none.xlsx") == WRONG_USE
