"""Builds the template: its sheets and its VBA project in one macro-enabled workbook."""

from kpi_xl.package import Package
from kpi_xl.package.parts import TYPES_PART, Parts
from kpi_xl.package.zipped import read_zip
from kpi_xl.sheets.inputs import input_sheets
from workbook.modules import modules
from workbook.project import to_the_letter, with_project

_BOOK_PART = "xl/workbook.xml"
_PROJECT_PART = "xl/vbaProject.bin"
_MACRO_ENABLED = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"


def template() -> bytes:
    """The template workbook's file, the same bytes every time."""
    package = Package.blank(title="Scorecard")
    package.put(input_sheets())
    parts = _parts(package.to_bytes())
    _make_macro_enabled(parts)
    parts = _parts(with_project(parts.to_bytes(), modules()))
    parts.put(_PROJECT_PART, to_the_letter(parts.data(_PROJECT_PART)))
    return parts.to_bytes()


def _parts(data: bytes) -> Parts:
    return Parts(read_zip(data))


def _make_macro_enabled(parts: Parts) -> None:
    tree = parts.tree(TYPES_PART)
    for node in tree.root.all("Override"):
        if node.attrs["PartName"] == f"/{_BOOK_PART}":
            tree.set_attribute(node, "ContentType", _MACRO_ENABLED)
    parts.put(TYPES_PART, tree.result())
