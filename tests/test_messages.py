"""What the Overview says of the figures: three lists, each by the rule on the page, and what moved most."""

from collections.abc import Mapping

import pytest

from kpi_xl.messages import (
    BETTER,
    LEAVE_OUT,
    LISTS,
    MOST_LINES,
    MOST_MOVERS,
    RULES,
    SUMMARY,
    WATCH,
    WELL,
    biggest_movers,
    changed_rating,
    message_lists,
    short_title,
    summaries,
)
from kpi_xl.model import Scalar
from kpi_xl.scorecard import Scorecard
from tests.support import Rows, cell, scorecard

MONTHS = ("Apr-20", "May-20", "Jun-20", "Jul-20", "Aug-20", "Sep-20")
Told = Mapping[str, Scalar]
BIB: Told = {"Polarity": "BIB", "Target": "90%", "Amber within": "10pp"}
SIB: Told = {"Polarity": "SIB", "Target": 17.0, "Amber within": 2.0}


def card(
    *lines: str, settings: str = "", comments: Rows | None = None, at: str = "Sep-20", told: Told = BIB
) -> Scorecard:
    """A scorecard of indicators A 1, A 2, ... each told by its months up to Sep-20; ``told`` are more cells
    of Indicators, for all of them."""
    indicators: Rows = [["Indicator Number", "Service", "Indicator Title", *told]]
    data: Rows = [["Indicator Number", *MONTHS]]
    for number, line in enumerate(lines, 1):
        indicators.append([f"A {number}", "Front Door", f"Percentage of things {number}", *told.values()])
        figures = [cell(part) for part in line.split()]
        data.append([f"A {number}", *[None] * (len(MONTHS) - len(figures)), *figures])
    commentary: Rows = [["Period", "Kind", "Text"], *(comments or [])]
    return scorecard(
        at=at,
        Settings=f"Setting | Value\n{settings}",
        Indicators=indicators,
        Data=data,
        Commentary=commentary,
    )


def lists(made: Scorecard) -> dict[str, list[str]]:
    """The indicators of each list, the officer's own lines as their text."""
    return {name: [line.number or line.text for line in lines] for name, lines in message_lists(made).items()}


def where(line: str, told: Told = BIB) -> str:
    """The list an indicator stands in; "" for none."""
    found = [name for name, numbers in lists(card(line, told=told)).items() if numbers]
    assert len(found) <= 1
    return found[0] if found else ""


def only(made: Scorecard, name: str) -> str:
    (line,) = message_lists(made)[name]
    return line.text


# --- the rules -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("months", "list_"),
    [
        ("95% 95% 95%", WELL),  # Green for three months
        ("92% 91% 95%", WELL),
        ("95% 95%", ""),  # for two
        (". 95% TBC 95%", ""),  # a month without a figure ends the run
        ("85% 95%", WELL),  # was Amber
        ("70% 95%", WELL),  # was Red
        ("70% 85%", WATCH),  # better, and Amber still
        ("85%", WATCH),
        ("95% 85%", WATCH),
        ("99% 97% 95%", WATCH),  # Green, and worse two months running
        ("97% 97% 95%", WELL),  # worse once
        ("99% . 97% 95%", ""),  # the month before is not known
        ("95% 97% 95%", WELL),
        ("70%", BETTER),
        ("95% 70%", BETTER),
        ("TBC", ""),
        ("95% 95% NA", ""),
    ],
)
def test_an_indicator_stands_in_the_list_of_its_rule(months: str, list_: str) -> None:
    assert where(months) == list_


@pytest.mark.parametrize(
    ("months", "list_"), [("13 14 15", WATCH), ("15 14 13", WELL), ("18", WATCH), ("20", BETTER)]
)
def test_where_smaller_is_better_rising_is_worse(months: str, list_: str) -> None:
    assert where(months, SIB) == list_


def test_worse_two_months_running_is_of_months_whatever_changes_are_compared_with() -> None:
    """Better than last month, and worse than a year before, is not two months worse."""
    better = card("99% 91% 93% 95%", settings="Change since | Jun-20")
    worse = card("91% 99% 97% 95%", settings="Change since | Jun-20")
    assert lists(better)[WATCH] == []
    assert lists(worse)[WATCH] == ["A 1"]


def test_a_change_that_reads_no_change_is_not_worse() -> None:
    assert lists(card("96% 95.5% 95%", settings="No change within | 1"))[WATCH] == []
    assert lists(card("98% 96.5% 95%", settings="No change within | 1"))[WATCH] == ["A 1"]


def test_a_range_is_worse_when_its_figure_gets_further_away() -> None:
    columns: Told = {"Polarity": "Range", "Target": "10-20", "Amber within": 5.0}
    assert lists(card("20 21 22", told=columns))[WATCH] == ["A 1"]
    assert lists(card("11 15 19", told=columns))[WELL] == ["A 1"]


def test_what_is_not_rated_stands_in_no_list() -> None:
    assert where("70% 70% 70%", {"Polarity": "BIB", "Target": "TBC"}) == ""


def test_the_furthest_from_target_comes_first() -> None:
    made = lists(card("60%", "40%", "70%", "81%", "89%"))
    assert made[BETTER] == ["A 2", "A 1", "A 3"]
    assert made[WATCH] == ["A 4", "A 5"]


def test_beyond_the_target_is_no_distance_from_it() -> None:
    assert lists(card("99% 97% 95%", "89%"))[WATCH] == ["A 2", "A 1"]


def test_the_distance_is_of_the_figure_that_is_rated() -> None:
    columns: Told = {"Polarity": "SIB", "Target": 17.0, "RAG basis": "YTD", "YTD": "Average"}
    made = card("90 90 18", "20 20 80", told=columns)
    assert lists(made)[BETTER] == ["A 1", "A 2"]


def test_the_longest_run_comes_first() -> None:
    assert lists(card("95% 95% 95%", "95% 95% 95% 95% 95%", "85% 95%"))[WELL] == ["A 2", "A 1", "A 3"]


def test_a_list_stops_at_the_number_its_rule_names() -> None:
    made = card(*(f"{60 + number}%" for number in range(10)))
    assert lists(made)[BETTER] == [f"A {number}" for number in range(1, MOST_LINES + 1)]
    assert all(f"{MOST_LINES} at the most" in RULES[name] for name in LISTS)


def test_areas_do_not_stand_in_the_lists_beside_their_whole() -> None:
    made = scorecard(
        Indicators="Indicator Number | Service | Indicator Title | Polarity | Target\n"
        "A 1 | Front Door | Things | BIB | 90%",
        Data="Indicator Number | Area | Sep-20\nA 1 | | 95%\nA 1 | North | 20%",
    )
    assert lists(made)[BETTER] == []


# --- what officers write ---------------------------------------------------------------------------


def test_own_lines_come_first_and_those_left_out_are_gone() -> None:
    made = card("60%", "50%", comments=[["Sep-20", BETTER, "Mine."], ["Sep-20", LEAVE_OUT, "a 2"]])
    assert lists(made)[BETTER] == ["Mine.", "A 1"]


def test_own_lines_count_among_those_of_a_list() -> None:
    made = card(*(f"{60 + number}%" for number in range(10)), comments=[["Sep-20", BETTER, "Mine."]])
    assert lists(made)[BETTER] == ["Mine.", *(f"A {number}" for number in range(1, MOST_LINES))]


def test_what_is_left_out_makes_room_for_the_next() -> None:
    made = card(
        *(f"{60 + number}%" for number in range(MOST_LINES + 1)), comments=[["Sep-20", LEAVE_OUT, "A 1"]]
    )
    assert lists(made)[BETTER][-1] == f"A {MOST_LINES + 1}"


@pytest.mark.parametrize(("period", "shown"), [("Sep-20", True), (None, True), ("Aug-20", False)])
def test_words_stand_in_their_own_period_or_in_all(period: str | None, shown: bool) -> None:
    made = card("95%", comments=[[period, WELL, "Mine."], [period, SUMMARY, "Steady."]])
    assert ("Mine." in lists(made)[WELL]) is shown
    assert [comment.text for comment in summaries(made)] == (["Steady."] if shown else [])


def test_a_line_left_out_may_be_written_again_below() -> None:
    rows: Rows = [["Sep-20", WELL, "Mine."], ["Sep-20", LEAVE_OUT, "Mine."]]
    assert lists(card("70%", comments=rows))[WELL] == []
    assert lists(card("70%", comments=[*rows, ["Sep-20", WELL, "Mine."]]))[WELL] == ["Mine."]


# --- sentences -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("months", "list_", "text"),
    [
        ("95% 70%", BETTER, "A 1 Things 1 fell to 70% against a target of 90%; Red, was Green last month."),
        ("70% 70%", BETTER, "A 1 Things 1 stayed at 70% against a target of 90%; Red for 2 months running."),
        ("70%", BETTER, "A 1 Things 1 was 70% against a target of 90%; Red."),
        ("70% 85%", WATCH, "A 1 Things 1 rose to 85% against a target of 90%; Amber, was Red last month."),
        (
            "99% 97% 95%",
            WATCH,
            "A 1 Things 1 fell to 95% against a target of 90%; Green, and worse two months running.",
        ),
        (
            "91% 95% 95%",
            WELL,
            "A 1 Things 1 stayed at 95% against a target of 90%; Green for 3 months running.",
        ),
        ("0%", BETTER, "A 1 Things 1 was 0% against a target of 90%; Red."),
    ],
)
def test_a_line_is_a_plain_sentence(months: str, list_: str, text: str) -> None:
    assert only(card(months), list_) == text


def test_the_figure_told_is_the_year_to_date_where_that_is_rated() -> None:
    """A month without a figure is never told as 0."""
    columns: Told = {"Polarity": "SIB", "Target": 17.0, "RAG basis": "YTD", "YTD": "Average"}
    text = "A 1 Things 1 was 20 in the year to date against a target of 17; Red for 2 months running."
    assert only(card("20 TBC", told=columns), BETTER) == text


def test_rose_and_fell_are_of_months_only() -> None:
    """Where changes compare years to date, a month's figure neither rose nor fell by them."""
    made = card("70% 60%", settings="Change compares with | Last year's outturn")
    assert only(made, BETTER).startswith("A 1 Things 1 was 60% against")


def test_a_target_in_force_at_the_period_is_told() -> None:
    made = scorecard(
        Indicators="Indicator Number | Service | Indicator Title | Polarity | Target\n"
        "A 1 | Front Door | Things | BIB | 90%",
        Targets="Indicator Number | From | Target\nA 1 | Sep-20 | 80%",
        Data="Indicator Number | Aug-20 | Sep-20\nA 1 | 70% | 70%",
    )
    assert only(made, BETTER).startswith("A 1 Things stayed at 70% against a target of 80%")


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Percentage of contacts", "Contacts"),
        ("% of the contacts", "Contacts"),
        ("The number of referrals", "Referrals"),
        ("Rate of referrals per 10,000", "Referrals per 10,000"),
        ("Timeliness", "Timeliness"),
    ],
)
def test_a_title_is_told_without_its_opening(title: str, short: str) -> None:
    assert short_title(title) == short


def test_a_long_title_is_cut_between_words() -> None:
    short = short_title("word " * 60)
    assert len(short) <= 93
    assert short.endswith("ord …")


# --- movers ----------------------------------------------------------------------------------------


def movers(made: Scorecard) -> list[str]:
    return [line.text for line in biggest_movers(made)]


def test_the_largest_changes_are_told_first_with_their_trend() -> None:
    assert movers(card("90% 91%", "90% 70%", "50% 50%", "50% 62%")) == [
        "A 2 Things 2 fell by 20pp to 70% (worse).",
        "A 4 Things 4 rose by 12pp to 62% (better).",
        "A 1 Things 1 rose by 1pp to 91% (better).",
    ]


def test_counts_move_by_their_share_and_are_told_without_a_trend_where_none_is_judged() -> None:
    assert movers(card("1000 1100", "10 5", told={"Polarity": None})) == [
        "A 2 Things 2 fell by 5 to 5.",
        "A 1 Things 1 rose by 100 to 1,100.",
    ]


def test_a_rise_from_nought_counts_as_a_whole() -> None:
    assert [text[:3] for text in movers(card("0 1", "10 19", told=SIB))] == ["A 1", "A 2"]


def test_no_more_movers_than_a_few_and_none_where_nothing_moved() -> None:
    assert len(movers(card(*(f"50% {51 + number}%" for number in range(9))))) == MOST_MOVERS
    assert movers(card("50% 50%", "TBC 50%")) == []
    assert movers(card("50% 51%", settings="No change within | 1")) == []


def test_a_change_of_years_to_date_is_told_with_the_year_to_date() -> None:
    made = scorecard(
        Settings="Setting | Value\nChange compares with | Last year's outturn",
        Indicators="Indicator Number | Service | Indicator Title | Polarity | YTD\n"
        "A 1 | Front Door | Things | BIB | Average",
        Data="Indicator Number | Mar-20 | Apr-20 | May-20\nA 1 | 10 | 20 | 40",
    )
    assert movers(made) == ["A 1 Things rose by 20 to 30 in the year to date (better)."]


# --- changes of rating -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("months", "said"),
    [
        ("70% 85%", "Improved"),
        ("85% 95%", "Improved"),
        ("95% 70%", "Slipped"),
        ("91% 95%", "Same"),
        ("95%", ""),
        ("95% TBC", ""),
    ],
)
def test_a_change_of_rating_is_told_in_a_word(months: str, said: str) -> None:
    (result,) = card(months).results
    assert changed_rating(result, 1) == said
