"""Formulas of generated sheets, worked out by spreadsheet engines that know nothing of the program.

The engines get workbooks without the values that the program put beside its formulas.
"""

import datetime
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import formualizer
import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kpi_xl.api import import_tables, open_workbook
from kpi_xl.demo import DEFINITIONS, PUBLISHED
from kpi_xl.model import Month, Rag, Scalar
from kpi_xl.sheets.style import RATING
from kpi_xl.templates import template_path
from tests.books import Row, sheets, with_xlsxwriter
from tests.engine import Cell, register, same
from tests.formula_books import SETTINGS, made
from tests.test_colours import Tables

EACH = 40
"""Indicators of a made-up workbook."""

in_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


class Live(NamedTuple):
    """A cell that holds a formula: where it is, and the value beside it."""

    sheet: str
    cell: str
    formula: str
    value: Cell


def opened(path: Path, values: bool = False) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return openpyxl.load_workbook(path, data_only=values)


def formulas(book: Workbook, path: Path) -> Iterator[Live]:
    values = opened(path, values=True)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    known: Any = values[sheet.title][cell.coordinate].value
                    yield Live(sheet.title, cell.coordinate, str(cell.value), known)


def without_values(path: Path) -> tuple[Workbook, Path]:
    """The workbook, and a copy in which no formula has a value."""
    book, copy = opened(path), path.with_name("without values.xlsx")
    book.save(copy)
    return book, copy


def recalculated(path: Path) -> Workbook:
    """A workbook as LibreOffice shows it, which works out what has no value."""
    command = ["soffice", f"-env:UserInstallation=file://{path.parent}/profile", "--headless"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", f"{path.parent}/out", str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return opened(path.parent / "out" / f"{path.stem}.xlsx", values=True)


@pytest.mark.parametrize("calls", [False, True])
@pytest.mark.parametrize("seed", [0, 3, 8])
def test_formulas_in_a_file_give_the_values_beside_them(seed: int, calls: bool, tmp_path: Path) -> None:
    path = made(tmp_path, seed, SETTINGS[seed], EACH, calls)
    book, copy = without_values(path)
    engine = register(formualizer.load_workbook(str(copy)))
    lives = list(formulas(book, path))
    wrong = []
    for live in lives:
        at = book[live.sheet][live.cell]
        found = engine.evaluate_cell(live.sheet, at.row, at.column)
        if not same(found, live.value):
            wrong.append((live, found))
    assert wrong == []
    assert len(lives) > 10 * EACH


@in_libreoffice
@pytest.mark.libreoffice
@pytest.mark.parametrize("seed", [20, 22])
def test_formulas_of_every_form_give_them_in_libreoffice_too(seed: int, tmp_path: Path) -> None:
    path = made(tmp_path, seed, SETTINGS[seed % len(SETTINGS)], 2 * EACH)
    book, copy = without_values(path)
    found: Any = recalculated(copy)
    wrong = [
        (live, found[live.sheet][live.cell].value)
        for live in formulas(book, path)
        if not same(found[live.sheet][live.cell].value, live.value)
    ]
    assert wrong == []


@in_libreoffice
@pytest.mark.libreoffice
def test_where_macros_do_not_run_the_cells_show_the_same(tmp_path: Path) -> None:
    """LibreOffice works a workbook's own functions out when it opens it, and cannot."""
    path = tmp_path / "from the template.xlsm"
    shutil.copyfile(template_path(), path)
    import_tables([DEFINITIONS, PUBLISHED], path)
    open_workbook(path).refresh()
    found: Any = recalculated(path)
    known = [live for live in formulas(opened(path), path) if "KPI_" in live.formula]
    assert len(known) > 100
    assert [live for live in known if not same(found[live.sheet][live.cell].value, live.value)] == []


# --- typing in a generated sheet -------------------------------------------------------------------

KINDS: dict[str, Row] = {
    "FD 1": {"Polarity": "BIB", "Unit": "%", "Target": "94%", "Amber within": "10pp", "YTD": "Average"},
    "FD 2": {"Polarity": "SIB", "Unit": "number", "Target": 17, "Amber within": "10%", "YTD": "Sum"},
    "FD 3": {"Polarity": "SIB", "Unit": "days", "Target": "<20", "YTD": "Latest"},
    "FD 4": {"Polarity": "BIB", "Unit": "%", "Target": "80%", "YTD": "Average", "RAG basis": "YTD"},
    "FD 5": {"Polarity": "Range", "Unit": "%", "Target": "70%-80%", "Amber within": "5pp", "YTD": None},
}
BEFORE: dict[str, tuple[str | float, str | float]] = {
    "FD 1": ("98%", "100%"),
    "FD 2": (16, 17),
    "FD 3": (19.5, 21),
    "FD 4": ("79%", "82%"),
    "FD 5": ("75%", "90%"),
}
TYPED_MONTH: dict[str, float] = {"FD 1": 0.84, "FD 2": 19, "FD 3": 20, "FD 4": 0.6, "FD 5": 0.68}
TYPED_TARGET: dict[str, float] = {"FD 1": 0.7, "FD 2": 30, "FD 3": 25, "FD 4": 0.9}


def written(figure: float) -> str | float:
    return f"{figure * 100:g}%" if figure < 1 else figure


def officers_book(
    path: Path, months: dict[str, float] | None = None, targets: dict[str, float] | None = None
) -> Path:
    """A workbook of every kind; some September figures and targets other than they were."""
    indicators: list[Row] = []
    data: list[Row] = []
    for number, kind in KINDS.items():
        row: dict[str, Scalar | int] = {
            "Service": "Front Door",
            "Indicator Number": number,
            "Indicator Title": f"Measure {number}",
        }
        row["Comparator: England"] = "75%"
        row.update(kind)
        if targets and number in targets:
            row["Target"] = written(targets[number])
        indicators.append(row)
        august, september = BEFORE[number]
        typed = written(months[number]) if months else september
        data.append({"Indicator Number": number, "Aug-20": august, "Sep-20": typed})
    return with_xlsxwriter(path, sheets(indicators, data, {"Reporting period": "Sep-20", "Months shown": 6}))


def headed(sheet: Worksheet) -> dict[str, int]:
    heads: dict[str, int] = {}
    for column in range(1, sheet.max_column + 1):
        value: Any = sheet.cell(5, column).value
        name = str(Month.read(value.date())) if isinstance(value, datetime.datetime) else str(value)
        heads.setdefault(name, column)
    return heads


def shown(book: Workbook) -> dict[str, list[Cell]]:
    """What the service's sheet says of each indicator, its computed cells and the RAG summary's."""
    told: dict[str, list[Cell]] = {}
    for name, column in (("Front Door", 1), ("RAG summary", 2)):
        sheet: Any = book[name]
        heads = headed(sheet) if column == 1 else {str(sheet.cell(4, c).value): c for c in range(1, 15)}
        wanted = [h for h in heads if h in ("RAG", "Change", "Direction", "Trend") or "YTD or latest" in h]
        wanted += ["Better or worse than it"] if column == 1 else ["Latest"]
        for row in range(5, sheet.max_row + 1):
            number = sheet.cell(row, column).value
            if number in KINDS and len(told.get(number, [])) < 16:
                told.setdefault(number, []).extend(sheet.cell(row, heads[head]).value for head in wanted)
    overview: Any = book["Overview"]
    top = next(row for row in range(1, 40) if overview.cell(row, 1).value == "Service")
    told["counts"] = [overview.cell(top + 1, column).value for column in range(2, 7)]
    return told


def typed_into(path: Path, months: dict[str, float], targets: dict[str, float]) -> Path:
    """The refreshed workbook with figures and targets typed over those of its service's sheet."""
    book = opened(path)
    sheet: Any = book["Front Door"]
    heads = headed(sheet)
    for row in range(6, 6 + len(KINDS)):
        number = sheet.cell(row, 1).value
        if number in months:
            sheet.cell(row, heads["Sep-20"]).value = months[number]
        if number in targets:
            sheet.cell(row, heads["Target"]).value = targets[number]
    copy = path.with_name("typed.xlsx")
    book.save(copy)
    return copy


@in_libreoffice
@pytest.mark.libreoffice
@pytest.mark.parametrize(
    ("months", "targets"), [(TYPED_MONTH, {}), ({}, TYPED_TARGET), (TYPED_MONTH, TYPED_TARGET)]
)
def test_what_is_typed_in_a_sheet_is_followed_as_a_refresh_would(
    months: dict[str, float], targets: dict[str, float], tmp_path: Path
) -> None:
    before = officers_book(tmp_path / "before.xlsx")
    after = officers_book(tmp_path / "after.xlsx", months, targets)
    for path in (before, after):
        open_workbook(path).refresh()
    found = shown(recalculated(typed_into(before, months, targets)))
    expected = shown(opened(after, values=True))
    assert shown(opened(before, values=True)) != expected
    for number, told in expected.items():
        assert [same(a, b) for a, b in zip(found[number], told, strict=True)] == [True] * len(told), number


def colours(path: Path) -> list[list[tuple[str, str]]]:
    """The texts and fills of the service's main table as LibreOffice shows them."""
    command = ["soffice", f"-env:UserInstallation=file://{path.parent}/profile", "--headless"]
    command += ["--convert-to", "html:HTML (StarCalc)", "--outdir", f"{path.parent}/html", str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    tables = Tables()
    tables.feed((path.parent / "html" / f"{path.stem}.html").read_text(encoding="utf-8"))
    rows = [row for table in tables.tables for row in table if row and row[0][0] in KINDS and len(row) > 15]
    return rows[: len(KINDS)]


@in_libreoffice
@pytest.mark.libreoffice
def test_colours_follow_what_is_typed(tmp_path: Path) -> None:
    before = officers_book(tmp_path / "before.xlsx")
    after = officers_book(tmp_path / "after.xlsx", TYPED_MONTH, TYPED_TARGET)
    for path in (before, after):
        open_workbook(path).refresh()
    found = colours(typed_into(before, TYPED_MONTH, TYPED_TARGET))
    expected = colours(after)
    assert len(expected) == len(KINDS)
    assert {fill for row in expected for _, fill in row} >= {RATING[Rag.RED].fill, RATING[Rag.GREEN].fill}
    assert [[fill for _, fill in row] for row in found] == [[fill for _, fill in row] for row in expected]
    assert colours(before) != expected


def test_a_target_that_is_cleared_rates_nothing(tmp_path: Path) -> None:
    path = officers_book(tmp_path / "book.xlsx")
    open_workbook(path).refresh()
    book = opened(path)
    sheet: Any = book["Front Door"]
    heads = headed(sheet)
    for row in range(6, 10):
        sheet.cell(row, heads["Target"]).value = None
    book.save(path)
    engine = formualizer.load_workbook(str(path))
    rated = [engine.evaluate_cell("Front Door", row, heads["RAG"]) for row in range(6, 11)]
    assert rated == ["Grey"] * 4 + ["Red"]


# --- what Settings asks for ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "live"), [("Python", True), ("Excel", True), ("Values", False), (None, True)]
)
def test_settings_say_whether_cells_hold_formulas(wanted: str | None, live: bool, tmp_path: Path) -> None:
    path = made(tmp_path, 1, {"In-cell formulas": wanted} if wanted else {}, 10)
    told = [cell.formula for cell in formulas(opened(path), path)]
    assert bool(told) is live
    assert not any("KPI_" in formula for formula in told)


@pytest.mark.parametrize(
    ("wanted", "calls"), [("Python", True), (None, True), ("Excel", False), ("Values", False)]
)
def test_functions_are_called_only_in_a_workbook_with_their_vba(
    wanted: str | None, calls: bool, tmp_path: Path
) -> None:
    path = made(tmp_path, 1, {"In-cell formulas": wanted} if wanted else {}, 10, calls=True)
    told = [cell.formula for cell in formulas(opened(path), path)]
    assert any("KPI_" in formula for formula in told) is calls


def test_formulas_and_values_say_the_same(tmp_path: Path) -> None:
    """What a reader sees is the same whatever Settings says."""
    for folder in ("live", "plain"):
        (tmp_path / folder).mkdir()
    live = opened(made(tmp_path / "live", 2, {}, EACH), values=True)
    plain = opened(made(tmp_path / "plain", 2, {"In-cell formulas": "Values"}, EACH), values=True)
    for sheet in plain.worksheets:
        if sheet.title == "Settings":
            continue
        other = live[sheet.title]
        visible = [c for c in range(1, sheet.max_column + 1) if not _hidden(sheet, c)]
        for row in range(1, sheet.max_row + 1):
            for column in visible:
                a, b = sheet.cell(row, column).value, other.cell(row, column).value
                assert (a or None) == (b or None), (sheet.title, row, column)


def _hidden(sheet: Worksheet, column: int) -> bool:
    return bool(sheet.column_dimensions[get_column_letter(column)].hidden)


@pytest.mark.parametrize("calls", [False, True])
def test_a_second_refresh_writes_the_same_bytes(calls: bool, tmp_path: Path) -> None:
    path = made(tmp_path, 3, {}, EACH, calls)
    once = path.read_bytes()
    open_workbook(path).refresh()
    assert path.read_bytes() == once
