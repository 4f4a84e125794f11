"""Made-up workbooks with small numbers, and other workbooks that would be published just the same."""

import random
from collections.abc import Iterator
from typing import NamedTuple

from kpi_xl.definitions import read_definitions
from kpi_xl.indicator import Definitions
from kpi_xl.model import Month, Scalar
from tests.support import Rows, book

FIRST = Month.of(2020, 1)
MONTHS = 9
"""January to September 2020: the end of one financial year and half of the next."""

AREAS = ("North", "South", "East", "West")
VALUE, NUMERATOR, DENOMINATOR, YTD = "Value", "Numerator", "Denominator", "YTD"
Key = tuple[str, str]
"""An area ("" is the whole) and a measure."""


class World(NamedTuple):
    """One indicator's figures as an officer has them: ``counts`` by area and measure, a whole number a month.
    ``whole`` tells that the whole authority has rows of its own."""

    unit: str
    rule: str
    below: int
    areas: tuple[str, ...]
    whole: bool
    supplied: bool
    compared: str
    counts: dict[Key, list[int]]

    def rows(self) -> Rows:
        """Data: what is counted by area, the whole as their sum, running totals where they are supplied."""
        counts = {key: list(months) for key, months in self.counts.items()}
        measures = sorted({measure for _, measure in counts})
        if self.whole and self.areas != ("",):
            for measure in measures:
                rows = [counts[area, measure] for area in self.areas]
                counts["", measure] = [sum(months) for months in zip(*rows, strict=True)]
        if self.supplied:
            counts |= {(area, YTD): _running(months) for (area, _), months in counts.items()}
        header: list[Scalar] = [
            "Indicator Number",
            "Area",
            "Measure",
            *(str(FIRST + at) for at in range(MONTHS)),
        ]
        ordered = sorted(counts, key=lambda key: (["", *self.areas].index(key[0]), key[1]))
        lines: Rows = [["FD 1", *key, *map(float, counts[key])] for key in ordered]
        return [header, *lines]

    def definitions(self) -> Definitions:
        """The workbook read."""
        settings = (
            f"Setting | Value\nSmall numbers below | {self.below}\nChange compares with | {self.compared}\n"
            "Months shown | 4\nReporting period | Sep 2020"
        )
        indicators: Rows = [
            ["Indicator Number", "Service", "Indicator Title", "Unit", "YTD", "RO", "Small numbers",
             "Polarity", "Target", "RAG basis", "Chart"],
            ["FD 1", "Front Door", "Children", self.unit, self.rule, "AB", "suppress", "SIB",
             "3" if self.unit == "number" else "10%", "YTD" if self.below % 2 else "Latest", "line average"],
        ]  # fmt: skip
        return read_definitions(book(Settings=settings, Indicators=indicators, Data=self.rows()))

    def moved(self, area: str, other: str | None, at: int, by: dict[str, int]) -> "World | None":
        """The world in which that month's counts of an area are others, and those of another area make up
        for it; None where a count would be impossible."""
        counts = {key: list(months) for key, months in self.counts.items()}
        for measure, step in by.items():
            counts[area, measure][at] += step
            if other is not None:
                counts[other, measure][at] -= step
        made = self._replace(counts=counts)
        return made if all(made.is_possible(one, at) for one in self.areas) else None

    def is_possible(self, area: str, at: int) -> bool:
        """Whether a month's counts of an area can be: none below nought, no more than there are in all."""
        if self.unit == "number":
            return self.counts[area, VALUE][at] >= 0
        return 0 <= self.counts[area, NUMERATOR][at] <= self.counts[area, DENOMINATOR][at]

    def small(self, area: str, at: int) -> dict[str, int]:
        """The small counts of a month, by name; of a percentage, also how many are not in the numerator."""
        if self.unit == "number":
            found = {VALUE: self.counts[area, VALUE][at]}
        else:
            top, bottom = (self.counts[area, measure][at] for measure in (NUMERATOR, DENOMINATOR))
            found = {NUMERATOR: top, DENOMINATOR: bottom, "rest": bottom - top}
        return {name: count for name, count in found.items() if 0 < count < self.below}

    def moves(self, area: str, at: int) -> Iterator["World"]:
        """The worlds in which that month's counts of an area are others, and those of one other area make up
        for it, or the whole takes it."""
        steps = [step for step in range(-self.below, self.below + 1) if step]
        changes = [{VALUE: step} for step in steps]
        if self.unit == "%":
            pairs = [(top, bottom) for top in (0, *steps) for bottom in (0, *steps)][1:]
            changes = [{NUMERATOR: top, DENOMINATOR: bottom} for top, bottom in pairs]
        for by in sorted(changes, key=lambda change: sum(map(abs, change.values()))):
            for other in [None, *(one for one in self.areas if one != area)]:
                if (made := self.moved(area, other, at, by)) is not None:
                    yield made

    def redrawn(self, hidden: list[str], at: int, dice: random.Random) -> "World":
        """A world in which all withheld counts of a month are drawn anew; what they are together stays."""
        counts = {key: list(months) for key, months in self.counts.items()}
        measures = [measure for one, measure in counts if one == hidden[0]]
        for measure in measures:
            left = sum(counts[area, measure][at] for area in hidden)
            for area in hidden[:-1]:
                counts[area, measure][at] = dice.randint(0, left)
                left -= counts[area, measure][at]
            counts[hidden[-1], measure][at] = left
        return self._replace(counts=counts)


def made_up(seed: int) -> World:
    """A world of small and less small numbers, noughts among them."""
    dice = random.Random(seed)
    unit = dice.choice(("number", "%"))
    areas = AREAS[: dice.choice((2, 3, 4))] if dice.random() < 0.8 else ("",)
    counts: dict[Key, list[int]] = {}
    for area in areas:
        tops = [_count(dice) for _ in range(MONTHS)]
        if unit == "number":
            counts[area, VALUE] = tops
        else:
            counts[area, NUMERATOR] = tops
            counts[area, DENOMINATOR] = [top + _count(dice) for top in tops]
    rules = (
        ("Sum", "Latest", "Average", "Rolling 12") if unit == "number" else ("Weighted", "Average", "Latest")
    )
    supplied = unit == "number" and dice.random() < 0.3
    return World(
        unit,
        "Supplied" if supplied else dice.choice(rules),
        dice.choice((3, 4, 5, 6, 10)),
        areas,
        areas != ("",) and dice.random() < 0.85,
        supplied,
        dice.choice(("Previous month", "Same month last year", "Last year's outturn")),
        counts,
    )


def _count(dice: random.Random) -> int:
    """Mostly small, often nought, now and then not small at all."""
    return dice.choice((0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 9, 12, 20, 45))


def _running(months: list[int]) -> list[int]:
    """The sum of each financial year so far; it begins anew in April, the fourth month."""
    return [sum(months[0 if at < 3 else 3 : at + 1]) for at in range(MONTHS)]
