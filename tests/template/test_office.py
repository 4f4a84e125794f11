"""What LibreOffice makes of the template, and of its VBA that needs no Python."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from kpi_xl import columns
from kpi_xl.plan import Row, Sheet
from kpi_xl.sheets.template import template_sheets
from kpi_xl.templates import template_path
from workbook.build import macro_workbook
from workbook.modules import modules
from workbook.office import own_modules

PYTHON = "/usr/bin/python3"  # the system's, which has LibreOffice's bridge


def _has_bridge() -> bool:
    if shutil.which("soffice") is None or not Path(PYTHON).exists():
        return False
    return subprocess.run([PYTHON, "-c", "import uno"], capture_output=True, check=False).returncode == 0


pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(not _has_bridge(), reason="LibreOffice with its Python bridge is not installed"),
]


ROOT = Path(__file__).parents[2]


def opened(book: Path, *macros: str) -> dict[str, Any]:
    """What LibreOffice finds in the book, and its rows after those macros."""
    out = book.with_suffix(".json")
    command = [PYTHON, "-m", "tests.template.in_office", str(book), str(out), *macros]
    subprocess.run(command, check=True, capture_output=True, timeout=120, cwd=ROOT)
    found: dict[str, Any] = json.loads(out.read_text())
    return found


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    copy = tmp_path_factory.mktemp("template") / "template.xlsm"
    shutil.copy(template_path(), copy)
    return opened(copy)


def test_libreoffice_reads_every_module_as_it_was_written(template: dict[str, Any]) -> None:
    for module in modules():
        text = module.text.partition("END\r\n")[2] if module.is_class else module.text
        code = [line for line in text.splitlines() if not line.startswith("Attribute ")]
        read = template["modules"][module.name].splitlines()  # after its own lines, which say what it is
        assert read[-len(code) :] == code or read[-len(code) - 1 : -1] == code, module.name


def test_each_button_of_start_is_bound_to_its_macro(template: dict[str, Any]) -> None:
    planned = [button for sheet in template_sheets() for button in sheet.buttons]
    assert [(caption, sheet) for sheet, caption, _ in template["buttons"]] == [
        (button.caption, columns.START) for button in planned
    ]
    for button, (_, _, script) in zip(planned, template["buttons"], strict=True):
        module = script.removeprefix("vnd.sun.star.script:VBAProject.").partition(".")[0]
        assert f".{button.macro}?" in script
        assert f"Public Sub {button.macro}()" in template["modules"][module]


def test_the_template_opens_on_start(template: dict[str, Any]) -> None:
    assert template["open"] == columns.START


OWN = {
    columns.INDICATORS: {columns.SERVICE: "Front Door", columns.NUMBER: "EXC 1", columns.TITLE: "EX 9"},
    columns.DATA: {columns.NUMBER: "FD 1", columns.AREA: "EX 1"},
    columns.TARGETS: {columns.NUMBER: "ex 3"},
    columns.COMMENTARY: {columns.COMMENT_TEXT: "Example", columns.COMMENT_AUTHOR: "An Example"},
    columns.ACTIONS: {columns.ACTION_REF: "1", columns.ACTION_TEXT: "EX 2"},
}
"""A row of the officer's own on each sheet, as like the example as may be."""


def _with_own(sheet: Sheet) -> Sheet:
    """The sheet with the officer's row as its third, amid the example's."""
    if sheet.name not in OWN:
        return sheet
    typed = {column.name: value for column, value in OWN[sheet.name].items()}
    values = tuple(typed.get(str(name)) for name in sheet.rows[0].values)
    return sheet._replace(rows=[*sheet.rows[:2], Row(values, sheet.rows[1].looks), *sheet.rows[2:]])


@pytest.fixture(scope="module")
def cleared(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    book = tmp_path_factory.mktemp("cleared") / "own.xlsm"
    sheets = [_with_own(sheet) for sheet in template_sheets()]
    book.write_bytes(macro_workbook(sheets, own_modules()))
    return opened(book, "Example.RemoveExample")


@pytest.mark.parametrize("name", OWN)
def test_clearing_the_example_leaves_the_officers_own_rows(cleared: dict[str, Any], name: str) -> None:
    (plan,) = (sheet for sheet in template_sheets() if sheet.name == name)
    header, *rows = cleared["rows"][name]
    assert len(header) == len(plan.rows[0].values)
    assert [[cell for cell in row if cell] for row in rows] == [list(OWN[name].values())]


def test_clearing_the_example_touches_no_other_sheet(
    cleared: dict[str, Any], template: dict[str, Any]
) -> None:
    for name in (columns.START, columns.SETTINGS, columns.CONFIGURATION):
        assert cleared["rows"][name] == template["rows"][name]
