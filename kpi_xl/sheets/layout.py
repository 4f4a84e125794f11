"""Where the columns of a service's sheet stand: those a reader sees, and the hidden ones to their right
that hold what rules and charts are drawn from."""

from functools import cached_property
from typing import NamedTuple

from kpi_xl.figures import shown
from kpi_xl.indicator import ChartKind, Indicator
from kpi_xl.model import InCell, Month, Unit
from kpi_xl.scorecard import Result, Scorecard
from kpi_xl.sheets.following import slots as following_slots

HEAD = 4
"""The row (from 0) of the column headers; the year bands stand above it."""

POLARITY, FIRST_MONTH = 2, 3
NUMBER_WIDTH, TITLE_WIDTH, POLARITY_WIDTH, MONTH_WIDTH = 9.0, 36.0, 7.0, 5.4
SPARKLINE_WIDTH, OFFICER_WIDTH, TARGET_WIDTH, RAG_WIDTH, YTD_WIDTH = 13.0, 5.5, 8.0, 8.0, 9.0
CHANGE_WIDTH, DIRECTION_WIDTH, TREND_WIDTH = 7.5, 11.5, 7.5
COMPARATOR_WIDTH, AGAINST_WIDTH, HIDDEN_WIDTH = 10.5, 9.5, 9.0

_DIGIT, _POINT, _SIGN = 0.97, 0.5, 1.4
"""Units of width that a digit, a point or comma, and a per cent sign of 10-point text take."""

TOLERANCE, COMPARED, YTD_FIGURE, LAST_YEAR_FIGURE = 0, 1, 2, 3
YTD_BEFORE, YTD_COUNT, LAST_YEAR_BEFORE, LAST_YEAR_COUNT, METHODOLOGY, MONTH = 4, 5, 6, 7, 8, 9
HELD = ("Amber within", "Compared with", "YTD as a figure", "Last year as a figure", "Months before", None,
        "Last year's months before", None, "RAG Methodology")  # fmt: skip
"""The places of what formulas need beside the months shown (``Layout.held``), and their headers; MONTH is
the first of a denominator a month, headed by its name, and where functions are called a numerator a month
comes after them."""

MOST_CHARTS = 300
"""Charts drawn of themselves in one workbook; past that only those that are asked for."""


class Needs(NamedTuple):
    """What decides the columns of a service's sheet. ``eras`` and ``slots`` are the most any of its rows
    needs; ``charted`` are the numbers of the indicators that have a chart; ``month_width`` holds the longest
    figure, ``worded`` tells that words stand among some row's months, and ``in_cell`` what computed cells
    hold."""

    months: list[Month]
    comparators: list[str]
    eras: int
    slots: int
    charted: frozenset[str]
    month_width: float = MONTH_WIDTH
    worded: bool = False
    in_cell: InCell = InCell.VALUES


class Layout(Needs):
    """The columns of one service's sheet, each worked out once: every row asks for them."""

    @cached_property
    def live(self) -> bool:
        """Whether computed cells hold formulas."""
        return self.in_cell is not InCell.VALUES

    @cached_property
    def sparkline(self) -> int:
        return FIRST_MONTH + len(self.months)

    @cached_property
    def officer(self) -> int:
        return self.sparkline + 1

    @cached_property
    def target(self) -> int:
        return self.officer + 1

    @cached_property
    def rag(self) -> int:
        return self.officer + 2

    @cached_property
    def last_year(self) -> int:
        return self.officer + 3

    @cached_property
    def ytd(self) -> int:
        return self.officer + 4

    @cached_property
    def change(self) -> int:
        return self.officer + 5

    @cached_property
    def direction(self) -> int:
        return self.officer + 6

    @cached_property
    def trend(self) -> int:
        return self.officer + 7

    @cached_property
    def visible(self) -> int:
        """How many columns a reader sees."""
        return self.trend + 1 + 2 * len(self.comparators)

    @cached_property
    def basis(self) -> int:
        return self.visible

    @cached_property
    def digits(self) -> int:
        return self.visible + 1

    @cached_property
    def held_to(self) -> int:
        """The column of what the indicator is held to; what it was held to before is in the next."""
        return self.visible + 2

    @cached_property
    def era_width(self) -> int:
        return 1 + 2 * self.slots

    def era(self, place: int) -> int:
        """The column where an era's thresholds begin: its first month, its starts, its ratings."""
        return self.visible + 4 + place * self.era_width

    def drawn(self, place: int) -> int:
        """The column where a block of monthly figures for the charts begins: 0 the figures before a
        break, 1 those after it, 2 the target, 3 the average, then the comparators."""
        return self.era(self.eras) + place * len(self.months)

    def held(self, place: int) -> int:
        """The column of something that formulas need: TOLERANCE, COMPARED ..."""
        return self.without_words + (len(self.months) if self.worded else 0) + place

    def month(self, month: Month) -> int | None:
        """The column of a month's figures; None where it is not shown."""
        at = month - self.months[0]
        return FIRST_MONTH + at if 0 <= at < len(self.months) else None

    @cached_property
    def without_words(self) -> int:
        """The column where the months begin once more, for the small lines of rows with words in them."""
        return self.drawn(4 + len(self.comparators) if self.charted else 0)

    @cached_property
    def key(self) -> int:
        """The column of what a box is, on the rows that have one; its text as made is in the next."""
        blocks = {InCell.VALUES: 0, InCell.EXCEL: 1, InCell.PYTHON: 2}[self.in_cell]
        return self.held(MONTH + blocks * len(self.months) if blocks else 0)

    @cached_property
    def width(self) -> int:
        return self.key + 2

    def widths(self) -> tuple[float, ...]:
        """In characters, from column A."""
        shown = [NUMBER_WIDTH, TITLE_WIDTH, POLARITY_WIDTH]
        shown += [self.month_width] * len(self.months)
        shown += [SPARKLINE_WIDTH, OFFICER_WIDTH, TARGET_WIDTH, RAG_WIDTH, YTD_WIDTH, YTD_WIDTH]
        shown += [CHANGE_WIDTH, DIRECTION_WIDTH, TREND_WIDTH]
        shown += [COMPARATOR_WIDTH, AGAINST_WIDTH] * len(self.comparators)
        return (*shown, *[HIDDEN_WIDTH] * (self.width - self.visible))


def has_words(scorecard: Scorecard, result: Result) -> bool:
    """Whether words stand among a result's months shown."""
    first = scorecard.months[0] - scorecard.start
    return any(first <= at < first + len(scorecard.months) for at in result.outturns.reasons)


def has_chart(indicator: Indicator, of_themselves: bool) -> bool:
    """Whether an indicator gets a chart: one asked for, or one with a target where charts are drawn
    of themselves."""
    if indicator.chart is ChartKind.AUTO:
        return of_themselves and indicator.target is not None
    return indicator.chart is not ChartKind.NONE


def _has_few(scorecard: Scorecard) -> bool:
    """Whether there are at most MOST_CHARTS indicators; no more of them are counted, as each service asks."""
    seen: set[str] = set()
    for result in scorecard.results:
        seen.add(result.indicator.number)
        if len(seen) > MOST_CHARTS:
            return False
    return True


def service_layout(scorecard: Scorecard, results: list[Result], in_cell: InCell) -> Layout:
    """The columns that the results of one service need."""
    comparators = dict.fromkeys(
        comparator.name
        for result in results
        for comparator in result.indicator.comparators
        if comparator.reading.value is not None or comparator.reading.reason
    )
    slots = [len(era.rule.starts) for result in results for era in result.eras if era.rule]
    if in_cell is not InCell.VALUES:
        slots += [following_slots(result.indicator) for result in results]
    of_themselves = _has_few(scorecard)
    return Layout(
        scorecard.months,
        list(comparators),
        max((len(result.eras) for result in results), default=1),
        max(slots, default=1),
        frozenset(
            result.indicator.number for result in results if has_chart(result.indicator, of_themselves)
        ),
        max([MONTH_WIDTH, *map(_widest_figure, results)]),
        any(has_words(scorecard, result) for result in results),
        in_cell,
    )


def _widest_figure(result: Result) -> float:
    """Units of width that the longest figure of a result's months and parts takes."""
    indicator = result.indicator
    figures = [figure for figure in result.outturns.figures if figure is not None]
    texts = (
        [shown(end, indicator.unit, indicator.decimals) for end in (min(figures), max(figures))]
        if figures
        else []
    )
    if result.area or len(result.parts) > 1:
        for part in result.parts.values():
            counts = [figure for figure in part.figures if figure is not None]
            texts += [shown(max(counts), Unit.NUMBER, 0)] if counts else []
    return max((_text_width(text) for text in texts), default=0.0)


def _text_width(text: str) -> float:
    taken = {".": _POINT, ",": _POINT, "-": _POINT, "%": _SIGN}
    return sum(taken.get(char, _DIGIT) for char in text) + 0.15
