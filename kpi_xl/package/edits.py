"""Single cells of a sheet filled in by splicing its part, every other byte as it was."""

import re
from collections.abc import Iterator

from kpi_xl.model import NotWritten
from kpi_xl.package.cells import value_content
from kpi_xl.package.reader import column_number, row_number
from kpi_xl.package.styles import Styles
from kpi_xl.package.xmltree import utf8
from kpi_xl.plan import Edit, address

_DATA = re.compile(rb"""<((?:[\w.-]+:)?)sheetData\s*(/?)>""")
_ROW = re.compile(rb"""<(?:[\w.-]+:)?row(?=[\s/>])[^>]*>""")
_CELL = re.compile(rb"""<(?:[\w.-]+:)?c(?=[\s/>])[^>]*>""")
_NUMBER = re.compile(rb"""\sr\s*=\s*["'](\d+)["']""")
_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]+)\d+["']""")
_STYLE = re.compile(rb"""\ss\s*=\s*["'](\d+)["']""")
_HEIGHT = re.compile(rb"""\sht\s*=""")
_SPANS = re.compile(rb"""\sspans\s*=\s*["'][^"']*["']""")
_FORMULA = re.compile(rb"""<(?:[\w.-]+:)?f(?=[\s/>])[^>]*>""")
_JOINT = re.compile(rb"""\st\s*=\s*["'](?:shared|array|dataTable)["']""")
_DIMENSION = re.compile(rb"""(<(?:[\w.-]+:)?dimension\s[^>]*?\bref\s*=\s*["'])([^"']*)(["'])""")
_CORNER = re.compile(r"\$?([A-Za-z]+)\$?(\d+)")
_STARTS_FORMULA = ("=", "+", "-", "@")
_UNUSUAL = (
    "{} is written in a way that cannot be edited in place. Open the workbook in Excel, save it, "
    "and try again."
)


class _Piece:
    """A row or a cell of the part: where its tag begins and ends, where the whole ends, its number."""

    __slots__ = ("end", "inner", "number", "start")

    def __init__(self, number: int, start: int, inner: int, end: int) -> None:
        self.number = number
        self.start = start
        self.inner = inner
        self.end = end


def _pieces(data: bytes, start: int, end: int, rows: bool) -> Iterator[_Piece]:
    """The rows (or cells) that stand between two offsets, numbered from 0 also where they do not say
    their number."""
    tag, place = (_ROW, _NUMBER) if rows else (_CELL, _PLACE)
    number = -1
    for found in tag.finditer(data, start, end):
        said = place.search(found[0])
        if said:
            number = row_number(said[1]) - 1 if rows else column_number(said[1])
        else:
            number += 1
        close = found.end()
        if not found[0].endswith(b"/>"):
            name = found[0][1 : re.search(rb"[\s>]", found[0]).start()]  # type: ignore[union-attr]
            close = data.find(b">", data.find(b"</" + name, close)) + 1
        yield _Piece(number, found.start(), found.end(), close)


class _Sheet:
    """A sheet part being edited."""

    def __init__(self, data: bytes, part: str, styles: Styles, date1904: bool) -> None:
        self.data = data
        self.part = part
        self.styles = styles
        self.date1904 = date1904
        self.formulas: list[str] = []
        self.given: dict[tuple[int, int], int] = {}  # the styles of new cells, by row and column
        self.changes: list[tuple[int, int, bytes]] = []
        found = _DATA.search(data)
        if found is None or b"<!" in data:
            raise NotWritten(_UNUSUAL.format(part))
        self.prefix = found[1]
        self.empty = bool(found[2])
        self.start = found.end()
        self.sheet_data = found
        self.end = self.start if self.empty else data.rfind(b"</" + self.prefix + b"sheetData")
        if self.end < 0:
            raise NotWritten(_UNUSUAL.format(part))
        self.rows = list(_pieces(data, self.start, self.end, rows=True))
        self.there = {row.number: row for row in self.rows}

    def style_at(self, row: int, column: int) -> int:
        """The style of a cell; -1 where there is no cell."""
        piece = self.there.get(row)
        if piece is not None:
            for cell in _pieces(self.data, piece.inner, piece.end, rows=False):
                if cell.number == column:
                    return self._style(cell)
        return -1

    def _style(self, cell: _Piece) -> int:
        style = _STYLE.search(self.data[cell.start : cell.inner])
        return int(style[1][:9]) if style else 0

    def new_style(self, row: int, column: int) -> int:
        """The style for a new cell: that of the cell above, else of the nearest one on its left (which may be
        new, too), else none."""
        style = self.style_at(row - 1, column)
        if style < 0:
            beside = self.given.get((row, column - 1))
            style = self.nearest_style(row, column) if beside is None else beside
        self.given[row, column] = style = max(style, 0)
        return style

    def nearest_style(self, row: int, column: int) -> int:
        """The style of the last cell of a row before a column; -1 where there is none."""
        piece = self.there.get(row)
        cells = _pieces(self.data, piece.inner, piece.end, rows=False) if piece is not None else ()
        return next((self._style(cell) for cell in reversed([*cells]) if cell.number < column), -1)

    def cell(self, edit: Edit, style: int) -> bytes:
        """The cell's XML."""
        if edit.number_format:
            style = self.styles.with_format(style, edit.number_format)
        if isinstance(edit.value, str) and edit.value.startswith(_STARTS_FORMULA):
            style = self.styles.quoted(style)
        said = f' s="{style}"' if style else ""
        content = value_content(edit.value, self.date1904)
        prefix = self.prefix.decode()
        if prefix:
            content = re.sub(r"<(/?)(?=c>|v>|f>|is>|t[ >])", rf"<\1{prefix}", content)
        return f'<{prefix}c r="{address(edit.row, edit.column)}"{said}{content}'.encode()

    def fill_row(self, row: _Piece, edits: list[Edit]) -> None:
        """Put cells into a row that is there."""
        data = self.data
        cells = list(_pieces(data, row.inner, row.end, rows=False))
        empty = data[row.inner - 2 : row.inner] == b"/>"
        inserted: dict[int, list[bytes]] = {}
        for edit in edits:
            same = next((cell for cell in cells if cell.number == edit.column), None)
            if same is not None:
                self._check(edit, data[same.start : same.end])
                self.changes.append((same.start, same.end, self.cell(edit, self._style(same))))
                continue
            if edit.value is None:
                continue
            new = self.cell(edit, self.new_style(edit.row, edit.column))
            after = next((cell for cell in cells if cell.number > edit.column), None)
            last = cells[-1].end if cells else row.inner
            inserted.setdefault(after.start if after else last, []).append(new)
        self._place_following(row, cells, inserted)
        tall = b"" if _HEIGHT.search(data, row.start, row.inner) else _height(edits)
        if empty:
            name = data[row.start + 1 : row.inner].split()[0].rstrip(b"/>")
            tag = _SPANS.sub(b"", data[row.start : row.inner - 2]).rstrip() + tall
            new = b"".join(piece for pieces in inserted.values() for piece in pieces)
            self.changes.append((row.start, row.inner, tag + b">" + new + b"</" + name + b">"))
            return
        for at, pieces in inserted.items():
            self.changes.append((at, at, b"".join(pieces)))
        if tall:
            self.changes.append((row.inner - 1, row.inner - 1, tall))
        spans = _SPANS.search(data, row.start, row.inner)
        if inserted and spans:
            self.changes.append((spans.start(), spans.end(), b""))

    def _place_following(self, row: _Piece, cells: list[_Piece], inserted: dict[int, list[bytes]]) -> None:
        """Say where each cell after an insertion stands, where it does not say so itself."""
        if not inserted:
            return
        for cell in cells:
            tag = self.data[cell.start : cell.inner]
            if cell.start >= min(inserted) and not _PLACE.search(tag):
                changed = any(start == cell.start != end for start, end, _ in self.changes)
                if not changed:
                    at = cell.start + len(self.prefix) + 2
                    self.changes.append((at, at, f' r="{address(row.number, cell.number)}"'.encode()))

    def _check(self, edit: Edit, cell: bytes) -> None:
        formula = _FORMULA.search(cell)
        if formula is None:
            return
        if _JOINT.search(formula[0]):
            raise NotWritten(
                f"Cell {address(edit.row, edit.column)} is part of a formula that fills several cells. "
                "Replace it with plain values, then try again."
            )
        self.formulas.append(address(edit.row, edit.column))

    def add_row(self, number: int, edits: list[Edit]) -> tuple[int, bytes]:
        """Where a new row goes, and its XML."""
        after = next((row for row in self.rows if row.number > number), None)
        at = after.start if after else (self.rows[-1].end if self.rows else self.start)
        style = 0
        cells = b""
        for edit in edits:
            above = self.style_at(edit.row - 1, edit.column)
            style = above if above >= 0 else style
            cells += self.cell(edit, style)
        prefix = self.prefix
        return at, b'<%srow r="%d"%s>%s</%srow>' % (prefix, number + 1, _height(edits), cells, prefix)

    def widen(self, edits: list[Edit]) -> None:
        """Bring the dimension up to date."""
        found = _DIMENSION.search(self.data, 0, self.start)
        if found is None or not edits:
            return
        corners = [
            (row_number(row.encode()) - 1, column_number(letters.encode()))
            for letters, row in _CORNER.findall(found[2].decode())
        ]
        places = [(edit.row, edit.column) for edit in edits]
        # "A1" is also what is said of a sheet without cells
        known = corners if self.rows else []
        rows, columns = zip(*(known + places), strict=True)
        first, last = address(min(rows), min(columns)), address(max(rows), max(columns))
        ref = first if first == last else f"{first}:{last}"
        if ref != found[2].decode():
            self.changes.append((found.start(2), found.end(2), ref.encode()))


def _height(edits: list[Edit]) -> bytes:
    """The attributes of a row tall enough for what is filled in; nothing where no height is asked for."""
    height = max(edit.height for edit in edits)
    return b' ht="%.15g" customHeight="1"' % height if height else b""


def edited(
    data: bytes, part: str, edits: list[Edit], styles: Styles, date1904: bool
) -> tuple[bytes, list[str]]:
    """The sheet part with these cells filled in (or emptied, which leaves their style), and the addresses
    of the formulas that were replaced.

    Raises NotWritten where a cell belongs to a shared or an array formula, or the part is written in a
    way that cannot be spliced.
    """
    sheet = _Sheet(utf8(data), part, styles, date1904)
    by_row: dict[int, dict[int, Edit]] = {}
    edits = [edit for edit in edits if edit.value is not None or edit.row in sheet.there]
    for edit in edits:
        by_row.setdefault(edit.row, {})[edit.column] = edit
    added: dict[int, list[bytes]] = {}
    for number in sorted(by_row):
        wanted = [by_row[number][column] for column in sorted(by_row[number])]
        if number in sheet.there:
            sheet.fill_row(sheet.there[number], wanted)
        else:
            at, row = sheet.add_row(number, wanted)
            added.setdefault(at, []).append(row)
    new_rows = [(at, at, b"".join(rows)) for at, rows in added.items()]
    if sheet.empty:
        name = sheet.prefix + b"sheetData"
        inner = b"".join(new for _, _, new in new_rows)
        whole = b"<" + name + b">" + inner + b"</" + name + b">"
        new_rows = [(sheet.sheet_data.start(), sheet.sheet_data.end(), whole)]
    sheet.widen([edit for edit in edits if edit.value is not None])
    pieces: list[bytes] = []
    at = 0
    for start, end, new in sorted(sheet.changes + new_rows, key=lambda change: change[:2]):
        pieces += (sheet.data[at:start], new)
        at = end
    return b"".join((*pieces, sheet.data[at:])), sheet.formulas
