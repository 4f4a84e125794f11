"""A scorecard as a web page: the workbook's own words and figures, put so that everyone can read them."""

import re
from itertools import pairwise

import pytest

from kpi_xl.publish.html import web_page
from kpi_xl.publish.small_line import LINE_TOLD
from kpi_xl.results import tidy
from kpi_xl.scorecard import Scorecard
from tests.publish.pages import Page


@pytest.fixture(scope="module")
def page(made: Scorecard) -> Page:
    return Page(web_page(made, "Anytown: Front <Door>", notes=["c: a number below 5 that is not shown."]))


def test_it_is_in_british_english_and_named(page: Page) -> None:
    assert page.elements[0].attributes == {"lang": "en-GB"}
    assert next(e.text for e in page.all("title")) == "Anytown: Front <Door>, September 2020"
    assert [e.text for e in page.all("h1")] == ["Anytown: Front <Door>"]


def test_it_needs_nothing_but_itself(page: Page) -> None:
    assert not page.all("script", "link", "img", "iframe")
    hrefs = [e.attributes["href"] for e in page.elements if "href" in e.attributes]
    assert hrefs
    assert all(href.startswith("#") for href in hrefs)
    assert not [e for e in page.elements if "src" in e.attributes]
    assert "url(" not in page.all("style")[0].text
    assert "@import" not in page.all("style")[0].text


def test_what_officers_typed_stays_text(page: Page) -> None:
    assert not page.all("script")
    assert any("Steady <script>alert(1)</script>" in e.text for e in page.all("p"))
    assert any("Contacts <b>met</b> & closed" in e.text for e in page.all("th"))
    assert any(e.text == 'Awaiting "data"' for e in page.all("td"))


def test_headings_go_down_a_step_at_a_time(page: Page) -> None:
    levels = [int(e.name[1]) for e in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_link_leads_somewhere_on_the_page(page: Page) -> None:
    ids = [e.attributes["id"] for e in page.elements if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    assert {e.attributes["href"][1:] for e in page.all("a")} <= set(ids)


def test_every_name_an_element_is_given_is_on_the_page(page: Page) -> None:
    ids = {e.attributes["id"] for e in page.elements if "id" in e.attributes}
    named = [e.attributes["aria-labelledby"] for e in page.elements if "aria-labelledby" in e.attributes]
    assert {name for names in named for name in names.split()} <= ids


def test_every_table_has_a_caption_and_headers_with_a_scope(page: Page) -> None:
    assert len(page.all("table")) == len(page.all("caption"))
    assert all(e.attributes["scope"] in ("col", "row", "rowgroup") for e in page.all("th"))
    assert all(e.text for e in page.all("th", "td", "caption"))


def test_it_says_every_figure_of_the_results(made: Scorecard, page: Page) -> None:
    cells = {e.text for e in page.all("td")}
    for row in tidy(made):
        display, rag, *_ = row[5:]
        for text in (display, rag, row[8], row[10], row[12], row[14]):
            assert not text or text in cells, row


def test_a_month_tells_its_rating_in_words_and_a_letter(page: Page) -> None:
    months = {e.text: e.attributes.get("class", "") for e in page.all("td")}
    assert months["98% GGreen"] == "green"
    assert months["91% AAmber"] == "amber"
    assert months["24% RRed"] == "red"


def test_the_months_begin_with_the_first_that_has_a_figure(page: Page) -> None:
    heads = [e.text for e in page.all("th") if e.attributes["scope"] == "col" and e.text.endswith("-20")]
    assert [head for head in heads if ":" not in head][:3] == ["Jul-20", "Aug-20", "Sep-20"]


def test_it_tells_what_the_words_beside_the_small_lines_mean(page: Page) -> None:
    assert LINE_TOLD in [e.text for e in page.all("p")]


def test_a_colour_is_never_without_its_word(page: Page) -> None:
    for cell in page.all("td"):
        rag = cell.attributes.get("class", "")
        words = f"{cell.text} {cell.attributes.get('data-head', '')}".lower()
        assert not rag or rag in words or cell.attributes["data-head"].endswith("YTD or latest"), cell


def test_a_reason_stands_where_a_figure_does_not(page: Page) -> None:
    assert "c" in [e.text for e in page.all("td")]
    assert "c: a number below 5 that is not shown." in [e.text for e in page.all("p")]


def test_a_note_stands_below_the_table_and_is_linked(page: Page) -> None:
    cell = next(e for e in page.all("td") if e.text.startswith("96%"))
    assert cell.text == "96% GGreen [note 1]"
    link = next(e for e in page.all("a") if e.text == "[note 1]")
    note = next(e for e in page.all("li") if e.attributes.get("id") == link.attributes["href"][1:])
    assert note.text == "(6m+)"


def test_a_chart_is_named_described_and_told_in_figures(page: Page) -> None:
    drawings = [e for e in page.all("svg") if e.attributes.get("class") != "line"]
    assert (
        len(drawings) == len(page.all("desc")) == len([e for e in drawings if e.attributes["role"] == "img"])
    )
    assert len(page.all("details")) == len(drawings) - 1  # the bars of the overview have theirs above
    said = [e.text for e in page.all("desc")]
    assert any(
        re.search(r"FD 3 .* the last at 91%, against a target of 94%. Rated Amber.", text) for text in said
    )


def test_a_small_line_tells_from_what_to_what_a_row_went(page: Page) -> None:
    cells = [e for e in page.all("td") if e.attributes.get("data-head") == "Month by month"]
    assert [e.text for e in cells] == [
        "From 98% in Jul-20 to 91% in Sep-20 fell",
        "From 99% in Jul-20 to 92% in Sep-20 fell",
        "From 20% in Jul-20 to 24% in Aug-20 rose",
        "From 16 in Jul-20 to 17 in Aug-20 rose",
    ]


def test_areas_are_told_side_by_side(page: Page) -> None:
    captions = [e.text for e in page.all("caption")]
    assert "FD 3 Contacts <b>met</b> & closed, by area" in captions
    heads = [e.text for e in page.all("th")]
    assert "Whole authority" in heads
    assert "FD 3: North" in heads


def test_a_comparator_stands_with_whether_the_figure_is_better(page: Page) -> None:
    cells = {e.attributes.get("data-head"): e.text for e in page.all("td") if e.text in ("90%", "Better")}
    assert cells["London"] == "90%"
    assert cells["Better or worse than London"] == "Better"


def test_it_carries_the_commentary_and_the_actions(page: Page) -> None:
    assert "Audit the contacts" in [e.text for e in page.all("p")]
    assert "Next steps (IL)" in [e.text for e in page.all("h3")]
    assert "Overdue" in [e.text for e in page.all("td")]


def test_the_overview_tells_what_changed(page: Page) -> None:
    lines = [e.text for e in page.all("li")]
    assert any("Amber, was Green last month" in line for line in lines)


def test_a_table_that_is_wide_scrolls_in_a_region_the_keyboard_reaches(page: Page) -> None:
    regions = [e for e in page.all("div") if e.attributes.get("role") == "region"]
    assert len(regions) == len(page.all("table"))
    assert all(e.attributes["tabindex"] == "0" and e.attributes["aria-labelledby"] for e in regions)


def test_it_is_the_same_every_time(made: Scorecard) -> None:
    assert web_page(made, "Anytown") == web_page(made, "Anytown")
