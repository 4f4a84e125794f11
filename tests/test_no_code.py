"""Nothing that a workbook, a table or a folder holds is run as code."""

import ast
import csv
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

import kpi_xl
from kpi_xl.api import import_tables, open_workbook
from kpi_xl.package import Package
from kpi_xl.plan import Edit
from kpi_xl.results import harmless
from tests.books import FD_3, FD_3_DATA, Sheets, sheets, with_openpyxl
from tests.package.books import openpyxl_book

PACKAGE = Path(kpi_xl.__file__).parent
ATTACKS = (
    '=HYPERLINK("http://example.org","x")',
    "=cmd|' /C calc'!A0",
    "+1+cmd",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
)
NEVER_CALLED = {"eval", "exec", "compile", "__import__", "system", "popen", "loads", "run_path", "run_module"}
NEVER_IMPORTED = {
    "ftplib", "http", "marshal", "multiprocessing", "pickle", "requests", "runpy", "shelve", "smtplib",
    "socket", "ssl", "subprocess", "telnetlib", "urllib", "xmlrpc",
}  # fmt: skip


STARTS_LIBREOFFICE = {"calc/office.py", "publish/pdf.py"}
"""The modules that start a program: LibreOffice, to print packs and to work on a workbook open in it."""


def modules() -> list[Path]:
    found = sorted(PACKAGE.rglob("*.py"))
    assert len(found) > 50
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_module_runs_text_reads_pickles_starts_programs_or_speaks_to_a_network(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        elif isinstance(node, ast.Call):
            called = node.func
            regex = isinstance(called, ast.Attribute) and getattr(called.value, "id", "") == "re"
            name = getattr(called, "id", getattr(called, "attr", ""))
            assert regex or name not in NEVER_CALLED, f"line {node.lineno}: {name}"
            continue
        else:
            continue
        imported = {name.partition(".")[0] for name in names}
        if path.relative_to(PACKAGE).as_posix() in STARTS_LIBREOFFICE:
            imported.discard("subprocess")
        assert not NEVER_IMPORTED & imported, f"line {node.lineno}"


def test_a_module_in_the_folder_it_is_run_in_is_not_run(tmp_path: Path) -> None:
    book = with_openpyxl(tmp_path / "book.xlsx", sheets())
    for name in ("openpyxl", "pandas", "python_calamine", "argparse", "zlib", "expat", "csv"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('hostile code was run')\n")
    for command in (["check", book.name], ["refresh", book.name], ["results", book.name]):
        done = subprocess.run(
            [sys.executable, "-m", "kpi_xl", *command],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(PACKAGE.parent)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert "hostile" not in done.stderr
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("attack", ATTACKS)
def test_text_that_looks_like_a_formula_stays_text_in_a_workbook(tmp_path: Path, attack: str) -> None:
    table = tmp_path / "table.csv"
    with table.open("w", newline="") as file:
        csv.writer(file).writerows(
            [
                ["Indicator Number", "Indicator Title", "Sep-20", "Oct-20"],
                ["FD 9", "Contacts " + attack, "5", attack],
            ]
        )
    book = with_openpyxl(tmp_path / "book.xlsx", sheets([{**FD_3, "Indicator Title": attack}], [FD_3_DATA]))
    with zipfile.ZipFile(book) as file:
        formulas = sum(file.read(name).count(b"<f") for name in file.namelist() if "worksheets" in name)
    import_tables([table], book)
    open_workbook(tmp_path / "book.xlsx").check()
    with zipfile.ZipFile(book) as file:
        assert sum(file.read(n).count(b"<f") for n in file.namelist() if "worksheets" in n) == formulas
        assert not any("externalLink" in name for name in file.namelist())


def test_a_text_filled_in_that_begins_like_a_formula_stays_text_when_it_is_typed_in(tmp_path: Path) -> None:
    path = openpyxl_book(tmp_path / "book.xlsx")
    package = Package.open(path)
    package.edit(
        "Data", [Edit(1, 0, "=1+1"), Edit(1, 1, "@x", "0.00"), Edit(2, 0, "plain"), Edit(4, 1, "-2+3")]
    )
    package.save(path)
    sheet = openpyxl.load_workbook(path)["Data"]
    cells = [sheet.cell(2, 1), sheet.cell(2, 2), sheet.cell(3, 1), sheet.cell(5, 2)]
    assert [cell.value for cell in cells] == ["=1+1", "@x", "plain", "-2+3"]
    assert [cell.data_type for cell in cells] == ["s"] * 4
    assert [bool(cell.quotePrefix) for cell in cells] == [True, True, False, True]
    assert sheet.cell(2, 2).number_format == "0.00"


@pytest.mark.parametrize("attack", [*ATTACKS, "\r=1", "\n=1", "-", "+5pp+cmd", "=5", "-5 tons"])
def test_text_that_looks_like_a_formula_is_harmless_in_the_csv(attack: str) -> None:
    assert harmless(attack) == (attack if attack == "-" else "'" + attack)


@pytest.mark.parametrize(
    "field", [-5.0, 0.94, None, "", "-5pp", "+3pp", "+1.5%", "-0.3", "-1,234", "-5% (Aug-20)", "94%"]
)
def test_figures_stay_as_they_are_in_the_csv(field: str | float | None) -> None:
    assert harmless(field) == field


def test_the_csv_of_a_workbook_holds_no_formula(tmp_path: Path) -> None:
    rows = sheets(
        [{**FD_3, "Service": "=Front Door"}], [{**FD_3_DATA, "Area": "@North", "Sep-20": "+cmd"}, FD_3_DATA]
    )
    text = open_workbook(with_openpyxl_texts(tmp_path / "book.xlsx", rows)).results().to_csv()
    first = next(iter(csv.DictReader(io.StringIO(text))))
    assert first["Service"] == "'=Front Door"
    assert not any(
        field.startswith(("=", "@", "+c")) for row in csv.reader(io.StringIO(text)) for field in row
    )


def with_openpyxl_texts(path: Path, rows: Sheets) -> Path:
    """A book whose texts stay texts, also those that begin with ``=``."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, cells in rows.items():
        sheet = book.create_sheet(name)
        for row, values in enumerate(cells, 1):
            for column, value in enumerate(values, 1):
                cell = sheet.cell(row, column)
                cell.value = value
                if isinstance(value, str):
                    cell.data_type = "s"
    book.save(path)
    return path
