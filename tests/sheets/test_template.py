"""The template's sheets: an example that reads and refreshes, buttons, and what xlwings looks up."""

import re
import sys
from pathlib import Path

import openpyxl
import pytest
import xlwings
from xlwings.utils import prepare_sys_path

from kpi_xl.api import open_workbook
from kpi_xl.columns import CONFIGURATION, INPUT_SHEETS, START
from kpi_xl.definitions import read_definitions
from kpi_xl.model import Rag
from kpi_xl.package import Package
from kpi_xl.scorecard import make_scorecard
from kpi_xl.sheets.template import CONFIGURATION_ROWS, template_sheets

SHEETS = {sheet.name: sheet for sheet in template_sheets()}
ASKED_FOR = re.compile(r'GetConfig\("([^"]+)"')


@pytest.fixture
def template(tmp_path: Path) -> Path:
    package = Package.blank("Scorecard")
    package.put(list(SHEETS.values()))
    package.save(tmp_path / "template.xlsx")
    return tmp_path / "template.xlsx"


def test_the_sheets_stand_in_their_order() -> None:
    assert tuple(SHEETS) == (START, *INPUT_SHEETS, CONFIGURATION)


def test_the_example_reads_without_a_problem_and_shows_every_rating(template: Path) -> None:
    definitions = read_definitions(Package.open(template))
    ratings = {result.rag for result in make_scorecard(definitions).results}
    assert ratings == set(Rag)
    assert {indicator.service for indicator in definitions.indicators} == {"Front Door", "Children in Care"}


def test_all_that_the_example_fills_in_can_be_told_again(template: Path) -> None:
    definitions = read_definitions(Package.open(template))
    assert all(indicator.number.startswith("EX ") for indicator in definitions.indicators)
    assert {comment.author for comment in definitions.comments} == {"Example"}
    assert all(action.ref.startswith("EX ") for action in definitions.actions)


def test_start_stays_the_first_sheet_when_the_scorecard_is_made(template: Path) -> None:
    open_workbook(template).refresh()
    names = openpyxl.load_workbook(template).sheetnames
    assert names[:2] == [START, "Overview"]
    assert names[-1] == CONFIGURATION


def test_the_settings_of_xlwings_are_out_of_sight(template: Path) -> None:
    book = openpyxl.load_workbook(template)
    assert {sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"} == {CONFIGURATION}


def test_no_setting_is_left_for_a_file_beside_the_workbook_to_give() -> None:
    vba = (Path(xlwings.__file__).parent / "xlwings.bas").read_text(encoding="utf-8")
    asked = set(ASKED_FOR.findall(vba))
    assert {name.upper() for name in CONFIGURATION_ROWS} == asked
    assert 'PROJECT_NAME & ".conf"' in vba
    assert CONFIGURATION == "xlwings.conf"


def test_xlwings_does_not_put_the_current_folder_on_pythons_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", ["installed"])
    told = (CONFIGURATION_ROWS["ADD_WORKBOOK_TO_PYTHONPATH"], "a.xlsm", "a.xlsm", "", "", "")
    prepare_sys_path(";".join([*told, CONFIGURATION_ROWS["PYTHONPATH"]]))  # type: ignore[no-untyped-call]
    assert "" not in sys.path
    assert sys.path[-1] == "installed"


def test_settings_that_are_true_or_false_are_never_blank() -> None:
    for name in ("ADD_WORKBOOK_TO_PYTHONPATH", "USE UDF SERVER", "SHOW CONSOLE", "DEBUG UDFS"):
        assert CONFIGURATION_ROWS[name] in ("TRUE", "FALSE")


def test_every_button_has_its_macro_and_says_more_than_its_caption() -> None:
    buttons = [button for sheet in SHEETS.values() for button in sheet.buttons]
    assert [button.macro for button in buttons] == [
        *("ClearExample", "ImportTables", "NewMonth", "CheckScorecard", "RefreshRag", "PublishPacks"),
        "ShowHelp",
    ]
    assert all(len(button.alt) > len(button.caption) for button in buttons)


def test_buttons_come_from_left_to_right_and_from_the_top_down_and_cover_no_words() -> None:
    start = SHEETS[START]
    places = [(button.area.top, button.area.left) for button in start.buttons]
    assert places == sorted(set(places))
    for button in start.buttons:
        row = start.rows[button.area.top]
        assert button.area.left >= len(row.values)


def test_no_table_has_merged_cells() -> None:
    assert not any(sheet.merges for sheet in SHEETS.values())
