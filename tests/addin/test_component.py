"""The add-in's component, with LibreOffice's own classes stood in for."""

import runpy
import sys
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from workbook.addin.build import PARTS


class Typed:
    """A value with its UNO type."""

    def __init__(self, kind: str, value: object) -> None:
        self.kind, self.value = kind, value


class Registered:
    """Where the component says what it is."""

    def addImplementation(self, make: Any, name: str, services: tuple[str, ...]) -> None:  # noqa: N802
        self.make, self.name, self.services = make, name, services


@pytest.fixture
def component(monkeypatch: pytest.MonkeyPatch) -> Any:
    stood_in: dict[str, dict[str, object]] = {
        "uno": {"Any": Typed, "createUnoStruct": lambda name: SimpleNamespace(name=name)},
        "unohelper": {"Base": type("Base", (), {}), "ImplementationHelper": Registered},
        "com.sun.star.sheet": {"XVolatileResult": type("XVolatileResult", (), {})},
        "kpixl": {"XScorecard": type("XScorecard", (), {})},
    }
    for name, contents in stood_in.items():
        module = ModuleType(name)
        module.__dict__.update(contents)
        monkeypatch.setitem(sys.modules, name, module)
    for name in ("com", "com.sun", "com.sun.star"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    return runpy.run_path(str(PARTS / "component.py"))["g_ImplementationHelper"]


def test_it_registers_under_the_name_that_the_help_has(component: Any) -> None:
    assert component.name == "kpixl.Scorecard"
    assert component.services == ("com.sun.star.sheet.AddIn",)


def test_a_cell_gets_its_answer_as_it_is(component: Any) -> None:
    functions = component.make(None)
    assert functions.KPI_RAG(0.84, "94%", "BIB", "10pp", None, None) == "Amber"
    assert functions.KPI_YTD(((1.0, 2.0, "", 6.0),), "Sum", None, None) == 9
    assert functions.KPI_CHANGE(0.94, 0.89, "%") == pytest.approx(5)
    assert functions.KPI_DIRECTION(17.0, 12.0, "SIB", None) == "Worse"


def test_an_empty_cell_for_words_which_calc_gives_as_0_is_blank(component: Any) -> None:
    functions = component.make(None)
    assert functions.KPI_RAG(0.94, "94%", 0.0, None, None, None) == "Grey"
    assert functions.KPI_RAG(0.94, "94%", "BIB", 0.0, 0.0, 0.0) == "Green"
    assert functions.KPI_YTD(((1.0, 2.0),), 0.0, None, None) == 2
    assert functions.KPI_CHANGE(17.0, 12.0, 0.0) == 5
    assert functions.KPI_DIRECTION(17.0, 12.0, 0.0, 0.0) == "Increase"


def test_answers_of_a_range_come_as_rows(component: Any) -> None:
    answers = component.make(None).KPI_CHANGE(((3.0,), (4.0,)), 1.0, None)
    told: list[Any] = []
    answers.addResultListener(SimpleNamespace(modified=told.append))
    (event,) = told
    assert event.name == "com.sun.star.sheet.ResultEvent"
    assert (event.Value.kind, event.Value.value) == ("[][]any", ((2.0,), (3.0,)))
