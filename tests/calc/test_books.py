"""Books, sheets and names of a live Calc document behave as in Excel."""

from pathlib import Path

import openpyxl
import pytest
import xlwings

from kpi_xl.package import Package

pytestmark = pytest.mark.libreoffice


def test_sheets_are_added_renamed_moved_and_deleted(book: xlwings.Book) -> None:
    book.sheets.add("Data", after=book.sheets[0])
    book.sheets.add("First", before=book.sheets[0])
    assert [sheet.name for sheet in book.sheets] == ["First", "Sheet1", "Data"]
    assert book.sheets.active.name == "First"
    book.sheets["data"].name = "Figures"
    book.sheets["Figures"].move(before=book.sheets["First"])
    book.sheets["Sheet1"].delete()
    assert [(sheet.index, sheet.name) for sheet in book.sheets] == [(1, "Figures"), (2, "First")]
    assert "Data" not in book.sheets


def test_a_name_may_be_used_once(book: xlwings.Book) -> None:
    other = book.sheets.add("Other")
    with pytest.raises(ValueError, match="named 'SHEET1' already"):
        other.name = "SHEET1"


def test_names_belong_to_the_book_or_to_a_sheet(book: xlwings.Book) -> None:
    sheet = book.sheets[0]
    sheet.name = "Front Door"
    sheet.names.add("mark", '="service:Front Door|Front Door"')
    book.names.add("Period", "='Front Door'!$B$2")
    assert [(name.name, name.refers_to) for name in book.names] == [
        ("Period", "='Front Door'!$B$2"),
        ("'Front Door'!mark", '="service:Front Door|Front Door"'),
    ]
    assert sheet.names["mark"].refers_to == '="service:Front Door|Front Door"'
    assert sheet.range("Period").address == "$B$2"
    book.names["Period"].delete()
    assert "Period" not in book.names
    with pytest.raises(ValueError, match="takes no new name such as kpi_xl"):
        sheet.names.add("kpi_xl.sheet", "=1")


def test_a_saved_book_is_read_by_other_programs(book: xlwings.Book, tmp_path: Path) -> None:
    book.sheets[0]["A1"].value = [["Contacts", 0.94], ["=B1*2", None]]
    book.save(tmp_path / "A book.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "A book.xlsx").worksheets[0]
    assert [cell.value for row in sheet["A1:B2"] for cell in row] == ["Contacts", 0.94, "=B1*2", None]
    assert book.fullname == str(tmp_path / "A book.xlsx")


def test_an_open_book_is_found_by_its_name(app: xlwings.App, june: Path) -> None:
    book = app.books.open(june)
    assert app.books.open(june) == book
    assert book.sheets["Overview"].names["kpi_xl.sheet"].refers_to == '="overview|Overview"'
    book.sheets["Overview"].names.add("kpi_xl.sheet", '="overview|Changed"')
    assert book.sheets["Overview"].names["kpi_xl.sheet"].refers_to == '="overview|Changed"'
    assert app.books["June.xlsx"] == book
    book.close()
    assert "June.xlsx" not in app.books


def test_marks_outlive_the_open_book(app: xlwings.App, june: Path, tmp_path: Path) -> None:
    book = app.books.open(june)
    book.save(tmp_path / "Saved.xlsx")
    book.close()
    assert Package.open(tmp_path / "Saved.xlsx").marks == Package.open(june).marks


def test_settings_of_the_application_are_kept_while_they_last(app: xlwings.App, book: xlwings.Book) -> None:
    with app.properties(screen_updating=False, calculation="manual", status_bar="Working"):
        assert (app.screen_updating, app.calculation, app.status_bar) == (False, "manual", "Working")
        book.sheets[0]["A1:B1"].formula = [1, "=A1+1"]
        book.sheets[0]["A1"].value = 5
        assert book.sheets[0]["B1"].value != 6
        app.calculate()
        assert book.sheets[0]["B1"].value == 6
    assert (app.screen_updating, app.calculation, app.status_bar) == (True, "automatic", False)


def test_panes_and_print_areas_are_set(book: xlwings.Book) -> None:
    sheet = book.sheets[0]
    sheet.freeze_panes.freeze_at("A1:B3")
    sheet.page_setup.print_area = "A1:F20"
    assert (book.impl.view.SplitColumn, book.impl.view.SplitRow) == (2, 3)
    assert sheet.page_setup.print_area == "$A$1:$F$20"


def test_a_book_becomes_a_pdf(app: xlwings.App, june: Path, tmp_path: Path) -> None:
    book = app.books.open(june)
    book.to_pdf(tmp_path / "June.pdf")
    book.close()
    assert (tmp_path / "June.pdf").read_bytes().startswith(b"%PDF")


def test_a_sheet_is_found_by_the_name_it_has_now(book: xlwings.Book) -> None:
    one, two = book.sheets.add("One"), book.sheets.add("Two")
    one["A1"].value, two["A1"].value = "first", "second"
    assert {"One", "Two"} <= set(book.sheet_names)
    one.name, two.name = "Spare", "One"
    assert book.sheets["One"]["A1"].value == "second"
    two.delete()
    book.sheets.add("One")
    assert book.sheets["One"]["A1"].value is None
