"""A closed workbook to work with: its problems, findings, scorecard and results; refresh and import."""

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from kpi_xl import columns, work
from kpi_xl.definitions import read_definitions
from kpi_xl.definitions.settings import read_settings
from kpi_xl.definitions.sheet import Problems
from kpi_xl.indicator import Definitions, Settings
from kpi_xl.model import Finding, Month, Problem
from kpi_xl.package import Package
from kpi_xl.package.saving import check_free
from kpi_xl.plan import Edit
from kpi_xl.results import COLUMNS, Tidy, harmless, tidy
from kpi_xl.scorecard import Scorecard, make_scorecard
from kpi_xl.work import Progress, no_progress

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from kpi_xl.publish.issue import Published
    from kpi_xl.publish.pdf import Printer


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
        """The same as CSV text, with a header row; no field of it is a formula to a spreadsheet program."""
        import csv  # noqa: PLC0415 - a refresh does without
        import io  # noqa: PLC0415

        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows(map(harmless, row) for row in self.rows)
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

    Raises UnreadableBook where the file is no workbook. Nothing is written but by ``refresh``,
    ``new_month`` and ``publish``.
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
        return work.check(self._package, period)

    def scorecard(self, period: Month | None = None) -> Scorecard:
        """The scorecard at a period: the one given, else that of Settings, else the last with data.

        Raises ProblemsFound.
        """
        return make_scorecard(self.definitions, period)

    def results(self, period: Month | None = None) -> Results:
        """The tidy results at a period. Raises ProblemsFound."""
        return Results(COLUMNS, tidy(self.scorecard(period)))

    def publish(
        self,
        folder: "str | Path",
        by: "Sequence[str]" = ("whole",),
        period: Month | None = None,
        progress: Progress = no_progress,
        printer: "Printer | None" = None,
    ) -> "Published":
        """Makes packs to send out in ``folder``, small numbers withheld: one of the whole, or one a
        ``service`` or ``officer``; each as a workbook, a web page and, where there is a ``printer``
        (``kpi_xl.publish.pdf.printed`` is LibreOffice), a PDF.
        The disclosure report is put beside the workbook, and what goes out is kept in the workbook's sheet
        Published.

        Raises ProblemsFound, and NotWritten, at once where the workbook is read-only or open elsewhere; no
        pack is left then.
        """
        check_free(self._file)
        from pathlib import Path  # noqa: PLC0415 - a refresh does without it

        from kpi_xl.publish.audience import By  # noqa: PLC0415
        from kpi_xl.publish.issue import publish  # noqa: PLC0415

        beside = Path(self._file).absolute().parent

        def save(settings: Settings) -> None:
            self._package.save(self._file, settings.versions_kept)

        parts = [By(one) for one in by]
        return publish(self._package, Path(folder), beside, parts, period, progress, save, printer)

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
        made = work.refresh(self._package, period, progress, self._definitions)
        self._package.save(target, made.settings.versions_kept)
        progress(work.STEPS, work.STEPS, "Done")
        return Refreshed(target, made.period, made.findings, made.carried)

    def new_month(self) -> list[str]:
        """Begins the next month in the workbook: its column in Data, and the reporting period where Settings
        has one. Returns what was done, in plain sentences.

        Raises ProblemsFound, with nothing written, and NotWritten, with the file as it was.
        """
        begun = work.new_month(self._package)
        self._package.save(self._file, begun.settings.versions_kept)
        self._definitions = None
        return begun.report


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

    package = Package.open(os.fspath(into)) if os.path.exists(into) else _unfilled(into, organisation)
    settings = read_settings(package, Problems())
    report = work.import_tables(package, [Path(table) for table in tables], progress)
    package.save(os.fspath(into), settings.versions_kept)
    return report


def _unfilled(path: "str | Path", organisation: str) -> Package:
    """A new workbook for a file of that name, without the template's example."""
    if not os.fspath(path).lower().endswith(".xlsm"):
        return blank_book(organisation)
    from kpi_xl.tables import clear_example  # noqa: PLC0415 - pandas

    package = from_template()
    for name, edits in clear_example(package).edits.items():
        package.edit(name, edits)
    return _of(package, organisation)


def from_template() -> Package:
    """A copy of the template, with its buttons and its example, whose macros run this very Python."""
    from kpi_xl.interpreter import set_up  # noqa: PLC0415 - only a new book needs it
    from kpi_xl.templates import template_path  # noqa: PLC0415

    package = Package.open(template_path())
    set_up(package, sys.platform, sys.executable)
    return package


def blank_book(organisation: str = "") -> Package:
    """A new workbook with the input sheets, empty but for the organisation's name; it has no macros."""
    from kpi_xl.sheets.inputs import input_sheets  # noqa: PLC0415 - only a new book needs them

    package = Package.blank(title=f"{organisation} scorecard".strip())
    package.put(input_sheets())
    return _of(package, organisation)


def _of(package: Package, organisation: str) -> Package:
    """The new workbook with the organisation's name in Settings."""
    for row, cells in enumerate(package.rows(columns.SETTINGS)):
        if organisation and cells[0] == columns.ORGANISATION.name:
            package.edit(columns.SETTINGS, [Edit(row, 1, organisation)])
    return package
