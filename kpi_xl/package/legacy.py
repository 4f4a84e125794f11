"""A sheet's legacy drawing, in VML: its buttons first, in their order, then the boxes of its notes."""

from collections.abc import Sequence

from kpi_xl.package import buttons, notes
from kpi_xl.package.grid import Grid
from kpi_xl.plan import Button, Note

_SHAPES_A_SHEET = 1024  # numbers that one block of shapes has

_VML = """<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" \
xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" \
data="{block}"/></o:shapelayout>{shapes}</xml>"""


def legacy_drawing(pressed: Sequence[Button], noted: Sequence[Note], grid: Grid, block: int) -> bytes:
    """The VML part; ``block`` is the sheet's own number, which keeps the shapes of different sheets apart."""
    first = block * _SHAPES_A_SHEET
    shapes = [buttons.SHAPE_TYPE] if pressed else []
    shapes += [buttons.shape(button, grid, first + at, at) for at, button in enumerate(pressed, 1)]
    shapes += [notes.SHAPE_TYPE] if noted else []
    shapes += [notes.shape(note, grid, first + at, at) for at, note in enumerate(noted, 1 + len(pressed))]
    return _VML.format(block=block, shapes="".join(shapes)).encode()
