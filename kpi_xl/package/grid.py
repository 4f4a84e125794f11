"""Where a shape of a legacy drawing stands on the grid of its sheet, in pixels, points and cells."""

from typing import NamedTuple

_DEFAULT_HEIGHT = 20  # pixels of a row of 15 points
_DEFAULT_WIDTH = 64  # pixels of a column of 8.43 characters
_POINTS = 0.75  # of a pixel


class Standing(NamedTuple):
    """Where a shape stands: the ``style`` of its element, and its ``anchor`` among the cells."""

    style: str
    anchor: str


class Grid(NamedTuple):
    """The pixels of a sheet's first columns and rows; those beyond are of the default size."""

    widths: list[int]
    heights: list[int]

    def place(self, column: int, right: int, width: int, row: int, down: int, height: int) -> Standing:
        """A shape that begins ``right`` and ``down`` pixels into a cell (counted from 0), of that size."""
        across, x = _cross(self.widths, _DEFAULT_WIDTH, column, right, width)
        along, y = _cross(self.heights, _DEFAULT_HEIGHT, row, down, height)
        anchor = (*across[:2], *along[:2], *across[2:], *along[2:])
        left, top, wide, tall = (pixels * _POINTS for pixels in (x, y, width, height))
        style = f"position:absolute;margin-left:{left}pt;margin-top:{top}pt;width:{wide}pt;height:{tall}pt"
        return Standing(style, ", ".join(map(str, anchor)))

    def width(self, first: int, last: int) -> int:
        """The pixels of these columns together, both counted."""
        return _length(self.widths, _DEFAULT_WIDTH, first, last)

    def height(self, first: int, last: int) -> int:
        """The pixels of these rows together, both counted."""
        return _length(self.heights, _DEFAULT_HEIGHT, first, last)


def _size(sizes: list[int], default: int, cell: int) -> int:
    return sizes[cell] if cell < len(sizes) else default


def _length(sizes: list[int], default: int, first: int, last: int) -> int:
    return sum(_size(sizes, default, cell) for cell in range(first, last + 1))


def _cross(sizes: list[int], default: int, first: int, offset: int, length: int) -> tuple[list[int], int]:
    """From ``offset`` pixels into cell ``first`` on for ``length`` pixels: the anchor (cell, pixels into
    it, twice), and the pixels from the sheet's edge to the start."""
    edge = _length(sizes, default, 0, first - 1) + offset
    cell, rest = first, offset + length
    while rest > _size(sizes, default, cell):
        rest -= _size(sizes, default, cell)
        cell += 1
    return [first, offset, cell, rest], edge
