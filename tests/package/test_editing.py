"""Single cells of an officer's sheet filled in, with everything else of the sheet as it was."""

import datetime
import re
from pathlib import Path

import openpyxl
import pytest

from kpi_xl.model import NotWritten, Percent
from kpi_xl.package import Package
from kpi_xl.plan import Edit
from tests.package.books import contents, openpyxl_book, raw_book, simple, xlsxwriter_book, zip_of

SHEET = "xl/worksheets/sheet1.xml"


def edited(path: Path, cells: str, *edits: Edit, strict: bool = False, prefix: str = "") -> str:
    """What is in the sheetData of a hand-written sheet after these edits."""
    raw_book(path / "a.xlsx", cells, strict, prefix)
    package = Package.open(path / "a.xlsx")
    package.edit("Data", list(edits))
    package.save(path / "a.xlsx")
    xml = contents(path / "a.xlsx")[SHEET].decode()
    colon = f"{prefix}:" if prefix else ""
    return xml[xml.index(f"<{colon}sheetData>") + 11 + len(colon) : xml.index(f"</{colon}sheetData>")]


def test_a_cell_that_is_there_is_replaced_and_keeps_its_style(tmp_path: Path) -> None:
    row = '<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="1" t="s"><v>0</v></c> <c r="C1"/></row>'
    assert edited(tmp_path, row, Edit(0, 1, 0.5)) == (
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="1"><v>0.5</v></c> <c r="C1"/></row>'
    )


def test_a_new_cell_goes_between_its_neighbours_with_the_style_of_the_cell_above(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="B1" s="1"/></row><row r="2" spans="1:3"><c r="A2"/><c r="C2"/></row>'
    assert edited(tmp_path, rows, Edit(1, 1, 0.5)).endswith(
        '<row r="2"><c r="A2"/><c r="B2" s="1"><v>0.5</v></c><c r="C2"/></row>'
    )


def test_a_new_cell_with_nothing_above_takes_its_left_neighbours_style(tmp_path: Path) -> None:
    assert edited(tmp_path, '<row r="2"><c r="A2" s="1"/></row>', Edit(1, 1, 0.5)) == (
        '<row r="2"><c r="A2" s="1"/><c r="B2" s="1"><v>0.5</v></c></row>'
    )


def test_new_cells_beside_each_other_take_the_style_of_the_cell_before_them(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1" s="1"/></row><row r="2"><c r="A2"/></row>'
    xml = edited(tmp_path, rows, *(Edit(row, column, 0.5) for row in (0, 1) for column in (1, 2)))
    assert re.findall(r'<c r="(\w+)"( s="1")?', xml) == [
        *(("A1", ' s="1"'), ("B1", ' s="1"'), ("C1", ' s="1"')),
        *(("A2", ""), ("B2", ""), ("C2", "")),
    ]


def test_a_new_cell_past_blank_ones_takes_the_style_of_the_last_before_it(tmp_path: Path) -> None:
    assert edited(tmp_path, '<row r="2"><c r="A2"/><c r="B2" s="1"/></row>', Edit(1, 3, 0.5)) == (
        '<row r="2"><c r="A2"/><c r="B2" s="1"/><c r="D2" s="1"><v>0.5</v></c></row>'
    )


def test_rows_are_made_as_needed_in_order(tmp_path: Path) -> None:
    xml = edited(tmp_path, '<row r="2"/><row r="5"/>', *(Edit(n, 0, float(n)) for n in (6, 3, 0, 1)))
    assert [piece.split('"')[0] for piece in xml.split('<row r="')[1:]] == ["1", "2", "4", "5", "7"]
    assert '<row r="2"><c r="A2"><v>1.0</v></c></row>' in xml


def test_a_sheet_without_cells_gets_its_first(tmp_path: Path) -> None:
    path = raw_book(tmp_path / "a.xlsx", "")
    parts = contents(path)
    parts[SHEET] = parts[SHEET].replace(b"<sheetData></sheetData>", b"<sheetData/>")
    package = Package.open(zip_of(path, parts))
    package.edit("Data", [Edit(1, 1, "x")])
    assert package.rows("Data") == [[None, None], [None, "x"]]
    package.save(path)
    assert b'<dimension ref="B2"/>' in contents(path)[SHEET]


def test_an_emptied_cell_keeps_its_style(tmp_path: Path) -> None:
    row = '<row r="1"><c r="A1" s="1"><v>1</v></c><c r="B1" s="1" t="s"><v>0</v></c></row>'
    assert edited(tmp_path, row, Edit(0, 0, None), Edit(0, 1, None)) == (
        '<row r="1"><c r="A1" s="1"/><c r="B1" s="1"/></row>'
    )


def test_an_emptied_cell_can_lose_its_number_format(tmp_path: Path) -> None:
    path = openpyxl_book(tmp_path / "a.xlsx")
    package = Package.open(path)
    package.edit("Data", [Edit(1, 1, None, "General")])
    package.save(path)
    cell = openpyxl.load_workbook(path)["Data"]["B2"]
    assert (cell.value, cell.number_format) == (None, "General")


def test_an_emptied_cell_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    row = '<row r="1"><c r="A1"/></row>'
    assert edited(tmp_path, row, Edit(0, 4, None), Edit(7, 0, None)) == row
    assert b'<dimension ref="A1"/>' in contents(tmp_path / "a.xlsx")[SHEET]


def test_the_dimension_grows_to_hold_the_cell(tmp_path: Path) -> None:
    edited(tmp_path, '<row r="1"><c r="A1"/></row>', Edit(2, 3, 1.0))
    assert b'<dimension ref="A1:D3"/>' in contents(tmp_path / "a.xlsx")[SHEET]


def test_cells_without_addresses_stay_where_they_were(tmp_path: Path) -> None:
    path = raw_book(
        tmp_path / "a.xlsx", '<row><c r="B1"><v>2</v></c><c><v>3</v></c></row><row><c><v>9</v></c></row>'
    )
    package = Package.open(path)
    package.edit("Data", [Edit(0, 0, 1.0), Edit(1, 1, 8.0)])
    assert package.rows("Data") == [[1.0, 2.0, 3.0], [9.0, 8.0, None]]


@pytest.mark.parametrize("strict", [False, True])
def test_prefixed_and_strict_sheets_are_edited_in_their_own_words(tmp_path: Path, strict: bool) -> None:
    row = '<row r="1"><c r="A1"><v>1</v></c></row>'
    edits = [Edit(0, 1, " two <c> "), Edit(1, 0, 3.0)]
    xml = edited(tmp_path, row, *edits, strict=strict, prefix="x")
    assert (
        '<x:c r="B1" t="inlineStr"><x:is><x:t xml:space="preserve"> two &lt;c&gt; </x:t></x:is></x:c>' in xml
    )
    assert '<x:row r="2"><x:c r="A2"><x:v>3.0</x:v></x:c></x:row>' in xml
    assert Package.open(tmp_path / "a.xlsx").rows("Data") == [[1.0, " two <c> "], [3.0, None]]


def test_a_number_format_is_added_to_the_cells_own_style(tmp_path: Path) -> None:
    path = xlsxwriter_book(tmp_path / "a.xlsx")
    package = Package.open(path)
    package.edit("Data", [Edit(1, 0, 0.5, "0.00%"), Edit(2, 0, datetime.date(2020, 9, 1), "mmm-yy")])
    package.save(path)
    sheet = openpyxl.load_workbook(path)["Data"]
    assert sheet["A2"].number_format == "0.00%"
    assert (sheet["A2"].font.b, sheet["A2"].fill.fgColor.rgb) == (True, "FFFFFF00")
    assert not sheet["A2"].protection.locked
    assert sheet["A3"].number_format == "mmm-yy"
    assert sheet["A3"].value == datetime.datetime(2020, 9, 1)
    assert type(Package.open(path).rows("Data", percents=True)[1][0]) is Percent


def test_the_format_a_cell_has_already_adds_no_style(tmp_path: Path) -> None:
    path = openpyxl_book(tmp_path / "a.xlsx")
    styles = contents(path)["xl/styles.xml"]
    package = Package.open(path)
    package.edit("Data", [Edit(1, 1, 0.95, "0%")])
    package.save(path)
    assert contents(path)["xl/styles.xml"] == styles


def test_an_edit_changes_its_sheet_and_nothing_else(tmp_path: Path) -> None:
    path = openpyxl_book(tmp_path / "a.xlsx")
    before = contents(path)
    package = Package.open(path)
    package.edit("Data", [Edit(9, 0, "FD 9")])
    package.save(path)
    after = contents(path)
    assert [name for name in before if before[name] != after[name]] == [SHEET]
    assert list(after) == list(before)


@pytest.mark.parametrize("kind", ["shared", "array", "dataTable"])
def test_a_cell_of_a_formula_that_fills_several_is_refused(tmp_path: Path, kind: str) -> None:
    path = raw_book(
        tmp_path / "a.xlsx", f'<row r="1"><c r="A1"><f t="{kind}" ref="A1:A2" si="0">1</f><v>1</v></c></row>'
    )
    package = Package.open(path)
    with pytest.raises(NotWritten, match="A1 is part of a formula"):
        package.edit("Data", [Edit(3, 3, 1.0), Edit(0, 0, 2.0)])
    assert package.to_bytes() == path.read_bytes()


def test_a_replaced_formula_leaves_the_calculation_chain(tmp_path: Path) -> None:
    cells = '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>A1</f><v>2</v></c></row>'
    path = raw_book(tmp_path / "a.xlsx", cells)
    parts = contents(path)
    parts["xl/calcChain.xml"] = (
        b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<c r="A1" i="1"/><c r="B1"/></calcChain>'
    )
    rels = "xl/_rels/workbook.xml.rels"
    link = parts[rels][parts[rels].index(b"<Relationship ") : parts[rels].index(b"/>") + 2]
    chain = (
        link.replace(b"rId1", b"rId9")
        .replace(b"/worksheet", b"/calcChain")
        .replace(b"worksheets/sheet1", b"calcChain")
    )
    parts[rels] = parts[rels].replace(link, link + chain)
    package = Package.open(zip_of(path, parts))
    package.edit("Data", [Edit(0, 0, 5.0)])
    package.save(path)
    assert b'<c i="1" r="B1"/></calcChain>' in contents(path)["xl/calcChain.xml"]


def test_edits_of_a_workbook_that_has_generated_sheets_reach_the_right_sheet() -> None:
    package = Package.blank()
    package.put([simple("Data", "", ("a", 1.0), ("b", 2.0)), simple("Checks", "checks")])
    package.edit("Data", [Edit(1, 1, 9.0), Edit(2, 0, "c")])
    assert package.rows("Data") == [["a", 1.0], ["b", 9.0], ["c", None]]
    assert package.rows("Checks") == [["x"]]


@pytest.mark.parametrize("cells", ["<!-- a note --><row/>", "<![CDATA[<row>]]>"])
def test_a_sheet_that_cannot_be_spliced_safely_is_refused(tmp_path: Path, cells: str) -> None:
    package = Package.open(raw_book(tmp_path / "a.xlsx", cells))
    with pytest.raises(NotWritten, match="cannot be edited in place"):
        package.edit("Data", [Edit(0, 0, 1.0)])


@pytest.mark.parametrize("row", ['<row r="2"/>', '<row r="2" spans="1:1"><c r="A2"/></row>', ""])
def test_a_row_without_a_height_becomes_as_tall_as_is_asked(tmp_path: Path, row: str) -> None:
    xml = edited(tmp_path, row, Edit(1, 0, "two lines", height=30.4))
    assert re.match(r'<row r="2"(?: spans="1:1")? ht="30\.4" customHeight="1"><c r="A2"', xml)


def test_a_row_with_a_height_of_its_own_keeps_it(tmp_path: Path) -> None:
    row = '<row r="2" ht="50" customHeight="1"><c r="A2"/></row>'
    assert edited(tmp_path, row, Edit(1, 0, "two lines", height=30.4)).startswith(
        '<row r="2" ht="50" customHeight="1"><c r="A2"'
    )
