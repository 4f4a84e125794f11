"""Reminders: commentary that no page shows, and text that came from elsewhere."""

import pytest

from kpi_xl.definitions import read_definitions
from kpi_xl.findings import find_all
from kpi_xl.messages import OVERVIEW_KINDS
from kpi_xl.reminders import CARRIED, NO_PLACE
from kpi_xl.scorecard import make_scorecard
from tests.support import Rows, book

INDICATORS = "Indicator Number | Service | Indicator Title\nFD 3 | Front Door | Contacts"
DATA = "Indicator Number | Aug-20 | Sep-20\nFD 3 | 1 | 2"


def told(service: str | None, kind: str | None, carried_from: str | None = None) -> list[str]:
    """What Checks says of one row of Commentary."""
    commentary: Rows = [
        ["Service", "Period", "Kind", "Text", "Carried from"],
        [service, "Sep-20", kind, "A good month.", carried_from],
    ]
    definitions = read_definitions(book(Indicators=INDICATORS, Data=DATA, Commentary=commentary))
    found = find_all(definitions, make_scorecard(definitions))
    return [str(finding) for finding in found if finding.kind in (CARRIED, NO_PLACE)]


@pytest.mark.parametrize("service", ["Front Door", " front  door"])
@pytest.mark.parametrize("kind", ["Next steps", "Risks", None])
def test_text_of_a_service_has_its_place(service: str, kind: str | None) -> None:
    assert told(service, kind) == []


@pytest.mark.parametrize("kind", [*OVERVIEW_KINDS, "director’s summary"])
@pytest.mark.parametrize("service", [None, "The whole council"])
def test_text_of_the_overview_needs_no_service(service: str | None, kind: str) -> None:
    assert told(service, kind) == []


def test_text_of_an_unknown_service_is_told_with_its_row() -> None:
    assert told("Front Dor", "Next steps") == [
        'Commentary row 2: Commentary without a place: the service "Front Dor" is not in Indicators, so no '
        "page shows its text."
    ]


def test_text_without_a_service_is_told() -> None:
    assert told(None, "Next steps") == [
        "Commentary row 2: Commentary without a place: no service, so no page shows its text."
    ]


def test_where_text_came_from_is_told_until_the_officer_clears_it() -> None:
    assert told("Front Door", "Next steps", "sheet Old: its service is no longer in Indicators") == [
        "Commentary row 2: Commentary carried over: from sheet Old: its service is no longer in Indicators."
    ]
