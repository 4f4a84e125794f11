"""The action log: what was agreed, with what is overdue and what is complete told in words and colour."""

from kpi_xl import columns
from kpi_xl.action_log import COMPLETE, OVERDUE, PAST_MONTH, last_day, status
from kpi_xl.indicator import Action
from kpi_xl.model import Month, Rag
from kpi_xl.plan import Area, Page, Row, Rule, Sheet, Value, address
from kpi_xl.scorecard import Scorecard
from kpi_xl.sheets import style
from kpi_xl.sheets.heading import PAGE_NUMBER, footer, heading, titled
from kpi_xl.sheets.heights import row_height

MARK = "actions"
HEAD = 3
HEADERS = ("REF", "ACTIONS", "WHEN", "COMPLETE?", "Status")
WIDTHS = (10.0, 84.0, 16.0, 14.0, 18.0)
_COLOURS = {COMPLETE: style.RATING[Rag.GREEN], OVERDUE: style.RATING[Rag.RED],
            PAST_MONTH: style.RATING[Rag.AMBER]}  # fmt: skip


def actions_sheet(scorecard: Scorecard) -> Sheet:
    """The actions as typed, each with its status at the period."""
    period = scorecard.period
    rows = [
        *heading(
            titled(scorecard, columns.ACTION_LOG), f"Where each action stands at {last_day(period):%d %B %Y}."
        ),
        Row(HEADERS, (style.HEADER_LEFT, style.HEADER_LEFT, *[style.HEADER] * 3), 24.0),
        *(_row(action, period) for action in scorecard.actions),
    ]
    last = len(rows) - 1
    return Sheet(
        name=columns.ACTION_LOG,
        mark=MARK,
        rows=rows,
        widths=WIDTHS,
        freeze=(HEAD + 1, 1),
        rules=tuple(status_rules(Area(HEAD + 1, 4, last, 4))),
        page=Page(
            repeat=(HEAD, HEAD),
            footer_left=footer(scorecard, columns.ACTION_LOG),
            footer_right=PAGE_NUMBER,
        ),
        tab_colour=style.NAVY,
    )


def _row(action: Action, period: Month) -> Row:
    when: Value = action.due if action.due else action.when or None
    values = (action.ref or None, action.text or None, when, action.complete or None, status(action, period))
    looks = (style.STRONG, style.TEXT, style.DATE, style.CENTRED, style.RATED)
    texts = list(zip((action.ref, action.text, action.when, action.complete), WIDTHS, strict=False))
    return Row(values, looks, row_height(texts, 18.0))


def status_rules(area: Area) -> list[Rule]:
    """Colours that follow where an action stands."""
    cell = address(area.top, area.left)
    return [
        Rule(area, f'{cell}="{words}"', colours.text, colours.fill, bold=True)
        for words, colours in _COLOURS.items()
    ]
