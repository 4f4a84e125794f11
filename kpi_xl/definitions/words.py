"""Commentary and Actions: what officers write, read as they wrote it."""

import datetime
import re
from itertools import pairwise

from kpi_xl import columns
from kpi_xl.columns import Column, sheet_named
from kpi_xl.definitions.sheet import Problems, Source, Table, open_table
from kpi_xl.indicator import Action, Comment
from kpi_xl.model import MONTH_NAMES, Month, Scalar

_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")


def read_comments(source: Source, problems: Problems) -> tuple[Comment, ...]:
    """The rows of Commentary that have text; none where there is no such sheet."""
    table = _table(source, columns.COMMENTARY, columns.COMMENT_TEXT, columns.COMMENTARY_COLUMNS, problems)
    if table is None:
        return ()
    return tuple(
        Comment(
            table.text(row, cells, table.at(columns.COMMENT_SERVICE)),
            Month.read(table.value(row, cells, table.at(columns.COMMENT_PERIOD))),
            table.text(row, cells, table.at(columns.COMMENT_KIND)),
            text,
            table.text(row, cells, table.at(columns.COMMENT_AUTHOR)),
            table.text(row, cells, table.at(columns.CARRIED_FROM)),
            row,
        )
        for row, cells in table.body()
        if (text := table.text(row, cells, table.at(columns.COMMENT_TEXT)))
    )


def read_actions(source: Source, problems: Problems) -> tuple[Action, ...]:
    """The rows of Actions; none where there is no such sheet. ``WHEN`` that is no date is kept as words."""
    table = _table(source, columns.ACTIONS, columns.ACTION_TEXT, columns.ACTION_COLUMNS, problems)
    return tuple(_action(table, row, cells) for row, cells in table.body()) if table else ()


def _table(
    source: Source, name: str, needed: Column, known: tuple[Column, ...], problems: Problems
) -> Table | None:
    if sheet_named(source.sheet_names, name) is None:
        return None
    if not any(cell for row in source.rows(name) for cell in row):
        return None
    return open_table(source, name, (needed,), known, problems, percents=False)


def _action(table: Table, row: int, cells: list[Scalar]) -> Action:
    when = table.value(row, cells, table.at(columns.ACTION_WHEN))
    words = _as_words(when)
    due = when if isinstance(when, datetime.date) else _written_date(words)
    return Action(
        table.text(row, cells, table.at(columns.ACTION_REF)),
        table.text(row, cells, table.at(columns.ACTION_TEXT)),
        words,
        due,
        None if due else _named_month(words),
        _as_words(table.value(row, cells, table.at(columns.ACTION_COMPLETE))),
        0 if due else _month_of_year(words),
    )


def _as_words(value: Scalar) -> str:
    if isinstance(value, datetime.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float):
        return f"{value:.15g}"
    return "" if value is None else str(value).strip()


def _written_date(words: str) -> datetime.date | None:
    """The date that text says, day first as officers write it: ``31/12/2020``, ``31.12.20``."""
    match = _DAY_FIRST.fullmatch(words)
    if match is None:
        return None
    day, month, year = map(int, match.groups())
    try:
        return datetime.date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None


def _month_of_year(words: str) -> int:
    """The number of the month that words name, 1 for January; 0 where they name none."""
    said = words.casefold().replace(",", " ").replace(".", " ").split()
    for number, name in enumerate(MONTH_NAMES, 1):
        if name.casefold() in said or (len(said) == 1 and said[0] == name[:3].casefold()):
            return number
    return 0


def _named_month(words: str) -> Month | None:
    """The month that words name: ``Feb-21``, ``end of March 2021``; a bare ``February`` names no year."""
    parts = words.replace(",", " ").split()
    candidates = [words, *parts, *(" ".join(pair) for pair in pairwise(parts))]
    return next((month for text in candidates if (month := Month.read(text)) is not None), None)
