"""Cell notes: the comments part, and the drawing that gives each note its box."""

import re

from kpi_xl.package.dialect import Dialect
from kpi_xl.package.xmltree import cell_text, document
from kpi_xl.plan import Note, address

_LINE_HEIGHT = 17  # pixels of a line of the note's 9 point Tahoma
_CHARACTER = 6  # pixels, on average
_NARROW, _WIDE = 110, 290  # pixels of a box
_PADDING = 12
_DEFAULT_HEIGHT = 20  # pixels of a row of 15 points
_DEFAULT_WIDTH = 64  # pixels of a column of 8.43 characters

_FONT = '<rPr><sz val="9"/><color indexed="81"/><rFont val="Tahoma"/><family val="2"/></rPr>'

_VML = """<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" \
xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" \
data="{block}"/></o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" \
path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" \
o:connecttype="rect"/></v:shapetype>{shapes}</xml>"""

_SHAPE = """<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;margin-left:{x}pt;\
margin-top:{y}pt;width:{width}pt;height:{height}pt;z-index:{order};visibility:hidden" fillcolor="#ffffe1" \
o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path \
o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div>\
</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>\
<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>\
<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"""


def comments(notes: list[Note], dialect: Dialect) -> bytes:
    """The comments part: one note a cell, in the order of the cells."""
    lines = "".join(
        f'<comment ref="{address(note.row, note.column)}" authorId="0"><text><r>{_FONT}'
        f'<t xml:space="preserve">{cell_text(note.text)}</t></r></text></comment>'
        for note in notes
    )
    return document(
        f'<comments xmlns="{dialect.main}"><authors><author></author></authors>'
        f"<commentList>{lines}</commentList></comments>"
    )


def _box(words: str) -> tuple[int, int]:
    """Width and height in pixels of a box that shows the whole text."""
    lines = re.split(r"\r\n|\r|\n", words)
    longest = max(len(line) for line in lines) * _CHARACTER
    width = min(max(longest, _NARROW), _WIDE)
    rows = sum(1 + max(len(line) - 1, 0) * _CHARACTER // width for line in lines)
    return width + _PADDING, rows * _LINE_HEIGHT + _PADDING


def _cross(sizes: list[int], default: int, first: int, offset: int, length: int) -> tuple[list[int], int]:
    """From ``offset`` pixels into cell ``first`` on for ``length`` pixels: the anchor (cell, pixels into
    it, twice), and the pixels from the sheet's edge to the start."""

    def size(cell: int) -> int:
        return sizes[cell] if cell < len(sizes) else default

    edge = sum(map(size, range(first))) + offset
    cell, rest = first, offset + length
    while rest > size(cell):
        rest -= size(cell)
        cell += 1
    return [first, offset, cell, rest], edge


def drawing(notes: list[Note], widths: list[int], heights: list[int], block: int) -> bytes:
    """The VML part. ``widths`` and ``heights`` are the pixels of the first columns and rows; ``block`` is
    the sheet's own number, which keeps shape ids of different sheets apart."""
    shapes = []
    for order, note in enumerate(notes, 1):
        width, height = _box(note.text)
        across, x = _cross(widths, _DEFAULT_WIDTH, note.column + 1, 12, width)
        down, y = _cross(heights, _DEFAULT_HEIGHT, max(note.row - 1, 0), 4, height)
        anchor = ", ".join(
            str(number) for pair in zip(across[0::2], across[1::2], down[0::2], down[1::2], strict=True)
            for number in pair
        )  # fmt: skip
        shapes.append(
            _SHAPE.format(
                id=block * 1024 + order, x=x * 0.75, y=y * 0.75, width=width * 0.75, height=height * 0.75,
                order=order, anchor=anchor, row=note.row, column=note.column,
            )
        )  # fmt: skip
    return _VML.format(block=block, shapes="".join(shapes)).encode()
