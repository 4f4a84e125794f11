"""The scorecard: every indicator and area at a period, by the rules of the contract."""

import pytest

from kpi_xl.model import Direction, Month, Percent, Rag, Trend, Unit
from kpi_xl.outturns import Figure
from tests.support import Rows, drawn, number, result, scorecard

INDICATORS = "Indicator Number | Service | Indicator Title\nFD 3 | Front Door | Contacts"


def ytd(line: str, rule: str, *, last: str = "Sep-20", settings: str = "") -> Figure:
    return result(line, last=last, settings=settings, YTD=rule).ytd


def values(*figures: Figure) -> list[float | None]:
    return [figure.value for figure in figures]


# --- the value -------------------------------------------------------------------------------------


def test_the_value_is_numerator_over_denominator() -> None:
    made = result("BIB 50% ±10pp ; Numerator 1 2 ; Denominator 4 5", Unit="%")
    assert (made.value, made.rag) == (Figure(0.4), Rag.AMBER)


def test_a_rate_is_per_10_000() -> None:
    assert result("; Numerator 3 ; Denominator 2000", Unit="per 10,000").value.value == 15


def test_numerator_and_denominator_come_before_a_value_row() -> None:
    assert result("| 0.9 0.9 ; Numerator 1 2 ; Denominator 4 4").value.value == 0.5


def test_a_value_row_fills_the_months_that_have_neither() -> None:
    made = result("| 90% 80% (est.) ; Numerator 1 . ; Denominator 4 .")
    assert made.value == Figure(0.8, note="(est.)")
    assert made.outturns.figures == [0.25, 0.8]


def test_a_count_is_the_numerator_alone() -> None:
    assert result("; Numerator 1 2").value.value == 2


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("; Numerator 1 2 ; Denominator 4 0", "NA"),
        ("; Numerator 1 2 ; Denominator 4 .", "NA"),
        ("; Numerator 1 0 ; Denominator 4 0", "NA"),
        ("; Numerator 1 TBC ; Denominator 4 4", "TBC"),
        ("; Numerator 1 TBC ; Denominator 4 NA", "TBC"),
        ("; Numerator 1 2 ; Denominator 4 Unknown", "Unknown"),
        ("; Numerator 1 . ; Denominator 4 Unknown", "Unknown"),
        ("; Numerator 1 . ; Denominator 4 .", ""),
        ("| 7 TBC", "TBC"),
        ("| 7 .", ""),
        ("| 7 TBC ; Numerator 1 . ; Denominator 4 .", "TBC"),
    ],
)
def test_where_there_is_no_value_its_reason_stands(line: str, reason: str) -> None:
    made = result(f"BIB 1 {line}")
    assert made.value == Figure(text=reason)
    assert (made.rag, made.change, made.direction, made.trend) == (Rag.GREY, None, None, None)


def test_a_note_is_kept_beside_its_value() -> None:
    assert result("| 100% 79% (6m+)").value == Figure(0.79, note="(6m+)")
    assert result("; Numerator 1 2 (est.) ; Denominator 4 4").value == Figure(0.5, note="(est.)")


def test_a_value_may_be_more_than_100_percent_or_less_than_nothing() -> None:
    assert result("BIB 100% | 112%").rag is Rag.GREEN
    assert result("SIB 0% | -5%").rag is Rag.GREEN
    assert result("BIB -5% ±5pp | -7%").rag is Rag.AMBER


@pytest.mark.parametrize("written", ["94%", 0.94, Percent(0.94)])
def test_94_percent_is_the_same_however_it_is_held(written: str | float) -> None:
    indicators = drawn(INDICATORS + "\n")
    indicators[0] += ["Unit", "Polarity", "Target"]
    indicators[1] += ["%", "BIB", written]
    made = scorecard(Indicators=indicators, Data=[["Indicator Number", "Sep-20"], ["FD 3", written]]).results[
        0
    ]
    assert (made.value.value, made.rag) == (0.94, Rag.GREEN)


@pytest.mark.parametrize(
    ("line", "unit"),
    [("| 94% NA", Unit.PERCENT), ("BIB 94% | NA NA", Unit.PERCENT), ("BIB 17 | 7", Unit.NUMBER)],
)
def test_a_blank_unit_is_read_from_the_data_and_the_target(line: str, unit: Unit) -> None:
    assert result(line).indicator.unit is unit


# --- the period ------------------------------------------------------------------------------------

HALF_YEAR = "Indicator Number | Jul-20 | Aug-20 | Sep-20\nFD 3 | 1 | 2 | TBC"


def test_the_period_is_the_last_month_with_a_number() -> None:
    assert str(scorecard(Indicators=INDICATORS, Data=HALF_YEAR).period) == "Aug-20"


def test_a_denominator_filled_in_ahead_is_not_data_yet() -> None:
    data = """
        Indicator Number | Measure     | Aug-20 | Sep-20
        FD 3             | Numerator   | 1      |
        FD 3             | Denominator | 4      | 4
    """
    made = scorecard(Indicators=INDICATORS, Data=data)
    assert (str(made.period), made.results[0].value.value) == ("Aug-20", 0.25)


def test_the_period_of_the_settings_comes_before_the_last_month() -> None:
    settings = "Setting | Value\nReporting period | Jul-20"
    assert str(scorecard(Settings=settings, Indicators=INDICATORS, Data=HALF_YEAR).period) == "Jul-20"


def test_the_period_asked_for_comes_first() -> None:
    settings = "Setting | Value\nReporting period | Jul-20"
    made = scorecard(at="Sep-20", Settings=settings, Indicators=INDICATORS, Data=HALF_YEAR)
    assert (str(made.period), made.results[0].value) == ("Sep-20", Figure(text="TBC"))


def test_data_without_any_number_reports_its_last_month() -> None:
    made = scorecard(Indicators=INDICATORS, Data="Indicator Number | Jul-20 | Aug-20\nFD 3 | TBC | TBC")
    assert str(made.period) == "Aug-20"


@pytest.mark.parametrize("period", ["Jan-10", "Jun-20", "Oct-20", "Mar-35"])
def test_a_period_outside_the_data_has_no_value(period: str) -> None:
    made = scorecard(at=period, Indicators=INDICATORS, Data=HALF_YEAR).results[0]
    assert (made.value, made.rag, made.last_year.value) == (Figure(), Rag.GREY, None)


def test_a_period_after_the_data_still_has_the_years_figures() -> None:
    made = result("| 1 2", at="Dec-20", YTD="Sum")
    assert values(made.value, made.ytd) == [None, 3]


@pytest.mark.parametrize(
    ("period", "settings", "first", "count"),
    [
        ("Sep-20", "", "Apr-19", 18),
        ("Mar-21", "", "Apr-19", 24),
        ("Apr-20", "", "Apr-19", 13),
        ("Sep-20", "Financial year starts | January", "Jan-19", 21),
        ("Sep-20", "Months shown | 6", "Apr-20", 6),
        ("Sep-20", "Months shown | 1", "Sep-20", 1),
    ],
)
def test_the_months_shown_are_this_and_last_financial_year_or_as_set(
    period: str, settings: str, first: str, count: int
) -> None:
    made = scorecard(
        at=period, Settings=f"Setting | Value\n{settings}", Indicators=INDICATORS, Data=HALF_YEAR
    )
    assert (str(made.months[0]), str(made.months[-1]), len(made.months)) == (first, period, count)


# --- year to date ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("rule", "figure"), [("Sum", 3), ("Average", 1.5), ("Latest", 2), ("Rolling 12", 3)])
def test_the_year_to_date_begins_in_april(rule: str, figure: float) -> None:
    assert ytd("| 4 5 1 2", rule, last="May-20") == Figure(figure)


def test_in_april_the_year_to_date_is_april() -> None:
    assert ytd("| 4 5 7", "Sum", last="Apr-20") == Figure(7)


@pytest.mark.parametrize(("start", "figure"), [("January", 12), ("February", 11), ("May", 2), ("June", 13)])
def test_the_financial_year_may_start_in_any_month(start: str, figure: float) -> None:
    settings = f"Financial year starts | {start}"
    assert ytd("| 1 1 3 3 3 2", "Sum", last="May-20", settings=settings).value == figure


def test_rolling_12_crosses_the_year_end_and_goes_no_further() -> None:
    assert ytd("| 100 " + "1 " * 11 + "13", "Rolling 12", last="May-20").value == 2


def test_rolling_12_weighs_where_there_are_numerators_and_denominators() -> None:
    line = "; Numerator 9 " + "0 " * 11 + "4 ; Denominator 9 " + "1 " * 11 + "5"
    assert ytd(line, "Rolling 12", last="May-20").value == 0.25


def test_rolling_12_is_the_plain_mean_where_no_weights_stand_in_the_window() -> None:
    line = "| " + "1 " * 12 + "3 ; Numerator 9 9" + " ." * 11 + " ; Denominator 9 1" + " ." * 11
    assert ytd(line, "Rolling 12", last="May-20").value == 9
    line = "| " + "1 " * 12 + "13 ; Numerator 9" + " ." * 12 + " ; Denominator 9" + " ." * 12
    assert ytd(line, "Rolling 12", last="May-20").value == 2


def test_rolling_12_takes_the_months_there_are() -> None:
    assert ytd("| 2 . 4", "Rolling 12").value == 3


def test_weighted_is_the_rule_where_data_has_numerators_and_denominators() -> None:
    assert result("; Numerator 1 8 ; Denominator 2 8").ytd == Figure(0.9)
    assert result("| 1 2").ytd == Figure(2)


def test_weighted_leaves_out_a_month_with_a_zero_denominator() -> None:
    made = result("; Numerator 1 5 ; Denominator 2 0")
    assert (made.value, made.ytd) == (Figure(text="NA"), Figure(0.5))


def test_the_latest_of_an_earlier_month_is_marked_with_it() -> None:
    august = Month.of(2020, 8)
    assert ytd("| 1 2 .", "Latest") == Figure(2, month=august)
    assert ytd("| 1 2 TBC", "Latest") == Figure(2, month=august)
    assert ytd("| 1 2 (est.) TBC", "Latest") == Figure(2, note="(est.)", month=august)


def test_the_latest_is_of_this_financial_year() -> None:
    assert ytd("| 1 2 TBC", "Latest", last="Apr-20") == Figure(text="TBC")
    assert ytd("| 1 2 . .", "Latest", last="May-20") == Figure()


def test_a_supplied_figure_is_taken_as_it_is() -> None:
    assert ytd("| 1 2 ; YTD 10 11", "Supplied") == Figure(11)
    assert ytd("| 1 2 ; YTD 10 .", "Supplied") == Figure(10, month=Month.of(2020, 8))
    assert ytd("| 1 2 ; YTD . TBC", "Supplied") == Figure(text="TBC")
    assert ytd("| 1 2", "Supplied") == Figure()


@pytest.mark.parametrize("rule", ["Sum", "Average", "Latest", "Rolling 12", "Weighted"])
def test_a_year_without_a_number_gives_the_reason_of_its_latest_month(rule: str) -> None:
    assert ytd("| NA TBC", rule) == Figure(text="TBC")
    assert ytd("| NA .", rule) == Figure()


@pytest.mark.parametrize(
    ("rule", "figure"), [("Sum", 9), ("Average", 4.5), ("Latest", 5), ("Rolling 12", 4.5)]
)
def test_last_year_is_the_same_rule_at_the_year_before(rule: str, figure: float) -> None:
    assert result("| 4 5 1 2", last="May-20", YTD=rule).last_year == Figure(figure)


def test_last_year_ends_where_the_financial_year_starts() -> None:
    settings = "Financial year starts | January"
    assert result("| 4 5 1 2", last="Feb-20", settings=settings, YTD="Sum").last_year == Figure(9)


def test_a_months_note_is_not_the_years() -> None:
    assert ytd("| 1 2 (est.)", "Sum") == Figure(3)


def test_last_years_latest_is_marked_where_march_has_none() -> None:
    assert result("| 4 TBC 1", last="Apr-20").last_year == Figure(4, month=Month.of(2020, 2))


def test_last_years_supplied_figure_is_marchs() -> None:
    assert result("| 1 1 1 ; YTD 10 11 1", last="Apr-20", YTD="Supplied").last_year == Figure(11)


def test_the_rag_basis_chooses_the_figure_that_is_rated() -> None:
    months = "BIB 5 | 9 1"
    assert result(months, YTD="Average").rag is Rag.RED
    assert result(months, YTD="Average", **{"RAG basis": "YTD"}).rag is Rag.GREEN
    assert result("BIB 5 | 9 TBC", **{"RAG basis": "YTD"}).rag is Rag.GREEN


# --- change ----------------------------------------------------------------------------------------

TWO_YEARS = "BIB 5 | 1 2 3 4 5 6 7 8 9 10 11 12 20"
"""Apr-19 to Apr-20."""


@pytest.mark.parametrize(
    ("comparison", "amount"),
    [
        ("Previous month", 8),
        ("Same month last year", 19),
        ("Last year's outturn", 8),
        ("last year’s outturn", 8),
    ],
)
def test_a_change_is_from_what_the_settings_say(comparison: str, amount: float) -> None:
    made = result(TWO_YEARS, last="Apr-20", settings=f"Change compares with | {comparison}")
    assert (made.change, made.direction, made.trend) == (amount, Direction.INCREASE, Trend.BETTER)


def test_a_change_from_last_years_outturn_is_of_the_year_to_date() -> None:
    made = result(
        "| 1 2 3 4", last="May-20", settings="Change compares with | Last year's outturn", YTD="Sum"
    )
    assert (made.ytd.value, made.last_year.value, made.change) == (7, 3, 4)


def test_the_previous_month_is_the_one_before_and_no_other() -> None:
    assert result("| 1 . 3").change is None
    assert result("| 1 TBC 3").change is None
    assert result("| 3").change is None


def test_the_first_month_is_not_compared_with_the_last() -> None:
    assert result("| 1 2 3", at="Jul-20").change is None


def test_a_change_of_percentages_is_in_points() -> None:
    assert result("BIB 94% | 89% 94%").change == 5.0
    assert result("; Numerator 1 2 ; Denominator 4 4", Unit="%").change == 25.0


@pytest.mark.parametrize("within", ["1", "1pp", "1%"])
def test_a_change_within_the_setting_is_no_change(within: str) -> None:
    settings = f"No change within | {within}"
    made = result("SIB 94% | 93% 94%", settings=settings)
    assert (made.change, made.direction, made.trend) == (1.0, Direction.NO_CHANGE, Trend.SAME)
    assert result("SIB 94% | 92.9% 94%", settings=settings).trend is Trend.WORSE


@pytest.mark.parametrize("points", ["0.29", "0.57", "1.1", "29"])
def test_a_setting_typed_as_a_percentage_is_exactly_that_many_points(points: str) -> None:
    made = result(f"BIB 94% | 0% {points}%", settings=f"No change within | {points}%")
    assert (made.change, made.direction) == (number(points), Direction.NO_CHANGE)


def test_nearer_to_a_range_is_better() -> None:
    assert result("Range 80%-90% | 70% 85%").trend is Trend.BETTER
    assert result("Range 80%-90% | 85% 92%").trend is Trend.WORSE
    assert result("Range 80%-90% | 75% 95%").trend is Trend.SAME


def test_without_a_polarity_there_is_a_direction_and_no_trend() -> None:
    made = result("| 1 2")
    assert (made.direction, made.trend) == (Direction.INCREASE, None)


# --- indicators and areas --------------------------------------------------------------------------

AREAS = """
    Indicator Number | Area  | Sep-20
    FD 3             | West  | 1
    FD 3             | North | 2
    FD 3             |       | 6
    FD 3             | East  | 3
"""


def areas(settings: str = "") -> list[str]:
    made = scorecard(Settings=f"Setting | Value\n{settings}", Indicators=INDICATORS, Data=AREAS)
    return [each.area for each in made.results]


def test_the_whole_comes_first_and_areas_as_first_met() -> None:
    assert areas() == ["", "West", "North", "East"]


def test_areas_stand_in_the_order_set_and_the_rest_after_them() -> None:
    assert areas("Areas | east; North ;West") == ["", "East", "North", "West"]
    assert areas("Areas |  EAST ;;Nowhere") == ["", "East", "West", "North"]


def test_the_headline_is_the_whole_or_else_the_first_area() -> None:
    made = scorecard(
        Indicators=INDICATORS + "\nFD 4 | Front Door | Referrals",
        Data=AREAS + "FD 4 | South | 4\nFD 4 | North | 5",
    )
    assert [(each.indicator.number, each.area) for each in made.headline()] == [
        ("FD 3", ""),
        ("FD 4", "South"),
    ]


def test_an_area_spelled_in_two_ways_is_one_area() -> None:
    data = """
        Indicator Number | Area   | Measure     | Sep-20
        FD 3             | North  | Numerator   | 1
        FD 3             | north  | Denominator | 4
    """
    assert [
        (each.area, each.value.value) for each in scorecard(Indicators=INDICATORS, Data=data).results
    ] == [("North", 0.25)]


@pytest.mark.parametrize("spelled", ["fd 3", "FD  3", " Fd 3 "])
def test_an_indicator_is_found_however_its_number_is_spaced(spelled: str) -> None:
    data: Rows = [["Indicator Number", "Sep-20"], [spelled, 7.0]]
    made = scorecard(Indicators=INDICATORS, Data=data).results[0]
    assert (made.indicator.number, made.value.value) == ("FD 3", 7)


def test_a_number_that_is_a_number_is_found() -> None:
    made = scorecard(
        Indicators="Indicator Number | Service | Indicator Title\n3 | Front Door | Contacts",
        Data="Indicator Number | Sep-20\n3 | 7",
    )
    assert [(each.indicator.number, each.value.value) for each in made.results] == [("3", 7)]


def test_services_stand_as_first_met_with_their_own_indicators() -> None:
    indicators = """
        Indicator Number | Service    | Indicator Title
        FD 3             | Front Door | Contacts
        W 1              | Workforce  | Caseloads
        FD 4             | Front Door | Referrals
    """
    made = scorecard(Indicators=indicators, Data="Indicator Number | Sep-20\nW 1 | 1\nFD 4 | 2\nFD 3 | 3")
    told = {name: [each.indicator.number for each in found] for name, found in made.services().items()}
    assert told == {"Front Door": ["FD 3", "FD 4"], "Workforce": ["W 1"]}
    assert list(told) == ["Front Door", "Workforce"]


def test_a_month_without_a_column_is_a_month_without_figures() -> None:
    made = scorecard(Indicators=INDICATORS, Data="Indicator Number | Jun-20 | Sep-20\nFD 3 | 1 | 4").results[
        0
    ]
    assert made.outturns.figures == [1, None, None, 4]
    assert made.change is None
