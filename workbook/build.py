"""Builds the template: its sheets, its VBA project and its ribbon in one macro-enabled workbook."""

from pathlib import Path

from kpi_xl.package import Package
from kpi_xl.package.parts import TYPES_PART, Parts, relations_name
from kpi_xl.package.zipped import read_zip
from kpi_xl.plan import Sheet
from kpi_xl.sheets.template import template_sheets
from workbook.modules import Module, modules
from workbook.project import to_the_letter, with_project

RIBBON = Path(__file__).with_name("ribbon.xml")

_BOOK_PART = "xl/workbook.xml"
_PROJECT_PART = "xl/vbaProject.bin"
_RIBBON_PART = "customUI/customUI14.xml"
_RIBBON_RELATION = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
_MACRO_ENABLED = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"


def template() -> bytes:
    """The template workbook's file, the same bytes every time."""
    return macro_workbook(template_sheets(), modules())


def macro_workbook(sheets: list[Sheet], code: list[Module]) -> bytes:
    """A macro-enabled workbook of these sheets and VBA modules, with the ribbon."""
    package = Package.blank(title="Scorecard")
    package.put(sheets)
    parts = _parts(package.to_bytes())
    _make_macro_enabled(parts)
    parts = _parts(with_project(parts.to_bytes(), code))
    parts.put(_PROJECT_PART, to_the_letter(parts.data(_PROJECT_PART)))
    _add_ribbon(parts)
    return parts.to_bytes()


def _parts(data: bytes) -> Parts:
    return Parts(read_zip(data))


def _make_macro_enabled(parts: Parts) -> None:
    tree = parts.tree(TYPES_PART)
    for node in tree.root.all("Override"):
        if node.attrs["PartName"] == f"/{_BOOK_PART}":
            tree.set_attribute(node, "ContentType", _MACRO_ENABLED)
    parts.put(TYPES_PART, tree.result())


def _add_ribbon(parts: Parts) -> None:
    parts.put(_RIBBON_PART, RIBBON.read_bytes())
    tree = parts.tree(relations_name(""))
    relation = f'<Relationship Id="ribbon" Type="{_RIBBON_RELATION}" Target="{_RIBBON_PART}"/>'
    tree.append(tree.root, relation)
    parts.put(relations_name(""), tree.result())
