"""What can be done with a scorecard workbook, be it closed or open in a spreadsheet application: check it,
refresh it, take tables in, begin a month."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

from kpi_xl import columns
from kpi_xl.arrange import name_problems
from kpi_xl.carry import Carried, OldSheet, carry, commentary_edits, is_typed_in
from kpi_xl.columns import plain, sheet_named
from kpi_xl.definitions import missing_sheet, read_definitions, read_what_can_be
from kpi_xl.findings import find_all
from kpi_xl.indicator import Comment, Definitions, Settings, in_cell
from kpi_xl.model import Finding, Month, Problem, ProblemsFound, Scalar
from kpi_xl.plan import Draft, Edit, Sheet
from kpi_xl.scorecard import make_scorecard
from kpi_xl.sheets import generated_names, scorecard_sheets

if TYPE_CHECKING:
    from pathlib import Path

    from kpi_xl.new_month import NewMonth

Progress = Callable[[int, int, str], None]
"""Told how many steps are done, of how many, and what comes next."""


def no_progress(done: int, total: int, step: str) -> None:
    """Tells nobody."""


class Book(Protocol):
    """A workbook to work with: ``Package`` is one that is closed, ``LiveBook`` one that is open.

    What is put into it and edited stands in memory until the book is saved or applied, which its owner
    does: until then nothing has happened.
    """

    @property
    def sheet_names(self) -> list[str]:
        """The names of all sheets, in tab order."""

    @property
    def marks(self) -> dict[str, str]:
        """The marks of the generated sheets, by the names these have now."""

    @property
    def has_template_vba(self) -> bool:
        """Whether its cells can call the KPI_ functions: it carries the template's VBA."""

    def rows(self, name: str, percents: bool = False) -> list[list[Scalar]]:
        """The cells of a sheet from A1 on, all rows equally long. Raises KeyError where it is not there."""

    def put(self, sheets: Sequence[Sheet | Draft]) -> None:
        """Planned sheets: those with a mark take the place of all generated sheets. Raises ProblemsFound
        where a sheet of the officer's own has a name that is needed."""

    def edit(self, sheet: str, edits: list[Edit]) -> None:
        """Fills or empties single cells of a sheet. Raises KeyError where there is no such sheet."""


class Made(NamedTuple):
    """What a refresh made: the reporting period, the findings that Checks lists, and, in plain sentences,
    what was typed in generated sheets and where it is kept; and the settings it was made by."""

    period: Month
    findings: list[Finding]
    carried: list[str]
    settings: Settings


def check(book: Book, period: Month | None = None) -> tuple[list[Problem], list[Finding]]:
    """Every problem, and every finding of the indicators that have none."""
    definitions, problems = read_what_can_be(book)
    if definitions is None:
        return problems, []
    try:
        definitions = carry_typed(book, definitions).definitions
    except ProblemsFound as found:
        problems = problems + found.problems
    scorecard = make_scorecard(definitions, period)
    own = [name for name in book.sheet_names if name not in book.marks]
    taken = name_problems(own, generated_names(scorecard))
    return problems + taken, find_all(definitions, scorecard)


def refresh(
    book: Book,
    period: Month | None = None,
    progress: Progress = no_progress,
    definitions: Definitions | None = None,
) -> Made:
    """Makes the generated sheets anew. ``definitions`` are those of the book, where they are read already.

    Three steps of four are reported; writing, the last, is the owner's. Raises ProblemsFound.
    """
    progress(0, STEPS, "Reading the input sheets")
    carried = carry_typed(book, definitions or read_definitions(book))
    definitions = carried.definitions
    progress(1, STEPS, "Working out the ratings")
    scorecard = make_scorecard(definitions, period)
    findings = find_all(definitions, scorecard)
    holds = in_cell(scorecard.settings, book.has_template_vba)
    progress(2, STEPS, "Making the sheets")
    book.put(scorecard_sheets(scorecard, findings, holds))
    _write_commentary(book, carried.changed)
    progress(3, STEPS, "Writing the workbook")
    return Made(scorecard.period, findings, carried.report, definitions.settings)


STEPS = 4
"""The steps of a refresh."""


def import_tables(book: Book, tables: "Sequence[Path]", progress: Progress = no_progress) -> list[str]:
    """Takes published tables into Indicators and Data, from where the template's example goes first; returns
    what an officer should know, in plain sentences. The last step that is told, writing, is the owner's.

    Raises UnreadableTable, and ProblemsFound where the book has no such sheets.
    """
    from kpi_xl.tables import clear_example, merge, read_table  # noqa: PLC0415 - pandas: only for imports

    sheets = {wanted: sheet_named(book.sheet_names, wanted) for wanted in (columns.INDICATORS, columns.DATA)}
    missing = [Problem(name, "", *missing_sheet(name)) for name, actual in sheets.items() if actual is None]
    if missing:
        raise ProblemsFound(missing)
    steps = 2 * len(tables) + 1
    published = []
    for done, path in enumerate(tables):
        progress(done, steps, f"Reading {path.name}")
        published.append(read_table(path))
    cleared = clear_example(book)
    for name, edits in cleared.edits.items():
        book.edit(name, edits)
    report = cleared.report
    for done, (path, figures) in enumerate(zip(tables, published, strict=True), len(tables)):
        progress(done, steps, f"Taking in {path.name}")
        rows = [book.rows(sheet, percents=True) for sheet in sheets.values() if sheet]
        merged = merge(figures, *rows)
        for name, edits in merged.edits.items():
            book.edit(sheets[name] or name, edits)
        report.extend(f"{path.name}: {line}" for line in merged.report)
    progress(steps - 1, steps, "Writing the workbook")
    return report


def new_month(book: Book) -> "NewMonth":
    """Begins the next month: its column in Data, and the reporting period where Settings has one.

    Raises ProblemsFound.
    """
    from kpi_xl.new_month import new_month as begin  # noqa: PLC0415 - once a month

    begun = begin(book)
    for sheet, edits in begun.edits.items():
        book.edit(sheet, edits)
    return begun


def carry_typed(book: Book, definitions: Definitions) -> Carried:
    """These definitions, with what was typed in the sheets that are about to be made anew."""
    old = [OldSheet(name, mark, book.rows(name)) for name, mark in book.marks.items() if is_typed_in(mark)]
    return carry(definitions, old, max(len(_commentary(book)), 1))


def _commentary(book: Book) -> list[list[Scalar]]:
    """The rows of Commentary up to the last with anything in it; none where there is no such sheet."""
    name = sheet_named(book.sheet_names, columns.COMMENTARY)
    rows = book.rows(name) if name else []
    while rows and not any(cell is not None and cell != "" for cell in rows[-1]):
        rows.pop()
    return rows


def _write_commentary(book: Book, changed: list[Comment]) -> None:
    """Writes carried text into Commentary, which is added where there is none."""
    if not changed:
        return
    name = sheet_named(book.sheet_names, columns.COMMENTARY)
    if name is None:
        from kpi_xl.sheets.inputs import input_sheets  # noqa: PLC0415 - seldom needed

        name = columns.COMMENTARY
        book.put([sheet for sheet in input_sheets() if sheet.name == name])
    rows = _commentary(book)
    text = plain(columns.COMMENT_TEXT.name)
    header = next((at for at, row in enumerate(rows) if text in map(plain, row)), 0)
    headers = rows[header] if rows else []
    book.edit(name, commentary_edits(changed, headers, header))
