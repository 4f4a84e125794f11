"""What a row's figures are rated by, held in hidden cells: its colours and its RAG are looked up there."""

from collections.abc import Iterator

from kpi_xl.bands import Thresholds
from kpi_xl.model import Rag
from kpi_xl.plan import Value
from kpi_xl.scorecard import Result
from kpi_xl.sheets.following import (
    LONGEST_TEXT,
    NO_HIGHEST,
    NO_LOWEST,
    following_target,
    follows_target,
    forms,
    of_target,
)
from kpi_xl.sheets.layout import TOLERANCE, Layout
from kpi_xl.sheets.years import cell


def threshold_cells(layout: Layout, result: Result) -> list[Value]:
    """What the row's figures are rated by: basis, digits, what the indicator is and was held to, then for
    each era its first month, and the start and the rating of each piece."""
    indicator = result.indicator
    rules = [era.rule for era in result.eras if era.rule]
    held: list[Value] = [indicator.held_to or None, indicator.held_before or None]
    if not rules:
        return [None, None, *held, *[None] * (layout.drawn(0) - layout.era(0))]
    cells: list[Value] = [indicator.basis.value, float(rules[0].digits), *held]
    following = following_target(indicator) if layout.live else []
    for place, era in enumerate(result.eras, 1):
        cells.append(era.start.date() if era.start else None)
        pieces = [(piece.start, piece.rating) for piece in following if place == len(result.eras)]
        cells.extend(_pieces(pieces or _compiled(era.rule), layout.slots))
    spare = layout.eras - len(result.eras)
    return [*cells, *[None] * (spare * layout.era_width)]


def _compiled(rule: Thresholds | None) -> list[tuple[float, Rag]]:
    """The start and the rating of each piece of a rule."""
    if rule is None:
        return []
    starts = [NO_LOWEST if start is None else start / 10**rule.digits for start in rule.starts]
    return list(zip(starts, rule.ratings, strict=True))


def _pieces(pieces: list[tuple[float, Rag]], slots: int) -> list[Value]:
    """The cells of as many starts, then as many ratings; the last is repeated to fill them."""
    if not pieces:
        return [None] * (2 * slots)
    filled = [*pieces, *[(NO_HIGHEST, pieces[-1][1])] * (slots - len(pieces))]
    return [*(start for start, _ in filled), *(rating.value for _, rating in filled)]


def of_words(layout: Layout, result: Result, target: Value) -> Iterator[tuple[int, str]]:
    """The starts of the period's thresholds as formulas, where they follow a target in words."""
    indicator = result.indicator
    text = indicator.target_text
    if isinstance(target, float) or not follows_target(indicator):
        return
    if len(text) > LONGEST_TEXT or not text.isprintable():
        return
    cells = cell(layout.target), cell(layout.held(TOLERANCE))
    first = layout.era(len(result.eras) - 1) + 1
    for column, (start, piece) in enumerate(
        zip(forms(indicator), following_target(indicator), strict=True), first
    ):
        yield column, of_target(start, *cells, text, piece.start)
