"""The indicator definitions sheet: every row an Indicator, every fault a problem with its cell."""

import enum
from functools import cache
from typing import TypeVar

from kpi_xl import columns
from kpi_xl.bands import Methodology, parse
from kpi_xl.columns import Column, plain
from kpi_xl.definitions.sheet import Table, as_written, one_of
from kpi_xl.figures import hundredth, is_error, read_figure
from kpi_xl.indicator import ChartKind, Comparator, Indicator
from kpi_xl.model import Basis, Month, Percent, Polarity, Scalar, SmallNumbers, Unit, YtdRule
from kpi_xl.targets import Target, Tolerance, read_target, read_tolerance, says_no_target

MOST_DECIMALS = 6
LONGEST_SERVICE = 200
"""Characters of a service's name: a sheet is known again by it, in a text of 255 at most."""

_Choice = TypeVar("_Choice", bound=enum.Enum)
_NONE_WORDS = frozenset(("na", "n/a", "-", "–", "none"))
_UNIT_SPELLINGS = {
    "percent": Unit.PERCENT, "percentage": Unit.PERCENT, "count": Unit.NUMBER, "no": Unit.NUMBER,
    "per 10000": Unit.PER_10_000, "rate per 10,000": Unit.PER_10_000, "per 10k": Unit.PER_10_000,
}  # fmt: skip


def read_indicators(table: Table, percents: set[str]) -> list[Indicator]:
    """The indicators in the sheet's order; ``percents`` are the numbers (as ``plain``) of those that Data
    writes as percentages.

    A service keeps the spelling it is first met in. Source: the contract, "Indicators".
    """
    comparators = [
        (place, str(header).strip()[len(columns.COMPARATOR) :].strip())
        for place, header in enumerate(table.headers)
        if plain(header).startswith(plain(columns.COMPARATOR))
    ]
    seen: dict[str, int] = {}
    services: dict[str, str] = {}
    found = []
    for row, cells in table.body():
        indicator = RowReader(table, row, cells).indicator(percents, comparators)
        key = plain(indicator.number)
        if key and key in seen:
            table.problems.add(
                table.sheet,
                row,
                table.at(columns.NUMBER) or 0,
                f'the indicator number "{indicator.number}" is used before, in row {seen[key] + 1}.',
                "Give each indicator its own number.",
            )
        seen.setdefault(key, row)
        service = services.setdefault(plain(indicator.service), indicator.service)
        found.append(indicator._replace(service=service))
    if not found:
        table.problems.add(
            table.sheet, table.header, 0, "no indicators below the header.", "Add a row for each indicator."
        )
    return found


@cache
def _names(options: type[enum.Enum]) -> dict[str, str]:
    """The options' names by how they are written, as ``plain`` gives it."""
    return {plain(option.value): option.name for option in options}


class RowReader:
    """One row of the sheet, read cell by cell."""

    def __init__(self, table: Table, row: int, cells: list[Scalar]) -> None:
        self.table, self.row, self.cells = table, row, cells

    def text(self, column: Column) -> str:
        return self.table.text(self.row, self.cells, self.table.at(column))

    def value(self, column: Column) -> Scalar:
        return self.table.value(self.row, self.cells, self.table.at(column))

    def problem(self, column: Column, what: str, remedy: str) -> None:
        self.table.problems.add(self.table.sheet, self.row, self.table.at(column) or 0, what, remedy)

    def needed(self, column: Column) -> str:
        text = self.text(column)
        place = self.table.at(column)
        if not text and place is not None and not self._holds_error(place):
            self.problem(column, f"the {column.name} is blank.", "Fill it in, or put # before the row.")
        return text

    def service(self) -> str:
        text = self.needed(columns.SERVICE)
        if len(text) > LONGEST_SERVICE:
            self.problem(
                columns.SERVICE, f"the Service is longer than {LONGEST_SERVICE} characters.", "Shorten it."
            )
        return text

    def _holds_error(self, place: int) -> bool:
        return place < len(self.cells) and is_error(self.cells[place])

    def choice(
        self, column: Column, options: type[_Choice], default: _Choice, also: dict[str, _Choice] | None = None
    ) -> _Choice:
        text = plain(self.text(column))
        if not text:
            return default
        if name := _names(options).get(text):
            return options[name]
        if also and text in also:
            return also[text]
        self.problem(
            column,
            f'"{self.text(column)}" is not a {column.name}.',
            f"Type {one_of(column.options)}, or clear the cell.",
        )
        return default

    def indicator(self, percents: set[str], comparators: list[tuple[int, str]]) -> Indicator:
        number = self.needed(columns.NUMBER)
        polarity = self.choice(
            columns.POLARITY, Polarity, Polarity.NONE, dict.fromkeys(_NONE_WORDS, Polarity.NONE)
        )
        unit = self.unit(plain(number) in percents)
        methodology = self.methodology()
        return Indicator(
            service=self.service(),
            section=self.text(columns.SECTION),
            number=number,
            title=self.needed(columns.TITLE),
            polarity=polarity,
            unit=unit,
            decimals=self.decimals(unit),
            target_text=as_written(self.value(columns.TARGET)),
            target=self.target(polarity, decided_by_text=methodology is not None),
            tolerance=self.tolerance(unit),
            methodology=methodology,
            basis=self.choice(columns.RAG_BASIS, Basis, Basis.LATEST),
            ytd=self.choice(columns.YTD, YtdRule, YtdRule.LATEST) if self.text(columns.YTD) else None,
            officer=self.text(columns.OFFICER),
            comparators=tuple(self.comparator(place, name, unit) for place, name in comparators),
            row=self.row,
            chart=self.chart(),
            average="average" in self.chart_words(),
            series_break=self.month(columns.SERIES_BREAK),
            held_to=self.held_to(),
            small_numbers=self.choice(columns.SMALL_NUMBERS, SmallNumbers, SmallNumbers.UNMARKED),
        )

    def unit(self, percent_data: bool) -> Unit:
        """The Unit column, or, where blank, % when the data or a plain ``94%`` target says so."""
        target = self.value(columns.TARGET)
        written = isinstance(target, Percent) or (isinstance(target, str) and target.rstrip().endswith("%"))
        reads = read_target(target)
        told = percent_data or (written and reads is not None)
        return self.choice(columns.UNIT, Unit, Unit.PERCENT if told else Unit.NUMBER, _UNIT_SPELLINGS)

    def decimals(self, unit: Unit) -> int:
        value = self.value(columns.DECIMALS)
        if value is None:
            return unit.default_decimals
        number = read_figure(value).value
        if number is None or not number.is_integer() or not 0 <= number <= MOST_DECIMALS:
            self.problem(
                columns.DECIMALS,
                f'"{as_written(value)}" is not a number of decimals.',
                f"Type a whole number from 0 to {MOST_DECIMALS}, or clear the cell.",
            )
            return unit.default_decimals
        return int(number)

    def methodology(self) -> Methodology | None:
        text = self.text(columns.METHODOLOGY)
        if says_no_target(text):
            return None
        methodology = parse(text)
        if methodology is None:
            self.problem(
                columns.METHODOLOGY,
                f'"{text}" does not read as bands.',
                "Write it like 90% or above Green 85%-89% Amber 84% and below Red, or clear the cell to rate "
                "by the target.",
            )
        return methodology

    def target(self, polarity: Polarity, decided_by_text: bool) -> Target | None:
        value = self.value(columns.TARGET)
        if says_no_target(value):
            return None
        target = read_target(value)
        if decided_by_text or (polarity is Polarity.NONE and target is not None):
            return target
        if target is None:
            what, remedy = (
                "does not read as a target.",
                "Type a figure such as 94%, 17 or >80%, or NA or TBC.",
            )
        elif target.is_range and polarity is not Polarity.RANGE:
            what = f"is a range, and the polarity is {polarity.value}."
            remedy = "Type one figure, or make the polarity Range."
        elif polarity is Polarity.RANGE and not target.is_range:
            what, remedy = "is not a range, and the polarity is Range.", "Type a target such as 80%-90%."
        else:
            return target
        self.problem(columns.TARGET, f'"{as_written(value)}" {what}', remedy)
        return None

    def held_to(self) -> str:
        told = (columns.TARGET, columns.AMBER_WITHIN, columns.METHODOLOGY)
        return ", ".join(text for column in told if (text := as_written(self.value(column))))

    def chart_words(self) -> list[str]:
        return plain(self.text(columns.CHART)).replace(",", " ").split()

    def chart(self) -> ChartKind:
        kind = " ".join(word for word in self.chart_words() if word != "average")
        for option in ChartKind:
            if option.value == kind:
                return option
        self.problem(
            columns.CHART,
            f'"{self.text(columns.CHART)}" is not a Chart.',
            f"Type {one_of(columns.CHART.options)}, or clear the cell.",
        )
        return ChartKind.AUTO

    def month(self, column: Column) -> Month | None:
        value = self.value(column)
        month = Month.read(value)
        if value is not None and month is None:
            self.problem(column, f'"{value}" is not a month.', "Type a date, or text such as Sep-20.")
        return month

    def tolerance(self, unit: Unit) -> Tolerance | None:
        value = self.value(columns.AMBER_WITHIN)
        if says_no_target(value):
            return None
        tolerance = read_tolerance(value, unit)
        if tolerance is None:
            self.problem(
                columns.AMBER_WITHIN,
                f'"{as_written(value)}" does not read as a tolerance.',
                "Type 10pp (for % only), 10% (of the target) or a number in units, or clear the cell.",
            )
        return tolerance

    def comparator(self, place: int, name: str, unit: Unit) -> Comparator:
        """A comparator's figure; a bare number above 1 beside a % indicator is taken as percent."""
        value = self.table.value(self.row, self.cells, place)
        reading = read_figure(value)
        if (
            unit is Unit.PERCENT
            and not reading.percent
            and reading.value is not None
            and abs(reading.value) > 1
        ):
            reading = reading._replace(value=hundredth(reading.value))
        return Comparator(name, reading)
