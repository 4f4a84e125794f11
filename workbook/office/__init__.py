"""The template as LibreOffice can run it: its own modules, and a stand-in for those of xlwings."""

from pathlib import Path

from kpi_xl.plan import FUNCTIONS_MODULE
from kpi_xl.sheets.template import template_sheets
from workbook.build import macro_workbook
from workbook.modules import Module, modules

NOT_COMPILED = ("xlwings", "Dictionary")
"""Modules of xlwings that LibreOffice's Basic cannot compile; with one of them in a book it runs nothing."""

PYTHON, PIPE = "KPI_XL_PYTHON", "KPI_XL_PIPE"
"""The environment in which the office is started: the Python of its macros, and the pipe it listens on."""

_BRIDGE = Path(__file__).with_name("xlwings.bas")
_IN_BASIC = {"ThisWorkbook.ReadOnly": "ThisComponent.isReadOnly()"}
"""What Excel's objects have and LibreOffice's have not, and what says the same there."""


def own_modules() -> list[Module]:
    """The template's modules but those that LibreOffice cannot compile."""
    return [module for module in modules() if module.name not in NOT_COMPILED]


def office_template() -> bytes:
    """The template whose buttons work in a LibreOffice that was started with ``PYTHON`` and ``PIPE``. It is
    without the KPI_ functions, which LibreOffice would call in the midst of a refresh: cells do without."""
    bridge = Module("xlwings", False, _BRIDGE.read_text("ascii").replace("\n", "\r\n"))
    own = [_in_basic(module) for module in own_modules() if module.name != FUNCTIONS_MODULE]
    return macro_workbook(template_sheets(), [*own, bridge])


def _in_basic(module: Module) -> Module:
    text = module.text
    for excel, basic in _IN_BASIC.items():
        text = text.replace(excel, basic)
    return module._replace(text=text)
