"""The VBA through which cells call the KPI_ functions, written by xlwings from kpi_xl/udfs.py, with the
function wizard's help for them."""

import importlib
import io
import sys
from importlib.machinery import SourceFileLoader
from types import ModuleType, SimpleNamespace
from typing import Any

import xlwings

from kpi_xl import udfs
from kpi_xl.plan import FUNCTIONS_MODULE

_DECORATORS = "xlwings.udfs"
_WINDOWS = ("pythoncom", "pywintypes", "win32com", "win32com.client")
_HEAD = f"""Attribute VB_Name = "{FUNCTIONS_MODULE}"
' Written from kpi_xl/udfs.py, which is the place to change it.
Option Explicit
#Const App = "Microsoft Excel"

"""
_TOLD = "= Err.Description"
_NO_ANSWER = "= CVErr(xlErrNA)"
"""What a cell holds where Python does not answer, as on a Mac: an error, for which IFERROR knows another way,
and not xlwings' sentence about it, which would stand there as if it were a rating."""

_DESCRIBE = """Public Sub DescribeFunctions(ByVal Book As String)
    ' Help for the function wizard. Excel refuses it to a hidden window; the functions work without.
    On Error Resume Next
{}End Sub
"""


def as_on_windows() -> tuple[ModuleType, ModuleType]:
    """xlwings' module of decorators, which is for Excel on Windows, and kpi_xl.udfs decorated by it. Where
    Windows' own modules are missing, empty ones stand in."""
    stood_in = {name: ModuleType(name) for name in _WINDOWS}
    stood_in["pythoncom"].__dict__["CoInitialize"] = None
    stood_in["win32com.client"].__dict__["Dispatch"] = None
    loader = SourceFileLoader("udfs_on_windows", udfs.__file__)
    decorated = ModuleType(loader.name)
    here = {name: getattr(xlwings, name) for name in ("func", "arg", "ret")}
    sys.modules.update(stood_in)
    try:
        decorators = importlib.import_module(_DECORATORS)
        for name in here:
            setattr(xlwings, name, getattr(decorators, f"xl{name}"))
        loader.exec_module(decorated)
    finally:
        for name, decorator in here.items():
            setattr(xlwings, name, decorator)
        for name in (*stood_in, _DECORATORS):
            sys.modules.pop(name, None)
    return decorators, decorated


def functions_source() -> str:
    """The module's text: a wrapper for each function, and ``DescribeFunctions``, which runs on opening."""
    decorators, decorated = as_on_windows()
    wrappers = io.StringIO()
    decorators.generate_vba_wrapper(udfs.__name__, decorated, wrappers, SimpleNamespace(Name="book.xlsm"))
    written = wrappers.getvalue().replace(_TOLD, _NO_ANSWER)
    lines = "".join(f"{line.rstrip()}\n" for line in written.splitlines())
    functions = [f.__xlfunc__ for f in vars(decorated).values() if hasattr(f, "__xlfunc__")]
    return _HEAD + lines + _DESCRIBE.format("".join(map(_description, functions)))


def _description(function: dict[str, Any]) -> str:
    arguments = ", _\n".join(f"            {_literal(argument['doc'])}" for argument in function["args"])
    return (
        f"    Application.MacroOptions Macro:=Book & {_literal(function['name'])}, _\n"
        f"        Description:={_literal(function['ret']['doc'])}, _\n"
        f"        Category:={_literal(function['category'])}, _\n"
        f"        ArgumentDescriptions:=Array( _\n{arguments})\n"
    )


def _literal(text: str) -> str:
    """A text as VBA writes it, on one line."""
    return '"' + " ".join(text.split()).replace('"', '""') + '"'
