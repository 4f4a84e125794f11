"""What the officer's own formulas and names say of generated sheets, kept word for word while these are
exchanged: an application turns what points at a deleted sheet into #REF!."""

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from kpi_xl.arrange import is_own_name
from kpi_xl.live.cells import block, cells_of, used_area
from kpi_xl.plan import Area, rectangles

if TYPE_CHECKING:
    import xlwings as xw


class Reference(NamedTuple):
    """Formulas of an area of the officer's, and the property by which they are read and written: formula2
    where the application has it, so that dynamic arrays stay so; formula_array for one that fills it all."""

    sheet: str
    area: Area
    formulas: list[list[str]]
    written_by: str


class References(NamedTuple):
    """Formulas, and names (of the workbook, and of each of the officer's sheets) with what they refer to;
    ``local`` are names that the officer gave to generated sheets: sheet, name and what it refers to."""

    formulas: list[Reference]
    names: dict[str, str]
    local: list[tuple[str, str, str]]

    def write(self, book: "xw.Book") -> None:
        """Puts formulas and names back as they were read."""
        for told in self.formulas:
            _write(book.sheets[told.sheet], told)
        for name in book.names if self.names else ():
            if name.name in self.names:
                name.refers_to = self.names[name.name]

    def write_local(self, book: "xw.Book", successor: Callable[[str], str | None]) -> None:
        """Gives the officer's names of generated sheets to those that took their place."""
        for sheet, name, refers_to in self.local:
            now = successor(sheet)
            if now is not None:
                book.sheets[now].names.add(name, refers_to)


def read_references(book: "xw.Book", kept: Iterable[str], gone: list[str]) -> References:
    """What points at the sheets that are to go, in the sheets that are kept and in names."""
    pointing = _pointing_at(gone)
    formulas = [told for name in kept for told in _formulas(book.sheets[name], name, pointing)]
    names, local = {}, []
    for name in book.names:
        home, _, own = name.name.rpartition("!")
        sheet = home.strip("'").replace("''", "'")
        refers_to = name.refers_to or ""
        if sheet in gone:
            if not is_own_name(own):
                local.append((sheet, own, refers_to))
        elif pointing(refers_to):
            names[name.name] = refers_to
    return References(formulas, names, local)


def _pointing_at(sheets: list[str]) -> Callable[[str], bool]:
    """Whether a formula mentions one of these sheets; one too many is written back as it is."""
    names = "|".join(re.escape(name.replace("'", "''")) for name in sheets)
    pattern = re.compile(rf"(?<![\w.])(?:{names})(?:'?!|:)", re.IGNORECASE)
    return lambda formula: pattern.search(formula) is not None


def _formulas(sheet: "xw.Sheet", name: str, pointing: Callable[[str], bool]) -> list[Reference]:
    area = used_area(sheet)
    cells = {
        (at, place): formula
        for at, row in enumerate(block(cells_of(sheet, area).formula, area))
        for place, formula in enumerate(row)
        if isinstance(formula, str) and formula.startswith("=") and pointing(formula)
    }
    found = []
    for area in rectangles(cells):
        if cells_of(sheet, area).has_array is False:
            found.append(_reference(sheet, name, area))
            continue
        alike: dict[str, list[tuple[int, int]]] = {}
        for at in range(area.top, area.bottom + 1):
            for place in range(area.left, area.right + 1):
                alike.setdefault(cells[at, place], []).append((at, place))
        found += [_reference(sheet, name, part) for places in alike.values() for part in rectangles(places)]
    return found


def _reference(sheet: "xw.Sheet", name: str, area: Area) -> Reference:
    cells = cells_of(sheet, area)
    if cells.has_array:
        return Reference(name, area, [[cells.formula_array or ""]], "formula_array")
    try:
        return Reference(name, area, _rows(cells.formula2, area), "formula2")
    except Exception:  # Excel before dynamic arrays, and LibreOffice, have no such property
        return Reference(name, area, _rows(cells.formula, area), "formula")


def _rows(formulas: object, area: Area) -> list[list[str]]:
    return [[str(formula) for formula in row] for row in block(formulas, area)]


def _write(sheet: "xw.Sheet", told: Reference) -> None:
    joint = told.written_by == "formula_array"
    setattr(cells_of(sheet, told.area), told.written_by, told.formulas[0][0] if joint else told.formulas)
