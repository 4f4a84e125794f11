"""One service's sheet, in the officers' own form: the table, its areas, its charts and its commentary."""

from collections.abc import Iterator
from typing import NamedTuple

from kpi_xl.columns import plain
from kpi_xl.messages import OVERVIEW_KINDS
from kpi_xl.model import Comparison, InCell
from kpi_xl.plan import Note, Page, Row, Sheet, Sparkline
from kpi_xl.scorecard import Result, Scorecard
from kpi_xl.sheets import style
from kpi_xl.sheets.areas import area_rows
from kpi_xl.sheets.boxes import BoxKey, box_row, merged
from kpi_xl.sheets.charts import GRID_ROWS, chart_grid
from kpi_xl.sheets.formulas import RowFormulas
from kpi_xl.sheets.heading import PAGE_NUMBER, footer, heading, titled
from kpi_xl.sheets.layout import HEAD, POLARITY, Layout, service_layout
from kpi_xl.sheets.pages import PAGE, height_of, page_breaks, split_at_gaps, width_of
from kpi_xl.sheets.table import header_rows, result_row, row_notes, sparkline, table_rules

SERVICE_MARK = "service:"
"""How the mark of a service's sheet begins; the service follows."""

STANDING_KINDS = ("Improvement activity", "Next steps")
"""The boxes every service has, whether or not anything was written yet."""

COMPARED = {
    Comparison.PREVIOUS_MONTH: "on previous month",
    Comparison.SAME_MONTH_LAST_YEAR: "on same month last year",
    Comparison.LAST_YEARS_OUTTURN: "on last year's outturn",
}


class ServiceSheet(NamedTuple):
    """What is known of a service's sheet before it is planned: its ``name``, its columns, and the ``rows`` of
    its indicators by number (each one's first)."""

    scorecard: Scorecard
    service: str
    name: str
    results: list[Result]
    layout: Layout
    rows: dict[str, int]

    @property
    def mark(self) -> str:
        return SERVICE_MARK + plain(self.service)

    def sheet(self) -> Sheet:
        """The sheet: the results, in their order, under their sections."""
        scorecard, service, layout, results = self.scorecard, self.service, self.layout, self.results
        formulas = RowFormulas(scorecard, layout) if layout.live else None
        rows = [*heading(titled(scorecard, service), _subtitle(scorecard)), *header_rows(scorecard, layout)]
        notes: list[Note] = []
        sparklines: list[Sparkline] = []
        main: dict[tuple[str, str], int] = {}
        placed: dict[str, tuple[int, Result]] = {}
        for row, section, result in _lines(results):
            number = result.indicator.number
            leads = self.rows[number] == row
            if section is not None:
                rows.append(_section(section, layout))
            notes.extend(row_notes(scorecard, layout, result, row))
            sparklines.append(sparkline(scorecard, layout, result, row))
            main[number, result.area] = row
            placed.setdefault(number, (row, result))
            rows.append(result_row(scorecard, layout, result, leads, formulas))
        last = len(rows) - 1
        rows.append(Row((), (), 8.0))
        areas, area_rules = area_rows(scorecard, layout, results, main, len(rows))
        together = split_at_gaps(areas, len(rows))
        rows.extend(areas)
        wide = width_of(layout.widths()[: layout.visible])
        below, in_boxes = _box_rows(scorecard, service, layout)
        grid = chart_grid(scorecard, layout, placed, len(rows), PAGE * wide - height_of([*rows, *below]))
        together += [
            (row, row + GRID_ROWS - 1) for row in range(len(rows), len(rows) + len(grid.rows), GRID_ROWS)
        ]
        rows.extend(grid.rows)
        together += [(len(rows) + row - 1, len(rows) + row) for row in in_boxes]
        rows.extend(below)
        breaks = page_breaks(rows, together, wide, height_of(rows[HEAD - 1 : HEAD + 1]))
        return Sheet(
            name=self.name,
            mark=self.mark,
            rows=rows,
            widths=layout.widths(),
            hidden_columns=tuple(range(layout.visible, layout.width)),
            merges=tuple(merged(len(rows) - len(below) + row, layout.visible) for row in in_boxes),
            freeze=(HEAD + 1, POLARITY),
            rules=(*table_rules(layout, last), *area_rules),
            notes=tuple(notes),
            charts=tuple(grid.charts),
            sparklines=tuple(sparklines),
            page=Page(
                repeat=(HEAD - 1, HEAD),
                footer_left=footer(scorecard, service),
                footer_right=PAGE_NUMBER,
                print_columns=layout.visible,
                one_page=not breaks,
                breaks=breaks,
            ),
            tab_colour=style.NAVY,
        )


def service_sheet(
    scorecard: Scorecard, service: str, name: str, results: list[Result], in_cell: InCell
) -> ServiceSheet:
    """The sheet of one service, not planned yet; its computed cells hold what ``in_cell`` says."""
    rows: dict[str, int] = {}
    for row, _, result in _lines(results):
        rows.setdefault(result.indicator.number, row)
    layout = service_layout(scorecard, results, in_cell)
    return ServiceSheet(scorecard, service, name, results, layout, rows)


def _lines(results: list[Result]) -> Iterator[tuple[int, str | None, Result]]:
    """Each result with its row; and the section that begins in the row before it, None where none does."""
    row, section = HEAD + 1, ""
    for result in results:
        begins = result.indicator.section != section
        section = result.indicator.section
        row += begins
        yield row, section if begins else None, result
        row += 1


def _box_rows(scorecard: Scorecard, service: str, layout: Layout) -> tuple[list[Row], list[int]]:
    """The boxes under their headings and a line on where all this is from; which of the rows are boxes."""
    rows: list[Row] = []
    in_boxes = []
    width = sum(layout.widths()[: layout.visible])
    for label, key, text in boxes(scorecard, service):
        rows.append(_section(label, layout))
        in_boxes.append(len(rows))
        rows.append(box_row(key, text, layout.key, layout.visible, width, style.BOX))
    rows.append(Row((), (), 6.0))
    made = (
        "Made from the input sheets: change figures there, and refresh. What you type in the yellow boxes is "
        "kept in Commentary."
    )
    rows.append(Row((made,), (style.FOOTNOTE,)))
    return rows, in_boxes


def compared_with(scorecard: Scorecard) -> str:
    """What a change is measured from, in words: ``on previous month``, ``since Jun-20``."""
    since = scorecard.settings.change_since
    return f"since {since}" if since is not None else COMPARED[scorecard.settings.compares_with]


def _section(heading: str, layout: Layout) -> Row:
    blank = (None,) * (layout.visible - 1)
    return Row((heading or None, *blank), (style.SECTION,) * layout.visible, 18.0)


def _subtitle(scorecard: Scorecard) -> str:
    return f"Reporting period {scorecard.period.date():%B %Y}.  {how_to_read(scorecard)}"


def how_to_read(scorecard: Scorecard) -> str:
    """What the short words of a table stand for."""
    return (
        "BIB: bigger is better; SIB: smaller is better.  "
        f"Change is {compared_with(scorecard)}, in percentage points (pp) for %.  "
        "Trend tells whether that is better or worse."
    )


def boxes(scorecard: Scorecard, service: str) -> Iterator[tuple[str, BoxKey, str]]:
    """Heading, key and text of each box: the kinds every service has, then the officer's own kinds."""
    written = [
        comment
        for comment in scorecard.comments
        if plain(comment.service) == plain(service)
        and comment.period in (None, scorecard.period)
        and plain(comment.kind) not in {plain(kind) for kind in OVERVIEW_KINDS}
    ]
    kinds = {plain(kind): kind for kind in STANDING_KINDS}
    for comment in written:
        kinds.setdefault(plain(comment.kind or "Commentary"), comment.kind or "Commentary")
    for key, kind in kinds.items():
        of_kind = [comment for comment in written if plain(comment.kind or "Commentary") == plain(key)]
        for comment in of_kind:
            heading = f"{kind} ({comment.author})" if comment.author else kind
            yield heading, BoxKey(kind, scorecard.period), comment.text
        if not of_kind:
            yield kind, BoxKey(kind, scorecard.period), ""
