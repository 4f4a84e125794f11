"""A workbook refreshed open is the workbook refreshed closed: both are saved by LibreOffice, and compared."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kpi_xl import open_workbook, work
from kpi_xl.live import LiveBook
from kpi_xl.package import Package
from tests.live.books import scorecard
from tests.live.conftest import Open

pytestmark = pytest.mark.libreoffice


@pytest.fixture
def saved(opened: Open, tmp_path: Path) -> tuple[Path, Path]:
    """The same workbook refreshed closed, and refreshed open."""
    path, closed, live = (tmp_path / f"{name}.xlsx" for name in ("book", "closed", "live"))
    scorecard(path)
    open_workbook(path).refresh(closed)
    opened(closed).save(tmp_path / "closed saved.xlsx")
    book = opened(path)
    for _ in range(2):
        refreshed = LiveBook(book)
        work.refresh(refreshed)
        refreshed.apply()
    book.save(live)
    return tmp_path / "closed saved.xlsx", live


def test_every_cell_rule_chart_note_and_mark_is_the_same(saved: tuple[Path, Path]) -> None:
    closed, live = (openpyxl.load_workbook(path) for path in saved)
    assert live.sheetnames == closed.sheetnames
    for name in closed.sheetnames:
        assert _cells(live[name]) == _cells(closed[name]), name
        assert _rules(live[name]) == _rules(closed[name]), name
        assert _charts(live[name]) == _charts(closed[name]), name
        assert live[name].merged_cells.ranges == closed[name].merged_cells.ranges, name
        assert _widths(live[name]) == _widths(closed[name]), name
        assert str(live[name].oddFooter) == str(closed[name].oddFooter), name
    marks = [Package.open(path).marks for path in saved]
    assert marks[0] == marks[1]
    assert len(marks[0]) == 5


def test_every_value_is_the_same(saved: tuple[Path, Path]) -> None:
    closed, live = map(Package.open, saved)
    for name in closed.sheet_names:
        assert live.rows(name, percents=True) == closed.rows(name, percents=True), name


def test_an_open_workbook_reads_as_the_closed_one(opened: Open, tmp_path: Path) -> None:
    path = scorecard(tmp_path / "book.xlsx")
    open_workbook(path).refresh()
    package, live = Package.open(path), LiveBook(opened(path))
    assert live.sheet_names == package.sheet_names
    assert live.marks == package.marks
    for name in package.sheet_names:
        assert live.rows(name, percents=True) == package.rows(name, percents=True), name


def _cells(sheet: Worksheet) -> dict[str, Any]:
    return {
        cell.coordinate: (
            cell.value,
            cell.number_format,
            cell.font.b,
            cell.font.sz,
            cell.font.color and cell.font.color.rgb,
            cell.fill.fgColor.rgb,
            cell.alignment.horizontal,
            cell.alignment.wrap_text,
            cell.protection.locked,
            cell.comment and cell.comment.text,
        )
        for row in sheet.iter_rows()
        for cell in row
    }


def _rules(sheet: Worksheet) -> list[tuple[Any, ...]]:
    return [
        (str(area.sqref), rule.formula, rule.dxf.fill.bgColor.rgb, rule.dxf.font and rule.dxf.font.b)
        for area in sheet.conditional_formatting
        for rule in area.rules
    ]


def _charts(sheet: Worksheet) -> list[tuple[Any, ...]]:
    return [
        (type(chart).__name__, chart.anchor._from.row, [series.val.numRef.f for series in chart.series])
        for chart in sheet._charts  # type: ignore[attr-defined]
    ]


def _widths(sheet: Worksheet) -> dict[str, tuple[float, bool]]:
    return {name: (round(dim.width, 1), dim.hidden) for name, dim in sheet.column_dimensions.items()}
