"""An input sheet of the workbook as a table is taken into it: what stands where, and what is added."""

from kpi_xl.columns import INDICATOR_COLUMNS, Column, plain
from kpi_xl.model import Problem, ProblemsFound, Scalar
from kpi_xl.plan import Edit, address
from kpi_xl.sheets.heights import wrapped_height
from kpi_xl.tables.cells import Entry, agree, text_of

_HEADER_WITHIN = 20
_WIDTHS = {plain(column.name): column.width for column in INDICATOR_COLUMNS}


class InputSheet:
    """The rows of an input sheet from A1, and the edits that fill it in.

    Nothing that stands in a cell is ever replaced: ``put`` fills blank cells and reports the others.
    Raises ProblemsFound where no row of the first 20 has the header ``key.name``.
    """

    def __init__(self, name: str, rows: list[list[Scalar]], key: Column) -> None:
        self.name = name
        self.rows = rows
        self.edits: list[Edit] = []
        self.kept: list[str] = []
        self._filled: dict[tuple[int, int], Scalar] = {}
        self.header = self._find_header(key)
        self.columns: dict[str, int] = {}
        for column, value in enumerate(rows[self.header]):
            if text_of(value):
                self.columns.setdefault(plain(text_of(value)), column)
        used = [
            (row, column) for row, cells in enumerate(rows) for column, v in enumerate(cells) if text_of(v)
        ]
        self.next_row = max(row for row, _ in used) + 1
        self.next_column = max(column for _, column in used) + 1

    def _find_header(self, key: Column) -> int:
        names = {plain(key.name), *map(plain, key.aliases)}
        for wanted in ({plain(key.name)}, names):
            for row, cells in enumerate(self.rows[:_HEADER_WITHIN]):
                if wanted & {plain(text_of(value)) for value in cells}:
                    return row
        problem = Problem(
            self.name,
            "",
            f'No row of the first {_HEADER_WITHIN} has the header "{key.name}".',
            f'Type the header "{key.name}" above the numbers of the indicators.',
        )
        raise ProblemsFound([problem])

    def column(self, column: Column) -> int | None:
        """Where a column stands, under its own name or one of its other spellings."""
        names = map(plain, (column.name, *column.aliases))
        return next((self.columns[name] for name in names if name in self.columns), None)

    def add_column(self, header: Entry) -> int:
        """Heads the first free column to the right, and says where it is."""
        column = self.next_column
        self.next_column += 1
        self._write(self.header, column, header)
        self.columns[plain(text_of(header.value))] = column
        return column

    def add_row(self) -> int:
        """The first free row below everything."""
        self.next_row += 1
        return self.next_row - 1

    def records(self) -> list[int]:
        """The rows below the header that the program reads: not blank, not starting with ``#``."""
        return [
            row
            for row in range(self.header + 1, len(self.rows))
            if any(map(text_of, self.rows[row])) and not text_of(self.rows[row][0]).startswith("#")
        ]

    def value(self, row: int, column: int | None) -> Scalar:
        """What a cell holds, or will."""
        if column is None:
            return None
        if (row, column) in self._filled:
            return self._filled[row, column]
        cells = self.rows[row] if row < len(self.rows) else []
        return cells[column] if column < len(cells) else None

    def put(self, row: int, column: int, entry: Entry, what: str) -> bool:
        """Fills a blank cell, and tells whether it did; a cell that says otherwise is kept and reported,
        with ``what`` the entry is."""
        there = self.value(row, column)
        if not text_of(there):
            self._write(row, column, entry)
            return True
        if not agree(there, entry.value):
            self.kept.append(
                f'{self.name}!{address(row, column)}: kept "{text_of(there)}" as {what}; the table has '
                f'"{entry.shown}". To take the table\'s, clear the cell and import again.'
            )
        return False

    def _write(self, row: int, column: int, entry: Entry) -> None:
        named = (name for name, at in self.columns.items() if at == column)
        width = next((_WIDTHS[name] for name in named if name in _WIDTHS), 0.0)
        height = wrapped_height(entry.value, width) if width and row != self.header else 0.0
        self.edits.append(Edit(row, column, entry.value, entry.number_format, height))
        self._filled[row, column] = entry.value
