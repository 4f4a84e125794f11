"""How tall a row must be for wrapped text to show whole."""

from math import ceil

LINE = 13.2
"""Points one line of 10-point text takes."""

PADDING = 4.0
TALLEST = 409.0
"""Points Excel allows a row."""

_SHARE = 1.22
"""Characters of 10-point text that fit one unit of column width, on the safe side."""

_WIDE_SHARE = 1.11
"""The same for a wide column, where the margins no longer matter."""

_MARGIN = 3.0
"""Characters that the indent and the cell's own margins take."""


def wrapped_height(text: object, width: float) -> float:
    """Points that words need in a column of an input sheet; 0 where one line does."""
    height = row_height([(text, width)]) if isinstance(text, str) else 0.0
    return height if height > LINE + PADDING else 0.0


def row_height(cells: list[tuple[str, float]], least: float = 0.0) -> float:
    """Points for the tallest of ``cells``, each a text with its column width in characters."""
    lines = max((_lines(text, width) for text, width in cells), default=1)
    return min(max(lines * LINE + PADDING, least), TALLEST)


def _lines(text: str, width: float) -> int:
    fits = max(int(min(width * _SHARE - _MARGIN, width * _WIDE_SHARE)), 1)
    return sum(_wrapped(part, fits) for part in text.split("\n"))


def _wrapped(text: str, fits: int) -> int:
    """Lines of ``fits`` characters that text takes when it is broken between words, and within a long one."""
    if len(text) <= fits:
        return 1
    lines, used = 1, 0
    for word in text.split(" "):
        if used and used + 1 + len(word) > fits:
            lines, used = lines + 1, 0
        used += len(word) + (1 if used else 0)
        if used > fits:
            lines += ceil(used / fits) - 1
            used = (used - 1) % fits + 1
    return lines
