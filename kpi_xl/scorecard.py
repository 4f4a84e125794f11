"""Definitions and a reporting period to results: every indicator and area with its figures, rating,
year to date, change and trend."""

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from kpi_xl import measures
from kpi_xl.bands import Thresholds
from kpi_xl.columns import plain
from kpi_xl.indicator import Definitions, Indicator, Measures, Series, Settings, rating_rule
from kpi_xl.model import Basis, Comparison, Direction, Measure, Month, Rag, Trend, YtdRule

MONTHS_IN_YEAR = 12

_Item = TypeVar("_Item")


class Figure(NamedTuple):
    """A figure, or the reason why there is none (``text``). ``month`` is set where the figure is an
    earlier month's than the one asked for. Stored figures: 0.94 for 94%."""

    value: float | None = None
    text: str = ""
    note: str = ""
    month: Month | None = None


class Result(NamedTuple):
    """One indicator for one area ("" is the whole authority) at the reporting period.

    ``change`` is in percentage points for % (5.0 for five), else in units. ``outturns`` holds the value
    of every month of Data; ``rule`` is what its figures are rated by, None where they are not.
    """

    indicator: Indicator
    area: str
    period: Month
    value: Figure
    rag: Rag
    ytd: Figure
    last_year: Figure
    change: float | None
    direction: Direction | None
    trend: Trend | None
    outturns: Series
    rule: Thresholds | None


class Scorecard(NamedTuple):
    """Everything the sheets show: results in the order of Indicators, each indicator's whole first and
    then its areas; ``months`` are those shown, the reporting period last."""

    settings: Settings
    period: Month
    months: list[Month]
    start: Month
    results: list[Result]

    def services(self) -> dict[str, list[Result]]:
        """Results by service, in the order services are first met."""
        grouped: dict[str, list[Result]] = {}
        for result in self.results:
            grouped.setdefault(result.indicator.service, []).append(result)
        return grouped

    def headline(self) -> list[Result]:
        """One result an indicator: the whole authority's, or where there is none the first area's."""
        first: dict[str, Result] = {}
        for result in self.results:
            first.setdefault(result.indicator.number, result)
        return list(first.values())


def make_scorecard(definitions: Definitions, period: Month | None = None) -> Scorecard:
    """The scorecard at a period: the one given, else that of Settings, else the last month with data."""
    settings = definitions.settings
    at = period or settings.period or last_month_with_data(definitions)
    year_start = at.year_start(settings.year_starts)
    shown = settings.months_shown or at - year_start + 1 + MONTHS_IN_YEAR
    months = [at.minus(back) for back in range(shown - 1, -1, -1)]
    results: list[Result] = []
    for indicator in definitions.indicators:
        rule = rating_rule(indicator)
        areas = definitions.series[indicator.number]
        results.extend(
            _result(definitions, indicator, area, areas[area], at, rule) for area in _ordered(areas, settings)
        )
    return Scorecard(settings, at, months, definitions.start, results)


def last_month_with_data(definitions: Definitions) -> Month:
    """The last month in which any series has a number; the first month of Data where none has.

    Denominators do not count: a population is often filled in for months to come.
    """
    last = 0
    for areas in definitions.series.values():
        for parts in areas.values():
            for series in (row for measure, row in parts.items() if measure is not Measure.DENOMINATOR):
                for at in range(definitions.months - 1, last, -1):
                    if series.figures[at] is not None:
                        last = at
                        break
    return definitions.start + last


def _ordered(areas: dict[str, Measures], settings: Settings) -> list[str]:
    wanted = [plain(area) for area in settings.areas]
    return sorted(
        areas,
        key=lambda area: (
            area != "",
            wanted.index(plain(area)) if plain(area) in wanted else len(wanted),
        ),
    )


def outturns(parts: Measures, indicator: Indicator) -> Series:
    """The value of every month: numerator over denominator where both rows stand, the numerator alone
    where only that does, else the Value row. A zero or missing denominator gives NA, or the reason its
    cell states."""
    numerators, denominators = parts.get(Measure.NUMERATOR), parts.get(Measure.DENOMINATOR)
    written = parts.get(Measure.VALUE)
    if numerators is None or denominators is None:
        empty = next(iter(parts.values()))
        return written or numerators or Series([None] * len(empty.figures), {}, {}, empty.row)
    made = Series([], {}, {}, numerators.row)
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


def _figure_at(series: Series, at: int) -> Figure:
    if not 0 <= at < len(series.figures):
        return Figure()
    return Figure(series.figures[at], series.reasons.get(at, ""), series.notes.get(at, ""))


def _year_to_date(
    definitions: Definitions, indicator: Indicator, parts: Measures, values: Series, last: int
) -> Figure:
    """The year-to-date figure at the month of index ``last``."""
    month = definitions.start + last
    first = last - (month - month.year_start(definitions.settings.year_starts))
    rule = indicator.ytd
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
    if made.value is None:
        return Figure(text=_figure_at(values, last).text)
    at = first + made.at
    note = _figure_at(values, at).note if rule in (YtdRule.LATEST, YtdRule.SUPPLIED) else ""
    return Figure(made.value, note=note, month=definitions.start + at if at != last else None)


def _result(
    definitions: Definitions,
    indicator: Indicator,
    area: str,
    parts: Measures,
    period: Month,
    rule: Thresholds | None,
) -> Result:
    settings = definitions.settings
    values = outturns(parts, indicator)
    at = period - definitions.start
    value = _figure_at(values, at)
    ytd = _year_to_date(definitions, indicator, parts, values, at)
    year_end = at - (period - period.year_start(settings.year_starts)) - 1
    last_year = _year_to_date(definitions, indicator, parts, values, year_end)
    current, comparison = {
        Comparison.PREVIOUS_MONTH: (value, _figure_at(values, at - 1)),
        Comparison.SAME_MONTH_LAST_YEAR: (value, _figure_at(values, at - MONTHS_IN_YEAR)),
        Comparison.LAST_YEARS_OUTTURN: (ytd, last_year),
    }[settings.compares_with]
    amount = measures.change(current.value, comparison.value, indicator.unit)
    way = measures.direction(amount, settings.no_change_within)
    rated = ytd if indicator.basis is Basis.YTD else value
    return Result(
        indicator,
        area,
        period,
        value,
        Rag.GREY if rule is None or rated.value is None else rule.rate(rated.value),
        ytd,
        last_year,
        amount,
        way,
        measures.trend(way, indicator.polarity, current.value, comparison.value, indicator.target),
        values,
        rule,
    )
