"""Workbooks filled in by script: rows by the headers of their sheet, as an officer would type them."""

import datetime
from collections.abc import Iterable, Mapping
from pathlib import Path

from kpi_xl import columns
from kpi_xl.api import blank_book
from kpi_xl.columns import plain
from kpi_xl.model import Month
from kpi_xl.package import Package
from kpi_xl.plan import Edit

Typed = float | str | datetime.date | None
Line = Mapping[str, Typed]
"""One row of a sheet: what is typed, by the header it stands below; None is left blank."""

MONTH_FORMAT = "mmm-yy"


class Filling:
    """A workbook that is being filled in."""

    def __init__(self, package: Package) -> None:
        self._package = package

    @classmethod
    def blank(cls, organisation: str) -> "Filling":
        """A new workbook."""
        return cls(blank_book(organisation))

    @classmethod
    def of(cls, path: Path) -> "Filling":
        """A workbook that is there."""
        return cls(Package.open(path))

    def settings(self, values: Line) -> "Filling":
        """Types values beside the names of settings."""
        names = [plain(row[0]) for row in self._package.rows(columns.SETTINGS)]
        edits = [
            Edit(names.index(plain(name)), 1, value) for name, value in values.items() if value is not None
        ]
        self._package.edit(columns.SETTINGS, edits)
        return self

    def rows(self, sheet: str, lines: Iterable[Line], first: int = 1) -> None:
        """Types rows below the header, from row ``first`` (from 0); a header the sheet lacks is added."""
        headers = list(self._package.rows(sheet)[0])
        while headers and headers[-1] is None:
            headers.pop()
        edits: list[Edit] = []
        for row, line in enumerate(lines, first):
            for name, value in line.items():
                if name not in headers:
                    month = Month.read(name)
                    heading: str | datetime.date = name if month is None else month.date()
                    edits.append(Edit(0, len(headers), heading, MONTH_FORMAT if month is not None else ""))
                    headers.append(name)
                if value is not None:
                    edits.append(Edit(row, headers.index(name), value))
        self._package.edit(sheet, edits)

    def save(self, path: Path) -> Path:
        """Writes the workbook; returns its path."""
        self._package.save(path)
        return path


def months_up_to(last: str, count: int) -> list[str]:
    """The names of ``count`` months, the last of them ``last``: ``Sep-20``."""
    month = Month.read(last)
    if month is None:
        raise ValueError(f"{last} is not a month")
    return [str(month.minus(back)) for back in range(count - 1, -1, -1)]
