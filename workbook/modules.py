"""The VBA modules of the template, as text: this project's own, those of xlwings, and the generated one."""

from pathlib import Path
from typing import NamedTuple

import xlwings

from kpi_xl.plan import FUNCTIONS_MODULE
from workbook.functions import functions_source

SOURCES = Path(__file__).parent / "vba"
DOCUMENT = "ThisWorkbook"

_XLWINGS = Path(xlwings.__file__).parent


class Module(NamedTuple):
    """A VBA module: its name, whether it is a class, and its text as the VBA editor exports it, lines ending
    in CRLF."""

    name: str
    is_class: bool
    text: str


def modules() -> list[Module]:
    """Every module of the template but those of its sheets, which are empty; ThisWorkbook comes first."""
    own = [_from_file(path) for path in sorted(SOURCES.iterdir())]
    return [
        *sorted(own, key=lambda module: module.name != DOCUMENT),
        _module(FUNCTIONS_MODULE, functions_source()),
        _from_file(_XLWINGS / "xlwings.bas"),
        _from_file(_XLWINGS / "addin" / "Dictionary.cls"),
    ]


def _from_file(path: Path) -> Module:
    return _module(path.stem, path.read_text("ascii"), is_class=path.suffix == ".cls")


def _module(name: str, text: str, is_class: bool = False) -> Module:
    return Module(name, is_class, text.replace("\n", "\r\n"))  # Python reads every end of line as \n
