"""Bands: methodology text read as officers write it, and values rated by it."""

import pytest

from kpi_xl.bands import Band, bigger_is_better, clashes, parse, thresholds
from kpi_xl.model import Rag
from tests.support import number

GREEN, AMBER, RED = Rag.GREEN, Rag.AMBER, Rag.RED
RISING = "90% or above Green 85%-89% Amber 84% and below Red"
FALLING = "17 or below Green 18.1-20 Amber 20.1 and above Red"
COUNTED = "558 or below Green 559 to 608 Amber 609 and above Red"


def rated(value: str, text: str, digits: int) -> Rag:
    methodology = parse(text)
    assert methodology is not None, text
    return thresholds(methodology, digits).rate(number(value))


@pytest.mark.parametrize(
    "text",
    [
        RISING,
        "90% or above Green, 85% to 89% Amber, 84% or below Red",
        "90% or above = Green; 85%-89% = Amber; 84% and below = Red",
        "90% or above - Green; 85%-89% - Amber; 84% and below - Red",
        "Green: 90% or above; Amber: 85%-89%; Red: 84% or below",
        "Green - 90% or above, Amber - 85%-89%, Red - 84% or below",
        "Green – 90%+ Amber – 85% – 89% Red – 84% and under",
        "Green-90%+ Amber-85-89% Red-84% or less",
        "Green\n90% or more\nYellow\nbetween 85% and 89%\nRed\nup to 84%",
        "GREEN ≥90% AMBER from 85% to 89% RED ≤84%",
        "green >= 90% | amber 85-89% | red <= 84%",
        "at least 90% (Green) 85-89 (Amber) at most 84 (Red)",
        "84% and lower Red 85%—89% Amber 90% and higher Green",
    ],
)
def test_one_methodology_reads_the_same_in_many_spellings(text: str) -> None:
    methodology = parse(text)
    assert methodology is not None
    assert set(methodology.bands) == {
        Band(GREEN, 0.90, None),
        Band(AMBER, 0.85, 0.89),
        Band(RED, None, 0.84),
    }
    assert (methodology.percent, methodology.digits) == (True, 2)


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("over 80 Green", Band(GREEN, 80, None, low_open=True)),
        (">80 Green", Band(GREEN, 80, None, low_open=True)),
        ("fewer than 5 Green", Band(GREEN, None, 5, high_open=True)),
        ("below 1,500 Red", Band(RED, None, 1500, high_open=True)),
        ("10 days or fewer Green", Band(GREEN, None, 10)),
        ("3 per month Amber", Band(AMBER, 3, 3)),
        ("100 to 120 per 10,000 Amber", Band(AMBER, 100, 120)),
        ("-5 or above Green", Band(GREEN, -5, None)),
        ("-5 to -2 Amber", Band(AMBER, -5, -2)),
        ("-5--2 Amber", Band(AMBER, -5, -2)),
        ("-5 - 2 Amber", Band(AMBER, -5, 2)),
        ("20-10 Amber", Band(AMBER, 10, 20)),
    ],
)
def test_a_band_reads_as_written(text: str, band: Band) -> None:
    methodology = parse(text)
    assert methodology is not None
    assert methodology.bands == (band,)


@pytest.mark.parametrize(
    "text",
    [
        "see note", "", "Green", "Green Amber Red", "90% or above Green 85%", "10 20 30 Green",
        "around 90% Green", "90% or above Green Amber 84% and below Red", "more or less 5 Green",
    ],
)  # fmt: skip
def test_a_text_that_is_no_bands_does_not_read(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    ("value", "text", "digits", "rag"),
    [
        ("90%", RISING, 2, GREEN),
        ("89.5%", RISING, 2, GREEN),
        ("89.4%", RISING, 2, AMBER),
        ("84.5%", RISING, 2, AMBER),
        ("84.4%", RISING, 2, RED),
        ("120%", RISING, 2, GREEN),
        ("-5%", RISING, 2, RED),
        ("17", FALLING, 1, GREEN),
        ("17.04", FALLING, 1, GREEN),
        ("20.04", FALLING, 1, AMBER),
        ("20.05", FALLING, 1, RED),
        ("558", COUNTED, 0, GREEN),
        ("559", COUNTED, 0, AMBER),
        ("609", COUNTED, 0, RED),
    ],
)
def test_a_value_in_a_band_takes_its_colour_as_the_reader_sees_it(
    value: str, text: str, digits: int, rag: Rag
) -> None:
    assert rated(value, text, digits) is rag


@pytest.mark.parametrize(
    ("value", "rag"), [("17", GREEN), ("17.1", AMBER), ("17.9", AMBER), ("18.0", AMBER), ("18.1", AMBER)]
)
def test_a_value_in_a_gap_takes_the_worse_neighbour(value: str, rag: Rag) -> None:
    assert rated(value, FALLING, 1) is rag


def test_a_gap_before_red_is_red() -> None:
    assert rated("89.5%", "90% or above Green 85%-89% Amber 84% and below Red", 3) is AMBER
    assert rated("84.5%", "90% or above Green 85%-89% Amber 84% and below Red", 3) is RED


def test_a_gap_closes_when_the_display_rounds_over_it() -> None:
    assert rated("17.5", FALLING, 0) is AMBER
    assert rated("17.4", FALLING, 0) is GREEN


def test_a_value_in_two_bands_takes_the_better() -> None:
    overlapping = "80% or above Green 70%-80% Amber 70% or below Red"
    assert [rated(value, overlapping, 2) for value in ("80%", "70%", "69%")] == [GREEN, AMBER, RED]


def test_a_value_beyond_every_band_takes_the_nearest() -> None:
    closed = "10-20 Green 21-30 Amber 31-40 Red"
    assert [rated(value, closed, 0) for value in ("-100", "9", "41", "1000")] == [GREEN, GREEN, RED, RED]


@pytest.mark.parametrize(
    ("text", "colours"),
    [
        ("above 80 Green below 80 Red", [GREEN, RED, RED]),
        ("below 80 Green above 80 Red", [RED, RED, GREEN]),
    ],
)
def test_a_figure_that_two_open_bands_leave_out_is_the_worse(text: str, colours: list[Rag]) -> None:
    assert [rated(value, text, 0) for value in ("81", "80", "79")] == colours


def test_where_two_bands_end_at_one_figure_the_better_is_the_neighbour() -> None:
    assert rated("25", "10-20 Green 15-20 Red 30-40 Green 30-50 Red", 0) is GREEN


def test_a_band_may_have_a_colour_twice() -> None:
    middle = "below 10 Red 10-20 Green above 20 Red"
    assert [rated(value, middle, 0) for value in ("9", "10", "20", "21")] == [RED, GREEN, GREEN, RED]


def test_gaps_and_overlaps_are_told_at_the_finer_precision() -> None:
    methodology = parse("17 or below Green 18.1-20 Amber 20 and above Red")
    assert methodology is not None
    told = [(clash.kind, clash.first, clash.second) for clash in clashes(methodology, 0)]
    assert told == [("gap", GREEN, AMBER), ("overlap", AMBER, RED)]
    gap = clashes(methodology, 0)[0]
    assert (round(gap.low, 1), round(gap.high, 1)) == (17.1, 18.0)


def test_bands_that_meet_do_not_clash() -> None:
    methodology = parse(RISING)
    assert methodology is not None
    assert clashes(methodology, 2) == []
    assert [clash.kind for clash in clashes(methodology, 3)] == ["gap", "gap"]


@pytest.mark.parametrize(
    ("text", "bigger"), [(RISING, True), (FALLING, False), ("below 10 Red 10-20 Green above 20 Red", None)]
)
def test_bands_tell_which_way_is_better(text: str, bigger: bool | None) -> None:
    methodology = parse(text)
    assert methodology is not None
    assert bigger_is_better(thresholds(methodology, 2)) is bigger
