"""The template's VBA project, read back by what did not write it."""

import io
import re
import zipfile
from pathlib import Path

import pytest
import xlwings

from kpi_xl.package.parts import Parts
from kpi_xl.package.workbook import Workbook
from kpi_xl.package.zipped import read_zip
from kpi_xl.plan import FUNCTIONS_MODULE
from kpi_xl.templates import template_path
from tests.template.ovba import Project, compound_file, read_project
from workbook.modules import modules

BASE = 'Attribute VB_Base = "'
LONGEST_LINE = 1023  # characters that the VBA editor takes
MOST_CONTINUED = 24
OWN = ("Buttons", "Example", "Ribbon", "ThisWorkbook")
_NAMED = re.compile(r"^Public (?:Sub|Function) (\w+)|^(?:Sub|Function) (\w+)", re.MULTILINE)


@pytest.fixture(scope="module")
def data() -> bytes:
    return zipfile.ZipFile(template_path()).read("xl/vbaProject.bin")


@pytest.fixture(scope="module")
def project(data: bytes) -> Project:
    return read_project(data)


def test_every_module_reads_back_as_it_was_written(project: Project) -> None:
    standard = {module.name: module.text for module in modules() if not module.is_class}
    assert project.standard == standard
    classes = {module.name: module.text.partition("END\r\n")[2] for module in modules() if module.is_class}
    without_base = {
        name: "".join(line for line in text.splitlines(keepends=True) if not line.startswith(BASE))
        for name, text in project.others.items()
    }
    assert classes.items() <= without_base.items()
    assert all(text.count(BASE) == 1 for text in project.others.values())


def test_xlwings_modules_are_those_of_the_installed_package(project: Project) -> None:
    folder = Path(xlwings.__file__).parent
    assert project.standard["xlwings"].encode() == (folder / "xlwings.bas").read_bytes()
    assert f'XLWINGS_VERSION As String = "{xlwings.__version__}"' in project.standard["xlwings"]
    assert not {"WebHelpers", "xlwings_udfs"} & {*project.standard, *project.others}


def test_the_workbook_and_each_sheet_have_their_module(project: Project) -> None:
    parts = Parts(read_zip(Path(template_path()).read_bytes()))
    book = Workbook(parts)
    settings = book.tree.root.find("workbookPr")
    assert settings
    named = [settings.attrs["codeName"]]
    for tab in book.tabs:
        part = parts.tree(tab.part).root.find("sheetPr")
        assert part
        named.append(part.attrs["codeName"])
    documents = [line for line in project.lines if line.startswith("Document=")]
    assert documents == [f"Document={name}/&H00000000" for name in named]
    assert {*named, "Dictionary"} == set(project.others)


def test_the_project_lists_every_module_once(project: Project) -> None:
    listed = [line.partition("=")[2] for line in project.lines if line.startswith("Module=")]
    assert sorted(listed) == sorted(project.standard)
    assert "Class=Dictionary" in project.lines


def test_nothing_is_compiled_so_that_excel_compiles_the_source(project: Project) -> None:
    assert project.compiled == bytes.fromhex("CC61FFFF000000")


def test_the_directory_is_a_red_black_tree(data: bytes) -> None:
    entries = compound_file(data).direntries

    def height(sid: int, low: tuple[int, str], high: tuple[int, str] | None, above_red: bool) -> int:
        """How many black entries lie below, the same on every way down (MS-CFB 2.6.4)."""
        if sid == 0xFFFFFFFF:
            return 0
        entry = entries[sid]
        key = (len(entry.name), entry.name.upper())
        red = entry.color == 0
        assert low < key
        assert high is None or key < high
        assert not (red and above_red)
        heights = height(entry.sid_left, low, key, red), height(entry.sid_right, key, high, red)
        assert heights[0] == heights[1]
        if entry.sid_child != 0xFFFFFFFF:
            assert entries[entry.sid_child].color == 1
            height(entry.sid_child, (0, ""), None, False)
        return heights[0] + (not red)

    height(0, (0, ""), None, False)


def test_no_name_means_two_things(project: Project) -> None:
    public = [
        (name or function).lower()
        for text in project.standard.values()
        for name, function in _NAMED.findall(text)
        if "Private Sub " + (name or function) not in text
    ]
    names = [name.lower() for name in (*project.standard, *project.others)]
    twice = {name for name in public + names if (public + names).count(name) > 1}
    assert not twice - {"getudfmodules", "getdirectorypath"}  # written twice in xlwings, one is compiled


@pytest.mark.parametrize("name", [*OWN, FUNCTIONS_MODULE])
def test_our_modules_declare_everything_and_fit_the_editor(project: Project, name: str) -> None:
    text = (project.standard | project.others)[name]
    assert text.isascii()
    assert "\r\nOption Explicit\r\n" in text
    assert max(map(len, text.splitlines())) <= LONGEST_LINE
    assert not re.search(rf"(?:[^\r\n]* _\r\n){{{MOST_CONTINUED + 1}}}", text)


@pytest.mark.parametrize("name", OWN)
def test_every_procedure_of_ours_can_be_read_at_a_glance(project: Project, name: str) -> None:
    text = (project.standard | project.others)[name].replace("\r", "")
    for body in re.findall(
        r"^(?:Public|Private) (?:Sub|Function).*?^End (?:Sub|Function)", text, re.M | re.S
    ):
        assert body.count("\n") < 25, body.splitlines()[0]


def test_help_for_the_wizard_fits_excel(project: Project) -> None:
    described = project.standard[FUNCTIONS_MODULE].partition("Public Sub DescribeFunctions")[2]
    texts = [text.replace('""', '"') for text in re.findall(r'"((?:[^"]|"")*)"', described)]
    assert len(texts) > 20
    assert all(0 < len(text) <= 255 for text in texts)
    for function in ("KPI_RAG", "KPI_YTD", "KPI_CHANGE", "KPI_DIRECTION"):
        assert f'Macro:=Book & "{function}"' in described


def test_opening_describes_the_functions(project: Project) -> None:
    assert "DescribeFunctions " in project.others["ThisWorkbook"]


def test_no_path_of_a_file_becomes_python(project: Project) -> None:
    calls = re.findall(r"RunPython(.*) = Stopped", project.standard["Buttons"])
    assert calls == ['("import kpi_xl.macros; kpi_xl.macros." & Macro & "()")']
    assert project.standard["Buttons"].count("RunPython") == 1
    macros = re.findall(r"RunInPython (\S+)", project.standard["Buttons"])
    assert [name for name in macros if not re.fullmatch(r'"\w+"', name)] == []


def test_the_zip_is_whole() -> None:
    assert zipfile.ZipFile(io.BytesIO(Path(template_path()).read_bytes())).testzip() is None
