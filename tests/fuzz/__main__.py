"""``python -m tests.fuzz --cases 100000``: so many damaged workbooks, each checked, refreshed and read again.

``--seconds`` ends it earlier; ``--first`` begins with another case. A case that ends in anything but an
answer or a refusal in words is told by its number, and kept in a file.
"""

import argparse
import random
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import NamedTuple

from kpi_xl.api import open_workbook
from kpi_xl.demo import make_demo
from kpi_xl.model import KpiError
from kpi_xl.package import Package
from tests.books import sheets, with_openpyxl
from tests.fuzz.damage import WAYS
from tests.package.books import macro_book, openpyxl_book, raw_book, xlsxwriter_book

SLOW = 10.0
"""Seconds of the processor's time that a case may take; most take a hundredth of one."""


class Outcome(NamedTuple):
    """What became of the cases: how many were read and written, how many refused; what went wrong."""

    written: int
    refused: int
    failures: list[str]


def real_books(folder: Path) -> list[bytes]:
    """Workbooks of every maker, scorecards among them."""
    scorecard = with_openpyxl(folder / "scorecard.xlsx", sheets(settings={"Organisation": "Croydon"}))
    refreshed = folder / "refreshed.xlsx"
    open_workbook(scorecard).refresh(refreshed)
    makers = (openpyxl_book, xlsxwriter_book, macro_book)
    made = [maker(folder / f"{number}.xlsx") for number, maker in enumerate(makers)]
    made.append(raw_book(folder / "raw.xlsx", '<row r="1"><c r="A1" t="b"><v>1</v></c></row>', prefix="x"))
    return [path.read_bytes() for path in (scorecard, refreshed, refreshed, *made)]


def case(books: list[bytes], number: int) -> bytes:
    """The damaged workbook of that number."""
    draw = random.Random(number)
    data = draw.choice(books)
    return draw.choice(WAYS)(data, draw)


def attempt(path: Path) -> bool:
    """Whether a workbook is checked and refreshed (its result then read again); not where it is refused."""
    out = path.with_name("out.xlsx")
    try:
        book = open_workbook(path)
        book.check()
        package = Package.open(path)
        for name in package.sheet_names:
            package.rows(name, percents=True)
        book.refresh(out)
    except KpiError as refusal:
        if not str(refusal).endswith((".", "?")):
            raise ValueError(f"not a sentence: {refusal}") from refusal
        return False
    Package.open(out).rows("Overview")
    return True


def fuzz(
    cases: range, seconds: float = float("inf"), keep: Path | None = None, demo: bool = False
) -> Outcome:
    """What becomes of these cases, up to so many seconds."""
    until = time.monotonic() + seconds
    written = refused = 0
    failures: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        books = real_books(folder)
        if demo:
            books.append(make_demo(folder / "demo").read_bytes())
        path = folder / "case.xlsx"
        for number in cases:
            if time.monotonic() > until:
                break
            started = time.process_time()
            data = case(books, number)
            path.write_bytes(data)
            try:
                if attempt(path):
                    written += 1
                else:
                    refused += 1
                if (took := time.process_time() - started) > SLOW:
                    raise TimeoutError(f"{took:.1f} seconds")
            except (KeyboardInterrupt, SystemExit):
                raise
            except BaseException:
                failures.append(f"case {number}: {traceback.format_exc()}")
                if keep is not None:
                    (keep / f"case-{number}.xlsx").write_bytes(data)
    return Outcome(written, refused, failures)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cases", type=int, default=100_000, metavar="N", help="default: 100000")
    options.add_argument(
        "--first", type=int, default=0, metavar="N", help="the first case's number (default: 0)"
    )
    options.add_argument("--seconds", type=float, default=float("inf"), help="begin no case after that")
    options.add_argument("--keep", type=Path, help="the folder that failing workbooks are kept in")
    given = options.parse_args()
    numbers = range(given.first, given.first + given.cases)
    outcome = fuzz(numbers, given.seconds, given.keep, demo=True)
    for failure in outcome.failures:
        print(failure)
    print(f"{outcome.written} written, {outcome.refused} refused in words, {len(outcome.failures)} failed")
    return bool(outcome.failures)


if __name__ == "__main__":
    sys.exit(main())
