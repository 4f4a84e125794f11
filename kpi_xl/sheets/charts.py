"""The charts below a service's table: a neat grid, an indicator each, with what good looks like under it."""

from collections.abc import Iterator
from itertools import accumulate, pairwise
from math import ceil, floor, log10
from typing import NamedTuple

from kpi_xl.figures import number_format, shown
from kpi_xl.indicator import ChartKind, Indicator, other_unit
from kpi_xl.model import Month, Polarity, Unit
from kpi_xl.plan import Area, Chart, ChartSeries, Row, Value
from kpi_xl.results import figure_text
from kpi_xl.scorecard import Result, Scorecard
from kpi_xl.sheets import style
from kpi_xl.sheets.comparators import comparator_decimals
from kpi_xl.sheets.drawn import Drawn, Figures, drawn
from kpi_xl.sheets.layout import HEAD, Layout

CHART_WIDTH = 50.0
"""Characters a chart is at least wide, where the sheet is that wide."""

CHART_ROWS, CHART_ROW_HEIGHT, NOTE_HEIGHT, GAP_HEIGHT = 14, 16.0, 16.0, 8.0
GRID_ROWS = CHART_ROWS + 2
"""Sheet rows that a row of charts takes, with its notes and the gap below it."""

_GRID_HEIGHT = CHART_ROWS * CHART_ROW_HEIGHT + NOTE_HEIGHT + GAP_HEIGHT
_LEAST_IN_A_ROW = 3
TITLE_SIZE = 10
MOST_BREAKS = 3
"""Breaks in a series that a chart's title names one by one."""

TITLE_SHARE = 1.7
"""Characters of a chart's title that its two lines hold for each unit of its width; a longer indicator's
title is cut at a word."""

_COMPARATOR_COLOURS = ("7030A0", "C55A11", "548235", "806000")
_DASHES = ("dash", "sysDash", "lgDash", "sysDot")


class ChartGrid(NamedTuple):
    """The rows that the charts of a service take, and the charts."""

    rows: list[Row]
    charts: list[Chart]


def chart_grid(
    scorecard: Scorecard, layout: Layout, placed: dict[str, tuple[int, Result]], top: int, room: float
) -> ChartGrid:
    """The charts of the indicators in ``placed`` (number to sheet row and result), from row ``top`` on; as
    large as they may be in ``room`` points of height."""
    grid = ChartGrid([], [])
    wanted = [(row, result) for number, (row, result) in placed.items() if number in layout.charted]
    spans = _columns(layout, len(wanted), room)
    for first in range(0, len(wanted), len(spans)):
        batch = wanted[first : first + len(spans)]
        row_top = top + len(grid.rows)
        notes: list[Value] = [None] * layout.visible
        for (left, right), (row, result) in zip(spans, batch, strict=False):
            area = Area(row_top, left, row_top + CHART_ROWS - 1, right)
            grid.charts.append(_chart(scorecard, layout, result, row, area))
            notes[left] = polarity_note(result.indicator)
        grid.rows.extend([Row((), (), CHART_ROW_HEIGHT)] * CHART_ROWS)
        looks = tuple(style.FOOTNOTE if note else None for note in notes)
        grid.rows.append(Row(tuple(notes), looks, NOTE_HEIGHT))
        grid.rows.append(Row((), (), GAP_HEIGHT))
    return grid


def _columns(layout: Layout, charts: int, room: float) -> list[tuple[int, int]]:
    """The first and last column of each place in a row of charts: the fewest in a row with which all fit
    the room, and where they do not, as many as may stand in a row."""
    ends = list(accumulate(layout.widths()[: layout.visible]))
    most = max(int(ends[-1] / CHART_WIDTH), 1)
    rows = max(int(room // _GRID_HEIGHT), ceil(charts / most), 1)
    in_a_row = max(ceil(charts / rows), min(_LEAST_IN_A_ROW, most))
    edges = [0]
    for place in range(1, in_a_row):
        wanted = ends[-1] * place / in_a_row
        edges.append(min(range(len(ends)), key=lambda column: abs(ends[column] - wanted)) + 1)
    return [(left, right - 1) for left, right in pairwise([*edges, len(ends)]) if left < right]


def polarity_note(indicator: Indicator) -> str | None:
    """What good looks like in the chart: ``Columns above the target line are good performance``."""
    if indicator.target is None or indicator.polarity is Polarity.NONE or other_unit(indicator):
        return None
    shape = "Points" if indicator.chart is ChartKind.LINE else "Columns"
    if indicator.polarity is Polarity.RANGE:
        low, high = (shown(end, indicator.unit, indicator.decimals) for end in indicator.target[:2])
        return f"{shape} from {low} to {high} are good performance."
    side = "above" if indicator.polarity is Polarity.BIB else "below"
    return f"{shape} {side} the target line are good performance."


def _chart(scorecard: Scorecard, layout: Layout, result: Result, row: int, area: Area) -> Chart:
    figures = drawn(scorecard, layout, result)
    indicator = result.indicator
    line = indicator.chart is ChartKind.LINE
    broken = any(figure is not None for figure in figures.before)
    columns = "stacked column" if broken else "column"  # stacked, the two halves stand in one place a month
    return Chart(
        kind="line" if line else columns,
        title=_title(indicator, figures.breaks, sum(layout.widths()[area.left : area.right + 1])),
        alt=_alt(result, figures),
        area=area,
        series=tuple(_series(layout, indicator, figures, row)),
        number_format=number_format(indicator.unit, indicator.decimals),
        lowest=_lowest(figures, line),
        highest=1.0 if indicator.unit is Unit.PERCENT and _nearly_all(figures) else None,
        title_size=TITLE_SIZE,
        turned=True,
    )


def _lowest(figures: Drawn, line: bool) -> float | None:
    """Where the value axis begins: at 0, or for lines that keep together far above it, at a round figure
    below them; None where a figure is below 0."""
    blocks = [figures.before, figures.after]
    if line:
        blocks += [figures.target, figures.average, *figures.comparators.values()]
    numbers = [figure for block in blocks for figure in block if figure is not None]
    if not numbers or min(numbers) < 0:
        return None
    least, span = min(numbers), max(numbers) - min(numbers)
    if not line or least < 2 * span or not span:
        return 0.0
    step = 10.0 ** floor(log10(span))
    return floor((least - span / 4) / step) * step


def _nearly_all(figures: Drawn) -> bool:
    """Whether shares reach so near to the whole that an axis of its own would go beyond it."""
    blocks = (figures.before, figures.after, figures.target, *figures.comparators.values())
    return 0.8 < max((figure for block in blocks for figure in block if figure is not None), default=0) <= 1


def _title(indicator: Indicator, breaks: tuple[Month, ...], width: float) -> str:
    title = f"{indicator.number} {indicator.title}"
    since = ", ".join(map(str, breaks)) if len(breaks) <= MOST_BREAKS else f"{breaks[-1]}, and often before"
    anew = f" (counted anew from {since})" if breaks else ""
    most = max(int(width * TITLE_SHARE) - len(anew), 1)
    return (title[:most].rsplit(" ", 1)[0] + " …" if len(title) > most else title) + anew


def _alt(result: Result, figures: Drawn) -> str:
    """Words for those who do not see the chart: what it is, its last figure, its target."""
    indicator = result.indicator
    said = figure_text(result.value, indicator) or "no figure"
    target = f", against a target of {indicator.target_text}" if indicator.target_text else ""
    broken = f" Counted anew from {figures.breaks[-1]}." if figures.breaks else ""
    months = len(figures.after)
    return (
        f"{indicator.number} {indicator.title}: {months} months up to {result.period}, "
        f"the last at {said}{target}. Rated {result.rag.value}.{broken}"
    )


def _series(layout: Layout, indicator: Indicator, figures: Drawn, row: int) -> Iterator[ChartSeries]:
    """The months, then target, average and comparators as lines of their own; target and comparators with
    the decimals they were given."""
    texts = tuple(str(month) for month in layout.months)
    months = Area(HEAD, layout.drawn(0), HEAD, layout.drawn(0) + len(texts) - 1)

    def one(
        place: int,
        name: str,
        drawn_figures: Figures,
        colour: str,
        kind: str = "",
        dash: str = "",
        given: str = "",
    ) -> ChartSeries:
        left = layout.drawn(place)
        return ChartSeries(
            name=name,
            name_cell=None,
            categories=months,
            category_texts=texts,
            values=Area(row, left, row, left + len(texts) - 1),
            figures=drawn_figures,
            colour=colour,
            kind=kind,
            dash=dash,
            number_format=given,
        )

    if any(figure is not None for figure in figures.before):
        yield one(0, "Counted another way", figures.before, "A6A6A6")
    yield one(1, "Month", figures.after, "2E75B6")
    if any(figure is not None for figure in figures.target):
        given = _with_all_decimals(indicator, figures.target)
        yield one(2, "Target", figures.target, "1A1A1A", "line", "solid", given)
    if any(figure is not None for figure in figures.average):
        yield one(3, "Average", figures.average, "595959", "line", "sysDot")
    for place, name in enumerate(layout.comparators):
        if name in figures.comparators:
            colour, dash = (choice[place % len(choice)] for choice in (_COMPARATOR_COLOURS, _DASHES))
            given = _with_all_decimals(indicator, figures.comparators[name])
            yield one(4 + place, name, figures.comparators[name], colour, "line", dash, given)


def _with_all_decimals(indicator: Indicator, figures: Figures) -> str:
    """The number format of figures that were given, as their columns of the table show them."""
    given = {figure for figure in figures if figure is not None}
    decimals = max(comparator_decimals(figure, indicator) for figure in given)
    return number_format(indicator.unit, decimals)
