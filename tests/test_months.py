"""Months: read as officers head their columns, counted, and placed in financial years."""

import datetime

import pytest

from kpi_xl.model import Month

SEPTEMBER = Month.of(2020, 9)


@pytest.mark.parametrize(
    "written",
    ["Sep-20", "Sep 20", "sep-20", "Sept-20", "September 2020", "Sep 2020", "Sep'20", "Sep.20", " Sep-20 ",
     "2020-09", "2020/9", "2020-09-01", "2020-09-30", "2020-09-01T00:00:00"],
)  # fmt: skip
def test_a_month_reads_however_it_is_written(written: str) -> None:
    assert Month.read(written) == SEPTEMBER


@pytest.mark.parametrize("date", [datetime.date(2020, 9, 1), datetime.datetime(2020, 9, 30, 12)])
def test_any_day_of_a_month_is_that_month(date: datetime.date) -> None:
    assert Month.read(date) == SEPTEMBER


@pytest.mark.parametrize(
    "written", ["Setp-20", "2020-13", "2020-00", "Se-20", "Target", "", "2020", "Sep", "Q1 20", 44075.0, None]
)
def test_what_is_no_month_is_not_taken_for_one(written: object) -> None:
    assert Month.read(written) is None


def test_a_month_prints_as_it_is_headed() -> None:
    assert (str(SEPTEMBER), str(Month.of(2009, 1)), repr(SEPTEMBER)) == (
        "Sep-20",
        "Jan-09",
        "Month.of(2020, 9)",
    )
    assert SEPTEMBER.date() == datetime.date(2020, 9, 1)


def test_months_run_on_across_the_year_end() -> None:
    december = Month.of(2020, 12)
    assert december + 1 == Month.of(2021, 1)
    assert (december + 1).minus(1) == december
    assert Month.of(2021, 3) - Month.of(2020, 4) == 11


@pytest.mark.parametrize(
    ("month", "first_month", "start", "label"),
    [
        ("Apr-20", 4, "Apr-20", "2020-21"),
        ("Mar-21", 4, "Apr-20", "2020-21"),
        ("Dec-99", 4, "Apr-99", "2099-00"),
        ("Jan-20", 1, "Jan-20", "2020"),
        ("Dec-20", 1, "Jan-20", "2020"),
        ("Aug-20", 9, "Sep-19", "2019-20"),
        ("Sep-20", 9, "Sep-20", "2020-21"),
    ],
)
def test_a_month_is_in_the_financial_year_that_began_before_it(
    month: str, first_month: int, start: str, label: str
) -> None:
    at = Month.read(month)
    assert at is not None
    assert str(at.year_start(first_month)) == start
    assert at.year_label(first_month) == label
