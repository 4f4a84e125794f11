"""Tables of a pack's sheets: a title, a few lines, and one table that is marked as such, with a word in every
cell or a line that says what a blank is."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kpi_xl.plan import Area, Look, Page, Row, Sheet, Table, Value
from kpi_xl.scorecard import Scorecard
from kpi_xl.sheets import style
from kpi_xl.sheets.heading import PAGE_NUMBER, footer
from kpi_xl.sheets.heights import row_height
from kpi_xl.sheets.names import LONGEST

BLANK = "A blank cell means that there is nothing to tell there."
TITLE, LINE, HEADER = style.HEADLINE, style.SUBTITLE, style.HEADER._replace(border=style.LINE)
_LINE_HEIGHT, _ROW_HEIGHT = 16.0, 18.0
_WIDEST_ON_A4 = 190.0  # characters of all columns; a wider table is laid out for A3, to be read

Cells = Sequence[tuple[Value, Look]]


class PackTable(NamedTuple):
    """A table: its headers, how wide each column is in characters, its rows, and the least height of one."""

    headers: Sequence[str]
    widths: Sequence[float]
    rows: Sequence[Cells]
    least: float = _ROW_HEIGHT


class Names:
    """Names for the sheets and the tables of a workbook, each its own; ``sheets`` are taken already."""

    def __init__(self, sheets: Iterable[str] = ()) -> None:
        self._taken: set[str] = set()
        self._sheets = {sheet.casefold() for sheet in sheets}

    def sheet(self, words: str, ending: str = "") -> str:
        """A sheet's name: words, cut where they are too long, an ending, and a number where it is taken."""
        name, number = words[: LONGEST - len(ending)].rstrip() + ending, 2
        while name.casefold() in self._sheets:
            last = f"{ending} ({number})"
            name, number = words[: LONGEST - len(last)].rstrip() + last, number + 1
        self._sheets.add(name.casefold())
        return name

    def of(self, words: str) -> str:
        """A name made of words: letters, digits and ``_``, and no cell's address."""
        stem = "Table_of_" + re.sub(r"\W+", "_", words, flags=re.ASCII).strip("_")
        name, number = stem[:200], 2
        while name.casefold() in self._taken:
            name, number = f"{stem[:200]}_{number}", number + 1
        self._taken.add(name.casefold())
        return name


def table_sheet(
    scorecard: Scorecard, name: str, title: str, lines: Sequence[str], table: PackTable, names: Names
) -> Sheet:
    """A sheet of one table below its title and lines, which run over the cells beside them. A column in
    which nothing stands is left out."""
    table = _without_blank_columns(table)
    rows = [Row((title,), (TITLE,), 26.0), *(Row((line,), (LINE,), _LINE_HEIGHT) for line in lines)]
    blank = any(value is None or value == "" for cells in table.rows for value, _ in cells)
    if blank:
        rows.append(Row((BLANK,), (LINE,), _LINE_HEIGHT))
    top = len(rows)
    headers = _unlike(table.headers)
    tall = row_height(list(zip(headers, table.widths, strict=True)), 24.0)
    rows.append(Row(tuple(headers), (HEADER,) * len(headers), tall * 1.1))
    rows += [_row(cells, table) for cells in table.rows]
    area = Area(top, 0, max(len(rows) - 1, top + 1), len(headers) - 1)
    page = Page(repeat=(top, top), footer_left=footer(scorecard, name), footer_right=PAGE_NUMBER)
    return Sheet(
        name=name,
        mark="",
        rows=rows,
        widths=tuple(table.widths),
        tables=(Table(names.of(name), area, tuple(headers)),),
        page=page._replace(paper="A3") if sum(table.widths) > _WIDEST_ON_A4 else page,
        tab_colour=style.NAVY,
    )


def cells_below(sheet: Sheet, header: str, to_the_last: bool = False) -> Area:
    """The cells of a sheet's table below a header, or from there to the last of its columns."""
    area = sheet.tables[0].area
    left = sheet.tables[0].headers.index(header)
    return area._replace(top=area.top + 1, left=left, right=area.right if to_the_last else left)


def _without_blank_columns(table: PackTable) -> PackTable:
    kept = [
        at for at in range(len(table.headers)) if any(cells[at][0] not in (None, "") for cells in table.rows)
    ]
    return PackTable(
        [table.headers[at] for at in kept],
        [table.widths[at] for at in kept],
        [[cells[at] for at in kept] for cells in table.rows],
        table.least,
    )


def _row(cells: Cells, table: PackTable) -> Row:
    texts = [
        (value, width)
        for (value, look), width in zip(cells, table.widths, strict=True)
        if isinstance(value, str) and look.wrap
    ]
    return Row(tuple(v for v, _ in cells), tuple(look for _, look in cells), row_height(texts, table.least))


def _unlike(headers: Sequence[str]) -> list[str]:
    """The headers, a number after one that stood before."""
    made: list[str] = []
    seen: set[str] = set()
    for header in headers:
        unlike, number = header, 2
        while unlike.casefold() in seen:
            unlike, number = f"{header} ({number})", number + 1
        seen.add(unlike.casefold())
        made.append(unlike)
    return made
