"""The looks of every generated sheet: one place for colours, weights and sizes.

Each colour pair has a contrast of at least 4.5:1 (WCAG 2.2 AA); a test works it out.
"""

from functools import cache
from typing import NamedTuple

from kpi_xl.figures import change_format, number_format
from kpi_xl.indicator import Indicator
from kpi_xl.model import Direction, Rag
from kpi_xl.plan import Look

NAVY = "1F3864"
SLATE = "44546A"
PALE = "DCE6F1"
LINE = "BFBFBF"
WHITE = "FFFFFF"
INK = "1A1A1A"
QUIET = "595959"


class Colours(NamedTuple):
    """Text on fill."""

    text: str
    fill: str


RATING = {
    Rag.RED: Colours(WHITE, "C00000"),
    Rag.AMBER: Colours("000000", "FFC000"),
    Rag.GREEN: Colours(WHITE, "00703C"),
    Rag.GREY: Colours("000000", "D9D9D9"),
}
"""The RAG cell: strong, so that the page is read from across a table."""

TINT = {
    Rag.RED: Colours("7A0000", "F8CFCB"),
    Rag.AMBER: Colours("4D3800", "FFE8A3"),
    Rag.GREEN: Colours("0A4020", "CDEBD4"),
}
"""A monthly figure: pale, so that the figure stays in front."""

ARROWS = {Direction.INCREASE: "▲", Direction.DECREASE: "▼", Direction.NO_CHANGE: "▬"}
"""The symbol of a direction, which does not lean on colour."""

HEADLINE = Look(size=16, bold=True, colour=NAVY)
SUBTITLE = Look(size=10, colour=QUIET)
FOOTNOTE = Look(size=9, italic=True, colour=QUIET)
RULE_TEXT = FOOTNOTE._replace(wrap=True, horizontal="left", indent=1)
BAND_BEFORE = Look(size=9, bold=True, colour=WHITE, fill=SLATE, horizontal="left", indent=1)
BAND = BAND_BEFORE._replace(fill=NAVY)
HEADER = Look(size=9, bold=True, colour=WHITE, fill=NAVY, wrap=True, horizontal="center", border=LINE)
HEADER_BEFORE = HEADER._replace(fill=SLATE)
HEADER_LEFT = HEADER._replace(horizontal="left", indent=1)
MONTH_HEADER = HEADER._replace(number_format="mmm", wrap=False)
MONTH_HEADER_BEFORE = HEADER_BEFORE._replace(number_format="mmm", wrap=False)
SECTION = Look(size=10, bold=True, colour=NAVY, fill=PALE, horizontal="left", indent=1)
TEXT = Look(size=10, colour=INK, wrap=True, horizontal="left", indent=1, border=LINE)
STRONG = TEXT._replace(bold=True)
PART = TEXT._replace(indent=3, colour=QUIET)
CENTRED = TEXT._replace(horizontal="center", indent=0)
WORDS = CENTRED._replace(wrap=False)
RATED = WORDS._replace(bold=True)
COUNT = WORDS._replace(number_format="0", size=10)
TOTAL = COUNT._replace(bold=True, fill=PALE)
TOTAL_NAME = TEXT._replace(bold=True, fill=PALE, size=10)
NAME = TEXT._replace(size=10)
LINK = NAME._replace(colour="0B4F9E")
SERVICE_LINK = TEXT._replace(colour="0B4F9E")
LINK_LINE = Look(size=10, colour="0B4F9E")
RATED_SMALL = RATED._replace(size=8)
SMALL = WORDS._replace(size=8)
ITALIC = WORDS._replace(italic=True, colour=QUIET)
AREA_HEADER = HEADER._replace(rotation=90)
BOX = TEXT._replace(fill="FFFBE6", vertical="top", locked=False)
LINE_BOX = BOX._replace(vertical="center")
BODY = TEXT._replace(border="")
STRIP = WORDS._replace(size=9, bold=True)
STRIP_HEADER = HEADER._replace(number_format="mmm-yy", rotation=90, size=8, wrap=False)
DATE = CENTRED._replace(number_format="dd/mm/yyyy")
HIDDEN = Look(size=8, colour=QUIET)
_SHORT_REASON = WORDS._replace(italic=True, colour=QUIET)
_LONG_REASON = _SHORT_REASON._replace(horizontal="left")


def figure(indicator: Indicator, decimals: int | None = None) -> Look:
    """A figure in the indicator's unit, to its own decimals or to those given."""
    digits = indicator.decimals if decimals is None else decimals
    return _formatted(number_format(indicator.unit, digits))


def year(indicator: Indicator) -> Look:
    """A year-to-date figure, which may be words too: those are wrapped."""
    return _wrapped(number_format(indicator.unit, indicator.decimals))


@cache
def _wrapped(code: str) -> Look:
    return CENTRED._replace(number_format=code)


@cache
def _formatted(code: str) -> Look:
    """A figure in a number format: the same object each time, so that rows of it are alike to a writer."""
    return WORDS._replace(number_format=code)


def words_in_month(text: str) -> Look:
    """A reason in a narrow month cell: short ones centred, long ones from the left into blank neighbours."""
    return _SHORT_REASON if len(text) <= 6 else _LONG_REASON


def change(indicator: Indicator, decimals: int) -> Look:
    """A change, with its sign; ``decimals`` may be more than the indicator's where it would read 0."""
    return _formatted(change_format(indicator.unit, decimals))
