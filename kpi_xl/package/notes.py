"""Cell notes: the comments part, and the box that each note has in the sheet's legacy drawing."""

import re

from kpi_xl.package.dialect import Dialect
from kpi_xl.package.grid import Grid
from kpi_xl.package.xmltree import cell_text, document
from kpi_xl.plan import Note, address

_LINE_HEIGHT = 17  # pixels of a line of the note's 9 point Tahoma
_CHARACTER = 6  # pixels, on average
_NARROW, _WIDE = 110, 290  # pixels of a box
_PADDING = 12

_FONT = '<rPr><sz val="9"/><color indexed="81"/><rFont val="Tahoma"/><family val="2"/></rPr>'

SHAPE_TYPE = """<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" \
path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" \
o:connecttype="rect"/></v:shapetype>"""

_SHAPE = """<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="{style};\
z-index:{order};visibility:hidden" fillcolor="#ffffe1" \
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


def shape(note: Note, grid: Grid, number: int, order: int) -> str:
    """The note's box, beside its cell; ``number`` is the shape's own, ``order`` its place from the back."""
    width, height = _box(note.text)
    place = grid.place(note.column + 1, 12, width, max(note.row - 1, 0), 4, height)
    return _SHAPE.format(
        id=number, style=place.style, order=order, anchor=place.anchor, row=note.row, column=note.column
    )
