"""A new, empty workbook, the same bytes every time."""

from kpi_xl.package.dialect import TRANSITIONAL, TYPE_OF
from kpi_xl.package.parts import TYPES_PART, Parts, content_types, relations_part
from kpi_xl.package.xmltree import cell_text, document
from kpi_xl.package.zipped import Entry

_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_METADATA = "http://schemas.openxmlformats.org/package/2006"

_FONT = (
    '<font><sz val="11"/><color theme="1"/><name val="Calibri"/><family val="2"/><scheme val="minor"/></font>'
)
STYLES = document(
    f'<styleSheet xmlns="{TRANSITIONAL.main}"><fonts count="1">{_FONT}</fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    '<dxfs count="0"/><tableStyles count="0" defaultTableStyle="TableStyleMedium9" '
    'defaultPivotStyle="PivotStyleLight16"/></styleSheet>'
)

_COLOURS = {
    "dk2": "44546A", "lt2": "E7E6E6", "accent1": "1F4E79", "accent2": "C55A11", "accent3": "7F7F7F",
    "accent4": "BF8F00", "accent5": "2E75B6", "accent6": "548235", "hlink": "0563C1", "folHlink": "954F72",
}  # fmt: skip
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE = f'<a:ln w="9525">{_FILL}<a:prstDash val="solid"/></a:ln>'
_EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"
_FACES = '<a:latin typeface="{}"/><a:ea typeface=""/><a:cs typeface=""/>'

_CUSTOM = "docProps/custom.xml"
_MARKED_FINAL = document(
    f'<Properties xmlns="{TRANSITIONAL.relations.replace("relationships", "custom-properties")}" '
    f'xmlns:vt="{TRANSITIONAL.relations.replace("relationships", "docPropsVTypes")}">'
    '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="_MarkAsFinal">'
    "<vt:bool>true</vt:bool></property></Properties>"
)


def _theme() -> bytes:
    colours = "".join(f'<a:{n}><a:srgbClr val="{c}"/></a:{n}>' for n, c in _COLOURS.items())
    return document(
        f'<a:theme xmlns:a="{TRANSITIONAL.drawing}" name="Office"><a:themeElements>'
        '<a:clrScheme name="Office">'
        '<a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1>'
        f'<a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1>{colours}</a:clrScheme>'
        f'<a:fontScheme name="Office"><a:majorFont>{_FACES.format("Calibri")}</a:majorFont>'
        f"<a:minorFont>{_FACES.format('Calibri')}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="Office"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{_LINE * 3}</a:lnStyleLst><a:effectStyleLst>{_EFFECT * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


def blank_parts(title: str, final: bool = False) -> Parts:
    """The parts of a workbook without a sheet: one has to be put into it before it is saved. A ``final`` one
    is marked as Excel's Mark as Final does."""
    relation = TRANSITIONAL.relations
    core = document(
        f'<cp:coreProperties xmlns:cp="{_METADATA}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{cell_text(title)}</dc:title><dc:language>en-GB</dc:language>"
        f"{'<cp:contentStatus>Final</cp:contentStatus>' if final else ''}</cp:coreProperties>"
    )
    app = document(
        f'<Properties xmlns="{relation.replace("relationships", "extended-properties")}">'
        "<Application>kpi_xl</Application></Properties>"
    )
    workbook = document(
        f'<workbook xmlns="{TRANSITIONAL.main}" xmlns:r="{relation}"><workbookPr/>'
        '<bookViews><workbookView xWindow="240" yWindow="15" windowWidth="24000" windowHeight="12000"/>'
        "</bookViews><sheets/></workbook>"
    )
    top = relations_part(
        "",
        [
            ("rId1", f"{relation}/officeDocument", "xl/workbook.xml"),
            ("rId2", f"{_METADATA}/relationships/metadata/core-properties", "docProps/core.xml"),
            ("rId3", f"{relation}/extended-properties", "docProps/app.xml"),
            *([("rId4", f"{relation}/custom-properties", _CUSTOM)] if final else []),
        ],
    )
    inner = relations_part(
        "xl/workbook.xml",
        [("rId1", f"{relation}/styles", "styles.xml"), ("rId2", f"{relation}/theme", "theme/theme1.xml")],
    )
    types = content_types(
        {"rels": TYPE_OF["rels"], "xml": "application/xml"},
        {
            "xl/workbook.xml": _MAIN,
            "xl/styles.xml": TYPE_OF["styles"],
            "xl/theme/theme1.xml": f"{_OFFICE}.theme+xml",
            "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
            "docProps/app.xml": f"{_OFFICE}.extended-properties+xml",
            **({_CUSTOM: f"{_OFFICE}.custom-properties+xml"} if final else {}),
        },
    )
    contents = {
        TYPES_PART: types,
        top.name: top.entry.data(),
        "xl/workbook.xml": workbook,
        inner.name: inner.entry.data(),
        "xl/styles.xml": STYLES,
        "xl/theme/theme1.xml": _theme(),
        "docProps/core.xml": core,
        "docProps/app.xml": app,
        **({_CUSTOM: _MARKED_FINAL} if final else {}),
    }
    return Parts([Entry(name, data) for name, data in contents.items()])
