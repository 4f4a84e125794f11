"""Ranges as xlwings sees them: where they are, what they hold, how they look."""

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from kpi_xl.calc import cells
from kpi_xl.calc.looks import Font, Looks
from kpi_xl.calc.notes import Note, add_note, note_of
from kpi_xl.calc.place import MOST_COLUMNS, MOST_ROWS, Place, written
from kpi_xl.calc.rules import ConditionalFormats
from kpi_xl.calc.uno_bridge import constant, struct
from kpi_xl.calc.unsupported import calc
from kpi_xl.calc.validation import DataValidation
from kpi_xl.plan import quoted

if TYPE_CHECKING:
    from kpi_xl.calc.sheet import Sheet

_CONTENTS = 1 | 2 | 4 | 16  # sheet.CellFlags: values, dates, texts, formulas
_FORMATS = 32 | 64 | 256
_NOTES = 8
_STEPS = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}


@calc
class Range(Looks, base_classes.Range):
    """A rectangle of cells of a sheet. One without rows or columns is empty: it holds None."""

    def __init__(self, sheet: "Sheet", place: Place) -> None:
        self._sheet, self.place = sheet, place
        self._xl: Any = None
        self.options: dict[str, Any] = {}

    @classmethod
    def of(cls, sheet: "Sheet", address: Any) -> "Range":
        """The range of LibreOffice's ``CellRangeAddress``."""
        return cls(sheet, Place.at(address))

    @property
    def xl(self) -> Any:
        """LibreOffice's own range; None where there is no cell."""
        place = self.place
        if self._xl is None and place.rows and place.columns:
            self._xl = self._sheet.xl.getCellRangeByPosition(
                place.column - 1, place.row - 1, place.last_column - 1, place.last_row - 1
            )
        return self._xl

    @property
    def api(self) -> Any:
        return self.xl

    @property
    def sheet(self) -> "Sheet":
        return self._sheet

    @property
    def coords(self) -> tuple[Any, int, int, int, int]:
        return (self._sheet.xl, *self.place)

    @property
    def row(self) -> int:
        return self.place.row

    @property
    def column(self) -> int:
        return self.place.column

    @property
    def shape(self) -> tuple[int, int]:
        return self.place.rows, self.place.columns

    def __len__(self) -> int:
        return self.place.rows * self.place.columns

    def __call__(self, arg1: int, arg2: int | None = None) -> "Range":
        if arg2 is None:
            if not 0 < arg1 <= len(self):
                raise IndexError(arg1)
            down, across = divmod(arg1 - 1, self.place.columns)
        else:
            down, across = arg1 - 1, arg2 - 1
        return Range(self._sheet, Place.of(self.row + down, self.column + across))

    @property
    def address(self) -> str:
        return self.get_address(True, True, False)

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        text = written(self.place, row_absolute, col_absolute)
        if not external:
            return text
        return f"{quoted(f'[{self._sheet.book.name}]{self._sheet.name}')}!{text}"

    # --- what it holds ---------------------------------------------------------------------------------

    def _cells(self) -> cells.Cells:
        book = self._sheet.book
        return cells.Cells(self.xl, *self.shape, book.app.names(book.xl), book.formats)

    @property
    def raw_value(self) -> Any:
        if not len(self):
            return None
        rows = cells.read(self._cells())
        return rows[0][0] if len(self) == 1 else rows

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        if len(self):
            cells.write(self._cells(), data)

    @property
    def formula(self) -> Any:
        if not len(self):
            return None
        rows = cells.read_formulas(self._cells())
        return rows[0][0] if len(self) == 1 else tuple(map(tuple, rows))

    @formula.setter
    def formula(self, value: Any) -> None:
        self.raw_value = value

    formula2 = formula

    @property
    def has_array(self) -> bool:
        return bool(self.xl.getCellByPosition(0, 0).getArrayFormula())

    def clear_contents(self) -> None:
        if len(self):
            self.xl.clearContents(_CONTENTS)

    def clear_formats(self) -> None:
        if len(self):
            self.xl.clearContents(_FORMATS)

    def clear(self) -> None:
        if len(self):
            self.xl.clearContents(_CONTENTS | _FORMATS | _NOTES)

    @property
    def note(self) -> Note | None:
        return note_of(self._sheet, self.xl.getCellByPosition(0, 0))

    def add_note(self, text: str) -> Note:
        return add_note(self._sheet, self.xl.getCellByPosition(0, 0), text)

    @property
    def hyperlink(self) -> str:
        """Where the first cell leads, as LibreOffice writes it. Raises ValueError where it leads nowhere."""
        fields = self.xl.getCellByPosition(0, 0).TextFields
        if not fields.Count:
            raise ValueError("The cell doesn't seem to contain a hyperlink")
        return str(fields.getByIndex(0).URL)

    @property
    def data_validation(self) -> DataValidation:
        return DataValidation(self)

    @property
    def conditional_formats(self) -> ConditionalFormats:
        return ConditionalFormats(self)

    @property
    def font(self) -> Font:
        return Font(self)

    # --- around it -------------------------------------------------------------------------------------

    def select(self) -> None:
        self._sheet.activate()
        self._sheet.book.view.select(self.xl)

    def _merged(self) -> Place:
        cursor = self._sheet.xl.createCursorByRange(self.xl.getCellByPosition(0, 0))
        cursor.collapseToMergedArea()
        return Place.at(cursor.RangeAddress)

    @property
    def merge_area(self) -> "Range":
        return Range(self._sheet, self._merged())

    @property
    def merge_cells(self) -> bool:
        return len(self.merge_area) > 1

    def merge(self, across: bool = False) -> None:
        for row in range(self.place.rows) if across else (None,):
            xl = (
                self.xl
                if row is None
                else self.xl.getCellRangeByPosition(0, row, self.place.columns - 1, row)
            )
            xl.merge(True)

    def unmerge(self) -> None:
        self.xl.merge(False)

    def end(self, direction: str) -> "Range":
        """The edge of the filled cells in a direction, as Ctrl and an arrow key find it."""
        down, across = _STEPS[direction]
        forward, used = down + across > 0, self._sheet.used_range.place
        here = self.row if down else self.column
        most = MOST_ROWS if down else MOST_COLUMNS
        last = max(used.last_row if down else used.last_column, here)
        line = Place(1, self.column, last, 1) if down else Place(self.row, 1, 1, last)
        data = Range(self._sheet, line).xl.getDataArray()
        filled = [
            at for at, value in enumerate((row[0] for row in data) if down else data[0], 1) if value != ""
        ]
        found = _edge(here, set(filled), 1 if forward else -1, most if forward else 1)
        return Range(self._sheet, Place(found, self.column) if down else Place(self.row, found))

    def insert(self, shift: str | None = None, copy_origin: str | None = None) -> None:
        mode = {"down": "DOWN", "right": "RIGHT"}[shift or "down"]
        if self.place.columns == MOST_COLUMNS or self.place.rows == MOST_ROWS:
            mode = "ROWS" if self.place.columns == MOST_COLUMNS else "COLUMNS"
        self._sheet.xl.insertCells(self._area(), constant(f"sheet.CellInsertMode.{mode}"))

    def delete(self, shift: str | None = None) -> None:
        mode = {"up": "UP", "left": "LEFT"}[shift or "up"]
        if self.place.columns == MOST_COLUMNS or self.place.rows == MOST_ROWS:
            mode = "ROWS" if self.place.columns == MOST_COLUMNS else "COLUMNS"
        self._sheet.xl.removeRange(self._area(), constant(f"sheet.CellDeleteMode.{mode}"))

    def _area(self) -> Any:
        return struct("table.CellRangeAddress", **self.place.uno(self._sheet.index - 1))


def _edge(here: int, filled: set[int], step: int, end: int) -> int:
    """From a row or column to the last filled one of its block, else to the next filled one, else the end."""
    if here == end:
        return here
    if here in filled and here + step in filled:
        while here + step in filled:
            here += step
        return here
    beyond = [at for at in filled if (at - here) * step > 0]
    return (min(beyond) if step > 0 else max(beyond)) if beyond else end
