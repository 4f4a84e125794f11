"""What a generated sheet holds that must outlive it: text typed in its boxes, and what each indicator was
held to. Both are read from the sheets as they stand, before they are made anew."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from kpi_xl import columns
from kpi_xl.columns import Column, plain
from kpi_xl.figures import is_error
from kpi_xl.indicator import NOTHING, Comment, Definitions, Indicator
from kpi_xl.messages import LEAVE_OUT, LISTS, OVERVIEW_KINDS
from kpi_xl.model import Problem, ProblemsFound, Rag, Scalar
from kpi_xl.plan import Edit, address
from kpi_xl.sheets import overview
from kpi_xl.sheets.boxes import TypedBox, read_boxes
from kpi_xl.sheets.heights import wrapped_height
from kpi_xl.sheets.layout import HEAD
from kpi_xl.sheets.service import SERVICE_MARK
from kpi_xl.sheets.table import HELD_BEFORE, HELD_TO, NUMBER, RAG

_RATINGS = {rag.value for rag in Rag}


class OldSheet(NamedTuple):
    """A generated sheet as it stands: its name, its mark and its cells from A1."""

    name: str
    mark: str
    rows: list[list[Scalar]]


class Carried(NamedTuple):
    """What was carried: the definitions with it, and Commentary's rows that are new or changed."""

    definitions: Definitions
    changed: list[Comment]
    report: list[str]


def is_typed_in(mark: str) -> bool:
    """Whether the generated sheet of that mark has boxes, or tells what its indicators were held to."""
    return mark == overview.MARK or mark.startswith(SERVICE_MARK)


def carry(definitions: Definitions, sheets: list[OldSheet], next_row: int) -> Carried:
    """Takes typed text and earlier targets from the sheets that are about to be made anew.

    ``next_row`` is the first free row of Commentary (from 0). Nothing typed is dropped: text that changed
    in both places is kept twice, and an emptied box keeps its text in Commentary. Raises ProblemsFound
    where a box holds an error, as Excel makes of text that it takes for a formula.
    """
    carrier = _Carrier(definitions, next_row)
    typed = [(sheet, box) for sheet in sheets for box in read_boxes(sheet.rows) if box.typed != box.made]
    problems = [_not_text(sheet, box) for sheet, box in typed if is_error(box.typed)]
    if problems:
        raise ProblemsFound(problems)
    for sheet, box in typed:
        carrier.take(sheet, box)
    held = {key: told for sheet in sheets for key, told in _held(sheet.rows)}
    indicators = [_with_held(indicator, held) for indicator in definitions.indicators]
    carried = definitions._replace(indicators=indicators, comments=tuple(carrier.comments))
    return Carried(carried, carrier.changed, carrier.report)


def _not_text(sheet: OldSheet, box: TypedBox) -> Problem:
    return Problem(
        sheet.name,
        address(box.row, 0),
        f"{box.typed} stands where text belongs: Excel took what was typed for a formula.",
        "Type an apostrophe before it, or clear the cell.",
    )


class _Carrier:
    """Commentary while typed text is taken into it."""

    def __init__(self, definitions: Definitions, next_row: int) -> None:
        self.definitions = definitions
        self.comments = list(definitions.comments)
        self.changed: list[Comment] = []
        self.report: list[str] = []
        self.next_row = next_row

    def take(self, sheet: OldSheet, box: TypedBox) -> None:
        service, carried_from = self._service(sheet)
        if not box.typed:
            self._emptied(sheet, box)
            return
        own = box.made and not box.key.number
        at = next((i for i, c in enumerate(self.comments) if _is_of(c, service, box)), None) if own else None
        if at is not None:
            self.comments[at] = self.comments[at]._replace(text=box.typed)
            self.changed.append(self.comments[at])
        else:
            if own and not any(_is_of(c, service, box._replace(made=box.typed)) for c in self.comments):
                carried_from = carried_from or f"sheet {sheet.name}: changed there and in Commentary"
            elif own:
                return
            self._add(service, box, box.key.kind, box.typed, carried_from)
            if box.key.number:
                self._add("", box, LEAVE_OUT, box.key.number, "")
        self.report.append(f"{sheet.name}: the text typed under {box.key.kind} is kept in Commentary.")

    def _emptied(self, sheet: OldSheet, box: TypedBox) -> None:
        if box.key.number:
            self._add("", box, LEAVE_OUT, box.key.number, "")
            self.report.append(
                f"{sheet.name}: {box.key.number} is left out of {box.key.kind}, as you wished."
            )
        elif box.key.kind in LISTS:
            self._add("", box, LEAVE_OUT, box.made, "")
            self.report.append(
                f"{sheet.name}: a line of yours is left out of {box.key.kind}, and kept in Commentary."
            )
        else:
            self.report.append(
                f"{sheet.name}: a box under {box.key.kind} was emptied. Commentary still holds its text; "
                "delete it there to have it gone."
            )

    def _add(self, service: str, box: TypedBox, kind: str, text: str, carried_from: str) -> None:
        comment = Comment(service, box.key.period, kind, text, "", carried_from, self.next_row)
        self.next_row += 1
        self.comments.append(comment)
        self.changed.append(comment)

    def _service(self, sheet: OldSheet) -> tuple[str, str]:
        """The service a sheet's text now belongs to, and a word on where it came from if that has changed:
        the service of the sheet, else the one its indicators are now in, else the sheet's own name."""
        if not sheet.mark.startswith(SERVICE_MARK):
            return "", ""
        was = sheet.mark.removeprefix(SERVICE_MARK)
        services = {plain(i.service): i.service for i in self.definitions.indicators}
        if was in services:
            return services[was], ""
        numbers = {plain(row[0]) for row in sheet.rows[HEAD + 1 :] if row}
        now = Counter(i.service for i in self.definitions.indicators if plain(i.number) in numbers)
        if now:
            service = now.most_common(1)[0][0]
            return service, f"sheet {sheet.name}: its indicators are now in {service}"
        return sheet.name, f"sheet {sheet.name}: its service is no longer in Indicators"


def _is_of(comment: Comment, service: str, box: TypedBox) -> bool:
    """Whether a comment is the one a box was made from."""
    same_place = plain(comment.service) == plain(service) or box.key.kind in OVERVIEW_KINDS
    return (
        same_place
        and plain(comment.kind or "Commentary") == plain(box.key.kind)
        and comment.text == box.made
        and comment.period in (None, box.key.period)
    )


def _held(rows: list[list[Scalar]]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Of each indicator in a service's table, what it was held to at the last refresh and before."""
    if len(rows) <= HEAD or not {NUMBER, RAG, HELD_TO, HELD_BEFORE} <= set(rows[HEAD]):
        return
    number, rag, *places = [rows[HEAD].index(name) for name in (NUMBER, RAG, HELD_TO, HELD_BEFORE)]
    for row in rows[HEAD + 1 :]:
        if row[number] is not None and row[rag] in _RATINGS:
            held_to, before = (str(row[place] or "") for place in places)
            yield plain(row[number]), (held_to or NOTHING, before)


def _with_held(indicator: Indicator, held: dict[str, tuple[str, str]]) -> Indicator:
    """The indicator with what it was held to before it was first changed, until that is put back or Targets
    has a row for it."""
    now = indicator.held_to or NOTHING
    was, before = held.get(plain(indicator.number), (now, ""))
    before = before or was
    if indicator.standards or before == now:
        before = ""
    return indicator._replace(held_before=before) if before else indicator


def commentary_edits(changed: list[Comment], headers: list[Scalar], header_row: int) -> list[Edit]:
    """The cells of Commentary that carried text fills in; a column it lacks is added at the right."""
    places = {plain(name): place for place, name in enumerate(headers) if plain(name)}
    free = max((place for place, name in enumerate(headers) if plain(name)), default=-1) + 1
    edits: list[Edit] = []
    for comment in changed:
        told: tuple[tuple[Column, str], ...] = (
            (columns.COMMENT_SERVICE, comment.service),
            (columns.COMMENT_PERIOD, str(comment.period) if comment.period is not None else ""),
            (columns.COMMENT_KIND, comment.kind),
            (columns.COMMENT_TEXT, comment.text),
            (columns.CARRIED_FROM, comment.carried_from),
        )
        for column, text in told:
            if not text:
                continue
            if plain(column.name) not in places:
                places[plain(column.name)] = free
                edits.append(Edit(header_row, free, column.name))
                free += 1
            height = wrapped_height(text, column.width)
            edits.append(Edit(comment.row, places[plain(column.name)], text, height=height))
    return edits
