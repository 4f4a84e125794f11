"""Findings about what officers write and decide: commentary without a place, actions past their month, and
targets that changed without a row of Targets."""

from collections.abc import Iterator

from kpi_xl.action_log import PAST_MONTH, status
from kpi_xl.columns import plain
from kpi_xl.indicator import NOTHING, Definitions
from kpi_xl.messages import OVERVIEW_KINDS
from kpi_xl.model import Finding
from kpi_xl.scorecard import Scorecard

NO_PLACE = "Commentary without a place"
CARRIED = "Commentary carried over"
NEW_TARGET = "Target changed"


def remind(definitions: Definitions, scorecard: Scorecard) -> Iterator[Finding]:
    """What is written that no page shows, and what changed without a word. A reference to a row of Commentary
    stands where an indicator's number does in other findings."""
    for indicator in definitions.indicators:
        if indicator.held_before:
            yield Finding(
                indicator.number,
                NEW_TARGET,
                f"held to {indicator.held_before} before, and now to {indicator.held_to or NOTHING}: past "
                "months are rated by the new one. To keep their ratings, put the old one in Indicators and "
                "the new one in Targets, with the month it starts.",
            )
    yield from _of_commentary(definitions)
    for action in scorecard.actions:
        if status(action, scorecard.period) == PAST_MONTH:
            yield Finding(
                action.ref or "Action",
                PAST_MONTH,
                f'"{action.when}" is not after {scorecard.period}, and the action is open.',
            )


def _of_commentary(definitions: Definitions) -> Iterator[Finding]:
    services = {plain(indicator.service) for indicator in definitions.indicators}
    of_overview = {plain(kind) for kind in OVERVIEW_KINDS}
    for comment in definitions.comments:
        row = f"Commentary row {comment.row + 1}"
        if comment.carried_from:
            yield Finding(row, CARRIED, f"from {comment.carried_from}.")
        if plain(comment.kind) not in of_overview and plain(comment.service) not in services:
            named = (
                f'the service "{comment.service}" is not in Indicators' if comment.service else "no service"
            )
            yield Finding(row, NO_PLACE, f"{named}, so no page shows its text.")
