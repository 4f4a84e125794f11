"""The Data sheet: one row a series, one column a month, read fast where cells are plain numbers."""

import re
from difflib import get_close_matches
from typing import NamedTuple

from kpi_xl import columns
from kpi_xl.columns import plain
from kpi_xl.definitions.indicators import DataFacts
from kpi_xl.definitions.sheet import Table, error_value, one_of
from kpi_xl.figures import is_error, read_figure
from kpi_xl.indicator import Measures, Printed, Series
from kpi_xl.model import MONTH_NAMES, Measure, Month, Percent, Scalar

_MONTH_LIKE = re.compile(r"([A-Za-z]{3,9})\.?[-\s'/.]*\d{1,4}")
_DATE_LIKE = re.compile(r"(\d{1,4})[-/. ](\d{1,4})([-/. ]\d{1,4})?")


class MonthColumns(NamedTuple):
    """Where the months stand: ``places[i]`` is the column of ``start`` + i, or None for a hole."""

    start: Month
    places: list[int | None]


class DataSheet(NamedTuple):
    """What Data holds. ``series`` is by ``plain`` indicator number, then by area, then by measure;
    ``spelled`` gives each number as first written with its row."""

    start: Month
    months: int
    series: dict[str, dict[str, Measures]]
    facts: dict[str, DataFacts]
    spelled: dict[str, tuple[str, int]]
    printed: list[Printed]


def read_data(table: Table) -> DataSheet:
    """The series of Data; months unreadable, twice or out of order, rows without a number, series that
    stand twice, error values and dates among figures are problems. Source: the contract, "Data"."""
    months, printed_columns = _headers(table)
    number_at, area_at, measure_at = map(table.at, columns.DATA_COLUMNS)
    sheet = DataSheet(months.start, len(months.places), {}, {}, {}, [])
    for row, cells in table.body():
        number = table.text(row, cells, number_at)
        if not number:
            if number_at is not None and not (number_at < len(cells) and cells[number_at]):
                table.problems.add(
                    table.sheet, row, number_at, "the Indicator Number is blank.",
                    "Fill it in, or put # before the row.",
                )  # fmt: skip
            continue
        key = plain(number)
        sheet.spelled.setdefault(key, (number, row))
        measure = _measure(table, row, cells, measure_at)
        area = table.text(row, cells, area_at)
        measures = sheet.series.setdefault(key, {}).setdefault(area, {})
        if measure in measures:
            table.problems.add(
                table.sheet, row, number_at or 0,
                f"{number}{' ' + area if area else ''} {measure.value} stands before, in row "
                f"{measures[measure].row + 1}.",
                "Keep one row a series.",
            )  # fmt: skip
            continue
        series, percent = _series(table, row, cells, months)
        measures[measure] = series
        told = sheet.facts.get(key, DataFacts())
        sheet.facts[key] = DataFacts(
            told.percent or percent, told.figures or any(f is not None for f in series.figures), told.parts
        )
        for place, kind, period in printed_columns if not area and measure is Measure.VALUE else ():
            value = table.value(row, cells, place)
            if value is not None:
                sheet.printed.append(Printed(number, kind, period, read_figure(value)))
    for key, areas in sheet.series.items():
        if any(Measure.NUMERATOR in m and Measure.DENOMINATOR in m for m in areas.values()):
            sheet.facts[key] = sheet.facts[key]._replace(parts=True)
    return sheet


def _measure(table: Table, row: int, cells: list[Scalar], place: int | None) -> Measure:
    text = table.text(row, cells, place)
    for measure in Measure:
        if plain(measure.value) == plain(text):
            return measure
    if text:
        table.problems.add(
            table.sheet, row, place or 0, f'"{text}" is not a Measure.',
            f"Type {one_of(columns.MEASURE.options)}, or clear the cell.",
        )  # fmt: skip
    return Measure.VALUE


def _series(table: Table, row: int, cells: list[Scalar], months: MonthColumns) -> tuple[Series, bool]:
    figures: list[float | None] = [None] * len(months.places)
    series = Series(figures, {}, {}, row)
    percent = False
    width = len(cells)
    for at, place in enumerate(months.places):
        if place is None or place >= width:
            continue
        value = cells[place]
        if value is None:
            continue
        if type(value) is float:
            figures[at] = value
            continue
        if isinstance(value, Percent):
            figures[at] = float(value)
            percent = True
            continue
        if isinstance(value, str) and is_error(value):
            table.problems.add(table.sheet, row, place, *error_value(value))
            continue
        if not isinstance(value, (str, bool)):
            table.problems.add(
                table.sheet, row, place, f"{value:%d/%m/%Y} is a date where a figure belongs.",
                "Type the figure, or a reason such as NA.",
            )  # fmt: skip
            continue
        reading = read_figure(value)
        figures[at] = reading.value
        percent = percent or reading.percent
        if reading.note:
            series.notes[at] = reading.note
        if reading.reason:
            series.reasons[at] = reading.reason
    return series, percent


def _headers(table: Table) -> tuple[MonthColumns, list[tuple[int, str, Month]]]:
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
        elif _meant_as_month(header):
            _bad_month(table, place, f'"{header}" is not a month.')
    _check_between(table, months, named)
    for (_, before), (place, month) in zip(months, months[1:], strict=False):
        if any(month == earlier for at, earlier in months if at < place):
            _bad_month(table, place, f"the month {month} stands twice.", "Keep one column a month.")
        elif month < before:
            _bad_month(
                table, place, f"{month} stands after {before}.", "Put the months in order, oldest first."
            )
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


def _bad_month(
    table: Table,
    place: int,
    what: str,
    remedy: str = "Use a date, or text such as Sep-20, Sep 2020 or 2020-09.",
) -> None:
    table.problems.add(table.sheet, table.header, place, what, remedy)


def _check_between(table: Table, months: list[tuple[int, Month]], named: set[int | None]) -> None:
    """A single column between Aug-20 and Oct-20 that is no month is September, misspelt or blank."""
    for (left, before), (right, after) in zip(months, months[1:], strict=False):
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
    financial year such as 2019-20 was not."""
    text = str(header).strip()
    if match := _MONTH_LIKE.fullmatch(text):
        word = match[1].casefold()
        names = [name.casefold() for name in MONTH_NAMES]
        return bool(get_close_matches(word, [*names, *(name[:3] for name in names), "sept"], 1, 0.75))
    if match := _DATE_LIKE.fullmatch(text):
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
