"""The small line of a row's months: what it tells, in a word, and as characters where nothing is drawn."""

from collections.abc import Sequence

from kpi_xl.figures import steps

BLOCKS = "▁▂▃▄▅▆▇"
"""From the lowest figure of a row to the highest."""

GAP = "·"
"""A month without a figure."""

LINE_TOLD = "Month by month: rose, fell or level tells the last figure against the first."

Figures = Sequence[float | None]


def has_line(figures: Figures) -> bool:
    """Whether there is anything to draw: two figures at the least."""
    return sum(figure is not None for figure in figures) > 1


def course(figures: Figures, digits: int) -> str:
    """``rose``, ``fell`` or ``level``: the last figure against the first, both rounded to ``digits`` decimals
    as a reader sees them."""
    found = [steps(figure, digits) for figure in figures if figure is not None]
    return "level" if found[-1] == found[0] else "rose" if found[-1] > found[0] else "fell"


def in_characters(figures: Figures) -> str:
    """``▁▃·▇``: a block a month from the first that has a figure, by where that stands between the row's
    lowest and highest."""
    found = [figure for figure in figures if figure is not None]
    low, high = min(found), max(found)
    top = len(BLOCKS) - 1

    def block(figure: float) -> str:
        return BLOCKS[round((figure - low) / (high - low) * top) if high > low else top // 2]

    return "".join(GAP if figure is None else block(figure) for figure in figures).lstrip(GAP)
