"""Names of a book and of its sheets: what they refer to, in Excel's words."""

import re
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from kpi_xl.calc.formulas import from_calc, to_calc
from kpi_xl.calc.range import Range
from kpi_xl.calc.uno_bridge import is_exception, struct
from kpi_xl.calc.unsupported import calc
from kpi_xl.plan import quoted

if TYPE_CHECKING:
    from kpi_xl.calc.book import Book
    from kpi_xl.calc.sheet import Sheet

_BUILT_IN = "_xlnm."  # how a file marks Print_Area and Print_Titles; Excel never shows it
_NEEDS_NO_QUOTES = re.compile(r"[A-Za-z_][\w.]*")


def _home(book: "Book", sheet: "Sheet | None") -> Any:
    return (sheet or book).xl.NamedRanges


@calc
class Name(base_classes.Name):
    """One name; ``sheet`` is None for one of the whole book."""

    def __init__(self, book: "Book", sheet: "Sheet | None", xl: Any) -> None:
        self._book, self._sheet, self.xl = book, sheet, xl

    @property
    def api(self) -> Any:
        return self.xl

    @property
    def name(self) -> str:
        return _qualified(self._sheet, str(self.xl.Name))

    @name.setter
    def name(self, value: str) -> None:
        self.xl.Name = value.rpartition("!")[2]

    @property
    def refers_to(self) -> str:
        return "=" + from_calc(self.xl.Content, self._book.app.names(self._book.xl))

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self.xl.Content = to_calc(value, self._book.app.names(self._book.xl))[1:]

    @property
    def refers_to_range(self) -> Range:
        place = self.xl.ReferredCells
        if place is None:
            raise ValueError(f"{self.name} does not refer to cells")
        return Range.of(self._book.sheets.of(place.Spreadsheet), place.RangeAddress)

    def delete(self) -> None:
        _home(self._book, self._sheet).removeByName(self.xl.Name)


def _qualified(sheet: "Sheet | None", name: str) -> str:
    """A name as Excel shows it: with its sheet, where it belongs to one."""
    name = name.removeprefix(_BUILT_IN)
    if sheet is None:
        return name
    plain = _NEEDS_NO_QUOTES.fullmatch(sheet.name)
    return f"{sheet.name if plain else quoted(sheet.name)}!{name}"


@calc
class Names(base_classes.Names):
    """The names of a book with those of all its sheets, as Excel lists them, or those of one sheet."""

    def __init__(self, book: "Book", homes: "list[Sheet | None]") -> None:
        self._book, self._homes = book, homes

    @property
    def api(self) -> Any:
        return _home(self._book, self._homes[0])

    def snapshot(self) -> list[tuple[str, Name]]:
        found = []
        for sheet in self._homes:
            home = _home(self._book, sheet)
            found += [
                (_qualified(sheet, name), Name(self._book, sheet, home.getByName(name)))
                for name in home.ElementNames
            ]
        return found

    def __len__(self) -> int:
        return len(self.snapshot())

    def __call__(self, name_or_index: str | int) -> Name:
        if isinstance(name_or_index, int):
            return self.snapshot()[name_or_index - 1][1]
        wanted = name_or_index.casefold()
        local = len(self._homes) == 1
        for name, impl in self.snapshot():
            shown = name.casefold()
            if wanted == shown or (local and wanted == shown.rpartition("!")[2]):
                return impl
        raise KeyError(name_or_index)

    def contains(self, name_or_index: str | int) -> bool:
        try:
            self(name_or_index)
        except (KeyError, IndexError):
            return False
        return True

    def add(self, name: str, refers_to: str) -> Name:
        """Adds a name, or changes one that is there. A name led by a sheet belongs to that sheet.

        Raises ValueError where LibreOffice takes no such name: a new one can hold no dot.
        """
        sheet = self._homes[0] if len(self._homes) == 1 else None
        qualifier, _, name = name.rpartition("!")
        if qualifier:
            sheet = self._book.sheets(qualifier.strip("'").replace("''", "'"))
        if not refers_to.startswith("="):
            refers_to = f'="{refers_to}"'
        home = _home(self._book, sheet)
        if not home.hasByName(name):
            number = 0 if sheet is None else sheet.index - 1
            try:
                home.addNewByName(name, "0", struct("table.CellAddress", Sheet=number), 0)
            except Exception as error:
                if is_exception(error, "lang.DisposedException"):
                    raise
                raise ValueError(f"LibreOffice takes no new name such as {name}") from error
        made = Name(self._book, sheet, home.getByName(name))
        made.refers_to = refers_to
        return made
