"""What the figures say, in sentences: what goes well, what to watch, what to do better, what moved most."""

import re
from typing import NamedTuple

from kpi_xl.columns import plain
from kpi_xl.figures import change_decimals, shown, shown_change
from kpi_xl.indicator import Comment
from kpi_xl.model import Direction, Rag, Trend, Unit
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
    "The longest runs first.",
    WATCH: "Amber; or Green, and worse two months running. The furthest from target first.",
    BETTER: "Red. The furthest from target first.",
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
    """The lines of each list: the officer's own first, then those proposed from the figures, without the
    indicators an officer left out. An indicator stands in one list only."""
    comments = [c for c in scorecard.comments if c.period in (None, scorecard.period)]
    left_out = {plain(c.text) for c in comments if plain(c.kind) == plain(LEAVE_OUT)}
    results = [r for r in scorecard.headline() if plain(r.indicator.number) not in left_out]
    proposed = {
        BETTER: sorted((r for r in results if r.rag is Rag.RED), key=_distance, reverse=True),
        WATCH: sorted((r for r in results if _to_watch(r, scorecard)), key=_distance, reverse=True),
        WELL: sorted((r for r in results if _goes_well(r, scorecard)), key=run_of_rating, reverse=True),
    }
    return {
        name: [
            *(Line("", c.text) for c in comments if _is_kind(c, name)),
            *(
                Line(r.indicator.number, sentence(r, name == WATCH and r.rag is Rag.GREEN))
                for r in proposed[name][:MOST_LINES]
            ),
        ]
        for name in LISTS
    }


def _is_kind(comment: Comment, kind: str) -> bool:
    return plain(comment.kind).replace("’", "'") == plain(kind)


def summaries(scorecard: Scorecard) -> list[Comment]:
    """The Director's summary as written for the period; several where several were."""
    return [c for c in scorecard.comments if _is_kind(c, SUMMARY) and c.period in (None, scorecard.period)]


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
    """Whether the last two months each were worse than the one before, by target or polarity."""
    at = scorecard.period - scorecard.start
    figures = [result.outturns.figures[i] if 0 <= i < len(result.outturns.figures) else None
               for i in (at - 2, at - 1, at)]  # fmt: skip
    if None in figures or result.trend is not Trend.WORSE:
        return False
    first, second, third = (f for f in figures if f is not None)
    return (second - first) * (third - second) > 0


def _distance(result: Result) -> float:
    """How far the period's figure is from its target, as a share of the target; 0 without one."""
    target, value = result.indicator.target, result.value.value
    if target is None or value is None:
        return 0.0
    outside = max(target.low - value, value - target.high, 0.0)
    return outside / (abs(target.high) or 1.0)


def short_title(title: str) -> str:
    """An indicator's title as it stands within a sentence: without "Percentage of", cut at a word."""
    text = _OPENING.sub("", title).strip()
    if len(text) > _TITLE_LENGTH:
        text = text[:_TITLE_LENGTH].rsplit(" ", 1)[0].rstrip(",;(") + " …"
    return text[:1].upper() + text[1:]


def sentence(result: Result, falling: bool = False) -> str:
    """``FD 8 Re-referrals rose to 24% against a target of 22%; Red, was Green last month.``

    ``falling`` tells that a Green indicator is there because it got worse two months running.
    """
    indicator = result.indicator
    verb = _VERBS[result.direction] if result.direction else "was"
    value = shown(result.value.value or 0.0, indicator.unit, indicator.decimals)
    target = f" against a target of {indicator.target_text}" if indicator.target else ""
    what = f"{indicator.number} {short_title(indicator.title)}"
    return f"{what} {verb} {value}{target}; {_standing(result, falling)}."


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
    moved = sorted(
        (r for r in scorecard.headline() if r.change and r.direction is not Direction.NO_CHANGE),
        key=_size_of_change,
        reverse=True,
    )
    return [Line(r.indicator.number, _moved(r)) for r in moved[:MOST_MOVERS]]


def _size_of_change(result: Result) -> float:
    change, value = abs(result.change or 0.0), result.value.value
    if result.indicator.unit is Unit.PERCENT:
        return change / 100
    before = abs((value or 0.0) - (result.change or 0.0))
    return change / before if before else 1.0


def _moved(result: Result) -> str:
    indicator = result.indicator
    change = abs(result.change or 0.0)
    size = shown_change(change, indicator.unit, change_decimals(change, indicator.decimals)).lstrip("+")
    verb = "rose" if result.direction is Direction.INCREASE else "fell"
    value = shown(result.value.value or 0.0, indicator.unit, indicator.decimals)
    trend = f" ({result.trend.value.lower()})" if result.trend in (Trend.BETTER, Trend.WORSE) else ""
    return f"{indicator.number} {short_title(indicator.title)} {verb} by {size} to {value}{trend}."


def changed_rating(result: Result, months_ago: int) -> str:
    """``Improved``, ``Slipped`` or ``Same`` since that many months ago; "" where either is Grey."""
    order = (Rag.RED, Rag.AMBER, Rag.GREEN)
    before = result.rated(months_ago)
    if before not in order or result.rag not in order:
        return ""
    step = order.index(result.rag) - order.index(before)
    return "Improved" if step > 0 else "Slipped" if step < 0 else "Same"
