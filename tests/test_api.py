"""A closed workbook through the package: what it gives, what it raises, and what it leaves alone."""

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

import kpi_xl
from kpi_xl import Month, NotWritten, ProblemsFound, UnreadableBook, UnreadableTable, demo
from kpi_xl.model import KpiError
from kpi_xl.results import COLUMNS
from tests.books import FD_3, FD_3_DATA, WRITERS, Sheets, sheets, with_openpyxl

EXPORTED = [
    "Finding", "KpiError", "Month", "NotWritten", "Problem", "ProblemsFound", "Result", "Results",
    "Scorecard", "UnreadableBook", "UnreadableTable", "Workbook", "import_tables", "open_workbook",
]  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A sound workbook, of which a figure is missing."""
    return with_openpyxl(
        tmp_path / "book.xlsx",
        sheets(
            [FD_3, {**FD_3, "Indicator Number": "FD 4", "Target": "TBC"}],
            [FD_3_DATA, {"Indicator Number": "FD 4", "Aug-20": "50%", "Sep-20": "TBC"}],
        ),
    )


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A workbook with one problem."""
    return with_openpyxl(tmp_path / "faulty.xlsx", sheets([{**FD_3, "Polarity": "up"}]))


def sheet_names(path: Path) -> list[str]:
    return openpyxl.load_workbook(path).sheetnames


# --- the package's names ---------------------------------------------------------------------------


def test_the_exported_names_are_these() -> None:
    assert sorted(kpi_xl.__all__) == EXPORTED


@pytest.mark.parametrize("name", EXPORTED)
def test_every_exported_name_is_there_and_explained(name: str) -> None:
    assert getattr(kpi_xl, name).__name__ == name
    assert getattr(kpi_xl, name).__doc__


def test_another_name_is_refused_by_name() -> None:
    with pytest.raises(AttributeError, match="kpi_xl has no 'refresh_all'"):
        kpi_xl.refresh_all  # noqa: B018


@pytest.mark.parametrize("error", [ProblemsFound, UnreadableBook, NotWritten, UnreadableTable])
def test_every_error_is_a_kpi_error_and_stands_in_its_tree(error: type[Exception]) -> None:
    assert issubclass(error, KpiError)
    assert error.__name__ in (KpiError.__doc__ or "")


# --- results ---------------------------------------------------------------------------------------


def test_a_frame_has_the_columns_of_the_csv_and_numbers_as_floats(book: Path) -> None:
    results = kpi_xl.open_workbook(book).results(Month.of(2020, 9))
    frame = results.to_frame()
    assert tuple(frame.columns) == COLUMNS == results.columns
    numbers = ["Value", "YTD", "Last Year", "Change"]
    assert {str(frame[name].dtype) for name in numbers} == {"float64"}
    words = frame.drop(columns=numbers)
    assert all(isinstance(cell, str) for cell in words.to_numpy().ravel())


def test_a_frame_holds_unrounded_numbers_and_nan_for_none(book: Path) -> None:
    frame = kpi_xl.open_workbook(book).results(Month.of(2020, 9)).to_frame().set_index("Indicator Number")
    assert frame.loc["FD 3", "Value"] == 1.0
    assert frame.loc["FD 3", "Change"] == 2.0
    assert frame.loc["FD 4", "Display"] == "TBC"
    assert math.isnan(float(frame["Value"]["FD 4"]))
    assert math.isnan(float(frame["Last Year"]["FD 3"]))


def test_a_frame_without_a_single_number_is_float_too(tmp_path: Path) -> None:
    rows = sheets(data=[{**FD_3_DATA, "Aug-20": "NA", "Sep-20": "NA"}])
    frame = kpi_xl.open_workbook(with_openpyxl(tmp_path / "book.xlsx", rows)).results().to_frame()
    assert frame["Value"].dtype == "float64"
    assert frame["Value"].isna().all()


def test_the_csv_reads_back_as_the_frame(book: Path, tmp_path: Path) -> None:
    results = kpi_xl.open_workbook(book).results()
    (tmp_path / "results.csv").write_text(results.to_csv(), encoding="utf-8", newline="")
    text = ["Area", "Last Year Display", "Change Display", "Direction", "Trend"]
    read = pd.read_csv(tmp_path / "results.csv", keep_default_na=False, na_values={"Value": [""], "YTD": [""],
                       "Last Year": [""], "Change": [""]}, dtype=dict.fromkeys(text, str))  # fmt: skip
    pd.testing.assert_frame_equal(read, results.to_frame(), check_dtype=False)


def test_a_period_may_be_given(book: Path) -> None:
    workbook = kpi_xl.open_workbook(book)
    assert str(workbook.scorecard().period) == "Sep-20"
    assert str(workbook.scorecard(Month.of(2020, 8)).period) == "Aug-20"
    assert {row[3] for row in workbook.results(Month.of(2020, 8)).rows} == {"Aug-20"}


# --- problems --------------------------------------------------------------------------------------


def test_problems_are_raised_and_nothing_is_written(faulty: Path, tmp_path: Path) -> None:
    before = faulty.read_bytes()
    workbook = kpi_xl.open_workbook(faulty)
    for work in (
        workbook.results,
        workbook.scorecard,
        workbook.refresh,
        lambda: workbook.refresh(tmp_path / "other.xlsx"),
        lambda: workbook.definitions,
    ):
        with pytest.raises(ProblemsFound, match=r'Indicators!D2: "up" is not a Polarity\.') as error:
            work()
        assert len(error.value.problems) == 1
    assert faulty.read_bytes() == before
    assert list(tmp_path.iterdir()) == [faulty]


def test_check_gives_problems_beside_the_findings_of_sound_indicators(tmp_path: Path) -> None:
    rows = sheets(
        [{**FD_3, "Polarity": "up"}, {**FD_3, "Indicator Number": "FD 4"}],
        [FD_3_DATA, {**FD_3_DATA, "Indicator Number": "FD 4", "Sep-20": None}, {"Sep-20": 5}],
        {"Reporting period": "Sep-20"},
    )
    problems, findings = kpi_xl.open_workbook(with_openpyxl(tmp_path / "book.xlsx", rows)).check()
    assert [problem.cell for problem in problems] == ["D2", "A4"]
    assert [finding.number for finding in findings] == ["FD 4"]


@pytest.mark.parametrize("name", ["Overview", "RAG summary", "Checks", "checks", "Front Door"])
@pytest.mark.parametrize("write", WRITERS)
def test_a_sheet_of_the_officers_own_is_never_overwritten(
    name: str, write: Callable[[Path, Sheets], Path], tmp_path: Path
) -> None:
    book = write(tmp_path / "book.xlsx", sheets(**{}) | {name: [["mine"]]})
    before = book.read_bytes()
    workbook = kpi_xl.open_workbook(book)
    with pytest.raises(ProblemsFound) as error:
        workbook.refresh()
    assert [problem.sheet for problem in error.value.problems] == [name]
    assert error.value.problems == workbook.check()[0]
    assert book.read_bytes() == before


def test_a_sheet_called_data_is_the_input_and_its_service_gets_another(tmp_path: Path) -> None:
    book = with_openpyxl(tmp_path / "book.xlsx", sheets([{**FD_3, "Service": "Data"}]))
    kpi_xl.open_workbook(book).refresh()
    names = sheet_names(book)
    assert {"Data", "Data (2)"} < set(names)
    assert kpi_xl.open_workbook(book).check() == ([], [])


# --- refresh ---------------------------------------------------------------------------------------


def test_a_refresh_into_another_file_leaves_the_book_alone(book: Path, tmp_path: Path) -> None:
    before = book.read_bytes()
    done = kpi_xl.open_workbook(book).refresh(tmp_path / "out.xlsx", Month.of(2020, 9))
    assert done.path == tmp_path / "out.xlsx"
    assert str(done.period) == "Sep-20"
    assert [finding.number for finding in done.findings] == ["FD 4"]
    assert book.read_bytes() == before
    assert sheet_names(tmp_path / "out.xlsx") == [
        *("Overview", "RAG summary", "Front Door", "Checks", "Indicators", "Data")
    ]


def test_a_second_refresh_changes_nothing(book: Path) -> None:
    kpi_xl.open_workbook(book).refresh()
    before = book.read_bytes()
    kpi_xl.open_workbook(book).refresh()
    assert book.read_bytes() == before


def test_a_refresh_after_a_correction_shows_it(book: Path) -> None:
    kpi_xl.open_workbook(book).refresh()
    opened = openpyxl.load_workbook(book)
    opened["Data"]["C2"] = "50%"
    opened.save(book)
    kpi_xl.open_workbook(book).refresh()
    summary = openpyxl.load_workbook(book, data_only=True)["RAG summary"]
    assert [row[7].value for row in summary.iter_rows(min_row=5, max_row=5)] == ["Red"]


def test_a_refresh_keeps_the_officers_charts_notes_and_sheets(tmp_path: Path) -> None:
    from openpyxl.chart import BarChart, Reference
    from openpyxl.comments import Comment

    book = with_openpyxl(tmp_path / "book.xlsx", sheets() | {"Notes": [["mine", 1.0], ["too", 2.0]]})
    opened = openpyxl.load_workbook(book)
    notes: Any = opened["Notes"]
    chart = BarChart()
    chart.add_data(Reference(notes, min_col=2, min_row=1, max_row=2))
    notes.add_chart(chart, "D4")
    opened["Data"]["B2"].comment = Comment("checked by IL", "IL")
    opened.save(book)
    kpi_xl.open_workbook(book).refresh()
    kept: Any = openpyxl.load_workbook(book)
    assert len(kept["Notes"]._charts) == 1
    assert kept["Notes"]["A2"].value == "too"
    comment = kept["Data"]["B2"].comment
    assert comment is not None
    assert comment.text.endswith("checked by IL")


def test_a_service_that_has_gone_takes_its_sheet_with_it(tmp_path: Path) -> None:
    book = with_openpyxl(tmp_path / "book.xlsx", sheets())
    kpi_xl.open_workbook(book).refresh()
    opened = openpyxl.load_workbook(book)
    opened["Indicators"]["A2"] = "Early Help"
    opened.save(book)
    kpi_xl.open_workbook(book).refresh()
    assert "Early Help" in sheet_names(book)
    assert "Front Door" not in sheet_names(book)


def test_progress_is_told_step_by_step(book: Path) -> None:
    told: list[tuple[int, int, str]] = []
    kpi_xl.open_workbook(book).refresh(progress=lambda done, total, step: told.append((done, total, step)))
    assert [done for done, _, _ in told] == list(range(told[0][1] + 1))
    assert told[-1][2] == "Done"


@pytest.mark.parametrize("write", WRITERS)
def test_sixty_months_of_a_hundred_indicators_refresh(
    write: Callable[[Path, Sheets], Path], tmp_path: Path
) -> None:
    months = [str(Month.of(2015, 10) + at) for at in range(60)]
    indicators = [
        {**FD_3, "Indicator Number": f"I {at}", "Service": f"Service {at % 7}"} for at in range(100)
    ]
    data = [
        {
            "Indicator Number": f"I {at}",
            **{month: f"{percent(at, place)}%" for place, month in enumerate(months)},
        }
        for at in range(100)
    ]
    workbook = kpi_xl.open_workbook(
        write(tmp_path / "book.xlsx", sheets(indicators, data, {"Months shown": 60}))
    )
    workbook.refresh()
    assert [row[6] for row in workbook.results().rows] == [
        "Green" if percent(at, 59) >= 94 else "Amber" if percent(at, 59) >= 84 else "Red" for at in range(100)
    ]


def percent(row: int, column: int) -> int:
    """A figure from 60 to 100 that differs from its neighbours."""
    return 60 + (row + column) % 41


# --- files that are no workbook --------------------------------------------------------------------


def test_a_file_that_is_no_workbook_is_said_so(tmp_path: Path) -> None:
    for name, data in (
        ("a.xlsx", b""),
        ("b.xlsx", b"Indicator,Target\n"),
        ("c.xlsx", b"PK\x03\x04 and so on"),
    ):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(UnreadableBook, match=r"\. [A-Z].*\.$"):
            kpi_xl.open_workbook(tmp_path / name)


def test_a_table_that_does_not_read_leaves_no_book_behind(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_text("", encoding="utf-8")
    with pytest.raises(UnreadableTable, match="is empty"):
        kpi_xl.import_tables([demo.PUBLISHED, tmp_path / "empty.csv"], tmp_path / "book.xlsx")
    assert not (tmp_path / "book.xlsx").exists()


def test_an_import_reports_in_sentences_and_can_be_repeated(tmp_path: Path) -> None:
    book = tmp_path / "book.xlsx"
    (first, *_) = kpi_xl.import_tables([demo.PUBLISHED], book)
    assert first.startswith("croydon-2020-09.csv: 32 indicators up to Sep-20;")
    before = book.read_bytes()
    report = kpi_xl.import_tables([demo.PUBLISHED], book)
    assert report[0] == "croydon-2020-09.csv: Nothing was added."
    assert all(line.endswith(".") for line in report)
    assert book.read_bytes() == before


def test_an_import_needs_the_sheets_it_fills_in(tmp_path: Path) -> None:
    path = with_openpyxl(tmp_path / "book.xlsx", {"Indicators": sheets()["Indicators"]})
    before = path.read_bytes()
    with pytest.raises(ProblemsFound, match="Data: the sheet is missing"):
        kpi_xl.import_tables([str(demo.PUBLISHED)], str(path))
    assert path.read_bytes() == before


def test_services_that_take_turns_are_counted_by_a_short_formula(tmp_path: Path) -> None:
    numbers = [f"A {number}" for number in range(300)]
    rows = [
        {**FD_3, "Indicator Number": number, "Service": f"S{at % 2}*"} for at, number in enumerate(numbers)
    ]
    data = [{**FD_3_DATA, "Indicator Number": number} for number in numbers]
    path = with_openpyxl(tmp_path / "book.xlsx", sheets(rows, data))
    kpi_xl.open_workbook(path).refresh()
    overview = openpyxl.load_workbook(path)["Overview"]
    formulas = [str(cell.value) for row in overview.iter_rows() for cell in row if cell.data_type == "f"]
    assert formulas
    assert max(map(len, formulas)) < 200


def test_the_tabs_begin_where_the_open_sheet_shows(tmp_path: Path) -> None:
    path = with_openpyxl(tmp_path / "book.xlsx", sheets())
    kpi_xl.open_workbook(path).refresh()
    view = openpyxl.load_workbook(path).views[0]
    assert view.firstSheet <= view.activeTab
