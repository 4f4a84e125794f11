"""Tables of a web page: each with a caption, headers with a scope, and room to scroll on a narrow screen."""

from collections.abc import Sequence
from typing import NamedTuple

from kpi_xl.model import Rag
from kpi_xl.publish.markup import Content, Markup, element, escaped


class Cell(NamedTuple):
    """A cell: its content and, where it is rated, the rating whose tint it has."""

    content: Content
    rag: Rag | None = None


class TableRow(NamedTuple):
    """A row: what it is about, which is its header, and its cells. A row without cells is a heading within
    the table; ``part`` tells that it is a part of the row above."""

    header: Content
    cells: Sequence[Cell] = ()
    part: bool = False


def table(
    name: str, caption: Content, heads: Sequence[str], rows: Sequence[TableRow], kind: str = ""
) -> Markup:
    """A table, with ``heads`` for its columns (the first is that of the row headers). ``name`` begins the
    ids. Where it is too wide for the screen it scrolls in a region of its own that the keyboard reaches; with
    the ``kind`` "cards" each row becomes a card on a phone instead."""
    titles = [element("th", head, scope="col", role="columnheader") for head in heads]
    made = element(
        "table",
        [
            element("caption", caption, id=f"{name}-caption"),
            element("thead", element("tr", titles, role="row"), role="rowgroup"),
            *_bodies(heads, rows),
        ],
        role="table",
    )
    kinds = f"scroll {kind}".rstrip()
    return element("div", made, class_=kinds, role="region", aria_labelledby=f"{name}-caption", tabindex="0")


def _bodies(heads: Sequence[str], rows: Sequence[TableRow]) -> list[Markup]:
    """The rows, a body of the table for each heading within it."""
    bodies: list[list[Markup]] = [[]]
    for row in rows:
        if row.cells:
            bodies[-1].append(_row(heads, row))
        else:
            head = element("th", row.header, colspan=str(len(heads)), scope="rowgroup", role="rowheader")
            bodies.append([element("tr", head, class_="within", role="row")])
    return [element("tbody", body, role="rowgroup") for body in bodies if body]


def _row(heads: Sequence[str], row: TableRow) -> Markup:
    cells = [element("th", row.header, scope="row", role="rowheader")]
    for head, cell in zip(heads[1:], row.cells, strict=True):
        # the attribute is what a card shows as the name of its figure
        tint = cell.rag.value.lower() if cell.rag else ""
        cells.append(element("td", cell.content, class_=tint, data_head=head, role="cell"))
    return element("tr", cells, class_="part" if row.part else "", role="row")


def only_heard(text: str) -> Markup:
    """Text for screen readers alone."""
    return Markup(f'<span class="heard">{escaped(text)}</span>')
