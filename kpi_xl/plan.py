"""What a sheet is to a writer: rows of values with their looks, rules, notes, charts and page set-up.

A plan is complete: a writer decides nothing. Rows and columns count from 0; A1 texts stand only
inside formulas.
"""

import datetime
from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple


class Look(NamedTuple):
    """How a cell looks. Colours are ``RRGGBB``; "" is the workbook's own default."""

    number_format: str = "General"
    bold: bool = False
    italic: bool = False
    size: float = 10
    colour: str = ""
    fill: str = ""
    horizontal: str = ""  # "left", "center", "right" or "" (general)
    vertical: str = "center"  # "top", "center" or "bottom"
    wrap: bool = False
    indent: int = 0
    border: str = ""  # the colour of a thin line on all four sides, or ""
    locked: bool = True
    rotation: int = 0  # degrees anticlockwise: 90 reads upwards


THIS_ROW = "\0"
"""In a formula's text, the number of the row it stands in: rows of one form share one text."""


class Formula(NamedTuple):
    """A formula in Excel's own words, without the ``=``, and the value it has now. THIS_ROW in its text
    stands for the number of its row."""

    text: str
    value: float | str | None


Value = float | str | datetime.date | Formula | None
"""What a planned cell holds. A date is written as a serial number; ``looks`` gives its format."""


class Row(NamedTuple):
    """One row, from column A. ``looks`` is shared between rows of the same form (the same tuple
    object), so that a writer can work a look out once. A None value is an empty cell with its look;
    a None look is a cell that is not written at all."""

    values: tuple[Value, ...]
    looks: tuple[Look | None, ...]
    height: float | None = None  # points; None lets the application decide


class Area(NamedTuple):
    """A rectangle of cells, both corners inside."""

    top: int
    left: int
    bottom: int
    right: int


def rectangles(cells: Iterable[tuple[int, int]]) -> list[Area]:
    """Cells (row, column) as areas without a cell more: runs in a row, and equal runs below each other."""
    runs: list[Area] = []
    for row, column in sorted(set(cells)):
        last = runs[-1] if runs else None
        if last is not None and last.top == row and last.right == column - 1:
            runs[-1] = last._replace(right=column)
        else:
            runs.append(Area(row, column, row, column))
    growing: dict[tuple[int, int], Area] = {}
    done = []
    for found in runs:
        run, above = found, growing.get((found.left, found.right))
        if above is not None and above.bottom == run.top - 1:
            run = above._replace(bottom=run.bottom)
        elif above is not None:
            done.append(above)
        growing[run.left, run.right] = run
    return sorted([*done, *growing.values()])


class Rule(NamedTuple):
    """A conditional format: where ``formula`` (written for the area's top left cell) is true, the
    cells take a colour, a fill, bold, and a number format ("" keeps theirs). Rules stand in order of
    priority; the first that fits wins."""

    area: Area
    formula: str
    colour: str
    fill: str
    bold: bool = False
    number_format: str = ""


class Note(NamedTuple):
    """A cell note (a legacy comment): hidden until pointed at."""

    row: int
    column: int
    text: str


class ChartSeries(NamedTuple):
    """One series of a chart: where its name (None: it is only words), categories and values stand on
    the same sheet, with what they hold now (for the chart's caches)."""

    name: str
    name_cell: tuple[int, int] | None
    categories: Area
    category_texts: tuple[str, ...]
    values: Area
    figures: tuple[float | None, ...]
    colour: str
    kind: str = ""  # "" follows the chart; "line" draws it as a line over columns
    dash: str = ""  # "" is solid; "dash", "sysDot"
    number_format: str = ""  # of its figures in words; "" follows the chart


class Chart(NamedTuple):
    """A chart and the cells it covers. ``kind`` is "column", "stacked column", "stacked bar" or
    "line"; ``number_format`` is for its value axis; ``alt`` is its alternative text."""

    kind: str
    title: str
    alt: str
    area: Area
    series: tuple[ChartSeries, ...]
    number_format: str = "General"
    labels: bool = False  # the figure on each column
    lowest: float | None = None  # where the value axis begins; None lets the application decide
    highest: float | None = None  # and where it ends
    title_size: float = 12  # points
    turned: bool = False  # category labels read upwards


class Sparkline(NamedTuple):
    """A small line in one cell, of the figures of one row of the same sheet; blanks are gaps."""

    row: int
    column: int
    values: Area
    colour: str


class Button(NamedTuple):
    """A button that runs a macro of the template's VBA, filling the cells of ``area``; ``alt`` is its
    alternative text."""

    area: Area
    caption: str
    macro: str
    alt: str


class Choice(NamedTuple):
    """A drop-down list on cells; other entries are refused with ``message`` unless ``open_ended``."""

    area: Area
    options: tuple[str, ...]
    title: str
    message: str
    open_ended: bool = False


class Table(NamedTuple):
    """Cells marked as a table, so that a screen reader finds its headers: the first row of ``area``, which
    hold ``headers`` as text, each another. ``name`` is its own in the workbook, letters, digits and ``_``."""

    name: str
    area: Area
    headers: tuple[str, ...]


class Link(NamedTuple):
    """A cell that leads to a cell of a sheet of the workbook."""

    row: int
    column: int
    sheet: str
    tip: str
    cell: str = "A1"


class Page(NamedTuple):
    """How a sheet prints: on A4 or A3 ``paper``, one page wide; ``repeat`` is the first and last row
    printed on every page; header and footer are in Excel's own codes (``&P`` is the page number)."""

    landscape: bool = True
    repeat: tuple[int, int] | None = None
    footer_left: str = ""
    footer_right: str = ""
    print_columns: int | None = None  # how many columns print, from A; None prints all
    one_page: bool = False  # everything on one page; else one page wide and as many as it takes
    breaks: tuple[int, ...] = ()  # the rows that begin a page
    paper: str = "A4"


class Sheet(NamedTuple):
    """A whole sheet. ``mark`` is what the program knows its own sheets by ("service:Front Door");
    "" is an input sheet, which belongs to the officer."""

    name: str
    mark: str
    rows: list[Row]
    widths: tuple[float, ...]  # in characters of the default font, from column A
    hidden_columns: tuple[int, ...] = ()
    merges: tuple[Area, ...] = ()
    freeze: tuple[int, int] = (0, 0)  # rows and columns that stay
    rules: tuple[Rule, ...] = ()
    notes: tuple[Note, ...] = ()
    charts: tuple[Chart, ...] = ()
    choices: tuple[Choice, ...] = ()
    links: tuple[Link, ...] = ()
    sparklines: tuple[Sparkline, ...] = ()
    buttons: tuple[Button, ...] = ()
    tables: tuple[Table, ...] = ()
    page: Page = Page()
    tab_colour: str = ""
    gridlines: bool = False
    zoom: int = 100
    hidden: bool = False

    def make(self) -> "Sheet":
        """Itself: it is planned already."""
        return self


class Draft(NamedTuple):
    """A sheet that is planned when its turn to be written comes, as all of a workbook's plans take more room
    than anything else of a refresh: what has to be known of it before, and what makes the plan."""

    name: str
    mark: str
    make: Callable[[], Sheet]
    hidden: bool = False


class Edit(NamedTuple):
    """One cell of an officer's sheet that the program fills in: ``value`` in ``row``, ``column``; None
    empties the cell, and "" makes an empty one, which looks as its neighbour does.

    ``number_format`` is wanted for the value ("" keeps what the cell or its neighbours have), and
    ``height`` points for its row, where the row has no height of its own (0: as it comes)."""

    row: int
    column: int
    value: float | str | datetime.date | None
    number_format: str = ""
    height: float = 0


@cache
def column_letters(column: int) -> str:
    """``A`` for 0, ``AA`` for 26."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """``B3`` for row 2, column 1."""
    return f"{column_letters(column)}{row + 1}"


def reference(area: Area) -> str:
    """``B3:C9``, or ``B3`` for a single cell."""
    first = address(area.top, area.left)
    last = address(area.bottom, area.right)
    return first if first == last else f"{first}:{last}"


def quoted(sheet: str) -> str:
    """A sheet's name as formulas write it."""
    return "'" + sheet.replace("'", "''") + "'"


FUNCTIONS_MODULE = "KpiFunctions"
"""The VBA module of the template that lets cells call the KPI_ functions."""

MARK_NAME = "kpi_xl.sheet"
"""The hidden name, local to a generated sheet, by which the program knows the sheet again."""


def mark_formula(mark: str, name: str) -> str:
    """What that name refers to, without the ``=``: a text constant of the mark and the sheet's name."""
    first = mark.replace("%", "%25").replace("|", "%7C").replace('"', "%22")
    last = name.replace('"', '""')
    return f'"{first}|{last}"'


def read_mark(formula: str) -> tuple[str, str]:
    """The mark and the sheet's name of such a constant, with or without ``=``; two "" where it is none."""
    first, bar, last = read_text(formula).partition("|")
    if not bar:
        return "", ""
    return first.replace("%22", '"').replace("%7C", "|").replace("%25", "%"), last


def read_text(formula: str) -> str:
    """The text that a name refers to, with or without ``=``; "" where it refers to anything else."""
    text = formula.strip().removeprefix("=")
    return text[1:-1].replace('""', '"') if len(text) > 1 and text[0] == text[-1] == '"' else ""
