"""The chart part of a planned chart: plain columns, bars and lines with their caches, and the drawing
that places them."""

from functools import cache, lru_cache

from kpi_xl.package.dialect import Dialect
from kpi_xl.package.xmltree import attribute, cell_text, document
from kpi_xl.plan import Area, Chart, ChartSeries, column_letters

_GREY = "D9D9D9"  # the lines of axes, grid and frame
_INK = "404040"  # text
_GAP_WIDTH = 60  # per cent of a column's width
_LINE_WIDTH = 28575  # EMU: 2.25 points
_LABEL_SIZE, _AXIS_SIZE = 900, 900  # hundredths of a point
_DARK_BELOW = 140  # brightness, of 255, below which a label on a colour is white
_CATEGORY_AXIS, _VALUE_AXIS = 500_000_001, 500_000_002


def _solid(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def _letters(size: int, colour: str = _INK, bold: bool = False) -> str:
    """The run properties of chart text, as attributes and content."""
    return (
        f' sz="{size}" b="{int(bold)}">{_solid(colour)}<a:latin typeface="Calibri"/>'
        '<a:cs typeface="Calibri"/>'
    )


@cache
def _text_properties(size: int, colour: str = _INK, turned: bool = False) -> str:
    body = '<a:bodyPr rot="-5400000" vert="horz"/>' if turned else "<a:bodyPr/>"
    return (
        f"<c:txPr>{body}<a:lstStyle/><a:p><a:pPr><a:defRPr{_letters(size, colour)}</a:defRPr></a:pPr>"
        '<a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
    )


def _line(colour: str, width: int = 9525) -> str:
    return f'<a:ln w="{width}">{_solid(colour)}</a:ln>'


def _place(sheet: str, area: Area) -> str:
    quoted = sheet.replace("'", "''")
    first = f"${column_letters(area.left)}${area.top + 1}"
    last = f"${column_letters(area.right)}${area.bottom + 1}"
    return cell_text(f"'{quoted}'!" + (first if first == last else f"{first}:{last}"))


@lru_cache(maxsize=32)  # all charts of a sheet share their categories
def _texts(sheet: str, area: Area, texts: tuple[str, ...]) -> str:
    points = "".join(f'<c:pt idx="{i}"><c:v>{cell_text(words)}</c:v></c:pt>' for i, words in enumerate(texts))
    return (
        f"<c:strRef><c:f>{_place(sheet, area)}</c:f><c:strCache>"
        f'<c:ptCount val="{len(texts)}"/>{points}</c:strCache></c:strRef>'
    )


def _figures(sheet: str, series: ChartSeries, number_format: str) -> str:
    points = "".join(
        f'<c:pt idx="{i}"><c:v>{figure!r}</c:v></c:pt>'
        for i, figure in enumerate(series.figures)
        if figure is not None
    )
    return (
        f"<c:val><c:numRef><c:f>{_place(sheet, series.values)}</c:f><c:numCache>"
        f"<c:formatCode>{cell_text(number_format)}</c:formatCode>"
        f'<c:ptCount val="{len(series.figures)}"/>{points}</c:numCache></c:numRef></c:val>'
    )


def _looks(series: ChartSeries, is_line: bool) -> str:
    """The shape properties of a series, and a line's markers."""
    colour = series.colour
    if is_line:
        dash = f'<a:prstDash val="{series.dash or "solid"}"/>'
        line = f'<a:ln w="{_LINE_WIDTH}" cap="rnd">{_solid(colour)}{dash}<a:round/></a:ln>'
        marker = '<c:symbol val="none"/>'
        if not series.dash:
            marker = (
                f'<c:symbol val="circle"/><c:size val="5"/><c:spPr>{_solid(colour)}{_line(colour)}</c:spPr>'
            )
        return f"<c:spPr>{line}</c:spPr><c:marker>{marker}</c:marker>"
    return f'<c:spPr>{_solid(colour)}{_line(colour)}</c:spPr><c:invertIfNegative val="0"/>'


def _labels(chart: Chart, series: ChartSeries, is_line: bool) -> str:
    """The figures beside a line or on columns; a column's go where they can be read."""
    if not chart.labels or (is_line and chart.kind != "line"):
        return ""
    position, ink = ("t", _INK) if is_line else ("outEnd", _INK)
    if chart.kind.startswith("stacked"):
        red, green, blue = (int(series.colour[i : i + 2], 16) for i in (0, 2, 4))
        dark = 0.299 * red + 0.587 * green + 0.114 * blue < _DARK_BELOW
        position, ink = "ctr", "FFFFFF" if dark else "000000"
    return (
        f'<c:dLbls><c:numFmt formatCode="{attribute(chart.number_format)}" sourceLinked="0"/>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_text_properties(_LABEL_SIZE, ink)}"
        f'<c:dLblPos val="{position}"/><c:showLegendKey val="0"/><c:showVal val="1"/>'
        '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/>'
        '<c:showBubbleSize val="0"/></c:dLbls>'
    )


def _series(chart: Chart, sheet: str, place: int, is_line: bool) -> str:
    series = chart.series[place]
    if series.name_cell is None:
        name = f"<c:v>{cell_text(series.name)}</c:v>"
    else:
        name = _texts(sheet, Area(*series.name_cell, *series.name_cell), (series.name,))
    smooth = '<c:smooth val="0"/>' if is_line else ""
    return (
        f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/>'
        f"<c:tx>{name}</c:tx>{_looks(series, is_line)}"
        f"{_labels(chart, series, is_line)}"
        f"<c:cat>{_texts(sheet, series.categories, series.category_texts)}</c:cat>"
        f"{_figures(sheet, series, chart.number_format)}{smooth}</c:ser>"
    )


def _groups(chart: Chart, sheet: str) -> str:
    """The columns or bars together, then the lines over them."""
    axes = f'<c:axId val="{_CATEGORY_AXIS}"/><c:axId val="{_VALUE_AXIS}"/>'
    lines = [i for i, s in enumerate(chart.series) if "line" in (chart.kind, s.kind)]
    bars = [i for i in range(len(chart.series)) if i not in lines]
    groups = ""
    if bars:
        stacked = chart.kind.startswith("stacked")
        groups += (
            f'<c:barChart><c:barDir val="{"bar" if chart.kind.endswith("bar") else "col"}"/>'
            f'<c:grouping val="{"stacked" if stacked else "clustered"}"/><c:varyColors val="0"/>'
            + "".join(_series(chart, sheet, place, False) for place in bars)
            + f'<c:gapWidth val="{_GAP_WIDTH}"/>'
            + ('<c:overlap val="100"/>' if stacked else "")
            + f"{axes}</c:barChart>"
        )
    if lines:
        groups += (
            '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
            + "".join(_series(chart, sheet, place, True) for place in lines)
            + f'<c:marker val="1"/>{axes}</c:lineChart>'
        )
    return groups


def _axes(chart: Chart) -> str:
    """Category and value axis. A bar chart reads from the top, so its value axis crosses at the far end."""
    across = chart.kind.endswith("bar")
    text = _text_properties(_AXIS_SIZE)
    labels = _text_properties(_AXIS_SIZE, turned=chart.turned)
    ends = f'<c:max val="{chart.highest:.15g}"/>' if chart.highest is not None else ""
    ends += f'<c:min val="{chart.lowest:.15g}"/>' if chart.lowest is not None else ""
    return (
        f'<c:catAx><c:axId val="{_CATEGORY_AXIS}"/><c:scaling>'
        f'<c:orientation val="{"maxMin" if across else "minMax"}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{"l" if across else "b"}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"<c:spPr>{_line(_GREY)}</c:spPr>{labels}"
        f'<c:crossAx val="{_VALUE_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/>'
        '<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="{_VALUE_AXIS}"/><c:scaling><c:orientation val="minMax"/>{ends}</c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{"b" if across else "l"}"/>'
        f"<c:majorGridlines><c:spPr>{_line(_GREY)}</c:spPr></c:majorGridlines>"
        f'<c:numFmt formatCode="{attribute(chart.number_format)}" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f"<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{text}"
        f'<c:crossAx val="{_CATEGORY_AXIS}"/><c:crosses val="{"max" if across else "autoZero"}"/>'
        '<c:crossBetween val="between"/></c:valAx>'
    )


def chart_part(chart: Chart, sheet: str, dialect: Dialect) -> bytes:
    """The chart part; ``sheet`` is the name of the sheet its figures stand on. Points without a figure
    are gaps, and figures in hidden columns are drawn."""
    title = '<c:autoTitleDeleted val="1"/>'
    if chart.title:
        letters = _letters(round(chart.title_size * 100), bold=True)
        title = (
            "<c:title><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:pPr>"
            f"<a:defRPr{letters}</a:defRPr></a:pPr><a:r>"
            f'<a:rPr lang="en-GB"{letters}</a:rPr>'
            f"<a:t>{cell_text(chart.title)}</a:t></a:r></a:p></c:rich></c:tx>"
            '<c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/>'
        )
    legend = f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{_text_properties(_AXIS_SIZE)}</c:legend>'
    return document(
        f'<c:chartSpace xmlns:c="{dialect.chart}" xmlns:a="{dialect.drawing}" '
        f'xmlns:r="{dialect.relations}"><c:roundedCorners val="0"/>'
        f"<c:chart>{title}<c:plotArea><c:layout/>{_groups(chart, sheet)}{_axes(chart)}"
        f'<c:spPr><a:noFill/></c:spPr></c:plotArea>{legend}<c:plotVisOnly val="0"/>'
        f'<c:dispBlanksAs val="gap"/></c:chart><c:spPr>{_solid("FFFFFF")}{_line(_GREY)}</c:spPr>'
        f"{_text_properties(_AXIS_SIZE)}</c:chartSpace>"
    )


def drawing_part(charts: tuple[Chart, ...], dialect: Dialect) -> bytes:
    """The drawing that lays each chart over its cells; chart ``n`` (from 1) is its relationship ``rIdn``."""
    anchors = []
    for number, chart in enumerate(charts, 1):
        a = chart.area
        ends = ("from", a.left, a.top), ("to", a.right + 1, a.bottom + 1)
        corners = "".join(
            f"<xdr:{end}><xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff>"
            f"<xdr:row>{row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:{end}>"
            for end, column, row in ends
        )
        anchors.append(
            f'<xdr:twoCellAnchor editAs="oneCell">{corners}<xdr:graphicFrame macro="">'
            f'<xdr:nvGraphicFramePr><xdr:cNvPr id="{number + 1}" name="Chart {number}" '
            f'descr="{attribute(chart.alt)}"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>'
            '<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic>'
            f'<a:graphicData uri="{dialect.chart}"><c:chart xmlns:c="{dialect.chart}" '
            f'r:id="rId{number}"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/>'
            "</xdr:twoCellAnchor>"
        )
    return document(
        f'<xdr:wsDr xmlns:xdr="{dialect.sheet_drawing}" xmlns:a="{dialect.drawing}" '
        f'xmlns:r="{dialect.relations}">{"".join(anchors)}</xdr:wsDr>'
    )
