"""The Settings sheet: two columns, read with every unreadable value a problem."""

import enum
from typing import TypeVar

from kpi_xl import columns
from kpi_xl.columns import Column, plain, sheet_named
from kpi_xl.definitions.sheet import Problems, Source, Table, as_written, one_of, open_table
from kpi_xl.figures import exact, read_figure
from kpi_xl.indicator import APRIL, DEFAULT_SMALL_NUMBERS, DEFAULT_VERSIONS_KEPT, Settings
from kpi_xl.model import MONTH_NAMES, AreaHistory, Comparison, InCell, Month, Percent, Scalar

_Choice = TypeVar("_Choice", bound=enum.Enum)
_SETTING = Column(columns.SETTING, "", 0)
_VALUE = Column(columns.VALUE, "", 0)
_COLUMNS = (_SETTING, _VALUE)

MOST_MONTHS_SHOWN = 600
"""Fifty years: far beyond any scorecard, and within the columns and dates of a sheet."""

MOST_SMALL_NUMBERS = 1000
"""No disclosure control hides larger numbers."""

MOST_VERSIONS_KEPT = 1000
"""A version a day for more than two years."""


class _Reader:
    """The values of the settings by name, each with its cell."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.values: dict[str, tuple[int, Scalar]] = {}
        self.column = table.at(_VALUE) or 0
        for row, cells in table.body():
            name = plain(table.text(row, cells, table.at(_SETTING)))
            known = any(plain(setting.name) == name for setting in columns.SETTING_ROWS)
            if name in self.values:
                self.problem(row, f'the setting "{name}" stands twice.', "Keep one of them.")
            elif known:
                self.values[name] = (row, table.value(row, cells, self.column))
            elif name and table.value(row, cells, self.column) is not None:
                self._misspelt(row, table.text(row, cells, table.at(_SETTING)))

    def _misspelt(self, row: int, name: str) -> None:
        """A setting of the officer's own is left alone, but not one that is nearly ours."""
        from difflib import get_close_matches  # noqa: PLC0415 - seldom needed

        ours = {plain(setting.name): setting.name for setting in columns.SETTING_ROWS}
        close = get_close_matches(plain(name), ours, 1, 0.85)
        if close:
            place = self.table.at(_SETTING) or 0
            what, remedy = f'"{name}" is not a setting.', f"Did you mean {ours[close[0]]}?"
            self.table.problems.add(self.table.sheet, row, place, what, remedy)

    def problem(self, row: int, what: str, remedy: str) -> None:
        self.table.problems.add(self.table.sheet, row, self.column, what, remedy)

    def get(self, setting: Column) -> tuple[int, Scalar]:
        return self.values.get(plain(setting.name), (0, None))

    def text(self, setting: Column) -> str:
        value = self.get(setting)[1]
        return "" if value is None else as_written(value)

    def month(self, setting: Column) -> Month | None:
        row, value = self.get(setting)
        month = Month.read(value)
        if value is not None and month is None:
            self.problem(
                row, f'"{as_written(value)}" is not a month.', "Type a date, or text such as Sep-20."
            )
        return month

    def month_number(self, setting: Column) -> int:
        row, value = self.get(setting)
        if value is None:
            return APRIL
        text = plain(value)
        for number, name in enumerate(MONTH_NAMES, 1):
            if len(text) >= 3 and name.casefold().startswith(text):
                return number
        self.problem(row, f'"{as_written(value)}" is not the name of a month.', "Type a month such as April.")
        return APRIL

    def whole(self, setting: Column, least: int, most: int) -> int | None:
        row, value = self.get(setting)
        if value is None:
            return None
        number = read_figure(value).value
        if number is None or not number.is_integer() or not least <= number <= most:
            self.problem(
                row,
                f'"{as_written(value)}" is not a whole number from {least} to {most:,}.',
                "Correct it, or clear the cell.",
            )
            return None
        return int(number)

    def amount(self, setting: Column) -> float:
        row, value = self.get(setting)
        if value is None:
            return 0.0
        text = value.casefold().removesuffix("pp") if isinstance(value, str) else value
        reading = read_figure(text)
        if reading.value is None or reading.value < 0:
            self.problem(
                row,
                f'"{as_written(value)}" is not a number of 0 or more.',
                "Type a number such as 0.5, or clear the cell.",
            )
            return 0.0
        percent = reading.percent or isinstance(value, Percent)
        return float(exact(reading.value).scaleb(2)) if percent else reading.value

    def choice(self, setting: Column, options: type[_Choice], default: _Choice) -> _Choice:
        row, value = self.get(setting)
        if value is None:
            return default
        for option in options:
            if plain(option.value) == plain(value):
                return option
        self.problem(row, f'"{as_written(value)}" is not a choice here.', f"Type {one_of(setting.options)}.")
        return default


def read_settings(source: Source, problems: Problems) -> Settings:
    """The settings of a workbook; the defaults where there is no such sheet. Unknown settings are
    left alone. Source: the contract, "Settings"."""
    if sheet_named(source.sheet_names, columns.SETTINGS) is None:
        return Settings()
    table = open_table(source, columns.SETTINGS, _COLUMNS, _COLUMNS, problems, percents=True)
    if table is None or table.at(_SETTING) is None or table.at(_VALUE) is None:
        return Settings()
    read = _Reader(table)
    small = read.whole(columns.SMALL_NUMBERS_BELOW, 0, MOST_SMALL_NUMBERS)
    versions = read.whole(columns.VERSIONS_KEPT, 0, MOST_VERSIONS_KEPT)
    return Settings(
        organisation=read.text(columns.ORGANISATION),
        period=read.month(columns.PERIOD),
        year_starts=read.month_number(columns.YEAR_STARTS),
        months_shown=read.whole(columns.MONTHS_SHOWN, 1, MOST_MONTHS_SHOWN),
        compares_with=read.choice(columns.COMPARES_WITH, Comparison, Comparison.PREVIOUS_MONTH),
        change_since=read.month(columns.CHANGE_SINCE),
        no_change_within=read.amount(columns.NO_CHANGE_WITHIN),
        areas=tuple(area.strip() for area in read.text(columns.AREAS).split(";") if area.strip()),
        area_history=read.choice(columns.AREA_HISTORY, AreaHistory, AreaHistory.SIX_MONTHS),
        small_numbers=DEFAULT_SMALL_NUMBERS if small is None else small,
        in_cell=read.choice(columns.IN_CELL, InCell, InCell.PYTHON),
        versions_kept=DEFAULT_VERSIONS_KEPT if versions is None else versions,
    )


def setting_cell(source: Source, setting: Column) -> tuple[str, int, int, Scalar] | None:
    """Where a setting's value stands (sheet, row, column) and what it is; None where it has no row."""
    if sheet_named(source.sheet_names, columns.SETTINGS) is None:
        return None
    table = open_table(source, columns.SETTINGS, _COLUMNS, _COLUMNS, Problems(), percents=True)
    read = _Reader(table) if table is not None else None
    if read is None or plain(setting.name) not in read.values:
        return None
    row, value = read.get(setting)
    return read.table.sheet, row, read.column, value
