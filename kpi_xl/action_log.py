"""Where an action stands at the end of the period: complete, overdue, due, or in a month gone by."""

import datetime
import re

from kpi_xl.columns import plain
from kpi_xl.indicator import Action
from kpi_xl.model import Month

COMPLETE, OVERDUE, PAST_MONTH, DUE, UNDATED = "Complete", "Overdue", "Month has passed", "Due", "No date"

_DONE = frozenset(("yes", "y", "complete", "completed", "done", "closed", "finished", "achieved",
                   "true", "✓", "✔", "x", "1", "100%"))  # fmt: skip
_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-](\d{4}|\d{2})")
_HALF_A_YEAR = 6


def last_day(period: Month) -> datetime.date:
    """The last day of a month."""
    return (period + 1).date() - datetime.timedelta(days=1)


def status(action: Action, period: Month) -> str:
    """One of COMPLETE, OVERDUE, PAST_MONTH, DUE and UNDATED.

    A date of completion counts as complete, and so does what begins with a word such as yes or done; ``50%``
    does not. ``WHEN`` that names only a month is flagged once the period has come to the end of it; without
    a year it is the nearest such month: in a scorecard of April, February has passed and September is to
    come.
    """
    said = plain(action.complete)
    first = said.split(" ")[0].rstrip(".,:;")
    if first in _DONE or _DATE.fullmatch(said) or Month.read(action.complete) is not None:
        return COMPLETE
    if action.due is not None:
        return OVERDUE if action.due <= last_day(period) else DUE
    month = action.month
    if month is None and action.of_year:
        month = _nearest(action.of_year, period)
    if month is None:
        return UNDATED
    return PAST_MONTH if month <= period else DUE


def _nearest(of_year: int, period: Month) -> Month:
    """The month of that number from five months before the period to six after."""
    ahead = (of_year - period.month) % 12
    return period + ahead if ahead <= _HALF_A_YEAR else period.minus(12 - ahead)
