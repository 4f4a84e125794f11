"""KPI_RAG on plain values: what a cell is held to, read once a call, and the unit it is rated in.

Source of the choice between % and number: docs/rules.md, "Worksheet functions".
"""

import re
from functools import lru_cache

from kpi_xl.bands import Methodology, Thresholds, parse
from kpi_xl.columns import plain
from kpi_xl.definitions.indicators import MOST_DECIMALS
from kpi_xl.figures import hundredth
from kpi_xl.indicator import MOST_PERCENT, Indicator, rating_rule
from kpi_xl.model import Basis, Polarity, Rag, Unit
from kpi_xl.ranges import LARGEST, Cell, Figure, Message, quoted, sound
from kpi_xl.targets import Target, Tolerance, read_target, read_tolerance, says_no_target

_SHARE_OF = re.compile(r"%\s*of\b", re.IGNORECASE)
_POLARITIES = {plain(polarity.value): polarity for polarity in Polarity}
_UNTOLD = Indicator(
    "", "", "", "", Polarity.NONE, Unit.NUMBER, 0, "", None, None, None, Basis.LATEST, None, "", (), 0
)

_Arguments = tuple[Cell, Cell, Cell, Cell, Cell]


class Rater:
    """``rag`` of the cells of one call: rows held to the same target share one reading of it."""

    def __init__(self) -> None:
        self._standards: dict[_Arguments, _Standard | str] = {}

    def rag(
        self, value: Cell, target: Cell, polarity: Cell, amber: Cell, methodology: Cell, decimals: Cell
    ) -> str:
        """Red, Amber, Green or Grey; a Message where the cells do not tell which."""
        key = (target, polarity, amber, methodology, decimals)
        standard = self._standards.get(key)
        if standard is None:
            try:
                standard = _Standard(*key)
            except Message as message:
                standard = str(message)
            self._standards[key] = standard
        return standard if isinstance(standard, str) else standard.rate(Figure("Value", value)).value


class _Standard:
    """What values are held to: a methodology, or a target with its polarity and tolerance."""

    def __init__(self, target: Cell, polarity: Cell, amber: Cell, methodology: Cell, decimals: Cell) -> None:
        self._decimals = _read_decimals(decimals)
        self._polarity = read_polarity(polarity)
        self._methodology = _read_methodology(methodology)
        self._target = None if self._methodology else _read_target(target, self._polarity)
        by_target = self._target is not None and self._polarity is not Polarity.NONE
        self._amber = _check_amber(amber) if by_target else None
        self._rated = by_target or self._methodology is not None
        self._whole_of = isinstance(methodology, str) and bool(_SHARE_OF.search(methodology))
        self._unit = self._told(target) if self._rated else Unit.NUMBER
        self._rules: dict[Unit, Thresholds | None] = {}

    def rate(self, figure: Figure) -> Rag:
        """The rating of a figure, in the unit told by its own % sign, else by what it is held to."""
        value = figure.value
        if value is None or not self._rated:
            return Rag.GREY
        unit = Unit.PERCENT if figure.percent else self._unit or self._unit_of(value)
        rating = self._rating(value, unit)
        if unit is Unit.PERCENT and not figure.percent and rating is not Rag.GREY:
            check_share("Value", value)
        return rating

    def _rating(self, value: float, unit: Unit) -> Rag:
        """The rating by the rules themselves."""
        if unit not in self._rules:
            decimals = unit.default_decimals if self._decimals is None else self._decimals
            self._rules[unit] = rating_rule(
                _UNTOLD._replace(
                    polarity=self._polarity,
                    unit=unit,
                    decimals=decimals,
                    target=self._target,
                    tolerance=self._tolerance(unit),
                    methodology=self._methodology,
                )
            )
        rule = self._rules[unit]
        return Rag.GREY if rule is None else rule.rate(value)

    def _tolerance(self, unit: Unit) -> Tolerance | None:
        return read_tolerance(self._amber, unit)

    def _told(self, target: Cell) -> Unit | None:
        """The unit that target, tolerance and decimals tell, whatever the value; None where the value is
        looked at too."""
        stands = isinstance(target, str) and read_target(target) is not None
        if stands and str(target).rstrip().endswith("%"):
            return Unit.PERCENT
        largest = self._sizes()[1]
        if self._methodology:
            if self._decimals is None and not self._percent and largest < 1:
                raise Message("RAG Methodology is below 1: write it with % signs, or give the decimals")
        elif self._amber is not None and self._tolerance(Unit.NUMBER) is None:
            if not self._percent and largest > MOST_PERCENT:
                raise Message(f"Amber within {quoted(self._amber)} is in points, and the target has no %")
            return Unit.PERCENT
        elif not self._percent and 0 < largest < 1 and not (stands and self._decimals is not None):
            return Unit.PERCENT
        as_it_stands = self._decimals is not None and (stands or self._methodology is not None)
        return Unit.NUMBER if as_it_stands and not self._percent else None

    def _unit_of(self, value: float) -> Unit:
        """The unit of a value written without a % sign, where what it is held to leaves it open."""
        size, whole = abs(value), value.is_integer()
        if self._percent:
            share = (size <= 1 and not (whole and self._whole_of)) or (not whole and size <= MOST_PERCENT)
            return Unit.PERCENT if share else Unit.NUMBER
        smallest, largest = self._sizes()
        if not whole and size < 1 and smallest >= MOST_PERCENT:
            raise Message(
                f"Value {quoted(value)} may be {quoted(value * 100)}%: write it and its target with %"
            )
        if self._methodology or largest > 1:
            return Unit.NUMBER
        if not whole and size <= MOST_PERCENT:
            return Unit.PERCENT
        if size <= 1 and self._rating(value, Unit.NUMBER) is not self._rating(value, Unit.PERCENT):
            raise Message('Target may be 100% or 1: write it as text, "100%", or "1" with decimals')
        return Unit.NUMBER

    @property
    def _percent(self) -> bool:
        held_to = self._methodology or self._target
        return held_to is not None and held_to.percent

    def _sizes(self) -> tuple[float, float]:
        """The smallest and the largest figure of the methodology or target, without their signs."""
        if self._methodology:
            figures = [x for band in self._methodology.bands for x in (band.low, band.high) if x is not None]
        else:
            figures = [self._target.low, self._target.high] if self._target else [0.0]
        return min(map(abs, figures)), max(map(abs, figures))


@lru_cache
def read_polarity(value: Cell) -> Polarity:
    """The polarity a cell states; NONE where it is blank or says NA."""
    polarity = _POLARITIES.get(plain(sound("Polarity", value)))
    if polarity is None and not says_no_target(value):
        raise Message(f"Polarity {quoted(value)} is not BIB, SIB or Range")
    return polarity or Polarity.NONE


def check_share(name: str, value: float) -> None:
    """A Message where a % figure without its sign is past MOST_PERCENT: 94 for 94%."""
    if abs(value) > MOST_PERCENT:
        typed = quoted(value)
        raise Message(
            f"{name} {typed} is {quoted(value * 100)}%: write {typed}% or {quoted(hundredth(value))}"
        )


def _read_decimals(value: Cell) -> int | None:
    if value is None:
        return None
    number = Figure("Decimals", value).value
    if number is None or not number.is_integer() or not 0 <= number <= MOST_DECIMALS:
        raise Message(f"Decimals {quoted(value)} is not a whole number from 0 to {MOST_DECIMALS}")
    return int(number)


def _read_methodology(value: Cell) -> Methodology | None:
    if says_no_target(sound("RAG Methodology", value)):
        return None
    methodology = parse(str(value))
    if methodology is None or any(
        abs(end) > LARGEST for band in methodology.bands for end in (band.low, band.high) if end is not None
    ):
        raise Message(f"RAG Methodology {quoted(value)} does not read as bands")
    return methodology


def _read_target(value: Cell, polarity: Polarity) -> Target | None:
    if says_no_target(sound("Target", value)):
        return None
    target = read_target(value)
    if target is None or max(abs(target.low), abs(target.high)) > LARGEST:
        raise Message(f"Target {quoted(value)} is not a number")
    if target.is_range and polarity not in (Polarity.RANGE, Polarity.NONE):
        raise Message(f"Target {quoted(value)} is a range, and the polarity is {polarity.value}")
    if polarity is Polarity.RANGE and not target.is_range:
        raise Message(f"Target {quoted(value)} is not a range such as 80%-90%")
    return target


def _check_amber(value: Cell) -> Cell:
    """The tolerance as it stands; a Message where it does not read, or is a fraction that may be a 10%."""
    if says_no_target(sound("Amber within", value)):
        return None
    if isinstance(value, float) and 0 < value < 1:
        share = quoted(value * 100)
        raise Message(
            f'Amber within {quoted(value)} is not clear: write it as text, "{share}%" or "{share}pp"'
        )
    tolerance = read_tolerance(value, Unit.PERCENT)
    if tolerance is None or tolerance.amount > LARGEST:
        raise Message(f"Amber within {quoted(value)} is not a tolerance such as 10pp, 10% or 2")
    return value
