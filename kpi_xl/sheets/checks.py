"""The Checks sheet: every finding on a line of its own; or every problem that holds a refresh up."""

from kpi_xl import columns
from kpi_xl.model import Finding, Problem
from kpi_xl.plan import Link, Look, Page, Row, Sheet
from kpi_xl.scorecard import Scorecard
from kpi_xl.sheets import style
from kpi_xl.sheets.heading import PAGE_NUMBER, footer, heading
from kpi_xl.sheets.heights import row_height

HEAD = 3
HEADERS = ("Indicator Number", "Kind", "What was found")
WIDTHS = (12.0, 26.0, 100.0)
MARK = "checks"
PROBLEM_HEADERS = ("Where", "What was found", "What to do")
PROBLEM_WIDTHS = (26.0, 60.0, 60.0)


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
        mark=MARK,
        rows=rows,
        widths=WIDTHS,
        freeze=(HEAD + 1, 1),
        page=Page(
            repeat=(HEAD, HEAD), footer_left=footer(scorecard, columns.CHECKS), footer_right=PAGE_NUMBER
        ),
        tab_colour=style.QUIET,
    )


def to_do_sheet(problems: list[Problem], findings: list[Finding], sheet_names: list[str]) -> Sheet:
    """Checks where nothing is refreshed: the problems, each leading to its cell, then the findings."""
    stops = "Correct these, then refresh." if problems else "Nothing stops a refresh."
    rows = [
        *heading(columns.CHECKS, f"{stops} Nothing but this sheet was changed."),
        Row(PROBLEM_HEADERS, (style.HEADER_LEFT,) * len(PROBLEM_HEADERS), 28.0),
    ]
    links = []
    for problem in problems:
        if problem.sheet in sheet_names:
            tip = f"Go to {problem.sheet} {problem.cell}".rstrip()
            links.append(Link(len(rows), 0, problem.sheet, tip, problem.cell or "A1"))
        where = f"{problem.sheet}!{problem.cell}" if problem.cell else problem.sheet
        found = problem.what[:1].upper() + problem.what[1:]
        rows.append(_line((where, found, problem.remedy), style.LINK))
    for finding in findings:
        rows.append(_line((finding.number, f"{finding.kind}: {finding.text}", None), style.STRONG))
    if not problems and not findings:
        rows.append(_line((None, "Nothing found.", None), style.TEXT))
    return Sheet(
        name=columns.CHECKS,
        mark=MARK,
        rows=rows,
        widths=PROBLEM_WIDTHS,
        freeze=(HEAD + 1, 1),
        links=tuple(links),
        page=Page(repeat=(HEAD, HEAD), footer_left=columns.CHECKS, footer_right=PAGE_NUMBER),
        tab_colour=style.QUIET,
    )


def _line(cells: tuple[str | None, ...], first: Look) -> Row:
    texts = [(cell or "", width) for cell, width in zip(cells, PROBLEM_WIDTHS, strict=True)]
    return Row(cells, (first, style.TEXT, style.TEXT), row_height(texts, 18.0))
