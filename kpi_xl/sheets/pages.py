"""Where the pages of a long sheet begin, so that what belongs together is printed together."""

from itertools import accumulate

from kpi_xl.plan import Row

PAGE = 0.658
"""The height of a landscape page within its margins, as a share of its width."""

ONE_PAGE = 0.88
"""The same up to which a sheet is fitted to one page: a quarter smaller at the most."""

ALWAYS_ONE_PAGE = 1075.0
"""Points of height that are fitted to one page however narrow the sheet: at half its size, as a wide one."""

_CHARACTER, _PADDING = 5.25, 3.75
"""Points that a character of a column's width takes, and the padding of each column."""

_SURE = 0.98
"""Of a page, what is filled before the next one begins: applications differ a little in row heights."""

_ROW_HEIGHT = 15.0
"""Points a row takes that says no height."""

Together = list[tuple[int, int]]
"""The first and last of rows that belong on one page."""


def width_of(widths: tuple[float, ...]) -> float:
    """Points that columns take."""
    return sum(_CHARACTER * width + _PADDING for width in widths)


def height_of(rows: list[Row]) -> float:
    """Points that rows take."""
    return sum(row.height or _ROW_HEIGHT for row in rows)


def page_breaks(rows: list[Row], together: Together, wide: float, repeated: float) -> tuple[int, ...]:
    """The rows that begin a page; none where all fit one page, which is ``wide`` points.

    ``repeated`` is the height of the titles on every page but the first. Rows that belong together stay
    together where they fit a page at all.
    """
    if height_of(rows) < max(ONE_PAGE * wide, ALWAYS_ONE_PAGE):
        return ()
    room = PAGE * wide * _SURE
    lasts = dict(together)
    tops = list(accumulate((row.height or _ROW_HEIGHT for row in rows), initial=0.0))
    breaks: list[int] = []
    begins, first = 0.0, 0
    while first < len(rows):
        last = lasts.get(first, first)
        fits = tops[last + 1] - tops[first] <= room - repeated
        ends = tops[(last if fits else first) + 1]
        if ends - begins > room and first:
            breaks.append(first)
            begins = tops[first] - repeated
        first = (last if fits else first) + 1
    return tuple(breaks)


def split_at_gaps(rows: list[Row], top: int) -> Together:
    """The rows between empty ones, when the first of ``rows`` is row ``top`` of its sheet."""
    found: Together = []
    first = top
    for at, row in enumerate(rows, top):
        if not row.values:
            found.append((first, at))
            first = at + 1
    return found
