"""The tidy results: their columns, and the texts a reader sees."""

from kpi_xl.results import COLUMNS, Tidy, tidy
from tests.support import result, scorecard

INDICATORS = """
    Indicator Number | Service    | Indicator Title | Polarity | Target | Amber within | YTD
    FD 3             | Front Door | Contacts        | BIB      | 94%    | 5pp          | Average
    W 1              | Workforce  | Caseloads       | SIB      | 17     |              | Latest
"""
DATA = """
    Indicator Number | Area  | Mar-20 | Aug-20 | Sep-20
    W 1              | North | 16     | 1,854  | TBC
    FD 3             |       | 88%    | 89%    | 94%
    FD 3             | North | NA     | NA     | NA
"""


def rows(indicators: str = INDICATORS, data: str = DATA) -> list[dict[str, object]]:
    made: list[Tidy] = tidy(scorecard(at="Sep-20", Indicators=indicators, Data=data))
    return [dict(zip(COLUMNS, row, strict=True)) for row in made]


def texts(line: str, **columns: str) -> tuple[object, object, object]:
    """Display, YTD Display and Change Display of one indicator."""
    one = result(line, **columns)
    months = scorecard(at="Sep-20", Indicators=INDICATORS, Data=DATA)._replace(results=[one])
    row = dict(zip(COLUMNS, tidy(months)[0], strict=True))
    return row["Display"], row["YTD Display"], row["Change Display"]


def test_the_columns_are_those_of_the_contract() -> None:
    assert ",".join(COLUMNS) == (
        "Service,Indicator Number,Area,Period,Value,Display,RAG,YTD,YTD Display,"
        "Last Year,Last Year Display,Change,Change Display,Direction,Trend"
    )


def test_a_row_holds_unrounded_numbers_and_what_a_reader_sees() -> None:
    assert rows()[0] == {
        "Service": "Front Door", "Indicator Number": "FD 3", "Area": "", "Period": "Sep-20",
        "Value": 0.94, "Display": "94%", "RAG": "Green", "YTD": 0.915, "YTD Display": "92%",
        "Last Year": 0.88, "Last Year Display": "88%", "Change": 5.0, "Change Display": "+5pp",
        "Direction": "Increase", "Trend": "Better",
    }  # fmt: skip


def test_a_row_without_figures_shows_the_reason_and_no_number() -> None:
    assert rows()[1] == {
        "Service": "Front Door", "Indicator Number": "FD 3", "Area": "North", "Period": "Sep-20",
        "Value": None, "Display": "NA", "RAG": "Grey", "YTD": None, "YTD Display": "NA",
        "Last Year": None, "Last Year Display": "NA", "Change": None, "Change Display": "",
        "Direction": "", "Trend": "",
    }  # fmt: skip


def test_an_earlier_months_figure_is_marked_with_its_month() -> None:
    row = rows()[2]
    assert (row["Display"], row["YTD"], row["YTD Display"]) == ("TBC", 1854.0, "1,854 (Aug-20)")
    assert row["RAG"] == "Grey"


def test_rows_stand_in_the_order_of_indicators() -> None:
    assert [(row["Indicator Number"], row["Area"]) for row in rows()] == [
        ("FD 3", ""),
        ("FD 3", "North"),
        ("W 1", "North"),
    ]


def test_the_decimals_of_the_indicator_are_shown() -> None:
    assert texts("| 94.25% 94.55%", Decimals="1") == ("94.6%", "94.6%", "+0.3pp")
    assert texts("| 10.25 9.1", Unit="days") == ("9.1", "9.1", "-1.2")
    assert texts("| 1 3 ; Numerator 1 2 ; Denominator 3 3", Unit="%") == ("67%", "50%", "+33pp")
    assert texts("| 7 7") == ("7", "7", "0")
