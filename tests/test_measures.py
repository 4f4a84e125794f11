"""The rules on plain values: value, year to date, change, direction and trend."""

import pytest

from kpi_xl.measures import change, direction, trend, value_of, weighted, year_to_date
from kpi_xl.model import Direction, Polarity, Trend, Unit, YtdRule
from kpi_xl.targets import Target

UP, DOWN, FLAT = Direction.INCREASE, Direction.DECREASE, Direction.NO_CHANGE


@pytest.mark.parametrize(
    ("numerator", "denominator", "unit", "value"),
    [
        (47, 50, Unit.PERCENT, 0.94),
        (0, 50, Unit.PERCENT, 0),
        (60, 50, Unit.PERCENT, 1.2),
        (3, 2000, Unit.PER_10_000, 15),
        (7, 2, Unit.AVERAGE, 3.5),
        (-3, 4, Unit.RATIO, -0.75),
    ],
)
def test_a_value_is_numerator_over_denominator(
    numerator: float, denominator: float, unit: Unit, value: float
) -> None:
    assert value_of(numerator, denominator, unit) == value


@pytest.mark.parametrize(("numerator", "denominator"), [(5, 0), (0, 0), (5, None), (None, 5), (None, None)])
def test_a_zero_or_missing_denominator_gives_no_value(
    numerator: float | None, denominator: float | None
) -> None:
    assert value_of(numerator, denominator, Unit.PERCENT) is None


@pytest.mark.parametrize(
    ("rule", "figure"), [(YtdRule.SUM, 6), (YtdRule.AVERAGE, 3), (YtdRule.ROLLING_12, 3), (YtdRule.LATEST, 4)]
)
def test_months_without_a_number_are_left_out(rule: YtdRule, figure: float) -> None:
    assert year_to_date(rule, [2, None, 4, None]).value == figure


def test_a_zero_month_counts() -> None:
    assert year_to_date(YtdRule.AVERAGE, [0, 4]).value == 2
    assert year_to_date(YtdRule.LATEST, [4, 0]) == (0, 1)


@pytest.mark.parametrize("rule", list(YtdRule))
def test_no_month_with_a_number_gives_no_figure(rule: YtdRule) -> None:
    assert year_to_date(rule, [None, None], [None, 1], [0, None]).value is None


@pytest.mark.parametrize("rule", [YtdRule.WEIGHTED, YtdRule.ROLLING_12])
def test_weighted_is_the_sum_of_numerators_over_the_sum_of_denominators(rule: YtdRule) -> None:
    assert year_to_date(rule, [0.5, 1], [1, 8], [2, 8], Unit.PERCENT).value == 0.9


def test_a_month_without_a_value_weighs_nothing() -> None:
    assert weighted([1, 5, None, 7], [2, 0, 100, None], Unit.PERCENT) == 0.5


def test_a_weighted_rate_is_per_10_000() -> None:
    assert weighted([3, 5], [2000, 2000], Unit.PER_10_000) == 20


def test_weighted_without_numerators_and_denominators_gives_no_figure() -> None:
    assert year_to_date(YtdRule.WEIGHTED, [1, 2]).value is None


def test_latest_tells_whose_figure_it_is() -> None:
    assert year_to_date(YtdRule.LATEST, [1, 2, None]) == (2, 1)
    assert year_to_date(YtdRule.SUPPLIED, [None, None, 7]) == (7, 2)


@pytest.mark.parametrize(
    ("current", "comparison", "unit", "difference"),
    [
        (0.94, 0.89, Unit.PERCENT, 5.0),
        (0.57, 0.29, Unit.PERCENT, 28.0),
        (16.9, 17.2, Unit.DAYS, -0.3),
        (1.1, 1.0, Unit.RATIO, 0.1),
        (-0.05, 0.05, Unit.PERCENT, -10.0),
        (3.0, 3.0, Unit.NUMBER, 0.0),
    ],
)
def test_a_change_is_in_points_for_percentages_and_else_in_units_without_float_noise(
    current: float, comparison: float, unit: Unit, difference: float
) -> None:
    assert change(current, comparison, unit) == difference


def test_there_is_no_change_from_or_to_nothing() -> None:
    assert change(None, 1.0, Unit.NUMBER) is None
    assert change(1.0, None, Unit.NUMBER) is None
    assert direction(None) is None
    assert trend(None, Polarity.BIB) is None


@pytest.mark.parametrize(
    ("amount", "within", "way"),
    [(0.1, 0, UP), (-0.1, 0, DOWN), (0, 0, FLAT), (0.5, 0.5, FLAT), (-0.5, 0.5, FLAT), (0.6, 0.5, UP)],
)
def test_a_change_as_small_as_the_setting_is_no_change(amount: float, within: float, way: Direction) -> None:
    assert direction(amount, within) is way


@pytest.mark.parametrize(
    ("way", "polarity", "expected"),
    [
        (UP, Polarity.BIB, Trend.BETTER),
        (UP, Polarity.SIB, Trend.WORSE),
        (DOWN, Polarity.BIB, Trend.WORSE),
        (DOWN, Polarity.SIB, Trend.BETTER),
        (FLAT, Polarity.SIB, Trend.SAME),
        (UP, Polarity.NONE, None),
        (FLAT, Polarity.NONE, None),
    ],
)
def test_better_and_worse_go_by_polarity(way: Direction, polarity: Polarity, expected: Trend | None) -> None:
    assert trend(way, polarity) is expected


@pytest.mark.parametrize(
    ("current", "comparison", "expected"),
    [
        (0.85, 0.75, Trend.BETTER),
        (0.85, 0.82, Trend.SAME),
        (0.95, 0.85, Trend.WORSE),
        (0.95, 0.75, Trend.SAME),
        (0.95, 0.70, Trend.BETTER),
    ],
)
def test_nearer_to_its_range_is_better(current: float, comparison: float, expected: Trend) -> None:
    way = UP if current > comparison else DOWN
    assert trend(way, Polarity.RANGE, current, comparison, Target(0.8, 0.9, percent=True)) is expected


def test_a_range_without_a_target_has_no_trend() -> None:
    assert trend(UP, Polarity.RANGE, 2.0, 1.0) is None


def test_a_denominator_as_good_as_zero_gives_no_value() -> None:
    assert value_of(1e14, 1e-300, Unit.PER_10_000) is None
