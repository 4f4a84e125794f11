"""A planned sheet as its parts: the sheet itself, its notes, its drawing, its charts and its tables."""

from collections.abc import Iterator
from typing import NamedTuple

from kpi_xl.package.cells import formula_text, rows_xml
from kpi_xl.package.charts import chart_part, drawing_part
from kpi_xl.package.dialect import Dialect
from kpi_xl.package.grid import Grid
from kpi_xl.package.legacy import legacy_drawing
from kpi_xl.package.notes import comments
from kpi_xl.package.parts import NewPart, new_part, relations_part
from kpi_xl.package.styles import Styles
from kpi_xl.package.tables import MOST_TABLES, table_links, table_part, table_relation
from kpi_xl.package.xmltree import attribute, cell_text, document
from kpi_xl.package.zipped import Entry
from kpi_xl.plan import (
    MARK_NAME,
    Choice,
    Sheet,
    Sparkline,
    address,
    column_letters,
    mark_formula,
    quoted,
    reference,
)

_SPARKLINES = "{05C60535-1F16-4fd2-B633-F4F36F0B64E0}"
_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_XM = "http://schemas.microsoft.com/office/excel/2006/main"
_LAST_POINT = "C00000"  # the colour of a sparkline's last point

_DIGIT = 7  # pixels of the widest digit of Calibri 11, the unit of column widths
_COLUMN_PADDING = 5  # pixels
_DEFAULT_HEIGHT = 15  # points
_LONGEST_LIST = 255  # characters of the options of a drop-down list
_PAPER = {"A4": 9, "A3": 8}  # Excel's numbers of paper sizes


class Place(NamedTuple):
    """Where a sheet's parts go: ``folder`` (``xl/`` or ""), the ``stem`` of their names, the sheet's own
    number in the workbook, whether it is the tab that is open, and the name by which VBA knows it."""

    folder: str
    stem: str
    number: int
    selected: bool
    code_name: str = ""


def _pixels(width: float) -> int:
    return int(width * 12 + 0.5) if width < 1 else int(width * _DIGIT + 0.5) + _COLUMN_PADDING


def _view(sheet: Sheet, selected: bool) -> str:
    rows, columns = sheet.freeze
    grid = "" if sheet.gridlines else ' showGridLines="0"'
    tab = ' tabSelected="1"' if selected else ""
    zoom = "" if sheet.zoom == 100 else f' zoomScale="{sheet.zoom}" zoomScaleNormal="{sheet.zoom}"'
    inner = ""
    if rows or columns:
        pane = "bottomRight" if rows and columns else "bottomLeft" if rows else "topRight"
        split = (f' xSplit="{columns}"' if columns else "") + (f' ySplit="{rows}"' if rows else "")
        corner = address(rows, columns)
        inner = f'<pane{split} topLeftCell="{corner}" activePane="{pane}" state="frozen"/>'
        if rows and columns:
            inner += '<selection pane="topRight"/><selection pane="bottomLeft"/>'
        inner += f'<selection pane="{pane}" activeCell="{corner}" sqref="{corner}"/>'
    return f'<sheetViews><sheetView{grid}{tab}{zoom} workbookViewId="0">{inner}</sheetView></sheetViews>'


def _columns(sheet: Sheet) -> str:
    lines = []
    sizes = {
        width: f' width="{int(_pixels(width) / _DIGIT * 256) / 256:g}" customWidth="1"'
        for width in set(sheet.widths)
    }
    concealed = frozenset(sheet.hidden_columns)
    for column in range(max(len(sheet.widths), max(concealed, default=-1) + 1)):
        if column < len(sheet.widths):
            size = sizes[sheet.widths[column]]
        elif column in concealed:
            size = ' width="9.140625"'
        else:
            continue
        hidden = ' hidden="1"' if column in concealed else ""
        lines.append(f'<col min="{column + 1}" max="{column + 1}"{size}{hidden}/>')
    return f"<cols>{''.join(lines)}</cols>" if lines else ""


def _rules(sheet: Sheet, styles: Styles) -> str:
    return "".join(
        f'<conditionalFormatting sqref="{reference(rule.area)}"><cfRule type="expression" '
        f'dxfId="{styles.rule(rule)}" priority="{priority}" stopIfTrue="1">'
        f"<formula>{formula_text(rule.formula)}</formula></cfRule></conditionalFormatting>"
        for priority, rule in enumerate(sheet.rules, 1)
    )


def _choice(choice: Choice) -> str:
    options = ",".join(choice.options)
    if len(options) > _LONGEST_LIST or any("," in option for option in choice.options):
        raise ValueError(f"A drop-down list cannot hold these options: {choice.options!r}")
    refuse = "" if choice.open_ended else ' showErrorMessage="1"'
    listed = cell_text('"' + options.replace('"', '""') + '"')
    return (
        f'<dataValidation type="list" allowBlank="1"{refuse} errorTitle="{attribute(choice.title[:32])}" '
        f'error="{attribute(choice.message[:225])}" sqref="{reference(choice.area)}">'
        f"<formula1>{listed}</formula1></dataValidation>"
    )


def _choices(sheet: Sheet) -> str:
    if not sheet.choices:
        return ""
    lines = "".join(map(_choice, sheet.choices))
    return f'<dataValidations count="{len(sheet.choices)}">{lines}</dataValidations>'


def _links(sheet: Sheet) -> str:
    lines = "".join(
        f'<hyperlink ref="{address(link.row, link.column)}" '
        f'location="{attribute(f"{quoted(link.sheet)}!{link.cell}")}" tooltip="{attribute(link.tip[:255])}"/>'
        for link in sheet.links
    )
    return f"<hyperlinks>{lines}</hyperlinks>" if lines else ""


def _page(sheet: Sheet) -> str:
    page = sheet.page
    footer = (f"&L{page.footer_left}" if page.footer_left else "") + (
        f"&R{page.footer_right}" if page.footer_right else ""
    )
    return (
        '<printOptions horizontalCentered="1"/>'
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
        f'<pageSetup paperSize="{_PAPER[page.paper]}" fitToHeight="{int(page.one_page)}" '
        f'orientation="{"landscape" if page.landscape else "portrait"}"/>'
        + (f"<headerFooter><oddFooter>{cell_text(footer)}</oddFooter></headerFooter>" if footer else "")
        + _breaks(page.breaks)
    )


def _breaks(rows: tuple[int, ...]) -> str:
    """Page breaks above rows, each told by the number of the row before it."""
    lines = "".join(f'<brk id="{row}" max="16383" man="1"/>' for row in rows)
    return (
        f'<rowBreaks count="{len(rows)}" manualBreakCount="{len(rows)}">{lines}</rowBreaks>' if rows else ""
    )


def local_names(sheet: Sheet) -> list[tuple[str, str]]:
    """The names that go with a sheet, its mark and printing's: each a name and what it refers to."""
    names = [(MARK_NAME, mark_formula(sheet.mark, sheet.name))] if sheet.mark else []
    page = sheet.page
    if page.print_columns:
        last = max([len(sheet.rows), *(chart.area.bottom + 1 for chart in sheet.charts)])
        area = f"$A$1:${column_letters(page.print_columns - 1)}${max(last, 1)}"
        names.append(("_xlnm.Print_Area", f"{quoted(sheet.name)}!{area}"))
    if page.repeat:
        first, last = page.repeat
        names.append(("_xlnm.Print_Titles", f"{quoted(sheet.name)}!${first + 1}:${last + 1}"))
    return names


def _sheet_part(
    sheet: Sheet, place: Place, styles: Styles, dialect: Dialect, date1904: bool
) -> Iterator[bytes]:
    """The worksheet part, piece by piece; its drawing is rId1, that of its buttons and notes rId2."""
    width = max((len(row.looks) for row in sheet.rows), default=0)
    corner = address(max(len(sheet.rows) - 1, 0), max(width - 1, 0))
    code = f' codeName="{attribute(place.code_name)}"' if place.code_name else ""
    tab = f'<tabColor rgb="FF{sheet.tab_colour}"/>' if sheet.tab_colour else ""
    merges = "".join(f'<mergeCell ref="{reference(area)}"/>' for area in sheet.merges)
    yield document(
        f'<worksheet xmlns="{dialect.main}" xmlns:r="{dialect.relations}">'
        f'<sheetPr{code}>{tab}<pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="{"A1" if corner == "A1" else f"A1:{corner}"}"/>{_view(sheet, place.selected)}'
        f'<sheetFormatPr defaultRowHeight="{_DEFAULT_HEIGHT}"/>{_columns(sheet)}<sheetData>'
    )
    yield from rows_xml(sheet.rows, styles, date1904)
    tail = (
        "</sheetData>"
        + (f'<mergeCells count="{len(sheet.merges)}">{merges}</mergeCells>' if merges else "")
        + f"{_rules(sheet, styles)}{_choices(sheet)}{_links(sheet)}{_page(sheet)}"
        + ('<drawing r:id="rId1"/>' if sheet.charts else "")
        + ('<legacyDrawing r:id="rId2"/>' if sheet.notes or sheet.buttons else "")
        + f"{table_links(sheet.tables)}{_sparklines(sheet)}</worksheet>"
    )
    yield tail.encode()


def _sparklines(sheet: Sheet) -> str:
    """The sparklines, an extension of Excel 2010; each keeps its own scale."""
    if not sheet.sparklines:
        return ""
    groups: dict[str, list[Sparkline]] = {}
    for line in sheet.sparklines:
        groups.setdefault(line.colour, []).append(line)
    written = ""
    for colour, lines in groups.items():
        cells = "".join(
            f"<x14:sparkline><xm:f>{cell_text(quoted(sheet.name))}!{reference(line.values)}</xm:f>"
            f"<xm:sqref>{address(line.row, line.column)}</xm:sqref></x14:sparkline>"
            for line in lines
        )
        written += (
            '<x14:sparklineGroup displayEmptyCellsAs="gap" markers="0" last="1" displayHidden="1">'
            f'<x14:colorSeries rgb="FF{colour}"/><x14:colorLast rgb="FF{_LAST_POINT}"/>'
            f"<x14:sparklines>{cells}</x14:sparklines></x14:sparklineGroup>"
        )
    return (
        f'<extLst><ext uri="{_SPARKLINES}" xmlns:x14="{_X14}"><x14:sparklineGroups xmlns:xm="{_XM}">'
        f"{written}</x14:sparklineGroups></ext></extLst>"
    )


def _grid(sheet: Sheet) -> Grid:
    widths = [
        0 if column in sheet.hidden_columns else _pixels(width) for column, width in enumerate(sheet.widths)
    ]
    return Grid(widths, [int((row.height or _DEFAULT_HEIGHT) * 4 / 3) for row in sheet.rows])


def sheet_parts(
    sheet: Sheet, place: Place, styles: Styles, dialect: Dialect, date1904: bool
) -> list[NewPart]:
    """Every part of a sheet, the worksheet first."""
    folder, stem = place.folder, place.stem
    name = f"{folder}worksheets/{stem}.xml"
    pieces = _sheet_part(sheet, place, styles, dialect, date1904)
    parts = [NewPart(Entry.packed(name, pieces), "worksheet")]
    links = []
    relation = dialect.relations
    if sheet.charts:
        drawing_name = f"{folder}drawings/{stem}.xml"
        links.append(("rId1", f"{relation}/drawing", f"../drawings/{stem}.xml"))
        charts = [f"{stem}_{number}.xml" for number in range(1, len(sheet.charts) + 1)]
        parts.append(new_part(drawing_name, drawing_part(sheet.charts, dialect), "drawing"))
        parts.append(
            relations_part(
                drawing_name,
                [(f"rId{i}", f"{relation}/chart", f"../charts/{chart}") for i, chart in enumerate(charts, 1)],
            )
        )
        parts += [
            new_part(f"{folder}charts/{file}", chart_part(chart, sheet.name, dialect), "chart")
            for chart, file in zip(sheet.charts, charts, strict=True)
        ]
    notes = sorted(sheet.notes, key=lambda note: (note.row, note.column))
    if notes or sheet.buttons:
        links.append(("rId2", f"{relation}/vmlDrawing", f"../drawings/{stem}.vml"))
        drawn = legacy_drawing(sheet.buttons, notes, _grid(sheet), place.number)
        parts.append(new_part(f"{folder}drawings/{stem}.vml", drawn))
    if notes:
        links.append(("rId3", f"{relation}/comments", f"../comments/{stem}.xml"))
        parts.append(new_part(f"{folder}comments/{stem}.xml", comments(notes, dialect), "comments"))
    for at, table in enumerate(sheet.tables, 1):
        links.append((table_relation(at), f"{relation}/table", f"../tables/{stem}_{at}.xml"))
        data = table_part(table, place.number * MOST_TABLES + at, dialect)
        parts.append(new_part(f"{folder}tables/{stem}_{at}.xml", data, "table"))
    if links:
        parts.insert(1, relations_part(name, links))
    return parts
