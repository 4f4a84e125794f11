"""Rows of workbooks of every make."""

import datetime
import re
from pathlib import Path

import openpyxl
import pytest

from kpi_xl.figures import NOT_CALCULATED
from kpi_xl.model import Percent, Scalar, UnreadableBook
from kpi_xl.package import Package
from tests.books import with_openpyxl
from tests.package.books import contents, macro_book, openpyxl_book, raw_book, xlsxwriter_book, zip_of


def cells(path: Path, xml: str, strict: bool = False, prefix: str = "", settings: str = "") -> list[Scalar]:
    """The first row of a hand-written sheet."""
    book = raw_book(path / "raw.xlsx", f'<row r="1">{xml}</row>', strict, prefix, settings)
    return Package.open(book).rows("Data", percents=True)[0]


def test_a_book_made_by_openpyxl_is_read(tmp_path: Path) -> None:
    rows = Package.open(openpyxl_book(tmp_path / "a.xlsx")).rows("Data", percents=True)
    assert rows[1:] == [["FD 1", 0.94], ["FD 2", 12.0], ["FD 3", datetime.date(2020, 9, 1)]]
    assert [type(row[1]) for row in rows[1:3]] == [Percent, float]


def test_a_book_made_by_xlsxwriter_is_read(tmp_path: Path) -> None:
    package = Package.open(xlsxwriter_book(tmp_path / "a.xlsx"))
    assert package.sheet_names == ["Data", "Hidden", "Picture", "Last"]
    assert package.rows("Data", percents=True)[1] == ["FD 1", Percent(0.5), datetime.date(2020, 9, 1)]
    assert type(package.rows("Data", percents=True)[2][1]) is Percent


def test_a_chart_sheet_has_no_rows(tmp_path: Path) -> None:
    assert Package.open(xlsxwriter_book(tmp_path / "a.xlsx")).rows("Picture") == []


def test_numbers_are_plain_unless_percents_are_asked_for(tmp_path: Path) -> None:
    assert type(Package.open(openpyxl_book(tmp_path / "a.xlsx")).rows("Data")[1][1]) is float


@pytest.mark.parametrize("prefix", ["", "x"])
@pytest.mark.parametrize("strict", [False, True])
def test_every_dialect_and_prefix_is_read(tmp_path: Path, strict: bool, prefix: str) -> None:
    row = cells(
        tmp_path,
        '<c r="A1" t="inlineStr"><is><t>FD 1</t></is></c><c r="B1" s="1"><v>0.94</v></c>',
        strict=strict,
        prefix=prefix,
    )
    assert row == ["FD 1", 0.94]
    assert type(row[1]) is Percent


def test_errors_come_as_their_text(tmp_path: Path) -> None:
    row = cells(
        tmp_path,
        '<c r="A1"><v>1</v></c><c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c t=\'e\'><v>#N/A</v></c>',
    )
    assert row == [1.0, None, "#DIV/0!", "#N/A"]


@pytest.mark.parametrize("prefix", ["", "x"])
@pytest.mark.parametrize(
    "formula",
    [
        "<f>1+1</f>",
        "<f>1+1</f><v/>",
        "<f>1+1</f><v></v>",
        "<f/>",
        '<f t="shared" si="0"/>',
        '<f t="shared" ref="A1:A9" si="0">B1</f>\n',
        " <f>" + "1+" * 6_000 + "1</f>",
    ],
)
def test_a_formula_without_its_value_is_told(tmp_path: Path, formula: str, prefix: str) -> None:
    xml = f'<c r="A1"><v>1</v></c><c s="1" r="B1">{formula}</c><c r="C1"/><c r="D1"><v>2</v></c>'
    assert cells(tmp_path, xml, prefix=prefix) == [1.0, NOT_CALCULATED, None, 2.0]


def test_a_formula_whose_text_is_empty_is_blank(tmp_path: Path) -> None:
    text = '<c r="A1" t="str"><f>""</f><v></v></c>'
    assert cells(tmp_path, f'{text}<c r="B1"><v>1</v></c>') == [None, 1.0]
    assert cells(tmp_path, f'{text}<c r="B1"><f>1</f></c><c r="C1"><v>1</v></c>')[:2] == [
        None,
        NOT_CALCULATED,
    ]


def test_truth_values_come_as_bool(tmp_path: Path) -> None:
    assert cells(tmp_path, '<c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c>') == [True, False]


def test_dates_come_as_dates_however_they_are_written(tmp_path: Path) -> None:
    xml = (
        '<c r="A1" s="2"><v>44075</v></c><c r="B1" t="d"><v>2020-09-01</v></c>'
        '<c r="C1" s="2"><v>44075.75</v></c>'
    )
    assert cells(tmp_path, xml) == [datetime.date(2020, 9, 1)] * 3


def test_dates_of_a_1904_workbook_are_the_days_they_show(tmp_path: Path) -> None:
    assert cells(tmp_path, '<c r="A1" s="2"><v>42613</v></c>', settings='date1904="1"') == [
        datetime.date(2020, 9, 1)
    ]


def test_cells_without_addresses_stand_one_after_the_other(tmp_path: Path) -> None:
    row = cells(
        tmp_path,
        '<c><v>1</v></c><c s="1"><v>0.5</v></c><c r="E1" s="1"><v>0.6</v></c><c s="1"><v>0.7</v></c>',
    )
    assert row == [1.0, 0.5, None, None, 0.6, 0.7]
    assert [type(value) for value in row if value] == [float, Percent, Percent, Percent]


def test_rows_without_numbers_stand_one_after_the_other(tmp_path: Path) -> None:
    xml = (
        '<row><c r="A1" s="1"><v>1</v></c></row>'
        '<row r="4"><c r="A4"><v>4</v></c></row><row><c s="1"><v>5</v></c></row>'
    )
    rows = Package.open(raw_book(tmp_path / "a.xlsx", xml)).rows("Data", percents=True)
    assert rows == [[1.0], [None], [None], [4.0], [5.0]]
    assert [type(row[0]) for row in rows] == [Percent, type(None), type(None), float, Percent]


@pytest.mark.parametrize(
    "cell", ['<c s="1" r="A1">', "<c r='A1' s='1'>", '<c\n r="A1"\n s="1" >', '<c r="A1" t="n" s="1">']
)
def test_a_percentage_is_found_however_its_cell_is_spelt(tmp_path: Path, cell: str) -> None:
    assert type(cells(tmp_path, f"{cell}<v>0.94</v></c>")[0]) is Percent


def test_a_quoted_percent_sign_does_not_make_a_percentage(tmp_path: Path) -> None:
    row = cells(tmp_path, '<c r="A1" s="3"><v>94</v></c><c r="B1" s="4"><v>0.94</v></c>')
    assert [type(value) for value in row] == [float, Percent]


def test_text_keeps_its_spaces_and_runs(tmp_path: Path) -> None:
    xml = (
        '<c r="A1" t="inlineStr"><is><t xml:space="preserve"> 12 </t></is></c>'
        '<c r="B1" t="inlineStr"><is><r><t>79%</t></r><r><t> (6m+)</t></r></is></c>'
        '<c r="C1" t="inlineStr"><is><t>a_x0007_b</t></is></c>'
    )
    assert cells(tmp_path, xml)[0] == " 12 "
    assert cells(tmp_path, xml)[2] == "a\x07b"


def test_an_unknown_sheet_is_a_key_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        Package.open(macro_book(tmp_path / "a.xlsm")).rows("Nowhere")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not an Excel workbook"),
        (b"a,b\n1,2\n", "not an Excel workbook"),
        (b"PK\5\6" + bytes(18), "not an Excel workbook"),
        (b"PK\3\4 cut short", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old .xls format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
    ],
)
def test_what_is_no_workbook_is_refused_with_a_remedy(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    with pytest.raises(UnreadableBook, match=words):
        Package.open(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableBook, match=r"no file .*a\.xlsx"):
        Package.open(tmp_path / "a.xlsx")


def test_a_document_type_is_refused(tmp_path: Path) -> None:
    path = raw_book(tmp_path / "a.xlsx", "")
    parts = contents(path)
    parts["xl/workbook.xml"] = b'<!DOCTYPE a [<!ENTITY b "c">]>' + parts["xl/workbook.xml"]
    zip_of(path, parts)
    with pytest.raises(UnreadableBook, match="document type"):
        Package.open(path)


@pytest.mark.parametrize("number", [1e300, -1e300, 1e9, -106_751_991_168.0])
@pytest.mark.parametrize("shown", ["[h]:mm", "mmm-yy", "0.0"])
@pytest.mark.parametrize("spelt", ["<v>{}", "<v >{}", "<!-- <c > --><v>{}"])
def test_a_number_that_no_date_can_be_is_read_however_it_is_shown(
    tmp_path: Path, number: float, shown: str, spelt: str
) -> None:
    path = with_openpyxl(tmp_path / "a.xlsx", {"A": [[1.0, number, 2.0]]})
    book = openpyxl.load_workbook(path)
    book["A"]["B1"].number_format = shown
    book.save(path)
    parts = contents(path)
    value = re.compile(rb'(<c r="B1"[^>]*>)<v>([^<]*)')
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = value.sub(lambda m: m[1] + spelt.encode().replace(b"{}", m[2]), parts[sheet])
    assert Package.open(zip_of(path, parts)).rows("A") == [[1.0, number, 2.0]]
