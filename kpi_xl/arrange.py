"""Which sheets are ours, what they may be called, and where they stand among the officer's tabs; the same
for a closed workbook and an open one."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from kpi_xl.columns import START
from kpi_xl.model import Problem, ProblemsFound
from kpi_xl.plan import MARK_NAME, read_mark

_OWN_NAMES = (MARK_NAME.lower(), "print_area", "print_titles", "_filterdatabase")


class Tab(Protocol):
    """A sheet as its place in the workbook is concerned; ``mark`` is "" for one of the officer's own."""

    @property
    def name(self) -> str: ...

    @property
    def mark(self) -> str: ...


_Tab = TypeVar("_Tab", bound=Tab)


def own_marks(claims: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The marks of the sheets that are ours, by name, of ``claims``: each sheet that has a mark's constant,
    and that constant. Of several sheets with one mark ours is the one whose name the constant tells, else
    the first; the others are copies that an officer made, and belong to the officer."""
    by_mark: dict[str, list[tuple[bool, str]]] = {}
    for name, formula in claims:
        mark, given = read_mark(formula)
        if mark:
            by_mark.setdefault(mark, []).append((given == name, name))
    ours = {}
    for mark, claimed in by_mark.items():
        ours[next((name for exact, name in claimed if exact), claimed[0][1])] = mark
    return ours


def is_own_name(name: str) -> bool:
    """Whether a local name of a generated sheet was made with it; others are the officer's. Files mark
    Excel's own names, which applications do not."""
    return name.lower().removeprefix("_xlnm.") in _OWN_NAMES


def check_names(kept: list[str], wanted: list[str]) -> None:
    """Raises ProblemsFound where a sheet of the officer's own has a name that is needed."""
    problems = name_problems(kept, wanted)
    if problems:
        raise ProblemsFound(problems)


def name_problems(kept: list[str], wanted: list[str]) -> list[Problem]:
    """A problem for each sheet of the officer's own that has a name that is needed."""
    taken = {name.casefold(): name for name in kept}
    return [
        Problem(
            taken[name.casefold()],
            "",
            "an unmarked sheet of your own has the name the scorecard needs.",
            "Rename it, then refresh again.",
        )
        for name in wanted
        if name.casefold() in taken
    ]


def arrange(tabs: list[_Tab], old: list[_Tab], generated: list[_Tab], others: list[_Tab]) -> list[_Tab]:
    """The tabs in their new order.

    A generated tab takes the place of the one of its mark; a new one follows the generated tab planned
    before it, or stands before the next that is there, or first of all (after the template's Start, where
    that is first). The ``old`` generated tabs that are not planned any more go, and ``others`` come last.
    """
    planned = {tab.mark: tab for tab in generated}
    places = [planned.get(tab.mark) if tab in old else tab for tab in tabs]
    order = [tab for tab in places if tab is not None]
    for place, tab in enumerate(generated):
        if tab in order:
            continue
        if place:
            order.insert(order.index(generated[place - 1]) + 1, tab)
        else:
            following = next((other for other in generated if other in order), None)
            begun = bool(order) and order[0].name == START
            order.insert(order.index(following) if following else int(begun), tab)
    return order + others
