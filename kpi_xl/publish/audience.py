"""Who a pack is for, and what of the workbook it is made from: the rest is gone before a page is planned."""

import enum
from collections.abc import Callable, Iterator
from typing import NamedTuple

from kpi_xl.columns import plain
from kpi_xl.indicator import Comment, Definitions, Indicator
from kpi_xl.messages import OVERVIEW_KINDS


class By(enum.Enum):
    """How a scorecard is parted into packs."""

    WHOLE = "whole"
    SERVICE = "service"
    OFFICER = "officer"


class Part(NamedTuple):
    """What one pack is made from. ``name`` is the service's or the officer's; "" for the whole."""

    by: By
    name: str
    definitions: Definitions


def parts(definitions: Definitions, by: By) -> Iterator[Part]:
    """A part a service or officer, in the order they are first met, or the whole.

    A service's has the commentary written for it. An officer's has none, because a service's commentary
    speaks of other officers' indicators too. Actions, the director's summary and the lists of the Overview
    belong to the whole alone. An indicator without a responsible officer is in no officer's part.
    """
    if by is By.WHOLE:
        yield Part(by, "", _only(definitions, definitions.indicators)._replace(
            comments=definitions.comments, actions=definitions.actions
        ))  # fmt: skip
        return
    named = _service if by is By.SERVICE else _officer
    for key, name in _names(definitions, named).items():
        indicators = [indicator for indicator in definitions.indicators if plain(named(indicator)) == key]
        part = _only(definitions, indicators)
        if by is By.SERVICE:
            part = part._replace(comments=tuple(c for c in definitions.comments if _is_of(c, key)))
        yield Part(by, name, part)


def without_officer(definitions: Definitions) -> list[str]:
    """The numbers of the indicators that no responsible officer is named for."""
    return [indicator.number for indicator in definitions.indicators if not indicator.officer]


def _service(indicator: Indicator) -> str:
    return indicator.service


def _officer(indicator: Indicator) -> str:
    return indicator.officer


def _names(definitions: Definitions, named: Callable[[Indicator], str]) -> dict[str, str]:
    """Each name as first spelled, by its plain form."""
    names: dict[str, str] = {}
    for indicator in definitions.indicators:
        if named(indicator):
            names.setdefault(plain(named(indicator)), named(indicator))
    return names


def _is_of(comment: Comment, service: str) -> bool:
    of_overview = {plain(kind) for kind in OVERVIEW_KINDS}
    return plain(comment.service) == service and plain(comment.kind) not in of_overview


def _only(definitions: Definitions, indicators: list[Indicator]) -> Definitions:
    """The definitions with these indicators alone, and without what only the officer's own pages need."""
    kept = [indicator._replace(held_to="", held_before="", row=0) for indicator in indicators]
    numbers = {indicator.number for indicator in kept}
    return definitions._replace(
        indicators=kept,
        series={number: areas for number, areas in definitions.series.items() if number in numbers},
        printed=[],
        comments=(),
        actions=(),
        percents=definitions.percents & numbers,
        record=tuple(issued for issued in definitions.record if issued.number in numbers),
    )
