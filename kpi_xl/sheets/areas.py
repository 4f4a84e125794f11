"""Areas side by side with the whole: for each indicator that has areas, the period's figure, its parts, what
came before, the rating and the trend."""

from collections.abc import Iterator
from math import fsum

from kpi_xl.indicator import WITHHELD, Series
from kpi_xl.model import AreaHistory, Measure, Month, Unit
from kpi_xl.outturns import Figure
from kpi_xl.plan import Area, Formula, Look, Row, Rule, Value, address, reference
from kpi_xl.results import figure_text
from kpi_xl.scorecard import Result, Scorecard
from kpi_xl.sheets import style
from kpi_xl.sheets.heights import row_height
from kpi_xl.sheets.layout import FIRST_MONTH, TITLE_WIDTH, Layout
from kpi_xl.sheets.table import rag_rules, target_cell

MONTHS_BEFORE = 6
HEADER_HEIGHT, TALLEST_HEADER, LETTER = 78.0, 160.0, 5.2
"""Points of a header whose names stand upright, at the least and the most, and what a letter takes."""

WHOLE = "Whole authority"
"""What the whole is called beside its areas."""

SIX_MONTHS, YEAR_TO_DATE = "Average of the six months before", "Year to date"
TARGET, RAG, TREND = "Target", "RAG", "Trend"


def area_rows(
    scorecard: Scorecard, layout: Layout, results: list[Result], main: dict[tuple[str, str], int], top: int
) -> tuple[list[Row], list[Rule]]:
    """The rows and rules of the section, from row ``top``; nothing where no indicator has areas.

    ``main`` holds the row of each indicator and area in the main table, from which formulas take figures.
    """
    split = area_groups(results)
    if not split:
        return [], []
    blank = (None,) * (layout.visible - 1)
    rows = [
        Row(
            (f"By area, {scorecard.period.date():%B %Y}", *blank),
            (style.SECTION,) * layout.visible,
            18.0,
        )
    ]
    rules: list[Rule] = []
    room = layout.visible - FIRST_MONTH
    for group in (batch for whole in split for batch in _batches(whole, room)):
        rows.append(_header(group))
        rows_of = [main[result.indicator.number, result.area] for result in group]
        for label, values, looks in area_lines(scorecard, group):
            if label == RAG:
                row = top + len(rows)
                rules.extend(rag_rules(Area(row, FIRST_MONTH, row, FIRST_MONTH + len(group) - 1)))
            formulas = (
                [_linked(scorecard, layout, label, *pair) for pair in zip(rows_of, values, strict=True)]
                if layout.live
                else values
            )
            rows.append(
                Row((None, label, None, *formulas), (style.TEXT, style.PART, style.WORDS, *looks), 16.0)
            )
        rows.append(Row((), (), 6.0))
    return rows, rules


def area_groups(results: list[Result]) -> list[list[Result]]:
    """The results of each indicator that has areas."""
    by_number: dict[str, list[Result]] = {}
    for result in results:
        by_number.setdefault(result.indicator.number, []).append(result)
    return [group for group in by_number.values() if any(result.area for result in group)]


def area_names(group: list[Result]) -> list[str]:
    """What the whole and each area are called."""
    return [result.area or WHOLE for result in group]


def _batches(group: list[Result], room: int) -> list[list[Result]]:
    """The whole and its areas, parted where they are more than ``room`` columns; each part has the whole."""
    whole, areas = ([], group) if group[0].area else (group[:1], group[1:])
    each = max(room - len(whole), 1)
    return [[*whole, *areas[at : at + each]] for at in range(0, len(areas), each)]


def _header(group: list[Result]) -> Row:
    indicator = group[0].indicator
    names = area_names(group)
    heads: list[Value] = [indicator.number, indicator.title, indicator.polarity.value or None, *names]
    looks: list[Look] = [style.HEADER_LEFT, style.HEADER_LEFT, style.HEADER]
    looks += [style.AREA_HEADER] * len(names)
    upright = min(max(map(len, names)) * LETTER, TALLEST_HEADER)
    height = row_height([(indicator.title, TITLE_WIDTH)], max(upright, HEADER_HEIGHT))
    return Row(tuple(heads), tuple(looks), height)


_Line = tuple[str, list[Value], list[Look]]


def area_lines(scorecard: Scorecard, group: list[Result]) -> Iterator[_Line]:
    """The lines of one indicator: a label, then a value and a look for the whole and each area."""
    indicator = group[0].indicator
    look = style.figure(indicator)
    count = style.figure(indicator._replace(unit=Unit.NUMBER), 0)

    def line(label: str, values: list[Value], one: Look) -> _Line:
        """Figures, and in italics the words that stand where there is none."""
        return label, values, [style.ITALIC if isinstance(v, str) else one for v in values]

    yield line(str(scorecard.period), [r.value.value if r.value.value is not None else r.value.text or None
                                       for r in group], look)  # fmt: skip
    for measure in (Measure.NUMERATOR, Measure.DENOMINATOR):
        parts = [r.parts.get(measure) for r in group]
        label = next((part.label for part in parts if part and part.label), measure.value)
        figures = [_at(part, scorecard, scorecard.period) for part in parts]
        withheld = [_is_withheld(part, scorecard) for part in parts]
        if any(figure is not None for figure in figures) or any(withheld):
            cells = [WITHHELD if w else f for f, w in zip(figures, withheld, strict=True)]
            yield line(label, list(cells), count)
    if scorecard.settings.area_history is AreaHistory.SIX_MONTHS:
        yield line(SIX_MONTHS, [_mean_before(r, scorecard) for r in group], look)
    else:
        yield line(YEAR_TO_DATE, [_or_words(r.ytd, r) for r in group], look)
    target, target_look = target_cell(indicator)
    yield TARGET, [target] * len(group), [target_look._replace(wrap=False)] * len(group)
    yield RAG, [result.rag.value for result in group], [style.RATED_SMALL] * len(group)
    yield TREND, [r.trend.value if r.trend else None for r in group], [style.SMALL] * len(group)


def _linked(scorecard: Scorecard, layout: Layout, label: str, row: int, value: Value) -> Value:
    """A cell of a line as a formula of the main table's row; as it is where that does not have it."""
    last = layout.sparkline - 1
    if label == SIX_MONTHS and len(layout.months) > MONTHS_BEFORE:
        months = reference(Area(row, last - MONTHS_BEFORE, row, last - 1))
        text = f'IFERROR(AVERAGE({months}),"")'
    else:
        columns = {
            str(scorecard.period): last,
            YEAR_TO_DATE: layout.ytd,
            RAG: layout.rag,
            TREND: layout.trend,
        }
        if label not in columns:
            return value
        there = address(row, columns[label])
        text = f'IF({there}="","",{there})'
    return Formula(text, value)  # type: ignore[arg-type]


def _or_words(figure: Figure, result: Result) -> Value:
    if figure.value is not None and figure.month is None:
        return figure.value
    return figure_text(figure, result.indicator) or None


def _at(series: Series | None, scorecard: Scorecard, month: Month) -> float | None:
    at = month - scorecard.start
    return series.figures[at] if series and 0 <= at < len(series.figures) else None


def _is_withheld(series: Series | None, scorecard: Scorecard) -> bool:
    return series is not None and scorecard.period - scorecard.start in series.withheld


def _mean_before(result: Result, scorecard: Scorecard) -> float | str | None:
    """The mean of the six months before the period that hold a number; withheld where one of them is."""
    months = [scorecard.period.minus(back) for back in range(1, MONTHS_BEFORE + 1)]
    if any(month - scorecard.start in result.outturns.withheld for month in months):
        return WITHHELD
    numbers = [f for f in (_at(result.outturns, scorecard, month) for month in months) if f is not None]
    return fsum(numbers) / len(numbers) if numbers else None
