"""The worksheet functions called as Excel calls them: by xlwings' own server, which has its say about
arguments left out and about what an answer may be. The modules of Windows are stood in for."""

import importlib
import sys
from collections.abc import Callable, Iterator
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
import xlwings

from kpi_xl import udfs
from tests.test_udfs import column, row
from workbook import functions

LEFT_OUT = -2147352572  # what VBA gives for an optional argument
SERVER = "xlwings.com_server"
WINDOWS = (
    "win32api", "win32event", "pythoncom", "pywintypes", "win32com", "win32com.client", "win32com.server",
    "win32com.server.dispatcher", "win32com.server.policy", "win32com.server.util",
)  # fmt: skip

Call = Callable[..., Any]


class _Engine:
    name = "excel"


def _no_object(value: object) -> object:
    raise TypeError(f"{value} wraps nothing")


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch) -> Iterator[Call]:
    """``call(name, *arguments)`` gives what the VBA function ``name`` gets for its cell."""
    decorators, decorated = functions.as_on_windows()
    decorated.__file__ = udfs.__file__
    windows = {name: ModuleType(name) for name in WINDOWS}
    for name, module in windows.items():
        monkeypatch.setitem(sys.modules, name, module)
        parent, _, child = name.rpartition(".")
        if parent:
            monkeypatch.setattr(windows[parent], child, module, raising=False)
    monkeypatch.setattr(windows["pythoncom"], "TypeIIDs", {"dispatch": object}, raising=False)
    monkeypatch.setattr(windows["pythoncom"], "IID_IDispatch", "dispatch", raising=False)
    monkeypatch.setattr(windows["win32com.server.util"], "unwrap", _no_object, raising=False)
    excel = ModuleType("xlwings._xlwindows")
    excel.__dict__.update(Range=SimpleNamespace, is_range_instance=lambda _: False)
    monkeypatch.setattr(xlwings, "_xlwindows", excel, raising=False)
    monkeypatch.setitem(xlwings.engines.engines_by_name, "excel", _Engine())
    monkeypatch.setitem(sys.modules, "xlwings.udfs", decorators)
    monkeypatch.setitem(sys.modules, udfs.__name__, decorated)
    server = importlib.import_module(SERVER)
    yield lambda name, *given: server.XLPython().CallUDF(udfs.__name__, name, given)
    server.loop.close()
    del sys.modules[SERVER], xlwings.com_server  # type: ignore[attr-defined]


def test_a_number_comes_to_its_cell_as_a_number(call: Call) -> None:
    assert call("KPI_CHANGE", 0.94, 0.89, "%") == pytest.approx(5)
    assert call("KPI_CHANGE", 17.0, 12.0, LEFT_OUT) == 5
    assert call("KPI_YTD", row(1.0, 2.0, 6.0), "Sum", LEFT_OUT, LEFT_OUT) == 9


def test_words_come_to_their_cell_as_words(call: Call) -> None:
    assert call("KPI_RAG", 0.94, "94%", "BIB", LEFT_OUT, LEFT_OUT, LEFT_OUT) == "Green"
    assert call("KPI_DIRECTION", 0.94, 0.89, LEFT_OUT, LEFT_OUT) == "Increase"
    assert call("KPI_CHANGE", "TBC", 0.89, LEFT_OUT) == ""
    assert call("KPI_YTD", row("-"), "Latest", LEFT_OUT, LEFT_OUT) == "-"


def test_answers_of_a_range_keep_its_shape(call: Call) -> None:
    assert call("KPI_CHANGE", column(3.0, 4.0), 1.0, LEFT_OUT) == ((2.0,), (3.0,))
    assert call("KPI_CHANGE", row(3.0, 4.0), 1.0, LEFT_OUT) == (2.0, 3.0)  # to VBA, one row


def test_where_python_does_not_answer_the_cell_holds_an_error_and_no_sentence() -> None:
    source = functions.functions_source()
    assert source.count("failed:\n    Set Held = Nothing\n    KPI_") == 4
    assert source.count("= CVErr(xlErrNA)") == 4
    assert "Err.Description" not in source


def test_cells_ask_xlwings_for_python_in_one_place() -> None:
    source = functions.functions_source()
    assert source.count("XLPy") == source.count("Set Held = XLPy") == 1
    assert source.count("Python.CallUDF(") == 8  # with Excel and without
