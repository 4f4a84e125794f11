"""Planned charts as drawings."""

import re
from typing import Any

import pytest

from kpi_xl.plan import Area, Chart, ChartSeries
from kpi_xl.publish.svg import chart_table, drawing, line_drawing, scale_of

NOWHERE = Area(0, 0, 0, 0)


def series(name: str, *figures: float | None, kind: str = "") -> ChartSeries:
    months = ("Jul-20", "Aug-20", "Sep-20", "Oct-20")[: len(figures)]
    return ChartSeries(name, None, NOWHERE, months, NOWHERE, figures, "2E75B6", kind)


def chart(*all_series: ChartSeries, kind: str = "column", code: str = "0%") -> Chart:
    return Chart(kind, "FD 3", "Three months", NOWHERE, all_series, code)


@pytest.mark.parametrize(
    ("figures", "more", "ticks"),
    [
        ((0.31, 0.04), {}, [0, 0.1, 0.2, 0.3, 0.4]),
        ((0.9, 0.95), {"lowest": 0.0, "highest": 1.0}, [0, 0.25, 0.5, 0.75, 1.0]),
        ((0.0, 0.0), {}, [0, 0.25, 0.5, 0.75, 1.0]),
        ((-3.0, 5.0), {}, [-4, -2, 0, 2, 4, 6]),
        ((1854.0, 1700.0), {"lowest": 1600.0}, [1600, 1700, 1800, 1900]),
        ((None, None), {}, [0, 0.25, 0.5, 0.75, 1.0]),
    ],
)
def test_an_axis_has_round_steps_and_room_for_all(
    figures: tuple[float | None, ...], more: dict[str, Any], ticks: list[float]
) -> None:
    assert list(scale_of(chart(series("Month", *figures))._replace(**more)).ticks()) == pytest.approx(ticks)


def test_a_column_stands_for_each_figure_and_a_gap_for_none() -> None:
    drawn = drawing(chart(series("Month", 0.2, None, 0.1)), "c")
    heights = [float(h) for h in re.findall(r'<rect [^>]*height="([\d.]+)"', drawn)]
    columns = [height for height in heights if height != 10]  # a square of the legend is 10
    assert len(columns) == 2
    assert columns[0] == pytest.approx(2 * columns[1], rel=0.01)


def test_a_line_is_broken_where_there_is_no_figure() -> None:
    drawn = drawing(chart(series("Month", 0.2, None, 0.1, 0.3), kind="line"), "c")
    assert drawn.count("<polyline") == 2
    assert drawn.count("<circle") == 3


def test_a_bar_is_as_long_as_its_count_and_says_it() -> None:
    drawn = drawing(
        chart(series("Red", 2.0, 0.0), series("Green", 1.0, 3.0), kind="stacked bar", code="0;;"), "c"
    )
    bars = [float(w) for w in re.findall(r'<rect [^>]*width="([\d.]+)"', drawn) if w != "10.0"]
    assert bars[0] == pytest.approx(2 * bars[1], rel=0.01)
    assert len(bars) == 3
    assert re.findall(r">(\d)</text>", drawn) == ["2", "1", "3"]


def test_its_names_are_text() -> None:
    drawn = drawing(chart(series("<Month>", 0.2)), "c")
    assert "&lt;Month&gt;" in drawn
    assert '<title id="c-title">FD 3</title>' in drawn
    assert 'aria-labelledby="c-title c-desc"' in drawn


def test_its_figures_are_a_table_too() -> None:
    heads, rows = chart_table(chart(series("Month", 0.2, None), series("Target", 0.1, 0.1, kind="line")))
    assert heads == ["Month", "Month", "Target"]
    assert rows == [["Jul-20", "20%", "10%"], ["Aug-20", "", "10%"]]


def test_a_small_line_is_broken_where_there_is_no_figure() -> None:
    made = line_drawing((1.0, 3.0, None, 2.0), "From 1 to 2")
    assert made.count("<polyline") == 1
    assert made.count("<circle") == 1
    assert "<title>From 1 to 2</title>" in made
