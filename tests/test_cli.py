"""The kpi-xl command: what it prints, what it returns, and what it leaves alone."""

import csv
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from kpi_xl import __version__, demo
from kpi_xl.cli import main
from kpi_xl.commands import DONE, PROBLEMS, WRONG_USE
from kpi_xl.package import Package
from tests.books import FD_3, FD_3_DATA, sheets, with_openpyxl

COMMANDS = ("demo", "new", "import", "check", "refresh", "results", "publish", "compare", "doctor")
CSV_HEADER = (
    "Service,Indicator Number,Area,Period,Value,Display,RAG,YTD,YTD Display,Last Year,Last Year Display,"
    "Change,Change Display,Direction,Trend"
)
Captured = pytest.CaptureFixture[str]


def run(*arguments: object) -> int:
    """The exit code of one command."""
    try:
        return main([str(argument) for argument in arguments])
    except SystemExit as error:
        return int(error.code or 0)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return with_openpyxl(tmp_path / "book.xlsx", sheets())


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A workbook with two problems and a finding."""
    indicators = [{**FD_3, "Polarity": "up"}, {**FD_3, "Indicator Number": "FD 4"}]
    data = [
        FD_3_DATA,
        {**FD_3_DATA, "Indicator Number": "FD 4", "Sep-20": None},
        {**FD_3_DATA, "Indicator Number": "FD4"},
    ]
    return with_openpyxl(tmp_path / "faulty.xlsx", sheets(indicators, data, {"Reporting period": "Sep-20"}))


@pytest.fixture
def read_only_folder() -> Iterator[Path]:
    """A folder in which this process may write nothing, although root."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with_openpyxl(folder / "book.xlsx", sheets()).chmod(0o666)
        run("refresh", folder / "book.xlsx", "-o", folder / "warm.xlsx")  # imports what a refresh needs
        (folder / "warm.xlsx").unlink()
        folder.chmod(0o555)
        root = os.geteuid() == 0
        if root:
            os.seteuid(65534)
        try:
            yield folder
        finally:
            if root:
                os.seteuid(0)
            folder.chmod(0o755)


# --- help ------------------------------------------------------------------------------------------


def test_help_lists_every_command_and_the_exit_codes(capsys: Captured) -> None:
    assert run("--help") == DONE
    out = capsys.readouterr().out
    assert out.startswith("usage: kpi-xl ")
    assert all(re.search(rf"^    {command}\s+[a-z]", out, re.MULTILINE) for command in COMMANDS)
    assert "Exit codes: 0 done, 1 problems in the workbook (nothing written), 2 wrong use." in out


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_is_a_sentence_and_explains_each_argument(command: str, capsys: Captured) -> None:
    assert run(command, "--help") == DONE
    usage, description, *_ = capsys.readouterr().out.split("\n\n")
    assert usage.startswith(f"usage: kpi-xl {command} ")
    assert description[0].isupper()
    assert description.endswith(".")


def test_the_version_is_told(capsys: Captured) -> None:
    assert run("--version") == DONE
    assert capsys.readouterr().out == f"kpi-xl {__version__}\n"


# --- each command ----------------------------------------------------------------------------------


def test_demo_says_which_file_to_open(tmp_path: Path, capsys: Captured) -> None:
    assert run("demo", tmp_path / "here") == DONE
    out, err = capsys.readouterr()
    path = Path(out.rstrip("\n").partition("Open this file: ")[2])
    assert path.parent == tmp_path / "here"
    assert "Overview" in openpyxl.load_workbook(path).sheetnames
    assert err == ""


def test_new_makes_a_book_with_the_input_sheets_and_says_what_to_do(tmp_path: Path, capsys: Captured) -> None:
    book = tmp_path / "My scorecard.xlsx"
    assert run("new", book) == DONE
    out = capsys.readouterr().out
    assert f'kpi-xl refresh "{book}"' in out
    assert openpyxl.load_workbook(book).sheetnames == [
        *("Settings", "Indicators", "Data", "Targets", "Commentary", "Actions")
    ]


def test_new_copies_the_template_with_its_macros_and_its_example(tmp_path: Path, capsys: Captured) -> None:
    book = tmp_path / "My scorecard.XLSM"
    assert run("new", book) == DONE
    assert "begin on the sheet Start" in capsys.readouterr().out
    assert Package.open(book).has_template_vba
    assert openpyxl.load_workbook(book).sheetnames[0] == "Start"
    assert run("refresh", book) == DONE
    assert capsys.readouterr().out == f"Refreshed {book} for May-25. Checks lists 1 thing to look at.\n"
    assert Package.open(book).has_template_vba


def test_a_book_with_macros_is_set_up_for_the_computer_it_is_made_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert run("new", tmp_path / "book.xlsm") == DONE
    assert f"Its buttons run {sys.executable}." in capsys.readouterr().out
    settings = {row[0]: row[1] for row in Package.open(tmp_path / "book.xlsm").rows("xlwings.conf")}
    assert settings["Interpreter_Mac"] == sys.executable
    assert settings["Interpreter_Win"] is None


def test_a_book_made_by_import_has_buttons_and_no_example(tmp_path: Path, capsys: Captured) -> None:
    book = tmp_path / "book.xlsm"
    assert run("import", demo.DEFINITIONS, demo.PUBLISHED, "--into", book) == DONE
    assert "example" not in capsys.readouterr().out
    assert Package.open(book).has_template_vba
    assert run("results", book) == DONE
    assert "EX 1" not in capsys.readouterr().out


def test_an_import_into_the_template_says_that_the_example_went(tmp_path: Path, capsys: Captured) -> None:
    book = tmp_path / "book.xlsm"
    run("new", book)
    capsys.readouterr()
    assert run("import", demo.DEFINITIONS, demo.PUBLISHED, "--into", book) == DONE
    assert capsys.readouterr().out.startswith("The template's example was removed from Indicators, Data")
    assert run("check", book) == DONE
    assert capsys.readouterr().out.splitlines()[-1] == "No problems, 10 findings."


def test_the_doctor_says_what_is_right_and_what_is_wrong(tmp_path: Path, capsys: Captured) -> None:
    assert run("doctor") == DONE
    assert capsys.readouterr().out.splitlines()[-1] == "Nothing to put right."
    (tmp_path / "book.xlsx").write_bytes(b"no workbook")
    assert run("doctor", tmp_path / "book.xlsx") == PROBLEMS
    assert capsys.readouterr().out.splitlines()[-1] == "1 thing to put right."
    assert run("doctor", tmp_path / "missing.xlsx") == WRONG_USE


def test_a_new_book_asks_for_indicators_and_months(tmp_path: Path, capsys: Captured) -> None:
    run("new", tmp_path / "book.xlsx")
    capsys.readouterr()
    assert run("check", tmp_path / "book.xlsx") == PROBLEMS
    assert capsys.readouterr().out.splitlines() == [
        "Indicators!A1: no indicators below the header. Add a row for each indicator.",
        "Data!A1: there is no month column. Head a column a month with a date or text like Sep-20.",
        "2 problems, no findings.",
    ]


def test_import_check_refresh_and_results_follow_each_other(tmp_path: Path, capsys: Captured) -> None:
    book = tmp_path / "book.xlsx"
    assert run("import", demo.DEFINITIONS, demo.PUBLISHED, "--into", book) == DONE
    assert capsys.readouterr().out.splitlines()[-1] == (f'Imported into {book}. Next: kpi-xl check "{book}"')
    assert run("check", book) == DONE
    assert capsys.readouterr().out.splitlines()[-1] == "No problems, 10 findings."
    assert run("refresh", book) == DONE
    assert capsys.readouterr().out == f"Refreshed {book} for Sep-20. Checks lists 10 things to look at.\n"
    assert run("results", book, "--period", "Aug-20") == DONE
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert len(rows) == 32
    assert {row["Period"] for row in rows} == {"Aug-20"}


def test_results_are_csv_with_exactly_the_columns_of_the_contract(book: Path, capsys: Captured) -> None:
    assert run("results", book) == DONE
    assert capsys.readouterr().out == (
        f"{CSV_HEADER}\nFront Door,FD 3,,Sep-20,1.0,100%,Green,1.0,100%,,,2.0,+2pp,Increase,Better\n"
    )


def test_results_are_one_row_an_indicator_and_area(tmp_path: Path, capsys: Captured) -> None:
    data = [{**FD_3_DATA, "Area": None}, {**FD_3_DATA, "Area": 'North, "upper"'}]
    assert run("results", with_openpyxl(tmp_path / "book.xlsx", sheets(data=data))) == DONE
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert [(row["Indicator Number"], row["Area"]) for row in rows] == [
        ("FD 3", ""),
        ("FD 3", 'North, "upper"'),
    ]


def test_check_prints_problems_then_findings_then_counts(faulty: Path, capsys: Captured) -> None:
    assert run("check", faulty) == PROBLEMS
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        'Indicators!D2: "up" is not a Polarity. Type BIB, SIB or Range, or clear the cell.',
        'Data!A4: "FD4" is not in Indicators (did you mean "FD 4"?). '
        "Add it there, or correct the number here.",
        "FD 4: Last month missing: no figure for Sep-20.",
        "2 problems, 1 finding.",
    ]
    assert err == ""


def test_check_of_a_sound_book_says_so(book: Path, capsys: Captured) -> None:
    before = book.read_bytes()
    assert run("check", book) == DONE
    assert capsys.readouterr().out == "No problems, no findings.\n"
    assert book.read_bytes() == before


def test_a_published_book_is_checked_for_its_readers(book: Path, capsys: Captured) -> None:
    assert run("check", "--published", book) == PROBLEMS
    *lines, last = capsys.readouterr().out.splitlines()
    assert "Document: It has no title. Give it one: File, Info, Title." in lines
    assert last == f"{len(lines)} failings."


@pytest.mark.parametrize("command", ["refresh", "results"])
def test_problems_stop_the_work_and_nothing_is_written(command: str, faulty: Path, capsys: Captured) -> None:
    before = faulty.read_bytes()
    assert run(command, faulty) == PROBLEMS
    out, err = capsys.readouterr()
    assert out == ""
    assert [line.partition(":")[0] for line in err.splitlines()] == ["Indicators!D2", "Data!A4"]
    assert faulty.read_bytes() == before


def test_refresh_into_another_file_leaves_the_book_alone(
    book: Path, tmp_path: Path, capsys: Captured
) -> None:
    before = book.read_bytes()
    out = tmp_path / "out.xlsx"
    assert run("refresh", book, "-o", out, "--period", "2020-08") == DONE
    assert capsys.readouterr().out == f"Refreshed {out} for Aug-20.\n"
    assert book.read_bytes() == before
    assert "Overview" in openpyxl.load_workbook(out).sheetnames


def test_check_names_a_sheet_that_refresh_would_not_overwrite(tmp_path: Path, capsys: Captured) -> None:
    book = with_openpyxl(tmp_path / "book.xlsx", sheets() | {"Checks": [["mine"]]})
    assert run("check", book) == PROBLEMS
    told = capsys.readouterr().out.splitlines()[0]
    assert run("refresh", book) == PROBLEMS
    assert capsys.readouterr().err == f"{told}\n"
    assert told.startswith("Checks: ")
    assert told.endswith("Rename it, then refresh again.")


# --- wrong use -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["frobnicate"],
        ["check"],
        ["check", "missing.xlsx"],
        ["check", "folder.xlsx"],
        ["refresh", "folder.xlsx"],
        ["results", "folder.xlsx"],
        ["results", "book.xlsx", "--period", "soon"],
        ["results", "book.xlsx", "--period", "0001-01"],
        ["refresh", "book.xlsx", "--period"],
        ["refresh", "book.xlsx", "-o", "out.csv"],
        ["refresh", "book.xlsx", "-o", "folder.xlsx"],
        ["new"],
        ["new", "book.xlsx"],
        ["new", "other.xls"],
        ["new", "other"],
        ["import", "table.csv"],
        ["import", "--into", "book.xlsx"],
        ["import", "missing.csv", "--into", "book.xlsx"],
        ["import", "folder.xlsx", "--into", "book.xlsx"],
        ["import", "table.csv", "--into", "folder.xlsx"],
        ["import", "table.csv", "--into", "other.csv"],
    ],
    ids=" ".join,
)
def test_wrong_use_is_said_in_a_line_and_nothing_is_written(
    arguments: list[str], book: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    folder = book.parent
    (folder / "folder.xlsx").mkdir()
    (folder / "table.csv").write_bytes(demo.PUBLISHED.read_bytes())
    monkeypatch.chdir(folder)
    before = {path.name: path.is_file() and path.read_bytes() for path in folder.iterdir()}
    assert run(*arguments) == WRONG_USE
    out, err = capsys.readouterr()
    assert out == ""
    *usage, last = err.splitlines()
    assert usage[0].startswith("usage: kpi-xl")
    assert re.match(r"kpi-xl( \w+)?: error: \S", last)
    assert {path.name: path.is_file() and path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("text.xlsx", b"Indicator Number,Target\nFD 3,94%\n"),
        ("empty.xlsx", b""),
        ("scrap.xlsx", b"PK\x03\x04 and so on"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        ("list.csv", b"a,b\n"),
    ],
)
@pytest.mark.parametrize("command", ["check", "refresh", "results"])
def test_a_file_that_is_no_workbook_is_said_in_a_line(
    command: str, name: str, data: bytes, tmp_path: Path, capsys: Captured
) -> None:
    (tmp_path / name).write_bytes(data)
    assert run(command, tmp_path / name) == PROBLEMS
    out, err = capsys.readouterr()
    assert out == ""
    assert re.fullmatch(r"[^\n]+\. [A-Z][^\n]+\.\n", err)
    assert (tmp_path / name).read_bytes() == data


def test_half_a_workbook_is_said_to_be_damaged(book: Path, capsys: Captured) -> None:
    half = book.read_bytes()[: book.stat().st_size // 2]
    book.write_bytes(half)
    assert run("refresh", book) == PROBLEMS
    assert "damaged" in capsys.readouterr().err
    assert book.read_bytes() == half


def test_a_read_only_file_is_said_so(book: Path, capsys: Captured) -> None:
    book.chmod(0o444)
    before = book.read_bytes()
    assert run("refresh", book) == PROBLEMS
    assert capsys.readouterr().err == (
        "book.xlsx is read-only. Allow writing to it, or work on a copy of it.\n"
    )
    assert book.read_bytes() == before


@pytest.mark.parametrize("arguments", [["refresh", "book.xlsx"], ["refresh", "book.xlsx", "-o", "out.xlsx"]])
def test_a_folder_that_may_not_be_written_to_is_said_so(
    arguments: list[str], read_only_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.chdir(read_only_folder)
    before = (read_only_folder / "book.xlsx").read_bytes()
    capsys.readouterr()
    assert run(*arguments) == PROBLEMS
    assert re.fullmatch(r"[^\n]+ was not saved: [^\n]+\. [A-Z][^\n]+\.\n", capsys.readouterr().err)
    assert [path.name for path in read_only_folder.iterdir()] == ["book.xlsx"]
    assert (read_only_folder / "book.xlsx").read_bytes() == before


def test_a_missing_folder_is_said_so(book: Path, tmp_path: Path, capsys: Captured) -> None:
    assert run("refresh", book, "-o", tmp_path / "no" / "out.xlsx") == PROBLEMS
    assert capsys.readouterr().err.endswith("does not exist. Make it first.\n")


def test_a_demo_that_cannot_be_made_is_said_so(book: Path, capsys: Captured) -> None:
    assert run("demo", book) == PROBLEMS
    assert capsys.readouterr().err.endswith("Choose another.\n")


# --- as a program ----------------------------------------------------------------------------------


def program(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "kpi_xl", *map(str, arguments)],
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
    )


def test_the_program_prints_plain_text_where_there_is_no_terminal(book: Path) -> None:
    done = program("refresh", book)
    assert done.returncode == DONE
    assert done.stdout.decode() == f"Refreshed {book} for Sep-20.\n"
    assert done.stderr == b""


def test_the_program_returns_its_exit_code(faulty: Path, tmp_path: Path) -> None:
    assert program("check", faulty).returncode == PROBLEMS
    assert program("check", tmp_path / "missing.xlsx").returncode == WRONG_USE


def test_every_character_of_a_book_can_be_printed_to_a_pipe(tmp_path: Path) -> None:
    """Windows gives a pipe an encoding of its own, in which not every character can be written."""
    rows = sheets(data=[{**FD_3_DATA, "Area": "Łódź ≥ 5", "Sep-20": "not yet – due"}])
    done = program("results", with_openpyxl(tmp_path / "book.xlsx", rows), PYTHONIOENCODING="ascii")
    assert done.returncode == DONE
    assert "Łódź ≥ 5" in done.stdout.decode("utf-8")
