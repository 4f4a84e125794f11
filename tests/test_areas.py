"""Areas side by side with the whole, below a service's table."""

from kpi_xl.definitions import read_definitions
from kpi_xl.plan import Row, Sheet, Value
from kpi_xl.scorecard import make_scorecard
from kpi_xl.sheets.layout import FIRST_MONTH
from kpi_xl.sheets.style import RATING
from tests.formulas import fill_at
from tests.support import book, planned_sheets, valued

INDICATORS = """
    Indicator Number | Service    | Indicator Title | Polarity | Target | Amber within | Unit
    FD 3             | Front Door | Seen in a day   | BIB      | 90%    | 10pp         | %
    FD 4             | Front Door | No areas        | BIB      | 90%    | 10pp         | %
"""
RATES = """
    Indicator Number | Area  | Feb-20 | Mar-20 | Apr-20 | May-20 | Jun-20 | Jul-20 | Aug-20 | Sep-20
    FD 3             |       | 80%    | 50%    | 60%    | 70%    | 80%    | 90%    | 100%   | 95%
    FD 3             | North | 10%    | .      | .      | TBC    | .      | 70%    | 90%    | 85%
    FD 3             | South | 80%    | 50%    | 60%    | 70%    | 80%    | 90%    | 70%    | 70%
    FD 3             | East  | .      | .      | .      | .      | .      | .      | .      | TBC
    FD 4             |       | .      | .      | .      | .      | .      | .      | .      | 95%
"""
PARTS = """
    Indicator Number | Area  | Measure                 | Aug-20 | Sep-20
    FD 3             |       | Numerator: No. inside   | 12     | 30
    FD 3             |       | Denominator: No. in all | 20     | 40
    FD 3             | North | Numerator: No. inside   | 4      | 12
    FD 3             | North | Denominator: No. in all | 10     | 20
    FD 3             | South | Numerator: No. inside   | 8      | 18
    FD 3             | South | Denominator             | 10     | 0
    FD 4             |       | Value                   | .      | 95%
"""
Lines = dict[str, tuple[Value, ...]]


def service(data: str = RATES, settings: str = "", indicators: str = INDICATORS) -> Sheet:
    definitions = read_definitions(
        book(Settings=f"Setting | Value\n{settings}", Indicators=indicators, Data=data)
    )
    made = planned_sheets(make_scorecard(definitions), [])
    return next(sheet for sheet in valued(made).values() if sheet.mark.startswith("service:"))


def tables(sheet: Sheet) -> list[list[Row]]:
    """The tables of the section: each its header and its lines."""
    start = next(at for at, row in enumerate(sheet.rows) if str(row.values[:1]).startswith("('By area"))
    found: list[list[Row]] = []
    for row in sheet.rows[start + 1 :]:
        if len(row.values) > FIRST_MONTH and row.values[0] and row.values[3] is not None:
            found.append([row])
        elif found and len(row.values) > 1 and row.values[0] is None and row.values[1]:
            found[-1].append(row)
    return found


def lines(sheet: Sheet) -> Lines:
    """The first table by its labels; the header's is its number."""
    (head, *body), *_ = tables(sheet)
    return {str(head.values[0]): head.values[FIRST_MONTH:]} | {
        str(row.values[1]): row.values[FIRST_MONTH:] for row in body
    }


def near(values: tuple[Value, ...], *expected: float) -> bool:
    """Whether the values are these numbers, whatever the last digits of a float say."""
    return [round(float(str(value)), 9) for value in values] == [round(number, 9) for number in expected]


def test_the_section_says_its_month_and_has_only_indicators_with_areas() -> None:
    sheet = service()
    assert ["By area, September 2020"] in [[v for v in row.values if v] for row in sheet.rows]
    assert [head.values[:3] for head, *_ in tables(sheet)] == [("FD 3", "Seen in a day", "BIB")]


def test_there_is_no_section_where_nothing_has_areas() -> None:
    data = "Indicator Number | Sep-20\nFD 3 | 95%\nFD 4 | 95%"
    assert not any("By area" in str(value) for row in service(data).rows for value in row.values)


def test_the_whole_stands_first_and_the_areas_in_the_order_of_settings() -> None:
    assert lines(service())["FD 3"] == ("Whole authority", "North", "South", "East")
    assert lines(service(settings="Areas | South; East"))["FD 3"][1:] == ("South", "East", "North")


def test_figures_words_target_rating_and_trend_stand_under_each_area() -> None:
    made = lines(service())
    assert made["Sep-20"] == (0.95, 0.85, 0.7, "TBC")
    assert made["Target"] == (0.9,) * 4
    assert made["RAG"] == ("Green", "Amber", "Red", "Grey")
    assert made["Trend"] == ("Worse", "Worse", "Same", None)


def test_the_rating_of_each_area_has_its_colour() -> None:
    sheet = service()
    at = next(at for at, row in enumerate(sheet.rows) if row.values[1:2] == ("RAG",))
    fills = {rag.value: colours.fill for rag, colours in RATING.items()}
    assert [fill_at(sheet, at, FIRST_MONTH + place) for place in range(4)] == [
        fills[word] for word in ("Green", "Amber", "Red", "Grey")
    ]


def test_the_six_months_before_are_averaged_without_those_that_have_no_figure() -> None:
    (label,) = [label for label in lines(service()) if "six months" in label.casefold()]
    before = lines(service())[label]
    assert near(before[:3], 0.75, 0.8, 0.7)
    assert before[3] is None


def test_the_year_so_far_stands_there_where_settings_say_so() -> None:
    made = lines(service(settings="Areas beside the period | Cumulative"))
    assert not any("six months" in label.casefold() for label in made)
    assert made["Year to date"] == (0.95, 0.85, 0.7, "TBC")


def test_numerators_and_denominators_stand_under_their_own_names() -> None:
    made = lines(service(PARTS))
    assert made["Sep-20"] == (0.75, 0.6, "NA")
    assert made["No. inside"] == (30, 12, 18)
    assert made["No. in all"] == (40, 20, 0)


def test_numerators_without_a_name_are_called_so() -> None:
    plain = PARTS.replace(": No. inside", "").replace(": No. in all", "")
    assert lines(service(plain))["Numerator"] == (30, 12, 18)


def test_a_cumulative_figure_is_weighted_by_each_areas_own_rows() -> None:
    made = lines(service(PARTS, settings="Areas beside the period | Cumulative"))
    assert near(made["Year to date"], 42 / 60, 16 / 30, 0.8)


def test_a_year_to_date_is_made_of_the_rows_each_area_has() -> None:
    """One area with numerators and another with rates only: each by what it has."""
    data = PARTS + "    FD 3 | West | Value | 50% | 70%\n"
    made = lines(service(data, settings="Areas beside the period | Cumulative"))
    assert near(made["Year to date"], 42 / 60, 16 / 30, 0.8, 0.7)


def test_an_indicator_of_areas_alone_has_no_column_for_the_whole() -> None:
    data = "Indicator Number | Area | Sep-20\nFD 3 | North | 95%\nFD 3 | South | 85%\nFD 4 | | 95%"
    assert lines(service(data))["FD 3"] == ("North", "South")


def test_more_areas_than_columns_go_on_below_with_the_whole_beside_them() -> None:
    """Thirty areas beside one month shown: none stands in a hidden column."""
    names = [f"Ward {number}" for number in range(30)]
    data = "\n".join(
        ["Indicator Number | Area | Sep-20", "FD 3 | | 95%", *(f"FD 3 | {name} | 70%" for name in names)]
    )
    sheet = service(f"{data}\nFD 4 | | 95%", settings="Months shown | 1")
    heads = [head.values[FIRST_MONTH:] for head, *_ in tables(sheet)]
    assert len(heads) > 1
    assert all(head[0] == "Whole authority" for head in heads)
    assert [name for head in heads for name in head[1:]] == names
    for table in tables(sheet):
        assert max(len(row.values) for row in table) <= min(sheet.hidden_columns)
        assert len({len(row.values) for row in table}) == 1


def test_a_header_is_tall_enough_for_the_longest_name() -> None:
    short = tables(service())[0][0].height or 0.0
    long = tables(service(RATES.replace("North", "North Valley Locality Team")))[0][0].height or 0.0
    assert short < len("North Valley Locality Team") * 5 <= long


def test_indicators_that_are_weighted_in_one_area_and_not_in_another_are_still_rated() -> None:
    made = lines(service(PARTS + "    FD 3 | West | Value | 50% | 95%\n"))
    assert made["RAG"] == ("Red", "Red", "Grey", "Green")
