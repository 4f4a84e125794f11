"""Cell notes as xlwings sees them."""

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from kpi_xl.calc.unsupported import calc

if TYPE_CHECKING:
    from kpi_xl.calc.range import Range
    from kpi_xl.calc.sheet import Sheet


@calc
class Note(base_classes.Note):
    """The note of one cell, whose position is LibreOffice's ``CellAddress``."""

    def __init__(self, sheet: "Sheet", position: Any) -> None:
        self._sheet, self._position = sheet, position

    @property
    def api(self) -> Any:
        return self._sheet.xl.getCellByPosition(self._position.Column, self._position.Row).Annotation

    @property
    def text(self) -> str:
        return str(self.api.String)

    @text.setter
    def text(self, value: str) -> None:
        self.api.String = value

    @property
    def author(self) -> str:
        return str(self.api.Author)

    @property
    def location(self) -> "Range":
        return self._sheet.range((self._position.Row + 1, self._position.Column + 1))

    def delete(self) -> None:
        annotations = self._sheet.xl.Annotations
        for at in range(annotations.Count):
            if annotations.getByIndex(at).Position == self._position:
                annotations.removeByIndex(at)
                return


def note_of(sheet: "Sheet", cell: Any) -> Note | None:
    """The note of LibreOffice's own cell."""
    return Note(sheet, cell.CellAddress) if cell.Annotation.String else None


def add_note(sheet: "Sheet", cell: Any, text: str) -> Note:
    """Gives a cell a note; ValueError where it has one."""
    if note_of(sheet, cell):
        raise ValueError("The cell has a note already")
    sheet.xl.Annotations.insertNew(cell.CellAddress, text)
    return Note(sheet, cell.CellAddress)
