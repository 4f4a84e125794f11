"""The plans of the generated sheets, region by region."""

import csv
import datetime
from itertools import pairwise, zip_longest

import pytest

from kpi_xl import demo
from kpi_xl.api import import_tables, open_workbook
from kpi_xl.columns import CHECKS, OVERVIEW, SUMMARY
from kpi_xl.definitions import read_definitions
from kpi_xl.findings import find_all
from kpi_xl.model import Finding, Month, Rag, Scalar
from kpi_xl.plan import Formula, Look, Row, Rule, Sheet, Value
from kpi_xl.scorecard import Scorecard, make_scorecard
from kpi_xl.sheets import generated_names, style
from kpi_xl.sheets.heights import LINE, PADDING, TALLEST, row_height
from tests.books import FD_3, FD_3_DATA, InMemory, Sheets, sheets
from tests.books import Row as Typed
from tests.support import planned_sheets, valued

EXCEL_COLUMNS, EXCEL_WIDTH, EXCEL_FOOTER = 16_384, 255, 255

FD_4: Typed = {
    "Service": "Front Door",
    "Section": "Referrals",
    "Indicator Number": "FD 4",
    "Indicator Title": "Referrals in the month",
    "Polarity": "SIB",
    "Unit": "number",
    "Target": 17,
    "Amber within": 2,
    "RAG basis": "YTD",
    "YTD": "Average",
}
FD_4_DATA: Typed = {"Indicator Number": "FD 4", "Aug-20": 18, "Sep-20": 19}
CLA_1: Typed = {**FD_4, "Service": "Children & Care", "Indicator Number": "CLA 1", "RAG basis": None}
CLA_1_DATA: Typed = {**FD_4_DATA, "Indicator Number": "CLA 1"}

BOOK = sheets(
    [{**FD_3, "RO": "IL", "Comparator: England": "91.5%"}, FD_4, CLA_1],
    [FD_3_DATA, FD_4_DATA, CLA_1_DATA],
    {"Organisation": "Croydon", "Months shown": 6},
)


def scorecard(book: Sheets) -> Scorecard:
    return make_scorecard(read_definitions(InMemory(book)))


def plans(book: Sheets = BOOK) -> dict[str, Sheet]:
    """The generated sheets by name, in their order."""
    definitions = read_definitions(InMemory(book))
    made = make_scorecard(definitions)
    return valued(planned_sheets(made, find_all(definitions, made)))


def front_door(
    cell: Scalar | int = "100%", *, settings: Typed | None = None, **columns: Scalar | int
) -> Sheet:
    """The sheet of a service with FD 3 alone, its last figure and some columns changed."""
    row = {**FD_3, **{name.replace("_", " "): value for name, value in columns.items()}}
    september = {"Reporting period": "Sep-20", **(settings or {})}
    return plans(sheets([row], [{**FD_3_DATA, "Sep-20": cell}], september))["Front Door"]


def header_row(sheet: Sheet) -> int:
    return next(at for at, row in enumerate(sheet.rows) if "RAG" in row.values or "Kind" in row.values)


def line(sheet: Sheet, number: str, column: int = 0) -> dict[Value, Value]:
    """An indicator's cells by their headers; ``column`` is where its number stands."""
    headers = sheet.rows[header_row(sheet)].values
    row = next(row for row in sheet.rows if len(row.values) > column and row.values[column] == number)
    return dict(zip_longest(headers, row.values))


def look(sheet: Sheet, number: str, header: Value) -> Look:
    at = sheet.rows[header_row(sheet)].values.index(header)
    found = next(row for row in sheet.rows if row.values[:1] == (number,)).looks[at]
    assert found is not None
    return found


def words(row: Row) -> list[Value]:
    return [value for value in row.values if value is not None]


def month(number: int) -> datetime.date:
    return datetime.date(2020, number, 1)


@pytest.fixture(scope="module")
def demo_plans(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Sheet]:
    book = tmp_path_factory.mktemp("demo") / "book.xlsx"
    import_tables([demo.DEFINITIONS, demo.PUBLISHED], book, organisation="Croydon")
    workbook = open_workbook(book)
    made = workbook.scorecard()
    return valued(planned_sheets(made, workbook.check()[1]))


# --- all sheets ------------------------------------------------------------------------------------


def test_sheets_stand_in_their_order_with_their_marks() -> None:
    marks = {name: sheet.mark for name, sheet in plans().items()}
    assert list(marks.items()) == [
        (OVERVIEW, "overview"),
        (SUMMARY, "summary"),
        ("Front Door", "service:front door"),
        ("Children & Care", "service:children & care"),
        (CHECKS, "checks"),
    ]


def test_the_names_are_known_without_making_the_sheets() -> None:
    assert generated_names(scorecard(BOOK)) == list(plans())


def test_every_sheet_is_headed_by_what_it_is() -> None:
    assert [sheet.rows[0].values[0] for sheet in plans().values()] == [
        "Croydon",
        "Croydon: RAG summary",
        "Croydon: Front Door",
        "Croydon: Children & Care",
        "Checks",
    ]
    assert front_door().rows[0].values == ("Front Door",)


def test_footers_tell_organisation_sheet_and_period() -> None:
    assert [sheet.page.footer_left for sheet in plans().values()] == [
        "Croydon - Overview - Sep-20",
        "Croydon - RAG summary - Sep-20",
        "Croydon - Front Door - Sep-20",
        "Croydon - Children && Care - Sep-20",
        "Croydon - Checks - Sep-20",
    ]
    assert {sheet.page.footer_right for sheet in plans().values()} == {"Page &P of &N"}


def test_footers_keep_within_what_excel_holds() -> None:
    book = sheets([{**FD_3, "Service": "&" * 200}], settings={"Organisation": "x" * 300})
    for sheet in plans(book).values():
        assert len(f"&L{sheet.page.footer_left}&R{sheet.page.footer_right}") <= EXCEL_FOOTER


def test_rows_widths_and_looks_fit_each_other(demo_plans: dict[str, Sheet]) -> None:
    for sheet in [*demo_plans.values(), *plans().values()]:
        for row in sheet.rows:
            assert len(row.values) == len(row.looks) <= len(sheet.widths) <= EXCEL_COLUMNS
            assert row.height is None or 0 < row.height <= TALLEST
        assert all(0 < width <= EXCEL_WIDTH for width in sheet.widths)
        assert all(column < len(sheet.widths) for column in sheet.hidden_columns)


def test_rows_are_tall_enough_for_their_words(demo_plans: dict[str, Sheet]) -> None:
    """No line of words is lost: a character takes at least 0.9 of a unit of width."""
    for sheet in demo_plans.values():
        wide = {(area.top, area.left): area.right for area in sheet.merges}
        for at, row in enumerate(sheet.rows):
            for column, (value, cell_look) in enumerate(zip(row.values, row.looks, strict=True)):
                width = sum(sheet.widths[column : wide.get((at, column), column) + 1])
                if isinstance(value, str) and cell_look is not None and cell_look.wrap and row.height:
                    lines = -(-len(value) * 0.9 // width)
                    assert row.height >= lines * LINE * 0.95, value


def test_titles_repeat_on_every_printed_page() -> None:
    for sheet in plans().values():
        if sheet.name != OVERVIEW:
            assert sheet.page.repeat is not None
            assert sheet.page.repeat[1] == header_row(sheet)
            assert sheet.page.repeat[0] == header_row(sheet) - sheet.mark.startswith("service:")
            assert sheet.freeze[0] == header_row(sheet) + 1


def test_no_cell_holds_an_empty_text(demo_plans: dict[str, Sheet]) -> None:
    for sheet in [*demo_plans.values(), *plans().values()]:
        assert [row.values for row in sheet.rows if "" in row.values] == []


@pytest.mark.parametrize(
    ("text", "width", "lines"), [("", 10, 1), ("word", 40, 1), ("x" * 100, 36, 3), ("a\nb\nc", 36, 3)]
)
def test_a_row_is_as_tall_as_its_tallest_text(text: str, width: float, lines: int) -> None:
    assert row_height([("short", 40), (text, width)]) == pytest.approx(lines * LINE + PADDING)


def test_a_row_is_never_taller_than_excel_allows() -> None:
    assert row_height([("x" * 10_000, 10)]) == TALLEST


# --- a service -------------------------------------------------------------------------------------


def test_a_service_has_its_columns_in_the_officers_order() -> None:
    sheet = plans()["Front Door"]
    assert sheet.rows[header_row(sheet)].values[:19] == (
        *("Number", "Indicator", "Polarity"),
        *(month(number) for number in range(4, 10)),
        *("Month by month", "RO", "Target", "RAG", "2019-20 YTD or latest", "2020-21 YTD or latest"),
        *("Change", "Direction", "Trend", "England"),
    )


def test_comparators_that_no_indicator_of_a_service_has_are_left_out() -> None:
    sheet = plans()["Children & Care"]
    assert "England" not in sheet.rows[header_row(sheet)].values


def test_years_stand_above_their_months() -> None:
    sheet = front_door()
    band, head = sheet.rows[header_row(sheet) - 1], sheet.rows[header_row(sheet)]
    assert dict(zip(band.values, head.values, strict=False)) | {None: None} == {
        None: None,
        "2019-20": datetime.date(2019, 4, 1),
        "2020-21": month(4),
    }
    months = [value for value in head.values if isinstance(value, datetime.date)]
    assert months[-1] == month(9)
    assert len(months) == 18
    assert all(earlier < later for earlier, later in pairwise(months))


def test_the_year_before_looks_other_than_this_year() -> None:
    sheet = front_door()
    head = sheet.rows[header_row(sheet)]
    fills = {
        value: cell_look.fill
        for value, cell_look in zip(head.values, head.looks, strict=True)
        if isinstance(value, datetime.date) and cell_look
    }
    assert {fill for date, fill in fills.items() if date >= month(4)} == {style.NAVY}
    assert {fill for date, fill in fills.items() if date < month(4)} == {style.SLATE}


def test_months_shown_may_reach_past_the_data_on_both_sides() -> None:
    sheet = front_door(settings={"Reporting period": "Nov-20", "Months shown": 5})
    row = line(sheet, "FD 3")
    assert [row[month(number)] for number in range(7, 12)] == [None, 0.98, 1.0, None, None]


def test_a_row_tells_all_of_an_indicator() -> None:
    row = line(plans()["Front Door"], "FD 3")
    visible: list[Value] = [
        *("Number", "Indicator", "Polarity", month(7), month(8), month(9), "RO", "Target", "RAG"),
        *("2019-20 YTD or latest", "2020-21 YTD or latest", "Change", "Direction", "Trend", "England"),
    ]
    assert [row[header] for header in visible] == [
        *("FD 3", "Contacts actioned within a day", "BIB"),
        *(None, 0.98, 1.0, "IL", 0.94, "Green", None, 1.0, 2.0, "▲ Increase", "Better", 0.915),
    ]


def test_the_thresholds_stand_hidden_on_the_row() -> None:
    sheet = plans()["Front Door"]
    first = sheet.rows[header_row(sheet)].values.index("Rated by")
    row = next(row for row in sheet.rows if row.values[:1] == ("FD 3",))
    held = [value for value in row.values[first : first + 11] if value is not None]
    assert held == ["Latest", 2.0, "94%, 10pp", -1e307, 0.84, 0.94, "Red", "Amber", "Green"]
    assert sheet.page.print_columns == min(sheet.hidden_columns) == first


def test_an_indicator_that_is_not_rated_has_no_thresholds() -> None:
    row = line(front_door(Target="TBC"), "FD 3")
    assert row["RAG"] == "Grey"
    assert row["Target"] == "TBC"
    assert [row[header] for header in ("Rated by", "Rounded to")] == [None] * 2


def test_figures_are_shown_in_their_unit_and_decimals() -> None:
    assert look(front_door(), "FD 3", month(9)).number_format == "0%"
    assert look(front_door(Decimals=1), "FD 3", month(9)).number_format == "0.0%"
    assert look(plans()["Front Door"], "FD 4", month(9)).number_format == "#,##0"
    assert look(front_door(), "FD 3", "Change").number_format == '+#,##0"pp";-#,##0"pp";#,##0"pp"'


@pytest.mark.parametrize("reason", ["TBC", "NA", "-", "Awaiting data - under development"])
def test_a_reason_stands_word_for_word_where_its_figure_would(reason: str) -> None:
    sheet = front_door(reason)
    assert line(sheet, "FD 3")[month(9)] == reason
    assert look(sheet, "FD 3", month(9)).italic


def test_a_reason_too_long_for_its_cell_stands_in_a_note_too() -> None:
    assert [note.text for note in front_door("Awaiting data").notes] == ["Awaiting data"]
    assert front_door("TBC").notes == ()


def test_a_note_beside_a_figure_is_shown_at_its_cell() -> None:
    sheet = front_door("79% (6m+)")
    (note,) = sheet.notes
    assert note.text == "(6m+)"
    assert sheet.rows[note.row].values[note.column] == 0.79
    assert sheet.rows[header_row(sheet)].values[note.column] == month(9)


def test_zero_is_shown_and_a_blank_is_left_blank() -> None:
    assert line(front_door(0), "FD 3")[month(9)] == 0.0
    assert line(front_door(None), "FD 3")[month(9)] is None


def test_a_figure_of_an_earlier_month_is_marked_with_it() -> None:
    assert line(front_door("TBC"), "FD 3")["2020-21 YTD or latest"] == "98% (Aug-20)"


@pytest.mark.parametrize(
    ("cell", "words_shown"),
    [("100%", ("▲ Increase", "Better")), ("98%", ("▬ No change", "Same")), ("97%", ("▼ Decrease", "Worse"))],
)
def test_a_direction_has_an_arrow_and_a_word(cell: str, words_shown: tuple[str, str]) -> None:
    row = line(front_door(cell), "FD 3")
    assert (row["Direction"], row["Trend"]) == words_shown


@pytest.mark.parametrize(
    ("target", "shown"), [("94%", 0.94), (">80%", ">80%"), ("TBC", "TBC"), (None, None), ("93.5%", 0.935)]
)
def test_a_target_is_shown_as_it_was_written(target: str | None, shown: Value) -> None:
    assert line(front_door(Target=target), "FD 3")["Target"] == shown


def test_a_target_keeps_the_decimals_it_was_given() -> None:
    assert look(front_door(Target="93.5%"), "FD 3", "Target").number_format == "0.0%"


def test_a_section_stands_above_its_indicators() -> None:
    sheet = plans()["Front Door"]
    column = [row.values[0] if row.values else None for row in sheet.rows]
    assert column[header_row(sheet) + 1 :][:3] == ["FD 3", "Referrals", "FD 4"]


def test_areas_stand_below_their_indicator_by_name() -> None:
    data = [{**FD_3_DATA, "Area": area} for area in (None, "South", "North")]
    sheet = plans(sheets(data=data, settings={"Areas": "North"}))["Front Door"]
    below = sheet.rows[header_row(sheet) + 1 :][:3]
    assert [row.values[:3] for row in below] == [
        ("FD 3", "Contacts actioned within a day", "BIB"),
        (None, "North", None),
        (None, "South", None),
    ]


def test_an_indicator_of_areas_alone_leads_with_its_first_area() -> None:
    """Its number, title, section and comparators are not lost."""
    row = {**FD_3, "Section": "Contacts", "Comparator: London": "90%"}
    data = [{**FD_3_DATA, "Area": area} for area in ("South", "North")]
    sheet = plans(sheets([row], data))["Front Door"]
    london = sheet.rows[header_row(sheet)].values.index("London")
    below = sheet.rows[header_row(sheet) + 1 :][:3]
    assert [row.values[:3] for row in below] == [
        ("Contacts", None, None),
        ("FD 3", "Contacts actioned within a day (South)", "BIB"),
        (None, "North", None),
    ]
    assert [row.values[london] for row in below[1:]] == [0.9, None]


def rules(sheet: Sheet, header: Value) -> list[Rule]:
    at = sheet.rows[header_row(sheet)].values.index(header)
    return [rule for rule in sheet.rules if rule.area.left <= at <= rule.area.right]


def test_the_rag_takes_its_colour_from_its_word() -> None:
    sheet = front_door()
    assert [(rule.formula.partition("=")[2], rule.fill) for rule in rules(sheet, "RAG")] == [
        (f'"{rag.value}"', style.RATING[rag].fill) for rag in Rag
    ]


def test_months_are_tinted_by_rules_that_reach_over_every_indicator() -> None:
    sheet = plans()["Front Door"]
    first = header_row(sheet) + 1
    last = max(at for at, row in enumerate(sheet.rows) if row.values[:1] == ("FD 4",))
    for header in (month(4), month(9)):
        assert {rule.fill for rule in rules(sheet, header)} == {tint.fill for tint in style.TINT.values()}
        assert {(rule.area.top, rule.area.bottom) for rule in rules(sheet, header)} == {(first, last)}


def test_only_the_figure_that_is_rated_is_tinted() -> None:
    sheet = plans()["Front Door"]
    assert all('"Latest"' in rule.formula for rule in rules(sheet, month(9)))
    assert all('"YTD"' in rule.formula for rule in rules(sheet, "2020-21 YTD or latest"))
    assert rules(sheet, "2019-20 YTD or latest") == []


def against(figure: str, comparator: str, **columns: Scalar | int) -> list[Value]:
    """The words beside each comparator: England, and London that has no figure."""
    more: dict[str, Scalar | int] = {"Comparator: England": comparator, "Comparator: London": "Not known"}
    sheet = front_door(figure, settings=None, **columns, **more)
    heads = sheet.rows[header_row(sheet)].values
    row = next(row for row in sheet.rows if row.values[:1] == ("FD 3",)).values
    assert row[heads.index("London")] == "Not known"
    return [row[heads.index(name) + 1] for name in ("England", "London")]


@pytest.mark.parametrize(
    ("figure", "comparator", "polarity", "said"),
    [
        ("95%", "91%", "BIB", "Better"),
        ("95%", "91%", "SIB", "Worse"),
        ("90%", "91%", "BIB", "Worse"),
        ("91.4%", "91%", "BIB", "Same"),  # both read 91%
        ("91.6%", "91.5%", "BIB", "Better"),  # 92% against 91.5%
        ("91.4%", "91.5%", "SIB", "Better"),  # 91% against 91.5%
        ("95%", "91", "BIB", "Better"),  # without its sign, a comparator is taken as percent
        ("95%", "91%", None, None),
        ("TBC", "91%", "BIB", None),
    ],
)
def test_a_figure_is_better_or_worse_than_a_comparator_as_both_are_shown(
    figure: str, comparator: str, polarity: str | None, said: str | None
) -> None:
    assert against(figure, comparator, Polarity=polarity) == [said, None]


def test_every_change_is_from_the_month_that_settings_name() -> None:
    sheet = front_door(settings={"Change since": "Aug-20", "Change compares with": "Last year's outturn"})
    row = line(sheet, "FD 3")
    assert (row["Change"], row["Trend"]) == (2.0, "Better")
    assert any("since Aug-20" in str(value) for row in sheet.rows[:2] for value in row.values)


# --- overview, summary and checks ------------------------------------------------------------------


def test_the_overview_counts_ratings_by_service() -> None:
    sheet = plans()[OVERVIEW]
    top = next(at for at, row in enumerate(sheet.rows) if row.values[:1] == ("Service",))
    lines = [row.values[:5] for row in sheet.rows[top : top + 3]]
    assert lines == [
        ("Service", "Red", "Amber", "Green", "Grey"),
        ("Front Door", 0.0, 1.0, 1.0, 0.0),
        ("Children & Care", 0.0, 1.0, 0.0, 0.0),
    ]


def test_areas_are_counted_and_summed_up_with_their_whole() -> None:
    made = plans(sheets(data=[{**FD_3_DATA, "Area": area} for area in (None, "North", "South")]))
    totals = next(row for row in made[OVERVIEW].rows if row.values[:1] == ("All services",))
    assert totals.values[5] == 1
    assert len(made[SUMMARY].rows) - header_row(made[SUMMARY]) - 1 == 1


def test_the_totals_of_the_overview_add_up(demo_plans: dict[str, Sheet]) -> None:
    for sheet in (plans()[OVERVIEW], demo_plans[OVERVIEW]):
        top = next(at for at, row in enumerate(sheet.rows) if row.values[:1] == ("Service",))
        bottom = next(at for at, row in enumerate(sheet.rows) if row.values[:1] == ("All services",))
        counts = [row.values[1:5] for row in sheet.rows[top + 1 : bottom]]
        for row in sheet.rows[top + 1 : bottom]:
            assert row.values[5] == sum(value for value in row.values[1:5] if isinstance(value, float))
        columns = [
            sum(value for value in column if isinstance(value, float)) for column in zip(*counts, strict=True)
        ]
        assert list(sheet.rows[bottom].values[1:]) == [*columns, sum(columns)]


def test_the_overview_counts_by_formula() -> None:
    overview, *_ = planned_sheets(scorecard(BOOK), [])
    top = next(at for at, row in enumerate(overview.rows) if row.values[:1] == ("Service",))
    first, second, totals = (row.values for row in overview.rows[top + 1 : top + 4])
    counted = f"SUMPRODUCT(('RAG summary'!$A$5:$A$7=A{top + 2})*('RAG summary'!$H$5:$H$7=D{top + 1}))"
    assert first[3] == Formula(counted, 1.0)
    assert second[5] == Formula(f"SUM(B{top + 3}:E{top + 3})", 1.0)
    assert totals[1] == Formula(f"SUM(B{top + 2}:B{top + 3})", 0.0)


def test_the_overview_counts_what_was_published(demo_plans: dict[str, Sheet]) -> None:
    with demo.PUBLISHED.open(encoding="utf-8", newline="") as file:
        published = [row["RAG"] for row in csv.DictReader(file)]
    totals = next(row for row in demo_plans[OVERVIEW].rows if row.values[:1] == ("All services",))
    rated = [published.count(word) for word in ("Red", "Amber", "Green")]
    assert list(totals.values[1:]) == [*rated, 32 - sum(rated), 32]


def test_the_chart_shows_what_the_table_says() -> None:
    (chart,) = plans()[OVERVIEW].charts
    assert {series.name: series.figures for series in chart.series} == {
        "Red": (0.0, 0.0),
        "Amber": (1.0, 1.0),
        "Green": (1.0, 0.0),
        "Grey": (0.0, 0.0),
    }
    assert chart.number_format == "0;;"  # a bar of none has no label
    assert "Front Door: 1 Amber, 1 Green; Children & Care: 1 Amber." in chart.alt


def test_names_of_services_lead_to_their_sheets() -> None:
    made = plans()
    for name in (OVERVIEW, SUMMARY):
        sheet = made[name]
        for link in sheet.links:
            assert link.sheet in made
            assert str(sheet.rows[link.row].values[link.column]).startswith((link.sheet, "Checks"))
    assert len(made[SUMMARY].links) == 3


def test_the_summary_has_every_indicator_with_its_rating(demo_plans: dict[str, Sheet]) -> None:
    sheet = demo_plans[SUMMARY]
    numbers = [row.values[1] for row in sheet.rows[header_row(sheet) + 1 :]]
    on_services = [
        row.values[0]
        for name, service in demo_plans.items()
        if name not in (OVERVIEW, SUMMARY, CHECKS)
        for row in service.rows
        if len(row.values) > 1 and isinstance(row.values[1], str) and row.values[0] not in (None, "Number")
    ]
    assert numbers == on_services
    assert len(numbers) == 32


def test_a_line_of_the_summary_agrees_with_the_service() -> None:
    made = plans()
    short, full = line(made[SUMMARY], "FD 3", 1), line(made["Front Door"], "FD 3")
    assert {header: short[header] for header in ("RAG", "Target", "Change", "Direction", "Trend", "RO")} == {
        header: full[header] for header in ("RAG", "Target", "Change", "Direction", "Trend", "RO")
    }
    assert (short["Service"], short["Latest"]) == ("Front Door", full[month(9)])


def test_the_summary_tells_the_change_of_rating_since_last_month_and_last_year() -> None:
    months = {"Sep-19": "70%", "Aug-20": "95%", "Sep-20": "90%"}
    rows: list[Typed] = [{"Indicator Number": "FD 3"} | dict.fromkeys(some_months(), None) | months]
    row = line(plans(sheets(data=rows))[SUMMARY], "FD 3", 1)
    since = {str(header): value for header, value in row.items() if "since" in str(header)}
    assert list(since.values()) == ["Slipped", "Improved"]
    assert ["month" in name for name in since] == [True, False]


def some_months() -> list[str]:
    """Sep-19 to Sep-20."""
    return [str(Month.of(2019, 9) + at) for at in range(13)]


def test_an_indicator_of_areas_alone_is_summed_up_by_its_first() -> None:
    made = plans(sheets(data=[{**FD_3_DATA, "Area": "North"}, {**FD_3_DATA, "Area": "South"}]))
    assert line(made[SUMMARY], "FD 3", 1)["Indicator"] == "Contacts actioned within a day (North)"


def test_checks_lists_findings_in_their_order() -> None:
    found = [Finding("FD 3", "Last month missing", "no figure for Sep-20."), Finding("FD 4", "Kind", "text.")]
    checks = planned_sheets(scorecard(BOOK), found)[-1]
    assert [words(row) for row in checks.rows[header_row(checks) :]] == [
        ["Indicator Number", "Kind", "What was found"],
        ["FD 3", "Last month missing", "No figure for Sep-20."],
        ["FD 4", "Kind", "Text."],
    ]


def test_checks_says_so_where_nothing_was_found() -> None:
    made = plans()
    assert words(made[CHECKS].rows[-1]) == ["Nothing found."]


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "Checks: nothing found."), (1, "Checks: 1 thing to look at."), (2, "Checks: 2 things to look at.")],
)
def test_the_overview_tells_how_much_checks_lists(count: int, text: str) -> None:
    overview = planned_sheets(scorecard(BOOK), [Finding("FD 3", "Kind", "text.")] * count)[0]
    assert [text] in [words(row) for row in overview.rows]
