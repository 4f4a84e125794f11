"""KPI_RAG over 10,000 rows at once, as Excel calls it through xlwings: figures passed raw, beside figures
passed through xlwings' default conversion (``python -m benchmarks.functions``).

Both ways use xlwings' own code for Excel on Windows, from the cells' values to the values of the answer;
what Excel and Windows take themselves is the same for both, and not here.
"""

import ctypes
import random
import sys
import time
from collections.abc import Callable
from types import ModuleType
from typing import Any

import xlwings

from benchmarks.timing import Run, median_seconds, paired_ratio
from kpi_xl.udfs import KPI_RAG

ROWS, ROUNDS = 10_000, 21
Options = dict[str, str | int]
RAW: Options = {"convert": "raw"}
DEFAULT: Options = {"ndim": 2}
"""Rows of cells, converted as xlwings does of itself."""

_WINDOWS = ("pythoncom", "pywintypes", "win32api", "win32con", "win32com", "win32com.client", "win32gui",
            "win32process", "win32timezone")  # fmt: skip

_conversion: Any = xlwings.conversion

Column = tuple[tuple[object], ...]


class _StandIn(ModuleType):
    """A module of Windows, as far as importing goes: whatever is asked of it is a type that nothing is."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        itself = {"__init__": lambda *_: None, "__getattr__": lambda self, _: self}
        return type(name, (), {**itself, "__call__": lambda self, *_: self})


def excel() -> None:
    """Makes xlwings' engine for Excel on Windows known, which converts values for worksheet functions."""
    kept = ctypes.PyDLL
    for name in _WINDOWS:
        sys.modules.setdefault(name, _StandIn(name, ""))
        sys.modules[name].__file__ = name
    ctypes.oledll = ctypes.windll = _StandIn("libraries").library()  # type: ignore[attr-defined]
    ctypes.PyDLL = _StandIn("libraries").library  # type: ignore[misc]
    try:
        from xlwings import _xlwindows
    finally:
        ctypes.PyDLL = kept  # type: ignore[misc]
    xlwings.engines.add(xlwings.main.Engine(impl=_xlwindows.engine))


def arguments(seed: int = 1) -> list[object]:
    """What Excel passes for ``=KPI_RAG(A2:A10001,B2:B10001,C2:C10001,"5pp","",0)``."""
    chance = random.Random(seed)

    def column(choose: Callable[[], object]) -> Column:
        return tuple((choose(),) for _ in range(ROWS))

    figures = column(lambda: round(chance.uniform(0.5, 1), 4))
    targets = column(lambda: chance.choice(("94%", "90%", "85%")))
    polarities = column(lambda: chance.choice(("BIB", "SIB")))
    return [figures, targets, polarities, "5pp", "", 0.0]


def passed(given: list[object], options: Options) -> Any:
    """The arguments as a function gets them, and its answer as Excel gets it: nothing is worked out."""
    taken = [_conversion.read(None, one, options) for one in given]
    return _conversion.write(taken[1], None, options)


def called(given: list[object], options: Options) -> Any:
    """The whole call: arguments taken in, ratings worked out, the answer given back."""
    taken = [_conversion.read(None, one, options) for one in given]
    return _conversion.write(KPI_RAG(*taken), None, options)


def lines() -> list[str]:
    """The lines of the table: passing alone, and the whole call."""
    excel()
    given = arguments()
    ways = (("cells passed to `KPI_RAG`", passed), ("`KPI_RAG` called", called))
    return [_line(work, way, given) for work, way in ways]


def _line(work: str, way: Callable[[list[object], Options], Any], given: list[object]) -> str:
    runs: list[list[Run]] = [[], []]
    for turn in range(ROUNDS + 1):
        for kept, options in zip(runs, (RAW, DEFAULT), strict=True):
            start = time.perf_counter()
            way(given, options)
            if turn:
                kept.append(Run(time.perf_counter() - start, 0))
    ours, theirs = (f"{1000 * median_seconds(each):.3g} ms" for each in runs)
    ratio = paired_ratio(*runs)
    return f"| {ROWS:,} rows | {work}, raw | by xlwings' default | {ours} | {theirs} | **{ratio:.4f}** | | |"


if __name__ == "__main__":
    print("\n".join(lines()))
