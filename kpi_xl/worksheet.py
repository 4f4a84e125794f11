"""The worksheet functions on plain values and ranges: arguments read, then the rules themselves.

Each takes what Excel gives (a cell, or a range as rows of cells) and returns what the cells are to show.
Nothing is raised: where there is no answer, the cell shows a short message.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from kpi_xl import measures
from kpi_xl.columns import plain
from kpi_xl.definitions.sheet import one_of
from kpi_xl.indicator import MOST_PERCENT
from kpi_xl.model import Polarity, Unit, YtdRule
from kpi_xl.outturns import MONTHS_IN_YEAR
from kpi_xl.ranges import (
    LARGEST,
    Answer,
    Answers,
    Cell,
    Figure,
    Grid,
    Message,
    at_each_place,
    cell,
    grid,
    mismatch,
    quoted,
    said,
    size,
    sound,
)
from kpi_xl.rated import Rater, check_share, read_polarity

_RULES = {plain(rule.value): rule for rule in YtdRule}
_MARGIN_UNITS = {"pp": Unit.PERCENT, "%": Unit.PERCENT, "units": Unit.NUMBER, "unit": Unit.NUMBER}
_EITHER = (Unit.PERCENT, Unit.NUMBER)
_UNITS = {plain(unit.value): unit for unit in Unit}


def rag(
    value: object, target: object, polarity: object, amber: object, methodology: object, decimals: object
) -> Answers:
    """KPI_RAG: Red, Amber, Green or Grey at every place."""
    return at_each_place(
        Rater().rag,
        {
            "Value": value, "Target": target, "Polarity": polarity,
            "Amber within": amber, "RAG Methodology": methodology, "Decimals": decimals,
        },
    )  # fmt: skip


def change(current: object, previous: object, unit: object) -> Answers:
    """KPI_CHANGE: current less previous at every place; blank where either is no number."""
    return at_each_place(_change, {"Current": current, "Previous": previous, "Unit": unit})


def direction(current: object, previous: object, polarity: object, no_change_within: object) -> Answers:
    """KPI_DIRECTION: Increase, Decrease or No change; with a polarity Better, Worse or Same; blank where
    either is no number."""
    return at_each_place(
        _direction,
        {
            "Current": current, "Previous": previous,
            "Polarity": polarity, "No change within": no_change_within,
        },
    )  # fmt: skip


def _change(current: Cell, previous: Cell, unit: Cell) -> Answer:
    told = _told(unit)
    now, before = Figure("Current", current), Figure("Previous", previous)
    percent = told is Unit.PERCENT or (told is None and (now.percent or before.percent))
    amount = _difference(now, before, Unit.PERCENT if percent else Unit.NUMBER)
    return "" if amount is None else amount


@lru_cache
def _told(unit: Cell) -> Unit | None:
    """The unit a cell names; None where it is blank."""
    told = None if unit is None else _UNITS.get(plain(sound("Unit", unit)))
    if unit is not None and told is None:
        raise Message(f"Unit {quoted(unit)} is not {one_of(tuple(unit.value for unit in Unit))}")
    return told


def _difference(now: Figure, before: Figure, unit: Unit) -> float | None:
    """The change by the rules; a Message where a % figure lacks its sign."""
    amount = measures.change(now.value, before.value, unit)
    if amount is not None and unit is Unit.PERCENT:
        for name, figure in (("Current", now), ("Previous", before)):
            if figure.value is not None and not figure.percent:
                check_share(name, figure.value)
    return amount


class _Margin(NamedTuple):
    """How much is still no change; ``unit`` is None where its cell does not tell."""

    amount: float
    unit: Unit | None


def _direction(current: Cell, previous: Cell, polarity: Cell, no_change_within: Cell) -> Answer:
    judged, margin = read_polarity(polarity), _margin(no_change_within)
    if judged is Polarity.RANGE:
        raise Message("Better or worse of a Range needs its target: leave the polarity out")
    now, before = Figure("Current", current), Figure("Previous", previous)
    if now.value is None or before.value is None:
        return ""
    if now.percent or before.percent:
        unit = Unit.PERCENT
    else:
        unit = margin.unit or _unit_of(now.value, before.value, margin.amount)
    way = measures.direction(_difference(now, before, unit), margin.amount)
    answer = way if judged is Polarity.NONE else measures.trend(way, judged)
    return answer.value if answer else ""


@lru_cache
def _margin(value: Cell) -> _Margin:
    """``1pp`` and ``1%`` are points, ``1 units`` are units, a plain number is either."""
    if value is None:
        return _Margin(0.0, Unit.NUMBER)
    text = plain(value) if isinstance(value, str) else ""
    end = next((end for end in _MARGIN_UNITS if text.endswith(end)), "")
    bare = text.removesuffix(end)
    amount = Figure("No change within", bare if text else value).value
    if amount is None or amount < 0:
        raise Message(f"No change within {quoted(value)} is not a number of 0 or more")
    return _Margin(amount, _MARGIN_UNITS.get(end) if amount else Unit.NUMBER)


def _unit_of(now: float, before: float, margin: float) -> Unit:
    """% or number, for figures and a margin above 0 that are written without a sign.

    Two fractions are percentages and a margin of 1 or more is then in points. A Message where the answer
    hangs on what is not told.
    """
    fractions = not (now.is_integer() and before.is_integer())
    smallest, largest = sorted((abs(now), abs(before)))
    if fractions and largest <= 1:
        if margin >= 1:
            return Unit.PERCENT
    elif margin < 1 or smallest > 1 or largest > (MOST_PERCENT if fractions else 1):
        return Unit.NUMBER
    ways = {measures.direction(measures.change(now, before, unit), margin) for unit in _EITHER}
    if len(ways) > 1:
        written = quoted(margin)
        other = f"{written} units" if margin >= 1 else f"{quoted(margin * 100)}pp"
        raise Message(f'No change within {written} is not clear: write "{written}pp" or "{other}"')
    return Unit.NUMBER


def year_to_date(values: object, rule: object, numerators: object, denominators: object) -> Answers:
    """KPI_YTD: one figure of a single row or column; of more rows, one figure a row, as a column."""
    arguments = {"Values": values, "Numerators": numerators, "Denominators": denominators}
    try:
        given = {name: grid(name, argument) for name, argument in arguments.items()}
        given = {name: rows for name, rows in given.items() if not _blank(rows)} or {"Values": ((None,),)}
        first = next(iter(given))
        for name, rows in given.items():
            if size(rows) != size(given[first]):
                raise mismatch(name, rows, first, given[first])
        rules = [cell(raw) for row in grid("Rule", rule) for raw in row]
        count = len(_lines(given[first]))
        if len(rules) not in (1, count):
            raise Message(f"Rule is {len(rules)} cells, and the values make {count} figures")
    except Message as message:
        return str(message)
    lines = [_lines(given[name]) if name in given else [None] * count for name in arguments]
    answers = [
        said(_year_to_date, *parts) for parts in zip(rules * (count // len(rules)), *lines, strict=True)
    ]
    return answers[0] if count == 1 else tuple((answer,) for answer in answers)


def _blank(rows: Grid) -> bool:
    """Whether an argument is left out, or is one empty cell."""
    return size(rows) == (1, 1) and cell(rows[0][0]) is None


def _lines(rows: Grid) -> Sequence[Sequence[object]]:
    """The series of a range: each row, or the one row or column."""
    return [[row[0] for row in rows]] if size(rows)[1] == 1 else rows


def _year_to_date(
    stated: Cell,
    values: Sequence[object] | None,
    numerators: Sequence[object] | None,
    denominators: Sequence[object] | None,
) -> Answer:
    both = numerators is not None and denominators is not None
    rule = _rule(stated, YtdRule.WEIGHTED if both else YtdRule.LATEST)
    if rule is YtdRule.WEIGHTED and not both:
        raise Message("Weighted needs numerators and denominators")
    months = -MONTHS_IN_YEAR if rule is YtdRule.ROLLING_12 else 0
    tops = None if numerators is None else _figures("Numerator", numerators, months)
    bottoms = None if denominators is None else _figures("Denominator", denominators, months)
    if values is not None:
        figures = _figures("Value", values, months)
    elif tops is not None and bottoms is not None:
        figures = [measures.value_of(*pair, Unit.NUMBER) for pair in zip(tops, bottoms, strict=True)]
    else:
        figures = tops or [None]
    figure = measures.year_to_date(rule, figures, tops, bottoms).value
    if figure is not None:
        sound("The figure", figure)
        return figure
    for name, cells in (("Value", values), ("Numerator", numerators), ("Denominator", denominators)):
        if cells is not None and (reason := Figure(name, cell(cells[-1])).reason):
            return reason
    parted = tops is not None and bottoms is not None and (tops[-1] is not None or bottoms[-1] is not None)
    return measures.NO_VALUE if parted else ""


def _rule(stated: Cell, default: YtdRule) -> YtdRule:
    if stated is None:
        return default
    rule = _RULES.get(plain(sound("Rule", stated)))
    if rule is None:
        raise Message(f"Rule {quoted(stated)} is not {one_of(tuple(rule.value for rule in YtdRule))}")
    return rule


def _figures(name: str, cells: Sequence[object], months: int) -> list[float | None]:
    """The numbers of a series from its last ``months`` on (0: all), oldest first."""
    return [
        raw
        if type(raw) is float and -LARGEST <= raw <= LARGEST
        else Figure(f"{name} {place}", cell(raw)).value
        for place, raw in enumerate(cells[months:], 1)
    ]
