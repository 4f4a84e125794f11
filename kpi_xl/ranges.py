"""What a worksheet function is given and gives back: cells as plain values, ranges of one shape, messages."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import chain, repeat

from kpi_xl.figures import ERROR_VALUES, is_error, looks_mistyped, read_figure

Cell = float | str | datetime.date | None
"""A cell as the functions know it: empty cells and texts of spaces are None, TRUE is the text."""

Answer = float | str
Answers = Answer | tuple[tuple[Answer, ...], ...]
"""What stands in a cell, or in each cell of a range."""

Grid = Sequence[Sequence[object]]

LARGEST = 1e100
"""No figure of a scorecard is larger; sums and products of such ones are still numbers."""

_LONGEST_QUOTE = 40
_FIRST_ERROR = -2146828288
"""What is taken from the number of an Excel error that a function is given in its place."""
_read = lru_cache(1024)(read_figure)


class Message(Exception):
    """Why there is no answer: a short sentence, to stand in the cell."""


class ErrorValue(str):
    """An Excel error in a cell, as the cell shows it."""

    __slots__ = ()


def cell(raw: object) -> Cell:
    """A raw value of Excel as a plain one: error numbers become ErrorValue, money and whole numbers float."""
    if type(raw) is float or raw is None:
        return raw
    if isinstance(raw, str):
        return ErrorValue(raw) if is_error(raw) else raw if raw.strip() else None
    if isinstance(raw, bool):
        return str(raw).upper()
    if isinstance(raw, (int, float, Decimal)):
        return _number(raw)
    return raw if isinstance(raw, datetime.date) else ErrorValue(ERROR_VALUES[2015])


def _number(raw: float | Decimal) -> Cell:
    if isinstance(raw, int) and raw - _FIRST_ERROR in ERROR_VALUES:
        return ErrorValue(ERROR_VALUES[raw - _FIRST_ERROR])
    try:
        return float(raw)
    except (OverflowError, ValueError):
        return float("inf")


def quoted(value: Cell) -> str:
    """A cell as a message names it: ``"abc"``, ``94``, ``01/04/2020``."""
    if isinstance(value, str):
        text = " ".join(value.split())
        return f'"{text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + "…"}"'
    if isinstance(value, datetime.date):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else f"{value:.15g}"


def sound(name: str, value: Cell) -> Cell:
    """The cell itself; a Message where it holds an error, a date, or a number beyond all measure."""
    if isinstance(value, ErrorValue):
        raise Message(f"{name} is {value}")
    if isinstance(value, datetime.date):
        raise Message(f"{name} {quoted(value)} is a date")
    if isinstance(value, float) and not -LARGEST <= value <= LARGEST:
        raise Message(f"{name} is too large")
    return value


class Figure:
    """What a cell says in numbers: ``value`` (None: no number), ``percent`` where it was written ``94%``,
    and ``reason``, the words that stand in place of a number."""

    __slots__ = ("percent", "reason", "value")

    def __init__(self, name: str, raw: Cell) -> None:
        self.percent, self.reason = False, ""
        if type(raw) is float and -LARGEST <= raw <= LARGEST:
            self.value: float | None = raw
            return
        reading = _read(sound(name, raw))
        self.value, self.percent, self.reason = reading.value, reading.percent, reading.reason
        sound(name, self.value)
        if looks_mistyped(self.reason):
            raise Message(f"{name} {quoted(raw)} is not a number")


def grid(name: str, argument: object) -> Grid:
    """An argument as rows of equal length: a single cell is one row of one, a plain array one row."""
    if not isinstance(argument, (tuple, list)):
        return ((argument,),)
    if not argument:
        return ((None,),)
    if not any(isinstance(row, (tuple, list)) for row in argument):
        return (argument,)
    widths = {len(row) if isinstance(row, (tuple, list)) else 0 for row in argument}
    if len(widths) > 1 or widths == {0}:
        raise Message(f"{name} is not a range")
    return argument


def size(rows: Grid) -> tuple[int, int]:
    """Rows and columns."""
    return len(rows), len(rows[0])


def mismatch(name: str, rows: Grid, other: str, others: Grid) -> Message:
    """That two arguments do not go together."""
    (height, width), (its_height, its_width) = size(rows), size(others)
    return Message(f"{name} is {height} × {width} cells and {other} {its_height} × {its_width}")


def said(work: Callable[..., Answer], *arguments: object) -> Answer:
    """The answer, or the message why there is none."""
    try:
        return work(*arguments)
    except Message as message:
        return str(message)


def at_each_place(work: Callable[..., Answer], arguments: dict[str, object]) -> Answers:
    """``work`` of the cells at every place of the largest argument; a single cell goes with every place, a
    single row with every row, a single column with every column. A message where sizes do not fit."""
    try:
        grids = {name: grid(name, argument) for name, argument in arguments.items()}
        fullest = max(grids, key=lambda name: len(grids[name]) * len(grids[name][0]))
        height, width = size(grids[fullest])
        for name, rows in grids.items():
            if len(rows) not in (1, height) or len(rows[0]) not in (1, width):
                raise mismatch(name, rows, fullest, grids[fullest])
    except Message as message:
        return str(message)
    spread = [_spread(rows, height, width) for rows in grids.values()]
    answers = [said(work, *cells) for cells in zip(*spread, strict=True)]
    return answers[0] if len(answers) == 1 else _in_rows(answers, width)


def _spread(rows: Grid, height: int, width: int) -> Iterable[Cell]:
    """The cells, row by row, of an argument stretched to a size."""
    if size(rows) == (1, 1):
        return repeat(cell(rows[0][0]), height * width)
    lines = [[cell(raw) for raw in row] for row in rows]
    if len(rows[0]) < width:
        lines = [line * width for line in lines]
    return list(chain.from_iterable(lines)) * (1 if len(rows) == height else height)


def _in_rows(answers: list[Answer], width: int) -> tuple[tuple[Answer, ...], ...]:
    return tuple(tuple(answers[at : at + width]) for at in range(0, len(answers), width))
