"""The monthly figures a chart or sparkline is drawn from, held in hidden columns: numbers and gaps only,
because a word among figures would be drawn as nought."""

from collections.abc import Iterator
from math import fsum
from typing import NamedTuple

from kpi_xl.indicator import Series
from kpi_xl.model import Month
from kpi_xl.outturns import window
from kpi_xl.scorecard import Result, Scorecard, era_at
from kpi_xl.sheets.layout import FIRST_MONTH, Layout, has_words
from kpi_xl.sheets.years import cell

Figures = tuple[float | None, ...]


class Drawn(NamedTuple):
    """What one chart draws, a figure a month shown: ``after`` holds the figures counted as the last one is
    (all where there is no break), and with more breaks than one every other stretch before; ``before`` the
    rest. Then the target in force, the average where asked for, and each comparator. ``breaks`` are the
    months from which it is counted anew."""

    before: Figures
    after: Figures
    target: Figures
    average: Figures
    comparators: dict[str, Figures]
    breaks: tuple[Month, ...]


def drawn(scorecard: Scorecard, layout: Layout, result: Result) -> Drawn:
    """The figures of one indicator's chart."""
    months = layout.months
    figures = months_of(result.outturns, scorecard, months)
    breaks = series_breaks(scorecard, result)
    split = [sum(month < since for since in breaks) % 2 == 1 for month in months]
    numbers = [f for f in figures if f is not None]
    mean = fsum(numbers) / len(numbers) if numbers and result.indicator.average else None
    readings = {c.name: c.reading.value for c in result.indicator.comparators}
    return Drawn(
        tuple(f if old else None for f, old in zip(figures, split, strict=True)),
        tuple(None if old else f for f, old in zip(figures, split, strict=True)),
        tuple(era_at(result.eras, month).target for month in months),
        (mean,) * len(months),
        {
            name: (readings[name],) * len(months)
            for name in layout.comparators
            if readings.get(name) is not None
        },
        breaks,
    )


def drawn_cells(scorecard: Scorecard, layout: Layout, result: Result, leads: bool) -> list[float | None]:
    """What a row's chart and small line are drawn from, beginning at column ``layout.drawn(0)``. A chart is
    drawn from the row that leads its indicator's."""
    cells: list[float | None] = []
    if leads and result.indicator.number in layout.charted:
        figures = drawn(scorecard, layout, result)
        blank = (None,) * len(layout.months)
        blocks = [figures.before, figures.after, figures.target, figures.average]
        blocks += [figures.comparators.get(name, blank) for name in layout.comparators]
        cells = [figure for block in blocks for figure in block]
    if has_words(scorecard, result):
        spare = layout.without_words - layout.drawn(0) - len(cells)
        cells += [*[None] * spare, *months_of(result.outturns, scorecard, layout.months)]
    return cells


def months_of(series: Series, scorecard: Scorecard, months: list[Month]) -> Figures:
    """The figures of the months shown; None where there is none."""
    first = months[0] - scorecard.start
    return tuple(window(series.figures, first, first + len(months) - 1))


def series_breaks(scorecard: Scorecard, result: Result) -> tuple[Month, ...]:
    """The months shown from which the indicator is counted in a new way: its Series break, and each month
    whose note is another than that of the figure before it."""
    series, told = result.outturns, result.indicator.series_break
    if told is None and not series.notes:
        return ()
    breaks = []
    before: tuple[Month, str] | None = None
    for month in scorecard.months:
        at = month - scorecard.start
        if not 0 <= at < len(series.figures) or series.figures[at] is None:
            continue
        note = series.notes.get(at, "")
        if before is not None:
            reached = told is not None and before[0] < told <= month
            if reached or note != before[1]:
                breaks.append(month)
        before = month, note
    return tuple(breaks)


def drawn_formulas(layout: Layout, since: Month | None, targets: bool) -> Iterator[tuple[int, str]]:
    """The figures that a row's chart and small line are drawn from, as they stand on the row: what
    is no longer a number is a gap. The target of the row is drawn, where there are ``targets``, from the
    month on ``since`` which it is in force (None: from the first)."""
    blocks = [layout.drawn(0), layout.drawn(1)] if layout.charted else []
    blocks += [layout.without_words] if layout.worded else []
    if not blocks:
        return
    for at, month in enumerate(layout.months):
        sources = [(block + at, cell(FIRST_MONTH + at)) for block in blocks]
        if targets and layout.charted and (since is None or since <= month):
            sources.append((layout.drawn(2) + at, cell(layout.target)))
        for column, source in sources:
            yield column, f"IF(ISNUMBER({source}),{source},NA())"
