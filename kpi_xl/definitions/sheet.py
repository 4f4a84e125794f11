"""An input sheet as a table: its header row found, its columns by name, its problems with their cells."""

import datetime
from collections.abc import Iterator
from typing import NamedTuple, Protocol

from kpi_xl.columns import COMPARATOR, INPUT_SHEETS, PRINTED, Column, plain, sheet_named
from kpi_xl.figures import NOT_CALCULATED, is_error
from kpi_xl.model import Percent, Problem, Scalar
from kpi_xl.plan import address

HEADER_WITHIN = 20
"""How many rows from the top the header row is looked for in."""

CALCULATE = (
    "the formula was saved without its value.",
    "Open the workbook in Excel, save it there, and try again.",
)
"""What to say of a formula that no program has calculated, and what to do."""

COMMENT = "#"
"""What the first cell of a row begins with when the row is to be skipped."""

Rows = list[list[Scalar]]


class Source(Protocol):
    """Where the rows of a workbook's sheets come from: a closed file or an open one."""

    @property
    def sheet_names(self) -> list[str]: ...

    def rows(self, name: str, percents: bool = False) -> Rows:
        """The cells of a sheet from A1; with ``percents``, numbers shown as percentages are Percent."""
        ...


class Problems:
    """Every problem met so far, once each."""

    def __init__(self) -> None:
        self._found: dict[Problem, tuple[int, int, int]] = {}
        self._sheets = list(INPUT_SHEETS)
        self._rows: set[tuple[str, int]] = set()

    @property
    def found(self) -> list[Problem]:
        """The problems, sheet by sheet from the top left."""
        return sorted(self._found, key=self._found.__getitem__)

    def at_row(self, sheet: str, row: int) -> bool:
        """Whether a row has a problem."""
        return (sheet, row) in self._rows

    def add(self, sheet: str, row: int | None, column: int, what: str, remedy: str) -> None:
        """A problem at a cell (row and column from 0), or with the whole sheet (row None)."""
        if sheet not in self._sheets:
            self._sheets.append(sheet)
        place = (self._sheets.index(sheet), -1 if row is None else row, column)
        if row is not None:
            self._rows.add((sheet, row))
        self._found[Problem(sheet, "" if row is None else address(row, column), what, remedy)] = place


class Table(NamedTuple):
    """A sheet with its header row found. ``columns`` maps a header, as ``plain`` gives it, to its
    column; ``headers`` is the header row as written, and ``places`` are the columns looked for so far."""

    sheet: str
    rows: Rows
    header: int
    headers: list[Scalar]
    columns: dict[str, int]
    problems: Problems
    places: dict[str, int | None]

    def at(self, column: Column) -> int | None:
        """Where a column stands, by its name or another spelling of it; None where it is absent."""
        if column.name not in self.places:  # each row asks
            self.places[column.name] = find(self.columns, column)
        return self.places[column.name]

    def body(self) -> Iterator[tuple[int, list[Scalar]]]:
        """Row number and cells of each row below the header, without blank and ``#`` rows."""
        for number in range(self.header + 1, len(self.rows)):
            row = self.rows[number]
            first = row[0] if row else None
            if isinstance(first, str) and first.lstrip().startswith(COMMENT) and not is_error(first):
                continue
            if any(cell is not None and not (isinstance(cell, str) and not cell.strip()) for cell in row):
                yield number, row

    def text(self, row: int, cells: list[Scalar], column: int | None) -> str:
        """The words of a cell without outer spaces; "" where it is blank or there is no such column.

        A whole number reads without its ``.0``; an error value is a problem."""
        value = self.value(row, cells, column)
        if value is None:
            return ""
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        return str(value).strip()

    def value(self, row: int, cells: list[Scalar], column: int | None) -> Scalar:
        """A cell's value; blank text is None, and an error value is a problem and None."""
        if column is None or column >= len(cells):
            return None
        value = cells[column]
        if isinstance(value, str):
            if is_error(value):
                what, remedy = error_value(value)
                if value != NOT_CALCULATED:
                    remedy = "Correct the formula, or type over it."
                self.problems.add(self.sheet, row, column, what, remedy)
                return None
            if not value.strip():
                return None
        return value


def as_written(value: Scalar) -> str:
    """A cell's value as its sheet shows it: ``94%`` for Percent 0.94, ``2,676`` for 2676."""
    if value is None:
        return ""
    if isinstance(value, Percent):
        return f"{value * 100:.12g}%"
    if isinstance(value, float):
        return f"{value:,.15g}"
    if isinstance(value, datetime.date):
        return f"{value:%d/%m/%Y}"
    return str(value).upper() if isinstance(value, bool) else str(value).strip()


def error_value(value: str) -> tuple[str, str]:
    """What to say of an Excel error value among figures, and what to do."""
    if value == NOT_CALCULATED:
        return CALCULATE
    return f"{value} is an Excel error.", "Correct the formula, or type the figure or a reason such as NA."


def missing_sheet(name: str) -> tuple[str, str]:
    """What to say of an input sheet that is not there, and what to do."""
    return "the sheet is missing.", f"Add a sheet named {name}."


def find(columns: dict[str, int], column: Column) -> int | None:
    """The position of a column among headers, by name first, then by its other spellings."""
    for name in (column.name, *column.aliases):
        if (place := columns.get(plain(name))) is not None:
            return place
    return None


def open_table(
    source: Source,
    name: str,
    needed: tuple[Column, ...],
    known: tuple[Column, ...],
    problems: Problems,
    percents: bool,
) -> Table | None:
    """The table of an input sheet, or None with its problems noted: no such sheet, no header row,
    a needed column missing, a header that stands twice (unknown columns may)."""
    actual = sheet_named(source.sheet_names, name)
    if actual is None:
        problems.add(name, None, 0, *missing_sheet(name))
        return None
    rows = source.rows(actual, percents)
    header = _header_row(rows, needed[0])
    if header is None:
        problems.add(
            actual,
            0,
            0,
            f'no header row with "{needed[0].name}" in the first {HEADER_WITHIN} rows.',
            "Put the column names above the rows.",
        )
        return None
    columns: dict[str, int] = {}
    for place, cell in enumerate(rows[header]):
        key = plain(cell)
        if key and key in columns and _is_known(key, known):
            problems.add(actual, header, place, f'the column "{cell}" stands twice.', "Keep one of them.")
        elif key:
            columns.setdefault(key, place)
    for column in needed:
        if find(columns, column) is None:
            problems.add(
                actual, header, 0, f'the column "{column.name}" is missing.', "Add it to the header row."
            )
    return Table(actual, rows, header, rows[header], columns, problems, {})


def _is_known(header: str, known: tuple[Column, ...]) -> bool:
    names = {plain(name) for column in known for name in (column.name, *column.aliases)}
    return header in names or header.startswith((plain(COMPARATOR), plain(PRINTED) + " "))


def _header_row(rows: Rows, column: Column) -> int | None:
    for number, row in enumerate(rows[:HEADER_WITHIN]):
        if find({plain(cell): place for place, cell in enumerate(row)}, column) is not None:
            return number
    return None


def one_of(options: tuple[str, ...]) -> str:
    """The options as a remedy names them: ``BIB, SIB or Range``."""
    return f"{', '.join(options[:-1])} or {options[-1]}"
