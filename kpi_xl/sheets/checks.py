"""The Checks sheet: every finding on a line of its own."""

from kpi_xl import columns
from kpi_xl.model import Finding
from kpi_xl.plan import Page, Row, Sheet
from kpi_xl.scorecard import Scorecard
from kpi_xl.sheets import style
from kpi_xl.sheets.heading import PAGE_NUMBER, footer, heading
from kpi_xl.sheets.heights import row_height

HEAD = 3
HEADERS = ("Indicator Number", "Kind", "What was found")
WIDTHS = (12.0, 26.0, 100.0)


def checks_sheet(scorecard: Scorecard, findings: list[Finding]) -> Sheet:
    """The findings in their order; a plain sentence where there is none."""
    rows = [
        *heading(
            columns.CHECKS,
            f"To look at before {scorecard.period.date():%B %Y} goes out. Nothing here stops it.",
        ),
        Row(HEADERS, (style.HEADER_LEFT,) * len(HEADERS), 28.0),
    ]
    for finding in findings:
        text = finding.text[:1].upper() + finding.text[1:]
        height = row_height([(finding.kind, WIDTHS[1]), (text, WIDTHS[2])], 18.0)
        rows.append(Row((finding.number, finding.kind, text), (style.STRONG, style.TEXT, style.TEXT), height))
    if not findings:
        rows.append(Row((None, None, "Nothing found."), (style.TEXT,) * len(HEADERS), 18.0))
    return Sheet(
        name=columns.CHECKS,
        mark="checks",
        rows=rows,
        widths=WIDTHS,
        freeze=(HEAD + 1, 1),
        page=Page(
            repeat=(HEAD, HEAD), footer_left=footer(scorecard, columns.CHECKS), footer_right=PAGE_NUMBER
        ),
        tab_colour=style.QUIET,
    )
