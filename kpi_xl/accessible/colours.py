"""Rules on colour: never the only word, and always with enough contrast."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kpi_xl.accessible.opened import OpenedSheet
from kpi_xl.model import Problem
from kpi_xl.publish.contrast import ENOUGH, contrast

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell

    AnyCell = Cell | MergedCell

BLACK, WHITE = "000000", "FFFFFF"
_OWN_WORDS = ("red", "amber", "green", "grey")
_WORDLESS = ("colorScale", "dataBar", "iconSet")


def colour_failings(sheet: OpenedSheet) -> Iterator[Problem]:
    """Cells whose colour stands alone, and text too pale to read.

    Source: Checklist, "Do not use colour as the only way to convey a message", "When using colour for
    emphasis check the contrast"; WCAG 1.4.1 and 1.4.3.
    """
    pale: dict[tuple[str, str], tuple[str, int]] = {}
    unlike = _unlike(sheet)
    for row in sheet.cells.iter_rows():
        for cell in row:
            fill = _fill(sheet, cell)
            if cell.value in (None, ""):
                if fill not in (None, WHITE):
                    yield Problem(
                        sheet.name, cell.coordinate, "The cell is coloured and holds no words.",
                        "Say in it what the colour means, or take the colour away.",
                    )  # fmt: skip
                continue
            text = _colour(sheet, cell.font.color) or BLACK
            if contrast(text, fill or WHITE) < ENOUGH:
                where, count = pale.setdefault((text, fill or WHITE), (cell.coordinate, 0))
                pale[text, fill or WHITE] = where, count + 1
            wordless = not isinstance(cell.value, str) and '"' not in cell.number_format
            if wordless and fill not in (None, WHITE) and (cell.row, cell.column) in unlike:
                yield Problem(
                    sheet.name,
                    cell.coordinate,
                    "A figure is coloured unlike others of its column, and has no word for it.",
                    'Add one to the cell, or by a number format such as 0%" R".',
                )
    for (text, background), (where, count) in pale.items():
        more = f" ({count} cells)" if count > 1 else ""
        yield _pale(sheet, where, text, background, more)
    yield from _of_rules(sheet)


def _of_rules(sheet: OpenedSheet) -> Iterator[Problem]:
    """The same of conditional formats."""
    for formatting in sheet.cells.conditional_formatting:
        first = str(formatting.sqref).split(" ", maxsplit=1)[0].partition(":")[0]
        cells = [cell for area in formatting.sqref.ranges for row in area.rows for cell in row]
        values = [sheet.cells.cell(row, column).value for row, column in cells]
        if all(value in (None, "") for value in values):
            yield Problem(
                sheet.name,
                first,
                "A colour rule stands on cells without words.",
                "Write words in them, or take it out.",
            )
        for rule in formatting.rules:
            if rule.type in _WORDLESS:
                yield Problem(
                    sheet.name, first, f"A rule ({rule.type}) speaks in colour or symbols alone.",
                    "Write what it means in a cell beside.",
                )  # fmt: skip
            if rule.dxf is None:
                continue
            cell = sheet.cells[first]
            text = _colour(sheet, rule.dxf.font.color) if rule.dxf.font else None
            fill = _colour(sheet, rule.dxf.fill.bgColor) if rule.dxf.fill else None
            text = text or _colour(sheet, cell.font.color) or BLACK
            fill = fill or _fill(sheet, cell) or WHITE
            if contrast(text, fill) < ENOUGH:
                yield _pale(sheet, first, text, fill, " (by a colour rule)")


def _pale(sheet: OpenedSheet, where: str, text: str, fill: str, more: str) -> Problem:
    return Problem(
        sheet.name,
        where,
        f"Text of #{text} on #{fill} has a contrast of {contrast(text, fill):.1f} to 1{more}.",
        f"Choose colours with {ENOUGH} to 1 or more.",
    )


def _unlike(sheet: OpenedSheet) -> set[tuple[int, int]]:
    """The cells (row and column from 1) of table columns that differ in fill, save those whose header is a
    rating's own word."""
    found: set[tuple[int, int]] = set()
    for table in sheet.tables:
        top, left, bottom, right = table.area
        rows = sheet.cells.iter_rows(top + 1, bottom + 1, left + 1, right + 1)
        for column, (header, *cells) in enumerate(zip(*rows, strict=True), left + 1):
            fills = {_fill(sheet, cell) for cell in cells}
            if len(fills) > 1 and str(header.value or "").casefold() not in _OWN_WORDS:
                found.update((row, column) for row in range(top + 2, bottom + 2))
    return found


def _fill(sheet: OpenedSheet, cell: "AnyCell") -> str | None:
    return _colour(sheet, cell.fill.fgColor) if cell.fill.patternType == "solid" else None


def _colour(sheet: OpenedSheet, colour: Any) -> str | None:
    """``RRGGBB`` of a colour however it is written; None for the automatic one."""
    if colour is None:
        return None
    if colour.type == "rgb" and isinstance(colour.rgb, str):
        return colour.rgb[-6:].upper()
    if colour.type == "theme" and isinstance(colour.theme, int) and colour.theme < len(sheet.theme):
        return _tinted(sheet.theme[colour.theme], float(colour.tint or 0))
    if colour.type == "indexed" and isinstance(colour.indexed, int):
        from openpyxl.styles.colors import COLOR_INDEX  # noqa: PLC0415 - seldom needed

        return COLOR_INDEX[colour.indexed][-6:].upper() if colour.indexed < len(COLOR_INDEX) else None
    return None


def _tinted(colour: str, tint: float) -> str:
    """A colour made lighter (a tint above 0) or darker, near enough as Excel does."""
    parts = [int(colour[at : at + 2], 16) for at in (0, 2, 4)]
    mixed = [part * (1 + tint) if tint < 0 else part + (255 - part) * tint for part in parts]
    return "".join(f"{round(part):02X}" for part in mixed)
