"""The template in use: refreshed as a closed workbook, it keeps its VBA, its ribbon and its buttons."""

import re
import shutil
import zipfile
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from kpi_xl.api import open_workbook
from kpi_xl.package import Package
from kpi_xl.sheets.template import template_sheets
from kpi_xl.templates import template_path
from tests.template.ovba import read_project

_OF_OFFICE = re.compile(
    r"customUI/|xl/vbaProject|_rels/\.rels|xl/drawings/sheet\d+\.vml|xl/worksheets/_rels/sheet\d"
)


@pytest.fixture(scope="module")
def refreshed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("refreshed") / "Scorecard.xlsm"
    shutil.copy(template_path(), copy)
    open_workbook(copy).refresh()
    return copy


def faults(book: Path) -> set[str]:
    found = {str(error) for error in OpenXmlValidator().validate(str(book)).errors}
    return {error for error in found if "inline-string cell" not in error}


def test_a_refresh_keeps_vba_ribbon_and_buttons_byte_for_byte(refreshed: Path) -> None:
    before, after = (zipfile.ZipFile(path) for path in (template_path(), refreshed))
    kept = [name for name in before.namelist() if _OF_OFFICE.match(name)]
    assert {"xl/vbaProject.bin", "customUI/customUI14.xml", "xl/drawings/sheet1.vml"} <= set(kept)
    assert [name for name in kept if after.read(name) != before.read(name)] == []
    assert Package.open(refreshed).has_template_vba


def test_a_refresh_makes_the_pages_of_the_example(refreshed: Path) -> None:
    names = Package.open(refreshed).sheet_names
    assert set(names) > {sheet.name for sheet in template_sheets()} | {"Overview", "Front Door"}


def test_input_sheets_keep_the_names_vba_knows_them_by(refreshed: Path) -> None:
    project = read_project(zipfile.ZipFile(refreshed).read("xl/vbaProject.bin"))
    parts = zipfile.ZipFile(refreshed)
    named = re.findall(
        r'codeName="(\w+)"',
        "".join(parts.read(name).decode() for name in parts.namelist() if re.match(r"xl/work.*\.xml$", name)),
    )
    assert {*named, "Dictionary"} == set(project.others)


@pytest.mark.parametrize("made", ["template", "refreshed"])
def test_no_part_breaks_the_rules_of_its_format(refreshed: Path, made: str) -> None:
    assert faults(refreshed if made == "refreshed" else Path(template_path())) == set()
