"""Workbooks to open, and what is to be seen of an open one."""

from pathlib import Path
from typing import Any

from kpi_xl.model import Scalar
from tests.books import FD_3, FD_3_DATA, Grid, Row, sheets, with_openpyxl

EH_1: Row = {
    **FD_3, "Service": "Early Help", "Indicator Number": "EH 1", "Indicator Title": "Plans", "Target": 20,
    "Amber within": "2", "Polarity": "SIB",
}  # fmt: skip
EH_1_DATA: Row = {"Indicator Number": "EH 1", "Aug-20": 17, "Sep-20": 21}
MINE: Grid = [
    ["My notes", "=Overview!A1", "='RAG summary'!A1"],
    [1.0, "=SUM('RAG summary'!H5:H9)", "=A2+1"],
]
COMMENTARY: Grid = [["Service", "Period", "Kind", "Text", "Author", "Carried from"]]


def scorecard(path: Path, **others: Grid) -> Path:
    """Two services with an indicator each, and an officer's own sheet between."""
    made = sheets([FD_3, EH_1], [FD_3_DATA, EH_1_DATA])
    return with_openpyxl(path, made | {"Commentary": COMMENTARY} | others)


def seen(book: Any) -> dict[str, Any]:
    """Everything of an open workbook that an exchange of sheets might disturb."""
    told: dict[str, Any] = {"names": sorted((name.name, name.refers_to) for name in book.names)}
    for sheet in book.sheets:
        used = sheet.used_range
        told[sheet.name] = (sheet.visible, used.address, used.formula)
    return {**told, "order": [sheet.name for sheet in book.sheets], "shown": book.sheets.active.name}


def settings(app: Any) -> dict[str, object]:
    """The application's settings that are kept."""
    names = ("screen_updating", "display_alerts", "enable_events", "calculation", "status_bar")
    return {name: getattr(app, name) for name in names}


def cell(rows: list[list[Scalar]], text: str) -> tuple[int, int]:
    """Where a text stands (from 1, as xlwings counts)."""
    return next((r, c) for r, row in enumerate(rows, 1) for c, value in enumerate(row, 1) if value == text)
