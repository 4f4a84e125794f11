"""One service's sheet, in the officers' own form: months, target, RAG, year to date, change, comparators."""

from collections.abc import Iterator
from typing import NamedTuple

from kpi_xl.columns import plain
from kpi_xl.figures import change_decimals, decimals_of
from kpi_xl.indicator import Indicator, other_unit
from kpi_xl.model import Basis, Comparison, Direction, Month, Rag, Reading
from kpi_xl.plan import Area, Look, Note, Page, Row, Rule, Sheet, Value, address, column_letters
from kpi_xl.results import figure_text
from kpi_xl.scorecard import Figure, Result, Scorecard
from kpi_xl.sheets import style
from kpi_xl.sheets.heights import row_height

HEAD = 4
"""The row (from 0) of the column headers."""

NUMBER_WIDTH, TITLE_WIDTH, POLARITY_WIDTH, MONTH_WIDTH = 9.0, 36.0, 7.0, 5.4
OTHER_WIDTHS = (5.5, 8.0, 8.0, 9.0, 9.0, 7.5, 11.5, 7.5)
COMPARATOR_WIDTH = 11.0
MOST_COMPARATOR_DECIMALS = 2
FIRST_MONTH = 3
LEAST_ROW = 20.0
ARROWS = {Direction.INCREASE: "▲", Direction.DECREASE: "▼", Direction.NO_CHANGE: "▬"}
COMPARED = {
    Comparison.PREVIOUS_MONTH: "on previous month",
    Comparison.SAME_MONTH_LAST_YEAR: "on same month last year",
    Comparison.LAST_YEARS_OUTTURN: "on last year's outturn",
}
FOOTER_LENGTH = 100
"""Characters of a footer's title: Excel allows 255 in all, and each ampersand takes two."""

NO_LOWEST, NO_HIGHEST = -1e307, 1e307
"""What stands for minus and plus infinity in the thresholds held on a row."""


class _Layout(NamedTuple):
    """Where the columns of one service's sheet stand."""

    months: list[Month]
    comparators: list[str]
    slots: int

    @property
    def officer(self) -> int:
        return FIRST_MONTH + len(self.months)

    @property
    def target(self) -> int:
        return self.officer + 1

    @property
    def rag(self) -> int:
        return self.officer + 2

    @property
    def last_year(self) -> int:
        return self.officer + 3

    @property
    def ytd(self) -> int:
        return self.officer + 4

    @property
    def trend(self) -> int:
        return self.officer + 7

    @property
    def visible(self) -> int:
        return self.trend + 1 + len(self.comparators)

    @property
    def basis(self) -> int:
        return self.visible

    @property
    def digits(self) -> int:
        return self.visible + 1

    @property
    def starts(self) -> int:
        return self.visible + 2

    @property
    def ratings(self) -> int:
        return self.starts + self.slots

    @property
    def width(self) -> int:
        return self.ratings + self.slots


def service_sheet(scorecard: Scorecard, service: str, name: str, results: list[Result]) -> Sheet:
    """The sheet of one service: its results, in their order, under their sections."""
    comparators = dict.fromkeys(
        c.name
        for result in results
        for c in result.indicator.comparators
        if c.reading.value is not None or c.reading.reason
    )
    slots = max((len(result.rule.starts) for result in results if result.rule), default=1)
    layout = _Layout(scorecard.months, list(comparators), slots)
    rows = [*_heading(scorecard, service), *_header_rows(scorecard, layout)]
    notes: list[Note] = []
    section = ""
    for result in results:
        if result.indicator.section != section and not result.area:
            section = result.indicator.section
            blank = (None,) * (layout.visible - 1)
            rows.append(Row((section or None, *blank), (style.SECTION,) * layout.visible, 18.0))
        notes.extend(_notes(scorecard, layout, result, len(rows)))
        rows.append(_result_row(scorecard, layout, result))
    last = len(rows) - 1
    rows.append(Row((), (), 6.0))
    rows.append(
        Row(
            ("Made from the Indicators and Data sheets. Type there, and refresh: this sheet is made anew.",),
            (style.FOOTNOTE,),
        )
    )
    return Sheet(
        name=name,
        mark=f"service:{plain(service)}",
        rows=rows,
        widths=tuple(_widths(layout)),
        hidden_columns=tuple(range(layout.visible, layout.width)),
        freeze=(HEAD + 1, FIRST_MONTH),
        rules=tuple(_rules(layout, last)),
        notes=tuple(notes),
        page=Page(
            repeat=(HEAD - 1, HEAD),
            footer_left=footer(scorecard, service),
            footer_right="Page &P of &N",
            print_columns=layout.visible,
        ),
        tab_colour=style.NAVY,
    )


def footer(scorecard: Scorecard, service: str) -> str:
    """The footer's left: organisation, page and period, in Excel's codes (``&&`` is an ampersand)."""
    title = " - ".join(part for part in (scorecard.settings.organisation, service) if part)[:FOOTER_LENGTH]
    return f"{title.replace('&', '&&')} - {scorecard.period}"


def _heading(scorecard: Scorecard, service: str) -> Iterator[Row]:
    organisation = scorecard.settings.organisation
    title = f"{organisation}: {service}" if organisation else service
    month = scorecard.period.date()
    yield Row((title,), (style.HEADLINE,), 26.0)
    yield Row(
        (
            f"Reporting period {month:%B %Y}.  BIB: bigger is better; SIB: smaller is better.  "
            f"Change is {COMPARED[scorecard.settings.compares_with]}, in percentage points (pp) for %.",
        ),
        (style.SUBTITLE,),
        16.0,
    )
    yield Row((), (), 6.0)


def _header_rows(scorecard: Scorecard, layout: _Layout) -> Iterator[Row]:
    """The year bands and, below them, the column headers."""
    first = scorecard.settings.year_starts
    this_year = scorecard.period.year_label(first)
    last_year = scorecard.period.year_start(first).minus(1).year_label(first)
    bands: list[Value] = [None] * FIRST_MONTH
    band_looks: list[Look | None] = [None] * FIRST_MONTH
    heads: list[Value] = ["Number", "Indicator", "Polarity"]
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
        ("RO", "Target", "RAG", f"{last_year} YTD or latest", f"{this_year} YTD or latest", "Change",
         "Direction", "Trend", *layout.comparators)
    )  # fmt: skip
    looks.extend([style.HEADER] * (layout.visible - layout.officer))
    heads.extend(("RAG basis", "Rounded to"))
    heads.extend([f"From {slot + 1}" for slot in range(layout.slots)])
    heads.extend([f"Rating {slot + 1}" for slot in range(layout.slots)])
    looks.extend([style.HIDDEN] * (layout.width - layout.visible))
    yield Row(tuple(bands), tuple(band_looks), 15.0)
    height = row_height([(name, COMPARATOR_WIDTH) for name in layout.comparators], 42.0)
    yield Row(tuple(heads), tuple(looks), height)


def _widths(layout: _Layout) -> Iterator[float]:
    yield from (NUMBER_WIDTH, TITLE_WIDTH, POLARITY_WIDTH)
    yield from [MONTH_WIDTH] * len(layout.months)
    yield from OTHER_WIDTHS
    yield from [COMPARATOR_WIDTH] * len(layout.comparators)
    yield from [9.0] * (layout.width - layout.visible)


def _result_row(scorecard: Scorecard, layout: _Layout, result: Result) -> Row:
    indicator, values, looks = result.indicator, [], []

    def put(value: Value, look: Look) -> None:
        values.append(value)
        looks.append(look)

    title = result.area or indicator.title
    put(None if result.area else indicator.number, style.STRONG)
    put(title, style.PART if result.area else style.TEXT)
    put(None if result.area else indicator.polarity.value or None, style.WORDS)
    figure_look = style.figure(indicator)
    for month in layout.months:
        at = month - scorecard.start
        inside = 0 <= at < len(result.outturns.figures)
        number = result.outturns.figures[at] if inside else None
        reason = result.outturns.reasons.get(at) if inside and number is None else None
        put(number if reason is None else reason, style.words_in_month(reason) if reason else figure_look)
    put(indicator.officer or None, style.CENTRED)
    put(*target_cell(indicator))
    put(result.rag.value, style.RATED)
    put(*_year_to_date(result.last_year, indicator, figure_look))
    put(*_year_to_date(result.ytd, indicator, figure_look))
    put(result.change, style.change(indicator, change_decimals(result.change or 0.0, indicator.decimals)))
    put(f"{ARROWS[result.direction]} {result.direction.value}" if result.direction else None, style.WORDS)
    put(result.trend.value if result.trend else None, style.WORDS)
    readings = {c.name: c.reading for c in indicator.comparators if not result.area}
    for name in layout.comparators:
        put(*_comparator(readings.get(name, Reading()), indicator))
    for value in _thresholds(layout, result):
        put(value, style.HIDDEN)
    texts = [
        (title, TITLE_WIDTH),
        (indicator.number, NUMBER_WIDTH),
        (indicator.target_text, OTHER_WIDTHS[1] + 1.5),
    ]
    return Row(tuple(values), tuple(looks), row_height(texts, LEAST_ROW))


def target_cell(indicator: Indicator) -> tuple[Value, Look]:
    """A plain target as a number, with the decimals it was given; any other as it was written."""
    target = indicator.target
    if target is None or other_unit(indicator) == "Target" or not _is_plain(indicator.target_text):
        return indicator.target_text or None, style.CENTRED
    return target.low, style.figure(
        indicator, max(indicator.decimals, decimals_of(target.low, indicator.unit))
    )


def _is_plain(target_text: str) -> bool:
    """Whether a target's text is a number and nothing else: not ``>80%``, ``3 per month`` or ``5-10``."""
    return all(char.isdigit() or char in ".,% " for char in target_text)


def _comparator(reading: Reading, indicator: Indicator) -> tuple[Value, Look]:
    """A comparator's figure with all the decimals it was given, or its words."""
    if reading.value is None:
        return reading.reason or None, style.CENTRED
    decimals = max(indicator.decimals, decimals_of(reading.value, indicator.unit))
    return reading.value, style.figure(indicator, min(decimals, MOST_COMPARATOR_DECIMALS))


def _year_to_date(figure: Figure, indicator: Indicator, look: Look) -> tuple[Value, Look]:
    """The figure as a number; an earlier month's as text with its month; a reason as words."""
    if figure.value is not None and figure.month is None:
        return figure.value, look
    text = figure_text(figure, indicator)
    return text or None, style.CENTRED


def _thresholds(layout: _Layout, result: Result) -> list[Value]:
    """What the row's figures are rated by: basis, digits, then the start and the rating of each piece."""
    rule = result.rule
    if rule is None:
        return [None] * (2 + 2 * layout.slots)
    spare = layout.slots - len(rule.starts)
    starts = [NO_LOWEST if start is None else start / 10**rule.digits for start in rule.starts]
    ratings = [rating.value for rating in rule.ratings]
    return [
        result.indicator.basis.value,
        float(rule.digits),
        *starts,
        *[NO_HIGHEST] * spare,
        *ratings,
        *[ratings[-1]] * spare,
    ]


def _notes(scorecard: Scorecard, layout: _Layout, result: Result, row: int) -> Iterator[Note]:
    """The notes that stand beside figures, and reasons too long for a month's cell."""
    for column, month in enumerate(layout.months, FIRST_MONTH):
        at = month - scorecard.start
        note = result.outturns.notes.get(at)
        reason = result.outturns.reasons.get(at, "")
        if note:
            yield Note(row, column, note)
        elif len(reason) > 6:
            yield Note(row, column, reason)


def _rules(layout: _Layout, last: int) -> Iterator[Rule]:
    """Colours that follow the cells: months by the thresholds on their row, the RAG by its word."""
    first = HEAD + 1
    if last < first:
        return
    from_start, to_start = (column_letters(layout.starts + place) for place in (0, layout.slots - 1))
    from_rating, to_rating = (column_letters(layout.ratings + place) for place in (0, layout.slots - 1))
    row = first + 1
    digits, basis = (f"${column_letters(column)}{row}" for column in (layout.digits, layout.basis))

    def tinted(area: Area, rated: Basis) -> Iterator[Rule]:
        cell = address(area.top, area.left)
        rating = (
            f"LOOKUP(ROUND({cell},{digits}),${from_start}{row}:${to_start}{row},"
            f"${from_rating}{row}:${to_rating}{row})"
        )
        for rag, colours in style.TINT.items():
            formula = f'IF({basis}="{rated.value}",IF(ISNUMBER({cell}),{rating}="{rag.value}"))'
            yield Rule(area, formula, colours.text, colours.fill)

    if layout.months:
        yield from tinted(Area(first, FIRST_MONTH, last, layout.officer - 1), Basis.LATEST)
    yield from tinted(Area(first, layout.ytd, last, layout.ytd), Basis.YTD)
    yield from rag_rules(Area(first, layout.rag, last, layout.rag))


def rag_rules(area: Area) -> Iterator[Rule]:
    """Colours that follow a RAG word."""
    cell = address(area.top, area.left)
    for rag in Rag:
        colours = style.RATING[rag]
        yield Rule(area, f'{cell}="{rag.value}"', colours.text, colours.fill, bold=True)
