"""A comparator's figure beside the indicator's own."""

from kpi_xl import measures
from kpi_xl.figures import decimals_of, places, steps
from kpi_xl.indicator import Indicator
from kpi_xl.model import Reading, Trend
from kpi_xl.plan import Look, Value
from kpi_xl.scorecard import Result
from kpi_xl.sheets import style

MOST_COMPARATOR_DECIMALS = 2


def comparator_cell(reading: Reading, indicator: Indicator) -> tuple[Value, Look]:
    """A comparator's figure with all the decimals it was given, or its words."""
    if reading.value is None:
        return reading.reason or None, style.CENTRED
    return reading.value, style.figure(indicator, comparator_decimals(reading.value, indicator))


def comparator_decimals(value: float, indicator: Indicator) -> int:
    given = min(decimals_of(value, indicator.unit), MOST_COMPARATOR_DECIMALS)
    return max(indicator.decimals, given)


def against_comparator(result: Result, reading: Reading) -> Trend | None:
    """Whether the period's figure is better or worse than a comparator's, by polarity, as both are shown."""
    indicator = result.indicator
    if result.value.value is None or reading.value is None:
        return None
    decimals = comparator_decimals(reading.value, indicator)
    here = steps(result.value.value, places(indicator.unit, indicator.decimals))
    there = steps(reading.value, places(indicator.unit, decimals))
    way = measures.direction(float(here * 10 ** (decimals - indicator.decimals) - there))
    return measures.trend(way, indicator.polarity, result.value.value, reading.value, indicator.target)


def comparator_digits(reading: Reading | None, indicator: Indicator) -> int | None:
    """The digits after the point that a comparator's figure is compared with; None without one."""
    if reading is None or (reading.value is None and not reading.reason):
        return None
    decimals = indicator.decimals if reading.value is None else comparator_decimals(reading.value, indicator)
    return places(indicator.unit, decimals)
