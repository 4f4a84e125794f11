"""kpi_xl: a council performance scorecard in Excel.

    import kpi_xl
    book = kpi_xl.open_workbook("Scorecard.xlsx")
    problems, findings = book.check()
    frame = book.results().to_frame()
    book.refresh()

Names are imported when first asked for, so that ``import kpi_xl`` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from kpi_xl import version

if TYPE_CHECKING:
    from kpi_xl.api import Results, Workbook, import_tables, open_workbook
    from kpi_xl.model import (
        Finding,
        KpiError,
        Month,
        NotWritten,
        Problem,
        ProblemsFound,
        UnreadableBook,
        UnreadableTable,
    )
    from kpi_xl.scorecard import Result, Scorecard

__version__ = version.VERSION

__all__ = [
    "Finding",
    "KpiError",
    "Month",
    "NotWritten",
    "Problem",
    "ProblemsFound",
    "Result",
    "Results",
    "Scorecard",
    "UnreadableBook",
    "UnreadableTable",
    "Workbook",
    "import_tables",
    "open_workbook",
]

_HOMES = {
    "kpi_xl.api": ("Results", "Workbook", "import_tables", "open_workbook"),
    "kpi_xl.scorecard": ("Result", "Scorecard"),
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"kpi_xl has no {name!r}")
    home = next((home for home, names in _HOMES.items() if name in names), "kpi_xl.model")
    return getattr(import_module(home), name)
