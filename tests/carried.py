"""A scorecard on disk that is refreshed, typed into and refreshed again."""

import datetime
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from kpi_xl.api import open_workbook
from kpi_xl.columns import COMMENTARY
from kpi_xl.model import Month, Scalar
from kpi_xl.package import Package
from kpi_xl.plan import Edit
from kpi_xl.sheets.boxes import KEY
from tests.books import Sheets, with_openpyxl

Cells = list[list[Scalar]]


class Card:
    """A workbook in a file: ``refresh`` it, ``type`` into its boxes, read what its sheets say."""

    def __init__(self, path: Path, sheets: Sheets) -> None:
        self.path = with_openpyxl(path, sheets)
        self.report: list[str] = []
        self.found: list[str] = []
        self.refresh()

    def refresh(self, period: Month | None = None) -> None:
        done = open_workbook(self.path).refresh(period=period)
        self.report = done.carried
        self.found = [str(finding) for finding in done.findings]

    @property
    def names(self) -> list[str]:
        return Package.open(self.path).sheet_names

    def cells(self, sheet: str) -> Cells:
        return Package.open(self.path).rows(sheet)

    def rows_of(self, sheet: str, kind: str) -> list[int]:
        """The rows of the boxes for a kind of commentary, found by their hidden cells."""
        return [
            at
            for at, row in enumerate(self.cells(sheet))
            for cell in row
            if isinstance(cell, str) and cell.startswith(KEY + "|") and cell.endswith(f"|{kind}")
        ]

    def box(self, sheet: str, kind: str) -> list[str]:
        """What the boxes for a kind say."""
        return [str(self.cells(sheet)[row][0] or "") for row in self.rows_of(sheet, kind)]

    def type(self, sheet: str, kind: str, text: Scalar, place: int = 0) -> None:
        """Types into a box for a kind: the first, or the one at ``place``."""
        self.put(sheet, self.rows_of(sheet, kind)[place], 0, text)

    def put(self, sheet: str, row: int, column: int, value: Scalar) -> None:
        package = Package.open(self.path)
        assert value is not None
        shown = "dd/mm/yyyy" if isinstance(value, datetime.date) else ""
        package.edit(sheet, [Edit(row, column, value, shown)])
        package.save(self.path)

    def replace(self, sheet: str, old: Scalar, new: Scalar) -> None:
        """Types over every cell of a sheet that says ``old``."""
        places = [
            (at, column)
            for at, row in enumerate(self.cells(sheet))
            for column, cell in enumerate(row)
            if cell == old
        ]
        assert places, old
        for row, column in places:
            self.put(sheet, row, column, new)

    def commentary(self) -> list[dict[str, str]]:
        """The rows of Commentary by their headers, blanks left out."""
        headers, *rows = self.cells(COMMENTARY)
        return [
            {str(header): str(cell) for header, cell in zip(headers, row, strict=True) if cell is not None}
            for row in rows
            if any(cell is not None for cell in row)
        ]

    def texts(self) -> list[str]:
        return [row["Text"] for row in self.commentary()]

    def rename(self, old: str, new: str) -> None:
        """Renames a sheet as Excel does: its tab, and the names that point to it."""
        self._change_tabs(
            lambda xml: xml.replace(f'name="{old}"', f'name="{new}"').replace(f"'{old}'!", f"'{new}'!")
        )

    def move_to_end(self, name: str) -> None:
        """Drags a sheet behind all others: its tab moves, and names that are local to sheets with them."""

        def moved(xml: str) -> str:
            tabs = re.findall(r"<sheet [^>]*/>", xml)
            at = next(place for place, tab in enumerate(tabs) if f'name="{name}"' in tab)
            order = [*tabs[:at], *tabs[at + 1 :], tabs[at]]
            xml = xml.replace("".join(tabs), "".join(order))
            return re.sub(
                r'localSheetId="(\d+)"', lambda said: f'localSheetId="{order.index(tabs[int(said[1])])}"', xml
            )

        self._change_tabs(moved)

    def _change_tabs(self, change: Callable[[str], str]) -> None:
        with zipfile.ZipFile(self.path) as old:
            parts = {name: old.read(name) for name in old.namelist()}
        before = parts["xl/workbook.xml"].decode()
        after = change(before)
        assert after != before
        parts["xl/workbook.xml"] = after.encode()
        with zipfile.ZipFile(self.path, "w", zipfile.ZIP_DEFLATED) as new:
            for name, data in parts.items():
                new.writestr(name, data)
