"""Targets and tolerances as officers write them: ``94%``, ``>80%``, ``<10% of Cohort``, ``3 per month``,
``80%-90%``; ``10pp``, ``10%`` of the target, ``2`` in units; and the thresholds they make."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from kpi_xl.bands import Thresholds
from kpi_xl.figures import NUMBER, exact, hundredth, places, steps, to_number
from kpi_xl.model import Percent, Polarity, Rag, Scalar, Unit

NO_TARGET = frozenset(
    ("na", "n/a", "n.a.", "tbc", "tbd", "tba", "-", "–", "—", ".", "..", "none", "no target", "not set",
     "not applicable", "not available", "to be confirmed", "to be agreed", "to be set", "baseline",
     "baseline year", "monitor", "monitoring only", "under development")
)  # fmt: skip
"""Texts that say there is no target."""

_NUMBER = rf"({NUMBER})\s*(%?)"
_AFTER = r"(?:\s+(?:of|per|a|an|each|days?|weeks?|months?|cases?|children|or|and)\b.*)?"
_SIGN = r"(>=|<=|≥|≤|>|<|at least|at most|over|above|more than|under|below|less than|fewer than)?"
_POINT = re.compile(rf"{_SIGN}\s*{_NUMBER}{_AFTER}", re.DOTALL)
_RANGE = rf"(?:between\s+|from\s+)?{_NUMBER}\s*(?:-|–|—|to|and)\s*{_NUMBER}{_AFTER}"
_TOLERANCE = re.compile(rf"(?:\+/?-|±)?\s*({NUMBER})\s*(pp|ppt|percentage points?|%|% of (?:the )?target)?")
_ABOVE = frozenset((">", "over", "above", "more than"))
_BELOW = frozenset(("<", "under", "below", "less than", "fewer than"))
_AT_LEAST = frozenset((">=", "≥", "at least"))
_AT_MOST = frozenset(("<=", "≤", "at most"))


class Target(NamedTuple):
    """A target that reads: one figure (``low == high``) or a range. ``strict`` is met only beyond the
    figure; ``upwards`` tells which way its sign points (None: it has none). Stored figures: 0.94."""

    low: float
    high: float
    percent: bool
    strict: bool = False
    upwards: bool | None = None

    @property
    def is_range(self) -> bool:
        return self.low != self.high


class Tolerance(NamedTuple):
    """How far from the target is still Amber: ``amount`` in stored figures, or, where ``of_target``,
    as a share of the target (0.1 for 10%). ``unclear`` tells that a % indicator's was written as a bare
    number below 1, which is read as part of a point and may have been meant as a share."""

    amount: float
    of_target: bool
    unclear: bool = False


def says_no_target(value: Scalar) -> bool:
    """Whether a target cell says that there is no target: blank, NA, TBC, Awaiting ..."""
    if value is None:
        return True
    text = " ".join(str(value).split()).casefold()
    return text == "" or text in NO_TARGET or text.startswith(("awaiting", "to be ", "baseline "))


def read_target(value: Scalar) -> Target | None:
    """The target a cell states, or None where its text does not read as one.

    Source: the contract, "Indicators", Target.
    """
    if isinstance(value, float):
        return Target(value, value, isinstance(value, Percent))
    if not isinstance(value, str):
        return None
    text = re.sub(r" ?per ?cent\b", "%", " ".join(value.split()).casefold())
    if match := _POINT.fullmatch(text):
        figure = _stored(match[2], match[3] == "%")
        sign = match[1] or ""
        upwards = True if sign in _ABOVE | _AT_LEAST else False if sign in _BELOW | _AT_MOST else None
        return Target(figure, figure, match[3] == "%", sign in _ABOVE | _BELOW, upwards)
    if match := re.fullmatch(_RANGE, text, re.DOTALL):
        percent = "%" in (match[2], match[4])
        ends = sorted((_stored(match[1], percent), _stored(match[3], percent)))
        return Target(ends[0], ends[1], percent)
    return None


def _stored(number: str, percent: bool) -> float:
    figure = to_number(number)
    return hundredth(figure) if percent else figure


def read_tolerance(value: Scalar, unit: Unit) -> Tolerance | None:
    """The tolerance a cell states, or None where it does not read as one for this unit.

    ``10pp`` is for % indicators only; a plain number is in display units, so 2 is 2pp for %. A negative
    tolerance does not read. Source: the contract, "Indicators", Amber within.
    """
    if isinstance(value, Percent):
        return Tolerance(float(value), of_target=True) if value >= 0 else None
    text = repr(value) if isinstance(value, float) else " ".join(str(value).split()).casefold()
    match = _TOLERANCE.fullmatch(text)
    if not match:
        return None
    amount, kind = to_number(match[1]), match[2] or ""
    if amount < 0 or (kind.startswith("p") and unit is not Unit.PERCENT):
        return None
    if kind.startswith("%"):
        return Tolerance(hundredth(amount), of_target=True)
    if unit is not Unit.PERCENT:
        return Tolerance(amount, of_target=False)
    return Tolerance(hundredth(amount), of_target=False, unclear=not kind and 0 < amount < 1)


def thresholds(
    target: Target, tolerance: Tolerance | None, polarity: Polarity, unit: Unit, decimals: int
) -> Thresholds:
    """The rating rule of a target: BIB is Green from the target up and Amber within the tolerance below
    it, SIB mirrors that, Range is Green inside and Amber within the tolerance outside.

    Without a tolerance there is no Amber. Everything is at displayed precision. Source: the contract,
    RAG rule 3. ``polarity`` is never NONE.
    """
    digits = places(unit, decimals)
    return _compiled(pieces(target, tolerance, polarity, digits), digits)


@lru_cache(maxsize=1_000)  # asked for several times an indicator
def pieces(
    target: Target, tolerance: Tolerance | None, polarity: Polarity, digits: int
) -> tuple[tuple[int | None, Rag], ...]:
    """The same as starts, in steps of displayed precision, each with its rating; a piece that no value
    falls in is still there, with the start of the one after it."""
    green_from = steps(target.low, digits) + (target.strict and polarity is Polarity.BIB)
    green_to = steps(target.high, digits) - (target.strict and polarity is Polarity.SIB)
    amber_from, amber_to = green_from, green_to
    if tolerance:
        below, above = _margin(target.low, tolerance), _margin(target.high, tolerance)
        amber_from = min(steps(float(exact(target.low) - below), digits), green_from)
        amber_to = max(steps(float(exact(target.high) + above), digits), green_to)
    rising = (None, Rag.RED), (amber_from, Rag.AMBER), (green_from, Rag.GREEN)
    falling = (green_to + 1, Rag.AMBER), (amber_to + 1, Rag.RED)
    if polarity is Polarity.BIB:
        return rising
    if polarity is Polarity.SIB:
        return ((None, Rag.GREEN), *falling)
    return (*rising, *falling)


def _margin(end: float, tolerance: Tolerance) -> Decimal:
    """How far from an end of the target is still Amber, as the decimals a spreadsheet keeps."""
    amount = exact(tolerance.amount)
    return abs(exact(end)) * amount if tolerance.of_target else amount


def _compiled(pieces: tuple[tuple[int | None, Rag], ...], digits: int) -> Thresholds:
    """Thresholds without the pieces that no value falls in."""
    kept = [
        piece
        for piece, following in zip(pieces, (*pieces[1:], None), strict=True)
        if following is None or following[0] != piece[0]
    ]
    return Thresholds(tuple(start for start, _ in kept), tuple(rating for _, rating in kept), digits)
