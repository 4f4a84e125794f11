"""A row's rating, year to date, change, direction and trend as calls of the worksheet functions.

Each call says what the cells alone do not: percentages go as text with their sign, a plain target as text
beside the decimals. So the functions give what a refresh does, to the last digit. Source of how they read
their arguments: docs/rules.md, "Worksheet functions".
"""

from kpi_xl.figures import exact, looks_mistyped
from kpi_xl.indicator import Indicator, other_unit
from kpi_xl.model import Direction, Polarity, Unit, YtdRule
from kpi_xl.plan import Formula, Value
from kpi_xl.scorecard import Result
from kpi_xl.sheets import style, years
from kpi_xl.sheets.layout import FIRST_MONTH, METHODOLOGY, MONTH, Layout
from kpi_xl.sheets.native import NO_RATING, Pair
from kpi_xl.sheets.years import Year, cell, span

_ALONE = (YtdRule.SUM, YtdRule.AVERAGE, YtdRule.ROLLING_12)
"""The rules whose figure the months of a row make by themselves."""


def can_rate(indicator: Indicator) -> bool:
    """Whether KPI_RAG rates an indicator's figures as a refresh does, whatever is typed as its target: not
    where there is no polarity, nor where the target is in another unit than the figures."""
    rated = indicator.methodology is not None or indicator.polarity is not Polarity.NONE
    return rated and not other_unit(indicator)


def can_sum_up(result: Result) -> bool:
    """Whether KPI_YTD reads every month of a row as a refresh does: it takes words that look like a number
    gone wrong for a slip, and says so."""
    return not any(map(looks_mistyped, result.outturns.reasons.values()))


def amber_text(indicator: Indicator) -> str:
    """The tolerance of an indicator as KPI_RAG reads it: ``10pp``, ``10%`` or ``2``; "" for none."""
    tolerance = indicator.tolerance
    if tolerance is None:
        return ""
    hundredths = tolerance.of_target or indicator.unit is Unit.PERCENT
    amount = exact(tolerance.amount).scaleb(2 if hundredths else 0)
    return f"{amount:f}" + ("%" if tolerance.of_target else "pp" if hundredths else "")


def or_else(call: str, native: str) -> str:
    """The call, and Excel's own formula where the function cannot be called: with macros off, or by a
    spreadsheet that does not run them. Excel's own where there is no call."""
    return f"IFERROR({call},{native})" if call else native


def rating(layout: Layout, indicator: Indicator, rated: str) -> str:
    """A cell's figure against the Target cell, or against the methodology held on the row."""
    percent = indicator.unit is Unit.PERCENT
    if indicator.methodology:
        held_to = f'"","","",{cell(layout.held(METHODOLOGY))}'
    else:
        target = cell(layout.target)
        written = f'{target}&""'
        if percent:
            written = f"IF(ISNUMBER({target}),{_share(target)},{written})"
        held_to = f'{written},"{indicator.polarity.value}","{amber_text(indicator)}",""'
    call = f"KPI_RAG({_share(rated) if percent else rated},{held_to},{indicator.decimals})"
    return f"IF(ISNUMBER({rated}),{call},{NO_RATING})"


def year_to_date(layout: Layout, indicator: Indicator, rule: YtdRule, weighed: bool, year: Year) -> str:
    """The figure of a year's months, all of which are shown; "" where no call gives it. For Latest an earlier
    month's figure is marked with its month."""
    months = span(year.first, year.last)
    call = f'KPI_YTD({months},"{rule.value}")'
    if weighed and year.first == year.last:
        return ""  # a single month is its own figure, and an empty cell no series
    if weighed:
        bottoms, tops = (span(first + year.first, first + year.last) for first in _parts(layout))
        return f'KPI_YTD({months},"{rule.value}",{tops},{bottoms})'
    if rule is YtdRule.LATEST:
        plain = f"OR(ISNUMBER({cell(year.last)}),COUNT({months})=0)"
        return f"IF({plain},{call},{years.marked(layout, indicator, year, call)})"
    return call if rule in _ALONE else ""


def numerator(layout: Layout, place: int, denominator: Value, figure: float | None) -> Formula:
    """The numerator of a month shown (its place among them) as it follows from the figure."""
    month, bottom = cell(FIRST_MONTH + place), cell(layout.held(MONTH) + place)
    value = figure * denominator if figure is not None and isinstance(denominator, float) else ""
    return Formula(f'IF(ISNUMBER({month}),{month}*{bottom},"")', value)


def change(pair: Pair) -> str:
    """One figure less the other, in points for %."""
    unit = ',"%"' if pair.percent else ""
    return _of_numbers(pair, f"KPI_CHANGE({_figures(pair)}{unit})")


def direction(pair: Pair) -> str:
    """Which way the change goes, with its arrow."""
    text = _direction(pair, Polarity.NONE)
    for way in Direction:
        text = f'SUBSTITUTE({text},"{way.value}","{style.ARROWS[way]} {way.value}")'
    return _of_numbers(pair, text)


def trend(pair: Pair, polarity: Polarity) -> str:
    """Whether the change is for the better; "" for Range, as KPI_DIRECTION is not told the target."""
    return "" if polarity is Polarity.RANGE else _of_numbers(pair, _direction(pair, polarity))


def _direction(pair: Pair, polarity: Polarity) -> str:
    within = ""
    if pair.within:
        within = f',"{exact(pair.within):f}{"pp" if pair.percent else " units"}"'
    judged = f',"{polarity.value}"' if within or polarity is not Polarity.NONE else ""
    return f"KPI_DIRECTION({_figures(pair)}{judged}{within})"


def _figures(pair: Pair) -> str:
    cells = (pair.current, pair.comparison)
    return ",".join(map(_share, cells) if pair.percent else cells)


def _of_numbers(pair: Pair, text: str) -> str:
    """Nothing, and no call, where either cell holds no number."""
    return f'IF(COUNT({pair.current},{pair.comparison})=2,{text},"")'


def _share(at: str) -> str:
    """A cell's figure as text with its % sign, free of what multiplying leaves at the last digits."""
    return f'ROUND(100*{at},12)&"%"'


def _parts(layout: Layout) -> tuple[int, int]:
    """How far right of its month a month's denominator stands, and its numerator."""
    first = layout.held(MONTH) - FIRST_MONTH
    return first, first + len(layout.months)
