"""Old generated sheets exchanged for new ones in an open workbook, all of them or none.

New sheets are made under temporary names while nothing old is touched; then, in a short moment, the old
are renamed away, the new take their names, and the officer's formulas and names that pointed at the old
are written again. Up to here every step has its way back. The old are deleted last.
"""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from kpi_xl.live.blocks import contents, formula_areas
from kpi_xl.live.cells import cells_of
from kpi_xl.live.filling import fill
from kpi_xl.live.manners import Tell, Undo
from kpi_xl.live.references import read_references
from kpi_xl.live.temporary import opened
from kpi_xl.model import KpiError, NotWritten
from kpi_xl.plan import MARK_NAME, Area, Edit, Sheet, mark_formula

if TYPE_CHECKING:
    import xlwings as xw

TEMPORARY = "kpi_xl~"
"""How the name of a sheet begins while it is being exchanged."""

_REFUSED = (
    "{} did not work, and the workbook is as it was. If a cell is being typed in, press Enter; if the "
    "workbook or a sheet is protected, take the protection off (Review, Unprotect). Then try again."
)


class Tab(NamedTuple):
    """A sheet: its name, its mark, and its plan where it is not in the book yet."""

    name: str
    mark: str
    plan: Sheet | None = None


class Exchange:
    """One exchange: ``tabs`` are the sheets as they will stand, ``gone`` the old ones, and ``successor``
    gives for each that is there now the one that stands for it afterwards ("" for none)."""

    def __init__(
        self, book: "xw.Book", tabs: list[Tab], gone: list[str], successor: Mapping[str, str], tell: Tell
    ) -> None:
        self._book = book
        self._tabs = tabs
        self._gone = gone
        self._successor = successor
        self._tell = tell
        self._step = "Reading the sheets"
        names = [sheet.name for sheet in book.sheets]
        plans = [tab.plan for tab in tabs if tab.plan is not None]
        self._plans = plans
        self._made = dict(zip((plan.name for plan in plans), _free_names(names, "", len(plans)), strict=True))
        self._away = dict(zip(gone, _free_names(names, "old ", len(gone)), strict=True))

    def run(self, edits: Mapping[str, list[Edit]], used: Mapping[str, Area], left_over: list[str]) -> None:
        """Does it; ``edits`` go to the sheets that stay (``used`` are the cells these use) and to those that
        are made, and what was ``left_over`` by a run that was broken off is deleted too.

        Raises NotWritten, with the workbook as it was.
        """
        try:
            with Undo() as undo:
                if self._plans:
                    self._make(edits, undo)
                for name in edits.keys() - self._made.keys():
                    self._at(f"Filling in {name}")
                    fill(partial(self._sheet, name), edits[name], used[name], undo)
                self._swap(undo)
                self._delete_old([*self._away.values(), *left_over], undo)
                undo.keep()
        except KpiError:
            raise
        except Exception as error:
            raise NotWritten(_REFUSED.format(self._step)) from error

    def _at(self, step: str) -> None:
        self._step = step
        self._tell(step)

    def _names(self) -> list[str]:
        return [sheet.name for sheet in self._book.sheets]

    def _sheet(self, name: str) -> "xw.Sheet":
        return self._book.sheets[name]

    def _make(self, edits: Mapping[str, list[Edit]], undo: Undo) -> None:
        """Makes the new sheets under temporary names, each in its final place."""
        book = self._book
        before = self._names()
        undo.before(lambda: self._delete_all_but(before))
        self._at("Making the sheets")
        with opened(book.app, self._plans, edits) as source:
            previous = ""
            for tab in self._tabs:
                if tab.plan is not None:
                    self._at(f"Making {tab.name}")
                    sheet = source.sheets[tab.name]
                    copied = (
                        sheet.copy(after=book.sheets[previous])
                        if previous
                        else sheet.copy(before=book.sheets[0])
                    )
                    copied.name = self._made[tab.name]
                previous = self._made.get(tab.name, tab.name)
        for plan in self._plans:
            self._at(f"Writing the formulas of {plan.name}")
            sheet = book.sheets[self._made[plan.name]]
            for area in formula_areas(plan):
                cells_of(sheet, area).formula = contents(plan, area, self._made)
            if plan.mark and not any(name.name.rpartition("!")[2] == MARK_NAME for name in sheet.names):
                sheet.names.add(MARK_NAME, "=" + mark_formula(plan.mark, plan.name))

    def _swap(self, undo: Undo) -> None:
        """The short moment: names change hands."""
        book = self._book
        self._at("Exchanging the sheets")
        hidden = [name for name in self._gone if not book.sheets[name].visible]
        kept = [tab.name for tab in self._tabs if tab.plan is None]
        references = read_references(book, kept, self._gone) if self._gone else None
        if references is not None:
            undo.before(partial(references.write, book))
        for was, now in [*self._away.items(), *((made, name) for name, made in self._made.items())]:
            undo.before(partial(self._rename_back, now, was))
            self._rename(was, now)
        if references is not None:
            references.write(book)
            references.write_local(book, lambda name: self._successor.get(name) or None)
        for name in hidden:
            if self._successor[name]:
                book.sheets[self._successor[name]].visible = False

    def _rename(self, was: str, now: str) -> None:
        self._sheet(was).name = now

    def _rename_back(self, now: str, was: str) -> None:
        if now in self._names():
            self._rename(now, was)

    def _delete(self, name: str) -> None:
        sheet = self._sheet(name)
        if not sheet.visible:  # Excel deletes no sheet that is hidden from its own menu, too
            sheet.visible = True
        sheet.delete()

    def _delete_old(self, names: list[str], undo: Undo) -> None:
        """Deletes old sheets. With the first of them there is no way back, only forward: what cannot be
        deleted is left to the next run."""
        for name in names:
            try:
                self._delete(name)
            except Exception:
                if undo.steps:  # none is deleted yet
                    raise
            undo.keep()

    def _delete_all_but(self, kept: list[str]) -> None:
        for name in self._names():
            if name not in kept:
                self._delete(name)


def _free_names(taken: list[str], word: str, count: int) -> list[str]:
    """That many names that no sheet has."""
    names: list[str] = []
    number = 0
    while len(names) < count:
        number += 1
        if f"{TEMPORARY}{word}{number}" not in taken:
            names.append(f"{TEMPORARY}{word}{number}")
    return names
