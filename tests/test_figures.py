"""Figures: what a cell says, and what a reader sees."""

import datetime

import pytest

from kpi_xl.figures import (
    change_format,
    decimals_of,
    hundredth,
    is_error,
    looks_mistyped,
    number_format,
    read_figure,
    shown,
    shown_change,
    steps,
)
from kpi_xl.model import Percent, Reading, Scalar, Unit

PERCENT, NUMBER = Unit.PERCENT, Unit.NUMBER


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("94%", 0.94), (" 94 % ", 0.94), ("28.5%", 0.285), ("112%", 1.12), ("-5%", -0.05), ("0%", 0.0),
        ("1,854", 1854.0), (" 12 ", 12.0), ("16.9", 16.9), (".5", 0.5), ("-3", -3.0), ("−3", -3.0),
        ("£1,250.50", 1250.5), ("1,234,567", 1234567.0), ("0", 0.0), (0.0, 0.0), (17.0, 17.0),
        (Percent(0.94), 0.94), ("\xa012\xa0", 12.0),
    ],
)  # fmt: skip
def test_a_number_is_read_as_typed(cell: Scalar, value: float) -> None:
    reading = read_figure(cell)
    assert reading.value == value
    assert (reading.note, reading.reason) == ("", "")


@pytest.mark.parametrize(
    ("cell", "value", "note"),
    [
        ("79% (6m+)", 0.79, "(6m+)"),
        ("12*", 12.0, "*"),
        ("1,854 [provisional]", 1854.0, "[provisional]"),
        ("94%(one school (of 3) late)", 0.94, "(one school (of 3) late)"),
        ("17 (two\nlines)", 17.0, "(two\nlines)"),
    ],
)
def test_a_note_beside_a_number_is_kept(cell: str, value: float, note: str) -> None:
    assert read_figure(cell)[:3] == (value, note, "")


@pytest.mark.parametrize(
    "words",
    ["NA", "N/A", "TBC", "-", "–", "Awaiting data", "<5", "7o%", "1,85", "12 or so", "inf", "nan", "1e5"],
)
def test_any_other_text_is_a_reason_kept_word_for_word(words: str) -> None:
    assert read_figure(f" {words} ") == Reading(reason=words)


def test_a_blank_cell_says_nothing() -> None:
    assert read_figure(None) == read_figure("  ") == Reading()


def test_a_date_and_a_truth_value_are_no_numbers() -> None:
    assert read_figure(datetime.date(2020, 9, 1)) == Reading(reason="01/09/2020")
    assert read_figure(value=True) == Reading(reason="TRUE")


def test_only_what_is_written_as_a_percentage_is_one() -> None:
    assert [read_figure(cell).percent for cell in ("94%", Percent(0.94), 0.94, "0.94")] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize("text", ["7o%", "1,85", "1O", "l2", "3..4"])
def test_a_text_near_a_number_is_probably_mistyped(text: str) -> None:
    assert looks_mistyped(text)


@pytest.mark.parametrize("text", ["NA", "TBC", "-", "Awaiting data", "<5", "o"])
def test_a_reason_is_not_mistyped(text: str) -> None:
    assert not looks_mistyped(text)


def test_the_error_values_of_excel_are_known_and_other_hashes_are_not() -> None:
    assert all(map(is_error, ("#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!")))
    assert not any(map(is_error, ("# comment", "#", "N/A", 0.0, None)))


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "text"),
    [
        (0.94, PERCENT, 0, "94%"),
        (0.945, PERCENT, 0, "95%"),
        (0.285, PERCENT, 0, "29%"),
        (0.575, PERCENT, 0, "58%"),
        (0.9449999, PERCENT, 0, "94%"),
        (-0.005, PERCENT, 0, "-1%"),
        (1.12, PERCENT, 0, "112%"),
        (0.28547, PERCENT, 2, "28.55%"),
        (1854.0, NUMBER, 0, "1,854"),
        (2.5, NUMBER, 0, "3"),
        (-2.5, NUMBER, 0, "-3"),
        (-0.4, NUMBER, 0, "0"),
        (1.005, Unit.RATIO, 2, "1.01"),
        (16.95, Unit.DAYS, 1, "17.0"),
        (-1234567.25, Unit.AVERAGE, 1, "-1,234,567.3"),
        (0.0, NUMBER, 0, "0"),
    ],
)
def test_a_reader_sees_half_rounded_away_from_zero(
    value: float, unit: Unit, decimals: int, text: str
) -> None:
    assert shown(value, unit, decimals) == text


def test_a_sum_with_float_noise_is_shown_as_the_figure_meant() -> None:
    assert steps(0.1 + 0.2 + 0.2, 0) == 1
    assert shown(1.1 + 2.2 + 0.05, Unit.RATIO, 1) == "3.4"
    assert shown(0.945 - 1e-17, PERCENT, 0) == "95%"


@pytest.mark.parametrize("value", [2e9 + 0.5, 123456789012.5, 3e12 + 0.5])
def test_large_figures_round_the_same_way(value: float) -> None:
    assert steps(value, 0) == int(value) + 1
    assert steps(-value, 0) == -(int(value) + 1)


@pytest.mark.parametrize(
    ("change", "unit", "decimals", "text"),
    [
        (5.0, PERCENT, 0, "+5pp"),
        (-5.5, PERCENT, 0, "-6pp"),
        (-0.3, Unit.DAYS, 1, "-0.3"),
        (0.0, PERCENT, 0, "0pp"),
        (0.0, NUMBER, 0, "0"),
        (1200.0, NUMBER, 0, "+1,200"),
        (0.3, PERCENT, 0, "+0.3pp"),
        (-0.04, Unit.DAYS, 1, "-0.04"),
    ],
)
def test_a_change_is_shown_with_its_sign_and_never_as_a_false_zero(
    change: float, unit: Unit, decimals: int, text: str
) -> None:
    assert shown_change(change, unit, decimals) == text


@pytest.mark.parametrize(
    ("value", "unit", "decimals"),
    [(0.94, PERCENT, 0), (0.165, PERCENT, 1), (16.5, Unit.DAYS, 1), (17.0, NUMBER, 0), (0.07, NUMBER, 2)],
)
def test_the_decimals_that_show_a_figure_whole(value: float, unit: Unit, decimals: int) -> None:
    assert decimals_of(value, unit) == decimals


def test_a_hundredth_is_the_decimal_typed() -> None:
    assert [hundredth(28.5), hundredth(57.0), hundredth(1.15)] == [0.285, 0.57, 0.0115]


def test_cells_are_formatted_as_they_read() -> None:
    assert (number_format(PERCENT, 0), number_format(PERCENT, 1)) == ("0%", "0.0%")
    assert (number_format(NUMBER, 0), number_format(Unit.RATIO, 2)) == ("#,##0", "#,##0.00")
    assert change_format(PERCENT, 0) == '+#,##0"pp";-#,##0"pp";#,##0"pp"'
    assert change_format(Unit.DAYS, 1) == "+#,##0.0;-#,##0.0;#,##0.0"


@pytest.mark.parametrize("cell", ["9" * 400, 1e300, Percent(-1e300)])
def test_what_has_more_digits_than_a_figure_is_a_reason(cell: Scalar) -> None:
    reading = read_figure(cell)
    assert reading.value is None
    assert reading.reason == str(cell)
