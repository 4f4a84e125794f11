"""What the buttons of a workbook run: each takes the open workbook, and VBA calls it without one.

An officer never meets a traceback: problems fill the Checks sheet, which is shown, and anything unexpected
is one plain sentence and a line in the log for IT.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from kpi_xl.plain_xlwings import plain_xlwings

if TYPE_CHECKING:
    import xlwings as xw

    from kpi_xl.live import LiveBook
    from kpi_xl.model import Finding, Problem
else:
    xw = plain_xlwings()

TITLE = "kpi_xl"
HANDED_OVER = "kpi_xl.import"
"""The names in which VBA leaves the paths to import, joined by ``|``; a long text goes on in names with
``.2``, ``.3`` and so on behind."""

PACKS = "Packs"
"""The folder beside the workbook that packs go to."""

_MOST_LISTED = 10
_FAILED = "Something went wrong, and the workbook is as it was."
_HELP = (
    "Start says what to do, step by step. Refresh makes the scorecard's sheets anew from Indicators and "
    "Data; Check lists every problem and changes nothing else; Publish makes packs to send out. From a "
    "command line, kpi-xl --help tells more."
)

Act = Callable[["LiveBook"], str]
"""Does a button's work; returns what to say."""


def refresh_rag(book: "xw.Book | None" = None) -> None:
    """Makes the generated sheets anew."""
    _run(book, "refresh", _refresh)


def check_scorecard(book: "xw.Book | None" = None) -> None:
    """Lists every problem and finding in Checks, and changes nothing else."""
    _run(book, "check", _check)


def new_month(book: "xw.Book | None" = None) -> None:
    """Begins the next month: its column in Data, and the reporting period in Settings."""
    _run(book, "new month", _new_month)


def import_tables(book: "xw.Book | None" = None, paths: Sequence[str] = ()) -> None:
    """Takes published tables into Indicators and Data; without ``paths``, those that VBA left in the
    workbook."""
    book = book or xw.Book.caller()
    _run(book, "import", lambda live: _import(live, paths or _handed_over(book)))


def publish_packs(book: "xw.Book | None" = None) -> None:
    """Makes packs of the whole and of each service in a folder beside the workbook, small numbers withheld;
    what went out is kept in the workbook's sheet Published."""
    book = book or xw.Book.caller()
    _run(book, "publish", lambda live: _publish(book, live))


def show_help(book: "xw.Book | None" = None) -> None:
    """Says what the buttons do."""
    (book or xw.Book.caller()).app.alert(_HELP, TITLE)


def _run(book: "xw.Book | None", step: str, act: Act) -> None:
    """Does a button's work, and says in one message how it ended."""
    from kpi_xl.live import LiveBook  # noqa: PLC0415 - a button that fails to begin says so, too
    from kpi_xl.model import KpiError, ProblemsFound  # noqa: PLC0415

    book = book or xw.Book.caller()
    try:
        try:
            said = act(LiveBook(book))
        except ProblemsFound as found:
            said = _listed(book, found.problems, [])
    except ProblemsFound as found:
        said = _in_words(found.problems)
    except KpiError as error:
        said = str(error)
        if error.__cause__ is not None:
            said += _logged(step, error)
    except Exception as error:  # nothing unexpected reaches an officer as it is
        said = _FAILED + _logged(step, error)
    book.app.alert(said, TITLE)


def _logged(step: str, error: Exception) -> str:
    from kpi_xl.log import log_failure  # noqa: PLC0415 - seldom needed

    file = log_failure(step, error)
    return f" For IT, where it failed is noted in {file}." if file else ""


def _refresh(live: "LiveBook") -> str:
    from kpi_xl import work  # noqa: PLC0415 - the buttons begin with little

    made = work.refresh(live)
    live.apply()
    found = f" Checks lists {_count(len(made.findings), 'thing')} to look at." if made.findings else ""
    return "\n".join([f"Refreshed for {made.period}.{found}", *made.carried])


def _check(live: "LiveBook") -> str:
    from kpi_xl import work  # noqa: PLC0415 - as above

    problems, findings = work.check(live)
    return _put_checks(live, problems, findings)


def _new_month(live: "LiveBook") -> str:
    from kpi_xl import work  # noqa: PLC0415 - as above

    begun = work.new_month(live)
    live.apply()
    return "\n".join(begun.report)


def _import(live: "LiveBook", paths: Sequence[str]) -> str:
    from pathlib import Path  # noqa: PLC0415 - as above

    from kpi_xl import work  # noqa: PLC0415

    if not paths:
        return "No table was chosen, and nothing was changed."
    report = work.import_tables(live, [Path(path) for path in paths])
    live.apply()
    return "\n".join(report)


def _publish(book: "xw.Book", live: "LiveBook") -> str:
    from functools import partial  # noqa: PLC0415 - as above
    from pathlib import Path  # noqa: PLC0415

    from kpi_xl.live.manners import quiet  # noqa: PLC0415
    from kpi_xl.live.printing import printed  # noqa: PLC0415
    from kpi_xl.publish.audience import By  # noqa: PLC0415
    from kpi_xl.publish.issue import publish  # noqa: PLC0415

    beside = Path(book.fullname).parent
    folder = beside / PACKS
    with quiet(book.app) as tell:
        done = publish(
            live,
            folder,
            beside,
            (By.WHOLE, By.SERVICE),
            progress=lambda _done, _total, step: tell(step),
            save=lambda _: live.apply(),
            printer=partial(printed, book.app),
        )
    book.activate()
    kept = "What went out is noted in this workbook: save it."
    return "\n".join([*done.remarks(), f"The packs are in {folder}. {kept}"])


def _handed_over(book: "xw.Book") -> list[str]:
    """The paths that VBA left in names of the workbook, which are deleted."""
    from kpi_xl.plan import read_text  # noqa: PLC0415 - as above

    pieces = {}
    for name in book.names:
        if name.name == HANDED_OVER or name.name.startswith(f"{HANDED_OVER}."):
            number = name.name.removeprefix(HANDED_OVER).lstrip(".")
            pieces[int(number or 1)] = read_text(name.refers_to or "")
    for place in sorted(pieces, reverse=True):
        book.names[HANDED_OVER if place == 1 else f"{HANDED_OVER}.{place}"].delete()
    return [path for path in "".join(pieces[place] for place in sorted(pieces)).split("|") if path]


def _listed(book: "xw.Book", problems: "list[Problem]", findings: "list[Finding]") -> str:
    from kpi_xl.live import LiveBook  # noqa: PLC0415 - as above

    return _put_checks(LiveBook(book), problems, findings)


def _put_checks(live: "LiveBook", problems: "list[Problem]", findings: "list[Finding]") -> str:
    """Fills and shows Checks; returns what to say. Raises ProblemsFound with all problems where Checks
    cannot be put."""
    from kpi_xl import columns  # noqa: PLC0415 - as above
    from kpi_xl.model import ProblemsFound  # noqa: PLC0415
    from kpi_xl.sheets.checks import to_do_sheet  # noqa: PLC0415

    try:
        live.put([to_do_sheet(problems, findings, live.sheet_names)], others_stay=True)
    except ProblemsFound as found:
        raise ProblemsFound([*problems, *found.problems]) from None
    live.apply(columns.CHECKS)
    if problems:
        return f"{_count(len(problems), 'problem')} to correct first: {columns.CHECKS} lists where and how."
    if findings:
        return f"No problems. {columns.CHECKS} lists {_count(len(findings), 'thing')} to look at."
    return "No problems, and nothing to look at."


def _in_words(problems: "list[Problem]") -> str:
    more = len(problems) - _MOST_LISTED
    return "\n".join([*map(str, problems[:_MOST_LISTED]), *([f"And {more} more."] if more > 0 else [])])


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
