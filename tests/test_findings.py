"""Findings: what an officer should look at is told in a sentence, and nothing else is."""

from pathlib import Path

import pytest

from kpi_xl import findings
from kpi_xl.definitions import read_definitions
from kpi_xl.findings import find_all
from kpi_xl.model import Scalar
from kpi_xl.scorecard import make_scorecard
from tests.books import FD_3, FD_3_DATA, Grid, InMemory, Row, Sheets, sheets

NO_BANDS = "90% or above Green 85%-89% Amber 84% and below Red"
COUNT: Row = {**FD_3, "Target": None, "Amber within": None, "Unit": "number"}


def told(book: Sheets, kind: str | None = None) -> list[str]:
    """Findings as an officer reads them, all or those of a kind."""
    definitions = read_definitions(InMemory(book))
    found = find_all(definitions, make_scorecard(definitions))
    return [str(finding) for finding in found if kind in (None, finding.kind)]


def with_bands(text: str, *, target: Scalar = None, polarity: str = "BIB", figure: Scalar = "95%") -> Sheets:
    row = {**FD_3, "Target": target, "Amber within": None, "Polarity": polarity, "RAG Methodology": text}
    return sheets([row], [{"Indicator Number": "FD 3", "Sep-20": figure}])


def test_a_sound_book_has_no_findings() -> None:
    assert told(sheets()) == []


def test_bands_that_meet_at_displayed_precision_have_no_gap() -> None:
    assert told(with_bands(NO_BANDS)) == []


def test_a_gap_between_bands_is_told_with_its_rating() -> None:
    text = "17 or below Green 18.1-20 Amber 20.1 and above Red"
    assert told(with_bands(text, polarity="SIB", figure=17.0)) == [
        "FD 3: Gap between bands: 17.1 to 18.0 lies between Green and Amber; such a value is rated Amber."
    ]


def test_an_overlap_of_bands_is_told_with_its_rating() -> None:
    text = "22% or below Green 21%-25% Amber 26% and above Red"
    assert told(with_bands(text, polarity="SIB")) == [
        "FD 3: Overlap between bands: 21% to 22% is in both Green and Amber; such a value is rated Green."
    ]


def test_an_overlap_of_one_figure_is_told_as_one() -> None:
    text = "90% or above Green 85%-90% Amber 84% and below Red"
    assert told(with_bands(text)) == [
        "FD 3: Overlap between bands: 90% is in both Amber and Green; such a value is rated Green."
    ]


def test_a_target_outside_the_green_band_is_told() -> None:
    assert told(with_bands(NO_BANDS, target="88%")) == [
        "FD 3: Target outside Green: the target 88% is Amber by its own bands."
    ]


def test_a_range_beside_bands_is_not_compared_with_them() -> None:
    assert told(with_bands(NO_BANDS, target="80%-100%", polarity="Range")) == []


def test_a_polarity_against_the_bands_is_told() -> None:
    assert told(with_bands(NO_BANDS, polarity="SIB")) == [
        "FD 3: Polarity against bands: the polarity is SIB, and by the bands bigger is better. "
        "The bands decide the RAG."
    ]


def test_bands_in_another_unit_are_told_once() -> None:
    text = "10% of cohort or below Green 11%-15% Amber 16% and above Red"
    assert told(with_bands(text, polarity="SIB", figure=5.0)) == [
        "FD 3: Another unit: the RAG Methodology is in another unit than the value (number), "
        "so nothing is rated."
    ]


def test_a_target_in_another_unit_is_told() -> None:
    book = sheets([{**COUNT, "Target": "94%"}], [{"Indicator Number": "FD 3", "Sep-20": 5}])
    assert told(book) == [
        "FD 3: Another unit: the Target is in another unit than the value (number), so nothing is rated."
    ]


@pytest.mark.parametrize(("target", "polarity"), [(">80%", "SIB"), ("<80%", "BIB"), ("at most 80%", "BIB")])
def test_a_target_that_points_against_the_polarity_is_told(target: str, polarity: str) -> None:
    assert told(sheets([{**FD_3, "Target": target, "Polarity": polarity}])) == [
        f"FD 3: Polarity against target: the target {target} points the other way than the polarity "
        f"{polarity}."
    ]


@pytest.mark.parametrize(("target", "polarity"), [(">80%", "BIB"), ("<80%", "SIB"), (">80%", None)])
def test_a_target_that_points_with_the_polarity_is_not(target: str, polarity: str | None) -> None:
    assert told(sheets([{**FD_3, "Target": target, "Polarity": polarity}])) == []


def test_a_percentage_target_without_its_sign_is_told() -> None:
    assert told(sheets([{**FD_3, "Target": 94}]), findings.SCALE) == [
        "FD 3: Percentage without %: the target 94 has no % sign. Type it with one."
    ]


def test_a_comparator_without_its_sign_is_told_with_what_it_is_taken_as() -> None:
    assert told(sheets([{**FD_3, "Comparator: London": 91.5}])) == [
        "FD 3: Percentage without %: the comparator London has no % sign and is taken as 91.5%."
    ]


def test_percentages_without_their_sign_in_data_are_told_with_the_last_month() -> None:
    book = sheets(data=[{"Indicator Number": "FD 3", "Jul-20": 93, "Aug-20": 94, "Sep-20": "95%"}])
    assert told(book) == [
        "FD 3: Percentage without %: Value of Aug-20 is 94, which reads as 9400% (2 months in all). "
        "Type it with a % sign."
    ]


def test_weighted_without_anything_to_weigh_by_is_told() -> None:
    assert told(sheets([{**FD_3, "YTD": "Weighted"}])) == [
        "FD 3: Nothing to weigh by: YTD is Weighted, and Data has no Numerator and Denominator rows; "
        "no YTD is shown."
    ]


def test_supplied_without_a_row_of_ytd_is_told() -> None:
    assert told(sheets([{**FD_3, "YTD": "Supplied"}])) == [
        "FD 3: Nothing supplied: YTD is Supplied, and Data has no YTD row."
    ]
    rows = [FD_3_DATA, {**FD_3_DATA, "Measure": "YTD"}]
    assert told(sheets([{**FD_3, "YTD": "Supplied"}], rows)) == []


OUTTURN = "Last year's outturn"


def test_a_sum_so_far_against_a_whole_year_is_told() -> None:
    book = sheets([{**FD_3, "YTD": "Sum"}], settings={"Change compares with": OUTTURN})
    assert told(book) == [
        "FD 3: Part of a year against a whole: the change sets the sum up to Sep-20 against the whole of "
        "last year. Same month last year compares like with like."
    ]


@pytest.mark.parametrize(
    ("rule", "settings"),
    [
        ("Average", {"Change compares with": OUTTURN}),
        ("Sum", {"Change compares with": "Same month last year"}),
        ("Sum", {"Change compares with": OUTTURN, "Change since": "Aug-20"}),
        ("Sum", {"Change compares with": OUTTURN, "Financial year starts": "October"}),  # the year is out
    ],
)
def test_what_compares_like_with_like_is_not(rule: str, settings: Row) -> None:
    assert told(sheets([{**FD_3, "YTD": rule}], settings=settings)) == []


@pytest.mark.parametrize("text", ["7o%", "1,85", "l2"])
def test_text_that_was_meant_as_a_figure_is_told(text: str) -> None:
    assert told(sheets(data=[{**FD_3_DATA, "Aug-20": text}])) == [
        f'FD 3: Text, not a figure: Value of Aug-20 says "{text}", which is kept as words and not counted.'
    ]


@pytest.mark.parametrize("text", ["NA", "TBC", "Awaiting data", "-"])
def test_a_reason_in_an_earlier_month_is_not_told(text: str) -> None:
    assert told(sheets(data=[{**FD_3_DATA, "Aug-20": text}])) == []


def test_what_stands_after_the_reporting_period_is_not_told() -> None:
    rows = [{**FD_3_DATA, "Oct-20": "7o%", "Nov-20": 93}]
    assert told(sheets(data=rows, settings={"Reporting period": "Sep-20"})) == []


@pytest.mark.parametrize(("cell", "says"), [(None, ""), ("TBC", ' (the cell says "TBC")')])
def test_a_missing_last_month_is_told_with_its_area(cell: str | None, says: str) -> None:
    rows = [{**FD_3_DATA, "Area": None}, {**FD_3_DATA, "Area": "North", "Sep-20": cell}]
    assert told(sheets(data=rows)) == [f"FD 3: Last month missing: North: no figure for Sep-20{says}."]


def areas(*parts: int, whole: int, measure: str = "Value") -> list[Row]:
    rows: list[Row] = [{"Indicator Number": "FD 3", "Area": None, "Measure": measure, "Sep-20": whole}]
    rows += [
        {"Indicator Number": "FD 3", "Area": f"Area {at}", "Measure": measure, "Sep-20": part}
        for at, part in enumerate(parts)
    ]
    return rows


def test_areas_that_do_not_add_up_to_the_whole_are_told() -> None:
    assert told(sheets([COUNT], areas(3, 4, whole=8))) == [
        "FD 3: Areas do not add up: Value of Sep-20: the areas come to 7, the whole says 8."
    ]


def test_areas_that_add_up_are_not() -> None:
    assert told(sheets([COUNT], areas(3, 4, whole=7))) == []


def test_areas_of_which_one_has_no_figure_are_not() -> None:
    rows = areas(3, 4, whole=9)
    rows[2] = {**rows[2], "Sep-20": "TBC"}
    assert told(sheets([COUNT], rows), findings.SUM_DIFFERS) == []


def test_percentages_of_areas_need_not_add_up_and_their_numerators_must() -> None:
    percents = areas(50, 60, whole=55)
    assert told(sheets([FD_3], percents), findings.SUM_DIFFERS) == []
    rows = [*areas(3, 4, whole=8, measure="Numerator"), *areas(5, 5, whole=10, measure="Denominator")]
    assert told(sheets([{**FD_3, "Unit": "%"}], rows), findings.SUM_DIFFERS) == [
        "FD 3: Areas do not add up: Numerator of Sep-20: the areas come to 7, the whole says 8."
    ]


def test_float_noise_is_no_difference_between_areas_and_whole() -> None:
    rows = areas(0, 0, 0, whole=0)
    parts = [{**row, "Sep-20": figure} for row, figure in zip(rows, (0.6, 0.1, 0.2, 0.3), strict=True)]
    assert told(sheets([{**COUNT, "Decimals": 1}], parts), findings.SUM_DIFFERS) == []


@pytest.mark.parametrize(
    ("header", "printed", "says"),
    [
        ("Printed RAG Sep-20", "Red", "Printed RAG differs: Sep-20: printed Red, computed Green (100%)."),
        (
            "Printed RAG on summary page Sep-20",
            "Amber",
            "Printed RAG differs: Sep-20: printed Amber on the summary page, computed Green (100%).",
        ),
        (
            "Printed RAG Sep-20",
            "RAG",
            'Printed RAG differs: Sep-20: printed "RAG", which is no rating; computed Green.',
        ),
        (
            "Printed RAG Aug-20",
            "Yellow",
            "Printed RAG differs: Aug-20: printed Yellow, computed Green (98%).",
        ),
        ("Printed YTD Sep-20", "97%", "Printed YTD differs: Sep-20: printed 97%, computed 100%."),
        (
            "Printed last year Sep-20",
            "97%",
            "Printed last year differs: Sep-20: printed 97%, computed nothing.",
        ),
        ("Printed change Sep-20", 3, "Printed change differs: Sep-20: printed +3pp, computed +2pp."),
    ],
)
def test_a_printed_figure_that_differs_is_told(header: str, printed: Scalar | int, says: str) -> None:
    assert told(sheets(data=[{**FD_3_DATA, header: printed}])) == [f"FD 3: {says}"]


@pytest.mark.parametrize(
    ("header", "printed"),
    [
        ("Printed RAG Sep-20", "green"),
        ("printed rag sep 2020", "Green"),
        ("Printed YTD Sep-20", "100%"),
        ("Printed last year Sep-20", "NA"),
        ("Printed change Sep-20", 2),
        ("Printed change Sep-20", "2%"),
    ],
)
def test_a_printed_figure_that_agrees_is_not(header: str, printed: Scalar | int) -> None:
    assert told(sheets(data=[{**FD_3_DATA, header: printed}])) == []


def test_figures_printed_beside_an_area_or_a_numerator_are_not_compared() -> None:
    rows: list[Row] = [
        {**FD_3_DATA, "Area": None, "Measure": None},
        {**FD_3_DATA, "Area": "North", "Printed RAG Sep-20": "Red"},
        {**FD_3_DATA, "Measure": "YTD", "Printed RAG Sep-20": "Red"},
    ]
    assert told(sheets(data=rows)) == []


def test_a_rating_that_was_left_unprinted_is_told() -> None:
    book = sheets(
        [FD_3, {**FD_3, "Indicator Number": "FD 4"}],
        [{**FD_3_DATA, "Printed RAG Sep-20": "Green"}, {**FD_3_DATA, "Indicator Number": "FD 4"}],
    )
    assert told(book) == ["FD 4: Printed RAG missing: no RAG was printed for Sep-20; computed Green."]


def test_a_figure_that_changed_since_it_was_published_is_told() -> None:
    heads: list[Scalar] = ["Published for", "Indicator Number", "Area", "Month", "Value", "Shown", "RAG"]
    record: Grid = [heads, ["Aug-20", "FD 3", None, "Aug-20", 0.5, "50%", "Red"]]
    assert told(sheets(Published=record)) == [
        "FD 3: Changed since it was published: Aug-20 FD 3 was 50%, now 98%; Green, was Red."
    ]


def test_every_kind_of_finding_is_tested_here() -> None:
    """A new kind of finding asks for a test of its own."""
    words = Path(__file__).read_text(encoding="utf-8")
    kinds = [value for name, value in vars(findings).items() if name.isupper() and isinstance(value, str)]
    assert len(kinds) >= 12
    assert [kind for kind in kinds if f": {kind}:" not in words] == []


def test_a_percentage_in_a_row_of_plain_numbers_is_told() -> None:
    book = sheets([COUNT], [{"Indicator Number": "FD 3", "Sep-20": "12%"}])
    assert told(book) == [
        "FD 3: Another unit: the unit is number, and Data holds percentages: 12% is taken as 0.12."
    ]


@pytest.mark.parametrize("typed", [0.1, "0.1"])
def test_a_bare_tolerance_below_one_point_is_told(typed: Scalar) -> None:
    (finding,) = told(sheets([{**FD_3, "Amber within": typed}]))
    assert "0.1 of a point" in finding


@pytest.mark.parametrize("typed", ["0.1pp", 2.0, "10%"])
def test_a_clear_tolerance_is_not(typed: Scalar) -> None:
    assert told(sheets([{**FD_3, "Amber within": typed}])) == []
