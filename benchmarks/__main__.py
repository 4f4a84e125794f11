"""``python -m benchmarks``: a refresh beside other ways, at three sizes of workbook."""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from benchmarks.timing import Run, Way, in_turn, median_megabytes, median_seconds, paired_ratio, run

HERE = Path(__file__).parent
PLAIN = "import sys; from benchmarks.plain.script import main; main(*sys.argv[1:])"
OPENPYXL = "import sys, openpyxl; openpyxl.load_workbook(sys.argv[1], keep_vba={vba}).save(sys.argv[2])"
RETYPE = "import sys; from benchmarks.books import retype; retype(*sys.argv[1:])"
BUTTON = "import kpi_xl.macros, kpi_xl.live, kpi_xl.work"
INTRODUCTION = """\
# How long a refresh takes

Made by `./dev benchmark --write`. Each figure is the median of runs that took turns, each a fresh process: 15
of the smallest size, 7 of the next and 2 of the largest, after one that is not counted. A / B is the median
of the ratios of each round: below 1, A is the quicker. Memory is the most that the process held; what started
it holds some 14 MB, and less than that is not told apart.

- A **refresh** reads the workbook, checks it, works everything out and writes it whole; computed cells hold
  formulas, or **values** where Settings says so.
- The **plain script** ([plain](plain)) is what a capable colleague would write with calamine and XlsxWriter
  for these made-up books alone: the same sheets, tables, formulas (or values), colours, charts and notes on
  them, in a workbook without the input sheets. It checks nothing, carries nothing over, knows no bands in
  words, no areas and no notes. Told to keep one row at a time (`constant_memory`), XlsxWriter takes as long,
  and the script holds some 33 MB of the middle size and 210 MB of the largest: there, less than a refresh.
- **openpyxl** only loads the workbook and saves it: nothing is worked out.
- **In place** is a macro workbook that has its generated sheets already, as every month but the first, and
  another figure for the last month of every indicator, or of **one service** alone. That saves nothing: every
  page is made anew, as Excel writes all of a workbook whenever it is saved.
- **`KPI_RAG`** stands once for 10,000 rows, with a range for figure, target and polarity. Its cells are
  **passed raw**, as the program does, or converted one by one, as xlwings does of itself: the same function,
  and xlwings' own code for Excel on Windows, without Excel ([functions.py](functions.py)).
"""


class Size(NamedTuple):
    """A size of workbook, and how many rounds it is timed."""

    indicators: int
    months: int
    rounds: int

    def __str__(self) -> str:
        return f"{self.indicators:,} x {self.months}"


# INTRODUCTION tells the rounds of each.
SIZES = {"small": Size(35, 24, 15), "medium": Size(1_000, 36, 7), "large": Size(20_000, 60, 2)}


def kpi_xl(*words: str) -> list[str]:
    return [str(Path(sys.executable).parent / "kpi-xl"), *words]


def make_book(book: Path, size: Size, in_cell: str = "Excel") -> Path:
    """Makes a workbook in another process: this one has to stay small, as its memory is counted as theirs."""
    command = [sys.executable, "-m", "benchmarks.books", str(book)]
    command += [str(size.indicators), str(size.months), in_cell]
    run(Way("making a workbook", command))
    return book


def line(work: str, first: tuple[Way, list[Run]], second: tuple[Way, list[Run]]) -> str:
    """A line of the table: two ways to the same end."""
    (way, runs), (other, others) = first, second
    times = f"{median_seconds(runs):.2f} s | {median_seconds(others):.2f} s"
    memory = f"{median_megabytes(runs):.0f} MB | {median_megabytes(others):.0f} MB"
    return (
        f"| {work} | {way.name} | {other.name} | {times} | **{paired_ratio(runs, others):.2f}** | {memory} |"
    )


def start_up() -> list[str]:
    """How long the command takes to say its version, beside Python doing nothing; and what a button imports,
    beside xlwings as it imports itself."""
    python = [sys.executable, "-c"]
    pairs = [
        (Way("`kpi-xl --version`", kpi_xl("--version")), Way("`python -c pass`", [*python, "pass"])),
        (Way("what a button needs", [*python, BUTTON]), Way("`import xlwings`", [*python, "import xlwings"])),
    ]
    timed = [(ways, in_turn(list(ways), SIZES["small"].rounds)) for ways in pairs]
    return [line("start", (one, runs), (other, others)) for (one, other), (runs, others) in timed]


def closed_book(folder: Path, size: Size) -> list[str]:
    """Refresh to a new file, beside the plain script and beside openpyxl."""
    book, out = str(make_book(folder / "book.xlsx", size)), str(folder / "out.xlsx")
    values = str(make_book(folder / "values.xlsx", size, "Values"))
    ways = [
        Way("refresh", kpi_xl("refresh", book, "-o", out)),
        Way("refresh, values", kpi_xl("refresh", values, "-o", out)),
        Way("plain script", [sys.executable, "-c", PLAIN, book, out]),
        Way("plain script, values", [sys.executable, "-c", PLAIN, values, out]),
        Way("openpyxl", [sys.executable, "-c", OPENPYXL.format(vba=False), book, out]),
    ]
    ways = [way._replace(prepare=lambda: Path(out).unlink(missing_ok=True)) for way in ways]
    runs = in_turn(ways, size.rounds)
    pairs = [(0, 2), (1, 3), (0, 4)]
    return [line(str(size), (ways[a], runs[a]), (ways[b], runs[b])) for a, b in pairs]


def in_place(folder: Path, size: Size) -> list[str]:
    """Refresh in place of a macro workbook that was refreshed before and has other figures now, beside
    openpyxl doing nothing to it."""
    made = make_book(folder / "made.xlsm", size)
    book = folder / "book.xlsm"
    run(Way("first refresh", kpi_xl("refresh", str(made))))
    one_service = shutil.copyfile(made, folder / "one service.xlsm")
    for copy, services in ((made, "all"), (one_service, "one")):
        run(Way("typing", [sys.executable, "-c", RETYPE, str(copy), services]))

    def ready(copy: Path) -> Callable[[], object]:
        return lambda: shutil.copyfile(copy, book)

    load_and_save = [sys.executable, "-c", OPENPYXL.format(vba=True), str(book), str(book)]
    ways = [
        Way("refresh in place", kpi_xl("refresh", str(book)), ready(made)),
        Way("refresh in place, one service changed", kpi_xl("refresh", str(book)), ready(one_service)),
        Way("openpyxl, keeping VBA", load_and_save, ready(made)),
    ]
    runs = in_turn(ways, size.rounds)
    return [line(f"{size}, .xlsm", (ways[at], runs[at]), (ways[2], runs[2])) for at in (0, 1)]


def worksheet_functions() -> list[str]:
    """The worksheet functions' lines, from another process: what they import would swell this one."""
    command = [sys.executable, "-m", "benchmarks.functions"]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()


def main() -> None:
    """Times what was asked for, prints the table, and writes it down with --write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--sizes", default=",".join(SIZES), help="of: " + ", ".join(SIZES))
    parser.add_argument("--write", action="store_true", help="write benchmarks/RESULTS.md")
    options = parser.parse_args()
    lines = [
        "| indicators x months | A | B | A takes | B takes | A / B | A holds | B holds |",
        "|---|---|---|---|---|---|---|---|",
        *start_up(),
    ]
    for name in options.sizes.split(","):
        with tempfile.TemporaryDirectory() as folder:
            lines += closed_book(Path(folder), SIZES[name])
            lines += in_place(Path(folder), SIZES[name])
    lines += worksheet_functions()
    table = "\n".join(lines)
    print(table)
    if options.write:
        (HERE / "RESULTS.md").write_text(f"{INTRODUCTION}\n{table}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
