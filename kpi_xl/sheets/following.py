"""Thresholds that follow the Target cell: where target and tolerance decide a rating (no methodology text
does), each threshold is a formula of that cell, so that a target typed there rates its row anew."""

from typing import NamedTuple

from kpi_xl.figures import places
from kpi_xl.indicator import Indicator, other_unit
from kpi_xl.model import Polarity, Rag
from kpi_xl.targets import pieces

NO_LOWEST, NO_HIGHEST = -1e307, 1e307
"""What stands for minus and plus infinity in the thresholds held on a row."""

WHOLE = 1e15
"""Below this a whole figure is written without a point."""

LONGEST_TEXT = 200
"""Characters of a target's text that a formula is compared with: Excel allows 255."""


class Piece(NamedTuple):
    """A stretch of figures with one rating, from where it starts."""

    start: float
    rating: Rag


def follows_target(indicator: Indicator) -> bool:
    """Whether target and tolerance decide the ratings of an indicator."""
    if indicator.target is None or indicator.methodology or indicator.polarity is Polarity.NONE:
        return False
    return not other_unit(indicator)


def forms(indicator: Indicator) -> list[str]:
    """The formula of the start of each piece, lowest first, of a target ``{t}`` and a tolerance ``{h}``;
    "" is minus infinity. Without a tolerance nothing is Amber."""
    digits = places(indicator.unit, indicator.decimals)
    step = constant(10.0**-digits)
    tolerance = indicator.tolerance
    margin = "{h}*ABS({t})" if tolerance and tolerance.of_target else "{h}"
    at = f"ROUND({{t}},{digits})"
    below, above = (f"ROUND(ROUND({{t}}{sign}{margin},12),{digits})" for sign in "-+")
    after, after_amber = (f"ROUND({end}+{step},{digits})" for end in (at, above))
    rising = ["", below, at] if tolerance else ["", at]
    falling = [after, after_amber] if tolerance else [after]
    if indicator.polarity is Polarity.BIB:
        return rising
    return ["", *falling] if indicator.polarity is Polarity.SIB else [*rising, *falling]


def following_target(indicator: Indicator) -> list[Piece]:
    """The pieces of an indicator's rating rule, lowest first; none where they do not follow its target."""
    target, tolerance = indicator.target, indicator.tolerance
    if target is None or not follows_target(indicator):
        return []
    digits = places(indicator.unit, indicator.decimals)
    made = pieces(target, tolerance, indicator.polarity, digits)
    if not tolerance:
        made = tuple(piece for piece in made if piece[1] is not Rag.AMBER)
    return [Piece(NO_LOWEST if start is None else start / 10**digits, rating) for start, rating in made]


def slots(indicator: Indicator) -> int:
    """How many pieces an indicator's rating rule has; 0 where they do not follow its target."""
    if not follows_target(indicator):
        return 0
    sides = 2 if indicator.polarity is Polarity.RANGE else 1
    return 1 + sides * (2 if indicator.tolerance else 1)


def of_target(form: str, target: str, tolerance: str, text: str | None, start: float = 0.0) -> str:
    """The formula of a piece's start. ``target`` and ``tolerance`` are cells; ``text`` is the target as it
    is written where it is no plain number, and ``start`` what it gives. A target that is neither rates
    nothing."""
    figure = form.format(t=target, h=tolerance) or constant(NO_LOWEST)
    other = constant(NO_HIGHEST)
    if text is not None:
        quoted = text.replace('"', '""')
        other = f'IF({target}="{quoted}",{constant(start)},{other})'
    return f"IF(ISNUMBER({target}),{figure},{other})"


def constant(figure: float) -> str:
    """A figure as a formula writes it."""
    return repr(int(figure)) if figure.is_integer() and abs(figure) < WHOLE else repr(figure).upper()
