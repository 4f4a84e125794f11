"""What is withheld, and what stays."""

from kpi_xl.definitions import read_definitions
from kpi_xl.indicator import Definitions
from kpi_xl.model import Measure, Month, Rag
from kpi_xl.publish.disclosure import UNJUDGED, Disclosed, disclose, undecided
from kpi_xl.scorecard import Result, make_scorecard
from tests.support import Rows, book, cell

MONTHS = ("Apr-20", "May-20", "Jun-20", "Jul-20")
HIDDEN = "c"


def read(
    *rows: str, unit: str = "number", mark: str = "suppress", settings: str = "", **told: str
) -> Definitions:
    """One indicator with rows of Data such as ``North Numerator | 1 2 3 4``, April to July."""
    told = {"Unit": unit, "Small numbers": mark} | told
    data: Rows = [["Indicator Number", "Area", "Measure", *MONTHS]]
    for row in rows:
        name, _, figures = row.rpartition("|")
        *area, measure = name.split() or ["Value"]
        data.append(["FD 1", " ".join(area), measure, *map(cell, figures.split())])
    return read_definitions(
        book(
            Settings=f"Setting | Value\n{settings}",
            Indicators=[
                ["Indicator Number", "Service", "Indicator Title", *told],
                ["FD 1", "Front Door", "Children", *map(cell, told.values())],
            ],
            Data=data,
        )
    )


def left(made: Disclosed, area: str = "") -> list[str]:
    """The months of an area as they are published."""
    results = make_scorecard(made.definitions).results
    series = next(result for result in results if result.area == area).outturns
    return [
        series.reasons.get(at, "") if figure is None else f"{figure:g}"
        for at, figure in enumerate(series.figures)
    ]


def result(made: Disclosed, area: str = "") -> Result:
    made_of = make_scorecard(made.definitions, Month.of(2020, 7))
    return next(one for one in made_of.results if one.area == area)


def test_counts_from_one_to_below_the_threshold_read_c() -> None:
    assert left(disclose(read("| 0 1 4 5"))) == ["0", HIDDEN, HIDDEN, "5"]
    assert left(disclose(read("| 0 1 4 5", settings="Small numbers below | 3"))) == ["0", HIDDEN, "4", "5"]


def test_only_what_is_marked_is_withheld() -> None:
    assert left(disclose(read("| 0 1 4 5", mark="show"))) == ["0", "1", "4", "5"]
    assert left(disclose(read("| 0 1 4 5", mark=""))) == ["0", "1", "4", "5"]


def test_a_percentage_of_small_numbers_is_withheld_with_its_parts() -> None:
    made = disclose(read("Numerator | 4 20 0 20", "Denominator | 40 40 40 4", unit="%"))
    assert left(made) == [HIDDEN, "0.5", "0", HIDDEN]
    assert [series.withheld for series in made.definitions.series["FD 1"][""].values()] == [{0, 3}] * 2


def test_a_percentage_is_withheld_where_only_a_few_are_not_in_it() -> None:
    made = disclose(read("Numerator | 37 35 40 20", "Denominator | 40 40 40 40", unit="%"))
    assert left(made) == [HIDDEN, "0.875", "1", "0.5"]
    assert [figure.why for figure in made.withheld] == ["all but fewer than 5 of the denominator"]


def test_a_rate_without_its_parts_cannot_be_judged_and_is_withheld() -> None:
    made = disclose(read("| 50% 60% TBC ."))
    assert [f.why for f in disclose(read("| 50% 60% TBC .", unit="%")).withheld] == [UNJUDGED] * 2
    assert made.withheld


def test_what_is_made_of_a_withheld_figure_is_withheld() -> None:
    for rule in ("Sum", "Average", "Rolling 12"):
        made = result(disclose(read("| 10 3 20 30", YTD=rule)))
        assert (made.ytd.value, made.ytd.text) == (None, HIDDEN), rule
        assert made.change == 10
    weighted = disclose(read("Numerator | 3 10 20 30", "Denominator | 50 50 50 50", unit="%"))
    assert result(weighted).ytd.text == HIDDEN


def test_the_latest_figure_is_withheld_only_where_it_is_the_one() -> None:
    assert result(disclose(read("| 10 3 20 30", YTD="Latest"))).ytd.value == 30
    assert result(disclose(read("| 10 20 30 3", YTD="Latest"))).ytd.text == HIDDEN
    assert result(disclose(read("| 10 20 3 TBC", YTD="Latest"))).ytd.text == HIDDEN


def test_a_withheld_figure_has_no_change_no_trend_and_is_not_rated() -> None:
    now = result(disclose(read("| 10 20 30 3", Polarity="SIB", Target="3")))
    assert (now.change, now.direction, now.trend, now.rag) == (None, None, None, Rag.GREY)
    after = result(disclose(read("| 10 20 3 30", Polarity="SIB", Target="3")))
    assert (after.change, after.direction, after.trend, after.rag) == (None, None, None, Rag.RED)
    assert after.history[-2] is Rag.GREY


def test_last_years_figure_is_withheld_with_its_months() -> None:
    definitions = read("| 10 3 20 30", YTD="Sum", settings="Financial year starts | June")
    assert result(disclose(definitions)).ytd.value == 50
    assert result(disclose(definitions)).last_year.text == HIDDEN


def test_supplied_figures_go_from_the_withheld_month_to_the_end_of_the_year() -> None:
    made = disclose(read("| 10 3 20 30", "YTD | 10 13 33 63", YTD="Supplied"))
    supplied = made.definitions.series["FD 1"][""][Measure.YTD]
    assert supplied.figures == [10, None, None, None]
    assert result(made).ytd.text == HIDDEN


def test_areas_go_in_pairs_so_that_the_whole_does_not_tell() -> None:
    whole = "Value | 60 60 60 60"
    made = disclose(
        read(whole, "East Value | 15 15 15 15", "North Value | 3 15 15 15", "South Value | 12 15 15 15",
             "West Value | 30 15 15 15")
    )  # fmt: skip
    assert left(made) == ["60"] * 4
    assert left(made, "North")[0] == left(made, "East")[0] == HIDDEN
    assert (left(made, "South")[0], left(made, "West")[0]) == ("12", "30")
    assert [(f.area, f.small) for f in made.withheld] == [("East", False), ("North", True)]


def test_another_pair_goes_where_the_first_has_a_small_number_together() -> None:
    made = disclose(
        read("Value | 33 60 60 60", "East Value | 0 15 15 15", "North Value | 3 15 15 15",
             "South Value | 0 15 15 15", "West Value | 30 15 15 15")
    )  # fmt: skip
    assert [left(made, area)[0] for area in ("", "East", "North", "South", "West")] == ["33", *[HIDDEN] * 4]


def test_the_whole_goes_where_an_area_stands_alone() -> None:
    made = disclose(read("Value | 30 30 30 30", "North Value | 3 30 30 30"))
    assert left(made)[0] == left(made, "North")[0] == HIDDEN


def test_every_area_goes_where_the_whole_is_small() -> None:
    made = disclose(read("Value | 3 30 30 30", "North Value | 3 15 15 15", "South Value | 0 15 15 15"))
    assert left(made, "South")[0] == HIDDEN


def test_what_is_marked_neither_way_and_small_is_told_within_the_months_shown() -> None:
    definitions = read("| 1 20 4 50", mark="")
    start = definitions.start
    assert [str(f.month) for f in undecided(definitions, start, start + 3)["FD 1"]] == ["Apr-20", "Jun-20"]
    assert [str(f.month) for f in undecided(definitions, start + 1, start + 1 + 1)["FD 1"]] == ["Jun-20"]
    assert undecided(read("| 1 20 4 50", mark="show"), start, start + 3) == {}
    assert undecided(read("| 50% 20% 4% 50%", mark="", unit="%"), start, start + 3) == {}
