"""One cell of a published table, and what of it goes into a workbook."""

import datetime
import math
import re
from typing import NamedTuple

from kpi_xl.columns import plain
from kpi_xl.figures import read_figure
from kpi_xl.model import Percent, Scalar

GENERAL = "General"
TEXT = "@"
MONTH_FORMAT = "mmm-yy"

_POINT = re.compile(r"\.(\d+)")


class Cell(NamedTuple):
    """What a cell of a table holds, with its number format ("" in a text file)."""

    value: Scalar
    number_format: str = ""


class Entry(NamedTuple):
    """What is written into a workbook's cell, and how the number is shown."""

    value: float | str | datetime.date
    number_format: str = ""

    @property
    def shown(self) -> str:
        """The entry as a reader of the sheet sees it: ``31%`` for 0.31 in the format ``0%``."""
        if isinstance(self.value, float) and "%" in self.number_format:
            return text_of(Percent(self.value))
        return text_of(self.value)


BLANK = Cell(None)


def text_of(value: Scalar) -> str:
    """A cell's value as text: ``31%`` for 0.31 shown as a percentage, ``12`` for 12.0, "" for blank."""
    if value is None:
        return ""
    if isinstance(value, Percent):
        return f"{float(value) * 100:.12g}%"
    if isinstance(value, float | int) and not isinstance(value, bool):
        return f"{value:.15g}"
    if isinstance(value, datetime.date):
        return f"{value:%d/%m/%Y}"
    return str(value).strip()


def as_text(cell: Cell) -> Entry:
    """A definition in words, word for word."""
    return Entry(text_of(cell.value))


def as_figure(cell: Cell) -> Entry:
    """A number as a number with the format it was published in; anything else word for word.

    ``71.3%`` is 0.713 shown as ``0.0%``; ``79% (6m+)``, ``NA`` and ``<10% of Cohort`` stay text.
    """
    reading = read_figure(cell.value)
    if reading.value is None or reading.note:
        return Entry(text_of(cell.value))
    if cell.number_format in ("", TEXT) or isinstance(cell.value, str):
        return Entry(reading.value, _format_of(text_of(cell.value), reading.percent))
    return Entry(reading.value, cell.number_format)


def _format_of(text: str, percent: bool) -> str:
    point = _POINT.search(text)
    if percent:
        return f"0.{'0' * len(point[1])}%" if point else "0%"
    if "," in text:
        return f"#,##0.{'0' * len(point[1])}" if point else "#,##0"
    return f"0.{'0' * len(point[1])}" if point else GENERAL


def agree(one: Scalar, other: Scalar) -> bool:
    """Whether two cells say the same: 0.31 and ``31%`` do, ``BIB`` and ``bib`` do."""
    first, second = read_figure(one), read_figure(other)
    if first.value is None or second.value is None:
        return plain(text_of(one)) == plain(text_of(other))
    return math.isclose(first.value, second.value, rel_tol=1e-9, abs_tol=1e-12) and plain(
        first.note
    ) == plain(second.note)


def listed(words: list[str]) -> str:
    """Words as a sentence lists them: ``FD 1, FD 2 and FD 3``."""
    return ", ".join(words[:-1]) + f" and {words[-1]}" if len(words) > 1 else words[0]
