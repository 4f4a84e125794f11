"""The RAG methodology language: text such as ``90% or above Green 85%-89% Amber 84% and below Red``
to bands, and bands to the thresholds that rate a value."""

import re
from itertools import pairwise
from typing import NamedTuple

from kpi_xl.figures import NUMBER, hundredth, steps, to_number
from kpi_xl.model import Rag

BEST_FIRST = (Rag.GREEN, Rag.AMBER, Rag.RED)

_COLOURS = {"green": Rag.GREEN, "amber": Rag.AMBER, "yellow": Rag.AMBER, "red": Rag.RED}
_COLOUR = r"(?:[-–—]\s*)?\b(green|amber|yellow|red)\b(?:[-–—]|[\s:;,]*[-–—](?=\s))?"
"""A colour with the dash that sets it off from its figures: ``Green - 90% or above``."""
_FIGURE = rf"({NUMBER})(?:\s*(%))?"
_UNIT_WORDS = r"\b(?:of\s+(?:the\s+)?[a-z]+|days?|weeks?|months?|cases?|children|per\s+10,?000|per\s+month)\b"
_FILLER = r"[\s,;:.|/=&()\[\]]+"
_FORMS = {
    "#": "exact",
    "#-#": "range",
    "#–#": "range",
    "#—#": "range",
    "# to #": "range",
    "between # and #": "range",
    "from # to #": "range",
    **{f"# {link} {word}": "low" for link in ("or", "and") for word in ("above", "over", "more", "higher")},
    **{f"# {link} {word}": "high" for link in ("or", "and") for word in ("below", "under", "less", "lower")},
    "# or fewer": "high",
    "# and fewer": "high",
    "# or greater": "low",
    "# and greater": "low",
    "#+": "low",
    **dict.fromkeys((">=#", "≥#", "at least #", "minimum #"), "low"),
    **dict.fromkeys(("<=#", "≤#", "at most #", "up to #", "maximum #"), "high"),
    **dict.fromkeys((">#", "above #", "over #", "more than #", "greater than #", "higher than #"), "over"),
    **dict.fromkeys(("<#", "below #", "under #", "less than #", "fewer than #", "lower than #"), "under"),
}


class Band(NamedTuple):
    """One band of a methodology: from ``low`` to ``high``, both inside unless open; None is endless.

    Figures are as stored: 0.85 for 85%."""

    rag: Rag
    low: float | None
    high: float | None
    low_open: bool = False
    high_open: bool = False


class Methodology(NamedTuple):
    """The bands of a methodology text; ``percent`` tells whether its figures are percentages, and
    ``digits`` how many decimals it writes (of stored figures: 2 for 85%); ``text`` is it as written."""

    bands: tuple[Band, ...]
    percent: bool
    digits: int
    text: str


class Thresholds(NamedTuple):
    """A rating rule worked out: ``ratings[i]`` holds from ``starts[i]`` steps of displayed precision up
    to the next start. ``starts[0]`` is None: from minus infinity. ``digits`` is the displayed precision."""

    starts: tuple[int | None, ...]
    ratings: tuple[Rag, ...]
    digits: int

    def rate(self, value: float) -> Rag:
        """The rating of a value as the reader sees it."""
        count = steps(value, self.digits)
        rating = self.ratings[0]
        for start, candidate in zip(self.starts, self.ratings, strict=True):
            if start is not None and count < start:
                break
            rating = candidate
        return rating


class BandClash(NamedTuple):
    """Two bands that leave a gap or overlap, ``low`` to ``high`` (stored figures, both inside)."""

    kind: str  # "gap" or "overlap"
    first: Rag
    second: Rag
    low: float
    high: float


_Grid = list[tuple[float, float, Rag]]


def parse(text: str) -> Methodology | None:
    """The bands of a methodology text, or None where it does not read as bands.

    The colour stands after its figures (``90% or above Green``) or before them (``Green: 90%+``);
    Yellow reads as Amber. A figure without % in a text that has one elsewhere is a percentage too
    (``10-15%``). Source: the contract, RAG rule 2.
    """
    pieces = re.split(_COLOUR, text, flags=re.IGNORECASE)
    if len(pieces) < 3:
        return None
    colours, texts = pieces[1::2], pieces[0::2]
    if re.sub(_FILLER, "", texts[0]) == "":
        texts = texts[1:]
    elif re.sub(_FILLER, "", texts[-1]) == "":
        texts = texts[:-1]
    if len(texts) != len(colours):
        return None
    figures = [re.findall(_FIGURE, piece) for piece in texts]
    percent = any(sign for found in figures for _, sign in found)
    bands = []
    for colour, piece in zip(colours, texts, strict=True):
        band = _band(_COLOURS[colour.lower()], piece, percent)
        if band is None:
            return None
        bands.append(band)
    decimals = max(len(number.partition(".")[2].strip()) for found in figures for number, _ in found)
    return Methodology(tuple(bands), percent, decimals + (2 if percent else 0), text)


def _band(rag: Rag, text: str, percent: bool) -> Band | None:
    text = re.sub(_UNIT_WORDS, " ", text.lower())
    numbers: list[float] = []
    end = 0

    def take(match: re.Match[str]) -> str:
        nonlocal end
        joined = bool(numbers) and match[1][0] in "-–−" and not text[end : match.start()].strip()
        end = match.end()
        number = to_number(match[1].lstrip("-–−") if joined else match[1])
        numbers.append(hundredth(number) if percent else number)
        return "-#" if joined else "#"

    shape = re.sub(_FIGURE, take, text)
    shape = re.sub(_FILLER, " ", shape.replace(">=", "≥").replace("<=", "≤")).strip()
    shape = re.sub(r"\s*([-–—<>≤≥+])\s*", r"\1", shape)
    form = _FORMS.get(shape)
    if form == "range" and len(numbers) == 2:
        return Band(rag, min(numbers), max(numbers))
    if form is None or len(numbers) != 1:
        return None
    number = numbers[0]
    return {
        "exact": Band(rag, number, number),
        "low": Band(rag, number, None),
        "high": Band(rag, None, number),
        "over": Band(rag, number, None, low_open=True),
        "under": Band(rag, None, number, high_open=True),
    }[form]


def _on_grid(bands: tuple[Band, ...], digits: int) -> _Grid:
    """The bands in whole steps of displayed precision, both ends inside."""
    grid: _Grid = []
    for band in bands:
        low = float("-inf") if band.low is None else steps(band.low, digits) + band.low_open
        high = float("inf") if band.high is None else steps(band.high, digits) - band.high_open
        grid.append((low, high, band.rag))
    return grid


def _rate_on_grid(grid: _Grid, count: float) -> Rag:
    inside = [rag for low, high, rag in grid if low <= count <= high]
    if inside:
        return min(inside, key=BEST_FIRST.index)
    below = max((high for _, high, _ in grid if high < count), default=None)
    above = min((low for low, _, _ in grid if low > count), default=None)
    neighbours = []
    if below is not None:
        neighbours.append(min((r for _, high, r in grid if high == below), key=BEST_FIRST.index))
    if above is not None:
        neighbours.append(min((r for low, _, r in grid if low == above), key=BEST_FIRST.index))
    return max(neighbours, key=BEST_FIRST.index)


def thresholds(methodology: Methodology, digits: int) -> Thresholds:
    """The rating rule of a methodology at a displayed precision.

    A value in two bands takes the better; in the gap between two, the worse of the two; beyond every
    band, the nearest. Source: the contract, RAG rule 2.
    """
    grid = _on_grid(methodology.bands, digits)
    edges = {low for low, _, _ in grid} | {high + 1 for _, high, _ in grid}
    points = sorted(int(edge) for edge in edges if abs(edge) != float("inf"))
    starts: list[int | None] = [None]
    ratings = [_rate_on_grid(grid, (points[0] if points else 0) - 1)]
    for point in points:
        rating = _rate_on_grid(grid, point)
        if rating is not ratings[-1]:
            starts.append(point)
            ratings.append(rating)
    return Thresholds(tuple(starts), tuple(ratings), digits)


def clashes(methodology: Methodology, digits: int) -> list[BandClash]:
    """Every gap and overlap between neighbouring bands, at the finer of the displayed precision
    (``digits``) and the precision the text is written in."""
    fine = max(digits, methodology.digits)
    grid = sorted(_on_grid(methodology.bands, fine), key=lambda band: band[:2])
    found = []
    unit = 10.0**-fine
    for (_, high, rag), (low, top, after) in pairwise(grid):
        if low > high + 1:
            found.append(BandClash("gap", rag, after, (high + 1) * unit, (low - 1) * unit))
        elif low <= high and rag is not after:
            found.append(BandClash("overlap", rag, after, low * unit, min(high, top) * unit))
    return found


def bigger_is_better(rule: Thresholds) -> bool | None:
    """Whether the top of a rule rates better than its bottom; None where both rate the same."""
    bottom, top = BEST_FIRST.index(rule.ratings[0]), BEST_FIRST.index(rule.ratings[-1])
    return None if bottom == top else top < bottom
