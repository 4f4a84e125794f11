"""Long lists: many indicators, months and areas, long names and titles, in a file that stays sound."""

import re
import shutil
import zipfile
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from kpi_xl.api import open_workbook
from kpi_xl.columns import OVERVIEW, SUMMARY
from kpi_xl.model import Month
from kpi_xl.package import Package
from tests.books import Row, grid, sheets, with_openpyxl

INDICATORS, MONTHS, AREAS = 60, 60, 6
SERVICE = "Children, Young People & Families: Front Door Services"
ALIKE = "Children, Young People & Families: Front Door Support/Help"
TITLE = "Percentage of contacts that were actioned and closed within one working day, " * 4
TALLEST = 409
_ROW = re.compile(r'<row [^>]*?\bht="([\d.]+)"')


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two services with names of 50 characters and more, one with 60 indicators over 60 months."""
    start = Month.of(2015, 10)
    indicators: list[Row] = []
    data: list[Row] = []
    targets: list[Row] = []
    for number in range(INDICATORS + 1):
        name = f"CYPF {number}"
        indicators.append(
            {
                "Service": SERVICE if number else ALIKE,
                "Section": f"Section {number // 10}" if number else None,
                "Indicator Number": name,
                "Indicator Title": TITLE[:300],
                "Polarity": "BIB" if number % 2 else "SIB",
                "Target": "80%",
                "Amber within": "5pp",
                "RO": "A Long-Named Officer",
                "Chart": ("", "line average", "column", "none")[number % 4],
                "Series break": "Apr-18" if number % 5 == 0 else None,
                "Comparator: Statistical neighbours": "75%",
                "Comparator: England": "78%",
            }
        )
        targets.append({"Indicator Number": name, "From": "Apr-19", "Target": "85%", "Amber within": "5pp"})
        for area in ["", *(f"Locality {letter}" for letter in "ABCDEF")] if number % 12 == 1 else [""]:
            figures: Row = {
                str(start + at): "Awaiting the data of the new case system"
                if at % 17 == 16
                else f"{60 + (number + at) % 40}%"
                for at in range(MONTHS)
            }
            data.append({"Indicator Number": name, "Area": area or None, **figures})
    made = sheets(
        indicators, data, {"Organisation": "The Royal Borough of Somewhere", "Months shown": MONTHS}
    )
    made["Targets"] = grid(targets)
    made["Commentary"] = grid(
        [
            {"Service": SERVICE, "Kind": "Next steps", "Text": "What is being done about it. " * 150},
            *({"Service": SERVICE, "Kind": f"Kind {number}", "Text": "Said."} for number in range(20)),
        ]
    )
    made["Actions"] = grid(
        [
            {"REF": f"A{number}", "ACTIONS": "What was agreed at the board. " * 40, "WHEN": "Feb-20"}
            for number in range(80)
        ]
    )
    path = with_openpyxl(tmp_path_factory.mktemp("long") / "book.xlsx", made)
    shutil.copy(path, path.with_name("before.xlsx"))
    open_workbook(path).refresh()
    return path


def parts(book: Path, folder: str) -> dict[str, str]:
    with zipfile.ZipFile(book) as file:
        return {
            name: file.read(name).decode()
            for name in file.namelist()
            if name.startswith(folder) and name.endswith(".xml")
        }


def faults(path: Path) -> set[str]:
    """What an audit of the format finds; texts that stand in their cells are a matter of taste."""
    found = {str(error) for error in OpenXmlValidator().validate(str(path)).errors}
    return {error for error in found if "inline-string cell" not in error}


def test_the_file_is_sound_by_the_rules_of_its_format(book: Path) -> None:
    assert faults(book) - faults(book.with_name("before.xlsx")) == set()


def test_sheet_names_are_those_excel_allows_and_no_two_alike(book: Path) -> None:
    names = Package.open(book).sheet_names
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)
    assert len({name.casefold() for name in names}) == len(names)
    assert len([name for name in names if name.startswith("Children, Young People")]) == 2


def test_no_row_is_taller_than_excel_allows(book: Path) -> None:
    heights = [
        float(height) for part in parts(book, "xl/worksheets/").values() for height in _ROW.findall(part)
    ]
    assert len(heights) > INDICATORS
    assert 0 < min(heights) <= max(heights) <= TALLEST


def test_every_indicator_has_its_row_on_its_service_and_in_the_summary(book: Path) -> None:
    package = Package.open(book)
    wanted = [f"CYPF {number}" for number in range(INDICATORS + 1)]
    (name,) = [name for name, mark in package.marks.items() if mark == f"service:{SERVICE.casefold()}"]
    numbers = [row[0] for row in package.rows(name) if row[0] in wanted]
    assert list(dict.fromkeys(numbers)) == wanted[1:]
    assert sorted(str(row[1]) for row in package.rows(SUMMARY) if row[1] in wanted) == sorted(wanted)


def test_every_indicator_that_wants_one_has_a_chart_with_words(book: Path) -> None:
    wanted = sum(number % 4 != 3 for number in range(INDICATORS + 1)) + 1  # and the Overview's
    assert len(parts(book, "xl/charts/")) == wanted
    said = [
        text for part in parts(book, "xl/drawings/").values() for text in re.findall(r'descr="([^"]*)"', part)
    ]
    assert len(said) == wanted
    assert all(said)


def test_lists_of_the_overview_stay_short(book: Path) -> None:
    assert len(Package.open(book).rows(OVERVIEW)) < 80


def test_a_second_refresh_changes_nothing(book: Path) -> None:
    before = book.read_bytes()
    open_workbook(book).refresh()
    assert book.read_bytes() == before
