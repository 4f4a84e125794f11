"""Where generated sheets go among the officer's tabs, and which tab is open afterwards."""

from kpi_xl.columns import START
from kpi_xl.model import Problem, ProblemsFound
from kpi_xl.package.workbook import Tab


def check_names(kept: list[Tab], wanted: list[str]) -> None:
    """Raises ProblemsFound where a sheet of the officer's own has a name that is needed."""
    problems = name_problems([tab.name for tab in kept], wanted)
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


def arrange(tabs: list[Tab], old: list[Tab], generated: list[Tab], others: list[Tab]) -> list[Tab]:
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


def choose_open(order: list[Tab], was: Tab | None, selected: list[Tab]) -> Tab | None:
    """The tab to open with. ``was`` was open before (None: it need not stay); ``selected`` are the
    officer's tabs that their own parts call selected. As those parts are not touched, one of them stays
    open: with another tab open the two would be a group, and what is typed in one would land in both."""
    if selected:
        return was if was in selected else selected[0]
    shown = [tab for tab in order if tab.state not in ("hidden", "veryHidden")]
    same = next((tab for tab in shown if was is not None and tab.number == was.number), None)
    if same is not None:
        return same
    return next((tab for tab in shown if tab.mark), shown[0] if shown else None)
