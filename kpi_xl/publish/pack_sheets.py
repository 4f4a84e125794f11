"""The sheets of a pack, made so that everyone can read them: a marked table each, with no cell merged, hidden
or left to colour alone.

Source: the Government Analysis Function's "Releasing statistics in spreadsheets", which
``kpi-xl check --published`` holds a pack to.
"""

from collections.abc import Iterator

from kpi_xl import columns
from kpi_xl.messages import RULES, SUMMARY, biggest_movers, message_lists, summaries
from kpi_xl.model import InCell, Rag
from kpi_xl.plan import Chart, Link, Look, Row, Sheet, Value
from kpi_xl.publish.changes import CHANGED, changed_ratings
from kpi_xl.publish.pack_service import Notes, service_sheets
from kpi_xl.publish.pack_tables import Cells, Names, PackTable, cells_below, table_sheet
from kpi_xl.restated import restated, shortened
from kpi_xl.scorecard import Scorecard
from kpi_xl.sheets import style, summary
from kpi_xl.sheets.actions import HEAD, HEADERS, WIDTHS, actions_sheet, status_rules
from kpi_xl.sheets.areas import RAG, area_groups, area_lines, area_names
from kpi_xl.sheets.heading import titled
from kpi_xl.sheets.names import service_sheet_names
from kpi_xl.sheets.overview import (
    MOVERS,
    ORDER,
    RESTATED,
    count_ratings,
    count_rules,
    overview_sheet,
    standfirst,
)
from kpi_xl.sheets.service import ServiceSheet, boxes, service_sheet
from kpi_xl.sheets.summary import strip_rules, summary_sheet
from kpi_xl.sheets.table import rag_rules

STANDS_OUT, COMMENTARY, BY_AREA, NOTES = "What stands out", "Commentary", "By area", "Notes"
FIGURE = "Figure"
_CHART_ROWS, _STRIP = 14, 4.6


def pack_sheets(
    scorecard: Scorecard, name: str, whole: bool, lines: tuple[str, ...] = (), to_print: bool = False
) -> list[Sheet]:
    """The sheets of a pack that is called ``name``, of the whole scorecard or of a part of it; ``lines`` are
    told on its first sheet and with each service's table. Those ``to_print`` have characters for sparklines.
    """
    services = scorecard.services()
    sheet_names = service_sheet_names(services)
    names, notes = Names(sheet_names.values()), Notes()
    own = {s: service_sheet(scorecard, s, sheet_names[s], services[s], InCell.VALUES) for s in services}
    made = [_overview(scorecard, name, sheet_names, lines, names), _stands_out(scorecard, whole, names)]
    if whole:
        made.append(_summary(scorecard, own, names))
    for service, results in services.items():
        made += service_sheets(scorecard, service, own[service], results, lines, names, notes, to_print)
    made += [
        *_by_area(scorecard, names),
        *_commentary(scorecard, whole, names),
        *_actions(scorecard, names),
        *_notes(scorecard, notes, names),
    ]
    return made


def _overview(
    scorecard: Scorecard, name: str, sheet_names: dict[str, str], lines: tuple[str, ...], names: Names
) -> Sheet:
    """The ratings of each service, a link to each, and the same as bars."""
    counts = count_ratings(scorecard)
    every = {rag: sum(rated[rag] for rated in counts.values()) for rag in ORDER}
    rows = [_counted(service, rated, style.LINK) for service, rated in counts.items()]
    if len(counts) > 1:
        rows.append(_counted("All services", every, style.TOTAL_NAME))
    table = PackTable(["Service", *(rag.value for rag in ORDER), "Indicators"], (44.0, *[11.0] * 5), rows)
    said = [standfirst(scorecard, counts), *lines]
    sheet = table_sheet(scorecard, columns.OVERVIEW, titled(scorecard, name), said, table, names)
    head = sheet.tables[0].area.top
    links = [
        Link(head + at, 0, sheet_names[service], f"Go to {service}") for at, service in enumerate(counts, 1)
    ]
    sheet = sheet._replace(
        links=tuple(links),
        rules=tuple(count_rules(head + 1, sheet.tables[0].area.bottom)),
        page=sheet.page._replace(landscape=False, one_page=True),
    )
    if len(counts) == 1:
        return sheet
    drawn = overview_sheet(scorecard, sheet_names, findings=0, live=False).charts
    return _with_bars(sheet, drawn[0], len(counts))


def _counted(service: str, rated: dict[Rag, int], look: Look) -> Cells:
    """A line of the ratings."""
    counted = [(float(rated[rag]), style.COUNT) for rag in ORDER]
    return [(service, look), *counted, (float(sum(rated.values())), style.COUNT._replace(bold=True))]


def _with_bars(sheet: Sheet, chart: Chart, services: int) -> Sheet:
    """The sheet with the chart of its table below it."""
    top, head = len(sheet.rows) + 1, sheet.tables[0].area.top
    names = chart.series[0].categories._replace(top=head + 1, bottom=head + services)
    series = tuple(
        one._replace(
            name_cell=(head, at),
            categories=names,
            values=names._replace(left=at, right=at),
        )
        for at, one in enumerate(chart.series, 1)
    )
    rows = max(_CHART_ROWS, services + 6)
    area = chart.area._replace(top=top, left=0, bottom=top + rows - 1, right=len(sheet.widths) - 1)
    filler = [Row((), (), 16.0)] * (rows + 1)
    return sheet._replace(rows=[*sheet.rows, *filler], charts=(chart._replace(series=series, area=area),))


def _summary(scorecard: Scorecard, own: dict[str, ServiceSheet], names: Names) -> Sheet:
    """Every indicator in a row, with the letter of each month's rating."""
    sheet = summary_sheet(scorecard, own, live=False)
    rows = [
        [(value, look or style.WORDS) for value, look in zip(row.values, row.looks, strict=True)]
        for row in sheet.rows[summary.HEAD + 1 :]
    ]
    months = [str(month) for month in scorecard.months]
    widths = [*sheet.widths[: len(summary.HEADERS)], *[_STRIP] * len(months)]
    table = PackTable([*summary.HEADERS, *months], widths, rows)
    said = [str(sheet.rows[1].values[0])]
    made = table_sheet(scorecard, sheet.name, titled(scorecard, sheet.name), said, table, names)
    rules = (*rag_rules(cells_below(made, RAG)), *strip_rules(cells_below(made, months[0], True)))
    return made._replace(rules=rules)


def _stands_out(scorecard: Scorecard, whole: bool, names: Names) -> Sheet:
    """What the figures say, a sentence a row; the lists of the Overview only of the whole."""
    lists = [
        (CHANGED, changed_ratings(scorecard)),
        (MOVERS, [line.text for line in biggest_movers(scorecard)]),
    ]
    if changes := restated(scorecard):
        lists.append((RESTATED, shortened(changes)))
    said = ["Sentences made from the figures, by a rule."]
    if whole:
        lists = [
            (name, [line.text for line in lines]) for name, lines in message_lists(scorecard).items()
        ] + lists
        said += [f"{name}: {rule}" for name, rule in RULES.items()]
    rows = [
        [(name, style.STRONG), (text, style.TEXT)] for name, texts in lists for text in texts or ["None."]
    ]
    table = PackTable(("List", "What the figures say"), (30.0, 100.0), rows)
    return table_sheet(scorecard, names.sheet(STANDS_OUT), titled(scorecard, STANDS_OUT), said, table, names)


def _by_area(scorecard: Scorecard, names: Names) -> Iterator[Sheet]:
    """The figures of each area beside the whole's, a row a figure."""
    groups = area_groups(scorecard.results)
    if not groups:
        return
    places = list(dict.fromkeys(place for group in groups for place in area_names(group)))
    rows: list[Cells] = []
    for group in groups:
        indicator = group[0].indicator
        for label, values, looks in area_lines(scorecard, group):
            found: dict[str, tuple[Value, Look]] = {}
            for place, value, look in zip(area_names(group), values, looks, strict=True):
                found[place] = value, look
            cells = [found.get(place, (None, style.WORDS)) for place in places]
            about = [(indicator.number, style.STRONG), (indicator.title, style.TEXT), (label, style.TEXT)]
            rows.append([*about, *cells])
    table = PackTable(
        ("Number", "Indicator", FIGURE, *places), (11.0, 44.0, 26.0, *[12.0] * len(places)), rows
    )
    said = [f"Reporting period {scorecard.period.date():%B %Y}."]
    sheet = table_sheet(scorecard, names.sheet(BY_AREA), titled(scorecard, BY_AREA), said, table, names)
    figures = cells_below(sheet, FIGURE, True)
    yield sheet._replace(rules=tuple(rag_rules(figures._replace(left=figures.left + 1))))


def _commentary(scorecard: Scorecard, whole: bool, names: Names) -> Iterator[Sheet]:
    """What was written, a row a text."""
    rows: list[Cells] = []
    written = [(SUMMARY, comment.text) for comment in summaries(scorecard)] if whole else []
    texts = [("All services", heading, text) for heading, text in written]
    texts += [
        (s, heading, text) for s in scorecard.services() for heading, _, text in boxes(scorecard, s) if text
    ]
    for service, heading, text in texts:
        rows.append([(service, style.STRONG), (heading, style.TEXT), (text, style.TEXT)])
    if rows:
        table = PackTable(("Service", "Heading", "Text"), (28.0, 28.0, 90.0), rows)
        said = [f"As written for {scorecard.period.date():%B %Y}."]
        yield table_sheet(
            scorecard, names.sheet(COMMENTARY), titled(scorecard, COMMENTARY), said, table, names
        )


def _actions(scorecard: Scorecard, names: Names) -> Iterator[Sheet]:
    if scorecard.actions:
        made = actions_sheet(scorecard)
        rows = [
            [(value, look or style.TEXT) for value, look in zip(row.values, row.looks, strict=True)]
            for row in made.rows[HEAD + 1 :]
        ]
        said = [str(made.rows[1].values[0])]
        table = PackTable(HEADERS, WIDTHS, rows)
        sheet = table_sheet(scorecard, made.name, titled(scorecard, made.name), said, table, names)
        yield sheet._replace(rules=tuple(status_rules(cells_below(sheet, HEADERS[-1]))))


def _notes(scorecard: Scorecard, notes: Notes, names: Names) -> Iterator[Sheet]:
    """The notes that the tables point to."""
    if notes.numbers:
        rows = [[(f"note {n}", style.STRONG), (text, style.TEXT)] for text, n in notes.numbers.items()]
        table = PackTable(("Note", "What it says"), (12.0, 90.0), rows)
        said = ["The notes beside figures, by their numbers."]
        yield table_sheet(scorecard, names.sheet(NOTES), titled(scorecard, NOTES), said, table, names)
