"""A service's sheets of a pack: its table, and its charts with the figures they draw as a table."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from math import ceil

from kpi_xl.figures import places
from kpi_xl.model import Basis, Rag
from kpi_xl.plan import Area, Chart, Look, Row, Sheet, Sparkline, Value
from kpi_xl.publish.pack_colours import figure_rules, lettered
from kpi_xl.publish.pack_tables import Cells, Names, PackTable, cells_below, table_sheet
from kpi_xl.publish.small_line import LINE_TOLD, course, has_line, in_characters
from kpi_xl.scorecard import Result, Scorecard
from kpi_xl.sheets import style
from kpi_xl.sheets.drawn import Figures, months_of
from kpi_xl.sheets.heading import titled
from kpi_xl.sheets.layout import FIRST_MONTH, Layout
from kpi_xl.sheets.pages import page_breaks, width_of
from kpi_xl.sheets.service import ServiceSheet, how_to_read
from kpi_xl.sheets.table import MONTH_BY_MONTH, RAG, rag_rules, result_row

_NUMBER, _TITLE, _POLARITY = range(3)
NUMBER, INDICATOR, SECTION, AREA, NOTES = "Number", "Indicator", "Section", "Area", "Notes"
LETTERS_TOLD = (
    "The letter beside a month's figure is its rating by the target in force then: R Red, A Amber, G Green."
)
_MONTH, _WORDS, _NARROW = 8.2, 10.0, 8.5
_LEAST_LINE, _BLOCK, _LINE_ROW = 14.0, 1.2, 28.0
_CHARACTERS = style.SMALL._replace(colour=style.NAVY, wrap=True)
_BEHIND = {
    "rose": style.SMALL._replace(horizontal="right", vertical="bottom"),
    "fell": style.SMALL._replace(horizontal="left", vertical="bottom"),
    "level": style.SMALL._replace(vertical="bottom"),
}  # the corner that a line of this course leaves free
_LEAST_WIDTH, _CHART_WIDTH, _CHART_COLUMN = 140.0, 60.0, 9.0
_CHART_ROWS, _CHART_ROW, _GAP = 15, 16.0, 8.0
_CHARTS_ENDING = " charts"


class Notes:
    """The notes of a pack, numbered as they are met, each text once."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def mark(self, text: str) -> str:
        """``[note 1]``."""
        return f"[note {self.numbers.setdefault(text, len(self.numbers) + 1)}]"


def service_sheets(
    scorecard: Scorecard,
    service: str,
    made: ServiceSheet,
    results: list[Result],
    lines: Sequence[str],
    names: Names,
    notes: Notes,
    to_print: bool,
) -> Iterator[Sheet]:
    """The sheet of a service's table, which tells ``lines`` too, and where it has charts, theirs; ``made`` is
    the scorecard's own sheet of it. One ``to_print`` has no sparklines, which not every program prints, but
    the same in characters."""
    name = made.name
    table = _table(scorecard, made.layout, results, notes, to_print)
    said = [
        f"Reporting period {scorecard.period.date():%B %Y}.",
        how_to_read(scorecard),
        LETTERS_TOLD,
        *([LINE_TOLD] if any(has_line(_shown(scorecard, made.layout, r)) for r in results) else []),
        *lines,
    ]
    sheet = table_sheet(scorecard, name, titled(scorecard, service), said, table, names)
    months = {str(month) for month in made.layout.months}
    to_date = _years(scorecard)[-1]
    yield sheet._replace(
        rules=(
            *rag_rules(cells_below(sheet, RAG)),
            *figure_rules(sheet, results, made.layout.months, to_date),
        ),
        sparklines=() if to_print else tuple(_sparklines(sheet, months)),
    )
    charts = made.sheet().charts
    if charts:
        yield _charts_sheet(scorecard, made, charts, names)


def _table(
    scorecard: Scorecard, layout: Layout, results: list[Result], notes: Notes, to_print: bool
) -> PackTable:
    sections = any(result.indicator.section for result in results)
    areas = any(result.area for result in results)
    columns: list[tuple[str, float]] = [(NUMBER, _NARROW), (INDICATOR, 36.0)]
    columns += [(SECTION, 15.0)] if sections else []
    columns += [(AREA, 16.0)] if areas else []
    columns += [("Polarity", _NARROW), ("RO", 7.0), ("Target", _WORDS), (RAG, _NARROW)]
    columns += [(str(month), _MONTH) for month in layout.months]
    columns += [
        (MONTH_BY_MONTH, max(_LEAST_LINE, 1 + _BLOCK * len(layout.months))),
        *((year, 12.0) for year in _years(scorecard)),
        ("Change", _NARROW),
        ("Direction", 12.5),
        ("Trend", _NARROW),
    ]
    for comparator in layout.comparators:
        columns += [(comparator, _WORDS), (f"Better or worse than {comparator}", _WORDS)]
    rows: list[Cells] = []
    told = []
    for result in results:
        row = result_row(scorecard, layout, result, True, None)
        cells = list(zip(row.values, (look or style.WORDS for look in row.looks), strict=True))[
            : layout.visible
        ]
        drawn = not (to_print or _has_words(value for value, _ in cells[FIRST_MONTH : layout.sparkline]))
        cells[layout.sparkline] = _line(scorecard, layout, result, drawn)
        rows.append(_cells(layout, result, cells, sections, areas))
        told.append(_noted(scorecard, layout, result, notes))
    if any(told):
        columns.append((NOTES, 18.0))
        rows = [[*cells, (text or None, style.TEXT)] for cells, text in zip(rows, told, strict=True)]
    return PackTable([name for name, _ in columns], [width for _, width in columns], rows, _LINE_ROW)


def _years(scorecard: Scorecard) -> list[str]:
    """The headers of last year's figure and this year's to date."""
    first = scorecard.settings.year_starts
    months = scorecard.period.year_start(first).minus(1), scorecard.period
    return [f"{month.year_label(first)} YTD or latest" for month in months]


def _cells(
    layout: Layout, result: Result, cells: Cells, sections: bool, areas: bool
) -> list[tuple[Value, Look]]:
    """A row of the table: what it is about, how it is rated, its months and what they come to."""
    indicator = result.indicator
    about: list[tuple[Value, Look]] = [(indicator.number, style.STRONG), (indicator.title, style.TEXT)]
    about += [(indicator.section or None, style.TEXT)] if sections else []
    about += [(result.area or "Whole authority", style.TEXT)] if areas else []
    about += [cells[at] for at in (_POLARITY, layout.officer, layout.target, layout.rag)]
    months = [
        _month(result, cells[FIRST_MONTH + at], at - len(layout.months)) for at in range(len(layout.months))
    ]
    rest = list(cells[layout.last_year :])
    if indicator.basis is Basis.YTD:
        at = layout.ytd - layout.last_year
        rest[at] = _rated(rest[at], result.rag)
    return [*about, *months, cells[layout.sparkline], *rest]


def _line(scorecard: Scorecard, layout: Layout, result: Result, drawn: bool) -> tuple[Value, Look]:
    """The cell of a row's small line: a word behind the sparkline, or below one in characters where none is
    ``drawn``; blank where there are too few figures."""
    figures = _shown(scorecard, layout, result)
    if not has_line(figures):
        return None, style.SMALL
    told = course(figures, places(result.indicator.unit, result.indicator.decimals))
    return (told, _BEHIND[told]) if drawn else (f"{in_characters(figures)}\n{told}", _CHARACTERS)


def _shown(scorecard: Scorecard, layout: Layout, result: Result) -> Figures:
    return months_of(result.outturns, scorecard, layout.months)


def _sparklines(sheet: Sheet, months: Collection[str]) -> Iterator[Sparkline]:
    """The sparklines of a service's table."""
    area, headers = sheet.tables[0].area, sheet.tables[0].headers
    if MONTH_BY_MONTH not in headers:
        return
    column = headers.index(MONTH_BY_MONTH)
    first = next(at for at, header in enumerate(headers) if header in months)
    for row in range(area.top + 1, area.bottom + 1):
        values = sheet.rows[row].values
        if values[column] and not _has_words(values[first:column]):
            yield Sparkline(row, column, Area(row, first, row, column - 1), style.NAVY)


def _has_words(months: Iterable[Value]) -> bool:
    """Whether words stand among the figures of a row: a sparkline has no gap there."""
    return any(isinstance(value, str) for value in months)


def _month(result: Result, cell: tuple[Value, Look], place: int) -> tuple[Value, Look]:
    """A month's figure with its rating then, where single months are rated."""
    return cell if result.indicator.basis is Basis.YTD else _rated(cell, result.history[place])


def _rated(cell: tuple[Value, Look], rag: Rag) -> tuple[Value, Look]:
    """A figure with its letter, which stands there too for programs whose rules change no number format."""
    value, look = cell
    if not isinstance(value, float):
        return value, look._replace(wrap=True)
    return value, look._replace(number_format=lettered(look.number_format, rag))


def _noted(scorecard: Scorecard, layout: Layout, result: Result, notes: Notes) -> str:
    """The months that have a note, each with its mark: ``Aug-20 [note 1]``."""
    found = ((month, result.outturns.notes.get(month - scorecard.start)) for month in layout.months)
    return ", ".join(f"{month} {notes.mark(note)}" for month, note in found if note)


def _charts_sheet(scorecard: Scorecard, made: ServiceSheet, charts: Sequence[Chart], names: Names) -> Sheet:
    """The charts of a service, drawn from a table of their figures that stands above them."""
    service, name, layout = made.service, made.name, made.layout
    charts = [_without_gaps(chart) for chart in charts]
    numbers = [number for number in made.rows if number in layout.charted]
    drawn = [
        (number, series) for number, chart in zip(numbers, charts, strict=True) for series in chart.series
    ]
    headers = ["Month", *(f"{number} {series.name}" for number, series in drawn)]
    rows: list[Cells] = []
    codes = [series.number_format or chart.number_format for chart in charts for series in chart.series]
    looks = [style.WORDS._replace(number_format=code) for code in codes]
    for at, month in enumerate(layout.months):
        figures = [(series.figures[at], look) for (_, series), look in zip(drawn, looks, strict=True)]
        rows.append([(str(month), style.STRONG), *figures])
    widths = [_NARROW, *[_WORDS] * len(drawn)]
    table = PackTable(headers, widths, rows)
    said = ["Each chart stands below the table of the figures it draws."]
    sheet_name = names.sheet(name, _CHARTS_ENDING)
    sheet = table_sheet(scorecard, sheet_name, titled(scorecard, f"{service}: charts"), said, table, names)
    return _with_charts(sheet, [chart for chart in charts if chart.series])


def _without_gaps(chart: Chart) -> Chart:
    """The chart without the series that have no figure."""
    return chart._replace(series=tuple(s for s in chart.series if any(f is not None for f in s.figures)))


def _with_charts(sheet: Sheet, charts: list[Chart]) -> Sheet:
    """The sheet with its charts side by side below the table, each drawn from its columns of it."""
    table = sheet.tables[0].area
    months = Area(table.top + 1, 0, table.bottom, 0)
    spare = max(ceil((_LEAST_WIDTH - sum(sheet.widths)) / _CHART_COLUMN), 0)
    widths = (*sheet.widths, *[_CHART_COLUMN] * spare)
    places = _places(widths)
    rows, together = [*sheet.rows, Row((), (), _GAP)], []
    column, placed = 1, []
    for at, chart in enumerate(charts):
        left, right = places[at % len(places)]
        if left == 0:
            together.append((len(rows), len(rows) + _CHART_ROWS - 1))
            rows += [*[Row((), (), _CHART_ROW)] * _CHART_ROWS, Row((), (), _GAP)]
        top = together[-1][0]
        series = tuple(
            one._replace(
                categories=months, values=Area(table.top + 1, column + place, table.bottom, column + place)
            )
            for place, one in enumerate(chart.series)
        )
        column += len(series)
        placed.append(chart._replace(series=series, area=Area(top, left, top + _CHART_ROWS - 1, right)))
    breaks = page_breaks(rows, together, width_of(widths), 0.0)
    page = sheet.page._replace(repeat=None, one_page=not breaks, breaks=breaks, print_columns=len(widths))
    return sheet._replace(rows=rows, widths=widths, charts=tuple(placed), page=page)


def _places(widths: Sequence[float]) -> list[tuple[int, int]]:
    """The first and last column of each chart in a row of them; the sheet's last column stays free, as charts
    at the very edge are cut off in print."""
    widths = widths[:-1]
    ends = list(accumulate(widths))
    across = int(ends[-1] / _CHART_WIDTH)
    cuts = [
        min(range(len(ends)), key=lambda at: abs(ends[at] - ends[-1] * n / across)) for n in range(1, across)
    ]
    return [(left, right - 1) for left, right in pairwise([0, *(cut + 1 for cut in cuts), len(widths)])]
