"""The computed cells of a service's main table as formulas of the row's own months and target, Excel's own
or calls of the worksheet functions, and what those need in hidden cells. Rows of one form share the
formulas' texts."""

from collections.abc import Iterator
from typing import NamedTuple

from kpi_xl.figures import places
from kpi_xl.indicator import Indicator, compares_outturns
from kpi_xl.model import Basis, Comparison, InCell, Month, Polarity, Reading, YtdRule
from kpi_xl.outturns import MONTHS_IN_YEAR, window, ytd_rule
from kpi_xl.plan import Formula, Value
from kpi_xl.scorecard import Result, Scorecard
from kpi_xl.sheets import calls, native, years
from kpi_xl.sheets.comparators import comparator_digits
from kpi_xl.sheets.drawn import drawn_formulas
from kpi_xl.sheets.following import constant, follows_target, forms, of_target
from kpi_xl.sheets.layout import (
    COMPARED,
    LAST_YEAR_BEFORE,
    LAST_YEAR_FIGURE,
    METHODOLOGY,
    MONTH,
    TOLERANCE,
    YTD_BEFORE,
    YTD_FIGURE,
    Layout,
)
from kpi_xl.sheets.native import Judged, Pair
from kpi_xl.sheets.thresholds import of_words
from kpi_xl.sheets.years import Year, cell

Texts = dict[int, str]
"""Formulas by their column."""


class _Called(NamedTuple):
    """What calls of the worksheet functions depend on besides: whether KPI_RAG is told the indicator, by its
    methodology or its tolerance, and whether KPI_YTD takes the row's months."""

    rates: bool
    methodology: bool
    tolerance: str
    sums_up: bool


class _Form(NamedTuple):
    """What the formulas of a row depend on: rows of one form have the same."""

    judged: Judged
    digits: int
    decimals: int
    percent: bool
    basis: Basis
    rated_in: int | None  # the era, None where nothing is rated
    rule: YtdRule
    weighed: tuple[bool, bool]
    more: tuple[bool, bool]
    follows: tuple[bool, bool] | None  # a plain target that is followed: has it a tolerance, of the target
    compared: tuple[int | None, ...]  # the digits of each comparator, None where it says nothing
    called: _Called | None  # None where the formulas are Excel's own

    @property
    def polarity(self) -> Polarity:
        return self.judged.polarity


class RowFormulas:
    """The formulas of one service's sheet, a row at a time."""

    def __init__(self, scorecard: Scorecard, layout: Layout) -> None:
        self.scorecard, self.layout = scorecard, layout
        settings, period = scorecard.settings, scorecard.period
        self.ends = (period, period.year_start(settings.year_starts).minus(1))
        self.outturns = compares_outturns(settings)
        self.since = settings.change_since or period.minus(
            1 if settings.compares_with is Comparison.PREVIOUS_MONTH else MONTHS_IN_YEAR
        )
        self._made: dict[_Form, Texts] = {}
        self._years: dict[YtdRule, tuple[Year | None, Year | None]] = {}
        self._sources: dict[tuple[Month | None, bool], list[tuple[int, str]]] = {}

    def put(self, result: Result, readings: dict[str, Reading], values: list[Value]) -> None:
        """Turns the computed cells of a row into formulas that have their values, and adds hidden ones."""
        layout, indicator = self.layout, result.indicator
        rule = ytd_rule(indicator, result.parts)
        held, more, weighed = self._held(result, rule)
        values.extend([None] * (layout.held(0) - len(values)))
        values.extend(held)
        ends = indicator.target and (constant(indicator.target.low), constant(indicator.target.high))
        if isinstance(values[layout.target], float):
            ends = (cell(layout.target), cell(layout.target))
        form = _Form(
            Judged(indicator.polarity, ends if indicator.polarity is Polarity.RANGE else None),
            places(indicator.unit, indicator.decimals),
            indicator.decimals,
            indicator.unit.scale > 1,
            indicator.basis,
            len(result.eras) - 1 if result.rule else None,
            rule,
            weighed,
            more,
            self._follows(indicator, values[layout.target]),
            tuple(comparator_digits(readings.get(name), indicator) for name in layout.comparators),
            _called(result) if layout.in_cell is InCell.PYTHON else None,
        )
        texts = self._made.get(form)
        if texts is None:
            texts = self._made[form] = dict(self._texts(form, indicator))
        for column, text in texts.items():
            value = values[column]
            values[column] = Formula(text, value)  # type: ignore[arg-type]
        target = values[layout.target]
        for column, text in (*of_words(layout, result, target), *self._drawn(result, target)):
            if (value := values[column]) is not None:
                values[column] = Formula(text, value)  # type: ignore[arg-type]
        while len(values) > layout.visible and values[-1] is None:
            values.pop()

    def _drawn(self, result: Result, target: Value) -> list[tuple[int, str]]:
        """The figures that the row's chart and small line are drawn from, where they stand on the row."""
        key = result.eras[-1].start, isinstance(target, float)
        if key not in self._sources:
            self._sources[key] = list(drawn_formulas(self.layout, *key))
        return self._sources[key]

    def _year(self, rule: YtdRule) -> tuple[Year | None, Year | None]:
        """The months of this year's figure and of last year's."""
        if rule not in self._years:
            here, last = (
                years.year_of(self.scorecard, self.layout, rule, end, self.layout.held(place))
                for end, place in zip(self.ends, (YTD_BEFORE, LAST_YEAR_BEFORE), strict=True)
            )
            self._years[rule] = here, last
        return self._years[rule]

    def _held(
        self, result: Result, rule: YtdRule
    ) -> tuple[list[Value], tuple[bool, bool], tuple[bool, bool]]:
        """The hidden cells of a row, for which of its two years months not shown give something, and
        which of them are weighed."""
        scorecard, layout = self.scorecard, self.layout
        held: list[Value] = [None] * MONTH
        tolerance = result.indicator.tolerance
        if tolerance and follows_target(result.indicator):
            held[TOLERANCE] = tolerance.amount
        if not self.outturns and layout.month(self.since) is None:
            at = self.since - scorecard.start
            figures = result.outturns.figures
            held[COMPARED] = figures[at] if 0 <= at < len(figures) else None
        if self._needs_figures(result.indicator.basis, rule):
            held[YTD_FIGURE], held[LAST_YEAR_FIGURE] = result.ytd.value, result.last_year.value
        more, weighed = [False, False], [False, False]
        for place, (year, end) in enumerate(zip(self._year(rule), self.ends, strict=True)):
            weighed[place] = years.weighs(scorecard, result, rule, end)
            if year is not None and year.hidden:
                made = years.before(scorecard, layout, result, rule, year, weighed[place])
                at = YTD_BEFORE + 2 * place
                held[at : at + 2] = [made.total, made.number]
                more[place] = made.number is not None
        if any(weighed):
            held.extend(self._denominators(result, rule))
        if layout.in_cell is InCell.PYTHON:
            methodology = result.indicator.methodology
            held[METHODOLOGY] = methodology.text if methodology else None
            held.extend(self._numerators(result, held[MONTH:]))
        return held, (more[0], more[1]), (weighed[0], weighed[1])

    def _denominators(self, result: Result, rule: YtdRule) -> Iterator[Value]:
        """A denominator a month, of the months that year-to-date figures are made of."""
        firsts = [year.first for year in self._year(rule) if year]
        start = self.layout.months[0] - self.scorecard.start
        for at, month in enumerate(self.layout.months):
            needed = self.layout.month(month) or 0
            yield years.denominator(result, start + at) if needed >= min(firsts) else None

    def _numerators(self, result: Result, denominators: list[Value]) -> Iterator[Value]:
        """A numerator a month, where there is a denominator."""
        start = self.layout.months[0] - self.scorecard.start
        figures = window(result.outturns.figures, start, start + len(denominators) - 1)
        for place, (bottom, figure) in enumerate(zip(denominators, figures, strict=True)):
            yield None if bottom is None else calls.numerator(self.layout, place, bottom, figure)

    def _needs_figures(self, basis: Basis, rule: YtdRule) -> bool:
        """Whether something is worked out from year-to-date figures that may be shown with their month."""
        return rule in (YtdRule.LATEST, YtdRule.SUPPLIED) and (self.outturns or basis is Basis.YTD)

    def _texts(self, form: _Form, indicator: Indicator) -> Iterator[tuple[int, str]]:
        """The formulas that rows of a form share."""
        layout = self.layout
        here, last = layout.ytd, layout.last_year
        if self._needs_figures(form.basis, form.rule):
            here, last = layout.held(YTD_FIGURE), layout.held(LAST_YEAR_FIGURE)
        for place, year in enumerate(self._year(form.rule)):
            if year is not None:
                yield from self._year_to_date(form, indicator, place, year)
        yield from self._followed(form, indicator)
        latest = layout.sparkline - 1
        rated = cell(here if form.basis is Basis.YTD else latest)
        rating = ""
        if form.rated_in is not None:
            rating = native.rating(layout, form.rated_in, rated, form.digits)
        if form.called and form.called.rates:
            rating = calls.or_else(calls.rating(layout, indicator, rated), rating or native.NO_RATING)
        if rating:
            yield layout.rag, rating
        compared = (latest, layout.month(self.since) or layout.held(COMPARED))
        current, comparison = map(cell, (here, last) if self.outturns else compared)
        within = self.scorecard.settings.no_change_within
        yield from self._moved(form, Pair(current, comparison, cell(layout.change), form.percent, within))
        for place, digits in enumerate(form.compared):
            if digits is not None and form.polarity is not Polarity.NONE:
                column = layout.trend + 1 + 2 * place
                both = (form.digits, digits)
                yield column + 1, native.against(cell(latest), cell(column), both, form.judged)

    def _year_to_date(
        self, form: _Form, indicator: Indicator, place: int, year: Year
    ) -> Iterator[tuple[int, str]]:
        """The figure of this year (``place`` 0) or of last year; and that figure alone, where it may be shown
        with its month."""
        layout, rule = self.layout, form.rule
        weighed, more = form.weighed[place], form.more[place]
        made = years.formula(layout, indicator, rule, weighed, year, more)
        if form.called and form.called.sums_up and not more:
            made = calls.or_else(calls.year_to_date(layout, indicator, rule, weighed, year), made)
        if made:
            yield (layout.ytd, layout.last_year)[place], made
        if rule is YtdRule.LATEST and self._needs_figures(form.basis, rule):
            yield layout.held((YTD_FIGURE, LAST_YEAR_FIGURE)[place]), years.figure_formula(layout, year, more)

    def _moved(self, form: _Form, pair: Pair) -> Iterator[tuple[int, str]]:
        """Change, direction and trend."""
        change, direction, trend = native.change(pair), native.direction(pair), ""
        if form.polarity is not Polarity.NONE:
            trend = native.trend(pair, form.judged)
        if form.called:
            change = calls.or_else(calls.change(pair), change)
            direction = calls.or_else(calls.direction(pair), direction)
            trend = trend and calls.or_else(calls.trend(pair, form.polarity), trend)
        yield self.layout.change, change
        yield self.layout.direction, direction
        if trend:
            yield self.layout.trend, trend

    def _follows(self, indicator: Indicator, target: Value) -> tuple[bool, bool] | None:
        tolerance = indicator.tolerance
        if not isinstance(target, float) or not follows_target(indicator):
            return None
        return tolerance is not None, tolerance is not None and tolerance.of_target

    def _followed(self, form: _Form, indicator: Indicator) -> Iterator[tuple[int, str]]:
        """The starts of the thresholds in force at the period, where they follow a plain target."""
        if form.follows and form.rated_in is not None:
            first = self.layout.era(form.rated_in) + 1
            target, tolerance = cell(self.layout.target), cell(self.layout.held(TOLERANCE))
            for column, start in enumerate(forms(indicator), first):
                yield column, of_target(start, target, tolerance, None)


def _called(result: Result) -> _Called:
    indicator = result.indicator
    return _Called(
        calls.can_rate(indicator),
        indicator.methodology is not None,
        calls.amber_text(indicator),
        calls.can_sum_up(result),
    )
