"""Sheets as xlwings sees them: their order, names, frozen panes, print areas."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from kpi_xl.calc.charts import Charts
from kpi_xl.calc.copying import copy_within, import_sheet
from kpi_xl.calc.names import Names
from kpi_xl.calc.notes import Note
from kpi_xl.calc.place import Place, read_place, written
from kpi_xl.calc.range import Range
from kpi_xl.calc.uno_bridge import struct
from kpi_xl.calc.unsupported import calc
from kpi_xl.calc.view import Shown, turn_from

if TYPE_CHECKING:
    from kpi_xl.calc.book import Book

_CONTENTS = 1 | 2 | 4 | 16  # sheet.CellFlags: values, dates, texts, formulas
_FORMATS = 32 | 64 | 256  # hard formats, styles, formats of parts of texts
_NOTES = 8


def _is_named(xl: Any, name: str) -> bool:
    try:
        return bool(xl.Name == name)
    except Exception:  # a sheet that is deleted
        return False


@calc
class Sheets(base_classes.Sheets):
    """The sheets of a book, in tab order; names are the same in either case, as in Excel."""

    def __init__(self, book: "Book") -> None:
        self._book = book

    @property
    def api(self) -> Any:
        return self._book.xl.Sheets

    def __len__(self) -> int:
        return int(self.api.Count)

    def __iter__(self) -> Iterator["Sheet"]:
        sheets, known = self.api, self._book.app.known_sheets(self._book.xl)
        names = sheets.ElementNames
        for gone in known.keys() - set(names):
            del known[gone]
        for name in names:
            yield self._named(sheets, known, name)

    def __call__(self, name_or_index: str | int) -> "Sheet":
        if isinstance(name_or_index, int):
            if not 0 < name_or_index <= len(self):
                raise IndexError(name_or_index)
            return Sheet(self._book, self.api.getByIndex(name_or_index - 1))
        sheets, wanted = self.api, name_or_index.casefold()
        for name in sheets.ElementNames:
            if name.casefold() == wanted:
                return self._named(sheets, self._book.app.known_sheets(self._book.xl), name)
        raise KeyError(name_or_index)

    def _named(self, sheets: Any, known: dict[str, Any], name: str) -> "Sheet":
        if name not in known or not _is_named(known[name], name):
            known[name] = sheets.getByName(name)
        return Sheet(self._book, known[name])

    def __contains__(self, key: str | int) -> bool:
        try:
            return self(key) is not None
        except (KeyError, IndexError):
            return False

    def of(self, xl: Any) -> "Sheet":
        """The sheet of LibreOffice's own object."""
        return Sheet(self._book, xl)

    @property
    def active(self) -> "Sheet":
        return Sheet(self._book, self._book.view.ActiveSheet)

    def add(
        self, before: "Sheet | None" = None, after: "Sheet | None" = None, name: str | None = None
    ) -> "Sheet":
        """Adds a sheet before the active one, or where it is told, and makes it the active one."""
        place = after.index if after else (before or self.active).index - 1
        number = 1
        while name is None or (number > 1 and name in self):
            name, number = f"Sheet{len(self) + number}", number + 1
        self.api.insertNewByName(name, place)
        made = Sheet(self._book, self.api.getByName(name))
        made.activate()
        return made


@calc
class Sheet(base_classes.Sheet):
    """One sheet; ``xl`` is LibreOffice's own object, which follows a change of the name."""

    def __init__(self, book: "Book", xl: Any) -> None:
        self._book, self.xl = book, xl

    @property
    def api(self) -> Any:
        return self.xl

    @property
    def book(self) -> "Book":
        return self._book

    @property
    def name(self) -> str:
        return str(self.xl.Name)

    @name.setter
    def name(self, value: str) -> None:
        taken = value in self._book.sheets and self._book.sheets(value).index != self.index
        if taken:
            raise ValueError(f"A sheet is named {value!r} already")
        self.xl.Name = value

    @property
    def index(self) -> int:
        return int(self.xl.RangeAddress.Sheet) + 1

    @property
    def names(self) -> Names:
        return Names(self._book, [self])

    @property
    def visible(self) -> bool:
        return bool(self.xl.IsVisible)

    @visible.setter
    def visible(self, value: bool) -> None:
        self.xl.IsVisible = bool(value)

    def activate(self) -> None:
        self._book.view.setActiveSheet(self.xl)

    select = activate

    @property
    def show_gridlines(self) -> bool:
        with Shown(self._book.xl, self.xl) as view:
            return bool(view.ShowGrid)

    @show_gridlines.setter
    def show_gridlines(self, value: bool) -> None:
        with Shown(self._book.xl, self.xl) as view:
            view.ShowGrid = bool(value)

    @property
    def freeze_panes(self) -> "FreezePanes":
        return FreezePanes(self)

    @property
    def page_setup(self) -> "PageSetup":
        return PageSetup(self)

    @property
    def charts(self) -> Charts:
        return Charts(self)

    @property
    def notes(self) -> list[Note]:
        annotations = self.xl.Annotations
        return [Note(self, annotations.getByIndex(at).Position) for at in range(annotations.Count)]

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        """Cells by an address, a name, a row and a column, or two corners of these."""
        place = self._place(arg1)
        return Range(self, place if arg2 is None else place.to(self._place(arg2)))

    def _place(self, told: Any) -> Place:
        if isinstance(told, Range):
            return told.place
        if isinstance(told, tuple):
            return Place.of(*told)
        place = read_place(told)
        if place is not None:
            return place
        for names in (self.names, self._book.names):
            if names.contains(told):
                return names(told).refers_to_range.place
        raise ValueError(f"{told!r} is neither an address nor a name")

    @property
    def cells(self) -> Range:
        address = self.xl.RangeAddress
        return Range.of(self, address)

    @property
    def used_range(self) -> Range:
        cursor = self.xl.createCursor()
        cursor.gotoStartOfUsedArea(False)
        cursor.gotoEndOfUsedArea(True)
        return Range.of(self, cursor.RangeAddress)

    def clear_contents(self) -> None:
        self.xl.clearContents(_CONTENTS)

    def clear_formats(self) -> None:
        self.xl.clearContents(_FORMATS)

    def clear(self) -> None:
        self.xl.clearContents(_CONTENTS | _FORMATS | _NOTES)

    def delete(self) -> None:
        """Deletes the sheet, and its page style where no other sheet prints by it."""
        self._book.app.on_main_thread(self._delete)

    def _delete(self) -> None:
        document, style = self._book.xl, self.xl.PageStyle
        turn_from(document, self.xl)
        document.Sheets.removeByName(self.xl.Name)
        styles = document.StyleFamilies.getByName("PageStyles")
        if styles.getByName(style).isUserDefined() and not styles.getByName(style).isInUse():
            styles.removeByName(style)

    def copy(self, before: "Sheet | None", after: "Sheet | None") -> None:
        """Copies the sheet beside one of its own book, or beside one of another."""
        beside = before or after
        if beside is None:
            raise ValueError("A sheet is copied before or after another")
        place = beside.index - (1 if before else 0)
        if beside.book.xl.RuntimeUID == self._book.xl.RuntimeUID:
            self._book.app.on_main_thread(lambda: copy_within(self, place))
        else:
            self._book.app.on_main_thread(lambda: import_sheet(self, beside.book, place))

    def move(self, before: "Sheet | None", after: "Sheet | None") -> None:
        beside = before or after
        if beside is None:
            raise ValueError("A sheet is moved before or after another")
        self._book.xl.Sheets.moveByName(self.name, beside.index - (1 if before else 0))
        self.activate()


@calc
class FreezePanes(base_classes.FreezePanes):
    """The rows and columns of a sheet that stay."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def freeze_at(self, frozen_range: str) -> None:
        """Rows and columns up to the end of a range stay; of whole rows or columns, these alone."""
        place = self._sheet.range(frozen_range).place
        whole = self._sheet.cells.place
        columns = 0 if place.columns == whole.columns else place.last_column
        rows = 0 if place.rows == whole.rows else place.last_row
        with Shown(self._sheet.book.xl, self._sheet.xl) as view:
            view.freezeAtPosition(columns, rows)

    def unfreeze(self) -> None:
        with Shown(self._sheet.book.xl, self._sheet.xl) as view:
            view.freezeAtPosition(0, 0)


@calc
class PageSetup(base_classes.PageSetup):
    """How a sheet prints."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    @property
    def api(self) -> Any:
        return self._sheet.xl.PageStyle

    @property
    def print_area(self) -> str | None:
        areas = self._sheet.xl.PrintAreas
        return ",".join(written(Place.at(area), True, True) for area in areas) or None

    @print_area.setter
    def print_area(self, value: str | None) -> None:
        number = self._sheet.index - 1
        places = [self._sheet.range(address).place for address in (value or "").split(",") if address]
        self._sheet.xl.PrintAreas = tuple(
            struct("table.CellRangeAddress", **place.uno(number)) for place in places
        )
