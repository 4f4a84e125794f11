"""A month begins: its column in Data, and the reporting period in Settings, as edits of those sheets."""

import datetime
from typing import NamedTuple

from kpi_xl import columns
from kpi_xl.definitions.months import MonthColumns, read_headers
from kpi_xl.definitions.settings import read_settings, setting_cell
from kpi_xl.definitions.sheet import Problems, Source, Table, open_table
from kpi_xl.indicator import Settings
from kpi_xl.model import Month, Percent, ProblemsFound, Scalar
from kpi_xl.plan import Edit, address

_HEADED = "mmm-yy"
_PERCENT = "0%"
_FORMS = ("{:%b %Y}", "{:%B %Y}", "{:%Y-%m}")


class NewMonth(NamedTuple):
    """The month begun, the edits it takes by sheet, what was done, in plain sentences, and the settings."""

    month: Month
    edits: dict[str, list[Edit]]
    report: list[str]
    settings: Settings


def new_month(source: Source) -> NewMonth:
    """The month after the reporting period, or, where Settings leaves that blank, after the last month with
    anything in it. Its column stands right of the last month's where that is free, else in the first free
    column; cells below take the look of the last month's.

    Raises ProblemsFound where Settings or the headers of Data do not read, and where the column belongs
    between two that are there.
    """
    problems = Problems()
    settings = read_settings(source, problems)
    table = open_table(source, columns.DATA, (columns.NUMBER,), columns.DATA_COLUMNS, problems, percents=True)
    months = read_headers(table)[0] if table else None
    if problems.found or table is None or months is None:
        raise ProblemsFound(problems.found)
    month = (settings.period or _last_filled(table, months)) + 1
    last = months.start + len(months.places) - 1
    edits: dict[str, list[Edit]] = {}
    report = []
    if month > last:
        place = _free_column(table, months)
        edits[table.sheet] = _column(table, months, month, place)
        report.append(f"{table.sheet}: {month} has a column now, {address(table.header, place)}.")
    elif month < months.start or months.places[month - months.start] is None:
        _between(table, months, month)
        raise ProblemsFound(problems.found)
    else:
        place = months.places[month - months.start] or 0
        report.append(f"{table.sheet}: {month} has its column, {address(table.header, place)}. Fill it in.")
    if settings.period is not None and (cell := setting_cell(source, columns.PERIOD)):
        name, row, column, written = cell
        edits[name] = [Edit(row, column, _headed(month, written))]
        report.append(f"{name}: the reporting period was {settings.period} and is {month} now.")
    if month == month.year_start(settings.year_starts) and month > last:
        label = month.year_label(settings.year_starts)
        report.append(f"{month} begins the financial year {label}: see whether targets change.")
    return NewMonth(month, edits, report, settings)


def _last_filled(table: Table, months: MonthColumns) -> Month:
    """The last month with anything in its column; the one before the first column where none has."""
    filled = [
        at
        for at, place in enumerate(months.places)
        if place is not None
        and any(table.value(row, cells, place) is not None for row, cells in table.body())
    ]
    return months.start + (filled[-1] if filled else -1)


def _free_column(table: Table, months: MonthColumns) -> int:
    """The column right of the last month's where nothing stands in it, else the first free one."""
    beside = (months.places[-1] or 0) + 1
    used = [place for row in table.rows for place, cell in enumerate(row) if cell not in (None, "")]
    return beside if beside not in used else max(used) + 1


def _column(table: Table, months: MonthColumns, month: Month, place: int) -> list[Edit]:
    """The month's header, and a blank cell for each row: a new cell looks like its neighbour on the left,
    and where that is not the last month's it is told how figures are shown."""
    last = months.places[-1] or 0
    apart = place != last + 1
    header = _headed(month, table.headers[last])
    dated = apart and isinstance(header, datetime.date)
    edits = [Edit(table.header, place, header, _HEADED if dated else "")]
    for row, cells in table.body():
        shown = _PERCENT if apart and last < len(cells) and isinstance(cells[last], Percent) else ""
        edits.append(Edit(row, place, "", shown))
    return edits


def _headed(month: Month, like: Scalar) -> str | datetime.date:
    """A month as another one is written: a date, ``Sep-20``, ``Sep 2020`` or ``2020-09``."""
    if isinstance(like, datetime.date):
        return month.date()
    was = Month.read(like)
    forms = [form for form in _FORMS if was is not None and form.format(was.date()) == str(like).strip()]
    return forms[0].format(month.date()) if forms else str(month)


def _between(table: Table, months: MonthColumns, month: Month) -> None:
    following = next(place for place in months.places[max(month - months.start, 0) :] if place is not None)
    table.problems.add(
        table.sheet,
        table.header,
        following,
        f"there is no column for {month}, and later months have theirs.",
        "Insert a column before this one, and head it with the month.",
    )
