"""Thresholds that follow the Target cell: where target and tolerance decide a rating (no methodology text
does), each threshold is a formula of that cell, so that a target typed there rates its row anew."""

from typing import NamedTuple

from kpi_xl.figures import places
from kpi_xl.indicator import Indicator, rating_rule
from kpi_xl.model import Polarity, Rag
from kpi_xl.targets import pieces

NO_LOWEST, NO_HIGHEST = -1e307, 1e307
"""What stands for minus and plus infinity in the thresholds held on a row."""

WHOLE = 1e15
"""Below this a whole figure is written without a point."""

LONGEST_TEXT = 200
"""Characters of a target's text that a formula is compared with: Excel allows 255."""


class Piece(NamedTuple):
    """A stretch of figures with one rating: where it starts, and that as a formula of a target ``{t}``
    and a tolerance ``{h}``."""

    start: float
    formula: str
    rating: Rag


def following_target(indicator: Indicator) -> list[Piece]:
    """The pieces of an indicator's rating rule, lowest first; none where they do not follow its target."""
    target = indicator.target
    if target is None or indicator.methodology or rating_rule(indicator) is None:
        return []
    digits = places(indicator.unit, indicator.decimals)
    step = constant(10.0**-digits)
    tolerance = indicator.tolerance
    margin = "{h}*ABS({t})" if tolerance and tolerance.of_target else "{h}"
    at = f"ROUND({{t}},{digits})"
    below, above = (f"ROUND(ROUND({{t}}{sign}{margin},12),{digits})" for sign in "-+")
    after, after_amber = (f"ROUND({end}+{step},{digits})" for end in (at, above))
    formulas = {
        Polarity.BIB: ["", below, at],
        Polarity.SIB: ["", after, after_amber],
        Polarity.RANGE: ["", below, at, after, after_amber],
    }[indicator.polarity]
    made = [
        Piece(NO_LOWEST if start is None else start / 10**digits, formula, rating)
        for (start, rating), formula in zip(
            pieces(target, tolerance, indicator.polarity, digits), formulas, strict=True
        )
    ]
    return made if tolerance else [piece for piece in made if piece.rating is not Rag.AMBER]


def of_target(piece: Piece, target: str, tolerance: str, text: str | None) -> str:
    """The formula of a piece's start. ``target`` and ``tolerance`` are cells; ``text`` is the target as it
    is written where it is no plain number. A target that is neither rates nothing."""
    start = piece.formula.format(t=target, h=tolerance) or constant(NO_LOWEST)
    other = constant(NO_HIGHEST)
    if text is not None:
        quoted = text.replace('"', '""')
        other = f'IF({target}="{quoted}",{constant(piece.start)},{other})'
    return f"IF(ISNUMBER({target}),{start},{other})"


def constant(figure: float) -> str:
    """A figure as a formula writes it."""
    return repr(int(figure)) if figure.is_integer() and abs(figure) < WHOLE else repr(figure).upper()
