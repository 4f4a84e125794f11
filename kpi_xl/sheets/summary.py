"""The RAG summary: every indicator, by service, with its rating."""

from kpi_xl import columns
from kpi_xl.figures import change_decimals
from kpi_xl.plan import Area, Link, Page, Row, Sheet
from kpi_xl.results import figure_text
from kpi_xl.scorecard import Result, Scorecard
from kpi_xl.sheets import style
from kpi_xl.sheets.heights import row_height
from kpi_xl.sheets.service import footer
from kpi_xl.sheets.table import direction_words, rag_rules, target_cell

HEAD = 3
HEADERS = ("Service", "Number", "Indicator", "Polarity", "RO", "Target", "Latest", "RAG", "Change",
           "Direction", "Trend", "YTD or latest")  # fmt: skip
WIDTHS = (36.0, 9.0, 52.0, 9.0, 7.0, 11.0, 10.0, 9.0, 9.0, 12.0, 9.0, 13.0)
_LEFT = 3
_RAG = HEADERS.index("RAG")


def summary_sheet(scorecard: Scorecard, sheet_names: dict[str, str]) -> Sheet:
    """One row an indicator; the service's name leads to its sheet."""
    results = scorecard.headline()
    organisation = scorecard.settings.organisation
    title = f"{organisation}: RAG summary" if organisation else "RAG summary"
    rows = [
        Row((title,), (style.HEADLINE,), 26.0),
        Row(
            (f"Every indicator at {scorecard.period.date():%B %Y}. Grey: not rated.",),
            (style.SUBTITLE,),
            16.0,
        ),
        Row((), (), 6.0),
        Row(HEADERS, (style.HEADER_LEFT,) * _LEFT + (style.HEADER,) * (len(HEADERS) - _LEFT), 28.0),
    ]
    rows.extend(_row(result) for result in results)
    links = tuple(
        Link(HEAD + 1 + at, 0, sheet_names[result.indicator.service], f"Go to {result.indicator.service}")
        for at, result in enumerate(results)
    )
    return Sheet(
        name=columns.SUMMARY,
        mark="summary",
        rows=rows,
        widths=WIDTHS,
        freeze=(HEAD + 1, _LEFT),
        rules=tuple(rag_rules(Area(HEAD + 1, _RAG, max(len(rows) - 1, HEAD + 1), _RAG))),
        links=links,
        page=Page(
            repeat=(HEAD, HEAD), footer_left=footer(scorecard, columns.SUMMARY), footer_right="Page &P of &N"
        ),
        tab_colour=style.NAVY,
    )


def _row(result: Result) -> Row:
    indicator = result.indicator
    figure_look = style.figure(indicator)
    target, target_look = target_cell(indicator)
    value = result.value.value if result.value.value is not None else result.value.text or None
    ytd = result.ytd.value if result.ytd.month is None and result.ytd.value is not None else None
    change_look = style.change(indicator, change_decimals(result.change or 0.0, indicator.decimals))
    title = f"{indicator.title} ({result.area})" if result.area else indicator.title
    return Row(
        (
            indicator.service,
            indicator.number,
            title,
            indicator.polarity.value or None,
            indicator.officer or None,
            target,
            value,
            result.rag.value,
            result.change,
            direction_words(result.direction),
            result.trend.value if result.trend else None,
            ytd if ytd is not None else figure_text(result.ytd, indicator) or None,
        ),
        (
            style.SERVICE_LINK,
            style.STRONG,
            style.TEXT,
            style.WORDS,
            style.CENTRED,
            target_look,
            figure_look._replace(wrap=isinstance(value, str)),
            style.RATED,
            change_look,
            style.WORDS,
            style.WORDS,
            figure_look,
        ),
        row_height(list(zip((indicator.service, indicator.number, title), WIDTHS, strict=False)), 18.0),
    )
