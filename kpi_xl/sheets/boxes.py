"""Boxes to type commentary in, on generated sheets: what each is for stands in a hidden cell of its row,
with its text as made, so that what an officer types can be told and carried into Commentary."""

from typing import NamedTuple

from kpi_xl.model import Month, Scalar
from kpi_xl.plan import Area, Look, Row, Value
from kpi_xl.sheets import style
from kpi_xl.sheets.heights import row_height

KEY = "kpi_xl box"
"""What the hidden cell of a box's row begins with."""

_SEPARATOR = "|"
_EMPTY_HEIGHT, _LINE_HEIGHT = 48.0, 19.0


class BoxKey(NamedTuple):
    """What a box is for: a kind of commentary at a period, and for a proposed line the indicator's number.

    ``number`` is "" for a box of commentary."""

    kind: str
    period: Month
    number: str = ""


class TypedBox(NamedTuple):
    """A box as it is found: its text as the program made it, and as it stands now."""

    key: BoxKey
    made: str
    typed: str


def box_row(key: BoxKey, text: str, key_column: int, columns: int, width: float, look: Look) -> Row:
    """The row of a box whose text stands in column A, with ``width`` characters in ``columns`` merged."""
    values: list[Value] = [text or None, *[None] * (key_column - 1)]
    written = _SEPARATOR.join((KEY, str(key.period), key.number, key.kind))
    looks: list[Look | None] = [look] * columns + [None] * (key_column - columns)
    least = _LINE_HEIGHT if look.vertical == "center" else _EMPTY_HEIGHT
    height = row_height([(text, width)], _LINE_HEIGHT if text else least)
    return Row((*values, written, text or None), (*looks, style.HIDDEN, style.HIDDEN), height)


def merged(row: int, columns: int) -> Area:
    """The cells a box in that row takes."""
    return Area(row, 0, row, columns - 1)


def read_boxes(rows: list[list[Scalar]]) -> list[TypedBox]:
    """Every box of a generated sheet, as it stands."""
    found = []
    for cells in rows:
        for column, cell in enumerate(cells):
            if not isinstance(cell, str) or not cell.startswith(KEY + _SEPARATOR):
                continue
            _, period, number, kind = cell.split(_SEPARATOR, 3)
            month = Month.read(period)
            if month is not None:
                made = cells[column + 1] if column + 1 < len(cells) else None
                found.append(TypedBox(BoxKey(kind, month, number), _text(made), _text(cells[0])))
    return found


def _text(cell: Scalar) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()
