"""The computed cells of a service's main table as formulas of the row's own months and target, and what
those formulas need in hidden cells. Rows of one form share the formulas' texts."""

from collections.abc import Iterator
from typing import NamedTuple

from kpi_xl.figures import places
from kpi_xl.indicator import Indicator, compares_outturns
from kpi_xl.model import Basis, Comparison, Direction, Polarity, Reading, Trend, YtdRule
from kpi_xl.outturns import MONTHS_IN_YEAR, ytd_rule
from kpi_xl.plan import Formula, Value
from kpi_xl.scorecard import Result, Scorecard
from kpi_xl.sheets import style, years
from kpi_xl.sheets.comparators import comparator_decimals
from kpi_xl.sheets.following import (
    LONGEST_TEXT,
    constant,
    following_target,
    follows_target,
    forms,
    of_target,
)
from kpi_xl.sheets.layout import (
    COMPARED,
    FIRST_MONTH,
    LAST_YEAR_BEFORE,
    LAST_YEAR_FIGURE,
    MONTH,
    TOLERANCE,
    YTD_BEFORE,
    YTD_FIGURE,
    Layout,
)
from kpi_xl.sheets.years import Year, cell, span

NO_RATING = '"Grey"'

Texts = dict[int, str]
"""Formulas by their column."""


class _Form(NamedTuple):
    """What the formulas of a row depend on: rows of one form have the same."""

    polarity: Polarity
    digits: int
    decimals: int
    percent: bool
    basis: Basis
    rated_in: int | None  # the era, None where nothing is rated
    rule: YtdRule
    weighed: tuple[bool, bool]
    more: tuple[bool, bool]
    follows: tuple[bool, bool] | None  # a plain target that is followed: has it a tolerance, of the target
    range_ends: tuple[str, str] | None
    compared: tuple[int | None, ...]  # the digits of each comparator, None where it says nothing


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
            indicator.polarity,
            places(indicator.unit, indicator.decimals),
            indicator.decimals,
            indicator.unit.scale > 1,
            indicator.basis,
            len(result.eras) - 1 if result.rule else None,
            rule,
            weighed,
            more,
            self._follows(indicator, values[layout.target]),
            ends if indicator.polarity is Polarity.RANGE else None,
            tuple(_digits(readings.get(name), indicator) for name in layout.comparators),
        )
        texts = self._made.get(form)
        if texts is None:
            texts = self._made[form] = dict(self._texts(form, indicator))
        for column, text in texts.items():
            value = values[column]
            values[column] = Formula(text, value)  # type: ignore[arg-type]
        target = values[layout.target]
        for column, text in (*self._thresholds(result, target), *self._drawn(result, values)):
            values[column] = Formula(text, values[column])  # type: ignore[arg-type]
        while len(values) > layout.visible and values[-1] is None:
            values.pop()

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
        return held, (more[0], more[1]), (weighed[0], weighed[1])

    def _denominators(self, result: Result, rule: YtdRule) -> Iterator[Value]:
        """A denominator a month, of the months that year-to-date figures are made of."""
        firsts = [year.first for year in self._year(rule) if year]
        start = self.layout.months[0] - self.scorecard.start
        for at, month in enumerate(self.layout.months):
            needed = self.layout.month(month) or 0
            yield years.denominator(result, start + at) if needed >= min(firsts) else None

    def _needs_figures(self, basis: Basis, rule: YtdRule) -> bool:
        """Whether something is worked out from year-to-date figures that may be shown with their month."""
        return rule in (YtdRule.LATEST, YtdRule.SUPPLIED) and (self.outturns or basis is Basis.YTD)

    def _texts(self, form: _Form, indicator: Indicator) -> Iterator[tuple[int, str]]:
        """The formulas that rows of a form share."""
        layout = self.layout
        here, last = layout.ytd, layout.last_year
        apart = self._needs_figures(form.basis, form.rule)
        if apart:
            here, last = layout.held(YTD_FIGURE), layout.held(LAST_YEAR_FIGURE)
        for place, year in enumerate(self._year(form.rule)):
            if year is None:
                continue
            made = years.formula(layout, indicator, form.rule, form.weighed[place], year, form.more[place])
            if made:
                yield (layout.ytd, layout.last_year)[place], made
            if apart and form.rule is YtdRule.LATEST:
                yield (here, last)[place], years.figure_formula(layout, year, form.more[place])
        yield from self._followed(form, indicator)
        latest = layout.sparkline - 1
        if form.rated_in is not None:
            rated = cell(here if form.basis is Basis.YTD else latest)
            yield layout.rag, self._rating(form.rated_in, rated, form.digits)
        pair = (latest, layout.month(self.since) or layout.held(COMPARED))
        current, comparison = map(cell, (here, last) if self.outturns else pair)
        scale = "*100" if form.percent else ""
        difference = f"ROUND(({current}-{comparison}){scale},10)"
        yield layout.change, f'IF(AND(ISNUMBER({current}),ISNUMBER({comparison})),{difference},"")'
        yield layout.direction, self._by_change(_arrows())
        if form.polarity is not Polarity.NONE:
            yield layout.trend, self._by_change(_trends(form, current, comparison))
        for place, digits in enumerate(form.compared):
            if digits is not None and form.polarity is not Polarity.NONE:
                column = layout.trend + 1 + 2 * place
                yield column + 1, _against(form, cell(latest), cell(column), digits)

    def _rating(self, era: int, rated: str, digits: int) -> str:
        first, slots = self.layout.era(era) + 1, self.layout.slots
        starts, ratings = span(first, first + slots - 1), span(first + slots, first + 2 * slots - 1)
        rating = f"IFERROR(LOOKUP(ROUND({rated},{digits}),{starts},{ratings}),{NO_RATING})"
        return f"IF(ISNUMBER({rated}),{rating},{NO_RATING})"

    def _by_change(self, words: tuple[str, str, str]) -> str:
        """One of three, for no change, an increase and a decrease; nothing where there is no change."""
        change = cell(self.layout.change)
        within = constant(self.scorecard.settings.no_change_within)
        same, up, down = words
        moved = up if up == down else f"IF({change}>0,{up},{down})"
        return f'IF(ISNUMBER({change}),IF(ABS({change})<={within},{same},{moved}),"")'

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

    def _thresholds(self, result: Result, target: Value) -> Iterator[tuple[int, str]]:
        """The same where the target is in words, which are each row's own."""
        layout, indicator = self.layout, result.indicator
        text = indicator.target_text
        if isinstance(target, float) or not follows_target(indicator):
            return
        if len(text) > LONGEST_TEXT or not text.isprintable():
            return
        cells = cell(layout.target), cell(layout.held(TOLERANCE))
        first = layout.era(len(result.eras) - 1) + 1
        for column, (start, piece) in enumerate(
            zip(forms(indicator), following_target(indicator), strict=True), first
        ):
            yield column, of_target(start, *cells, text, piece.start)

    def _drawn(self, result: Result, values: list[Value]) -> Iterator[tuple[int, str]]:
        """The figures that the row's chart and small line are drawn from, where they stand on the row: what
        is no longer a number is a gap."""
        layout = self.layout
        since = result.eras[-1].start
        blocks = [layout.drawn(0), layout.drawn(1)] if layout.charted else []
        blocks += [layout.without_words] if layout.worded else []
        if not blocks:
            return
        targets = layout.charted and isinstance(values[layout.target], float)
        for at, month in enumerate(layout.months):
            sources = [(block + at, cell(FIRST_MONTH + at)) for block in blocks]
            if targets and (since is None or since <= month):
                sources.append((layout.drawn(2) + at, cell(layout.target)))
            for column, source in sources:
                if values[column] is not None:
                    yield column, f"IF(ISNUMBER({source}),{source},NA())"


def _digits(reading: Reading | None, indicator: Indicator) -> int | None:
    """The digits after the point that a comparator's figure is compared with; None without one."""
    if reading is None or (reading.value is None and not reading.reason):
        return None
    decimals = indicator.decimals if reading.value is None else comparator_decimals(reading.value, indicator)
    return places(indicator.unit, decimals)


def _arrows() -> tuple[str, str, str]:
    order = (Direction.NO_CHANGE, Direction.INCREASE, Direction.DECREASE)
    same, up, down = (f'"{style.ARROWS[way]} {way.value}"' for way in order)
    return same, up, down


def _trends(form: _Form, current: str, comparison: str) -> tuple[str, str, str]:
    """The words of a trend for no change, an increase and a decrease."""
    same, better, worse = (f'"{trend.value}"' for trend in (Trend.SAME, Trend.BETTER, Trend.WORSE))
    if form.polarity is Polarity.RANGE:
        nearer = _nearer(form, current, comparison)
        return same, nearer, nearer
    return (same, better, worse) if form.polarity is Polarity.BIB else (same, worse, better)


def _nearer(form: _Form, current: str, comparison: str) -> str:
    """Whether the current figure is nearer to the target's range than the other."""
    if form.range_ends is None:
        return '""'
    low, high = form.range_ends
    here, there = (f"MAX({low}-{figure},{figure}-{high},0)" for figure in (current, comparison))
    gain = f"ROUND({there}-{here},12)"
    return f'IF({gain}>0,"{Trend.BETTER.value}",IF({gain}<0,"{Trend.WORSE.value}","{Trend.SAME.value}"))'


def _against(form: _Form, latest: str, comparator: str, digits: int) -> str:
    """Whether the latest figure is better or worse than a comparator's, as both are shown."""
    here, there = f"ROUND({latest},{form.digits})", f"ROUND({comparator},{digits})"
    same, up, down = _trends(form, latest, comparator)
    moved = up if up == down else f"IF({here}>{there},{up},{down})"
    judged = f"IF({here}={there},{same},{moved})"
    return f'IF(AND(ISNUMBER({latest}),ISNUMBER({comparator})),{judged},"")'
