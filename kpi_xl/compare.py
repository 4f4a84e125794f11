"""Two scorecards side by side: what the later one says otherwise, in sentences."""

from kpi_xl.restated import issued_now, restated
from kpi_xl.scorecard import Scorecard


def compare(before: Scorecard, after: Scorecard) -> list[str]:
    """A sentence for each figure or rating that both show and that differs, in the order of the later
    scorecard, and for each indicator that only one of them has. Months past the period of either are left
    out."""
    changed = after._replace(record=tuple(issued_now(before)), published=False)
    sentences = [change.text for change in restated(changed)]
    old, new = (
        {result.indicator.number: result.indicator.title for result in one.results} for one in (before, after)
    )
    sentences += [f"{number} {title} is new." for number, title in new.items() if number not in old]
    sentences += [f"{number} {title} is gone." for number, title in old.items() if number not in new]
    return sentences
