"""Two published scorecards, taken in as they were printed: each disagreement is known, with its reason."""

from pathlib import Path
from typing import NamedTuple

import pytest

from kpi_xl import columns, demo
from kpi_xl.api import Workbook, import_tables, open_workbook
from kpi_xl.model import Finding, Rag
from kpi_xl.scorecard import Result

OCTOBER_2017 = demo.FOLDER / "croydon-2017-10.csv"


class Disagreement(NamedTuple):
    """A printed year-to-date figure that no one rule an indicator gives, and why it does not."""

    number: str
    kind: str
    printed: str
    computed: str
    reason: str


UNEXPLAINED = [
    Disagreement("EH 9", "Printed last year differs", "11%", "10%", "the mean of the months is 10.4%"),
    Disagreement("FD 8", "Printed last year differs", "19%", "20%", "the mean of the months is 19.6%"),
    Disagreement("CP 11", "Printed last year differs", "17%", "16%", "March was printed as 16%"),
    Disagreement("CP 13", "Printed last year differs", "94%", "95%", "March was printed as 95%"),
    Disagreement("CLA 10", "Printed last year differs", "94%", "89%", "March was printed as 89%"),
    Disagreement("MC 1c", "Printed YTD differs", "97", "160", "the months add up to 160"),
    Disagreement("MC 8", "Printed YTD differs", "173", "1,065", "the months add up to 1,065"),
]

NOT_RATED_ON_ITS_PAGE = {"AMT 2": "Red", "CP 10": "Grey", "QA 1": "Red"}
"""October 2017: the cell holds the word RAG in place of a rating."""

LEFT_BLANK = {"MC 6": "Red", "CL a": "Red"}
SUMMARY_CONTRADICTS = {
    "CP 10": "printed Green on the summary page, computed Grey (5).",
    "CL 1a": "printed Amber on the summary page, computed Green (64%).",
    "CL 3a": "printed Amber on the summary page, computed Green (87%).",
}


@pytest.fixture(scope="module")
def september(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    book = tmp_path_factory.mktemp("september") / "book.xlsx"
    import_tables([demo.DEFINITIONS, demo.PUBLISHED], book)
    return open_workbook(book)


@pytest.fixture(scope="module")
def october(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    book = tmp_path_factory.mktemp("october") / "book.xlsx"
    import_tables([OCTOBER_2017], book)
    return open_workbook(book)


def findings(book: Workbook) -> list[Finding]:
    problems, found = book.check()
    assert problems == []
    return found


def texts(book: Workbook, kind: str) -> dict[str, str]:
    """What was found of a kind, by indicator number."""
    return {found.number: found.text for found in findings(book) if found.kind == kind}


def ratings(book: Workbook) -> dict[str, str]:
    return {result.indicator.number: result.rag.value for result in book.scorecard().results}


def printed(book: Workbook, kind: str) -> dict[str, str]:
    """Printed words of a kind, by indicator number."""
    return {
        figure.number: figure.reading.reason for figure in book.definitions.printed if figure.kind == kind
    }


# --- September 2020 --------------------------------------------------------------------------------


def test_september_has_32_indicators_of_which_25_are_rated(september: Workbook) -> None:
    words = list(ratings(september).values())
    assert len(words) == 32
    assert len(words) - words.count("Grey") == 25


def test_every_rag_of_september_is_as_printed(september: Workbook) -> None:
    as_printed = printed(september, columns.PRINTED_RAG)
    computed = ratings(september)
    rated = {number: word for number, word in as_printed.items() if word in ("Red", "Amber", "Green")}
    assert len(rated) == 25
    assert rated == {number: computed[number] for number in rated}


def test_indicators_that_september_printed_without_a_rag_are_not_rated(september: Workbook) -> None:
    as_printed = printed(september, columns.PRINTED_RAG)
    unrated = [
        n for n, word in ratings(september).items() if as_printed.get(n) not in ("Red", "Amber", "Green")
    ]
    assert {ratings(september)[number] for number in unrated} == {"Grey"}


def test_57_of_64_year_to_date_figures_of_september_are_as_printed(september: Workbook) -> None:
    kinds = (columns.PRINTED_YTD, columns.PRINTED_LAST_YEAR)
    figures = [figure for figure in september.definitions.printed if figure.kind in kinds]
    assert len(figures) == 64
    assert len(figures) - len(UNEXPLAINED) == 57


def test_the_other_seven_are_exactly_these(september: Workbook) -> None:
    differing = [(f.number, f.kind, f.text) for f in findings(september) if f.kind.startswith("Printed")]
    assert sorted(differing) == sorted(
        (d.number, d.kind, f"Sep-20: printed {d.printed}, computed {d.computed}.") for d in UNEXPLAINED
    )


@pytest.mark.parametrize("disagreement", UNEXPLAINED, ids=lambda disagreement: disagreement.number)
def test_the_reason_of_each_holds(september: Workbook, disagreement: Disagreement) -> None:
    """The months as printed give what the reason says, worked out here without the program's rules."""
    (result,) = (r for r in september.scorecard().results if r.indicator.number == disagreement.number)
    last_year, this_year = result.outturns.figures[:12], result.outturns.figures[12:18]
    assert None not in last_year + this_year
    march = last_year[11]
    assert march is not None
    shown = {
        "the mean of the months is": f"{sum(f for f in last_year if f is not None) / 12:.1%}",
        "March was printed as": f"{march:.0%}",
        "the months add up to": f"{sum(f for f in this_year if f is not None):,.0f}",
    }
    words, _, figure = disagreement.reason.rpartition(" ")
    assert shown[words] == figure


def test_comparators_printed_without_their_sign_are_told(september: Workbook) -> None:
    assert list(texts(september, "Percentage without %")) == ["FD 8", "CP 5", "CP 11"]


def test_september_has_no_other_findings(september: Workbook) -> None:
    assert len(findings(september)) == len(UNEXPLAINED) + 3


# --- October 2017 ----------------------------------------------------------------------------------


def test_every_rag_on_the_detail_pages_of_october_follows_from_its_methodology(october: Workbook) -> None:
    as_printed = printed(october, columns.PRINTED_RAG)
    rated = {number: word for number, word in as_printed.items() if word != "RAG"}
    computed = ratings(october)
    assert len(rated) >= 20
    assert rated == {number: computed[number] for number in rated}


def test_no_rag_of_october_needs_a_polarity_or_a_target(october: Workbook) -> None:
    """With both taken away, methodology text alone gives the same ratings."""

    def rated_alone(result: Result) -> Rag:
        value = result.value.value
        return Rag.GREY if value is None or result.rule is None else result.rule.rate(value)

    results = october.scorecard().results
    rated = [result for result in results if result.rag is not Rag.GREY]
    assert all(result.indicator.methodology for result in rated)
    assert [rated_alone(result) for result in rated] == [result.rag for result in rated]


def test_the_word_rag_in_place_of_a_rating_is_told(october: Workbook) -> None:
    told = [f for f in findings(october) if 'printed "RAG"' in f.text]
    assert {f.number: f.text for f in told} == {
        number: f'Oct-17: printed "RAG", which is no rating; computed {word}.'
        for number, word in NOT_RATED_ON_ITS_PAGE.items()
    }


def test_a_summary_page_that_contradicts_its_detail_page_is_told(october: Workbook) -> None:
    told = [f for f in findings(october) if "summary page" in f.text]
    assert {f.number: f.text for f in told} == {n: f"Oct-17: {t}" for n, t in SUMMARY_CONTRADICTS.items()}


def test_ratings_left_blank_are_told(october: Workbook) -> None:
    assert texts(october, "Printed RAG missing") == {
        number: f"no RAG was printed for Oct-17; computed {word}." for number, word in LEFT_BLANK.items()
    }


@pytest.mark.parametrize(
    ("number", "kind", "words"),
    [
        ("QA 1", "Polarity against bands", "the polarity is SIB, and by the bands bigger is better."),
        ("CIN 4", "Target outside Green", "the target 75% is Red by its own bands."),
        ("W1 d", "Target outside Green", "the target 17 is Amber by its own bands."),
        (
            "W 1",
            "Gap between bands",
            "17.1 to 18.0 lies between Green and Amber; such a value is rated Amber.",
        ),
        ("FD 8", "Overlap between bands", "21% to 22% is in both Green and Amber"),
        ("CP 10", "Another unit", "the RAG Methodology is in another unit than the value (number)"),
    ],
)
def test_faults_of_the_methodology_of_october_are_told(
    october: Workbook, number: str, kind: str, words: str
) -> None:
    assert texts(october, kind)[number].startswith(words)


def test_indicators_without_a_figure_for_october_are_told(october: Workbook) -> None:
    assert list(texts(october, "Last month missing")) == ["QA 2", "QA 3"]


def test_october_has_no_other_findings(october: Workbook) -> None:
    known = len(NOT_RATED_ON_ITS_PAGE) + len(SUMMARY_CONTRADICTS) + len(LEFT_BLANK) + 6 + 2
    assert len(findings(october)) == known


def test_both_scorecards_stand_in_one_book_in_the_order_of_time(tmp_path: Path) -> None:
    book = tmp_path / "book.xlsx"
    import_tables([OCTOBER_2017, demo.PUBLISHED], book)
    workbook = open_workbook(book)
    assert str(workbook.scorecard().period) == "Sep-20"
    assert str(workbook.definitions.start) == "Apr-17"
