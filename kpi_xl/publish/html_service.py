"""A service's part of the web page: its table, its months, its areas, its charts and its commentary."""

from collections.abc import Iterator
from typing import NamedTuple

from kpi_xl.figures import places
from kpi_xl.model import Basis, InCell, Rag
from kpi_xl.plan import Chart
from kpi_xl.publish.display import displayed
from kpi_xl.publish.markup import Content, Markup, element
from kpi_xl.publish.small_line import course, has_line
from kpi_xl.publish.svg import chart_table, drawing, line_drawing
from kpi_xl.publish.tables import Cell, TableRow, only_heard, table
from kpi_xl.scorecard import Result, Scorecard
from kpi_xl.sheets.areas import RAG, area_groups, area_lines, area_names
from kpi_xl.sheets.charts import polarity_note
from kpi_xl.sheets.drawn import months_of
from kpi_xl.sheets.layout import FIRST_MONTH, Layout
from kpi_xl.sheets.service import boxes, service_sheet
from kpi_xl.sheets.summary import LETTERS
from kpi_xl.sheets.table import header_rows, result_row

_NUMBER, _TITLE, _POLARITY = range(3)


class _Line(NamedTuple):
    """A row of the main table: its result, and the text of every column a reader sees."""

    result: Result
    leads: bool
    texts: list[str]


def service_section(scorecard: Scorecard, service: str, results: list[Result], name: str) -> Markup:
    """Everything of one service, under a heading; ``name`` is the id of that."""
    made = service_sheet(scorecard, service, name, results, InCell.VALUES)
    layout = made.layout
    heads = [displayed(value, look.number_format) if look else ""
             for value, look in zip(*list(header_rows(scorecard, layout))[1][:2], strict=True)]  # fmt: skip
    heads = _told_apart(heads[: layout.visible], layout)
    lines = list(_lines(scorecard, layout, results))
    notes = _Notes(name)
    parts: list[Content] = [
        element("h2", service, id=name, tabindex="-1"),
        _standing(scorecard, layout, name, service, heads, lines),
        _months(scorecard, layout, name, service, lines, notes),
        notes.listed(service),
        *_areas(scorecard, name, service, results),
        *_charts(name, layout, results, made.sheet().charts),
        *_commentary(scorecard, service),
        element("p", element("a", "Back to the contents", href="#contents"), class_="back"),
    ]
    return element("section", parts, aria_labelledby=name)


def _told_apart(heads: list[str], layout: Layout) -> list[str]:
    """The headers, those beside a comparator with its name."""
    for place, name in enumerate(layout.comparators):
        at = layout.trend + 2 + 2 * place
        heads[at] = f"Better or worse than {name}"
    return heads


def _lines(scorecard: Scorecard, layout: Layout, results: list[Result]) -> Iterator[_Line]:
    """The rows of the sheet's table as texts: the same figures, to the same digits."""
    number = ""
    for result in results:
        leads, number = result.indicator.number != number, result.indicator.number
        row = result_row(scorecard, layout, result, leads, None)
        cells = list(zip(row.values, row.looks, strict=True))[: layout.visible]
        yield _Line(
            result, leads, [displayed(v, look.number_format if look else "General") for v, look in cells]
        )


def _sections(lines: list[_Line]) -> Iterator[tuple[str, _Line]]:
    """Each line, with the heading that stands before it: "" where none does."""
    section = ""
    for line in lines:
        changed = line.result.indicator.section != section
        section = line.result.indicator.section
        yield section if changed else "", line


def _named(line: _Line) -> Content:
    """What a row is about: the indicator's number and title, or the area, whose indicator is told to those
    who see a card or hear the page."""
    number, title = line.texts[_NUMBER], line.texts[_TITLE]
    if line.leads:
        return [element("b", number), f" {title}"]
    return [element("span", f"{line.result.indicator.number}: ", class_="of"), title]


def _standing(
    scorecard: Scorecard, layout: Layout, name: str, service: str, heads: list[str], lines: list[_Line]
) -> Markup:
    """Where each indicator stands: the latest month, target, rating, year to date and change."""
    latest, rag, small = layout.sparkline - 1, layout.rag, layout.sparkline
    shown = [_POLARITY, layout.officer, layout.target, latest, rag]
    shown += [small, *range(layout.last_year, layout.visible)]
    drawn = [_small_line(scorecard, layout, line) for line in lines]
    wanted = [at for at in shown if any(drawn if at == small else (line.texts[at] for line in lines))]
    rows: list[TableRow] = []
    for (section, line), line_of_it in zip(_sections(lines), drawn, strict=True):
        if section:
            rows.append(TableRow(section))
        tinted = {rag: line.result.rag}
        if line.result.indicator.basis is Basis.YTD:
            tinted[layout.ytd] = line.result.rag
        contents = {at: line_of_it if at == small else line.texts[at] for at in wanted}
        cells = [Cell(contents[at] or _nothing(), tinted.get(at)) for at in wanted]
        rows.append(TableRow(_named(line), cells, part=not line.leads))
    titles = ["Indicator", *(f"Latest: {scorecard.period}" if at == latest else heads[at] for at in wanted)]
    caption = f"{service}: where each indicator stands at {scorecard.period.date():%B %Y}"
    return table(f"{name}-standing", caption, titles, rows, "cards")


def _small_line(scorecard: Scorecard, layout: Layout, line: _Line) -> list[Content]:
    """The line of a row's months and what it tells; nothing where there are too few figures."""
    figures = months_of(line.result.outturns, scorecard, layout.months)
    if not has_line(figures):
        return []
    indicator = line.result.indicator
    texts = zip(layout.months, line.texts[FIRST_MONTH:], figures, strict=False)
    ends = [f"{text} in {month}" for month, text, figure in texts if figure is not None]
    told = course(figures, places(indicator.unit, indicator.decimals))
    begun = next(at for at, figure in enumerate(figures) if figure is not None)
    return [line_drawing(figures[begun:], f"From {ends[0]} to {ends[-1]}"), " ", told]


def _nothing() -> Markup:
    """An empty cell, told as such to those who hear it."""
    return Markup('<span aria-hidden="true">–</span>' + only_heard("none"))


def _months(
    scorecard: Scorecard, layout: Layout, name: str, service: str, lines: list[_Line], notes: "_Notes"
) -> Markup:
    """The months from the first with a figure on, each tinted and lettered by its rating then."""
    places = range(len(layout.months))
    begun = (place for place in places if any(line.texts[FIRST_MONTH + place] for line in lines))
    first = next(begun, places[-1])
    rows: list[TableRow] = []
    for section, line in _sections(lines):
        if section:
            rows.append(TableRow(section))
        cells = []
        for place, month in enumerate(layout.months[first:], first):
            text = line.texts[FIRST_MONTH + place]
            rag = _rated_month(line.result, place - len(layout.months))
            note = line.result.outturns.notes.get(month - scorecard.start, "")
            letter = [" ", _letter(rag)] if rag else []
            cells.append(Cell([text, *letter, *notes.link(note)] if text else _nothing(), rag))
        rows.append(TableRow(_named(line), cells, part=not line.leads))
    caption = (
        f"{service}: month by month. The letter beside a figure is its rating by the target in force then: "
        "R Red, A Amber, G Green."
    )
    return table(f"{name}-months", caption, ["Indicator", *map(str, layout.months[first:])], rows, "months")


def _rated_month(result: Result, place: int) -> Rag | None:
    """The rating of a month (its place from the end) where single months are rated."""
    rag = result.history[place]
    return rag if result.indicator.basis is Basis.LATEST and rag is not Rag.GREY else None


def _letter(rag: Rag) -> Markup:
    return Markup(element("span", LETTERS[rag], aria_hidden="true", class_="letter") + only_heard(rag.value))


class _Notes:
    """The notes of a service's figures, each text once, numbered as they are met."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._numbers: dict[str, int] = {}

    def link(self, text: str) -> list[Content]:
        """A link to a note, to stand after a figure; nothing for ""."""
        if not text:
            return []
        number = self._numbers.setdefault(text, len(self._numbers) + 1)
        return [" ", element("a", f"[note {number}]", href=f"#{self._name}-note-{number}", class_="note")]

    def listed(self, service: str) -> Markup:
        """The notes below the table."""
        if not self._numbers:
            return Markup()
        items = [
            element("li", text, id=f"{self._name}-note-{number}") for text, number in self._numbers.items()
        ]
        return Markup(element("h3", f"{service}: notes on figures") + element("ol", items, class_="notes"))


def _areas(scorecard: Scorecard, name: str, service: str, results: list[Result]) -> Iterator[Markup]:
    """Areas side by side with the whole, a table an indicator."""
    groups = area_groups(results)
    if groups:
        yield element("h3", f"{service}: by area, {scorecard.period.date():%B %Y}")
    for at, group in enumerate(groups):
        indicator = group[0].indicator
        rows = []
        for label, values, looks in area_lines(scorecard, group):
            texts = [displayed(value, look.number_format) for value, look in zip(values, looks, strict=True)]
            rags = [result.rag if label == RAG else None for result in group]
            cells = [Cell(text or _nothing(), rag) for text, rag in zip(texts, rags, strict=True)]
            rows.append(TableRow(label, cells))
        caption = f"{indicator.number} {indicator.title}, by area"
        yield table(f"{name}-area-{at + 1}", caption, ["Figure", *area_names(group)], rows)


def _charts(name: str, layout: Layout, results: list[Result], charts: tuple[Chart, ...]) -> Iterator[Markup]:
    """The sheet's charts, each with what good looks like in it and its figures as a table."""
    drawn = {r.indicator.number: r.indicator for r in results if r.indicator.number in layout.charted}
    figures = []
    for at, (indicator, chart) in enumerate(zip(drawn.values(), charts, strict=True), 1):
        heads, rows = chart_table(chart)
        title = f"{indicator.number} {indicator.title}"
        told = table(
            f"{name}-chart-{at}-figures",
            f"{title}: the figures of the chart",
            heads,
            [TableRow(row[0], [Cell(text or _nothing()) for text in row[1:]]) for row in rows],
        )
        said = polarity_note(indicator)
        figures.append(
            element(
                "figure",
                [
                    element("figcaption", [element("b", title), *([f". {said}"] if said else [])]),
                    drawing(chart, f"{name}-chart-{at}"),
                    element(
                        "details", [element("summary", f"Figures of the chart of {indicator.number}"), told]
                    ),
                ],
            )
        )
    if figures:
        yield element("h3", "Charts")
        yield element("div", figures, class_="charts")


def _commentary(scorecard: Scorecard, service: str) -> Iterator[Markup]:
    for heading, _, text in boxes(scorecard, service):
        if text:
            yield element("h3", heading)
            yield paragraphs(text)


def paragraphs(text: str) -> Markup:
    """Text with its own breaks: a paragraph a line."""
    return Markup("".join(element("p", line) for line in text.splitlines() if line.strip()))
