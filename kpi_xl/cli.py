"""The kpi-xl command."""

import argparse
import gc
import io
import os
import sys

from kpi_xl import __version__


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; returns 0 done, 1 problems in the workbook (nothing written), 2 wrong use."""
    gc.disable()  # a command is over before anything is worth collecting
    try:
        return _run(_parser().parse_args(arguments))
    finally:
        gc.enable()


def command() -> int:
    """The kpi-xl command: main, in a process that ends after it."""
    status = main()
    gc.freeze()  # else Python looks through all there is once more before it ends
    return status


def _run(options: argparse.Namespace) -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8")  # a file or a pipe takes every character of a workbook
    from kpi_xl.commands import COMMANDS, PROBLEMS, WrongUseError
    from kpi_xl.model import KpiError

    try:
        return COMMANDS[options.command](options)
    except KpiError as error:
        print(error, file=sys.stderr)
        return PROBLEMS
    except WrongUseError as error:
        usage: argparse.ArgumentParser = options.parser
        usage.error(str(error))


def _formatter(prog: str) -> argparse.HelpFormatter:
    """Help as wide as the terminal. argparse's own asks shutil, which takes as long to import as the rest
    of the parser takes to make."""
    try:
        columns = int(os.environ.get("COLUMNS") or 0) or os.get_terminal_size().columns
    except (ValueError, OSError):
        columns = 80
    return argparse.HelpFormatter(prog, width=columns - 2)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kpi-xl",
        description="A performance scorecard in Excel: RAG ratings, year to date and change, worked out from "
        "the Indicators and Data sheets of a workbook.",
        epilog="Exit codes: 0 done, 1 problems in the workbook (nothing written), 2 wrong use.",
        formatter_class=_formatter,
    )
    parser.add_argument("--version", action="version", version=f"kpi-xl {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)

    def command(name: str, help_text: str) -> argparse.ArgumentParser:
        described = help_text[0].upper() + help_text[1:] + "."
        added = commands.add_parser(name, help=help_text, description=described, formatter_class=_formatter)
        added.set_defaults(parser=added)
        return added

    demo = command("demo", "make a scorecard from real published figures, and say which file to open")
    demo.add_argument("folder", metavar="DIR", nargs="?", default="demo", help="where (default: demo)")

    new = command("new", "make a fresh copy of the template, set up for this computer")
    new.add_argument(
        "book", metavar="BOOK", help="the file to make (.xlsm; .xlsx has the input sheets alone, no buttons)"
    )

    take = command("import", "take published scorecard tables into Indicators and Data of a workbook")
    take.add_argument("tables", metavar="TABLE", nargs="+", help="a published table (.csv, .tsv, .xlsx)")
    take.add_argument(
        "--into", metavar="BOOK", required=True, help="the workbook; made if there is none (.xlsx or .xlsm)"
    )

    month = command("new-month", "begin the next month: its column, and the reporting period")
    month.add_argument("book", metavar="BOOK", help="the workbook (.xlsx or .xlsm)")

    check = command("check", "list every problem with its cell and remedy, then the findings")
    refresh = command("refresh", "make the scorecard's sheets anew in a closed workbook")
    results = command("results", "print the results as CSV, one row an indicator and area")
    compare = command("compare", "tell what a later workbook says otherwise than an earlier one")
    compare.add_argument("before", metavar="A", help="the earlier workbook (.xlsx or .xlsm)")
    compare.add_argument("after", metavar="B", help="the later one")

    publish = command("publish", "make packs to send out, with small numbers withheld")
    doctor = command("doctor", "tell what is right and what is wrong with this installation")
    doctor.add_argument("book", metavar="BOOK", nargs="?", help="a workbook to look at, too")
    for added in (check, refresh, results, publish):
        added.add_argument("book", metavar="BOOK", help="the workbook (.xlsx or .xlsm)")
    check.add_argument(
        "--published",
        action="store_true",
        help="BOOK is a pack to send out: list what keeps someone from reading it, such as text too pale",
    )
    refresh.add_argument("-o", "--output", metavar="OUT", help="write here and leave BOOK as it is")
    refresh.add_argument(
        "--live",
        action="store_true",
        help="do it in Excel, as the button does; without Excel in LibreOffice, which needs -o",
    )
    publish.add_argument("-o", "--output", metavar="DIR", required=True, help="the folder for the packs")
    publish.add_argument(
        "--by",
        action="append",
        choices=["whole", "service", "officer"],
        help="one pack of the whole (default), one a service or one an officer; may be given several times",
    )
    publish.add_argument("--no-pdf", action="store_true", help="make workbooks and web pages only")
    for added in (refresh, results, publish):
        added.add_argument(
            "--period", metavar="P", help="the reporting period, such as Sep-20 (default: that of Settings)"
        )
    return parser
