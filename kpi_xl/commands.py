"""What each command of kpi-xl does with its options: it prints what came of it and returns the exit code."""

import os
import sys
from argparse import Namespace as Options
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kpi_xl.api import Refreshed, Workbook
    from kpi_xl.model import Month
    from kpi_xl.work import Made

DONE, PROBLEMS, WRONG_USE = 0, 1, 2


class WrongUseError(Exception):
    """The command's words don't fit; the message says how."""


def _book(path: str) -> "Workbook":
    from kpi_xl.api import open_workbook

    _must_be_a_file(path)
    return open_workbook(path)


def _must_be_a_file(path: str) -> None:
    if os.path.isdir(path):
        raise WrongUseError(f"{path} is a folder: name a file in it")
    if not os.path.exists(path):
        raise WrongUseError(f"there is no file {path}: check its name and folder")


def _period(options: Options) -> "Month | None":
    from kpi_xl.model import Month

    if options.period is None:
        return None
    month = Month.read(options.period)
    if month is None:
        raise WrongUseError(f'"{options.period}" is not a month: use a form such as Sep-20 or 2020-09')
    return month


def _count(number: int, thing: str) -> str:
    return f"{number or 'no'} {thing}{'' if number == 1 else 's'}"


def _ending(path: str) -> str:
    return os.path.splitext(path)[1].lower()


def _demo(options: Options) -> int:
    from pathlib import Path

    from kpi_xl.demo import make_demo
    from kpi_xl.progress import ProgressBar

    with ProgressBar() as progress:
        book = make_demo(Path(options.folder), progress)
    print(f"Made a scorecard from Croydon's published figures of September 2020. Open this file: {book}")
    return DONE


def _new(options: Options) -> int:
    _must_be_new(options.book)
    if _ending(options.book) == ".xlsm":
        return _new_template(options.book)
    from kpi_xl.api import blank_book

    blank_book().save(options.book)
    print(
        f"Made {options.book}. Open it, fill in Indicators and Data (point at a heading for help), save and "
        f'close it, then run: kpi-xl refresh "{options.book}"\n'
        "An .xlsx file holds no macros: it has no buttons and no KPI_ functions. For these, name it .xlsm."
    )
    return DONE


def _new_template(book: str) -> int:
    from kpi_xl.api import from_template
    from kpi_xl.interpreter import SETTINGS

    from_template().save(book)
    buttons = (
        f"Its buttons run {sys.executable}."
        if sys.platform in SETTINGS
        else "Its buttons work in Excel on Windows and Mac: make it there to have them set up."
    )
    print(
        f"Made {book}. Open it, choose Enable Content, and begin on the sheet Start. {buttons}\n"
        f'The same without macros: save and close it, then run: kpi-xl refresh "{book}"'
    )
    return DONE


def _must_be_new(book: str) -> None:
    if os.path.exists(book):
        raise WrongUseError(f"{book} is there already: choose another name")
    if _ending(book) not in (".xlsm", ".xlsx"):
        name = os.path.splitext(os.path.basename(book))[0]
        raise WrongUseError(
            f"a new workbook is an .xlsm file (with buttons) or an .xlsx (without): name it {name}.xlsm or "
            f"{name}.xlsx"
        )


def _import(options: Options) -> int:
    from pathlib import Path

    from kpi_xl.api import import_tables
    from kpi_xl.progress import ProgressBar

    for table in options.tables:
        _must_be_a_file(table)
    if os.path.exists(options.into):
        _must_be_a_file(options.into)
    else:
        _must_be_new(options.into)
    with ProgressBar() as progress:
        report = import_tables([Path(table) for table in options.tables], Path(options.into), progress)
    for line in report:
        print(line)
    print(f'Imported into {options.into}. Next: kpi-xl check "{options.into}"')
    return DONE


def _check(options: Options) -> int:
    if options.published:
        return _check_published(options.book)
    problems, findings = _book(options.book).check()
    for problem in problems:
        print(str(problem))
    for finding in findings:
        print(str(finding))
    counts = f"{_count(len(problems), 'problem')}, {_count(len(findings), 'finding')}"
    print(f"{counts[0].upper()}{counts[1:]}.")
    return PROBLEMS if problems else DONE


def _check_published(book: str) -> int:
    from kpi_xl.accessible import failings

    _must_be_a_file(book)
    found = failings(book)
    for failing in found:
        print(str(failing))
    print(f"{_count(len(found), 'failing').capitalize()}.")
    return PROBLEMS if found else DONE


def _refresh(options: Options) -> int:
    from kpi_xl.progress import ProgressBar

    book, period = _book(options.book), _period(options)
    if options.output and _ending(options.output) != _ending(options.book):
        raise WrongUseError(f"OUT must be the same kind of file as BOOK ({_ending(options.book)})")
    if options.output and os.path.exists(options.output):
        _must_be_a_file(options.output)
    done: Refreshed | Made
    if options.live:
        from kpi_xl.desktop import refresh_live

        done = refresh_live(options.book, options.output, period)
    else:
        with ProgressBar() as progress:
            done = book.refresh(options.output, period, progress)
    for line in done.carried:
        print(line)
    found = f" Checks lists {_count(len(done.findings), 'thing')} to look at." if done.findings else ""
    print(f"Refreshed {options.output or options.book} for {done.period}.{found}")
    return DONE


def _new_month(options: Options) -> int:
    for line in _book(options.book).new_month():
        print(line)
    return DONE


def _compare(options: Options) -> int:
    from kpi_xl.compare import compare

    before, after = (_book(path).scorecard() for path in (options.before, options.after))
    differences = compare(before, after)
    for sentence in differences:
        print(sentence)
    counted = _count(len(differences), "difference")
    print(f"{counted[0].upper()}{counted[1:]} between {before.period} and {after.period}.")
    return DONE


def _publish(options: Options) -> int:
    from kpi_xl.libreoffice import office
    from kpi_xl.progress import ProgressBar
    from kpi_xl.publish.pdf import MISSING, printed

    book, period = _book(options.book), _period(options)
    if os.path.exists(options.output) and not os.path.isdir(options.output):
        raise WrongUseError(f"{options.output} is a file: name a folder for the packs")
    by, can_print = options.by or ["whole"], office() is not None
    with ProgressBar() as progress:
        printer = printed if can_print and not options.no_pdf else None
        done = book.publish(options.output, by, period, progress, printer)
    for path in (*done.new, *done.beside):
        print(f"Made {path}")
    if not can_print and not options.no_pdf:
        print(MISSING)
    for remark in done.remarks():
        print(remark)
    return DONE


def _results(options: Options) -> int:
    sys.stdout.write(_book(options.book).results(_period(options)).to_csv())
    return DONE


def _doctor(options: Options) -> int:
    from kpi_xl.computer import Computer
    from kpi_xl.doctor import examine, examine_book

    computer = Computer()
    found = examine(computer)
    if options.book:
        _must_be_a_file(options.book)
        found += examine_book(options.book, computer)
    for finding in found:
        print(finding)
    wrong = sum(finding.wrong for finding in found)
    print(f"{_count(wrong, 'thing')} to put right." if wrong else "Nothing to put right.")
    return PROBLEMS if wrong else DONE


COMMANDS: dict[str, Callable[[Options], int]] = {
    "demo": _demo,
    "new": _new,
    "import": _import,
    "new-month": _new_month,
    "check": _check,
    "refresh": _refresh,
    "results": _results,
    "compare": _compare,
    "publish": _publish,
    "doctor": _doctor,
}
