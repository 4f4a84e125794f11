"""The record of what was published, kept in the officer's own workbook: the sheet Published, appended to."""

from collections.abc import Iterable

from kpi_xl import columns
from kpi_xl.columns import sheet_named
from kpi_xl.indicator import WITHHELD, Definitions, Issued
from kpi_xl.model import Month, Problem, ProblemsFound
from kpi_xl.plan import Edit, Page, Row, Sheet
from kpi_xl.restated import issued_now
from kpi_xl.scorecard import make_scorecard
from kpi_xl.sheets import style
from kpi_xl.work import Book

_TEXT = style.TEXT._replace(number_format="@")
_LOOKS = tuple(
    _TEXT if column is not columns.PUBLISHED_VALUE else style.TEXT for column in columns.PUBLISHED_COLUMNS
)


def new_to_record(
    definitions: Definitions, disclosed: Definitions, numbers: Iterable[str], period: Month
) -> list[Issued]:
    """What goes out of these indicators and does not stand in the record already: figures as computed, and
    what readers see of them. A month that was published before is there again only where it changed."""
    wanted = set(numbers)
    last = {_place(issued): issued for issued in definitions.record}
    seen = {_place(figure): figure for figure in issued_now(make_scorecard(disclosed, period))}
    new = []
    for figure in issued_now(make_scorecard(definitions, period)):
        issued = _as_seen(figure, seen[_place(figure)])
        before = last.get(_place(issued))
        if issued.number in wanted and (before is None or before._replace(period=issued.period) != issued):
            new.append(issued)
    return new


def _place(issued: Issued) -> tuple[str, str, Month]:
    return issued.number, issued.area, issued.month


def _as_seen(figure: Issued, seen: Issued) -> Issued:
    """A figure as computed, with what readers see of it. A rating that they don't see beside a figure they
    do, as it rests on other figures that are withheld, is left blank: later packs are not to tell it."""
    shown_grey = seen.shown != WITHHELD and seen.rag != figure.rag
    return figure._replace(shown=seen.shown, rag="" if shown_grey else figure.rag)


def keep_record(book: Book, new: list[Issued]) -> None:
    """Appends to the sheet Published, which is added, hidden, where there is none. Raises ProblemsFound where
    the officer has another sheet of that name."""
    name = sheet_named(book.sheet_names, columns.PUBLISHED)
    if name is None:
        book.put([_sheet(new)])
        return
    rows = book.rows(name)
    heads = tuple(column.name for column in columns.PUBLISHED_COLUMNS)
    if not rows or tuple(rows[0][: len(heads)]) != heads:
        what = "a sheet of your own has the name of the record of what was published."
        raise ProblemsFound([Problem(name, "", what, "Rename it, then publish again.")])
    edits = [
        Edit(row, column, value)
        for row, issued in enumerate(new, len(rows))
        for column, value in enumerate(_cells(issued))
        if value is not None
    ]
    book.edit(name, edits)


def _cells(issued: Issued) -> tuple[float | str | None, ...]:
    return (
        str(issued.period),
        issued.number,
        issued.area or None,
        str(issued.month),
        issued.value,
        issued.shown,
        issued.rag or None,
    )


def _sheet(new: list[Issued]) -> Sheet:
    heads = tuple(column.name for column in columns.PUBLISHED_COLUMNS)
    return Sheet(
        name=columns.PUBLISHED,
        mark="",
        rows=[
            Row(heads, (style.HEADER_LEFT,) * len(heads), 28.0),
            *(Row(_cells(issued), _LOOKS) for issued in new),
        ],
        widths=tuple(column.width for column in columns.PUBLISHED_COLUMNS),
        freeze=(1, 0),
        page=Page(repeat=(0, 0), footer_left="&A"),
        hidden=True,
    )
