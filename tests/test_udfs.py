"""The worksheet functions: what the cell shows, for cells and for ranges."""

import datetime
from decimal import Decimal

import pytest

from kpi_xl.udfs import KPI_CHANGE, KPI_DIRECTION, KPI_RAG, KPI_YTD

DIV0 = -2146826281
BANDS = "90% or above Green 85%-89% Amber 84% and below Red"
COHORT = "10% of cohort or below Green 11%-20% Amber 21% of cohort or above Red"


def column(*cells: object) -> tuple[tuple[object], ...]:
    return tuple((cell,) for cell in cells)


def row(*cells: object) -> tuple[tuple[object, ...], ...]:
    return (cells,)


# --- KPI_RAG ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "rating"),
    [
        ((0.94, "94%", "BIB"), "Green"),
        ((0.93, "94%", "BIB"), "Red"),
        ((0.89, "94%", "BIB", "5pp"), "Amber"),
        ((0.89, "94%", "BIB", 5.0), "Amber"),
        ((0.84, 0.94, "BIB", "10%"), "Red"),
        ((0.85, 0.94, "bib ", "10%"), "Amber"),
        ((18.0, 17.0, "SIB", "10%"), "Amber"),
        ((16.9, "17", "SIB", None, None, 1.0), "Green"),
        ((85.0, "80-90", "Range"), "Green"),
        ((0.8, ">80%", "BIB"), "Red"),
        ((0.86, None, None, None, BANDS), "Amber"),
        ((16.0, None, None, None, "17 or below Green 18 to 20 Amber 21 and above Red"), "Green"),
    ],
)
def test_a_figure_is_rated_as_the_rules_say(arguments: tuple[object, ...], rating: str) -> None:
    assert KPI_RAG(*arguments) == rating


@pytest.mark.parametrize("value", ["TBC", "NA", "-", "Awaiting data", None, "", "  ", True])
def test_no_number_is_grey(value: object) -> None:
    assert KPI_RAG(value, "94%", "BIB") == "Grey"


@pytest.mark.parametrize(
    ("target", "polarity"), [(None, "BIB"), ("TBC", "BIB"), ("NA", "SIB"), ("94%", None), (17.0, "NA")]
)
def test_without_target_or_polarity_it_is_grey(target: object, polarity: object) -> None:
    assert KPI_RAG(0.94, target, polarity) == "Grey"


def test_a_methodology_wins_over_target_tolerance_and_polarity() -> None:
    assert KPI_RAG(0.86, "50%", "SIB", "5pp", BANDS) == "Amber"
    assert KPI_RAG(0.86, "abc", "BIB", 0.1, BANDS) == "Amber"


def test_a_note_beside_a_number_is_passed_over() -> None:
    assert KPI_RAG("79% (6m+)", "79%", "BIB") == "Green"


@pytest.mark.parametrize(
    ("arguments", "rating"),
    [
        ((0.8, 0.94, "BIB"), "Red"),  # as plain numbers without decimals both would read 1
        ((0.95, 1.0, "BIB"), "Red"),
        ((1.0, 1.0, "BIB"), "Green"),
        ((1.0, 0.94, "BIB"), "Green"),
        ((0.02, 0.0, "SIB"), "Red"),
        ((1.04, 1.0, "SIB"), "Red"),
        (("94%", 0.94, "BIB"), "Green"),
        (("94%", 94.0, "BIB"), "Grey"),
        ((0.9, 0.94, "BIB", "5pp"), "Amber"),
        ((3.0, 1.0, "SIB", 2.0), "Amber"),
        ((0.46, 0.5, "BIB", None, None, 1.0), "Red"),
        ((0.46, "0.5", "BIB", None, None, 1.0), "Green"),
        ((0.94, "94", "SIB", None, None, 0.0), "Green"),
        (("9400%", "94%", "BIB"), "Green"),
    ],
)
def test_percentages_are_told_from_plain_numbers(arguments: tuple[object, ...], rating: str) -> None:
    assert KPI_RAG(*arguments) == rating


@pytest.mark.parametrize(
    ("value", "methodology", "rating"),
    [
        (0.08, COHORT, "Green"),
        ("8%", COHORT, "Green"),
        (45.0, COHORT, "Grey"),
        (1.0, COHORT, "Grey"),
        (1.0, BANDS, "Green"),
        (94.0, BANDS, "Grey"),
        (3.0, BANDS, "Grey"),
        (1.2, BANDS, "Green"),
        ("94%", "90 or above Green below 90 Red", "Grey"),
    ],
)
def test_bands_in_another_unit_rate_nothing(value: object, methodology: str, rating: str) -> None:
    assert KPI_RAG(value, None, None, None, methodology) == rating


def test_a_share_of_a_cohort_does_not_rate_a_count() -> None:
    assert KPI_RAG(45.0, "<10% of Cohort", "SIB") == "Grey"
    assert KPI_RAG(0.08, "<10% of Cohort", "SIB") == "Green"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((0.9, "abc", "BIB"), 'Target "abc" is not a number'),
        ((0.9, "abc", None), 'Target "abc" is not a number'),
        ((0.9, DIV0, "BIB"), "Target is #DIV/0!"),
        ((0.9, datetime.datetime(2020, 4, 1), "BIB"), "Target 01/04/2020 is a date"),
        ((0.9, "80%-90%", "BIB"), 'Target "80%-90%" is a range, and the polarity is BIB'),
        ((0.9, "90%", "Range"), 'Target "90%" is not a range such as 80%-90%'),
        ((0.9, "9" * 400, "BIB"), f'Target "{"9" * 40}…" is not a number'),
        ((0.9, "94%", "up"), 'Polarity "up" is not BIB, SIB or Range'),
        ((0.9, "94%", 1.0), "Polarity 1 is not BIB, SIB or Range"),
        ((0.9, "94%", "BIB", "x"), 'Amber within "x" is not a tolerance such as 10pp, 10% or 2'),
        ((0.9, "94%", "BIB", -1.0), "Amber within -1 is not a tolerance such as 10pp, 10% or 2"),
        ((0.9, "94%", "BIB", 0.1), 'Amber within 0.1 is not clear: write it as text, "10%" or "10pp"'),
        ((16.0, 17.0, "SIB", "5pp"), 'Amber within "5pp" is in points, and the target has no %'),
        ((0.9, None, None, None, "high"), 'RAG Methodology "high" does not read as bands'),
        (
            (0.9, None, None, None, "0.9 or above Green below 0.9 Red"),
            "RAG Methodology is below 1: write it with % signs, or give the decimals",
        ),
        ((0.9, "94%", "BIB", None, None, 1.5), "Decimals 1.5 is not a whole number from 0 to 6"),
        ((0.9, "94%", "BIB", None, None, "TBC"), 'Decimals "TBC" is not a whole number from 0 to 6'),
        (("7o%", "94%", "BIB"), 'Value "7o%" is not a number'),
        ((DIV0, "94%", "BIB"), "Value is #DIV/0!"),
        (("#N/A", "94%", "BIB"), "Value is #N/A"),
        ((datetime.date(2020, 4, 1), "94%", "BIB"), "Value 01/04/2020 is a date"),
        ((1e200, "94%", "BIB"), "Value is too large"),
        ((50.0, "94%", "BIB"), "Value 50 is 5000%: write 50% or 0.5"),
        ((50.0, 0.94, "BIB"), "Value 50 is 5000%: write 50% or 0.5"),
        ((0.94, 94.0, "SIB"), "Value 0.94 may be 94%: write it and its target with %"),
        (
            (0.94, None, None, None, "90 or above Green below 90 Red"),
            "Value 0.94 may be 94%: write it and its target with %",
        ),
        (
            (0.0, 1.0, "BIB", 2.0),
            'Target may be 100% or 1: write it as text, "100%", or "1" with decimals',
        ),
        ((object(), "94%", "BIB"), "Value is #VALUE!"),
    ],
)
def test_what_cannot_be_rated_is_told(arguments: tuple[object, ...], message: str) -> None:
    assert KPI_RAG(*arguments) == message


def test_every_message_is_short() -> None:
    assert len(str(KPI_RAG(0.9, None, None, None, "word " * 500))) < 100


# --- KPI_YTD ---------------------------------------------------------------------------------------

MONTHS = row(1.0, 2.0, None, "TBC", 6.0)


@pytest.mark.parametrize(
    ("rule", "figure"),
    [("Latest", 6), ("Supplied", 6), ("sum", 9), (" Average ", 3), ("Rolling 12", 3), (None, 6)],
)
def test_months_without_a_number_are_left_out(rule: object, figure: float) -> None:
    assert KPI_YTD(MONTHS, rule) == figure
    assert KPI_YTD(column(*MONTHS[0]), rule) == figure
    assert KPI_YTD(MONTHS[0], rule) == figure


def test_latest_is_the_last_cell_with_a_number() -> None:
    assert KPI_YTD(row(1.0, "94%", "TBC", None), "Latest") == 0.94


def test_weighted_is_numerators_over_denominators() -> None:
    assert KPI_YTD(row(0.5, 1.0), "Weighted", row(1.0, 8.0), row(2.0, 8.0)) == 0.9
    assert KPI_YTD(None, None, row(1.0, 8.0), row(2.0, 8.0)) == 0.9


def test_values_left_out_are_made_of_their_parts() -> None:
    assert KPI_YTD(None, "Latest", row(1.0, 8.0), row(2.0, 8.0)) == 1
    assert KPI_YTD(None, "Sum", row(1.0, 8.0)) == 9


def test_rolling_12_takes_the_last_twelve() -> None:
    assert KPI_YTD(row(*[100.0] * 6, *[1.0] * 12), "Rolling 12") == 1
    assert KPI_YTD(row(*[0.5] * 18), "Rolling 12", row(*[9.0] * 6, *[1.0] * 12), row(*[2.0] * 18)) == 0.5


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        ((row("NA", "TBC"), "Sum"), "TBC"),
        ((row("NA", None), "Sum"), ""),
        ((None, "Latest"), ""),
        ((None, "Weighted", row(1.0, 2.0), row(0.0, 0.0)), "NA"),
        ((row(None, None), "Weighted", row(None, None), row(None, "Awaiting data")), "Awaiting data"),
        ((None, "Latest", None, row(2.0)), ""),
    ],
)
def test_no_month_with_a_number_shows_the_last_reason(arguments: tuple[object, ...], shown: str) -> None:
    assert KPI_YTD(*arguments) == shown


def test_several_rows_give_a_column_of_figures() -> None:
    assert KPI_YTD((*row(1.0, 2.0), *row("x", "TBC"), *row(3.0, DIV0)), "Sum") == column(
        3.0, "TBC", "Value 2 is #DIV/0!"
    )


def test_each_row_may_have_its_own_rule() -> None:
    assert KPI_YTD((*row(1.0, 2.0), *row(1.0, 2.0)), column("Sum", "Average")) == column(3.0, 1.5)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((MONTHS, "mean"), 'Rule "mean" is not Latest, Sum, Average, Weighted, Rolling 12 or Supplied'),
        ((MONTHS, DIV0), "Rule is #DIV/0!"),
        ((MONTHS, "Weighted"), "Weighted needs numerators and denominators"),
        ((MONTHS, "Weighted", MONTHS), "Weighted needs numerators and denominators"),
        ((row(1.0, "1,85"), "Sum"), 'Value 2 "1,85" is not a number'),
        ((None, "Weighted", row(1.0), row(DIV0)), "Denominator 1 is #DIV/0!"),
        ((MONTHS, "Weighted", row(1.0), row(1.0)), "Numerators is 1 × 1 cells and Values 1 × 5"),
        ((MONTHS, row("Sum", "Sum")), "Rule is 2 cells, and the values make 1 figures"),
        ((None, "Weighted", row(1e90), row(1e-90)), "The figure is too large"),
        (((1.0, (2.0,)), "Sum"), "Values is not a range"),
    ],
)
def test_what_has_no_year_to_date_is_told(arguments: tuple[object, ...], message: str) -> None:
    assert KPI_YTD(*arguments) == message


# --- KPI_CHANGE and KPI_DIRECTION ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "amount"),
    [
        ((0.94, 0.89, "%"), 5.0),
        (("94%", "89%"), 5.0),
        (("94%", 0.89), 5.0),
        ((0.94, 0.89), 0.05),
        ((16.9, 17.2, "days"), -0.3),
        ((1.0, "TBC"), ""),
        ((None, 1.0), ""),
    ],
)
def test_change_is_current_less_previous(arguments: tuple[object, ...], amount: object) -> None:
    assert KPI_CHANGE(*arguments) == amount


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((1.0, 2.0, "kg"), 'Unit "kg" is not %, number, per 10,000, days, average or ratio'),
        ((DIV0, 2.0), "Current is #DIV/0!"),
        ((1.0, "2o"), 'Previous "2o" is not a number'),
        ((94.0, 0.89, "%"), "Current 94 is 9400%: write 94% or 0.94"),
    ],
)
def test_what_has_no_change_is_told(arguments: tuple[object, ...], message: str) -> None:
    assert KPI_CHANGE(*arguments) == message


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        ((2.0, 1.0), "Increase"),
        ((1.0, 2.0), "Decrease"),
        ((2.0, 2.0), "No change"),
        ((2.0, 1.0, "BIB"), "Better"),
        ((2.0, 1.0, "SIB"), "Worse"),
        ((2.0, 2.0, "SIB"), "Same"),
        ((2.0, 1.0, "NA"), "Increase"),
        ((2.0, "TBC", "BIB"), ""),
        ((0.94, 0.93, None, 2.0), "No change"),
        ((0.94, 0.5, None, 2.0), "Increase"),
        ((0.94, 0.5, None, 0.02), "Increase"),
        ((0.94, 0.93, None, "2pp"), "No change"),
        ((3.0, 4.0, "BIB", 2.0), "Same"),
        ((4.2, 3.6, None, 1.0), "No change"),
        ((1.3, 0.9, None, "1 units"), "No change"),
        ((1.3, 0.9, None, "1pp"), "Increase"),
        (("94%", "93%", None, 1.0), "No change"),
    ],
)
def test_direction_is_a_word_and_with_a_polarity_a_judgement(
    arguments: tuple[object, ...], word: str
) -> None:
    assert KPI_DIRECTION(*arguments) == word


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((2.0, 1.0, "Range"), "Better or worse of a Range needs its target: leave the polarity out"),
        ((2.0, 1.0, "up"), 'Polarity "up" is not BIB, SIB or Range'),
        ((2.0, 1.0, None, "x"), 'No change within "x" is not a number of 0 or more'),
        ((2.0, 1.0, None, -1.0), "No change within -1 is not a number of 0 or more"),
        ((0.94, 0.93, None, 0.02), 'No change within 0.02 is not clear: write "0.02pp" or "2pp"'),
        ((1.3, 0.9, None, 1.0), 'No change within 1 is not clear: write "1pp" or "1 units"'),
        ((0.0, 1.0, None, 1.0), 'No change within 1 is not clear: write "1pp" or "1 units"'),
    ],
)
def test_what_has_no_direction_is_told(arguments: tuple[object, ...], message: str) -> None:
    assert KPI_DIRECTION(*arguments) == message


# --- shapes ----------------------------------------------------------------------------------------


def test_a_column_gives_a_column() -> None:
    assert KPI_RAG(column(0.9, "TBC", DIV0), "94%", "BIB") == column("Red", "Grey", "Value is #DIV/0!")


def test_a_row_and_a_plain_array_give_a_row() -> None:
    assert KPI_CHANGE(row(3.0, 2.0), 1.0) == row(2.0, 1.0)
    assert KPI_CHANGE((3.0, 2.0), 1.0) == row(2.0, 1.0)


def test_one_value_against_a_range_of_targets_gives_their_shape() -> None:
    assert KPI_RAG(10.0, row(9.0, 11.0), "BIB") == row("Green", "Red")


def test_a_column_of_targets_goes_with_every_column_of_values() -> None:
    months = (*row(1.0, 2.0), *row(1.0, 2.0))
    assert KPI_RAG(months, column(2.0, 1.0), "BIB") == (*row("Red", "Green"), *row("Green", "Green"))
    assert KPI_RAG(months, row(2.0, 2.0), "BIB") == (*row("Red", "Green"), *row("Red", "Green"))


def test_a_range_of_one_cell_is_a_cell() -> None:
    assert KPI_RAG(row(0.9), row("94%"), row("BIB")) == "Red"
    assert KPI_RAG((), "94%", "BIB") == "Grey"


@pytest.mark.parametrize("target", [column(1.0, 2.0, 3.0), row(1.0, 2.0)])
def test_sizes_that_do_not_fit_are_told(target: object) -> None:
    shown = KPI_RAG(column(1.0, 2.0), target, "BIB")
    assert isinstance(shown, str)
    assert " cells and " in shown


def test_money_and_whole_numbers_are_numbers() -> None:
    assert KPI_CHANGE(Decimal("12.50"), 10) == 2.5
