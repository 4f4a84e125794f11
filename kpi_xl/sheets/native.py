"""The rating, change, direction, trend and comparison of a row as Excel's own functions work them out."""

from typing import NamedTuple

from kpi_xl.model import Direction, Polarity, Trend
from kpi_xl.sheets import style
from kpi_xl.sheets.following import constant
from kpi_xl.sheets.layout import Layout
from kpi_xl.sheets.years import span

NO_RATING = '"Grey"'


class Pair(NamedTuple):
    """Two figures of a row that are compared: their cells, the cell of the change between them, whether they
    are percentages, and how much is still no change (in points for %, else in units)."""

    current: str
    comparison: str
    change: str
    percent: bool
    within: float


class Judged(NamedTuple):
    """What makes a change better or worse: the polarity, and the ends of the target for Range."""

    polarity: Polarity
    ends: tuple[str, str] | None


def rating(layout: Layout, era: int, rated: str, digits: int) -> str:
    """A cell's figure looked up among the thresholds of an era."""
    first, slots = layout.era(era) + 1, layout.slots
    starts, ratings = span(first, first + slots - 1), span(first + slots, first + 2 * slots - 1)
    found = f"IFERROR(LOOKUP(ROUND({rated},{digits}),{starts},{ratings}),{NO_RATING})"
    return f"IF(ISNUMBER({rated}),{found},{NO_RATING})"


def change(pair: Pair) -> str:
    """One figure less the other, in points for %; nothing where either is no number."""
    current, comparison = pair.current, pair.comparison
    scale = "*100" if pair.percent else ""
    difference = f"ROUND(({current}-{comparison}){scale},10)"
    return f'IF(AND(ISNUMBER({current}),ISNUMBER({comparison})),{difference},"")'


def direction(pair: Pair) -> str:
    """Which way the change goes, with its arrow."""
    order = (Direction.NO_CHANGE, Direction.INCREASE, Direction.DECREASE)
    same, up, down = (f'"{style.ARROWS[way]} {way.value}"' for way in order)
    return _by_change(pair, (same, up, down))


def trend(pair: Pair, judged: Judged) -> str:
    """Whether the change is for the better."""
    return _by_change(pair, _trends(judged, pair.current, pair.comparison))


def against(latest: str, comparator: str, digits: tuple[int, int], judged: Judged) -> str:
    """Whether the latest figure is better or worse than a comparator's, as both are shown: with so many
    ``digits``."""
    here, there = (f"ROUND({at},{shown})" for at, shown in zip((latest, comparator), digits, strict=True))
    same, up, down = _trends(judged, latest, comparator)
    moved = up if up == down else f"IF({here}>{there},{up},{down})"
    verdict = f"IF({here}={there},{same},{moved})"
    return f'IF(AND(ISNUMBER({latest}),ISNUMBER({comparator})),{verdict},"")'


def _by_change(pair: Pair, words: tuple[str, str, str]) -> str:
    """One of three, for no change, an increase and a decrease; nothing where there is no change."""
    change, within = pair.change, constant(pair.within)
    same, up, down = words
    moved = up if up == down else f"IF({change}>0,{up},{down})"
    return f'IF(ISNUMBER({change}),IF(ABS({change})<={within},{same},{moved}),"")'


def _trends(judged: Judged, current: str, comparison: str) -> tuple[str, str, str]:
    """The words of a trend for no change, an increase and a decrease."""
    same, better, worse = (f'"{trend.value}"' for trend in (Trend.SAME, Trend.BETTER, Trend.WORSE))
    if judged.polarity is Polarity.RANGE:
        nearer = _nearer(judged.ends, current, comparison)
        return same, nearer, nearer
    return (same, better, worse) if judged.polarity is Polarity.BIB else (same, worse, better)


def _nearer(ends: tuple[str, str] | None, current: str, comparison: str) -> str:
    """Whether the current figure is nearer to the target's range than the other."""
    if ends is None:
        return '""'
    low, high = ends
    here, there = (f"MAX({low}-{figure},{figure}-{high},0)" for figure in (current, comparison))
    gain = f"ROUND({there}-{here},12)"
    return f'IF({gain}>0,"{Trend.BETTER.value}",IF({gain}<0,"{Trend.WORSE.value}","{Trend.SAME.value}"))'
