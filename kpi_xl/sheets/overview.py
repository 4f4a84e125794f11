"""The Overview: the director's summary, ratings by service with a chart, and what the figures say."""

from typing import NamedTuple

from kpi_xl import columns
from kpi_xl.messages import RULES, SUMMARY, Line, biggest_movers, message_lists, summaries
from kpi_xl.model import Rag
from kpi_xl.plan import (
    Area,
    Chart,
    ChartSeries,
    Formula,
    Link,
    Look,
    Page,
    Row,
    Rule,
    Sheet,
    Value,
    address,
)
from kpi_xl.restated import restated, shortened
from kpi_xl.scorecard import Scorecard
from kpi_xl.sheets import style
from kpi_xl.sheets.boxes import BoxKey, box_row, merged
from kpi_xl.sheets.heading import PAGE_NUMBER, footer, heading
from kpi_xl.sheets.heights import row_height
from kpi_xl.sheets.summary import count_of

ORDER = (Rag.RED, Rag.AMBER, Rag.GREEN, Rag.GREY)
MARK = "overview"
WIDTHS = (40.0, 10.0, 10.0, 10.0, 10.0, 11.0)
COLUMNS = len(WIDTHS)
WIDTH = sum(WIDTHS)
CHART_ROW_HEIGHT, ROW_HEIGHT = 16.0, 20.0
MOVERS = "Biggest movers"
RESTATED = "Figures that changed since they were published"

Counts = dict[str, dict[Rag, int]]


class _Page(NamedTuple):
    """The Overview as it grows from the top."""

    rows: list[Row]
    merges: list[Area]
    links: list[Link]

    def section(self, heading: str) -> None:
        self.rows.append(Row((heading, *[None] * (COLUMNS - 1)), (style.SECTION,) * COLUMNS, ROW_HEIGHT))

    def box(self, key: BoxKey, text: str, look: Look = style.BOX) -> None:
        self.merges.append(merged(len(self.rows), COLUMNS))
        self.rows.append(box_row(key, text, COLUMNS, COLUMNS, WIDTH, look))

    def line(self, text: str, look: Look) -> None:
        self.merges.append(merged(len(self.rows), COLUMNS))
        height = row_height([(text, WIDTH)], 16.0)
        self.rows.append(Row((text, *[None] * (COLUMNS - 1)), (look,) * COLUMNS, height))

    def gap(self) -> None:
        self.rows.append(Row((), (), 8.0))


def count_ratings(scorecard: Scorecard) -> Counts:
    """How many indicators of each service have each rating, each indicator once."""
    counts: Counts = {service: dict.fromkeys(ORDER, 0) for service in scorecard.services()}
    for result in scorecard.headline():
        counts[result.indicator.service][result.rag] += 1
    return counts


def overview_sheet(scorecard: Scorecard, sheet_names: dict[str, str], findings: int, live: bool) -> Sheet:
    """Counts by service and in all, and the same as a chart; ``findings`` is how many Checks lists. Where
    it is ``live`` the counts are formulas."""
    counts = count_ratings(scorecard)
    page = _Page(_heading(scorecard, counts), [], [])
    page.section(SUMMARY)
    for text in [comment.text for comment in summaries(scorecard)] or [""]:
        page.box(BoxKey(SUMMARY, scorecard.period), text)
    page.gap()
    head = len(page.rows)
    first, last = head + 1, head + len(counts)
    _add_counts(page, counts, sheet_names, live)
    page.gap()
    chart_rows = max(len(counts) + 6, 12)
    area = Area(len(page.rows), 0, len(page.rows) + chart_rows - 1, COLUMNS - 1)
    page.rows.extend([Row((), (), CHART_ROW_HEIGHT)] * chart_rows)
    page.gap()
    for name, lines in message_lists(scorecard).items():
        _add_list(page, scorecard, name, lines)
    if changes := restated(scorecard):
        page.section(RESTATED)
        for text in shortened(changes):
            page.line(text, style.BODY)
        page.gap()
    page.section(MOVERS)
    for line in biggest_movers(scorecard) or [Line("", "Nothing moved.")]:
        page.line(line.text, style.BODY)
    page.gap()
    page.links.append(Link(len(page.rows), 0, columns.CHECKS, "Go to Checks"))
    page.rows.append(Row((_checks_line(findings),), (style.LINK_LINE,), 18.0))
    return Sheet(
        name=columns.OVERVIEW,
        mark=MARK,
        rows=page.rows,
        widths=(*WIDTHS, 9.0, 9.0),
        hidden_columns=(COLUMNS, COLUMNS + 1),
        merges=tuple(page.merges),
        rules=tuple(count_rules(first, last + 1)),
        charts=(_chart(counts, head, area),),
        links=tuple(page.links),
        page=Page(
            landscape=False,
            footer_left=footer(scorecard, columns.OVERVIEW),
            footer_right=PAGE_NUMBER,
            print_columns=COLUMNS,
        ),
        tab_colour=style.NAVY,
    )


def _heading(scorecard: Scorecard, counts: Counts) -> list[Row]:
    title = scorecard.settings.organisation or "Performance scorecard"
    return heading(title, standfirst(scorecard, counts))


def standfirst(scorecard: Scorecard, counts: Counts) -> str:
    """What stands below the title: the period, and how many indicators and services there are."""
    indicators = sum(sum(ratings.values()) for ratings in counts.values())
    services = f"{len(counts)} service{'s' if len(counts) != 1 else ''}"
    return (
        f"Reporting period {scorecard.period.date():%B %Y}.  {indicators} indicators in {services}.  "
        "Grey: not rated."
    )


def _add_counts(page: _Page, counts: Counts, sheet_names: dict[str, str], live: bool) -> None:
    """A line a service and one of all; ``live`` ones are counted from the RAG summary."""
    head = len(page.rows)
    first = head + 1
    indicators = sum(sum(rated.values()) for rated in counts.values())
    heads = ("Service", *(rag.value for rag in ORDER), "Indicators")
    page.rows.append(Row(heads, (style.HEADER_LEFT, *[style.HEADER] * (COLUMNS - 1)), 22.0))
    for at, (service, rated) in enumerate(counts.items(), first):
        page.links.append(Link(at, 0, sheet_names[service], f"Go to {service}"))
        numbers = [float(rated[rag]) for rag in ORDER]
        cells: list[Value] = [*numbers, sum(numbers)]
        if live:
            cells = [
                *(
                    Formula(count_of(indicators, address(at, 0), address(head, column)), number)
                    for column, number in enumerate(numbers, 1)
                ),
                Formula(f"SUM({address(at, 1)}:{address(at, len(ORDER))})", sum(numbers)),
            ]
        looks = (style.LINK, *[style.COUNT] * len(ORDER), style.COUNT._replace(bold=True))
        page.rows.append(Row((service, *cells), looks, row_height([(service, WIDTHS[0])], ROW_HEIGHT)))
    totals = [sum(float(r[rag]) for r in counts.values()) for rag in ORDER]
    page.rows.append(_total_row(first, first + len(counts) - 1, totals, live))


def _total_row(first: int, last: int, numbers: list[float], live: bool) -> Row:
    sums: list[Value] = [
        Formula(f"SUM({address(first, column)}:{address(last, column)})", number) if live else number
        for column, number in enumerate([*numbers, sum(numbers)], 1)
    ]
    looks: tuple[Look, ...] = (style.TOTAL_NAME, *[style.TOTAL] * len(sums))
    return Row(("All services", *sums), looks, ROW_HEIGHT)


def _add_list(page: _Page, scorecard: Scorecard, name: str, lines: list[Line]) -> None:
    """A list's heading, its rule, its lines, and an empty line for one of the officer's own."""
    page.section(name)
    page.line(f"{RULES[name]} Change or clear a line, or add your own below: it is kept.", style.RULE_TEXT)
    for line in lines:
        page.box(BoxKey(name, scorecard.period, line.number), line.text, style.LINE_BOX)
    page.box(BoxKey(name, scorecard.period), "", style.LINE_BOX)
    page.gap()


def _checks_line(findings: int) -> str:
    if not findings:
        return "Checks: nothing found."
    return f"Checks: {findings} thing{'s' if findings != 1 else ''} to look at."


def count_rules(first: int, total: int) -> list[Rule]:
    """A count above nought takes its rating's colour."""
    rules = []
    for column, rag in enumerate(ORDER, 1):
        colours = style.RATING[rag]
        area = Area(first, column, total, column)
        rules.append(Rule(area, f"{address(first, column)}>0", colours.text, colours.fill, bold=True))
    return rules


def _chart(counts: Counts, head: int, area: Area) -> Chart:
    services = tuple(counts)
    first, last = head + 1, head + len(services)
    series = tuple(
        ChartSeries(
            name=rag.value,
            name_cell=(head, column),
            categories=Area(first, 0, last, 0),
            category_texts=services,
            values=Area(first, column, last, column),
            figures=tuple(float(counts[service][rag]) for service in services),
            colour=style.RATING[rag].fill,
        )
        for column, rag in enumerate(ORDER, 1)
    )
    said = "; ".join(
        f"{service}: {', '.join(f'{n} {rag.value}' for rag, n in ratings.items() if n) or 'none'}"
        for service, ratings in counts.items()
    )
    return Chart(
        kind="stacked bar",
        title="Ratings by service",
        alt=f"Stacked bars of ratings by service. {said}."[:1000],
        area=area,
        series=series,
        number_format="0;;",
        labels=True,
    )
