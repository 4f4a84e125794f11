"""The Overview: how many indicators are Red, Amber, Green and Grey, by service, with a chart."""

from kpi_xl import columns
from kpi_xl.model import Rag
from kpi_xl.plan import Area, Chart, ChartSeries, Formula, Link, Look, Page, Row, Rule, Sheet, Value, address
from kpi_xl.scorecard import Scorecard
from kpi_xl.sheets import style
from kpi_xl.sheets.service import footer

HEAD = 3
ORDER = (Rag.RED, Rag.AMBER, Rag.GREEN, Rag.GREY)
WIDTHS = (40.0, 10.0, 10.0, 10.0, 10.0, 11.0)
CHART_ROWS = 22
ROW_HEIGHT = 20.0
Counts = dict[str, dict[Rag, int]]


def count_ratings(scorecard: Scorecard) -> Counts:
    """How many indicators of each service have each rating, each indicator once."""
    counts: Counts = {service: dict.fromkeys(ORDER, 0) for service in scorecard.services()}
    for result in scorecard.headline():
        counts[result.indicator.service][result.rag] += 1
    return counts


def overview_sheet(scorecard: Scorecard, sheet_names: dict[str, str], findings: int) -> Sheet:
    """Counts by service and in all, and the same as a chart; ``findings`` is how many Checks lists."""
    counts = count_ratings(scorecard)
    first, last = HEAD + 1, HEAD + len(counts)
    total = last + 1
    organisation = scorecard.settings.organisation
    rows = [
        Row((organisation or "Performance scorecard",), (style.HEADLINE,), 26.0),
        Row((_subtitle(scorecard, counts),), (style.SUBTITLE,), 16.0),
        Row((), (), 6.0),
        Row(
            ("Service", *(rag.value for rag in ORDER), "Indicators"),
            (style.HEADER_LEFT, *[style.HEADER] * (len(ORDER) + 1)),
            22.0,
        ),
    ]
    for at, (service, ratings) in enumerate(counts.items(), first):
        rows.append(_count_row(service, at, [float(ratings[rag]) for rag in ORDER]))
    rows.append(_total_row(first, last, [sum(float(r[rag]) for r in counts.values()) for rag in ORDER]))
    rows.append(Row((), (), 10.0))
    chart_top = len(rows)
    rows.extend([Row((), (), 16.0)] * CHART_ROWS)
    rows.append(Row((_checks_line(findings),), (style.LINK_LINE,), 18.0))
    links = [
        Link(first + at, 0, sheet_names[service], f"Go to {service}") for at, service in enumerate(counts)
    ]
    links.append(Link(len(rows) - 1, 0, columns.CHECKS, "Go to Checks"))
    return Sheet(
        name=columns.OVERVIEW,
        mark="overview",
        rows=rows,
        widths=WIDTHS,
        rules=tuple(_rules(first, total)),
        charts=(_chart(counts, first, last, Area(chart_top, 0, chart_top + CHART_ROWS - 1, len(ORDER) + 1)),),
        links=tuple(links),
        page=Page(
            landscape=False, footer_left=footer(scorecard, columns.OVERVIEW), footer_right="Page &P of &N"
        ),
        tab_colour=style.NAVY,
    )


def _subtitle(scorecard: Scorecard, counts: Counts) -> str:
    indicators = sum(sum(ratings.values()) for ratings in counts.values())
    services = f"{len(counts)} service{'s' if len(counts) != 1 else ''}"
    return (
        f"Reporting period {scorecard.period.date():%B %Y}.  {indicators} indicators in {services}.  "
        "Grey: not rated."
    )


def _checks_line(findings: int) -> str:
    if not findings:
        return "Checks: nothing found."
    return f"Checks: {findings} thing{'s' if findings != 1 else ''} to look at."


def _count_row(service: str, row: int, numbers: list[float]) -> Row:
    total = Formula(f"SUM({address(row, 1)}:{address(row, len(ORDER))})", sum(numbers))
    looks = (style.LINK, *[style.COUNT] * len(ORDER), style.COUNT._replace(bold=True))
    return Row((service, *numbers, total), looks, ROW_HEIGHT)


def _total_row(first: int, last: int, numbers: list[float]) -> Row:
    sums: list[Value] = [
        Formula(f"SUM({address(first, column)}:{address(last, column)})", number)
        for column, number in enumerate([*numbers, sum(numbers)], 1)
    ]
    looks: tuple[Look, ...] = (style.TOTAL_NAME, *[style.TOTAL] * len(sums))
    return Row(("All services", *sums), looks, ROW_HEIGHT)


def _rules(first: int, total: int) -> list[Rule]:
    """A count above nought takes its rating's colour."""
    rules = []
    for column, rag in enumerate(ORDER, 1):
        colours = style.RATING[rag]
        area = Area(first, column, total, column)
        rules.append(Rule(area, f"{address(first, column)}>0", colours.text, colours.fill, bold=True))
    return rules


def _chart(counts: Counts, first: int, last: int, area: Area) -> Chart:
    services = tuple(counts)
    series = tuple(
        ChartSeries(
            name=rag.value,
            name_cell=(HEAD, column),
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
