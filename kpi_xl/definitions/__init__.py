"""The input sheets read whole: rows to Definitions, or every problem at once."""

from kpi_xl import columns
from kpi_xl.columns import plain
from kpi_xl.definitions.data import DataSheet, read_data
from kpi_xl.definitions.indicators import read_indicators
from kpi_xl.definitions.record import read_record
from kpi_xl.definitions.settings import read_settings
from kpi_xl.definitions.sheet import Problems, Source, Table, missing_sheet, open_table
from kpi_xl.definitions.standards import with_standards
from kpi_xl.definitions.words import read_actions, read_comments
from kpi_xl.indicator import Definitions, Indicator
from kpi_xl.model import Problem, ProblemsFound

__all__ = ["Source", "missing_sheet", "read_definitions", "read_what_can_be"]


def read_definitions(source: Source) -> Definitions:
    """Settings, Indicators and Data of a workbook.

    Raises ProblemsFound with every problem of every sheet: place, what was found, what to do.
    """
    definitions, problems = read_what_can_be(source)
    if problems or definitions is None:
        raise ProblemsFound(problems)
    return definitions


def read_what_can_be(source: Source) -> tuple[Definitions | None, list[Problem]]:
    """Every problem, and the definitions of the indicators that have none (None where the sheets
    themselves do not read), so that findings can be told beside the problems."""
    problems = Problems()
    settings = read_settings(source, problems)
    needed = (columns.NUMBER, columns.SERVICE, columns.TITLE)
    table = open_table(source, columns.INDICATORS, needed, columns.INDICATOR_COLUMNS, problems, percents=True)
    percents = table is not None and _some_unit_blank(table)
    data_table = open_table(source, columns.DATA, (columns.NUMBER,), columns.DATA_COLUMNS, problems, percents)
    data = read_data(data_table) if data_table else None
    indicators = read_indicators(table, data.percents if data else set()) if table else []
    if table is None or data_table is None or data is None:
        return None, problems.found
    _check_both_ways(table, indicators, data_table, data)
    indicators = with_standards(source, indicators, problems)
    comments, actions = read_comments(source, problems), read_actions(source, problems)
    if not data.months:
        return None, problems.found
    sound = {
        plain(indicator.number): indicator
        for indicator in indicators
        if not problems.at_row(table.sheet, indicator.row) and plain(indicator.number) in data.series
    }
    for key, areas in data.series.items():
        rows = [series.row for parts in areas.values() for series in parts.values()]
        if any(problems.at_row(data_table.sheet, row) for row in rows):
            sound.pop(key, None)
    series = {indicator.number: data.series[key] for key, indicator in sound.items()}
    printed = [
        figure._replace(number=sound[plain(figure.number)].number)
        for figure in data.printed
        if plain(figure.number) in sound
    ]
    return (
        Definitions(
            settings,
            list(sound.values()),
            series,
            data.start,
            data.months,
            printed,
            comments,
            actions,
            frozenset(indicator.number for key, indicator in sound.items() if key in data.percents),
            read_record(source),
        ),
        problems.found,
    )


def _some_unit_blank(table: Table) -> bool:
    place = table.at(columns.UNIT)
    return any(not table.text(row, cells, place) for row, cells in table.body())


def _check_both_ways(table: Table, indicators: list[Indicator], data_table: Table, data: DataSheet) -> None:
    """Data for unknown indicators, and indicators without data."""
    known = {plain(indicator.number): indicator.number for indicator in indicators}
    for key, (number, row) in data.spelled.items():
        if key not in known:
            from difflib import get_close_matches  # noqa: PLC0415 - seldom needed

            close = get_close_matches(key, known, 1)
            hint = f' (did you mean "{known[close[0]]}"?)' if close else ""
            data_table.problems.add(
                data_table.sheet, row, data_table.at(columns.NUMBER) or 0,
                f'"{number}" is not in Indicators{hint}.', "Add it there, or correct the number here.",
            )  # fmt: skip
    for indicator in indicators:
        if indicator.number and plain(indicator.number) not in data.spelled:
            table.problems.add(
                table.sheet, indicator.row, table.at(columns.NUMBER) or 0,
                f'"{indicator.number}" has no row in Data.', "Add one (it may be blank), or put # here.",
            )  # fmt: skip
