"""The Data sheet: one row a series, one column a month, read fast where cells are plain numbers."""

import datetime
from typing import NamedTuple

from kpi_xl import columns
from kpi_xl.columns import plain
from kpi_xl.definitions.months import MonthColumns, read_headers
from kpi_xl.definitions.sheet import Table, error_value, one_of
from kpi_xl.figures import BEYOND_FIGURES, is_error, read_figure
from kpi_xl.indicator import Measures, Printed, Series
from kpi_xl.model import Measure, Month, Percent, Scalar


class DataSheet(NamedTuple):
    """What Data holds. ``series`` is by ``plain`` indicator number, then by area, then by measure;
    ``percents`` are the numbers written as percentages; ``spelled`` gives each number as first written
    with its row."""

    start: Month
    months: int
    series: dict[str, dict[str, Measures]]
    percents: set[str]
    spelled: dict[str, tuple[str, int]]
    printed: list[Printed]


def read_data(table: Table) -> DataSheet:
    """The series of Data; months unreadable, twice or out of order, rows without a number, series that
    stand twice, error values and dates among figures are problems. An area keeps the spelling it is first
    met in. Source: the contract, "Data"."""
    months, printed_columns = read_headers(table)
    number_at, area_at, measure_at = map(table.at, columns.DATA_COLUMNS)
    sheet = DataSheet(months.start, len(months.places), {}, set(), {}, [])
    spellings: dict[str, str] = {}  # as first spelled, so that North's numerator meets north's denominator
    for row, cells in table.body():
        number = table.text(row, cells, number_at)
        if not number:
            if number_at is not None and not (number_at < len(cells) and is_error(cells[number_at])):
                table.problems.add(
                    table.sheet, row, number_at, "the Indicator Number is blank.",
                    "Fill it in, or put # before the row.",
                )  # fmt: skip
            continue
        key = plain(number)
        sheet.spelled.setdefault(key, (number, row))
        measure, label = _measure(table, row, cells, measure_at)
        area = table.text(row, cells, area_at)
        area = spellings.setdefault(plain(area), area)
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
        measures[measure] = series._replace(label=label)
        if percent:
            sheet.percents.add(key)
        for place, kind, period in printed_columns if not area and measure is Measure.VALUE else ():
            value = table.value(row, cells, place)
            if value is not None:
                sheet.printed.append(Printed(number, kind, period, read_figure(value)))
    return sheet


def _measure(table: Table, row: int, cells: list[Scalar], place: int | None) -> tuple[Measure, str]:
    """What the row holds, and what it is called: ``Numerator: No. inside`` is a numerator, "No. inside"."""
    text = table.text(row, cells, place)
    name, _, label = text.partition(":")
    for measure in Measure:
        if plain(measure.value) == plain(name):
            return measure, label.strip()
    if text:
        table.problems.add(
            table.sheet, row, place or 0, f'"{text}" is not a Measure.',
            f"Type {one_of(columns.MEASURE.options)}, or clear the cell.",
        )  # fmt: skip
    return Measure.VALUE, ""


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
        if type(value) is float and -BEYOND_FIGURES < value < BEYOND_FIGURES:
            figures[at] = value
            continue
        if isinstance(value, Percent) and abs(value) < BEYOND_FIGURES:
            figures[at] = float(value)
            percent = True
            continue
        if not isinstance(value, str) or is_error(value):
            table.problems.add(table.sheet, row, place, *_no_figure(value))
            continue
        reading = read_figure(value)
        figures[at] = reading.value
        percent = percent or reading.percent
        if reading.note:
            series.notes[at] = reading.note
        if reading.reason:
            series.reasons[at] = reading.reason
    return series, percent


def _no_figure(value: Scalar) -> tuple[str, str]:
    """What to say of a cell that holds neither a figure nor words, and what to do."""
    if isinstance(value, str):
        return error_value(value)
    said = (
        f"{value:%d/%m/%Y} is a date" if isinstance(value, datetime.date) else f"{str(value).upper()} stands"
    )
    return f"{said} where a figure belongs.", "Type the figure, or a reason such as NA."
