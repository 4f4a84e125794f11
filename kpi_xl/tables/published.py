"""What a published table says: definitions, figures by month, and the figures printed beside them."""

from pathlib import Path
from typing import NamedTuple

from kpi_xl import columns
from kpi_xl.columns import plain
from kpi_xl.figures import is_error, read_figure
from kpi_xl.model import Month, UnreadableTable, YtdRule
from kpi_xl.plan import column_letters
from kpi_xl.tables.blocks import Block, Line, find_blocks
from kpi_xl.tables.cells import Cell, agree, text_of
from kpi_xl.tables.grid import read_grids
from kpi_xl.tables.headings import FIRST_MONTH, Heading, Kind

_RULES = frozenset(plain(rule.value) for rule in YtdRule)
_YELLOW = plain("Yellow")
_AMBER = Cell("Amber")


class SeriesKey(NamedTuple):
    """Which series of an indicator; both "" for the whole authority's values."""

    area: str = ""
    measure: str = ""


WHOLE = SeriesKey()


class PublishedIndicator(NamedTuple):
    """What a table says of one indicator. ``definitions`` is by column name of Indicators (``Target``,
    ``Comparator: England``), ``printed`` by kind of printed figure (``RAG``, ``YTD``, ``last year``)."""

    number: str
    definitions: dict[str, Cell]
    series: dict[SeriesKey, dict[Month, Cell]]
    printed: dict[str, Cell]


class PublishedTable(NamedTuple):
    """One table. ``period`` is its last month with a number (None in a table of definitions alone);
    ``months`` run to the last one with an entry; ``report`` says what was left out and why."""

    name: str
    period: Month | None
    months: tuple[Month, ...]
    indicators: tuple[PublishedIndicator, ...]
    report: tuple[str, ...]


def read_table(path: Path) -> PublishedTable:
    """The table that a .csv, .tsv or .xlsx file holds, in all its blocks and visible sheets.

    Raises UnreadableTable, naming every row at fault, what was found and what to do.
    """
    grids = read_grids(path)
    blocks = [block for grid in grids for block in find_blocks(grid)]
    if not blocks:
        raise UnreadableTable(
            f'{path.name} holds no table: no row has the headers "{columns.NUMBER.name}" and '
            f'"{columns.TITLE.name}" or months. Give the table a header row with '
            f'"{columns.NUMBER.name}" above the numbers (FD 3, W1 a), and import it again.'
        )
    reader = _Reader(path.name, blocks)
    for grid in grids:
        if grid.rows and not any(block.grid is grid for block in blocks):
            reader.say(f'Sheet "{grid.sheet}" holds no table with indicator numbers, and was left out.')
    return reader.table()


class _Reader:
    """Gathers what the blocks of one table say, and everything that is wrong with them."""

    def __init__(self, name: str, blocks: list[Block]) -> None:
        self.name = name
        self.blocks = blocks
        self.problems: list[str] = []
        self.report: list[str] = []
        self.indicators: dict[str, PublishedIndicator] = {}
        self.first_rows: dict[tuple[str, SeriesKey, int], str] = {}
        self.period = max((month for month, cell in self._entries() if _number(cell)), default=None)
        self.last = max((month for month, _ in self._entries()), default=None)

    def table(self) -> PublishedTable:
        for number, block in enumerate(self.blocks):
            headings = self._resolved(block)
            for line in block.lines:
                self._read_line(block, number, headings, line)
        if self.problems:
            raise UnreadableTable("\n".join(f"{self.name}, {problem}" for problem in self.problems))
        months = {heading.month for block in self.blocks for heading in block.headings if heading}
        shown = sorted(month for month in months if month and self.last and month <= self.last)
        if self.period is None and any(indicator.printed for indicator in self.indicators.values()):
            self.say("RAG, YTD and change as printed were left out: the table has no month they are for.")
        return PublishedTable(
            self.name, self.period, tuple(shown), tuple(self.indicators.values()), tuple(self.report)
        )

    def say(self, sentence: str) -> None:
        if sentence not in self.report:
            self.report.append(sentence)

    def _entries(self) -> list[tuple[Month, Cell]]:
        return [
            (heading.month, cell)
            for block in self.blocks
            for line in block.lines
            for heading, cell in zip(block.headings, line.cells, strict=False)
            if heading and heading.month and cell.value is not None
        ]

    def _resolved(self, block: Block) -> list[Heading | None]:
        """The headings of a block, those that the table cannot use taken out and said so."""
        year = self.period.year_start(FIRST_MONTH).year if self.period else None
        resolved = [
            _as_rule(heading, [line.cells[column] for line in block.lines if column < len(line.cells)])
            for column, heading in enumerate(block.headings)
        ]
        resolved = [_in_year(heading, year) for heading in resolved]
        best = _best_target(resolved, year)
        taken: dict[tuple[Kind, str, Month | None], int] = {}
        for column, heading in enumerate(resolved):
            header = block.names[column]
            if heading is None:
                if header or any(_has(line, column) for line in block.lines):
                    what = f'"{header}"' if header else f"{column_letters(column)}, which has no header,"
                    self.say(f"Column {what} was left out: it is none of the columns of a scorecard.")
                continue
            meaning = (heading.kind, heading.name, heading.month)
            if heading.name == columns.TARGET.name and column != best:
                self.say(f'Column "{header}" was left out: it is not the target of the table\'s year.')
                resolved[column] = None
                continue
            if meaning in taken and heading.month:
                self.problems.append(
                    f"{block.grid.place(block.row)}: {heading.month} heads two columns. "
                    "Correct the header of one of them."
                )
                resolved[column] = None
            elif meaning in taken:
                other = block.names[taken[meaning]]
                self.say(f'Column "{header}" was left out: "{other}" was taken as {heading.name}.')
                resolved[column] = None
            taken.setdefault(meaning, column)
        return resolved

    def _read_line(self, block: Block, number: int, headings: list[Heading | None], line: Line) -> None:
        place = block.grid.place(line.row)
        if self._is_ragged(block, line, place):
            return
        cells = [(heading, cell) for heading, cell in zip(headings, line.cells, strict=False) if heading]
        code = _text(cells, columns.NUMBER.name)
        if not code:
            self._read_numberless(cells, line, place)
            return
        key = SeriesKey(_text(cells, columns.AREA.name), _measure(_text(cells, columns.MEASURE.name)))
        first = self.first_rows.setdefault((plain(code), key, number), place)
        if first != place:
            self.problems.append(
                f"{place}: {code} stands in {first} too. Give each indicator a number of its own, "
                "or delete one of the rows."
            )
            return
        found = self.indicators.setdefault(plain(code), PublishedIndicator(code, {}, {}, {}))
        if line.heading:
            sections = any(heading.name == columns.SERVICE.name for heading, _ in cells)
            name = columns.SECTION.name if sections else columns.SERVICE.name
            found.definitions.setdefault(name, Cell(line.heading))
        self._read_cells(found, key, cells, place)

    def _read_cells(
        self, found: PublishedIndicator, key: SeriesKey, cells: list[tuple[Heading, Cell]], place: str
    ) -> None:
        series = found.series.setdefault(key, {}) if any(heading.month for heading, _ in cells) else {}
        for heading, cell in cells:
            if cell.value is None or heading.kind is Kind.SERIES or heading.name == columns.NUMBER.name:
                continue
            what = str(heading.month) if heading.month else heading.name
            if is_error(cell.value):
                self.say(
                    f"{place}: {found.number} has the error {cell.value} for {what}, which was left out."
                )
            elif heading.month is not None:
                kept = series.setdefault(heading.month, cell)
                if not agree(kept.value, cell.value):
                    self.problems.append(
                        f"{place}: {found.number} is {text_of(cell.value)} in {what}, and "
                        f"{text_of(kept.value)} in another part of the table. Correct one of the two."
                    )
            elif heading.kind is Kind.PRINTED:
                if key == WHOLE:
                    self._keep(found.printed, heading.name, _printed(heading, cell), found.number, place)
                else:
                    self.say(f'"{heading.name}" as printed is kept for the whole authority, not for areas.')
            else:
                self._keep(found.definitions, heading.name, cell, found.number, place)

    def _keep(self, kept: dict[str, Cell], name: str, cell: Cell, number: str, place: str) -> None:
        first = kept.setdefault(name, cell)
        if not agree(first.value, cell.value):
            self.say(
                f'{place}: {name} of {number} is "{text_of(cell.value)}" here and '
                f'"{text_of(first.value)}" further up, which was taken.'
            )

    def _is_ragged(self, block: Block, line: Line, place: str) -> bool:
        """Whether a row of a text file has more or fewer fields than its header row."""
        named = max((column for column, name in enumerate(block.names, 1) if name), default=0)
        last = max((column for column, cell in enumerate(line.cells, 1) if cell.value is not None), default=0)
        if block.grid.sheet or (last <= len(block.names) and len(line.cells) >= named):
            return False
        self.problems.append(
            f"{place}: {len(line.cells)} cells, where the header row has {len(block.names)}. "
            "Put quotation marks round a text that has a comma in it, or add the cells that are missing."
        )
        return True

    def _read_numberless(self, cells: list[tuple[Heading, Cell]], line: Line, place: str) -> None:
        words = next((text_of(cell.value) for cell in line.cells if cell.value is not None), "")
        if any(heading.month and _number(cell) for heading, cell in cells):
            self.problems.append(
                f'{place}: "{words}" has figures but no {columns.NUMBER.name.lower()}. '
                "Give it one, or delete the row."
            )
        else:
            self.say(f'{place} ("{words}") has no {columns.NUMBER.name.lower()}, and was left out.')


def _has(line: Line, column: int) -> bool:
    return column < len(line.cells) and line.cells[column].value is not None


def _number(cell: Cell) -> bool:
    return read_figure(cell.value).value is not None


def _text(cells: list[tuple[Heading, Cell]], name: str) -> str:
    return next(
        (" ".join(text_of(cell.value).split()) for heading, cell in cells if heading.name == name), ""
    )


def _measure(text: str) -> str:
    return "" if plain(text) == plain(columns.VALUE) else text


def _printed(heading: Heading, cell: Cell) -> Cell:
    """A printed figure with ``Yellow`` as Amber, and ``+5pp`` as the number of percentage points."""
    if heading.name == columns.PRINTED_CHANGE:
        points = Cell(text_of(cell.value).removesuffix("pp").strip())
        return points if _number(points) else cell
    is_rating = heading.name in (columns.PRINTED_RAG, columns.PRINTED_SUMMARY_RAG)
    return _AMBER if is_rating and plain(cell.value) == _YELLOW else cell


def _as_rule(heading: Heading | None, cells: list[Cell]) -> Heading | None:
    """A column headed ``YTD`` that names rules (Sum, Latest) is a definition and not a printed figure."""
    words = {plain(cell.value) for cell in cells if cell.value is not None}
    if heading and heading.name == columns.PRINTED_YTD and words and words <= _RULES:
        return Heading(Kind.DEFINITION, columns.YTD.name)
    return heading


def _in_year(heading: Heading | None, year: int | None) -> Heading | None:
    """A printed year-to-date figure by its year: this year's, last year's, or none of the scorecard's."""
    if heading is None or heading.kind is not Kind.PRINTED or heading.year is None or year is None:
        return heading
    names = {year: columns.PRINTED_YTD, year - 1: columns.PRINTED_LAST_YEAR}
    return Heading(Kind.PRINTED, names[heading.year]) if heading.year in names else None


def _best_target(headings: list[Heading | None], year: int | None) -> int | None:
    """The column of the target of the year, else the one that names no year, else the latest."""
    targets = [
        (heading.year == year and year is not None, heading.year is None, heading.year or 0, -column)
        for column, heading in enumerate(headings)
        if heading and heading.name == columns.TARGET.name
    ]
    return -max(targets)[3] if targets else None
