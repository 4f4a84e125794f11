"""Which sheet a written workbook opens with, and which are hidden."""

from pathlib import Path

import openpyxl

from kpi_xl.package import Package
from tests.package.books import PLANS, contents, put, raw_book, simple, zip_of


def test_a_new_workbook_opens_on_its_first_generated_sheet(tmp_path: Path) -> None:
    package = Package.blank("Scorecard")
    package.put([simple("Settings"), simple("Data"), *PLANS])
    package.save(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["Overview", "Front Door", "Children's", "Checks", "Settings", "Data"]
    assert book.active is not None
    assert book.active.title == "Overview"
    assert [s.title for s in book.worksheets if s.sheet_view.tabSelected] == ["Overview"]
    assert (book.properties.title, book.properties.language) == ("Scorecard", "en-GB")


def test_a_sheet_planned_as_hidden_is_hidden(tmp_path: Path) -> None:
    package = Package.blank()
    package.put([simple("Data"), simple("Aside")._replace(hidden=True)])
    package.save(tmp_path / "a.xlsx")
    states = [sheet.sheet_state for sheet in openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets]
    assert states == ["visible", "hidden"]


def test_a_hidden_generated_sheet_stays_hidden_and_another_opens(tmp_path: Path) -> None:
    path = raw_book(tmp_path / "a.xlsx", "")
    put(path, *PLANS)
    parts = contents(path)
    workbook = parts["xl/workbook.xml"]
    parts["xl/workbook.xml"] = workbook.replace(b'name="Overview"', b'name="Overview" state="hidden"')
    zip_of(path, parts)
    put(path, *PLANS)
    book = openpyxl.load_workbook(path)
    assert book["Overview"].sheet_state == "hidden"
    assert book.active is not None
    assert book.active.title == "Front Door"
