"""The add-in's file holds what LibreOffice needs, and all that the functions need."""

import ast
import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from inspect import signature
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kpi_xl import udfs
from kpi_xl.version import VERSION
from workbook.addin.build import oxt

FUNCTIONS = {name: thing for name, thing in vars(udfs).items() if name.startswith("KPI_")}
NAME = "{http://openoffice.org/2001/registry}name"
CLEAN = """
import sys
sys.path.insert(0, sys.argv[1])
from kpi_xl import worksheet
print(worksheet.rag(0.89, "94%", "BIB", "10pp", None, None))
print(worksheet.rag(0.89, None, None, None, "90% or above Green 85%-89% Amber 84% and below Red", None))
print(worksheet.year_to_date(((1.0, "", "TBC", 6.0),), "Sum", None, None))
print(worksheet.year_to_date(((0.5, 0.6),), "Rolling 12", ((1.0, 3.0),), ((2.0, 5.0),)))
print(worksheet.change(17.0, 12.0, None))
print(worksheet.direction("94%", "89%", "BIB", "1pp"))
print(worksheet.rag(1.0, "abc", "BIB", None, None, None))
print(*{name.partition(".")[0] for name in sys.modules} & {"xlwings", "pandas", "openpyxl"})
"""


@pytest.fixture(scope="module")
def addin() -> Iterator[zipfile.ZipFile]:
    with zipfile.ZipFile(io.BytesIO(oxt())) as file:
        yield file


def read(addin: zipfile.ZipFile, name: str) -> str:
    return addin.read(name).decode()


def test_two_builds_are_equal() -> None:
    assert oxt() == oxt()


def test_every_part_that_libreoffice_is_told_of_is_there(addin: zipfile.ZipFile) -> None:
    manifest = read(addin, "META-INF/manifest.xml")
    named = re.findall(r'full-path="([^"]+)"', manifest)
    assert len(named) == 3
    assert {*named, "description.xml"} <= set(addin.namelist())


def test_it_says_which_version_it_is_and_which_libreoffice_it_needs(addin: zipfile.ZipFile) -> None:
    description = read(addin, "description.xml")
    ElementTree.fromstring(description)  # noqa: S314 - our own
    assert f'<version value="{VERSION}"/>' in description
    assert 'LibreOffice-minimal-version value="25.2"' in description


def test_the_function_wizard_knows_every_function_and_argument(addin: zipfile.ZipFile) -> None:
    tree = ElementTree.fromstring(read(addin, "CalcAddIns.xcu"))  # noqa: S314 - our own
    nodes = tree.findall("node/node/node/node")
    told = {}
    for node in nodes:
        texts = {prop.get(NAME): prop.findtext("value") for prop in node.findall("prop")}
        assert texts["DisplayName"] == texts["CompatibilityName"] == node.get(NAME)
        assert texts["Description"]
        arguments = node.findall("node/node")
        assert all(prop.findtext("value") for argument in arguments for prop in argument.findall("prop"))
        told[node.get(NAME)] = [argument.findtext("prop[1]/value") for argument in arguments]
    assert told == {name: list(signature(function).parameters) for name, function in FUNCTIONS.items()}


def test_types_and_component_have_every_function_with_its_arguments(addin: zipfile.ZipFile) -> None:
    wanted = {name: len(signature(function).parameters) for name, function in FUNCTIONS.items()}
    types = re.findall(r"any (\w+)\((.*)\);", read(addin, "functions.idl"))
    assert {name: arguments.count("[in]") for name, arguments in types} == wanted
    component = ast.walk(ast.parse(read(addin, "component.py")))
    methods = [node for node in component if isinstance(node, ast.FunctionDef) and node.name in wanted]
    assert {method.name: len(method.args.args) - 1 for method in methods} == wanted


def test_the_functions_compute_where_nothing_else_is_installed(
    addin: zipfile.ZipFile, tmp_path: Path
) -> None:
    addin.extractall(tmp_path)
    command = [sys.executable, "-I", "-S", "-c", CLEAN, str(tmp_path / "pythonpath")]
    told = subprocess.run(command, check=True, capture_output=True, text=True)
    assert told.stdout.splitlines() == [
        "Amber", "Amber", "7.0", "0.5714285714285714", "5.0", "Better", 'Target "abc" is not a number', "",
    ]  # fmt: skip
