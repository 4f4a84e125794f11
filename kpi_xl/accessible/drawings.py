"""Rules on charts and pictures: told in words, and no picture where text would do."""

from collections.abc import Iterator

from kpi_xl.accessible.opened import OpenedSheet
from kpi_xl.model import Problem


def drawing_failings(sheet: OpenedSheet) -> Iterator[Problem]:
    """Drawings without alternative text, pictures, and text that floats above the cells.

    Source: Checklist, "Avoid images in spreadsheets", "Do not use headers and footers, floating text boxes";
    WCAG 1.1.1 and 1.4.5.
    """
    for drawn in sheet.drawn:
        if drawn.kind == "chart" and not drawn.alt:
            yield Problem(
                sheet.name, drawn.cell, "A chart has no alternative text.", "Say in it what the chart shows."
            )
        if drawn.kind == "picture":
            told = "" if drawn.alt else " without alternative text"
            yield Problem(
                sheet.name,
                drawn.cell,
                f"There is a picture{told}.",
                "Put what it says in cells, and take it out.",
            )
        if drawn.kind in ("text box", "group"):
            yield Problem(
                sheet.name, drawn.cell, f"A {drawn.kind} floats above the cells.", "Put its text in a cell."
            )
