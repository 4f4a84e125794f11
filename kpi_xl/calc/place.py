"""Where cells are: rows and columns from 1, and their addresses in Excel's form."""

import re
from typing import Any, NamedTuple

from kpi_xl.plan import column_letters

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384

_ADDRESS = re.compile(r"\$?([A-Za-z]{0,3})\$?(\d{0,7})(?::\$?([A-Za-z]{0,3})\$?(\d{0,7}))?")


class Place(NamedTuple):
    """A rectangle of cells by its first cell (from 1) and its size; a size of 0 holds no cell."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1

    @classmethod
    def of(cls, row: int, column: int, rows: int = 1, columns: int = 1) -> "Place":
        """Raises IndexError before the first row or column, as Excel has none."""
        if row < 1 or column < 1:
            raise IndexError("Rows and columns count from 1")
        return cls(row, column, rows, columns)

    @classmethod
    def at(cls, address: Any) -> "Place":
        """The place of LibreOffice's ``CellRangeAddress``."""
        first_row, first_column = address.StartRow, address.StartColumn
        rows, columns = address.EndRow - first_row + 1, address.EndColumn - first_column + 1
        return cls(first_row + 1, first_column + 1, rows, columns)

    @property
    def last_row(self) -> int:
        return self.row + self.rows - 1

    @property
    def last_column(self) -> int:
        return self.column + self.columns - 1

    def to(self, other: "Place") -> "Place":
        """The rectangle that holds both."""
        row, column = min(self.row, other.row), min(self.column, other.column)
        rows = max(self.last_row, other.last_row) - row + 1
        return Place(row, column, rows, max(self.last_column, other.last_column) - column + 1)

    def meets(self, other: "Place") -> bool:
        """Whether the two share a cell."""
        rows = self.row <= other.last_row and other.row <= self.last_row
        return rows and self.column <= other.last_column and other.column <= self.last_column

    def uno(self, sheet: int) -> dict[str, int]:
        """The fields of LibreOffice's ``CellRangeAddress``, on a sheet counted from 0."""
        return {
            "Sheet": sheet,
            "StartRow": self.row - 1,
            "StartColumn": self.column - 1,
            "EndRow": self.last_row - 1,
            "EndColumn": self.last_column - 1,
        }


def read_place(address: str) -> Place | None:
    """The place of ``A1``, ``$B$2:C9``, ``A:C`` or ``1:3``; None where the text is no address."""
    found = _ADDRESS.fullmatch(address)
    if not found:
        return None
    letters, row, last_letters, last_row = found.groups()
    if last_letters is None:
        if not letters or not row:
            return None
        last_letters, last_row = letters, row
    if bool(letters) != bool(last_letters) or bool(row) != bool(last_row) or not (letters or row):
        return None
    first = Place(int(row or 1), _number(letters) if letters else 1)
    last = Place(int(last_row or MOST_ROWS), _number(last_letters) if last_letters else MOST_COLUMNS)
    beyond = max(first.row, last.row) > MOST_ROWS or max(first.column, last.column) > MOST_COLUMNS
    return None if beyond or not (first.row and last.row) else first.to(last)


def _number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def written(place: Place, row_absolute: bool, column_absolute: bool) -> str:
    """An address: ``$A$1``, ``$A$1:$B$2``; whole columns as ``$A:$B`` and whole rows as ``$1:$3``."""
    down, across = "$" if row_absolute else "", "$" if column_absolute else ""
    first, last = (
        (f"{across}{column_letters(column - 1)}", f"{down}{row}")
        for row, column in ((place.row, place.column), (place.last_row, place.last_column))
    )
    if place.rows == MOST_ROWS:
        return f"{first[0]}:{last[0]}"
    if place.columns == MOST_COLUMNS:
        return f"{first[1]}:{last[1]}"
    return "".join(first) if first == last else f"{''.join(first)}:{''.join(last)}"
