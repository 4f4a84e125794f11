"""A published workbook opened to be looked at: its cells with openpyxl, and its drawings, which openpyxl
loses, from the parts themselves."""

import io
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from kpi_xl.package import Package
from kpi_xl.package.parts import Parts, Relation
from kpi_xl.package.zipped import read_zip
from kpi_xl.plan import Area, address

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet


class MarkedTable(NamedTuple):
    """A table that is marked as one: its name, its cells, its header rows, and whether it has filters."""

    name: str
    area: Area
    headers: int
    filters: bool


class Drawn(NamedTuple):
    """A chart, picture or shape: what it is, the cell it stands at, and its alternative text."""

    kind: str
    cell: str
    alt: str


class OpenedSheet(NamedTuple):
    """A sheet: its cells, its tables and what is drawn on it. ``first`` tells that it stands first."""

    name: str
    cells: "Worksheet"
    tables: list[MarkedTable]
    drawn: list[Drawn]
    theme: list[str]
    first: bool

    def filled(self) -> "Iterator[Cell]":
        """The cells that hold something, row by row."""
        for row in self.cells.iter_rows():
            for cell in row:
                if cell.value is not None and cell.value != "":
                    yield cell

    def table_at(self, row: int, column: int) -> MarkedTable | None:
        """The table a cell (from 0) is in."""
        for table in self.tables:
            area = table.area
            if area.top <= row <= area.bottom and area.left <= column <= area.right:
                return table
        return None


class OpenedBook(NamedTuple):
    """A published workbook: its document properties, whether it carries macros, its sheets, and the names of
    those that are hidden."""

    title: str
    language: str
    macros: bool
    sheets: list[OpenedSheet]
    hidden: list[str]


def opened(path: str) -> OpenedBook:
    """Opens a workbook. Raises UnreadableBook, and where it is damaged whatever openpyxl does."""
    import openpyxl  # noqa: PLC0415 - a refresh does without it

    package = Package.open(path)
    for name in package.sheet_names:
        package.rows(name)  # refuses a sheet that is too large to be looked at
    data = package.to_bytes()
    parts = Parts(read_zip(data))
    theme = _theme(parts)
    drawn = _drawings(parts)
    with warnings.catch_warnings(action="ignore"):  # it tells of every part it does not read
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    return OpenedBook(
        (book.properties.title or "").strip(),
        (book.properties.language or "").strip(),
        any(name.lower().endswith("vbaproject.bin") for name in parts.names()),
        [
            OpenedSheet(s.title, s, _tables(s), drawn.get(s.title, []), theme, s is shown[0])
            for s in shown
        ],
        [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"],
    )  # fmt: skip


def _tables(sheet: Any) -> list[MarkedTable]:
    from openpyxl.utils import range_boundaries  # noqa: PLC0415

    made = []
    for table in sheet.tables.values():
        left, top, right, bottom = range_boundaries(table.ref)
        headers = 1 if table.headerRowCount is None else int(table.headerRowCount)
        area = Area(int(top or 1) - 1, int(left or 1) - 1, int(bottom or 1) - 1, int(right or 1) - 1)
        made.append(MarkedTable(table.displayName or "", area, headers, table.autoFilter is not None))
    return sorted(made, key=lambda table: table.area)


def _theme(parts: Parts) -> list[str]:
    """The colours of the theme in the order cells count them: light and dark are swapped in pairs."""
    name = next((name for name in parts.names() if name.lower().startswith("xl/theme/")), None)
    scheme = parts.tree(name).root.find("themeElements") if name else None
    colours = scheme.find("clrScheme") if scheme else None
    if colours is None:
        return []
    read = [
        (node.children[0].attrs.get("lastClr") or node.children[0].attrs.get("val", "")).upper()
        for node in colours.children
        if node.children
    ]
    return [read[1], read[0], read[3], read[2], *read[4:]] if len(read) > 3 else read


def _drawings(parts: Parts) -> dict[str, list[Drawn]]:
    """What is drawn on each sheet, by the sheet's name."""
    workbook = next(r.part for r in parts.relations("") if r.kind == "officeDocument")
    by_id = {relation.id: relation.part for relation in parts.relations(workbook)}
    sheets = parts.tree(workbook).root.find("sheets")
    found: dict[str, list[Drawn]] = {}
    for node in sheets.all("sheet") if sheets else []:
        part = next((by_id[v] for k, v in node.attrs.items() if k.endswith(" id") and v in by_id), "")
        related: list[Relation] = parts.relations(part) if part else []
        found[node.attrs.get("name", "")] = [
            drawn
            for relation in related
            if relation.kind == "drawing"
            for drawn in _drawn(parts, relation.part)
        ]
    return found


_KINDS = {"graphicFrame": "chart", "pic": "picture", "sp": "text box", "grpSp": "group", "cxnSp": "line"}


def _drawn(parts: Parts, part: str) -> Iterator[Drawn]:
    for anchor in parts.tree(part).root.children:
        start = anchor.find("from")
        column, row = (
            (node.words or "0") if (node := start and start.find(n)) else "0" for n in ("col", "row")
        )
        for shape in anchor.children:
            if shape.name not in _KINDS:
                continue
            about = next((child for child in shape.children if child.name.startswith("nv")), None)
            named = about.find("cNvPr") if about else None
            said = named.attrs.get("descr", "") if named else ""
            yield Drawn(_KINDS[shape.name], address(int(row), int(column)), said.strip())
