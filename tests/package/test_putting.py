"""Plans put into workbooks: what changes, and that nothing else does."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kpi_xl.model import NotWritten, ProblemsFound
from kpi_xl.package import Package
from tests.package.books import (
    PLANS,
    contents,
    generated,
    macro_book,
    openpyxl_book,
    put,
    raw_book,
    simple,
    xlsxwriter_book,
    zip_of,
)

MAKERS: list[Callable[[Path], Path]] = [openpyxl_book, xlsxwriter_book, macro_book]
MAY_CHANGE = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}


@pytest.fixture(params=MAKERS, ids=lambda maker: maker.__name__)
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A workbook of another program."""
    path: Path = request.param(tmp_path / "book.xlsx")
    return path


def raw_entries(path: Path) -> dict[str, tuple[object, ...]]:
    """Each part's compressed bytes, date and method."""
    data = path.read_bytes()
    found: dict[str, tuple[object, ...]] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for info in file.infolist():
            name, extra = (int.from_bytes(data[info.header_offset + at :][:2], "little") for at in (26, 28))
            start = info.header_offset + 30 + name + extra
            found[info.filename] = (
                data[start : start + info.compress_size],
                info.date_time,
                info.compress_type,
            )
    return found


def test_every_part_of_the_officers_keeps_its_compressed_bytes(book: Path) -> None:
    before = raw_entries(book)
    put(book, *PLANS)
    after = raw_entries(book)
    assert {name: after[name] for name in before if name not in MAY_CHANGE} == {
        name: entry for name, entry in before.items() if name not in MAY_CHANGE
    }
    assert [name for name in after if name in before] == list(before)


def test_nothing_put_and_nothing_edited_leaves_the_file_as_it_is(book: Path) -> None:
    assert Package.open(book).to_bytes() == book.read_bytes()


def test_a_second_refresh_gives_a_byte_identical_file(book: Path) -> None:
    put(book, *PLANS)
    once = book.read_bytes()
    put(book, *PLANS)
    assert book.read_bytes() == once


def test_ten_refreshes_of_changing_services_leave_nothing_behind(book: Path) -> None:
    put(book, *PLANS)
    once = contents(book)
    for turn in range(10):
        put(book, PLANS[0], generated(f"Extra {turn}"), *reversed(PLANS[1:]), generated("Another"))
        put(book, *PLANS[:2])
        put(book, *PLANS)
    again = contents(book)
    assert set(again) == set(once)
    assert again["xl/styles.xml"] == once["xl/styles.xml"]
    assert len(again["xl/workbook.xml"]) <= len(once["xl/workbook.xml"]) + 20


def test_the_generated_sheets_can_be_taken_away_again(book: Path) -> None:
    before = contents(book)
    put(book, *PLANS)
    put(book)
    after = contents(book)
    assert set(after) == set(before)
    for name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        assert after[name].replace(VML, b"") == before[name].replace(VML, b"")


VML = b'<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'


def test_openpyxl_reads_what_was_put(book: Path) -> None:
    put(book, *PLANS)
    read = openpyxl.load_workbook(book, data_only=True)
    sheet = read["Front Door"]
    assert isinstance(sheet, Worksheet)
    assert sheet["A3"].value == 'FD 2 <"&">'
    assert (sheet["B3"].value, sheet["B4"].value) == ("Red", 1.5)
    assert sheet["C3"].number_format == "0%"
    assert sheet.freeze_panes == "B3"
    assert len(sheet._charts) == 4  # type: ignore[attr-defined]
    assert sheet["C4"].comment is not None
    assert read["Data"]["A2"].value == "FD 1"


def test_calamine_reads_what_was_put(book: Path) -> None:
    package = put(book, *PLANS)
    rows = package.rows("Children's")
    assert rows[2] == ['FD 2 <"&">', "Red", 0.5, None, 0.7]
    assert rows[3] == ["  FD 3\nnext line ", 1.5, 0.5, "NA", 1.0]
    assert rows[4][1] is None, "a cell without a look is not written"


def test_the_first_generated_sheets_go_before_the_officers(book: Path) -> None:
    names = Package.open(book).sheet_names
    assert put(book, *PLANS).sheet_names == [plan.name for plan in PLANS] + names


def test_generated_sheets_go_behind_the_start_of_a_template() -> None:
    package = Package.blank()
    package.put([simple("Start"), simple("Data")])
    package.put(PLANS)
    assert package.sheet_names == ["Start", *(plan.name for plan in PLANS), "Data"]


def test_generated_sheets_keep_the_places_an_officer_gave_them(tmp_path: Path) -> None:
    path = openpyxl_book(tmp_path / "a.xlsx")
    put(path, *PLANS)
    book = Package.open(path)
    moved = contents(path)["xl/workbook.xml"]
    sheets = moved[moved.index(b"<sheets>") + 8 : moved.index(b"</sheets>")].split(b"/>")[:-1]
    order = [sheets[i] for i in (4, 1, 0, 5, 3, 2)]
    local = {old: new for new, old in enumerate((4, 1, 0, 5, 3, 2))}
    parts = contents(path)
    xml = moved.replace(b"/>".join(sheets), b"/>".join(order))
    for old, new in local.items():
        xml = xml.replace(f'localSheetId="{old}"'.encode(), f'localSheetId="#{new}"'.encode())
    parts["xl/workbook.xml"] = xml.replace(b"#", b"")
    zip_of(path, parts)
    moved_names = Package.open(path).sheet_names
    assert moved_names == [book.sheet_names[i] for i in (4, 1, 0, 5, 3, 2)]
    assert Package.open(path).marks == book.marks
    assert put(path, *PLANS).sheet_names == moved_names


def test_a_new_service_goes_after_the_sheet_planned_before_it(book: Path) -> None:
    put(book, *PLANS)
    names = put(book, *PLANS[:2], generated("New"), *PLANS[2:]).sheet_names
    assert names[:5] == ["Overview", "Front Door", "New", "Children's", "Checks"]


def test_a_service_that_is_no_longer_planned_goes(book: Path) -> None:
    put(book, *PLANS)
    package = put(book, *PLANS[:2], PLANS[3])
    assert package.sheet_names[:4] == ["Overview", "Front Door", "Checks", "Data"]
    assert "Children's" not in package.marks


def test_the_marks_tell_generated_sheets_from_the_officers(book: Path) -> None:
    assert put(book, *PLANS).marks == {plan.name: plan.mark for plan in PLANS}


@pytest.mark.parametrize("name", ["data", "DATA"])
def test_an_officers_sheet_of_that_name_stops_everything(book: Path, name: str) -> None:
    before = book.read_bytes()
    package = Package.open(book)
    with pytest.raises(ProblemsFound) as caught:
        package.put([generated("Fine"), generated(name)])
    assert [str(problem) for problem in caught.value.problems] == [
        "Data: an unmarked sheet of your own has the name the scorecard needs. Rename it, then refresh again."
    ]
    assert package.to_bytes() == before


def renamed(path: Path, old: str, new: str) -> Path:
    parts = contents(path)
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        f'name="{old}"'.encode(), f'name="{new}"'.encode()
    )
    return zip_of(path, parts)


def test_a_renamed_generated_sheet_is_still_ours(book: Path) -> None:
    put(book, *PLANS)
    renamed(book, "Front Door", "My door")
    assert Package.open(book).marks["My door"] == "service:Front Door"
    package = put(book, *PLANS)
    assert package.sheet_names[:4] == [plan.name for plan in PLANS]


def test_a_copy_of_a_generated_sheet_is_the_officers(tmp_path: Path) -> None:
    path = openpyxl_book(tmp_path / "a.xlsx")
    put(path, *PLANS)
    parts = contents(path)
    copy = parts["xl/worksheets/kpi_xl_sheet4.xml"]
    parts["xl/worksheets/copy.xml"] = copy
    name = b'<definedName name="kpi_xl.sheet" localSheetId="6">"checks|Checks"</definedName></definedNames>'
    parts["xl/workbook.xml"] = (
        parts["xl/workbook.xml"]
        .replace(
            b"</sheets>", b'<sheet xmlns:r="%s" name="Checks (2)" sheetId="99" r:id="copy"/></sheets>' % R
        )
        .replace(b"</definedNames>", name)
    )
    link = b'<Relationship Id="copy" Type="%s/worksheet" Target="worksheets/copy.xml"/></Relationships>' % R
    rels = "xl/_rels/workbook.xml.rels"
    parts[rels] = parts[rels].replace(b"</Relationships>", link)
    types = parts["[Content_Types].xml"]
    start = types.index(b'<Override PartName="/xl/worksheets/kpi_xl_sheet4.xml"')
    line = types[start : types.index(b"/>", start) + 2]
    parts["[Content_Types].xml"] = types.replace(line, line + line.replace(b"kpi_xl_sheet4", b"copy"))
    zip_of(path, parts)
    assert "Checks (2)" not in Package.open(path).marks
    package = put(path, *PLANS)
    assert package.sheet_names[-1] == "Checks (2)"
    assert contents(path)["xl/worksheets/copy.xml"] == copy
    workbook = contents(path)["xl/workbook.xml"]
    assert workbook.count(b'"checks|Checks"') == 1, "the copy loses its mark"


R = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def test_names_of_the_officers_follow_their_sheets(tmp_path: Path) -> None:
    path = xlsxwriter_book(tmp_path / "a.xlsx")
    put(path, *PLANS)
    book = openpyxl.load_workbook(path)
    assert "Local" in book["Last"].defined_names
    assert "Wide" in book.defined_names
    put(path)
    assert "Local" in openpyxl.load_workbook(path)["Last"].defined_names


def test_the_open_tab_stays_the_officers_so_that_no_two_are_grouped(book: Path) -> None:
    before = openpyxl.load_workbook(book)
    selected = [sheet.title for sheet in before.worksheets if sheet.sheet_view.tabSelected]
    for _ in range(2):
        put(book, *PLANS)
        after = openpyxl.load_workbook(book)
        assert after.active is not None
        assert [after.active.title] == (selected or ["Overview"])
        assert [s.title for s in after.worksheets if s.sheet_view.tabSelected] == [after.active.title]


def test_a_new_workbook_is_the_same_bytes_every_time() -> None:
    def made() -> bytes:
        package = Package.blank("Scorecard")
        package.put([simple("Data"), *PLANS])
        return package.to_bytes()

    assert made() == made()


def test_input_sheets_leave_generated_ones_alone() -> None:
    package = Package.blank()
    package.put(PLANS)
    package.put([simple("Data")])
    assert package.sheet_names == [*(plan.name for plan in PLANS), "Data"]
    assert len(package.marks) == len(PLANS)


def test_a_workbook_without_a_sheet_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(NotWritten, match="no sheet"):
        Package.blank().save(tmp_path / "a.xlsx")


@pytest.mark.parametrize("prefix", ["", "x"])
@pytest.mark.parametrize("strict", [False, True])
def test_every_dialect_and_prefix_is_written(tmp_path: Path, strict: bool, prefix: str) -> None:
    path = raw_book(tmp_path / "a.xlsx", "", strict=strict, prefix=prefix, settings='date1904="1"')
    once = put(path, *PLANS)
    assert once.marks == {plan.name: plan.mark for plan in PLANS}
    assert str(once.rows("Front Door")[4][0]) == "2020-09-01"
    other_dialect = b"schemas.openxmlformats.org/spreadsheetml" if strict else b"purl.oclc.org"
    for name, data in contents(path).items():
        if not name.endswith(".vml"):
            assert other_dialect not in data, name
    before = path.read_bytes()
    put(path, *PLANS)
    assert path.read_bytes() == before


def test_the_calculation_chain_loses_the_cells_of_replaced_sheets(tmp_path: Path) -> None:
    path = raw_book(tmp_path / "a.xlsx", "")
    put(path, *PLANS)
    parts = contents(path)
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cells = '<c r="A1" i="1"/><c r="B3" i="3"/><c r="B4"/><c r="A2" i="1"/>'
    parts["xl/calcChain.xml"] = f'<calcChain xmlns="{main}">{cells}</calcChain>'.encode()
    rels = "xl/_rels/workbook.xml.rels"
    link = f'<Relationship Id="rIdChain" Type="{kinds}/calcChain" Target="calcChain.xml"/></Relationships>'
    parts[rels] = parts[rels].replace(b"</Relationships>", link.encode())
    zip_of(path, parts)
    put(path, *PLANS)
    chain = contents(path)["xl/calcChain.xml"]
    assert b'<c r="A1" i="1"/><c r="A2" i="1"/></calcChain>' in chain
    parts["xl/calcChain.xml"] = f'<calcChain xmlns="{main}"><c r="B3" i="3"/></calcChain>'.encode()
    zip_of(path, parts)
    put(path, *PLANS)
    assert "xl/calcChain.xml" not in contents(path)
    assert b"calcChain" not in contents(path)[rels]


def test_vba_knows_a_replaced_sheet_by_the_same_name(tmp_path: Path) -> None:
    path = macro_book(tmp_path / "a.xlsm")
    put(path, *PLANS)
    parts = contents(path)
    name = "xl/worksheets/kpi_xl_sheet2.xml"
    parts[name] = parts[name].replace(b"<sheetPr>", b'<sheetPr codeName="Sheet7">')
    zip_of(path, parts)
    put(path, *PLANS)
    assert b'<sheetPr codeName="Sheet7">' in contents(path)[name]
