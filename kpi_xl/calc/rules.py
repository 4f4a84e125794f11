"""Conditional formats of a range, read as xlwings reads them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from kpi_xl.calc.formulas import from_calc
from kpi_xl.calc.looks import Colour, from_colour
from kpi_xl.calc.place import Place
from kpi_xl.calc.unsupported import calc

if TYPE_CHECKING:
    from kpi_xl.calc.range import Range

_KINDS = {1: "color_scale", 2: "data_bar", 3: "icon_set"}  # sheet.ConditionEntryType
_CONDITION = 0
_OPERATORS = [  # sheet.ConditionFormatOperator, in its order
    "equal_to",
    "less_than",
    "greater_than",
    "less_than_or_equal",
    "greater_than_or_equal",
    "not_equal_to",
    "between",
    "not_between",
]
_EXPRESSION = 24


@calc
class ConditionalFormat(base_classes.ConditionalFormat):
    """One rule: LibreOffice's entry, whose colours stand in a cell style."""

    def __init__(self, cells: "Range", xl: Any) -> None:
        self._cells, self.xl = cells, xl

    @property
    def api(self) -> Any:
        return self.xl

    @property
    def type(self) -> str:
        kind = self.xl.getType()
        if kind != _CONDITION:
            return _KINDS.get(kind, "unknown")
        if self.xl.Operator == _EXPRESSION:
            return "custom"
        return "cell_value" if self.xl.Operator < len(_OPERATORS) else "unknown"

    @property
    def stop_if_true(self) -> bool | None:
        """LibreOffice applies the first rule that fits, and no other."""
        return True if self._styled else None

    @property
    def operator(self) -> str | None:
        return _OPERATORS[self.xl.Operator] if self.type == "cell_value" else None

    @property
    def formula1(self) -> str | None:
        return self._formula(self.xl.Formula1) if self.type == "cell_value" else None

    @property
    def formula2(self) -> str | None:
        return self._formula(self.xl.Formula2) if self.operator in ("between", "not_between") else None

    @property
    def formula(self) -> str | None:
        return self._formula(self.xl.Formula1) if self.type == "custom" else None

    def _formula(self, text: str) -> str:
        book = self._cells.sheet.book
        return "=" + from_calc(text, book.app.names(book.xl), separators=";" in text)

    @property
    def _styled(self) -> bool:
        return self.type in ("custom", "cell_value")

    @property
    def _style(self) -> Any:
        styles = self._cells.sheet.book.xl.StyleFamilies.getByName("CellStyles")
        return styles.getByName(self.xl.StyleName)

    @property
    def fill_color(self) -> Colour | None:
        return from_colour(self._style.CellBackColor) if self._styled else None

    @property
    def font_color(self) -> Colour | None:
        return from_colour(self._style.CharColor) if self._styled else None

    @property
    def font_bold(self) -> bool | None:
        return self._style.CharWeight > 100 if self._styled else None

    @property
    def font_italic(self) -> bool | None:
        return self._style.CharPosture.value != "NONE" if self._styled else None


@calc
class ConditionalFormats(base_classes.ConditionalFormats):
    """The rules that concern a range, in LibreOffice's order."""

    def __init__(self, cells: "Range") -> None:
        self._cells = cells

    @property
    def api(self) -> Any:
        return self._cells.sheet.xl.ConditionalFormats

    @property
    def parent(self) -> "Range":
        return self._cells

    def __iter__(self) -> Iterator[ConditionalFormat]:
        for found in self.api.getConditionalFormats():
            if any(self._cells.place.meets(Place.at(area)) for area in found.Range.RangeAddresses):
                for at in range(found.Count):
                    yield ConditionalFormat(self._cells, found.getByIndex(at))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __call__(self, key: int) -> ConditionalFormat:
        return list(self)[key - 1]

    def __contains__(self, key: int) -> bool:
        return 0 < key <= len(self)
