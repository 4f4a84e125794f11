"""An indicator's monthly values, made of the rows of Data, and its year-to-date figures."""

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from kpi_xl import measures
from kpi_xl.indicator import WITHHELD, Definitions, Indicator, Measures, Series
from kpi_xl.model import Measure, Month, YtdRule

MONTHS_IN_YEAR = 12

_Item = TypeVar("_Item")


class Figure(NamedTuple):
    """A figure, or the reason why there is none (``text``). ``month`` is set where the figure is an
    earlier month's than the one asked for. Stored figures: 0.94 for 94%."""

    value: float | None = None
    text: str = ""
    note: str = ""
    month: Month | None = None


def outturns(parts: Measures, indicator: Indicator) -> Series:
    """The value of every month: numerator over denominator where both rows stand, the numerator alone
    where only that does, else the Value row. A zero or missing denominator gives NA, or the reason its
    cell states."""
    numerators, denominators = parts.get(Measure.NUMERATOR), parts.get(Measure.DENOMINATOR)
    written = parts.get(Measure.VALUE)
    if numerators is None or denominators is None:
        empty = next(iter(parts.values()))
        return written or numerators or Series([None] * len(empty.figures), {}, {}, empty.row)
    made = Series([], {}, {}, numerators.row, withheld=numerators.withheld | denominators.withheld)
    for at, (top, bottom) in enumerate(zip(numerators.figures, denominators.figures, strict=True)):
        made.figures.append(measures.value_of(top, bottom, indicator.unit))
        note = numerators.notes.get(at) or denominators.notes.get(at)
        if note:
            made.notes[at] = note
        if made.figures[at] is not None:
            continue
        reason = numerators.reasons.get(at) or denominators.reasons.get(at, "")
        if not reason and (top is not None or bottom is not None):
            reason = measures.NO_VALUE
        elif not reason and written:
            made.figures[at] = written.figures[at]
            reason = written.reasons.get(at, "")
            if at in written.notes:
                made.notes[at] = written.notes[at]
        if reason:
            made.reasons[at] = reason
    return made


def window(items: Sequence[_Item | None], first: int, last: int) -> list[_Item | None]:
    """Items ``first`` to ``last``, both inside; None for places outside the sequence."""
    before = [None] * min(max(-first, 0), last - first + 1)
    after = [None] * min(max(last - len(items) + 1, 0), last - first + 1)
    return [*before, *items[max(first, 0) : max(last + 1, 0)], *after]


def figure_at(series: Series, at: int) -> Figure:
    """What a series says at an index; nothing outside it."""
    if not 0 <= at < len(series.figures):
        return Figure()
    return Figure(series.figures[at], series.reasons.get(at, ""), series.notes.get(at, ""))


def ytd_rule(indicator: Indicator, parts: Measures) -> YtdRule:
    """The rule of the indicator; where YTD is blank, Weighted where there are numerators and denominators,
    else Latest."""
    whole = Measure.NUMERATOR in parts and Measure.DENOMINATOR in parts
    return indicator.ytd or (YtdRule.WEIGHTED if whole else YtdRule.LATEST)


def year_to_date(
    definitions: Definitions, indicator: Indicator, parts: Measures, values: Series, last: int
) -> Figure:
    """The year-to-date figure at the month of index ``last``; withheld where a month it is made of is."""
    month = definitions.start + last
    first = last - (month - month.year_start(definitions.settings.year_starts))
    rule = ytd_rule(indicator, parts)
    if rule is YtdRule.ROLLING_12:
        first = last - MONTHS_IN_YEAR + 1
    if rule is YtdRule.SUPPLIED:
        supplied = parts.get(Measure.YTD)
        if supplied is None:
            return Figure()
        values = supplied
    tops, bottoms = parts.get(Measure.NUMERATOR), parts.get(Measure.DENOMINATOR)
    made = measures.year_to_date(
        rule,
        window(values.figures, first, last),
        window(tops.figures, first, last) if tops and bottoms else None,
        window(bottoms.figures, first, last) if tops and bottoms else None,
        indicator.unit,
    )
    single = rule in (YtdRule.LATEST, YtdRule.SUPPLIED)
    since = first + made.at + 1 if single and made.value is not None else first
    if any(since <= at <= last for at in values.withheld):
        return Figure(text=WITHHELD)
    if made.value is None:
        return Figure(text=figure_at(values, last).text)
    at = first + made.at
    note = figure_at(values, at).note if single else ""
    return Figure(made.value, note=note, month=definitions.start + at if at != last else None)
