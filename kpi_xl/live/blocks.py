"""The formulas of a planned sheet gathered into areas, so that many are written in few calls."""

import datetime
import re
from collections.abc import Mapping

from kpi_xl.live.cells import as_text
from kpi_xl.plan import THIS_ROW, Area, Formula, Sheet, Value, quoted

MOST_BLOCKS = 6
"""Rectangles that hold a sheet's formulas. With more, fewer values beside them would be written again."""

_SHEET = re.compile(r"""("(?:[^"]|"")*")|('(?:[^']|'')+')!""")


def formula_areas(sheet: Sheet) -> list[Area]:
    """MOST_BLOCKS areas at the most that hold every formula of a planned sheet; they may hold other cells
    too."""
    cells = [
        (at, place)
        for at, row in enumerate(sheet.rows)
        for place, value in enumerate(row.values)
        if isinstance(value, Formula)
    ]
    if not cells:
        return []
    spans: list[tuple[int, int]] = []
    for place in sorted({place for _, place in cells}):
        if spans and spans[-1][1] == place - 1:
            spans[-1] = (spans[-1][0], place)
        else:
            spans.append((place, place))
    while len(spans) > MOST_BLOCKS:
        near = min(range(len(spans) - 1), key=lambda at: spans[at + 1][0] - spans[at][1])
        spans[near : near + 2] = [(spans[near][0], spans[near + 1][1])]
    areas = []
    for left, right in spans:
        held = [at for at, place in cells if left <= place <= right]
        areas.append(Area(min(held), left, max(held), right))
    return areas


def contents(sheet: Sheet, area: Area, names: Mapping[str, str]) -> list[list[float | str | None]]:
    """What the cells of an area hold, as it is written: formulas with their ``=``, in which each sheet has
    the name that ``names`` gives it."""
    return [
        [
            _content(row.values[place] if place < len(row.values) else None, at, names)
            for place in range(area.left, area.right + 1)
        ]
        for at, row in enumerate(sheet.rows[area.top : area.bottom + 1], area.top)
    ]


def _content(value: Value, row: int, names: Mapping[str, str]) -> float | str | None:
    if isinstance(value, Formula):
        return "=" + with_sheets(value.text.replace(THIS_ROW, str(row + 1)), names)
    if isinstance(value, datetime.date):
        return f"=DATE({value.year},{value.month},{value.day})"  # whichever day a workbook counts from
    return as_text(value) if isinstance(value, str) else value


def with_sheets(formula: str, names: Mapping[str, str]) -> str:
    """A formula in which each sheet has the name that ``names`` gives it; its texts stay."""
    if "!" not in formula:
        return formula
    given = {quoted(name): quoted(name_now) for name, name_now in names.items()}
    return _SHEET.sub(lambda found: found[1] or f"{given.get(found[2], found[2])}!", formula)
