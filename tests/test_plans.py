"""A refresh plans its sheets as they are written, and holds one plan at a time."""

import gc

from kpi_xl.definitions import read_definitions
from kpi_xl.package import Package
from kpi_xl.plan import Draft, Row, Sheet
from kpi_xl.scorecard import make_scorecard
from kpi_xl.sheets import scorecard_sheets
from tests.books import InMemory
from tests.formula_books import SERVICES, SETTINGS, rows


def rows_held() -> int:
    """How many rows of plans there are in memory."""
    gc.collect()
    return sum(type(thing) is Row for thing in gc.get_objects())


def test_no_plan_is_held_when_the_next_is_made() -> None:
    card = make_scorecard(read_definitions(InMemory(rows(0, SETTINGS[0], 30).sheets())))
    before = rows_held()
    held: list[int] = []

    def told(draft: Draft) -> Draft:
        def make() -> Sheet:
            held.append(rows_held() - before)
            return draft.make()

        return draft._replace(make=make)

    package = Package.blank()
    package.put([told(draft) for draft in scorecard_sheets(card, [])])
    assert held == [0] * (len(SERVICES) + 3)
    assert rows_held() == before
