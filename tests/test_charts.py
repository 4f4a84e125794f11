"""Charts and small lines: what is drawn of each indicator, from where, and what is said of it."""

import datetime
from itertools import combinations

import pytest

from kpi_xl.definitions import read_definitions
from kpi_xl.plan import Area, Chart, ChartSeries, Sheet, Value
from kpi_xl.scorecard import make_scorecard
from kpi_xl.sheets.layout import HEAD
from tests.support import Rows, book, cell, planned_sheets, valued

MONTHS = ("Apr-20", "May-20", "Jun-20", "Jul-20", "Aug-20", "Sep-20")
Told = dict[str, str | None]
BIB: Told = {"Polarity": "BIB", "Target": "90%"}


def service(*lines: tuple[str, Told], settings: str = "Months shown | 6", areas: str = "") -> Sheet:
    """The sheet of a service whose indicators A 1, A 2, ... are told by months and columns of their own."""
    names = list(dict.fromkeys(name for _, told in lines for name in told))
    indicators: Rows = [["Indicator Number", "Service", "Indicator Title", *names]]
    data: Rows = [["Indicator Number", "Area", *MONTHS]]
    for number, (months, told) in enumerate(lines, 1):
        indicators.append([f"A {number}", "Front Door", f"Things {number}", *map(told.get, names)])
        for area in areas.split() or [""]:
            cells = [cell(part.replace("_", " ")) for part in months.split()]
            data.append([f"A {number}", area, *[None] * (6 - len(cells)), *cells])
    definitions = read_definitions(
        book(Settings=f"Setting | Value\n{settings}", Indicators=indicators, Data=data)
    )
    made = planned_sheets(make_scorecard(definitions), [])
    return next(sheet for sheet in valued(made).values() if sheet.mark.startswith("service:"))


def chart(months: str = "80% 85% 90%", /, **told: str | None) -> Chart:
    (only,) = service((months, BIB | told)).charts
    return only


def drawn(made: Chart) -> dict[str, tuple[float | None, ...]]:
    """Figures by series: ``figures`` are those in the columns or line of the months."""
    return {series.name: series.figures for series in made.series}


def cells_of(sheet: Sheet, area: Area) -> tuple[Value, ...]:
    assert area.top == area.bottom
    values = sheet.rows[area.top].values
    row = [*values, *[None] * (area.right + 1 - len(values))]
    return tuple(row[area.left : area.right + 1])


# --- which are drawn, and as what ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ({}, "column"),
        ({"Chart": "column"}, "column"),
        ({"Chart": "line"}, "line"),
        ({"Chart": "Line Average"}, "line"),
        ({"Chart": "average, line"}, "line"),
        ({"Chart": "average"}, "column"),
        ({"Chart": "none"}, ""),
        ({"Target": None}, ""),
        ({"Target": "TBC"}, ""),
        ({"Target": None, "Chart": "average"}, ""),
        ({"Target": None, "Chart": "line"}, "line"),
        ({"Target": None, "Chart": "column"}, "column"),
    ],
)
def test_the_chart_column_says_what_is_drawn(told: Told, kind: str) -> None:
    made = service(("80% 85%", BIB | told)).charts
    assert [each.kind for each in made] == ([kind] if kind else [])


def test_an_indicator_without_a_single_figure_has_no_line_that_reads_nought() -> None:
    (only,) = service(("TBC NA", BIB), ("80% 90%", BIB | {"Chart": "none"})).charts
    assert drawn(only)["Month"] == (None,) * 6


# --- series ----------------------------------------------------------------------------------------


def test_words_and_blanks_are_gaps_and_nought_is_nought() -> None:
    assert drawn(chart("80% TBC . 0% NA 90%"))["Month"] == (0.8, None, None, 0.0, None, 0.9)


def test_the_target_is_a_line_of_its_own_over_columns() -> None:
    made = chart()
    target = next(series for series in made.series if series.name == "Target")
    assert target.figures == (0.9,) * 6
    assert (target.kind, made.series[0].kind) == ("line", "")


def test_a_target_in_another_unit_or_of_two_ends_has_no_line() -> None:
    plain_bands = "90 or above Green 80-89 Amber 79 and below Red"
    for told in (
        {"Target": "94"},
        {"Target": "80%-90%", "Polarity": "Range"},
        {"RAG Methodology": plain_bands},
    ):
        assert "Target" not in drawn(chart(**told))


def test_the_average_is_of_the_figures_there_are() -> None:
    mean = drawn(chart("80% TBC . . NA 90%", Chart="average"))["Average"]
    assert [round(figure or 0.0, 9) for figure in mean] == [0.85] * 6
    assert "Average" not in drawn(chart())


def test_comparators_are_dashed_lines_each_of_its_own_look() -> None:
    told: Told = {"Comparator: England": "91%", "Comparator: London": "88%", "Comparator: None": None}
    made = chart(**told)
    lines = [series for series in made.series if series.name in ("England", "London", "None")]
    assert [(line.name, line.figures[0], line.kind) for line in lines] == [
        ("England", 0.91, "line"),
        ("London", 0.88, "line"),
    ]
    assert all(line.dash not in ("", "solid") for line in lines)
    assert len({(line.colour, line.dash) for line in lines}) == 2


def test_a_comparator_of_words_is_not_drawn() -> None:
    sheet = service(("80% 85%", BIB | {"Comparator: England": "Not collected"}))
    assert "England" not in drawn(sheet.charts[0])
    assert "England" in sheet.rows[HEAD].values


BOOKS = {
    "plain": service(("80% 85% 90%", BIB)),
    "words": service(("80% TBC 90% NA . 70%", BIB), ("10 20 30", BIB | {"Target": "17", "Chart": "line"})),
    "broken": service(("80% 85% 90% 70%", BIB | {"Series break": "Aug-20", "Chart": "average"})),
    "compared": service(
        ("80% 85%", BIB | {"Comparator: England": "91%"}), ("80%", BIB | {"Comparator: London": "88%"})
    ),
    "areas": service(("80% 85%", BIB), areas="North South"),
}


@pytest.mark.parametrize("name", BOOKS)
def test_what_a_chart_holds_is_what_its_cells_hold(name: str) -> None:
    """An application draws from the cells; the figures in the chart are only what it shows before that."""
    sheet = BOOKS[name]
    assert sheet.charts
    for each in sheet.charts:
        for series in each.series:
            assert cells_of(sheet, series.values) == series.figures
            assert cells_of(sheet, series.categories) == series.category_texts == MONTHS
            assert series.values.left >= min(sheet.hidden_columns)
    assert all(any(f is not None for f in each.series[0].figures) for each in sheet.charts)


@pytest.mark.parametrize("name", BOOKS)
def test_small_lines_are_drawn_from_figures_and_blanks_never_from_words(name: str) -> None:
    sheet = BOOKS[name]
    month_cells = [at for at, head in enumerate(sheet.rows[HEAD].values) if isinstance(head, datetime.date)]
    assert sheet.sparklines
    for line in sheet.sparklines:
        shown = [sheet.rows[line.row].values[column] for column in month_cells]
        figures = tuple(None if isinstance(value, str) else value for value in shown)
        assert cells_of(sheet, line.values) == figures
        assert line.column == month_cells[-1] + 1


def test_an_area_with_words_among_its_months_has_its_small_line_too() -> None:
    sheet = service(("80% TBC 90%", {"Polarity": "BIB"}), areas="North South")
    assert sheet.charts == ()
    assert len(sheet.sparklines) == 2
    assert [cells_of(sheet, line.values) for line in sheet.sparklines] == [
        (None, None, None, 0.8, None, 0.9)
    ] * 2


def test_words_before_the_months_shown_leave_the_small_line_to_the_months_themselves() -> None:
    (line,) = (sheet := service(("TBC NA 80% 90%", BIB), settings="Months shown | 2")).sparklines
    assert cells_of(sheet, line.values) == (0.8, 0.9)
    assert line.values.right == line.column - 1


# --- breaks ----------------------------------------------------------------------------------------


def strokes(made: Chart) -> list[str]:
    """Where the line of the months is whole: the months of each unbroken stroke, from the two series."""
    halves: list[ChartSeries] = [
        s for s in made.series if s.kind == "" and s.name not in ("Target", "Average")
    ]
    owner = [next((s.name for s in halves if s.figures[at] is not None), None) for at in range(6)]
    assert all(sum(s.figures[at] is not None for s in halves) <= 1 for at in range(6))
    found: list[str] = []
    for at, name in enumerate(owner):
        if name is None:
            continue
        if at and owner[at - 1] == name:
            found[-1] += f" {MONTHS[at][:3]}"
        else:
            found.append(MONTHS[at][:3])
    return found


@pytest.mark.parametrize(
    ("months", "since", "expected", "title"),
    [
        ("80% 85% 90% 70% 71% 72%", None, ["Apr May Jun Jul Aug Sep"], ""),
        ("80% 85% 90% 70% 71% 72%", "Jul-20", ["Apr May Jun", "Jul Aug Sep"], "Jul-20"),
        ("80% 85% 90% TBC 71% 72%", "Jul-20", ["Apr May Jun", "Aug Sep"], "Aug-20"),
        ("80% 85% 90% 70% 71% 72%", "Apr-20", ["Apr May Jun Jul Aug Sep"], ""),
        ("80% 85% 90% 70% 71% 72%", "Jan-19", ["Apr May Jun Jul Aug Sep"], ""),
        ("80% 85% 90% 70% 71% 72%", "Jan-22", ["Apr May Jun Jul Aug Sep"], ""),
        ("80% 85% 90% 70%_(6m+) 71%_(6m+) 72%_(6m+)", None, ["Apr May Jun", "Jul Aug Sep"], "Jul-20"),
        ("80%_(old) 85%_(old) 90% 70% 71% 72%", None, ["Apr May", "Jun Jul Aug Sep"], "Jun-20"),
        ("80% 85% 90%_(6m+) 70% 71% 72%", None, ["Apr May", "Jun", "Jul Aug Sep"], "Jun-20, Jul-20"),
        ("80% 85%_(old) 90%_(new) 70% 71% 72%", "Jul-20", ["Apr", "May", "Jun", "Jul Aug Sep"], "Jul-20"),
    ],
)
@pytest.mark.parametrize("kind", ["line", "column"])
def test_a_break_splits_the_line_and_is_said_in_the_title(
    kind: str, months: str, since: str | None, expected: list[str], title: str
) -> None:
    made = chart(months, Chart=kind, **{"Series break": since})
    assert strokes(made) == expected
    assert ("counted anew from" in made.title) is bool(title)
    assert title in made.title
    assert ("Counted anew" in made.alt) is bool(title)


def test_the_months_after_the_last_break_look_as_an_unbroken_line_does() -> None:
    usual = chart("80% 85% 90%").series[0]
    broken = chart("80% 85% 90%", **{"Series break": "Sep-20"})
    after = next(series for series in broken.series if series.figures[5] is not None and not series.kind)
    assert (after.name, after.colour) == (usual.name, usual.colour)


def test_columns_before_and_after_a_break_stand_in_one_place_each_month() -> None:
    assert chart("80% 85% 90%", **{"Series break": "Sep-20"}).kind == "stacked column"


def test_many_breaks_do_not_crowd_out_the_title() -> None:
    made = chart("80% 81%_(a) 82% 83%_(a) 84% 85%_(a)")
    assert made.title.startswith("A 1 Things 1 (counted anew from Sep-20")
    assert len(made.title) < 70


# --- words -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "note"),
    [
        ({}, "Columns above the target line are good performance."),
        ({"Polarity": "SIB"}, "Columns below the target line are good performance."),
        ({"Chart": "line"}, "Points above the target line are good performance."),
        ({"Polarity": "Range", "Target": "80%-90%"}, "Columns from 80% to 90% are good performance."),
        ({"Polarity": None}, None),
        ({"Target": None, "Chart": "column"}, None),
        ({"Target": "94"}, None),  # in another unit: no line is drawn
    ],
)
def test_what_good_looks_like_is_said_under_the_chart(told: Told, note: str | None) -> None:
    sheet = service(("80% 85%", BIB | told))
    (made,) = sheet.charts
    below = sheet.rows[made.area.bottom + 1]
    assert (below.values[made.area.left] if below.values else None) == note


def test_a_chart_has_words_for_those_who_do_not_see_it() -> None:
    assert chart("80% 85%").alt == (
        "A 1 Things 1: 6 months up to Sep-20, the last at 85%, against a target of 90%. Rated Red."
    )
    assert (
        "the last at TBC"
        in service(("80% TBC", BIB), settings="Months shown | 6\nReporting period | Sep-20").charts[0].alt
    )


# --- the grid --------------------------------------------------------------------------------------


@pytest.mark.parametrize("months_shown", [1, 6, 24, 60])
@pytest.mark.parametrize("count", [1, 2, 3, 4, 7, 60])
def test_charts_stand_in_a_neat_grid_and_cover_nothing(count: int, months_shown: int) -> None:
    sheet = service(*[("80% 85%", BIB)] * count, settings=f"Months shown | {months_shown}")
    areas = [each.area for each in sheet.charts]
    assert len(areas) == count
    for one, other in combinations(areas, 2):
        apart = one.right < other.left or other.right < one.left
        assert apart or one.bottom < other.top or other.bottom < one.top
    for area in areas:
        assert 0 <= area.left <= area.right < min(sheet.hidden_columns)
        assert area.top > max(line.row for line in sheet.sparklines)
        covered = sheet.rows[area.top : area.bottom + 1]
        assert [value for row in covered for value in row.values if value is not None] == []
    assert len({area.bottom - area.top for area in areas}) == 1
    lefts = [[area.left for area in areas if area.top == top] for top in {area.top for area in areas}]
    assert all(left == sorted(left) for left in lefts)
    assert len({len(left) for left in lefts} | {0}) <= 3  # full rows, and perhaps a shorter last one
