"""Rules on tables: marked as such, with one row of headers, whole, no cell merged or left unexplained."""

import re
from collections.abc import Iterator

from kpi_xl.accessible.opened import MarkedTable, OpenedSheet
from kpi_xl.model import Problem
from kpi_xl.plan import Area, address, column_letters, reference

_UNNAMED = re.compile(r"(?:table|column)_?\d*", re.IGNORECASE)
_TELLS = re.compile(r"\b(?:blank|empty)\b", re.IGNORECASE)

Places = set[tuple[int, int]]


def table_failings(sheet: OpenedSheet) -> Iterator[Problem]:
    """What is wrong with the tables of a sheet.

    Source: Checklist, "Mark up tables", "Give tables meaningful names", "Remove merged cells, split cells
    and nested tables", "Remove blank rows and columns within tables", "All tables should have one tagged
    header row", "Only leave cells with no data empty in certain circumstances", "Avoid adding filters",
    "Position tables against the left-hand edges"; WCAG 1.3.1.
    """
    filled = {(cell.row - 1, cell.column - 1) for cell in sheet.filled()}
    for merged in sheet.cells.merged_cells.ranges:
        yield Problem(
            sheet.name,
            merged.coord.partition(":")[0],
            f"The cells {merged.coord} are merged.",
            "Unmerge them; wrap the text or widen the column.",
        )
    for area in _blocks({place for place in filled if sheet.table_at(*place) is None}):
        if area.top < area.bottom and area.left < area.right:
            yield Problem(
                sheet.name,
                address(area.top, area.left),
                f"{reference(area)} looks like a table and is not marked as one.",
                "Mark it: Insert, Table, My table has headers.",
            )
    told = any(
        isinstance(cell.value, str) and _TELLS.search(cell.value)
        for cell in sheet.filled()
        if sheet.table_at(cell.row - 1, cell.column - 1) is None
    )
    for table in sheet.tables:
        yield from _of_table(sheet, table, filled, told)


def _of_table(sheet: OpenedSheet, table: MarkedTable, filled: Places, told: bool) -> Iterator[Problem]:
    top, left, bottom, right = table.area
    at = address(top, left)
    if not table.name or _UNNAMED.fullmatch(table.name):
        yield Problem(sheet.name, at, f'The table is named "{table.name}".', "Name it by what it holds.")
    if table.filters:
        yield Problem(sheet.name, at, "The table has filter buttons.", "Take them off: Data, Filter.")
    if left:
        yield Problem(sheet.name, at, "The table does not begin in column A.", "Move it there.")
    if table.headers != 1:
        yield Problem(
            sheet.name, at, "The table has no header row.", "Turn on Header Row, with a name a column."
        )
        return
    yield from _of_headers(sheet, table)
    body = Area(top + 1, left, bottom, right)
    for row in range(body.top, bottom + 1):
        if not any((row, column) in filled for column in range(left, right + 1)):
            yield Problem(sheet.name, address(row, left), "A row of the table is blank.", "Take it out.")
    blank = []
    for column in range(left, right + 1):
        gaps = [row for row in range(body.top, bottom + 1) if (row, column) not in filled]
        if len(gaps) > bottom - top - 1 > 0:
            name = column_letters(column)
            yield Problem(
                sheet.name, address(top, column), f"Column {name} of the table is blank.", "Take it out."
            )
        else:
            blank += [(row, column) for row in gaps]
    if blank and not told:
        what = "cells" if len(blank) > 1 else "cell"
        yield Problem(
            sheet.name,
            address(*min(blank)),
            f"The table has {len(blank)} empty {what}.",
            'Put a word or a symbol there, or say above the table what is meant: "Blank: no figure".',
        )


def _of_headers(sheet: OpenedSheet, table: MarkedTable) -> Iterator[Problem]:
    top, left, _, right = table.area
    seen: dict[str, str] = {}
    for column in range(left, right + 1):
        where, value = address(top, column), sheet.cells.cell(top + 1, column + 1).value
        text = str(value or "").strip()
        if not text or _UNNAMED.fullmatch(text):
            yield Problem(sheet.name, where, "The column has no header.", "Say here what the column holds.")
        elif text.casefold() in seen:
            other = seen[text.casefold()]
            yield Problem(
                sheet.name,
                where,
                f'"{text}" is the header of {other} too.',
                "Give each column a name of its own.",
            )
        seen.setdefault(text.casefold(), where)


def _blocks(places: Places) -> Iterator[Area]:
    """The rectangles around cells that touch each other, from the top."""
    left = set(places)
    for place in sorted(places):
        if place not in left:
            continue
        left.discard(place)
        todo, block = [place], [place]
        while todo:
            row, column = todo.pop()
            for near in ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)):
                if near in left:
                    left.discard(near)
                    todo.append(near)
                    block.append(near)
        rows, columns = zip(*block, strict=True)
        yield Area(min(rows), min(columns), max(rows), max(columns))
