"""Publishing a workbook: its problems or its packs, with what the officer should know of them."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from kpi_xl.indicator import Settings
from kpi_xl.model import Finding, Month
from kpi_xl.package.saving import write_atomically
from kpi_xl.publish.audience import By, Part, parts, without_officer
from kpi_xl.publish.covering import covering_page, covering_text
from kpi_xl.publish.disclosure import Withheld, disclose
from kpi_xl.publish.folder import file_stem, next_version, put_together
from kpi_xl.publish.pack import make_pack, pack_name, pack_scorecard, pack_sheets
from kpi_xl.publish.record import keep_record, new_to_record
from kpi_xl.publish.report import report, report_name, texts_to_look_at
from kpi_xl.publish.sound import sound
from kpi_xl.work import Book, Progress, no_progress


class Published(NamedTuple):
    """What was published: the period, the packs that are new and those that were there already with the same
    content, what was withheld and the texts to look at, where the report of that is (None: there is nothing
    to report), and the indicators that are in no officer's pack."""

    period: Month
    new: list[Path]
    unchanged: list[Path]
    withheld: list[Withheld]
    texts: list[Finding]
    report: Path | None
    without_officer: list[str]


def publish(
    book: Book,
    folder: Path,
    beside: Path,
    by: Sequence[By] = (By.WHOLE,),
    period: Month | None = None,
    progress: Progress = no_progress,
    save: Callable[[Settings], None] = lambda _: None,
) -> Published:
    """Makes the packs of a workbook in ``folder``, and the disclosure report in ``beside``, the officer's own
    folder; what goes out is kept in the workbook's sheet Published, and ``save`` saves the workbook then.

    Raises ProblemsFound, and NotWritten; nothing is left then.
    """
    definitions, at = sound(book, period)
    disclosed = disclose(definitions)
    wanted = [part for one in dict.fromkeys(by) for part in parts(disclosed.definitions, one)]
    files: dict[str, bytes] = {}
    new: list[Path] = []
    unchanged: list[Path] = []
    taken: set[str] = set()
    for done, part in enumerate(wanted):
        progress(done, len(wanted) + 1, f"Making {pack_name(part)}")
        name, made = _pack(part, at, folder, taken)
        (new if made else unchanged).append(folder / name)
        files |= made
    progress(len(wanted), len(wanted) + 1, "Writing the packs")
    texts = texts_to_look_at(definitions, disclosed.withheld, at)
    told = report(disclosed.withheld, texts) if disclosed.withheld else None
    report_file = beside / report_name(at)
    numbers = [indicator.number for part in wanted for indicator in part.definitions.indicators]
    record = new_to_record(definitions, disclosed.definitions, numbers, at)
    if record:
        keep_record(book, record)
    with put_together(folder, files):
        if told:
            write_atomically(str(report_file), told)
        if record:
            save(definitions.settings)
    progress(len(wanted) + 1, len(wanted) + 1, "Done")
    return Published(
        at,
        new,
        unchanged,
        disclosed.withheld,
        texts,
        report_file if told else None,
        without_officer(definitions) if By.OFFICER in by else [],
    )


def _pack(part: Part, period: Month, folder: Path, taken: set[str]) -> tuple[str, dict[str, bytes]]:
    """A pack's file name, and its files by name: the pack and the words it is sent with; no files where the
    folder has it already."""
    scorecard, name = pack_scorecard(part, period), pack_name(part)
    stem = file_stem(name, str(period), taken)
    version, data = next_version(folder, stem, lambda number: make_pack(part, scorecard, number))
    file = f"{stem} v{version}.xlsx"
    if data is None:
        return file, {}
    pages = [sheet.name for sheet in pack_sheets(part, scorecard)]
    return file, {
        file: data,
        f"{stem} v{version} e-mail.txt": covering_text(name, scorecard, file, pages),
        f"{stem} v{version} e-mail.html": covering_page(name, scorecard, file, pages),
    }
