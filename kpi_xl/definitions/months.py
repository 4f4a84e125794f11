"""The header row of Data: which columns are months, and which hold printed figures."""

import re
from itertools import pairwise
from typing import NamedTuple

from kpi_xl import columns
from kpi_xl.columns import plain
from kpi_xl.definitions.sheet import Table, as_written, error_value
from kpi_xl.figures import is_error
from kpi_xl.model import MONTH_NAMES, Month, Scalar

_MONTH_LIKE = r"([A-Za-z]{3,9})\.?[-\s'/.]*\d{1,4}"
_MONTH_THEN_MORE = r"([A-Za-z]{3,9}\.?[-\s'/.]*(?:\d{4}|\d{2}))\b.+"
_DATE_LIKE = r"(\d{1,4})[-/. ](\d{1,4})([-/. ]\d{1,4})?"


_MONTH_WORDS = {word for name in MONTH_NAMES for word in (name.casefold(), name[:3].casefold())} | {"sept"}

FIRST_DATE = 10_000.0
"""A bare number from here up as a header is a date that lost its format; a smaller one may be a year."""


class MonthColumns(NamedTuple):
    """Where the months stand: ``places[i]`` is the column of ``start`` + i, or None for a hole."""

    start: Month
    places: list[int | None]


def read_headers(table: Table) -> tuple[MonthColumns, list[tuple[int, str, Month]]]:
    """The month columns, in order and without holes, and the columns of printed figures."""
    months: list[tuple[int, Month]] = []
    printed = []
    named = {table.at(column) for column in columns.DATA_COLUMNS}
    for place, header in enumerate(table.headers):
        if place in named or header is None or header == "":
            continue
        if (month := Month.read(header)) is not None:
            months.append((place, month))
        elif (figure := printed_header(header)) is not None:
            printed.append((place, *figure))
        elif is_error(header):
            table.problems.add(table.sheet, table.header, place, *error_value(str(header)))
        elif _meant_as_month(header) or (_begins_with_month(header) and _has_figures(table, place)):
            _bad_month(table, place, f'"{as_written(header)}" is not a month.')
    _check_between(table, months, named)
    _check_order(table, months)
    if not months:
        _bad_month(
            table, 0, "there is no month column.", "Head a column a month with a date or text like Sep-20."
        )
        return MonthColumns(Month(0), []), printed
    start = min(month for _, month in months)
    places: list[int | None] = [None] * (max(month for _, month in months) - start + 1)
    for place, month in months:
        places[month - start] = place
    return MonthColumns(start, places), printed


def _begins_with_month(header: Scalar) -> bool:
    """Whether a header is a month and then some: ``Sep 20 (prov)``."""
    match = re.match(_MONTH_THEN_MORE, str(header).strip())
    return match is not None and Month.read(match[1]) is not None


def _has_figures(table: Table, place: int) -> bool:
    return any(place < len(cells) and isinstance(cells[place], float) for _, cells in table.body())


def _check_order(table: Table, months: list[tuple[int, Month]]) -> None:
    """A month that stands twice, or after a later one."""
    for (_, before), (place, month) in pairwise(months):
        if any(month == earlier for at, earlier in months if at < place):
            _bad_month(table, place, f"the month {month} stands twice.", "Keep one column a month.")
        elif month < before:
            _bad_month(
                table, place, f"{month} stands after {before}.", "Put the months in order, oldest first."
            )


def _bad_month(
    table: Table,
    place: int,
    what: str,
    remedy: str = "Use a date, or text such as Sep-20, Sep 2020 or 2020-09.",
) -> None:
    table.problems.add(table.sheet, table.header, place, what, remedy)


def _check_between(table: Table, months: list[tuple[int, Month]], named: set[int | None]) -> None:
    """A single column between Aug-20 and Oct-20 that is no month is September, misspelt or blank."""
    for (left, before), (right, after) in pairwise(months):
        if after - before != 2 or right - left != 2 or left + 1 in named:
            continue
        header = table.headers[left + 1]
        if header is None or header == "":
            if any(left + 1 < len(cells) and cells[left + 1] is not None for _, cells in table.body()):
                _bad_month(
                    table, left + 1, f"a column with figures, between {before} and {after}, has no header."
                )
        elif not _meant_as_month(header) and printed_header(header) is None and not is_error(header):
            _bad_month(table, left + 1, f'"{header}" stands where {before + 1} belongs, and is not a month.')


def _meant_as_month(header: Scalar) -> bool:
    """Whether a header that is no month was probably meant as one: ``Setp-20``, ``2020-13``; a
    financial year such as 2019-20 was not, nor a year alone."""
    if isinstance(header, float):
        return header >= FIRST_DATE
    text = str(header).strip()
    if text.casefold().rstrip(".") in _MONTH_WORDS:
        return True
    if match := re.fullmatch(_MONTH_LIKE, text):
        from difflib import get_close_matches  # noqa: PLC0415 - seldom needed

        word = match[1].casefold()
        names = [name.casefold() for name in MONTH_NAMES]
        return bool(get_close_matches(word, [*names, *(name[:3] for name in names), "sept"], 1, 0.75))
    if match := re.fullmatch(_DATE_LIKE, text):
        return match[3] is not None or (int(match[1]) + 1) % 100 != int(match[2]) % 100
    return False


def printed_header(header: Scalar) -> tuple[str, Month] | None:
    """The kind and period of a printed-figure column: ``Printed RAG Sep-20``; None for another header."""
    words = plain(header).split(" ")
    if len(words) < 3 or words[0] != plain(columns.PRINTED):
        return None
    kind, period = " ".join(words[1:-1]), Month.read(words[-1])
    known = next((figure for figure in columns.PRINTED_FIGURES if plain(figure) == kind), None)
    return (known, period) if known and period is not None else None
