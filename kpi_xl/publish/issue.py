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
from kpi_xl.publish.pack import make_pack, make_page, pack_name, pack_scorecard, sheets_of
from kpi_xl.publish.pdf import Printer
from kpi_xl.publish.record import keep_record, new_to_record
from kpi_xl.publish.report import report, report_name, texts_to_look_at
from kpi_xl.publish.sound import sound
from kpi_xl.publish.steps import Steps
from kpi_xl.scorecard import Scorecard
from kpi_xl.work import Book, Progress, no_progress


class Published(NamedTuple):
    """What was published: the period, the packs that are new (a workbook each) with the pages and PDFs beside
    them, those that were there already with the same content, what was withheld and the texts to look at,
    where the report of that is (None: there is nothing to report), and the indicators that are in no
    officer's pack."""

    period: Month
    new: list[Path]
    beside: list[Path]
    unchanged: list[Path]
    withheld: list[Withheld]
    texts: list[Finding]
    report: Path | None
    without_officer: list[str]

    def remarks(self) -> list[str]:
        """What the officer should know, in plain sentences; how many packs are new comes last."""
        said = [f"Unchanged: {path}" for path in self.unchanged]
        if self.without_officer:
            said.append(f"In no officer's pack, as they have no RO: {', '.join(self.without_officer)}.")
        said += map(str, self.texts)
        if self.report:
            count = len(self.withheld)
            figures = f"{count} figure{'' if count == 1 else 's'}"
            said.append(f"Withheld {figures}. What and why, for you alone: {self.report}")
        packs = f"{len(self.new) or 'no'} new pack{'' if len(self.new) == 1 else 's'}"
        return [*said, f"Published {self.period}: {packs}."]


class _Pack(NamedTuple):
    """A pack to be made: of what, under which name without ending, in which version, and its workbook (None
    where the folder has it)."""

    part: Part
    scorecard: Scorecard
    stem: str
    version: int
    book: bytes | None

    @property
    def name(self) -> str:
        return f"{self.stem} v{self.version}"


def publish(
    book: Book,
    folder: Path,
    beside: Path,
    by: Sequence[By] = (By.WHOLE,),
    period: Month | None = None,
    progress: Progress = no_progress,
    save: Callable[[Settings], None] = lambda _: None,
    printer: Printer | None = None,
) -> Published:
    """Makes the packs of a workbook in ``folder``, each as a workbook, a web page and, where there is a
    ``printer``, a PDF; and the disclosure report in ``beside``, the officer's own folder. What goes out is
    kept in the workbook's sheet Published, and ``save`` saves the workbook then.

    Raises ProblemsFound, and NotWritten; no pack is left then.
    """
    definitions, at = sound(book, period)
    disclosed = disclose(definitions)
    wanted = [part for one in dict.fromkeys(by) for part in parts(disclosed.definitions, one)]
    steps = Steps(progress, len(wanted), printer is not None)
    taken: set[str] = set()
    packs = []
    for done, part in enumerate(wanted):
        steps.making(done, pack_name(part))
        packs.append(_pack(part, at, folder, taken))
    files = {name: data for pack in packs for name, data in _with_words(pack).items()}
    beside_them = _pages(packs, folder)
    if printer:
        beside_them |= _pdfs(packs, folder, steps, printer)
    steps.writing()
    texts = texts_to_look_at(definitions, disclosed.withheld, at)
    told = report(disclosed.withheld, texts) if disclosed.withheld else None
    report_file = beside / report_name(at)
    numbers = [indicator.number for part in wanted for indicator in part.definitions.indicators]
    record = new_to_record(definitions, disclosed.definitions, numbers, at)
    if record:
        keep_record(book, record)
    with put_together(folder, files | beside_them):
        if told:
            write_atomically(str(report_file), told, keep=definitions.settings.versions_kept)
        if record:
            save(definitions.settings)
    steps.done()
    return Published(
        at,
        [folder / f"{pack.name}.xlsx" for pack in packs if pack.book is not None],
        [folder / name for name in beside_them],
        [folder / f"{pack.name}.xlsx" for pack in packs if pack.book is None],
        disclosed.withheld,
        texts,
        report_file if told else None,
        without_officer(definitions) if By.OFFICER in by else [],
    )


def _pack(part: Part, period: Month, folder: Path, taken: set[str]) -> _Pack:
    """A pack with its version; without its workbook where the folder has that already."""
    scorecard = pack_scorecard(part, period)
    stem = file_stem(pack_name(part), str(period), taken)
    version, data = next_version(folder, stem, lambda number: make_pack(part, scorecard, number))
    return _Pack(part, scorecard, stem, version, data)


def _with_words(pack: _Pack) -> dict[str, bytes]:
    """A new pack's workbook and the words it is sent with, by file name; nothing of one that is there."""
    if pack.book is None:
        return {}
    file, name = f"{pack.name}.xlsx", pack_name(pack.part)
    pages = [sheet.name for sheet in sheets_of(pack.part, pack.scorecard)]
    return {
        file: pack.book,
        f"{pack.name} e-mail.txt": covering_text(name, pack.scorecard, file, pages),
        f"{pack.name} e-mail.html": covering_page(name, pack.scorecard, file, pages),
    }


def _pages(packs: list[_Pack], folder: Path) -> dict[str, bytes]:
    """The web pages of the packs, by their file names; those that the folder has are left."""
    made = {f"{pack.name}.html": pack for pack in packs}
    return {
        name: make_page(pack.part, pack.scorecard)
        for name, pack in made.items()
        if not (folder / name).exists()
    }


def _pdfs(packs: list[_Pack], folder: Path, steps: Steps, printer: Printer) -> dict[str, bytes]:
    """The same as PDFs."""
    wanted = {f"{pack.name}.pdf": pack for pack in packs if not (folder / f"{pack.name}.pdf").exists()}
    books = {
        name: make_pack(pack.part, pack.scorecard, pack.version, to_print=True)
        for name, pack in wanted.items()
    }
    return printer(books, steps.printed) if books else {}
