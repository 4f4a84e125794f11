"""What changed since last month, in the sentences of the Overview."""

from kpi_xl.messages import changed_rating, sentence
from kpi_xl.scorecard import Scorecard

CHANGED = "Ratings that changed since last month"
NOTHING_CHANGED = "No rating changed."


def changed_ratings(scorecard: Scorecard) -> list[str]:
    """A sentence for each indicator whose rating is better or worse than last month's."""
    moved = [r for r in scorecard.headline() if changed_rating(r, 1) in ("Improved", "Slipped")]
    return [sentence(result, scorecard) for result in moved]
