"""A closed workbook to work with: its problems, findings, scorecard and results; refresh and import."""

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from kpi_xl import columns
from kpi_xl.carry import Carried, OldSheet, carry, commentary_edits
from kpi_xl.columns import plain, sheet_named
from kpi_xl.definitions import missing_sheet, read_definitions, read_what_can_be
from kpi_xl.findings import find_all
from kpi_xl.indicator import Comment, Definitions, in_cell
from kpi_xl.model import Finding, InCell, Month, Problem, ProblemsFound, Scalar
from kpi_xl.package import Package
from kpi_xl.package.arrange import name_problems
from kpi_xl.plan import Edit
from kpi_xl.results import COLUMNS, Tidy, tidy
from kpi_xl.scorecard import Scorecard, make_scorecard
from kpi_xl.sheets import generated_names, scorecard_sheets

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

Progress = Callable[[int, int, str], None]
"""Told how many steps are done, of how many, and what comes next."""


def no_progress(done: int, total: int, step: str) -> None:
    """Tells nobody."""


class Results(NamedTuple):
    """The tidy results: ``rows`` are tuples of ``columns``, one an indicator and area."""

    columns: tuple[str, ...]
    rows: list[Tidy]

    def to_frame(self) -> "pd.DataFrame":
        """A DataFrame with the same columns; Value, YTD, Last Year and Change are float, NaN for none."""
        import pandas as pd  # noqa: PLC0415 - costs more than a whole refresh, and only here is it needed

        frame = pd.DataFrame(self.rows, columns=list(self.columns))
        numeric = ["Value", "YTD", "Last Year", "Change"]
        frame[numeric] = frame[numeric].astype(float)
        return frame

    def to_csv(self) -> str:
        """The same as CSV text, with a header row."""
        import csv  # noqa: PLC0415 - a refresh does without
        import io  # noqa: PLC0415

        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows(self.rows)
        return text.getvalue()


class Refreshed(NamedTuple):
    """What a refresh did: the file written, the reporting period, the findings it lists, and, in plain
    sentences, what was typed in generated sheets and where it is kept."""

    file: str
    period: Month
    findings: list[Finding]
    carried: list[str]

    @property
    def path(self) -> "Path":
        """The file written."""
        from pathlib import Path  # noqa: PLC0415 - takes 4 ms to import, more than the ratings take

        return Path(self.file)


class Workbook:
    """A closed scorecard workbook (.xlsx or .xlsm), read once.

    Raises UnreadableBook where the file is no workbook. Nothing is written but by ``refresh``.
    """

    def __init__(self, path: "str | Path") -> None:
        self._file = os.fspath(path)
        self._package = Package.open(self._file)
        self._definitions: Definitions | None = None

    @property
    def definitions(self) -> Definitions:
        """Settings, indicators and series. Raises ProblemsFound with every problem."""
        if self._definitions is None:
            self._definitions = read_definitions(self._package)
        return self._definitions

    def check(self, period: Month | None = None) -> tuple[list[Problem], list[Finding]]:
        """Every problem, and every finding of the indicators that have none."""
        definitions, problems = read_what_can_be(self._package)
        if definitions is None:
            return problems, []
        try:
            definitions = self._carried(definitions).definitions
        except ProblemsFound as found:
            problems = problems + found.problems
        scorecard = make_scorecard(definitions, period)
        own = [name for name in self._package.sheet_names if name not in self._package.marks]
        taken = name_problems(own, generated_names(scorecard))
        return problems + taken, find_all(definitions, scorecard)

    def scorecard(self, period: Month | None = None) -> Scorecard:
        """The scorecard at a period: the one given, else that of Settings, else the last with data.

        Raises ProblemsFound.
        """
        return make_scorecard(self.definitions, period)

    def results(self, period: Month | None = None) -> Results:
        """The tidy results at a period. Raises ProblemsFound."""
        return Results(COLUMNS, tidy(self.scorecard(period)))

    def refresh(
        self,
        output: "str | Path | None" = None,
        period: Month | None = None,
        progress: Progress = no_progress,
    ) -> Refreshed:
        """Makes the generated sheets anew, in the workbook itself or in ``output``.

        Raises ProblemsFound, with nothing written, and NotWritten, with the file as it was.
        """
        target = os.fspath(output) if output else self._file
        steps = 4
        progress(0, steps, "Reading the input sheets")
        carried = self._carried(self.definitions)
        definitions = carried.definitions
        progress(1, steps, "Working out the ratings")
        scorecard = make_scorecard(definitions, period)
        findings = find_all(definitions, scorecard)
        live = in_cell(scorecard.settings, has_template_vba=False) is not InCell.VALUES
        sheets = scorecard_sheets(scorecard, findings, live)
        progress(2, steps, "Making the sheets")
        self._package.put(sheets)
        self._write_commentary(carried.changed)
        progress(3, steps, "Writing the workbook")
        self._package.save(target)
        progress(4, steps, "Done")
        return Refreshed(target, scorecard.period, findings, carried.report)

    def _carried(self, definitions: Definitions) -> Carried:
        """These definitions, with what was typed in the sheets that are about to be made anew."""
        marks = self._package.marks
        old = [OldSheet(name, mark, self._package.rows(name)) for name, mark in marks.items()]
        return carry(definitions, old, max(len(self._commentary()), 1))

    def _commentary(self) -> list[list[Scalar]]:
        """The rows of Commentary up to the last with anything in it; none where there is no such sheet."""
        name = sheet_named(self._package.sheet_names, columns.COMMENTARY)
        rows = self._package.rows(name) if name else []
        while rows and not any(cell is not None and cell != "" for cell in rows[-1]):
            rows.pop()
        return rows

    def _write_commentary(self, changed: list[Comment]) -> None:
        """Writes carried text into Commentary, which is added where there is none."""
        if not changed:
            return
        name = sheet_named(self._package.sheet_names, columns.COMMENTARY)
        if name is None:
            from kpi_xl.sheets.inputs import input_sheets  # noqa: PLC0415 - seldom needed

            name = columns.COMMENTARY
            self._package.put([sheet for sheet in input_sheets() if sheet.name == name])
        rows = self._commentary()
        text = plain(columns.COMMENT_TEXT.name)
        header = next((at for at, row in enumerate(rows) if text in map(plain, row)), 0)
        headers = rows[header] if rows else []
        self._package.edit(name, commentary_edits(changed, headers, header))


def open_workbook(path: "str | Path") -> Workbook:
    """A closed scorecard workbook. Raises UnreadableBook where the file is no workbook."""
    return Workbook(path)


def import_tables(
    tables: "Sequence[str | Path]",
    into: "str | Path",
    progress: Progress = no_progress,
    organisation: str = "",
) -> list[str]:
    """Takes published tables into Indicators and Data of a workbook, which is made if there is none.

    Returns what an officer should know: plain sentences. Raises UnreadableTable, UnreadableBook,
    ProblemsFound where the workbook has no such sheets, and NotWritten; nothing is written unless every
    table reads.
    """
    from pathlib import Path  # noqa: PLC0415 - a refresh does without it

    from kpi_xl.tables import merge, read_table  # noqa: PLC0415 - pandas: only an import needs it

    package = Package.open(os.fspath(into)) if os.path.exists(into) else blank_book(organisation)
    sheets = {
        wanted: sheet_named(package.sheet_names, wanted) for wanted in (columns.INDICATORS, columns.DATA)
    }
    missing = [Problem(name, "", *missing_sheet(name)) for name, actual in sheets.items() if actual is None]
    if missing:
        raise ProblemsFound(missing)
    report: list[str] = []
    steps = 2 * len(tables) + 1
    published = []
    paths = [Path(table) for table in tables]
    for done, path in enumerate(paths):
        progress(done, steps, f"Reading {path.name}")
        published.append(read_table(path))
    for done, (path, figures) in enumerate(zip(paths, published, strict=True), len(paths)):
        progress(done, steps, f"Taking in {path.name}")
        rows = [package.rows(sheet, percents=True) for sheet in sheets.values() if sheet]
        merged = merge(figures, *rows)
        for name, edits in merged.edits.items():
            package.edit(sheets[name] or name, edits)
        report.extend(f"{path.name}: {line}" for line in merged.report)
    progress(steps - 1, steps, "Writing the workbook")
    package.save(os.fspath(into))
    progress(steps, steps, "Done")
    return report


def blank_book(organisation: str = "") -> Package:
    """A new workbook with the input sheets, empty but for the organisation's name."""
    from kpi_xl.sheets.inputs import input_sheets  # noqa: PLC0415 - only a new book needs them

    package = Package.blank(title=f"{organisation} scorecard".strip())
    package.put(input_sheets())
    for row, cells in enumerate(package.rows(columns.SETTINGS)):
        if organisation and cells[0] == columns.ORGANISATION.name:
            package.edit(columns.SETTINGS, [Edit(row, 1, organisation)])
    return package
