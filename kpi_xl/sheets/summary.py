"""The RAG summary: every indicator, by service, with its rating, its changes and a strip of its months."""

from kpi_xl import columns
from kpi_xl.figures import change_decimals
from kpi_xl.messages import changed_rating
from kpi_xl.model import Rag
from kpi_xl.outturns import MONTHS_IN_YEAR
from kpi_xl.plan import (
    THIS_ROW,
    Area,
    Formula,
    Link,
    Look,
    Page,
    Row,
    Rule,
    Sheet,
    Value,
    address,
    column_letters,
    quoted,
)
from kpi_xl.scorecard import Result, Scorecard
from kpi_xl.sheets import style
from kpi_xl.sheets.heading import PAGE_NUMBER, footer, heading, titled
from kpi_xl.sheets.heights import row_height
from kpi_xl.sheets.service import ServiceSheet
from kpi_xl.sheets.table import direction_words, rag_rules, target_cell, year_to_date_cell

MARK = "summary"
HEAD = 3
HEADERS = (
    "Service", "Number", "Indicator", "Polarity", "RO", "Target", "Latest", "RAG", "RAG since last month",
    "RAG since last year", "Change", "Direction", "Trend", "YTD or latest",
)  # fmt: skip
WIDTHS = (30.0, 9.0, 44.0, 7.5, 5.5, 9.0, 9.0, 8.5, 9.5, 9.5, 8.0, 11.5, 7.5, 9.5)
STRIP_WIDTH = 3.4
LETTERS = {Rag.RED: "R", Rag.AMBER: "A", Rag.GREEN: "G", Rag.GREY: "-"}
"""What a month's rating reads in the strip, without colour."""

_LEFT = 3
_RAG = HEADERS.index("RAG")


def summary_sheet(scorecard: Scorecard, services: dict[str, ServiceSheet], live: bool) -> Sheet:
    """One row an indicator; the service's name leads to its sheet. Where it is ``live``, figures and ratings
    are taken from there."""
    results = scorecard.headline()
    said = (
        f"Every indicator at {scorecard.period.date():%B %Y}, with the rating of each month by the target in "
        "force then. R Red, A Amber, G Green, - not rated."
    )
    rows = [
        *heading(titled(scorecard, columns.SUMMARY), said),
        _header(scorecard),
        *(_row(scorecard, result, services if live else {}) for result in results),
    ]
    links = tuple(
        Link(
            HEAD + 1 + at,
            0,
            services[result.indicator.service].name,
            f"Go to {result.indicator.service}",
        )
        for at, result in enumerate(results)
    )
    last = max(len(rows) - 1, HEAD + 1)
    strip = Area(HEAD + 1, len(HEADERS), last, len(HEADERS) + len(scorecard.months) - 1)
    return Sheet(
        name=columns.SUMMARY,
        mark=MARK,
        rows=rows,
        widths=(*WIDTHS, *[STRIP_WIDTH] * len(scorecard.months)),
        freeze=(HEAD + 1, _LEFT),
        rules=(*rag_rules(Area(HEAD + 1, _RAG, last, _RAG)), *strip_rules(strip)),
        links=links,
        page=Page(
            repeat=(HEAD, HEAD),
            footer_left=footer(scorecard, columns.SUMMARY),
            footer_right=PAGE_NUMBER,
        ),
        tab_colour=style.NAVY,
    )


def _header(scorecard: Scorecard) -> Row:
    left, rest = style.HEADER_LEFT, style.HEADER
    looks = (*[left] * _LEFT, *[rest] * (len(HEADERS) - _LEFT), *[style.STRIP_HEADER] * len(scorecard.months))
    months = [month.date() for month in scorecard.months]
    return Row((*HEADERS, *months), looks, 44.0)


def strip_rules(area: Area) -> list[Rule]:
    """Colours that follow the letters of months."""
    cell = address(area.top, area.left)
    return [
        Rule(area, f'{cell}="{LETTERS[rag]}"', colours.text, colours.fill, bold=True)
        for rag, colours in style.RATING.items()
    ]


def _row(scorecard: Scorecard, result: Result, services: dict[str, ServiceSheet]) -> Row:
    indicator = result.indicator
    title = f"{indicator.title} ({result.area})" if result.area else indicator.title
    figure_look = style.figure(indicator)
    value = result.value.value if result.value.value is not None else result.value.text or None
    cells: list[tuple[Value, Look]] = [
        (indicator.service, style.SERVICE_LINK),
        (indicator.number, style.STRONG),
        (title, style.TEXT),
        (indicator.polarity.value or None, style.WORDS),
        (indicator.officer or None, style.CENTRED),
        target_cell(indicator),
        (value, style.CENTRED if isinstance(value, str) else figure_look),
        (result.rag.value, style.RATED),
        (changed_rating(result, 1) or None, style.WORDS),
        (changed_rating(result, MONTHS_IN_YEAR) or None, style.WORDS),
        (result.change, style.change(indicator, change_decimals(result.change or 0.0, indicator.decimals))),
        (direction_words(result.direction), style.WORDS),
        (result.trend.value if result.trend else None, style.WORDS),
        year_to_date_cell(result.ytd, indicator, figure_look),
        *((LETTERS[rag], style.STRIP) for rag in result.history[-len(scorecard.months) :]),
    ]
    values = [value for value, _ in cells]
    if indicator.service in services:
        _refer(values, services[indicator.service], indicator.number)
    texts = list(zip((indicator.service, indicator.number, title), WIDTHS, strict=False))
    return Row(tuple(values), tuple(look for _, look in cells), row_height(texts, 18.0))


def _refer(values: list[Value], service: ServiceSheet, number: str) -> None:
    """Turns what stands on the service's sheet too into formulas that take it from there."""
    layout, sheet, row = service.layout, quoted(service.name), service.rows[number]
    taken = {
        "Latest": layout.sparkline - 1,
        "RAG": layout.rag,
        "Change": layout.change,
        "Direction": layout.direction,
        "Trend": layout.trend,
        "YTD or latest": layout.ytd,
    }
    for header, column in taken.items():
        at, there = HEADERS.index(header), f"{sheet}!{address(row, column)}"
        text = there if header == "RAG" else f'IF({there}="","",{there})'
        values[at] = Formula(text, values[at])  # type: ignore[arg-type]
    rating = f"{column_letters(_RAG)}{THIS_ROW}"
    last = f'IF({rating}="{Rag.GREY.value}","{LETTERS[Rag.GREY]}",LEFT({rating},1))'
    values[-1] = Formula(last, values[-1])  # type: ignore[arg-type]


def count_of(indicators: int, service: str, rating: str) -> str:
    """The formula that counts the ratings of a service among so many ``indicators`` on this sheet;
    ``service`` and ``rating`` are the addresses of the cells that name them. The service is compared and not
    matched: its name may hold the wildcards of COUNTIF."""
    last = HEAD + indicators
    sheet = quoted(columns.SUMMARY)
    services, ratings = (
        f"{sheet}!${column_letters(column)}${HEAD + 2}:${column_letters(column)}${last + 1}"
        for column in (0, _RAG)
    )
    return f"SUMPRODUCT(({services}={service})*({ratings}={rating}))"
