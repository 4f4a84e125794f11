"""A month begins: where its column goes, how it is headed, and what becomes of the reporting period."""

import datetime
from pathlib import Path

import openpyxl
import pytest

import kpi_xl
from kpi_xl.cli import main
from kpi_xl.model import Month, Percent, ProblemsFound, Scalar
from kpi_xl.new_month import NewMonth, new_month
from kpi_xl.plan import Edit
from tests.books import FD_3, FD_3_DATA, InMemory, Row, sheets, with_openpyxl
from tests.support import book


def begun(data: str, settings: str = "") -> NewMonth:
    return new_month(book(Settings=f"Setting | Value\n{settings}", Data=data))


def headers(begun: NewMonth) -> list[tuple[int, object]]:
    return [(edit.column, edit.value) for edit in begun.edits.get("Data", []) if edit.row == 0]


def test_the_column_stands_right_of_the_last_month_and_each_row_gets_a_cell_in_it() -> None:
    made = begun("Indicator Number | Aug-20 | Sep-20\nFD 3 | 1 | 2\nFD 4 | 3 |")
    assert made.edits["Data"] == [Edit(0, 3, "Oct-20"), Edit(1, 3, ""), Edit(2, 3, "")]
    assert made.report == ["Data: Oct-20 has a column now, D1."]


def test_without_a_period_in_settings_only_the_column_is_made() -> None:
    assert list(begun("Indicator Number | Sep-20\nFD 3 | 1", "Reporting period | .").edits) == ["Data"]


def test_a_period_in_settings_moves_on() -> None:
    made = begun("Indicator Number | Sep-20\nFD 3 | 1", "Organisation | X\nReporting period | Sep-20")
    assert made.edits["Settings"] == [Edit(2, 1, "Oct-20")]
    assert made.report[-1] == "Settings: the reporting period was Sep-20 and is Oct-20 now."


def test_a_column_that_is_there_is_left_and_the_period_moves() -> None:
    made = begun("Indicator Number | Sep-20 | Oct-20\nFD 3 | 1 |", "Reporting period | Sep-20")
    assert list(made.edits) == ["Settings"]
    assert made.report[0] == "Data: Oct-20 has its column, C1. Fill it in."


def test_an_empty_last_month_is_the_new_month_so_that_pressing_twice_adds_one_column() -> None:
    made = begun("Indicator Number | Sep-20 | Oct-20\nFD 3 | 1 |")
    assert made.edits == {}
    assert made.month == Month.of(2020, 10)


def test_data_without_a_figure_begins_with_its_first_month() -> None:
    assert begun("Indicator Number | Sep-20 | Oct-20\nFD 3 | |").month == Month.of(2020, 9)


def test_after_december_comes_january() -> None:
    assert headers(begun("Indicator Number | Dec-20\nFD 3 | 1")) == [(2, "Jan-21")]


def test_the_first_month_of_a_financial_year_reminds_of_targets() -> None:
    assert begun("Indicator Number | Mar-21\nFD 3 | 1").report[-1] == (
        "Apr-21 begins the financial year 2021-22: see whether targets change."
    )


def test_columns_beside_the_months_stay_and_the_new_one_comes_after_them() -> None:
    made = begun("Indicator Number | Sep-20 | Printed RAG Sep-20 | Note\nFD 3 | 1 | Red |")
    assert headers(made) == [(4, "Oct-20")]


@pytest.mark.parametrize(
    ("last", "following"),
    [("Sep-20", "Oct-20"), ("Sep 2020", "Oct 2020"), ("September 2020", "October 2020"),
     ("2020-09", "2020-10"), ("Sept 20", "Oct-20")],
)  # fmt: skip
def test_it_is_headed_as_the_month_before_is(last: str, following: str) -> None:
    assert headers(begun(f"Indicator Number | {last}\nFD 3 | 1")) == [(2, following)]


def in_memory(data: Row, **settings: Scalar) -> NewMonth:
    named = {name.replace("_", " "): value for name, value in settings.items()}
    return new_month(InMemory(sheets([FD_3], [data], named)))


def dated(*others: Scalar) -> list[list[Scalar]]:
    september = datetime.date(2020, 9, 30)
    return [["Indicator Number", september, *others], ["FD 3", Percent(0.94), *others]]


def test_a_date_is_followed_by_a_date() -> None:
    made = new_month(InMemory({"Data": dated()}))
    assert made.edits["Data"][0] == Edit(0, 2, datetime.date(2020, 10, 1))


def test_away_from_its_months_a_column_is_told_how_it_shows() -> None:
    made = new_month(InMemory({"Data": dated("Printed RAG Sep-20")}))
    assert made.edits["Data"] == [Edit(0, 3, datetime.date(2020, 10, 1), "mmm-yy"), Edit(1, 3, "", "0%")]


def test_a_date_in_settings_stays_a_date() -> None:
    made = in_memory(FD_3_DATA, Reporting_period=datetime.date(2020, 9, 30))
    assert made.edits["Settings"][0].value == datetime.date(2020, 10, 1)


def test_a_month_missing_between_two_is_a_problem_that_names_the_place() -> None:
    with pytest.raises(ProblemsFound) as found:
        begun("Indicator Number | Aug-20 | Note | X | Oct-20\nFD 3 | 1 | | | 2", "Reporting period | Aug-20")
    assert str(found.value) == (
        "Data!E1: there is no column for Sep-20, and later months have theirs. "
        "Insert a column before this one, and head it with the month."
    )


def test_a_month_before_the_first_column_is_a_problem_that_names_the_place() -> None:
    with pytest.raises(ProblemsFound, match="Data!B1: there is no column for Jun-20"):
        begun("Indicator Number | Aug-20 | Sep-20\nFD 3 | 1 | 2", "Reporting period | May-20")


def test_the_last_month_of_all_is_told_to_be_none() -> None:
    with pytest.raises(ProblemsFound, match="Data!B1"):
        begun("Indicator Number | 9999-12\nFD 3 | 1")


def test_headers_that_do_not_read_are_told_and_nothing_is_done() -> None:
    with pytest.raises(ProblemsFound, match="Data!B1"):
        begun("Indicator Number | Setp-20\nFD 3 | 1")


def test_a_closed_workbook_gets_its_column_with_the_look_of_the_one_before(tmp_path: Path) -> None:
    path = with_openpyxl(tmp_path / "a.xlsx", sheets([FD_3], [{"Indicator Number": "FD 3", "Sep-20": 1.0}]))
    source = openpyxl.load_workbook(path)
    source["Data"]["B2"].number_format = "0.0%"
    source.save(path)
    assert kpi_xl.open_workbook(path).new_month() == ["Data: Oct-20 has a column now, C1."]
    data = openpyxl.load_workbook(path)["Data"]
    assert (data["C1"].value, data["C2"].value, data["C2"].number_format) == ("Oct-20", None, "0.0%")
    assert main(["refresh", str(path)]) == 0


def test_the_command_says_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = with_openpyxl(tmp_path / "a.xlsx", sheets())
    assert main(["new-month", str(path)]) == 0
    assert capsys.readouterr().out == "Data: Oct-20 has a column now, D1.\n"
