"""What was published and has changed since: figures of earlier months that were corrected, in sentences."""

from collections.abc import Iterator
from typing import NamedTuple

from kpi_xl.figures import shown
from kpi_xl.indicator import WITHHELD, Issued
from kpi_xl.model import Month, Rag
from kpi_xl.outturns import figure_at
from kpi_xl.results import figure_text
from kpi_xl.scorecard import Result, Scorecard

MOST_LINES = 8
"""Changes that a page lists."""


class Restated(NamedTuple):
    """A figure that is another than the one that went out, as a sentence: ``Sep-20 EH 7 was 15%, now 21%;
    still Red.``"""

    number: str
    area: str
    month: Month
    text: str


def restated(scorecard: Scorecard) -> list[Restated]:
    """The figures of Data up to the period that differ from what was published of them last, in the order of
    results.

    Readers are told of what went out for earlier periods, and of no figure that is withheld or was.
    """
    last: dict[tuple[str, str], dict[Month, Issued]] = {}
    for issued in scorecard.record:
        if scorecard.start <= issued.month <= scorecard.period and not (
            scorecard.published and issued.period >= scorecard.period
        ):
            last.setdefault((issued.number, issued.area), {})[issued.month] = issued
    found: list[Restated] = []
    for result in scorecard.results:
        for month, issued in sorted(last.get((result.indicator.number, result.area), {}).items()):
            at = month - scorecard.start
            withheld = issued.shown == WITHHELD or at in result.outturns.withheld
            text = "" if withheld and scorecard.published else _sentence(scorecard, result, issued)
            if text:
                found.append(Restated(result.indicator.number, result.area, month, text))
    return found


def shortened(changes: list[Restated]) -> list[str]:
    """The sentences of a page: the first MOST_LINES, and how many more there are."""
    texts = [change.text for change in changes[:MOST_LINES]]
    more = len(changes) - len(texts)
    return [*texts, f"And {more} more."] if more else texts


def issued_now(scorecard: Scorecard) -> Iterator[Issued]:
    """The figures of the months shown, as they go out with this scorecard."""
    for result in scorecard.results:
        for month in scorecard.months:
            figure = figure_at(result.outturns, month - scorecard.start)
            text = figure_text(figure, result.indicator)
            if text:
                rag = rating_at(scorecard, result, month)
                yield Issued(
                    scorecard.period,
                    result.indicator.number,
                    result.area,
                    month,
                    figure.value,
                    text,
                    rag.value if rag else "",
                )


def rating_at(scorecard: Scorecard, result: Result, month: Month) -> Rag | None:
    """The rating of a month up to the period; None past those that are kept."""
    ago = scorecard.period - month
    return result.rated(ago) if 0 <= ago < len(result.history) else None


def _sentence(scorecard: Scorecard, result: Result, issued: Issued) -> str:
    """What was and what is; "" where a reader sees no difference. Of a rating nothing is said where the
    record has none."""
    indicator = result.indicator
    figure = figure_at(result.outturns, issued.month - scorecard.start)
    was = issued.shown
    if issued.value is not None:
        was = shown(issued.value, indicator.unit, indicator.decimals)
    now = figure_text(figure, indicator) or "blank"
    rag = rating_at(scorecard, result, issued.month) if issued.rag else None
    rating = rag.value if rag else issued.rag
    if was == now and rating == issued.rag:
        return ""
    name = f"{issued.month} {indicator.number} {issued.area}".rstrip()
    figures = f"was {was}, now {now}" if was != now else f"is {now} as before"
    return f"{name} {figures}{_ratings(issued.rag, rating)}."


def _ratings(was: str, now: str) -> str:
    if was != now:
        return f"; {now}, was {was}"
    return f"; still {now}" if now and now != Rag.GREY.value else ""
