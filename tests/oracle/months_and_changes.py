"""Year to date, last year and change, as the contract words them."""

from collections.abc import Mapping, Sequence
from decimal import Context, Decimal
from typing import NamedTuple

from tests.oracle.figures_and_ratings import value

Month = tuple[int, int]
"""Year and month number: ``(2020, 9)``."""

Cell = Decimal | str | None
"""A number, a reason why there is none, or a blank."""

_EXACT = Context(prec=400)


class YearToDate(NamedTuple):
    """A figure, or the reason why there is none. ``month`` is set where the figure is an earlier month's."""

    value: Decimal | None = None
    month: Month | None = None
    reason: str = ""


def year_of(period: Month, first_month: int = 4) -> list[Month]:
    """The months of the financial year up to the period, oldest first.

    >>> year_of((2020, 6)), year_of((2021, 1), first_month=1), len(year_of((2021, 3)))
    ([(2020, 4), (2020, 5), (2020, 6)], [(2021, 1)], 12)
    """
    months = [period]
    while months[0][1] != first_month:
        months.insert(0, _before(months[0]))
    return months


def last_years_end(period: Month, first_month: int = 4) -> Month:
    """The last month of the year before: last year's figure is the same rule at this month.

    >>> last_years_end((2020, 9)), last_years_end((2021, 2))
    ((2020, 3), (2020, 3))
    """
    return _before(year_of(period, first_month)[0])


def year_to_date(
    rule: str,
    period: Month,
    values: Mapping[Month, Cell],
    *,
    numerators: Mapping[Month, Cell] | None = None,
    denominators: Mapping[Month, Cell] | None = None,
    supplied: Mapping[Month, Cell] | None = None,
    first_month: int = 4,
    per: int = 1,
) -> YearToDate:
    """The figure of one of the six rules at a period. ``values`` are the months' own values.

    >>> values = {(2020, 3): Decimal(9), (2020, 4): Decimal(2), (2020, 5): Decimal(4), (2020, 6): "TBC"}
    >>> ask = lambda rule, **more: year_to_date(rule, (2020, 6), values, **more)
    >>> ask("Sum").value, ask("Average").value, ask("Rolling 12").value
    (Decimal('6'), Decimal('3'), Decimal('5'))
    >>> ask("Latest")
    YearToDate(value=Decimal('4'), month=(2020, 5), reason='')
    >>> tops = {(2020, 4): Decimal(1), (2020, 5): Decimal(2)}
    >>> ask("Weighted", numerators=tops, denominators={(2020, 4): Decimal(1), (2020, 5): Decimal(0)}).value
    Decimal('1')
    >>> ask("Supplied", supplied={(2020, 6): Decimal(7)})
    YearToDate(value=Decimal('7'), month=None, reason='')
    >>> year_to_date("Sum", (2020, 6), {(2020, 6): "TBC"})
    YearToDate(value=None, month=None, reason='TBC')
    """
    months = year_of(period, first_month)
    if rule == "Rolling 12":
        months = [period]
        while len(months) < 12:
            months.insert(0, _before(months[0]))
        weights = _weighted(months, numerators or {}, denominators or {}, per)
        rule = "Average" if weights is None else "Weighted"
    if rule in ("Latest", "Supplied"):
        return _latest(months, (supplied or {}) if rule == "Supplied" else values)
    if rule == "Weighted":
        figure = _weighted(months, numerators or {}, denominators or {}, per)
    else:
        numbers = [n for n in (_number(values, month) for month in months) if n is not None]
        total = sum(numbers, Decimal(0))
        parts = Decimal(1) if rule == "Sum" else Decimal(len(numbers))
        figure = _EXACT.divide(total, parts) if numbers else None
    return YearToDate(figure) if figure is not None else YearToDate(reason=_reason(values, period))


def _latest(months: Sequence[Month], cells: Mapping[Month, Cell]) -> YearToDate:
    for month in reversed(months):
        number = _number(cells, month)
        if number is not None:
            return YearToDate(number, month if month != months[-1] else None)
    return YearToDate(reason=_reason(cells, months[-1]))


def _weighted(
    months: Sequence[Month], numerators: Mapping[Month, Cell], denominators: Mapping[Month, Cell], per: int
) -> Decimal | None:
    pairs = [(_number(numerators, month), _number(denominators, month)) for month in months]
    whole = [(top, bottom) for top, bottom in pairs if top is not None and bottom]
    return value(sum((t for t, _ in whole), Decimal(0)), sum((b for _, b in whole), Decimal(0)), per)


def _number(cells: Mapping[Month, Cell], month: Month) -> Decimal | None:
    cell = cells.get(month)
    return cell if isinstance(cell, Decimal) else None


def _reason(cells: Mapping[Month, Cell], month: Month) -> str:
    cell = cells.get(month)
    return cell if isinstance(cell, str) else ""


def _before(month: Month) -> Month:
    return (month[0], month[1] - 1) if month[1] > 1 else (month[0] - 1, 12)


def change(current: Decimal | None, comparison: Decimal | None, scale: int = 1) -> Decimal | None:
    """Current less comparison: in percentage points for % (``scale`` 100), in units otherwise.

    >>> change(Decimal("0.94"), Decimal("0.89"), scale=100)
    Decimal('5.00')
    """
    if current is None or comparison is None:
        return None
    return _EXACT.subtract(current, comparison) * scale


def direction(difference: Decimal | None, no_change_within: Decimal = Decimal(0)) -> str:
    """``Increase``, ``Decrease``, ``No change``, or blank where there is no change to speak of.

    >>> direction(Decimal("0.5")), direction(Decimal("-0.5"), Decimal("0.5")), direction(None)
    ('Increase', 'No change', '')
    """
    if difference is None:
        return ""
    if abs(difference) <= no_change_within:
        return "No change"
    return "Increase" if difference > 0 else "Decrease"


def trend(difference: Decimal | None, polarity: str, no_change_within: Decimal = Decimal(0)) -> str:
    """``Better``, ``Worse`` or ``Same``; blank where the polarity is neither ``BIB`` nor ``SIB``.

    >>> trend(Decimal(2), "BIB"), trend(Decimal(2), "SIB"), trend(Decimal(0), "SIB"), trend(Decimal(2), "")
    ('Better', 'Worse', 'Same', '')
    """
    moved = direction(difference, no_change_within)
    if not moved or polarity not in ("BIB", "SIB"):
        return ""
    if moved == "No change":
        return "Same"
    return "Better" if (moved == "Increase") == (polarity == "BIB") else "Worse"


def trend_by_range(
    current: Decimal | None,
    comparison: Decimal | None,
    low: Decimal,
    high: Decimal,
    *,
    scale: int = 1,
    no_change_within: Decimal = Decimal(0),
) -> str:
    """The trend of a figure whose target is ``low-high``: better when it has come nearer.

    >>> ask = lambda current, comparison: trend_by_range(current, comparison, Decimal(10), Decimal(20))
    >>> ask(Decimal(22), Decimal(25)), ask(Decimal(9), Decimal(20)), ask(Decimal(12), Decimal(13))
    ('Better', 'Worse', 'Same')
    """
    moved = direction(change(current, comparison, scale), no_change_within)
    if not moved or current is None or comparison is None:
        return ""
    now, then = (max(low - seen * scale, seen * scale - high, Decimal(0)) for seen in (current, comparison))
    if moved == "No change" or now == then:
        return "Same"
    return "Better" if now < then else "Worse"
