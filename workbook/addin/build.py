"""Builds the add-in: its parts, and the modules of kpi_xl that the functions need, in one .oxt file."""

import subprocess
import sys
from pathlib import Path
from string import Template

from kpi_xl.package.zipped import Entry, write_zip
from kpi_xl.version import VERSION
from workbook.addin.declared import help_texts, types
from workbook.functions import as_on_windows, declared

PARTS = Path(__file__).with_name("parts")
ROOT = Path(__file__).parents[2]

_DESCRIPTION = "description.xml"
_LOADED = """
import sys
sys.path.insert(0, sys.argv[1])
import kpi_xl.worksheet
for name, module in sys.modules.items():
    if name.partition(".")[0] == "kpi_xl":
        print(module.__file__)
"""


def oxt() -> bytes:
    """The add-in's file, the same bytes every time."""
    functions = declared(as_on_windows()[1])
    parts = {path.relative_to(PARTS).as_posix(): path.read_text("utf-8") for path in PARTS.rglob("*.*")}
    names = ", ".join(function["name"] for function in functions)
    parts[_DESCRIPTION] = Template(parts[_DESCRIPTION]).substitute(version=VERSION, names=names)
    parts["functions.idl"] = types(functions)
    parts["CalcAddIns.xcu"] = help_texts(functions)
    for path in needed_modules():
        parts[f"pythonpath/{path.relative_to(ROOT).as_posix()}"] = path.read_text("utf-8")
    return write_zip(Entry(name, text.encode()) for name, text in sorted(parts.items()))


def needed_modules() -> list[Path]:
    """The files of kpi_xl that the worksheet functions load, as a Python with nothing else loads them."""
    command = [sys.executable, "-I", "-S", "-c", _LOADED, str(ROOT)]
    told = subprocess.run(command, check=True, capture_output=True, text=True)
    return sorted(map(Path, told.stdout.splitlines()))
