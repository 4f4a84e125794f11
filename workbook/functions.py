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

Private Held As Object
Private NotBefore As Date

' Python, kept from one cell to the next: xlwings looks all of its settings up whenever it is asked for it.
' Where it does not start, which may take a minute to tell, cells do not wait for it one after another.
Private Function Python() As Object
    If Held Is Nothing Then
        If Now < NotBefore Then Err.Raise 1000, Description:="Python did not start."
        NotBefore = Now + TimeSerial(0, 2, 0)
        Set Held = XLPy
        NotBefore = 0
    End If
    Set Python = Held
End Function

"""
_XLWINGS = {
    "XLPy.CallUDF": "Python.CallUDF",
    "failed:": "failed:\n    Set Held = Nothing",
    "= Err.Description": "= CVErr(xlErrNA)",
}
"""What of xlwings' wrappers is put otherwise. Where Python does not answer, as on a Mac, a cell holds an
error, for which IFERROR knows another way, and no sentence that would stand there like a rating."""

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
    written = wrappers.getvalue()
    for theirs, ours in _XLWINGS.items():
        written = written.replace(theirs, ours)
    lines = "".join(f"{line.rstrip()}\n" for line in written.splitlines())
    return _HEAD + lines + _DESCRIBE.format("".join(map(_description, declared(decorated))))


def declared(decorated: ModuleType) -> list[dict[str, Any]]:
    """What xlwings knows of each function: its ``name``, ``category`` and help (``doc`` of ``ret``), and of
    each of its ``args`` the ``name`` and the help (``doc``)."""
    return [f.__xlfunc__ for f in vars(decorated).values() if hasattr(f, "__xlfunc__")]


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
