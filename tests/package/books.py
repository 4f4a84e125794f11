"""Workbooks of other programs and small plans, for the tests of closed workbooks."""

import datetime
import io
import re
import zipfile
from pathlib import Path

import openpyxl
import xlsxwriter
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from kpi_xl.package import Package
from kpi_xl.plan import (
    Area,
    Chart,
    ChartSeries,
    Choice,
    Formula,
    Link,
    Look,
    Note,
    Page,
    Row,
    Rule,
    Sheet,
)

HEAD = Look(bold=True, fill="1F4E79", colour="FFFFFF", wrap=True, border="BFBFBF")
WORDS = Look(wrap=True, border="BFBFBF")
PERCENT = Look(number_format="0%", horizontal="right", border="BFBFBF")
DAY = Look(number_format="mmm-yy", locked=False)
MONTHS = ("Apr-20", "May-20", "Jun-20")

TRANSITIONAL = "http://schemas.openxmlformats.org"
MAIN = f"{TRANSITIONAL}/spreadsheetml/2006/main"
RELATIONS = f"{TRANSITIONAL}/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = f"{TRANSITIONAL}/package/2006"


def series(row: int, kind: str = "", dash: str = "") -> ChartSeries:
    figures = (0.5, None, 0.7)
    return ChartSeries(
        f"FD {row}",
        (row, 0),
        Area(1, 2, 1, 4),
        MONTHS,
        Area(row, 2, row, 4),
        figures,
        "1F4E79",
        kind,
        dash,
    )


def chart(kind: str = "column", labels: bool = False) -> Chart:
    line_over = kind == "column"
    both = (
        series(2),
        series(3, "line" if line_over else "", "dash" if line_over else ""),
    )
    alt = f'What the "{kind}" chart says'
    return Chart(kind, f"A {kind} chart", alt, Area(6, 0, 20, 4), both, "0%", labels=labels)


def generated(name: str = "Front Door", mark: str = "") -> Sheet:
    """A generated sheet with everything a sheet may have."""
    looks = (WORDS, WORDS, PERCENT, PERCENT, PERCENT)
    return Sheet(
        name,
        mark or f"service:{name}",
        [
            Row((name, None, None, None, None), (HEAD,) * 5, 24),
            Row(("Indicator", "RAG", *MONTHS), (HEAD,) * 5, 30.5),
            Row(('FD 2 <"&">', Formula('IF(C3>0.6,"Green","Red")', "Red"), 0.5, None, 0.7), looks),
            Row(("  FD 3\nnext line ", Formula("C3+1", 1.5), 0.5, "NA", 1), looks),
            Row((datetime.date(2020, 9, 1), "\x07 _x0041_"), (DAY, None)),
        ],
        (30, 10, 9, 9, 9),
        hidden_columns=(3,),
        merges=(Area(0, 0, 0, 4),),
        freeze=(2, 1),
        rules=(
            Rule(Area(2, 1, 9, 1), '$B3="Red"', "FFFFFF", "C00000", True),
            Rule(Area(2, 1, 9, 1), '$B3="Green"', "FFFFFF", "006100"),
        ),
        notes=(Note(3, 2, "79% (6m+)"), Note(2, 2, "A longer note & more.\nOn two lines")),
        charts=(chart(), chart("stacked bar", labels=True), chart("line"), chart("stacked column")),
        choices=(Choice(Area(2, 0, 5, 0), ('say "a"', "b"), "Kind", "Choose one"),),
        links=(Link(0, 0, name, "Up"),),
        page=Page(True, (0, 1), "Left", "Page &P of &N", 5),
        tab_colour="1F4E79",
        zoom=90,
    )


def simple(name: str, mark: str = "", *rows: tuple[float | str | datetime.date | None, ...]) -> Sheet:
    """A sheet of plain cells."""
    return Sheet(name, mark, [Row(row, (WORDS,) * len(row)) for row in rows or (("x",),)], (12,))


PLANS = [generated("Overview", "overview"), generated(), generated("Children's"), simple("Checks", "checks")]


def openpyxl_book(path: Path) -> Path:
    """Two sheets with a chart, a note, a rule, a list, a table-wide name and local names."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Data"
    for row in (
        ["Indicator Number", "Sep-20"],
        ["FD 1", 0.94],
        ["FD 2", 12],
        ["FD 3", datetime.date(2020, 9, 1)],
    ):
        sheet.append(row)
    sheet["B2"].number_format = "0%"
    sheet["A2"].comment = Comment("The officer's own", "Ann")
    bars = BarChart()
    bars.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    sheet.add_chart(bars, "D2")  # type: ignore[call-arg]
    sheet.print_title_rows = "1:1"
    other = book.create_sheet("Notes & more")
    other["A1"] = "kept"
    other.print_area = "A1:B2"
    book.defined_names["Everywhere"] = openpyxl.workbook.defined_name.DefinedName(
        "Everywhere", attr_text="Data!$A$1"
    )
    book.active = 1
    book.save(path)
    return path


def xlsxwriter_book(path: Path) -> Path:
    """Four sheets: one with a chart, notes, rules and formulas, one hidden, and a chart sheet."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Data")
        shown = book.add_format({"num_format": "0.0%", "bold": True, "bg_color": "#FFFF00", "locked": False})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, ["Indicator Number", "Sep-20", "When"])
        sheet.write_row(1, 0, ["FD 1", 0.5], shown)
        sheet.write_datetime(1, 2, datetime.datetime(2020, 9, 1), day)
        sheet.write_formula("B3", "=B2*2", shown, 1)
        sheet.write_comment("A1", "The officer's own")
        sheet.conditional_format("B2:B3", {"type": "data_bar"})
        sheet.data_validation("A2:A9", {"validate": "list", "source": ["a", "b"]})
        columns = book.add_chart({"type": "column"})
        columns.add_series({"values": "=Data!$B$2:$B$3"})
        sheet.insert_chart("E2", columns)
        hidden = book.add_worksheet("Hidden")
        hidden.hide()
        lines = book.add_chart({"type": "line"})
        lines.add_series({"values": "=Data!$B$2:$B$3"})
        book.add_chartsheet("Picture").set_chart(lines)
        last = book.add_worksheet("Last")
        last.write(0, 0, "=Data!B3")
        last.activate()
        book.define_name("Last!Local", "=Last!$A$1")
        book.define_name("Wide", "=Data!$A$1")
    return path


def macro_book(path: Path) -> Path:
    """A macro-enabled workbook with a ribbon, custom XML and parts that nobody knows."""
    plain = io.BytesIO(openpyxl_book(path).read_bytes())
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "[Content_Types].xml":
                data = data.replace(b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main").replace(
                    b"vnd.openxmlformats-officedocument.ms-excel", b"vnd.ms-excel"
                )
                data = data.replace(
                    b"<Override",
                    b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Override',
                    1,
                )
            elif name == "_rels/.rels":
                data = _with_relation(
                    data,
                    "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility",
                    "customUI/customUI14.xml",
                )
            elif name == "xl/_rels/workbook.xml.rels":
                data = _with_relation(
                    data,
                    "http://schemas.microsoft.com/office/2006/relationships/vbaProject",
                    "vbaProject.bin",
                )
            new.writestr(name, data)
        new.writestr("xl/vbaProject.bin", bytes(range(256)) * 20)
        new.writestr(
            "customUI/customUI14.xml",
            '<customUI xmlns="http://schemas.microsoft.com/office/2009/07/customui"/>',
        )
        new.writestr(zipfile.ZipInfo("customXml/item1.xml", (2019, 5, 6, 7, 8, 10)), "<of-the-council/>")
    return path


def _with_relation(data: bytes, kind: str, target: str) -> bytes:
    line = f'<Relationship Id="rIdExtra" Type="{kind}" Target="{target}"/></Relationships>'
    return data.replace(b"</Relationships>", line.encode())


def raw_book(
    path: Path,
    cells: str,
    strict: bool = False,
    prefix: str = "",
    settings: str = "",
    workbook: str = "",
    tail: str = "",
) -> Path:
    """A workbook written by hand: one sheet ``Data`` with ``cells`` in its sheetData. Style 1 is ``0%``,
    2 a date, 3 ``0.0"%"`` and 4 ``+0.0%``."""
    main, relations = (STRICT_MAIN, STRICT_RELATIONS) if strict else (MAIN, RELATIONS)

    def spelt(xml: str) -> str:
        return re.sub(r"<(/?)(?=[a-zA-Z])", rf"<\1{prefix}:", xml) if prefix else xml

    declared = f'xmlns{":" + prefix if prefix else ""}="{main}" xmlns:r="{relations}"'
    spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    types = (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{spreadsheet}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{spreadsheet}.styles+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{spreadsheet}.worksheet+xml"/></Types>'
    )
    styles = (
        f"<styleSheet {declared}>"
        '<numFmts count="2"><numFmt numFmtId="164" formatCode="0.0&quot;%&quot;"/>'
        '<numFmt numFmtId="165" formatCode="+0.0%"/></numFmts>'
        '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        "<borders><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        + '<cellXfs count="5">'
        + "".join(
            f'<xf numFmtId="{n}" fontId="0" fillId="0" borderId="0" xfId="0"/>' for n in (0, 9, 14, 164, 165)
        )
        + '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
        "</cellStyles></styleSheet>"
    )
    parts = {
        "[Content_Types].xml": types,
        "_rels/.rels": _relationships(relations, {"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/_rels/workbook.xml.rels": _relationships(
            relations, {"rId1": ("worksheet", "worksheets/sheet1.xml"), "rId2": ("styles", "/xl/styles.xml")}
        ),
        "xl/workbook.xml": spelt(
            f"<workbook {declared}><workbookPr {settings}/><sheets>"
            f'<sheet name="Data" sheetId="1" r:id="rId1"/></sheets>{workbook}</workbook>'
        ),
        "xl/styles.xml": spelt(styles),
        "xl/worksheets/sheet1.xml": spelt(
            f'<worksheet {declared}><dimension ref="A1"/><sheetData>{cells}</sheetData>{tail}</worksheet>'
        ),
    }
    with zipfile.ZipFile(path, "w") as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return path


def _relationships(base: str, lines: dict[str, tuple[str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="{id_}" Type="{base}/{kind}" Target="{target}"/>'
        for id_, (kind, target) in lines.items()
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def contents(data: bytes | Path) -> dict[str, bytes]:
    """The unpacked parts of a workbook."""
    with zipfile.ZipFile(data if isinstance(data, Path) else io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def zip_of(path: Path, parts: dict[str, bytes]) -> Path:
    """A workbook of these parts."""
    with zipfile.ZipFile(path, "w") as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return path


def put(path: Path, *plans: Sheet) -> Package:
    """The workbook with these plans in it, saved and opened again."""
    package = Package.open(path)
    package.put(list(plans))
    package.save(path)
    return Package.open(path)
