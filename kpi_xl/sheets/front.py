"""The front page of a pack that holds a part of the scorecard: its ratings, and what changed."""

from collections.abc import Iterator

from kpi_xl import columns
from kpi_xl.messages import biggest_movers, sentence
from kpi_xl.model import Rag
from kpi_xl.plan import Page, Sheet
from kpi_xl.restated import restated, shortened
from kpi_xl.scorecard import Scorecard
from kpi_xl.sheets import style
from kpi_xl.sheets.heading import PAGE_NUMBER, footer, heading, titled, withheld_line
from kpi_xl.sheets.overview import (
    COLUMNS,
    MOVERS,
    RESTATED,
    WIDTHS,
    Growing,
    add_counts,
    count_ratings,
    count_rules,
)

CHANGED_RATING = "Ratings that changed since last month"
NOTHING_CHANGED = "No rating changed."
NOTHING_MOVED = "Nothing moved."


def front_sheet(scorecard: Scorecard, name: str, sheet_names: dict[str, str]) -> Sheet:
    """The ratings of each service in the pack, the ratings that changed and the figures that moved most;
    ``name`` is whose pack it is."""
    counts = count_ratings(scorecard)
    indicators = sum(sum(rated.values()) for rated in counts.values())
    said = (
        f"Reporting period {scorecard.period.date():%B %Y}.  "
        f"{indicators} indicator{'s' if indicators != 1 else ''}.  Grey: not rated."
    )
    page = Growing(heading(titled(scorecard, name), said), [], [])
    first = len(page.rows) + 1
    add_counts(page, scorecard, counts, sheet_names, live=False)
    page.gap()
    moved = [line.text for line in biggest_movers(scorecard)]
    for title, lines in (
        (CHANGED_RATING, list(changed_ratings(scorecard)) or [NOTHING_CHANGED]),
        (RESTATED, shortened(restated(scorecard))),
        (MOVERS, moved or [NOTHING_MOVED]),
    ):
        if not lines:
            continue
        page.section(title)
        for line in lines:
            page.line(line, style.BODY)
        page.gap()
    if withheld := withheld_line(scorecard):
        page.line(withheld, style.RULE_TEXT)
    return Sheet(
        name=columns.FRONT_PAGE,
        mark="front",
        rows=page.rows,
        widths=WIDTHS,
        merges=tuple(page.merges),
        rules=tuple(count_rules(first, first + len(counts))),
        links=tuple(page.links),
        page=Page(
            landscape=False,
            footer_left=footer(scorecard, name),
            footer_right=PAGE_NUMBER,
            print_columns=COLUMNS,
        ),
        tab_colour=style.NAVY,
    )


def changed_ratings(scorecard: Scorecard) -> Iterator[str]:
    """A sentence for each indicator whose rating is another than last month's."""
    for result in scorecard.headline():
        if Rag.GREY not in (result.rag, result.rated(1)) and result.rag is not result.rated(1):
            yield sentence(result, scorecard)
