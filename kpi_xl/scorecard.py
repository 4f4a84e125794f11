"""Definitions and a reporting period to results: every indicator and area with its figures, rating,
year to date, change and trend."""

from typing import NamedTuple

from kpi_xl import measures
from kpi_xl.bands import Thresholds
from kpi_xl.columns import plain
from kpi_xl.indicator import (
    Action,
    Comment,
    Definitions,
    Indicator,
    Issued,
    Measures,
    Series,
    Settings,
    in_force,
    other_unit,
    rating_rule,
)
from kpi_xl.model import Basis, Comparison, Direction, Measure, Month, Rag, Trend
from kpi_xl.outturns import MONTHS_IN_YEAR, Figure, figure_at, outturns, window, year_to_date

HISTORY = MONTHS_IN_YEAR + 1
"""How many months of ratings are kept at least: back to the same month last year."""


class Era(NamedTuple):
    """What an indicator was held to from a month on (``start`` None: from the beginning): its target as a
    figure where it is one, and the rule its figures are rated by."""

    start: Month | None
    target: float | None
    rule: Thresholds | None


class Result(NamedTuple):
    """One indicator for one area ("" is the whole authority) at the reporting period.

    ``change`` is in percentage points for % (5.0 for five), else in units. ``outturns`` holds the value
    of every month of Data, ``parts`` the rows it was made from. ``rule`` is what its figures are rated by,
    None where they are not. ``indicator`` has the target in force at the period; ``eras`` are those before
    and it, oldest first. ``history`` holds the rating of each month up to the period (the last), at least
    HISTORY of them.
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
    parts: Measures
    rule: Thresholds | None
    eras: tuple[Era, ...]
    history: tuple[Rag, ...]

    def rated(self, months_ago: int) -> Rag:
        """The rating that many months before the period, by the target in force then."""
        return self.history[-1 - months_ago]


class Scorecard(NamedTuple):
    """Everything the sheets show: results in the order of Indicators, each indicator's whole first and
    then its areas; ``months`` are those shown, the reporting period last. ``published`` tells that it goes
    out to readers, and ``record`` is what was published before."""

    settings: Settings
    period: Month
    months: list[Month]
    start: Month
    results: list[Result]
    comments: tuple[Comment, ...] = ()
    actions: tuple[Action, ...] = ()
    published: bool = False
    record: tuple[Issued, ...] = ()

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
    span = max(shown, HISTORY)
    for indicator in definitions.indicators:
        eras = _eras(indicator, at, at.minus(span - 1))
        current = in_force(indicator, at)
        areas = definitions.series[indicator.number]
        results.extend(
            _result(definitions, current, area, areas[area], at, eras, span)
            for area in _ordered(areas, settings)
        )
    return Scorecard(
        settings,
        at,
        months,
        definitions.start,
        results,
        definitions.comments,
        definitions.actions,
        record=definitions.record,
    )


def _eras(indicator: Indicator, period: Month, first: Month) -> tuple[Era, ...]:
    """What the indicator was held to, oldest first, from the month ``first`` up to a period."""
    reached = [standard.start for standard in indicator.standards if standard.start <= period]
    over = sum(start <= first for start in reached)
    starts: list[Month | None] = [*reached[over - 1 :]] if over else [None, *reached]
    eras = []
    for start in starts:
        held = indicator if start is None else in_force(indicator, start)
        target = held.target
        figure = target.low if target and not target.is_range and not other_unit(held) else None
        eras.append(Era(start, figure, rating_rule(held)))
    return tuple(eras)


def era_at(eras: tuple[Era, ...], month: Month) -> Era:
    """The era a month is in."""
    return next(era for era in reversed(eras) if era.start is None or era.start <= month)


def last_month_with_data(definitions: Definitions) -> Month:
    """The last month in which any series has a number; the last month of Data where none has.

    Denominators do not count: a population is often filled in for months to come.
    """
    last = -1
    for areas in definitions.series.values():
        for parts in areas.values():
            for series in (row for measure, row in parts.items() if measure is not Measure.DENOMINATOR):
                for at in range(definitions.months - 1, last, -1):
                    if series.figures[at] is not None:
                        last = at
                        break
    return definitions.start + (last if last >= 0 else definitions.months - 1)


def _ordered(areas: dict[str, Measures], settings: Settings) -> list[str]:
    wanted = [plain(area) for area in settings.areas]
    return sorted(
        areas,
        key=lambda area: (
            area != "",
            wanted.index(plain(area)) if plain(area) in wanted else len(wanted),
        ),
    )


def _result(
    definitions: Definitions,
    indicator: Indicator,
    area: str,
    parts: Measures,
    period: Month,
    eras: tuple[Era, ...],
    span: int,
) -> Result:
    settings = definitions.settings
    values = outturns(parts, indicator)
    at = period - definitions.start
    value = figure_at(values, at)
    ytd = year_to_date(definitions, indicator, parts, values, at)
    year_end = at - (period - period.year_start(settings.year_starts)) - 1
    last_year = year_to_date(definitions, indicator, parts, values, year_end)
    current, comparison = value, last_year
    if settings.change_since is not None:
        comparison = figure_at(values, settings.change_since - definitions.start)
    elif settings.compares_with is Comparison.LAST_YEARS_OUTTURN:
        current = ytd
    else:
        before = 1 if settings.compares_with is Comparison.PREVIOUS_MONTH else MONTHS_IN_YEAR
        comparison = figure_at(values, at - before)
    amount = measures.change(current.value, comparison.value, indicator.unit)
    way = measures.direction(amount, settings.no_change_within)
    history = _history(definitions, indicator, parts, values, period, eras, span)
    return Result(
        indicator,
        area,
        period,
        value,
        history[-1],
        ytd,
        last_year,
        amount,
        way,
        measures.trend(way, indicator.polarity, current.value, comparison.value, indicator.target),
        values,
        parts,
        eras[-1].rule,
        eras,
        history,
    )


def _history(
    definitions: Definitions,
    indicator: Indicator,
    parts: Measures,
    values: Series,
    period: Month,
    eras: tuple[Era, ...],
    span: int,
) -> tuple[Rag, ...]:
    """The rating of each of the ``span`` months up to the period, each by what was in force then."""
    last = period - definitions.start
    if indicator.basis is Basis.YTD:
        figures: list[float | None] = [
            year_to_date(definitions, indicator, parts, values, at).value
            for at in range(last - span + 1, last + 1)
        ]
    else:
        figures = window(values.figures, last - span + 1, last)
    if len(eras) == 1:
        rules = [eras[0].rule] * span
    else:
        rules = [era_at(eras, period.minus(back)).rule for back in range(span - 1, -1, -1)]
    return tuple(
        Rag.GREY if rule is None or figure is None else rule.rate(figure)
        for figure, rule in zip(figures, rules, strict=True)
    )
