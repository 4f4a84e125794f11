"""What the figures say, in sentences: what goes well, what to watch, what to do better, what moved most."""

import re
from itertools import pairwise
from typing import NamedTuple

from kpi_xl import measures
from kpi_xl.columns import plain
from kpi_xl.figures import shown, shown_change
from kpi_xl.indicator import Comment, Indicator, compares_outturns
from kpi_xl.model import Basis, Direction, Polarity, Rag, Trend, Unit
from kpi_xl.outturns import Figure, window
from kpi_xl.scorecard import Result, Scorecard

WELL = "Going well or better"
WATCH = "Ones to watch"
BETTER = "Things to do better"
LEAVE_OUT = "Leave out"
SUMMARY = "Director's summary"
LISTS = (WELL, WATCH, BETTER)
OVERVIEW_KINDS = (SUMMARY, *LISTS, LEAVE_OUT)
"""The kinds of commentary that stand on the Overview, not with a service."""

RUN = 3
"""Months of Green in a row that count as going well."""

MOST_LINES = 6
MOST_MOVERS = 5
RULES = {
    WELL: f"Green for {RUN} months running or more, or a better rating than last month. "
    f"The longest runs first, {MOST_LINES} at the most.",
    WATCH: "Amber; or Green, and worse two months running. "
    f"The furthest from target first, {MOST_LINES} at the most.",
    BETTER: f"Red. The furthest from target first, {MOST_LINES} at the most.",
}
"""The rule each list is proposed by, as the page says it."""

_VERBS = {Direction.INCREASE: "rose to", Direction.DECREASE: "fell to", Direction.NO_CHANGE: "stayed at"}
_OPENING = re.compile(
    r"^(?:the )?(?:percentage|number|proportion|rate|rates|%)\s+of\s+(?:the )?", re.IGNORECASE
)
_TITLE_LENGTH = 90


class Line(NamedTuple):
    """One line of a list: its sentence, and the indicator it is about ("" for an officer's own)."""

    number: str
    text: str


def message_lists(scorecard: Scorecard) -> dict[str, list[Line]]:
    """The lines of each list: the officer's own first, then those proposed from the figures, without what an
    officer left out. An indicator stands in one list only."""
    comments = [c for c in scorecard.comments if c.period in (None, scorecard.period)]
    left_out = {plain(c.text): c.row for c in comments if plain(c.kind) == plain(LEAVE_OUT)}
    own = [c for c in comments if c.row > left_out.get(plain(c.text), -1)]
    results = [r for r in scorecard.headline() if plain(r.indicator.number) not in left_out]
    proposed = {
        BETTER: sorted((r for r in results if r.rag is Rag.RED), key=_distance, reverse=True),
        WATCH: sorted((r for r in results if _to_watch(r, scorecard)), key=_distance, reverse=True),
        WELL: sorted((r for r in results if _goes_well(r, scorecard)), key=run_of_rating, reverse=True),
    }
    lists = {}
    for name in LISTS:
        lines = [Line("", c.text) for c in own if plain(c.kind) == plain(name)]
        lines += [
            Line(r.indicator.number, sentence(r, scorecard, name == WATCH and r.rag is Rag.GREEN))
            for r in proposed[name][: max(MOST_LINES - len(lines), 0)]
        ]
        lists[name] = lines
    return lists


def summaries(scorecard: Scorecard) -> list[Comment]:
    """The Director's summary as written for the period; several where several were."""
    return [
        c
        for c in scorecard.comments
        if plain(c.kind) == plain(SUMMARY) and c.period in (None, scorecard.period)
    ]


def _to_watch(result: Result, scorecard: Scorecard) -> bool:
    falling = result.rag is Rag.GREEN and _worse_twice(result, scorecard)
    return result.rag is Rag.AMBER or falling


def _goes_well(result: Result, scorecard: Scorecard) -> bool:
    if result.rag in (Rag.RED, Rag.GREY) or _to_watch(result, scorecard):
        return False
    return run_of_rating(result) >= RUN or result.rated(1) in (Rag.RED, Rag.AMBER)


def run_of_rating(result: Result) -> int:
    """For how many months running, the period's included, the rating has been what it is."""
    run = 0
    for rating in reversed(result.history):
        if rating is not result.rag:
            break
        run += 1
    return run


def _worse_twice(result: Result, scorecard: Scorecard) -> bool:
    """Whether the figure of the period, and that of the month before, each were worse than the one before."""
    at, indicator = scorecard.period - scorecard.start, result.indicator
    for before, after in pairwise(window(result.outturns.figures, at - 2, at)):
        way = measures.direction(
            measures.change(after, before, indicator.unit), scorecard.settings.no_change_within
        )
        if measures.trend(way, indicator.polarity, after, before, indicator.target) is not Trend.WORSE:
            return False
    return True


def _rated_figure(result: Result) -> Figure:
    """The figure that the rating is of."""
    return result.ytd if result.indicator.basis is Basis.YTD else result.value


def _distance(result: Result) -> float:
    """How far the rated figure is from its target, as a share of the target; 0 without one, and beyond it
    on the better side."""
    target, value = result.indicator.target, _rated_figure(result).value
    if target is None or value is None:
        return 0.0
    below, above = max(target.low - value, 0.0), max(value - target.high, 0.0)
    outside = {Polarity.BIB: below, Polarity.SIB: above}.get(result.indicator.polarity, below + above)
    return outside / (abs(target.high) or 1.0)


def short_title(title: str) -> str:
    """An indicator's title as it stands within a sentence: without "Percentage of", cut at a word."""
    text = _OPENING.sub("", title).strip()
    if len(text) > _TITLE_LENGTH:
        text = text[:_TITLE_LENGTH].rsplit(" ", 1)[0].rstrip(",;(") + " …"
    return text[:1].upper() + text[1:]


def sentence(result: Result, scorecard: Scorecard, falling: bool = False) -> str:
    """``FD 8 Re-referrals rose to 24% against a target of 22%; Red, was Green last month.``

    ``falling`` tells that a Green indicator is there because it got worse two months running. Where the year
    to date is rated, that figure is told.
    """
    indicator, figure = result.indicator, _rated_figure(result)
    to_date = indicator.basis is Basis.YTD
    moved = None if to_date or compares_outturns(scorecard.settings) else result.direction
    verb = _VERBS[moved] if moved else "was"
    when = " in the year to date" if to_date else ""
    target = f" against a target of {indicator.target_text}" if indicator.target else ""
    value = _shown(figure.value or 0.0, indicator)
    return f"{_name(indicator)} {verb} {value}{when}{target}; {_standing(result, falling)}."


def _name(indicator: Indicator) -> str:
    return f"{indicator.number} {short_title(indicator.title)}"


def _shown(value: float, indicator: Indicator) -> str:
    return shown(value, indicator.unit, indicator.decimals)


def _standing(result: Result, falling: bool) -> str:
    before = result.rated(1)
    if before is not result.rag and before is not Rag.GREY:
        return f"{result.rag.value}, was {before.value} last month"
    run = run_of_rating(result)
    if falling:
        return f"{result.rag.value}, and worse two months running"
    if run < 2:
        return result.rag.value
    longer = " or more" if run == len(result.history) else ""
    return f"{result.rag.value} for {run} months running{longer}"


def biggest_movers(scorecard: Scorecard) -> list[Line]:
    """The largest changes: by points for %, by share of the figure compared for others, most first."""
    of_outturns = compares_outturns(scorecard.settings)
    moved = sorted(
        (
            (_size_of_change(r, (r.ytd if of_outturns else r.value).value or 0.0), r)
            for r in scorecard.headline()
            if r.change and r.direction is not Direction.NO_CHANGE
        ),
        key=lambda pair: pair[0],
        reverse=True,
    )
    return [Line(r.indicator.number, _moved(r, of_outturns)) for _, r in moved[:MOST_MOVERS]]


def _size_of_change(result: Result, value: float) -> float:
    change = result.change or 0.0
    if result.indicator.unit is Unit.PERCENT:
        return abs(change) / 100
    before = abs(value - change)
    return abs(change) / before if before else 1.0


def _moved(result: Result, of_outturns: bool) -> str:
    indicator = result.indicator
    change = abs(result.change or 0.0)
    size = shown_change(change, indicator.unit, indicator.decimals).lstrip("+")
    verb = "rose" if result.direction is Direction.INCREASE else "fell"
    figure, when = (result.ytd, " in the year to date") if of_outturns else (result.value, "")
    trend = f" ({result.trend.value.lower()})" if result.trend in (Trend.BETTER, Trend.WORSE) else ""
    return f"{_name(indicator)} {verb} by {size} to {_shown(figure.value or 0.0, indicator)}{when}{trend}."


def changed_rating(result: Result, months_ago: int) -> str:
    """``Improved``, ``Slipped`` or ``Same`` since that many months ago; "" where either is Grey."""
    order = (Rag.RED, Rag.AMBER, Rag.GREEN)
    before = result.rated(months_ago)
    if before not in order or result.rag not in order:
        return ""
    step = order.index(result.rag) - order.index(before)
    return "Improved" if step > 0 else "Slipped" if step < 0 else "Same"
