"""What the headers of published tables mean, in the spellings they are met in."""

import datetime
import enum
import re
from typing import NamedTuple

from kpi_xl import columns
from kpi_xl.columns import plain
from kpi_xl.model import Month, Scalar
from kpi_xl.tables.cells import text_of

FIRST_MONTH = 4
"""Financial years in headers (``2020-21``) start in April."""

_COLUMNS = {
    plain(name): column.name
    for column in columns.INDICATOR_COLUMNS
    for name in (column.name, *column.aliases)
    if column is not columns.YTD
}
_SERIES = {plain(column.name): column.name for column in (columns.AREA, columns.MEASURE)}
_PRINTED = {
    "rag": columns.PRINTED_RAG,
    "rag rating": columns.PRINTED_RAG,
    "rag status": columns.PRINTED_RAG,
    "rag on summary page": columns.PRINTED_SUMMARY_RAG,
    "rag on summary": columns.PRINTED_SUMMARY_RAG,
    "summary rag": columns.PRINTED_SUMMARY_RAG,
    "ytd": columns.PRINTED_YTD,
    "ytd or latest": columns.PRINTED_YTD,
    "ytd/latest": columns.PRINTED_YTD,
    "latest or ytd": columns.PRINTED_YTD,
    "year to date": columns.PRINTED_YTD,
    "year to date or latest": columns.PRINTED_YTD,
    "last year": columns.PRINTED_LAST_YEAR,
    "last year's outturn": columns.PRINTED_LAST_YEAR,
    "previous year": columns.PRINTED_LAST_YEAR,
}
_OUTTURN = frozenset(("outturn", "year end", "year-end"))
_CHANGE = re.compile(r"change\b.*")
_COMPARATOR = re.compile(r"comparator\s*:\s*(.*)", re.IGNORECASE | re.DOTALL)
_COMPARATOR_NAMED = re.compile(
    r"\b(stat(s|istical)?\.?\s+(nbrs?|neighbou?rs?)|neighbou?rs|england|london|national|benchmark)\b"
)
_YEAR = re.compile(r"\b((?:19|20)\d\d)\s?[-/–]\s?(?:\d\d|(?:19|20)\d\d)\b")
_CALENDAR_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY_FIRST = re.compile(r"\d{1,2}/(\d{1,2})/(\d{4})")


class Kind(enum.Enum):
    """What a column of a published table holds."""

    DEFINITION = "a column of Indicators"
    SERIES = "the Area or the Measure of a row"
    MONTH = "the figures of a month"
    PRINTED = "a figure worked out by the publisher"


class Heading(NamedTuple):
    """What a header means. ``name`` is the column of Indicators, or the printed figure; ``year`` is the
    calendar year in which the financial year in the header starts."""

    kind: Kind
    name: str = ""
    month: Month | None = None
    year: int | None = None


def read_heading(header: Scalar, band: str = "") -> Heading | None:
    """What a header means, or None where it is not known.

    ``band`` is a year (``2020-21`` or ``2020``) that stands above it: ``Apr`` under ``2020-21`` is
    Apr-20, ``YTD`` under ``2019-20`` that year's. ``YTD`` alone is taken for a printed figure.
    """
    text = text_of(header)
    month = _month(header, text, band)
    if month is not None:
        return Heading(Kind.MONTH, month=month)
    return _definition(text, band) or _printed(text, band) or _comparator(text)


def is_year(value: Scalar) -> bool:
    """Whether a cell holds a year and nothing else: ``2020-21``, ``2020/2021``, ``2020``."""
    text = text_of(value)
    return bool(_YEAR.fullmatch(text) or _CALENDAR_YEAR.fullmatch(text))


def _month(header: Scalar, text: str, band: str) -> Month | None:
    if isinstance(header, datetime.date):
        return Month.read(header)
    if match := _DAY_FIRST.fullmatch(text):
        return Month.read(f"{match[2]}-{match[1]}")
    if band and (bare := Month.read(f"{text} 2000")) is not None:
        in_next_year = _YEAR.fullmatch(band) is not None and bare.month < FIRST_MONTH
        return Month.of(int(band[:4]) + in_next_year, bare.month)
    return None if _YEAR.fullmatch(text) and not _is_month_number(text) else Month.read(text)


def _is_month_number(text: str) -> bool:
    """``2020-09`` is a month; ``2011-12`` could be a financial year and is taken for one."""
    year, last = int(text[:4]), int(text[-2:])
    return (year + 1) % 100 != last


def _year_apart(text: str, band: str) -> tuple[str, int | None]:
    """A header without the financial year in it, and that year."""
    match = _YEAR.search(text) or _YEAR.fullmatch(band)
    if match is None:
        return plain(text), None
    rest = _YEAR.sub(" ", text)
    return plain(re.sub(r"\(\s*\)", " ", rest)).strip(" :-–,"), int(match[1])


def _definition(text: str, band: str) -> Heading | None:
    header = plain(text)
    if header in _SERIES:
        return Heading(Kind.SERIES, _SERIES[header])
    parts = (text,) if header in _COLUMNS else text.split("/")
    names = {_COLUMNS.get(plain(part)) for part in parts}
    if len(names) == 1 and (name := names.pop()):
        year = _year_apart(text, band)[1] if name == columns.TARGET.name else None
        return Heading(Kind.DEFINITION, name, year=year)
    rest, year = _year_apart(text, band)
    if rest.removesuffix(" for") == plain(columns.TARGET.name):
        return Heading(Kind.DEFINITION, columns.TARGET.name, year=year)
    return None


def _printed(text: str, band: str) -> Heading | None:
    header = plain(text)
    if _CHANGE.fullmatch(header):
        return Heading(Kind.PRINTED, columns.PRINTED_CHANGE)
    rest, year = _year_apart(text, band)
    name = _PRINTED.get(rest)
    if name is None and year is not None and rest in _OUTTURN:
        name = columns.PRINTED_YTD
    if name is None:
        return None
    return Heading(Kind.PRINTED, name, year=year if name == columns.PRINTED_YTD else None)


def _comparator(text: str) -> Heading | None:
    if match := _COMPARATOR.fullmatch(text):
        return Heading(Kind.DEFINITION, f"{columns.COMPARATOR} {' '.join(match[1].split())}")
    if _COMPARATOR_NAMED.search(plain(text)):
        return Heading(Kind.DEFINITION, f"{columns.COMPARATOR} {' '.join(text.split())}")
    return None
