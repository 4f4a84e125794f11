"""Boxes to type commentary in, on generated sheets: what each is for stands in a hidden cell of its row,
with its text as made, so that what an officer types can be told and carried into Commentary."""

import datetime
from typing import NamedTuple

from kpi_xl.model import Month, Scalar
from kpi_xl.plan import Area, Look, Row, Value
from kpi_xl.sheets import style
from kpi_xl.sheets.heights import TALLEST, row_height

KEY = "kpi_xl box"
"""What the hidden cell of a box's row begins with."""

_SEPARATOR = "|"
_EMPTY_HEIGHT, _LINE_HEIGHT, _CLEAR = 48.0, 19.0, 8.0


class BoxKey(NamedTuple):
    """What a box is for: a kind of commentary at a period, and for a proposed line the indicator's number.

    ``number`` is "" for a box of commentary."""

    kind: str
    period: Month
    number: str = ""


class TypedBox(NamedTuple):
    """A box as it is found: its row (from 0), its text as the program made it, and as it stands now."""

    row: int
    key: BoxKey
    made: str
    typed: str


def box_row(key: BoxKey, text: str, key_column: int, columns: int, width: float, look: Look) -> Row:
    """The row of a box whose text stands in column A, with ``width`` characters in ``columns`` merged."""
    values: list[Value] = [text or None, *[None] * (key_column - 1)]
    written = _SEPARATOR.join((KEY, str(key.period), key.number, key.kind))
    least = _LINE_HEIGHT if look.vertical == "center" else _EMPTY_HEIGHT
    height = row_height([(text, width)], _LINE_HEIGHT)
    if not text:
        height = least
    elif look.vertical != "center":  # words stand clear of the edges
        look, height = look._replace(vertical="center"), min(height + _CLEAR, TALLEST)
    looks: list[Look | None] = [look] * columns + [None] * (key_column - columns)
    return Row((*values, written, text or None), (*looks, style.HIDDEN, style.HIDDEN), height)


def merged(row: int, columns: int) -> Area:
    """The cells a box in that row takes."""
    return Area(row, 0, row, columns - 1)


def read_boxes(rows: list[list[Scalar]]) -> list[TypedBox]:
    """Every box of a generated sheet, as it stands. All that is typed left of its hidden cell is its text,
    also where its cells are no longer merged or a column was put in."""
    found = []
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if type(cell) is str and cell.startswith(KEY) and (key := _read_key(cell)):
                made = cells[column + 1] if column + 1 < len(cells) else None
                typed = " ".join(text for text in map(_text, cells[:column]) if text)
                found.append(TypedBox(row, key, _text(made), typed))
    return found


def _read_key(cell: str) -> BoxKey | None:
    """What a hidden cell says a box is for; None where it is no such cell. A kind of the officer's own may
    hold the separator, and so may an indicator's number, but not both: a box has a number only in a list."""
    name, _, said = cell.partition(_SEPARATOR)
    period, _, rest = said.partition(_SEPARATOR)
    month = Month.read(period)
    if name != KEY or month is None:
        return None
    if rest.startswith(_SEPARATOR):
        return BoxKey(rest.removeprefix(_SEPARATOR), month)
    number, _, kind = rest.rpartition(_SEPARATOR)
    return BoxKey(kind, month, number)


def _text(cell: Scalar) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.date):
        return f"{cell:%d/%m/%Y}"
    return "" if cell is None else str(cell).strip()
