"""The template's example taken out of a workbook, so that it never mixes with real figures."""

from collections.abc import Iterator
from typing import NamedTuple

from kpi_xl import columns
from kpi_xl.columns import plain
from kpi_xl.definitions.sheet import Problems, Source, Table, open_table
from kpi_xl.model import Month, Percent, Scalar
from kpi_xl.plan import Edit, address
from kpi_xl.sheets.example import EXAMPLE, Line
from kpi_xl.tables.cells import GENERAL, agree, listed, text_of

_KEYS = {
    columns.INDICATORS: columns.NUMBER,
    columns.DATA: columns.NUMBER,
    columns.TARGETS: columns.NUMBER,
    columns.COMMENTARY: columns.COMMENT_AUTHOR,
    columns.ACTIONS: columns.ACTION_REF,
}
"""The column by which the rows of the example are told."""

_OWN = {plain(c.name) for c in (*columns.INDICATOR_COLUMNS, *columns.DATA_COLUMNS)}


class Cleared(NamedTuple):
    """What takes the example out: edits by sheet, as the book names it, and plain sentences on what went
    and what was kept."""

    edits: dict[str, list[Edit]]
    report: list[str]


class _Row(NamedTuple):
    """A row that says it is of the example: what it belongs to, and whether it is as shipped."""

    sheet: str
    number: int
    thing: str
    as_shipped: bool


def clear_example(book: Source) -> Cleared:
    """Empties the example's rows, as far as they are as shipped, and the headers of columns that only they
    used.

    An indicator is taken from Indicators, Data and Targets or, where any of its rows was changed, from
    none of them. Rows of the officer's own stay.
    """
    tables = {name: table for name in EXAMPLE if (table := _table(book, name))}
    rows = [row for name, table in tables.items() for row in _rows(name, table)]
    changed = {row.thing for row in rows if not row.as_shipped}
    edits = {}
    for name, table in tables.items():
        gone = [row.number for row in rows if row.sheet == table.sheet and row.thing not in changed]
        if gone:
            edits[table.sheet] = _emptied(name, table, gone)
    report = [f"The template's example was removed from {listed(list(edits))}."] if edits else []
    report += [
        f"{row.sheet}!{address(row.number, 0)}: this row of the template's example was changed, so "
        f"{row.thing} was kept. Delete its rows if you do not need them."
        for row in rows
        if not row.as_shipped
    ]
    return Cleared(edits, report)


def _table(book: Source, name: str) -> Table | None:
    if columns.sheet_named(book.sheet_names, name) is None:
        return None
    return open_table(book, name, (_KEYS[name],), (), Problems(), percents=True)


def _rows(name: str, table: Table) -> Iterator[_Row]:
    """The rows of a sheet that are the example's by their number, author or REF."""
    key = _KEYS[name]
    keys = {plain(line[key.name]) for line in EXAMPLE[name]}
    shipped = [{plain(header): value for header, value in line.items()} for line in EXAMPLE[name]]
    named = [plain(_name(header)) for header in table.headers]
    for number, cells in table.body():
        said = table.text(number, cells, table.at(key))
        if plain(said) in keys:
            as_shipped = any(_agree(named, cells, line) for line in shipped)
            yield _Row(table.sheet, number, _thing(name, said, number), as_shipped)


def _thing(name: str, said: str, number: int) -> str:
    if name == columns.COMMENTARY:
        return f"row {number + 1} of {name}"
    return f"action {said}" if name == columns.ACTIONS else said


def _name(header: Scalar) -> str:
    """A header as the example names it: a month's is ``Oct-24``, however it is written."""
    month = Month.read(header)
    return text_of(header) if month is None else str(month)


def _agree(headers: list[str], cells: list[Scalar], line: Line) -> bool:
    """Whether a row holds what a line of the example holds, and nothing else."""
    each = zip(headers, cells, strict=True)
    return {*line} <= {*headers} and all(agree(cell, line.get(header)) for header, cell in each)


def _emptied(name: str, table: Table, rows: list[int]) -> list[Edit]:
    """The cells of these rows, and the headers of the example's own columns that are then blank. A cell
    shown as a percentage is so no longer: the next figure in it may be a count."""
    edits = [
        Edit(row, place, None, GENERAL if isinstance(cell, Percent) else "")
        for row in rows
        for place, cell in enumerate(table.rows[row])
        if text_of(cell)
    ]
    added = {plain(header) for line in EXAMPLE[name] for header in line} - _OWN
    below = [cells for row, cells in table.body() if row not in rows]
    if name in (columns.INDICATORS, columns.DATA):
        edits += [
            Edit(table.header, place, None)
            for place, header in enumerate(table.headers)
            if plain(_name(header)) in added and not any(text_of(cells[place]) for cells in below)
        ]
    return edits
