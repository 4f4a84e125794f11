"""How cells look: number formats, colours, fonts, widths and heights, in Excel's units."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from xlwings import base_classes

from kpi_xl.calc.uno_bridge import constant
from kpi_xl.calc.unsupported import calc

if TYPE_CHECKING:
    from kpi_xl.calc.range import Range

_POINTS = 72 / 2540  # of a hundredth of a millimetre
_PIXELS = 96 / 2540
_DIGIT, _MARGIN = 7, 5  # pixels: a digit of Calibri 11, and what Excel adds to a column
_BOLD, _NORMAL = 150.0, 100.0

Colour = tuple[int, int, int]
_Value = TypeVar("_Value")


def to_colour(value: Any) -> int:
    """LibreOffice's number of a colour as xlwings takes it; -1 for none."""
    if value is None:
        return -1
    if isinstance(value, int):  # Excel's own number, with red last
        value = (value & 255, value >> 8 & 255, value >> 16 & 255)
    elif isinstance(value, str):
        value = bytes.fromhex(value.removeprefix("#"))
    red, green, blue = value
    return int(red << 16 | green << 8 | blue)


def from_colour(number: int) -> Colour | None:
    """A colour as xlwings gives it; None for none."""
    return None if number < 0 else (number >> 16 & 255, number >> 8 & 255, number & 255)


def uniform(xl: Any, name: str) -> Any:
    """A property of a range; None where its cells differ."""
    state = xl.getPropertyState(name).value
    return None if state == "AMBIGUOUS_VALUE" else xl.getPropertyValue(name)


class Looks(base_classes.Range):
    """The part of a range that is about its looks."""

    xl: Any
    sheet: Any

    @property
    def number_format(self) -> str | None:
        key = uniform(self.xl, "NumberFormat")
        return None if key is None else self.sheet.book.formats.code(key)

    @number_format.setter
    def number_format(self, value: str) -> None:
        self.xl.NumberFormat = self.sheet.book.formats.key(value)

    @property
    def color(self) -> Colour | None:
        number = uniform(self.xl, "CellBackColor")
        return None if number is None else from_colour(number)

    @color.setter
    def color(self, value: Any) -> None:
        self.xl.CellBackColor = to_colour(value)

    @property
    def wrap_text(self) -> bool | None:
        wrapped = uniform(self.xl, "IsTextWrapped")
        return None if wrapped is None else bool(wrapped)

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self.xl.IsTextWrapped = bool(value)

    @property
    def row_height(self) -> float | None:
        """Points."""
        return _same(round(row.Height * _POINTS, 2) for row in _each(self.xl.Rows))

    @row_height.setter
    def row_height(self, value: float) -> None:
        self.xl.Rows.Height = round(value / _POINTS)

    @property
    def column_width(self) -> float | None:
        """Characters of the default font."""
        return _same(_characters(column.Width * _PIXELS) for column in _each(self.xl.Columns))

    @column_width.setter
    def column_width(self, value: float) -> None:
        pixels = value * _DIGIT + _MARGIN if value >= 1 else value * (_DIGIT + _MARGIN)
        self.xl.Columns.Width = round(pixels / _PIXELS)

    @property
    def row_hidden(self) -> bool | None:
        return _same(not row.IsVisible for row in _each(self.xl.Rows))

    @row_hidden.setter
    def row_hidden(self, value: bool) -> None:
        self.xl.Rows.IsVisible = not value

    @property
    def column_hidden(self) -> bool | None:
        return _same(not column.IsVisible for column in _each(self.xl.Columns))

    @column_hidden.setter
    def column_hidden(self, value: bool) -> None:
        self.xl.Columns.IsVisible = not value

    def autofit(self, axis: str | None = None) -> None:
        if axis in (None, "c", "columns"):
            self.xl.Columns.OptimalWidth = True
        if axis in (None, "r", "rows"):
            self.xl.Rows.OptimalHeight = True

    @property
    def left(self) -> float:
        """Points, as the rest."""
        return float(self.xl.Position.X * _POINTS)

    @property
    def top(self) -> float:
        return float(self.xl.Position.Y * _POINTS)

    @property
    def width(self) -> float:
        return float(self.xl.Size.Width * _POINTS)

    @property
    def height(self) -> float:
        return float(self.xl.Size.Height * _POINTS)


def _characters(pixels: float) -> float:
    whole = (pixels - _MARGIN) / _DIGIT
    return round(whole if whole >= 1 else pixels / (_DIGIT + _MARGIN), 2)


def _each(lines: Any) -> Iterator[Any]:
    return (lines.getByIndex(at) for at in range(lines.Count))


def _same(values: Iterator[_Value]) -> _Value | None:
    """The value that all share; None where they differ."""
    found = next(values)
    return found if all(value == found for value in values) else None


@calc
class Font(base_classes.Font):
    """The font of a range."""

    def __init__(self, cells: "Range") -> None:
        self._cells = cells

    @property
    def api(self) -> Any:
        return self._cells.xl

    @property
    def bold(self) -> bool | None:
        weight = uniform(self.api, "CharWeight")
        return None if weight is None else weight > _NORMAL

    @bold.setter
    def bold(self, value: bool) -> None:
        self.api.CharWeight = _BOLD if value else _NORMAL

    @property
    def italic(self) -> bool | None:
        slant = uniform(self.api, "CharPosture")
        return None if slant is None else slant.value != "NONE"

    @italic.setter
    def italic(self, value: bool) -> None:
        self.api.CharPosture = constant("awt.FontSlant." + ("ITALIC" if value else "NONE"))

    @property
    def size(self) -> float | None:
        size = uniform(self.api, "CharHeight")
        return None if size is None else float(size)

    @size.setter
    def size(self, value: float) -> None:
        self.api.CharHeight = value

    @property
    def color(self) -> Colour | None:
        number = uniform(self.api, "CharColor")
        return None if number is None else from_colour(max(number, 0))  # automatic is black in Excel

    @color.setter
    def color(self, value: Any) -> None:
        self.api.CharColor = to_colour(value)

    @property
    def name(self) -> str | None:
        return uniform(self.api, "CharFontName")  # type: ignore[no-any-return]

    @name.setter
    def name(self, value: str) -> None:
        self.api.CharFontName = value
