"""Where the tables stand on a page: header rows, the rows below them, and the headings between."""

import re
from typing import NamedTuple

from kpi_xl import columns
from kpi_xl.figures import read_figure
from kpi_xl.tables.cells import Cell, text_of
from kpi_xl.tables.grid import Grid
from kpi_xl.tables.headings import Heading, Kind, is_year, read_heading

_LONGEST_HEADING = 80
_FOOTNOTE = re.compile(r"[*†‡#(\d].*|(note|source|key|nb|n\.b)\b.*|.*\.", re.IGNORECASE | re.DOTALL)
_TITLE = re.compile(r"scorecard|score card|dashboard|performance report|\b(19|20)\d\d\b", re.IGNORECASE)
_CODE = re.compile(r"[A-Za-z]{1,5} ?\d+ ?[A-Za-z]?( ?\(.*\))?")


class Line(NamedTuple):
    """One row under a header: its number on the page (from 0), its cells, the heading it stands under."""

    row: int
    cells: list[Cell]
    heading: str


class Block(NamedTuple):
    """A header row and the rows below it. ``names`` are the headers as written, ``headings`` what they
    mean, column by column."""

    grid: Grid
    row: int
    names: list[str]
    headings: list[Heading | None]
    lines: list[Line]


def find_blocks(grid: Grid) -> list[Block]:
    """Every block of a page, in order; empty where no row is a header row.

    A heading is a row of one text directly above a header row or between rows. Titles above the first
    header and footnotes below the last row are not headings.
    """
    headers = _header_rows(grid)
    blocks: list[Block] = []
    heading = ""
    lone: tuple[int, str] | None = None
    for row, cells in enumerate(grid.rows):
        filled = [cell for cell in cells if cell.value is not None]
        if not filled or (row + 1 in headers and (row in headers or _is_band(cells))):
            continue
        if row in headers:
            if lone is not None and _heads_a_block(grid, lone, row, first=not blocks):
                heading = lone[1]
            blocks.append(Block(grid, row, [text_of(cell.value) for cell in cells], headers[row], []))
            lone = None
        elif _is_lone(filled):
            lone = (row, text_of(filled[0].value))
        elif blocks:
            if lone is not None and _is_heading(lone[1]):
                heading = lone[1]
            lone = None
            blocks[-1].lines.append(Line(row, cells, heading))
    return blocks


def _header_rows(grid: Grid) -> dict[int, list[Heading | None]]:
    headers: dict[int, list[Heading | None]] = {}
    for row, cells in enumerate(grid.rows):
        bands = _bands(grid, row, len(cells))
        headings = [read_heading(cell.value, band) for cell, band in zip(cells, bands, strict=True)]
        known = [heading for heading in headings if heading is not None]
        if len(known) > 1 and any(_is_number_column(heading) for heading in known):
            headers[row] = headings
    return headers


def _is_number_column(heading: Heading | None) -> bool:
    return heading is not None and heading.kind is Kind.DEFINITION and heading.name == columns.NUMBER.name


def _bands(grid: Grid, row: int, width: int) -> list[str]:
    """The year that stands above each column, carried to the right from where it is written."""
    above = grid.rows[row - 1] if row and _is_band(grid.rows[row - 1]) else []
    bands: list[str] = []
    for column in range(width):
        value = above[column].value if column < len(above) else None
        bands.append(text_of(value) if is_year(value) else bands[-1] if bands else "")
    return bands


def _is_band(cells: list[Cell]) -> bool:
    """Whether a row holds years, and otherwise words only."""
    years = [is_year(cell.value) for cell in cells]
    figures = [read_figure(cell.value).value is not None for cell in cells]
    return any(years) and not any(figure and not year for figure, year in zip(figures, years, strict=True))


def _is_lone(filled: list[Cell]) -> bool:
    """Whether a row is one text that is neither a figure nor an indicator's number."""
    if len(filled) != 1:
        return False
    value = filled[0].value
    return read_figure(value).value is None and not _CODE.fullmatch(text_of(value))


def _is_heading(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and not _FOOTNOTE.fullmatch(text)


def _heads_a_block(grid: Grid, lone: tuple[int, str], header: int, first: bool) -> bool:
    """Whether a lone text names the block below it: above the first header it must stand directly above."""
    row, text = lone
    between = grid.rows[row + 1 : header]
    near = all(_is_band(cells) for cells in between if any(cell.value is not None for cell in cells))
    blank = any(all(cell.value is None for cell in cells) for cells in between)
    return near and not (first and blank) and _is_heading(text) and not _TITLE.search(text)
