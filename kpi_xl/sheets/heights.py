"""How tall a row must be for wrapped text to show whole."""

from math import ceil

LINE = 13.2
"""Points one line of 10-point text takes."""

PADDING = 4.0
TALLEST = 409.0
"""Points Excel allows a row."""

_SHARE = 1.18
"""Characters of 10-point text that fit one unit of column width, on the safe side."""

_MARGIN = 3.0
"""Characters that the indent and the cell's own margins take."""


def row_height(cells: list[tuple[str, float]], least: float = 0.0) -> float:
    """Points for the tallest of ``cells``, each a text with its column width in characters."""
    lines = max((_lines(text, width) for text, width in cells), default=1)
    return min(max(lines * LINE + PADDING, least), TALLEST)


def _lines(text: str, width: float) -> int:
    return sum(max(1, ceil(len(part) / max(width * _SHARE - _MARGIN, 1))) for part in text.split("\n"))
