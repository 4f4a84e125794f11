"""Small numbers withheld: which figures of Data are taken out before anything is worked out, and why.

Everything a pack shows is computed from what is left, so that nothing on it holds what was withheld. Source
of the rules: docs/publish.md, which names the guidance they follow.
"""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from kpi_xl.columns import plain
from kpi_xl.indicator import WITHHELD, Definitions, Indicator, Measures, Series
from kpi_xl.model import Measure, Month, SmallNumbers, Unit

LEAST_THRESHOLD = 3
"""Below this a withheld count could be one figure only."""

UNJUDGED = "no numerator and denominator to judge it by"
PROTECTS = "with it another area's figure could be worked out"
WHOLE_PROTECTS = "with it an area's figure could be worked out"
PROTECTING = (PROTECTS, WHOLE_PROTECTS)

Areas = dict[str, Measures]
Place = tuple[str, int]
"""An area and a month, by its index in Data."""


class Withheld(NamedTuple):
    """A figure that is not published, and why. ``small`` tells that it is so of itself, and not to protect
    another."""

    number: str
    area: str
    month: Month
    why: str
    small: bool


class Disclosed(NamedTuple):
    """Definitions without what is withheld, and the list of that, in the order of Indicators."""

    definitions: Definitions
    withheld: list[Withheld]


def disclose(definitions: Definitions) -> Disclosed:
    """Takes the small numbers out of every indicator that is marked ``suppress``.

    With a count from 1 to one below the threshold go the percentage or rate made of it, its numerator and
    denominator, and its supplied year to date; where whole and areas would give it back, another area's
    figure of that month goes too, or the whole's.
    """
    series = dict(definitions.series)
    withheld: list[Withheld] = []
    for indicator in definitions.indicators:
        if indicator.small_numbers is SmallNumbers.SUPPRESS:
            series[indicator.number], found = _of_indicator(indicator, definitions)
            withheld += found
    return Disclosed(definitions._replace(series=series), withheld)


def undecided(definitions: Definitions, first: Month, last: Month) -> dict[str, list[Withheld]]:
    """By number, the small figures between two months of each indicator that is marked neither way."""
    found: dict[str, list[Withheld]] = {}
    for indicator in definitions.indicators:
        if indicator.small_numbers is not SmallNumbers.UNMARKED:
            continue
        areas = definitions.series[indicator.number]
        for rows in (_monthly(areas), _supplied(indicator, areas)):
            for (area, at), why in _small(indicator, rows, definitions).items():
                month = definitions.start + at
                if first <= month <= last and why != UNJUDGED:
                    small = Withheld(indicator.number, area, month, why, True)
                    found.setdefault(indicator.number, []).append(small)
    return found


def _of_indicator(indicator: Indicator, definitions: Definitions) -> tuple[Areas, list[Withheld]]:
    """What is left of an indicator's rows, and what is withheld.

    The months come first, with the supplied year-to-date figures that hold one of them; then what is small of
    the supplied figures that are left, where they do not follow from the months.
    """
    areas = definitions.series[indicator.number]
    months = _places(indicator, _monthly(areas), definitions)
    left = {area: _without(rows, months.get(area, {}), definitions) for area, rows in areas.items()}
    to_date = _places(indicator, _supplied(indicator, left), definitions)
    for area, found in to_date.items():
        rows = left[area]
        left[area] = {**rows, Measure.YTD: _taken_out(rows[Measure.YTD], set(found))}
    withheld = [
        Withheld(indicator.number, area, definitions.start + at, said + why, why not in PROTECTING)
        for area in areas
        for places, said in ((months, ""), (to_date, "year to date: "))
        for at, why in sorted(places.get(area, {}).items())
    ]
    return left, withheld


def _monthly(areas: Areas) -> Areas:
    """The rows of figures a month."""
    return {
        area: {measure: series for measure, series in rows.items() if measure is not Measure.YTD}
        for area, rows in areas.items()
    }


def _supplied(indicator: Indicator, areas: Areas) -> Areas:
    """The rows of supplied year-to-date figures, as values: of counts, and of rates of which nothing else is
    known to judge them by."""
    return {
        area: {Measure.VALUE: rows[Measure.YTD]}
        for area, rows in areas.items()
        if Measure.YTD in rows and (indicator.unit is Unit.NUMBER or Measure.NUMERATOR not in rows)
    }


def _small(indicator: Indicator, areas: Areas, definitions: Definitions) -> dict[Place, str]:
    """The figures that are small of themselves, each with why."""
    below = definitions.settings.small_numbers
    return {
        (area, at): why
        for area, rows in areas.items()
        for at in range(definitions.months)
        if (why := _why(indicator, rows, at, below))
    }


def _why(indicator: Indicator, parts: Measures, at: int, below: int) -> str:
    """Why a figure is withheld of itself; "" where it is not."""
    counts = {measure: figure for measure, figure in _figures(parts, at) if _counts(indicator, measure)}
    for measure, figure in counts.items():
        if 0 < abs(figure) < below:
            return f"{measure.value.lower()} below {below}"
    top, bottom = counts.get(Measure.NUMERATOR), counts.get(Measure.DENOMINATOR)
    if top is not None and bottom is not None:
        few = indicator.unit is Unit.PERCENT and 0 < bottom - top < below
        return f"all but fewer than {below} of the denominator" if few else ""
    judged = indicator.unit is Unit.NUMBER or Measure.VALUE not in dict(_figures(parts, at))
    return "" if judged else UNJUDGED


def _figures(parts: Measures, at: int) -> Iterator[tuple[Measure, float]]:
    for measure, series in parts.items():
        figure = series.figures[at]
        if figure is not None:
            yield measure, figure


def _counts(indicator: Indicator, measure: Measure) -> bool:
    """Whether a row holds counts: of people, of visits, of cases."""
    return measure in (Measure.NUMERATOR, Measure.DENOMINATOR) or indicator.unit is Unit.NUMBER


def _places(indicator: Indicator, areas: Areas, definitions: Definitions) -> dict[str, dict[int, str]]:
    """Everything withheld of some rows, by area and month: what is small, and what protects it."""
    found = _small(indicator, areas, definitions)
    if "" in areas and len(areas) > 1:
        for at in sorted({at for _, at in found}):
            _protect(indicator, areas, at, found, definitions.settings.small_numbers)
    by_area: dict[str, dict[int, str]] = {}
    for (area, at), why in found.items():
        by_area.setdefault(area, {})[at] = why
    return by_area


def _protect(indicator: Indicator, areas: Areas, at: int, found: dict[Place, str], below: int) -> None:
    """Adds to what is withheld of a month what would give it back: areas go in pairs, and as many pairs as it
    takes for what the withheld areas have together, which the whole tells, not to be small itself.

    The pairs are of the areas' names, and what is added hangs on sums alone that a reader could work out: so
    any small count of a pair could be another, even to those who know this rule. Where the whole is small
    itself, every area goes.
    """
    counts = {area: count for area in areas if area and (count := _additive(indicator, areas[area], at))}
    groups = _pairs(sorted(counts, key=plain))
    waiting = [group for group in groups if not any((area, at) in found for area in group)]
    hidden = [area for group in groups if group not in waiting for area in group]
    if not _additive(indicator, areas[""], at):
        return
    while waiting and (("", at) in found or _is_told(hidden, counts, below)):
        hidden += waiting.pop(0)
    if _is_told(hidden, counts, below):
        found.setdefault(("", at), WHOLE_PROTECTS)
    for area in hidden:
        found.setdefault((area, at), PROTECTS)


def _pairs(areas: list[str]) -> list[list[str]]:
    """The areas two by two, the last three together where they are odd."""
    pairs = [areas[at : at + 2] for at in range(0, len(areas), 2)]
    if len(pairs) > 1 and len(pairs[-1]) == 1:
        pairs[-2:] = [pairs[-2] + pairs[-1]]
    return pairs


def _is_told(hidden: list[str], counts: dict[str, dict[str, float]], below: int) -> bool:
    """Whether the withheld areas are one alone, or have a small count together."""
    measures = {measure for area in hidden for measure in counts[area]}
    sums = [sum(counts[area].get(measure, 0.0) for area in hidden) for measure in measures]
    return len(hidden) == 1 or any(0 < total < below for total in sums)


def _additive(indicator: Indicator, parts: Measures, at: int) -> dict[str, float]:
    """The counts of a month that areas add up in, by name; with the rest of a percentage's denominator."""
    counts = {
        measure.value: abs(figure) for measure, figure in _figures(parts, at) if _counts(indicator, measure)
    }
    top, bottom = (counts.get(measure.value) for measure in (Measure.NUMERATOR, Measure.DENOMINATOR))
    if indicator.unit is Unit.PERCENT and top is not None and bottom is not None:
        counts["rest"] = bottom - top
    return counts


def _without(rows: Measures, months: Collection[int], definitions: Definitions) -> Measures:
    """The rows of one area without the figures of those months; of supplied year-to-date figures, without
    those that hold such a month."""
    if not months:
        return rows
    starts = definitions.settings.year_starts
    years = {
        at
        for first in months
        for at in range(first, definitions.months)
        if (definitions.start + at).year_start(starts) == (definitions.start + first).year_start(starts)
    }
    return {
        measure: _taken_out(series, years if measure is Measure.YTD else months)
        for measure, series in rows.items()
    }


def _taken_out(series: Series, months: Collection[int]) -> Series:
    gone = {at for at in months if series.figures[at] is not None}
    return series._replace(
        figures=[None if at in gone else figure for at, figure in enumerate(series.figures)],
        notes={at: note for at, note in series.notes.items() if at not in gone},
        reasons=series.reasons | dict.fromkeys(gone, WITHHELD),
        withheld=series.withheld | gone,
    )
