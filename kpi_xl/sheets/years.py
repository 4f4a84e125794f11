"""A year-to-date figure as a formula of the months shown, and of what is held for those that are not."""

from math import fsum
from typing import NamedTuple

from kpi_xl import measures
from kpi_xl.figures import places
from kpi_xl.indicator import Indicator
from kpi_xl.model import Measure, Month, Unit, YtdRule
from kpi_xl.outturns import MONTHS_IN_YEAR, Figure, window
from kpi_xl.plan import THIS_ROW, column_letters
from kpi_xl.results import figure_text
from kpi_xl.scorecard import Result, Scorecard
from kpi_xl.sheets.layout import FIRST_MONTH, HEAD, MONTH, Layout

ANY_NUMBER = '"<1E+300"'
"""What MAXIFS and SUMIF are told to take numbers, and neither words nor blanks."""


def cell(column: int) -> str:
    """A cell of the formula's own row."""
    return f"{column_letters(column)}{THIS_ROW}"


def span(first: int, last: int, row: str = THIS_ROW) -> str:
    """Cells of the formula's own row, or of another."""
    return f"{column_letters(first)}{row}:{column_letters(last)}{row}"


class Before(NamedTuple):
    """What the months that are not shown give to a year's figure: their sum and how many they are, or for
    Weighted their numerators and denominators, or for Latest their last figure, as text and as a number."""

    total: float | str | None = None
    number: float | None = None


class Year(NamedTuple):
    """The months that a year-to-date figure is made of: the columns of those shown, first and last, and
    how many months before them are not shown. ``held`` is the column of what those give."""

    first: int
    last: int
    hidden: int
    held: int


def year_of(scorecard: Scorecard, layout: Layout, rule: YtdRule, end: Month, held: int) -> Year | None:
    """The months of the year to date that ends with a month; None where that is not shown."""
    start = end.year_start(scorecard.settings.year_starts)
    if rule is YtdRule.ROLLING_12:
        start = end.minus(MONTHS_IN_YEAR - 1)
    last = layout.month(end)
    if last is None:
        return None
    hidden = max(0, layout.months[0] - start)
    return Year(last - (end - start) + hidden, last, hidden, held)


def weighs(scorecard: Scorecard, result: Result, rule: YtdRule, end: Month) -> bool:
    """Whether the figure of the year that ends with a month is made of numerators and denominators."""
    if rule not in (YtdRule.WEIGHTED, YtdRule.ROLLING_12):
        return False
    if Measure.NUMERATOR not in result.parts or Measure.DENOMINATOR not in result.parts:
        return False
    last = end - scorecard.start
    return rule is YtdRule.WEIGHTED or any(
        denominator(result, at) for at in range(last - MONTHS_IN_YEAR + 1, last + 1)
    )


def denominator(result: Result, at: int) -> float | None:
    """What the figure of a month (its index in Data) weighs: its denominator, where it has both parts."""
    tops, bottoms = result.parts[Measure.NUMERATOR], result.parts[Measure.DENOMINATOR]
    if not 0 <= at < len(bottoms.figures) or tops.figures[at] is None:
        return None
    return bottoms.figures[at] or None


def before(
    scorecard: Scorecard, layout: Layout, result: Result, rule: YtdRule, year: Year, weighed: bool
) -> Before:
    """What the months of a year that are not shown give to its figure."""
    end = layout.months[0] - scorecard.start - 1
    start = end - year.hidden + 1
    figures = window(result.outturns.figures, start, end)
    if weighed:
        weights = [denominator(result, at) for at in range(start, end + 1)]
        parts = [(f * w, w) for f, w in zip(figures, weights, strict=True) if f is not None and w]
        return Before(fsum(f for f, _ in parts), fsum(w for _, w in parts)) if parts else Before()
    if rule is YtdRule.LATEST:
        last = measures.year_to_date(rule, figures)
        if last.value is None:
            return Before()
        month = scorecard.start + (start + last.at)
        return Before(figure_text(Figure(last.value, month=month), result.indicator), last.value)
    numbers = [figure for figure in figures if figure is not None]
    return Before(fsum(numbers), float(len(numbers))) if numbers else Before()


def formula(
    layout: Layout, indicator: Indicator, rule: YtdRule, weighed: bool, year: Year, more: bool
) -> str:
    """The figure of a year to date as a formula; "" where no formula gives it. ``more`` tells whether
    months that are not shown give something."""
    months, last = span(year.first, year.last), cell(year.last)
    words = f'IF(ISNUMBER({last}),"",{last}&"")'
    total, count = (f"+{cell(year.held + place)}" if more else "" for place in (0, 1))
    if weighed:
        left = layout.held(MONTH) - FIRST_MONTH
        weights = span(left + year.first, left + year.last)
        weight = f"SUMIF({months},{ANY_NUMBER},{weights})"
        return f"IFERROR(ROUND((SUMPRODUCT({months},{weights}){total})/({weight}{count}),12),{words})"
    if rule is YtdRule.SUM:
        return f"IF(COUNT({months}){count}>0,ROUND(SUM({months}){total},12),{words})"
    if rule in (YtdRule.AVERAGE, YtdRule.ROLLING_12):
        return f"IFERROR(ROUND((SUM({months}){total})/(COUNT({months}){count}),12),{words})"
    if rule is YtdRule.LATEST:
        return _latest(layout, indicator, year, more)
    return words if rule is YtdRule.WEIGHTED else ""  # without numerators and denominators; Supplied


def _latest(layout: Layout, indicator: Indicator, year: Year, more: bool) -> str:
    """The last month's figure, or that of the last month that has one, marked with it."""
    last = cell(year.last)
    words = f'{last}&""'
    if more:
        words = f'IF({cell(year.held)}="",{words},{cell(year.held)})'
    if year.first < year.last:
        words = f"IFERROR({marked(layout, indicator, year, last_number(layout, year))},{words})"
    return f"IF(ISNUMBER({last}),{last},{words})"


def marked(layout: Layout, indicator: Indicator, year: Year, figure: str) -> str:
    """The figure of the last month that has one, as text with its month: ``63% (Aug-20)``."""
    rounded = f"ROUND({figure},{places(indicator.unit, indicator.decimals)})"
    if indicator.unit is Unit.PERCENT:
        shown = f'FIXED(100*{rounded},{indicator.decimals})&"%'
    else:
        shown = f'FIXED({rounded},{indicator.decimals})&"'
    return f'{shown} ("&{last_number(layout, year, names=True)}&")"'


def last_number(layout: Layout, year: Year, names: bool = False) -> str:
    """The last number among a year's months shown, or the name of its month; an error where there is none."""
    row = f"${HEAD + 1}"
    months, figures = span(year.first, year.last, row), span(year.first, year.last)
    wanted = figures
    if names:
        left = layout.held(MONTH) - FIRST_MONTH
        wanted = span(left + year.first, left + year.last, row)
    return f"LOOKUP(MAXIFS({months},{figures},{ANY_NUMBER}),{months},{wanted})"


def figure_formula(layout: Layout, year: Year, more: bool) -> str:
    """The figure of a Latest year to date as a number, whichever month it is from."""
    held = cell(year.held + 1) if more else '""'
    return f"IFERROR({last_number(layout, year)},{held})"
