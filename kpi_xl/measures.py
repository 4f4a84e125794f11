"""The rules of the scorecard on plain values: value, year to date, change, direction and trend.

Every caller (a refresh, results, a worksheet function) uses these. RAG itself is ``Thresholds.rate``:
what a value is rated by is worked out once, from methodology text (bands) or from target and tolerance
(targets).
"""

from collections.abc import Sequence
from decimal import Decimal
from math import fsum
from typing import NamedTuple

from kpi_xl.figures import exact
from kpi_xl.model import Direction, Polarity, Trend, Unit, YtdRule
from kpi_xl.targets import Target

NO_VALUE = "NA"
"""What stands where a denominator is zero or missing."""

_AS_GOOD_AS_ZERO = 1e-100  # a denominator of less would make more than a number can hold

Figures = Sequence[float | None]
"""Monthly figures, oldest first; None is a month without a number."""


class YearToDate(NamedTuple):
    """A year-to-date figure; ``at`` is which of the months given it belongs to (from 0): the last one,
    or for Latest the one that had the most recent number."""

    value: float | None
    at: int


def rate_base(unit: Unit) -> int:
    """What a rate is out of: 10,000 for ``per 10,000``, else 1."""
    return 10_000 if unit is Unit.PER_10_000 else 1


def value_of(numerator: float | None, denominator: float | None, unit: Unit) -> float | None:
    """Numerator over denominator, times 10,000 for ``per 10,000``; None where the denominator is zero
    or either is missing. Source: the contract, "Value"."""
    if numerator is None or denominator is None or abs(denominator) < _AS_GOOD_AS_ZERO:
        return None
    return numerator * rate_base(unit) / denominator


def weighted(numerators: Figures, denominators: Figures, unit: Unit) -> float | None:
    """The sum of numerators over the sum of denominators, over the months that have both."""
    pairs = [
        (n, d) for n, d in zip(numerators, denominators, strict=True) if n is not None and d is not None and d
    ]
    return value_of(fsum(n for n, _ in pairs), fsum(d for _, d in pairs), unit) if pairs else None


def year_to_date(
    rule: YtdRule,
    values: Figures,
    numerators: Figures | None = None,
    denominators: Figures | None = None,
    unit: Unit = Unit.NUMBER,
) -> YearToDate:
    """The year-to-date figure of the months given, oldest first, the reporting period last.

    Give the months of the financial year so far; for ``Rolling 12`` the last twelve; for ``Supplied``
    the supplied year-to-date figures. Months without a number are left out, never taken as 0.
    ``Weighted`` needs numerators and denominators: without them it gives no figure.
    Source: the contract, "YTD or latest".
    """
    last = len(values) - 1
    if rule in (YtdRule.LATEST, YtdRule.SUPPLIED):
        for at in range(last, -1, -1):
            if values[at] is not None:
                return YearToDate(values[at], at)
        return YearToDate(None, last)
    if rule in (YtdRule.WEIGHTED, YtdRule.ROLLING_12) and numerators is not None and denominators is not None:
        figure = weighted(numerators, denominators, unit)
        if figure is not None or rule is YtdRule.WEIGHTED:
            return YearToDate(figure, last)
    numbers = [value for value in values if value is not None]
    if not numbers or rule is YtdRule.WEIGHTED:
        return YearToDate(None, last)
    total = fsum(numbers)
    return YearToDate(total if rule is YtdRule.SUM else total / len(numbers), last)


def change(current: float | None, comparison: float | None, unit: Unit) -> float | None:
    """Current minus comparison: in percentage points for % (5.0 for five), in units otherwise.

    Subtracted as the decimals a spreadsheet keeps, so that 94% less 89% is 5 and not 4.99999.
    """
    if current is None or comparison is None:
        return None
    return float((exact(current) - exact(comparison)) * unit.scale)


def direction(amount: float | None, no_change_within: float = 0.0) -> Direction | None:
    """Increase, Decrease or No change; a change as small as ``no_change_within`` (pp for %, else units)
    is no change."""
    if amount is None:
        return None
    if abs(amount) <= no_change_within:
        return Direction.NO_CHANGE
    return Direction.INCREASE if amount > 0 else Direction.DECREASE


def trend(
    way: Direction | None,
    polarity: Polarity,
    current: float | None = None,
    comparison: float | None = None,
    target: Target | None = None,
) -> Trend | None:
    """Better, Worse or Same by polarity; None with none.

    For Range the figure nearer to the target's range is the better, and needs ``current``,
    ``comparison`` and ``target``.
    """
    if way is None or polarity is Polarity.NONE:
        return None
    if way is Direction.NO_CHANGE:
        return Trend.SAME
    if polarity is Polarity.RANGE:
        if target is None or current is None or comparison is None:
            return None
        nearer = _outside(comparison, target) - _outside(current, target)
        return Trend.BETTER if nearer > 0 else Trend.WORSE if nearer < 0 else Trend.SAME
    upwards = way is Direction.INCREASE
    return Trend.BETTER if upwards == (polarity is Polarity.BIB) else Trend.WORSE


def _outside(value: float, target: Target) -> Decimal:
    """How far a value is outside a range, as the decimals a spreadsheet keeps; 0 inside."""
    at = exact(value)
    return max(exact(target.low) - at, at - exact(target.high), Decimal(0))
