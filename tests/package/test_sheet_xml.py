"""What a planned sheet looks like in the file."""

import datetime
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from openxml_audit import OpenXmlValidator

from kpi_xl.model import NotWritten
from kpi_xl.package import Package
from kpi_xl.plan import Area, Choice, Formula, Look, Page, Row, Rule, Sheet, Value
from tests.package.books import (
    PLANS,
    WORDS,
    contents,
    generated,
    openpyxl_book,
    put,
    simple,
    xlsxwriter_book,
)


def part(plan: Sheet, name: str = "worksheets/kpi_xl_sheet1.xml") -> str:
    """A part of a new workbook that holds the plan."""
    package = Package.blank()
    package.put([plan])
    return contents(package.to_bytes())[f"xl/{name}"].decode()


def cell(value: Value, look: Look = WORDS) -> str:
    """The XML of a cell that holds the value."""
    xml = part(Sheet("A", "m", [Row((value,), (look,))], (9,)))
    return xml[xml.index("<c ") : xml.index("</row>")]


@pytest.mark.parametrize(
    ("value", "content"),
    [
        (0.94, "><v>0.94</v></c>"),
        (12, "><v>12</v></c>"),
        (None, "/>"),
        ("", "/>"),
        ("TBC", ' t="inlineStr"><is><t>TBC</t></is></c>'),
        ('<463 & "x"', ' t="inlineStr"><is><t>&lt;463 &amp; "x"</t></is></c>'),
        (" a", ' t="inlineStr"><is><t xml:space="preserve"> a</t></is></c>'),
        ("a\nb", ' t="inlineStr"><is><t xml:space="preserve">a\nb</t></is></c>'),
        ("\x01_x0041_", ' t="inlineStr"><is><t>_x0001__x005F_x0041_</t></is></c>'),
        (datetime.date(2020, 9, 1), "><v>44075</v></c>"),
        (Formula("A1+1", 2.5), "><f>A1+1</f><v>2.5</v></c>"),
        (Formula('IF(A1<1,"a","b")', "a&b"), ' t="str"><f>IF(A1&lt;1,"a","b")</f><v>a&amp;b</v></c>'),
        (Formula("A1", None), ' t="str"><f>A1</f><v></v></c>'),
        (Formula('IFS(A1,"IFS(",SUMIFS(B:B,C:C,1))', 1.0), None),
    ],
)
def test_a_cell_is_written_by_its_kind(value: Value, content: str | None) -> None:
    content = content or '><f>_xlfn.IFS(A1,"IFS(",SUMIFS(B:B,C:C,1))</f><v>1.0</v></c>'
    assert cell(value) == f'<c r="A1" s="1"{content}'


@pytest.mark.parametrize("figure", [float("nan"), float("inf"), float("-inf")])
def test_a_figure_that_is_none_is_never_written(figure: float) -> None:
    package = Package.blank()
    with pytest.raises(NotWritten, match="cannot hold"):
        package.put([simple("A", "m", (1.0, figure))])


def test_a_text_longer_than_a_cell_is_never_cut() -> None:
    with pytest.raises(NotWritten, match="32,767"):
        Package.blank().put([simple("A", "m", ("x" * 32_768,))])


@pytest.mark.parametrize(
    ("freeze", "pane"),
    [
        ((0, 0), ""),
        ((2, 0), '<pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/>'),
        ((0, 1), '<pane xSplit="1" topLeftCell="B1" activePane="topRight" state="frozen"/>'),
        ((2, 1), '<pane xSplit="1" ySplit="2" topLeftCell="B3" activePane="bottomRight" state="frozen"/>'),
    ],
)
def test_panes_freeze_at_the_rows_and_columns_planned(freeze: tuple[int, int], pane: str) -> None:
    xml = part(simple("A", "m")._replace(freeze=freeze))
    assert re.findall("<pane [^>]*>", xml) == ([pane] if pane else [])


def test_pages_begin_at_the_rows_planned() -> None:
    xml = part(simple("A", "m")._replace(page=Page(breaks=(3, 40))))
    assert (
        '<rowBreaks count="2" manualBreakCount="2"><brk id="3" max="16383" man="1"/>'
        '<brk id="40" max="16383" man="1"/></rowBreaks>' in xml
    )
    assert "rowBreaks" not in part(simple("A", "m"))


def test_rules_come_in_order_and_the_first_that_fits_wins() -> None:
    rules = re.findall('<cfRule [^>]*priority="(.)" stopIfTrue="1"><formula>([^<]*)', part(generated()))
    assert rules == [("1", '$B3="Red"'), ("2", '$B3="Green"')]


def test_equal_rules_and_looks_share_a_style() -> None:
    rule = Rule(Area(0, 0, 1, 1), "TRUE", "FFFFFF", "C00000")
    xml = part(simple("A", "m", ("a", "b"))._replace(rules=(rule, rule._replace(formula="FALSE"))))
    assert re.findall('dxfId="(.)"', xml) == ["0", "0"]


def test_a_rule_may_change_a_number_format(tmp_path: Path) -> None:
    rule = Rule(Area(0, 0, 0, 0), "A1>0", "7A0000", "F8CFCB", number_format='0%" R"')
    package = Package.blank()
    package.put([simple("A", "m", ("a",))._replace(rules=(rule,))])
    package.save(tmp_path / "book.xlsx")
    (found,) = openpyxl.load_workbook(tmp_path / "book.xlsx")["A"].conditional_formatting
    assert found.rules[0].dxf.numFmt.formatCode == '0%" R"'
    assert found.rules[0].dxf.fill.bgColor.rgb == "FFF8CFCB"
    assert OpenXmlValidator().validate(str(tmp_path / "book.xlsx")).is_valid


def test_an_option_with_a_comma_is_refused() -> None:
    choice = Choice(Area(0, 0, 0, 0), ("one, two", "three"), "T", "M")
    with pytest.raises(ValueError, match="one, two"):
        part(simple("A", "m")._replace(choices=(choice,)))


def test_a_list_too_long_for_a_cell_is_refused() -> None:
    choice = Choice(Area(0, 0, 0, 0), ("x" * 200, "y" * 100), "T", "M")
    with pytest.raises(ValueError, match="xxx"):
        part(simple("A", "m")._replace(choices=(choice,)))


def test_openpyxl_finds_everything_planned(tmp_path: Path) -> None:
    package = Package.blank()
    package.put([generated()])
    package.save(tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["Front Door"]
    assert isinstance(sheet, Worksheet)
    assert sheet.row_dimensions[2].height == 30.5
    assert sheet.column_dimensions["D"].hidden
    assert sheet.column_dimensions["A"].width == pytest.approx(30.71, abs=0.01)
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:E1"]
    assert sheet["C3"].comment is not None
    assert sheet["C3"].comment.text == "A longer note & more.\nOn two lines"
    assert sheet.data_validations.dataValidation[0].formula1 == '"say ""a"",b"'
    assert sheet["A1"].hyperlink is not None
    assert sheet["A1"].hyperlink.location == "'Front Door'!A1"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$2"
    assert sheet.print_area == "'Front Door'!$A$1:$E$21"
    assert "<oddFooter>&amp;LLeft&amp;RPage &amp;P of &amp;N</oddFooter>" in part(generated())
    assert sheet.sheet_view.zoomScale == 90
    assert not sheet.sheet_view.showGridLines
    assert sheet["A5"].protection.locked is False
    assert sheet["A1"].font.b
    assert sheet["A1"].font.name == "Calibri"


def test_a_chart_holds_its_figures_gaps_and_alternative_text() -> None:
    drawing = part(generated(), "drawings/kpi_xl_sheet1.xml")
    assert 'descr="What the &quot;column&quot; chart says"' in drawing
    xml = part(generated(), "charts/kpi_xl_sheet1_1.xml")
    assert "<c:f>'Front Door'!$C$3:$E$3</c:f>" in xml
    assert '<c:ptCount val="3"/><c:pt idx="0"><c:v>0.5</c:v></c:pt><c:pt idx="2"><c:v>0.7</c:v></c:pt>' in xml
    assert '<c:dispBlanksAs val="gap"/>' in xml
    assert '<a:prstDash val="dash"/>' in xml
    assert xml.index("<c:barChart>") < xml.index("<c:lineChart>")


def test_a_bar_chart_reads_from_the_top() -> None:
    xml = part(generated(), "charts/kpi_xl_sheet1_2.xml")
    assert '<c:barDir val="bar"/><c:grouping val="stacked"/>' in xml
    assert '<c:orientation val="maxMin"/>' in xml
    assert xml.count('<c:showVal val="1"/>') == 2


def faults(path: Path) -> set[str]:
    """What the audit finds, but its advice on size: it would rather have shared strings, which are a part
    of the officer's."""
    found = {str(error) for error in OpenXmlValidator().validate(path).errors}
    return {error for error in found if "inline-string cell" not in error}


def test_the_audit_finds_no_fault_in_a_new_workbook(tmp_path: Path) -> None:
    package = Package.blank("Scorecard")
    package.put([simple("Data", "", ("FD 1", 0.94)), *PLANS])
    package.save(tmp_path / "a.xlsx")
    assert faults(tmp_path / "a.xlsx") == set()


@pytest.mark.parametrize("maker", [openpyxl_book, xlsxwriter_book])
def test_the_audit_finds_no_new_fault_in_an_officers_workbook(
    tmp_path: Path, maker: Callable[[Path], Path]
) -> None:
    path = maker(tmp_path / "a.xlsx")
    before = faults(path)
    put(path, *PLANS)
    assert faults(path) - before == set()
