"""The main table of a service's sheet: a row an indicator and area, with its months, target, rating, year
to date, change and comparators, and the thresholds that colour it."""

from collections.abc import Iterator

from kpi_xl.figures import change_decimals, decimals_of
from kpi_xl.indicator import Indicator, other_unit
from kpi_xl.model import Basis, Direction, InCell, Rag, Reading
from kpi_xl.outturns import Figure
from kpi_xl.plan import Area, Look, Note, Row, Rule, Sparkline, Value, address, column_letters
from kpi_xl.results import figure_text
from kpi_xl.scorecard import Result, Scorecard
from kpi_xl.sheets import style
from kpi_xl.sheets.comparators import against_comparator, comparator_cell
from kpi_xl.sheets.drawn import drawn_cells, months_of
from kpi_xl.sheets.formulas import RowFormulas
from kpi_xl.sheets.heights import row_height
from kpi_xl.sheets.layout import (
    AGAINST_WIDTH,
    COMPARATOR_WIDTH,
    FIRST_MONTH,
    HEAD,
    HELD,
    NUMBER_WIDTH,
    TARGET_WIDTH,
    TITLE_WIDTH,
    Layout,
    has_words,
)
from kpi_xl.sheets.thresholds import threshold_cells

LEAST_ROW = 20.0
LONG_REASON = 6
"""Characters of a reason that fit a month's cell; a longer one has a note too."""

NUMBER, RAG, RATED_BY, HELD_TO, HELD_BEFORE = "Number", "RAG", "Rated by", "Held to", "Held to before"
"""Headers that the program itself reads again at the next refresh."""

MONTH_BY_MONTH = "Month by month"
"""The column of the small lines of the months shown."""

AGAINST = "Better or worse than it"
"""The column beside a comparator's figure."""


def header_rows(scorecard: Scorecard, layout: Layout) -> Iterator[Row]:
    """The year bands and, below them, the column headers."""
    first = scorecard.settings.year_starts
    this_year = scorecard.period.year_label(first)
    last_year = scorecard.period.year_start(first).minus(1).year_label(first)
    bands: list[Value] = [None] * FIRST_MONTH
    band_looks: list[Look | None] = [None] * FIRST_MONTH
    heads: list[Value] = [NUMBER, "Indicator", "Polarity"]
    looks: list[Look | None] = [style.HEADER_LEFT, style.HEADER_LEFT, style.HEADER]
    seen = ""
    for month in layout.months:
        label = month.year_label(first)
        bands.append(None if label == seen else label)
        band_looks.append(style.BAND if label == this_year else style.BAND_BEFORE)
        heads.append(month.date())
        looks.append(style.MONTH_HEADER if label == this_year else style.MONTH_HEADER_BEFORE)
        seen = label
    heads.extend(
        (MONTH_BY_MONTH, "RO", "Target", RAG, f"{last_year} YTD or latest", f"{this_year} YTD or latest",
         "Change", "Direction", "Trend")
    )  # fmt: skip
    for name in layout.comparators:
        heads.extend((name, AGAINST))
    looks.extend([style.HEADER] * (layout.visible - layout.sparkline))
    heads.extend((RATED_BY, "Rounded to", HELD_TO, HELD_BEFORE))
    labels = [str(month) for month in layout.months]
    if layout.charted:
        heads.extend([None] * (layout.drawn(0) - len(heads)))
        heads.extend(labels)
    if layout.live:
        heads.extend([None] * (layout.held(0) - len(heads)))
        heads.extend((*HELD, *labels))
        heads.extend(labels if layout.in_cell is InCell.PYTHON else ())
    looks.extend(None if head is None else style.HIDDEN for head in heads[layout.visible :])
    yield Row(tuple(bands), tuple(band_looks), 15.0)
    named = [(name, COMPARATOR_WIDTH) for name in layout.comparators]
    height = row_height([*named, *[(AGAINST, AGAINST_WIDTH)] * len(named)], 42.0)
    yield Row(tuple(heads), tuple(looks), height)


def result_row(
    scorecard: Scorecard, layout: Layout, result: Result, leads: bool, formulas: RowFormulas | None
) -> Row:
    """The row of one indicator, or of one of its areas. The first of an indicator ``leads``: it has the
    number, the title and what else is the indicator's own, although it be an area's. Without ``formulas``
    its computed cells are values."""
    indicator = result.indicator
    values: list[Value] = []
    looks: list[Look | None] = []

    def put(value: Value, look: Look) -> None:
        values.append(value)
        looks.append(look)

    title = indicator.title if leads else result.area
    if leads and result.area:
        title = f"{title} ({result.area})"
    put(indicator.number if leads else None, style.STRONG)
    put(title, style.TEXT if leads else style.PART)
    put(indicator.polarity.value or None if leads else None, style.WORDS)
    figure_look = style.figure(indicator)
    for value, look in _month_cells(scorecard, layout, result, figure_look):
        put(value, look)
    put(None, style.WORDS)
    put(indicator.officer or None, style.CENTRED)
    put(*target_cell(indicator))
    put(result.rag.value, style.RATED)
    put(year_to_date(result.last_year, indicator), style.year(indicator))
    put(year_to_date(result.ytd, indicator), style.year(indicator))
    put(result.change, style.change(indicator, change_decimals(result.change or 0.0, indicator.decimals)))
    put(direction_words(result.direction), style.WORDS)
    put(result.trend.value if result.trend else None, style.WORDS)
    readings = {c.name: c.reading for c in indicator.comparators if leads}
    for name in layout.comparators:
        reading = readings.get(name, Reading())
        put(*comparator_cell(reading, indicator))
        against = against_comparator(result, reading)
        put(against.value if against else None, style.WORDS)
    hidden: list[Value] = [*threshold_cells(layout, result), *drawn_cells(scorecard, layout, result, leads)]
    values.extend(hidden)
    if formulas:
        formulas.put(result, readings, values)
    looks.extend(None if value is None else style.HIDDEN for value in values[layout.visible :])
    texts = [
        (title, TITLE_WIDTH),
        (indicator.number, NUMBER_WIDTH),
        (indicator.target_text, TARGET_WIDTH + 1.5),
    ]
    return Row(tuple(values), tuple(looks), row_height(texts, LEAST_ROW))


def direction_words(direction: Direction | None) -> str | None:
    """``▲ Increase``: a symbol that does not lean on colour, and the word."""
    return f"{style.ARROWS[direction]} {direction.value}" if direction else None


def _month_cells(
    scorecard: Scorecard, layout: Layout, result: Result, look: Look
) -> Iterator[tuple[Value, Look]]:
    reasons = result.outturns.reasons
    first = layout.months[0] - scorecard.start
    for at, number in enumerate(months_of(result.outturns, scorecard, layout.months), first):
        reason = reasons.get(at) if number is None else None
        yield (reason, style.words_in_month(reason)) if reason else (number, look)


def target_cell(indicator: Indicator) -> tuple[Value, Look]:
    """A plain target as a number, with the decimals it was given; any other as it was written."""
    target = indicator.target
    if target is None or other_unit(indicator) == "Target" or not _is_plain(indicator.target_text):
        return indicator.target_text or None, style.CENTRED
    decimals = max(indicator.decimals, decimals_of(target.low, indicator.unit))
    return target.low, style.figure(indicator, decimals)


def _is_plain(target_text: str) -> bool:
    """Whether a target's text is a number and nothing else: not ``>80%``, ``3 per month`` or ``5-10``."""
    return all(char.isdigit() or char in ".,% " for char in target_text)


def year_to_date_cell(figure: Figure, indicator: Indicator, look: Look) -> tuple[Value, Look]:
    """The same with its look; words look alike whatever they stand for."""
    value = year_to_date(figure, indicator)
    return value, look if isinstance(value, float) else style.CENTRED


def year_to_date(figure: Figure, indicator: Indicator) -> float | str | None:
    """The figure as a number; an earlier month's as text with its month; a reason as words."""
    if figure.value is not None and figure.month is None:
        return figure.value
    return figure_text(figure, indicator) or None


def row_notes(scorecard: Scorecard, layout: Layout, result: Result, row: int) -> Iterator[Note]:
    """The notes that stand beside figures, and reasons too long for a month's cell."""
    if not result.outturns.notes and not result.outturns.reasons:
        return
    for column, month in enumerate(layout.months, FIRST_MONTH):
        at = month - scorecard.start
        note = result.outturns.notes.get(at)
        reason = result.outturns.reasons.get(at, "")
        if note:
            yield Note(row, column, note)
        elif len(reason) > LONG_REASON:
            yield Note(row, column, reason)


def sparkline(scorecard: Scorecard, layout: Layout, result: Result, row: int) -> Sparkline:
    """The line of a row's months, in the column after them; drawn from hidden figures where words stand
    among the months."""
    first = layout.without_words if has_words(scorecard, result) else FIRST_MONTH
    months = Area(row, first, row, first + len(layout.months) - 1)
    return Sparkline(row, layout.sparkline, months, style.NAVY)


def table_rules(layout: Layout, last: int) -> Iterator[Rule]:
    """Colours that follow the cells: months by the thresholds on their row, the RAG by its word."""
    first = HEAD + 1
    yield from _tinted(layout, Area(first, FIRST_MONTH, last, layout.sparkline - 1), Basis.LATEST)
    yield from _tinted(layout, Area(first, layout.ytd, last, layout.ytd), Basis.YTD)
    yield from rag_rules(Area(first, layout.rag, last, layout.rag))


def _tinted(layout: Layout, area: Area, rated: Basis) -> Iterator[Rule]:
    """The tint of a rated figure: looked up among the thresholds of the era its month is in."""
    row = area.top + 1
    cell = address(area.top, area.left)
    digits, basis = (f"${column_letters(column)}{row}" for column in (layout.digits, layout.basis))
    month = f"{column_letters(area.left)}${HEAD + 1}" if rated is Basis.LATEST else "9E+306"

    def held(offset: int) -> str:
        spans = [
            f"${column_letters(layout.era(place) + 1 + offset)}{row}"
            f":${column_letters(layout.era(place) + layout.slots + offset)}{row}"
            for place in range(layout.eras)
        ]
        chosen = spans[0]
        for place in range(1, layout.eras):
            start = f"${column_letters(layout.era(place))}{row}"
            chosen = f"IF(AND(ISNUMBER({start}),{start}<={month}),{spans[place]},{chosen})"
        return chosen

    rating = f"LOOKUP(ROUND({cell},{digits}),{held(0)},{held(layout.slots)})"
    for rag, colours in style.TINT.items():
        formula = f'IF({basis}="{rated.value}",IF(ISNUMBER({cell}),{rating}="{rag.value}"))'
        yield Rule(area, formula, colours.text, colours.fill)


def rag_rules(area: Area) -> Iterator[Rule]:
    """Colours that follow a RAG word."""
    cell = address(area.top, area.left)
    for rag in Rag:
        colours = style.RATING[rag]
        yield Rule(area, f'{cell}="{rag.value}"', colours.text, colours.fill, bold=True)
