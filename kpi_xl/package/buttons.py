"""The buttons of a sheet, as form controls of its legacy drawing: those run a macro on every Excel."""

from kpi_xl.package.grid import Grid
from kpi_xl.package.xmltree import attribute, cell_text
from kpi_xl.plan import Button

_MARGIN = 4  # pixels left free on each side of a button's cells
_FONT_SIZE = 220  # twentieths of a point

SHAPE_TYPE = """<v:shapetype id="_x0000_t201" coordsize="21600,21600" o:spt="201" \
path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path shadowok="f" o:extrusionok="f" \
strokeok="f" fillok="f" o:connecttype="rect"/><o:lock v:ext="edit" shapetype="t"/></v:shapetype>"""

_SHAPE = """<v:shape id="_x0000_s{id}" type="#_x0000_t201" alt="{alt}" style="{style};z-index:{order};\
mso-wrap-style:tight" o:button="t" fillcolor="buttonFace [67]" strokecolor="windowText [64]" \
o:insetmode="auto"><v:fill color2="buttonFace [67]" o:detectmouseclick="t"/><o:lock v:ext="edit" \
rotation="t"/><v:textbox style="mso-direction-alt:auto" o:singleclick="f"><div style="text-align:center">\
<font face="Calibri" size="{size}" color="#000000">{caption}</font></div></v:textbox><x:ClientData \
ObjectType="Button"><x:Anchor>{anchor}</x:Anchor><x:PrintObject>False</x:PrintObject>\
<x:AutoFill>False</x:AutoFill><x:FmlaMacro>[0]!{macro}</x:FmlaMacro><x:TextHAlign>Center</x:TextHAlign>\
<x:TextVAlign>Center</x:TextVAlign></x:ClientData></v:shape>"""


def shape(button: Button, grid: Grid, number: int, order: int) -> str:
    """The button, inside its cells; ``number`` is the shape's own, ``order`` its place from the back."""
    area = button.area
    place = grid.place(
        area.left,
        _MARGIN,
        grid.width(area.left, area.right) - 2 * _MARGIN,
        area.top,
        _MARGIN,
        grid.height(area.top, area.bottom) - 2 * _MARGIN,
    )
    return _SHAPE.format(
        id=number, alt=attribute(button.alt), style=place.style, order=order, size=_FONT_SIZE,
        caption=cell_text(button.caption), anchor=place.anchor, macro=cell_text(button.macro),
    )  # fmt: skip
