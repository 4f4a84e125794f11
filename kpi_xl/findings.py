"""Findings: what is worth an officer's eye and stops nothing, each with a plain word for its kind."""

from collections.abc import Iterator

from kpi_xl.backtest import against_printed
from kpi_xl.bands import BEST_FIRST, bigger_is_better, clashes, thresholds
from kpi_xl.figures import looks_mistyped, places, shown, steps
from kpi_xl.indicator import (
    MOST_PERCENT,
    Definitions,
    Indicator,
    Measures,
    compares_outturns,
    in_force,
    other_unit,
)
from kpi_xl.model import Finding, Measure, Month, Polarity, Rag, Unit, YtdRule
from kpi_xl.reminders import remind
from kpi_xl.restated import restated
from kpi_xl.scorecard import Result, Scorecard

GAP = "Gap between bands"
OVERLAP = "Overlap between bands"
OTHER_UNIT = "Another unit"
OUTSIDE_GREEN = "Target outside Green"
AGAINST_BANDS = "Polarity against bands"
AGAINST_SIGN = "Polarity against target"
NOT_WEIGHTED = "Nothing to weigh by"
NOT_SUPPLIED = "Nothing supplied"
PART_YEAR = "Part of a year against a whole"
MISTYPED = "Text, not a figure"
SCALE = "Percentage without %"
MONTH_MISSING = "Last month missing"
SUM_DIFFERS = "Areas do not add up"
RESTATED = "Changed since it was published"

_SUM_DIGITS = 6


def find_all(definitions: Definitions, scorecard: Scorecard) -> list[Finding]:
    """Every finding, those of the definitions first, then of the data, then of the printed figures.

    Source: the contract's rules, and what published scorecards get wrong.
    """
    found: list[Finding] = []
    for written in definitions.indicators:
        indicator = in_force(written, scorecard.period)
        found.extend(_of_bands(indicator))
        found.extend(_of_target(indicator))
        found.extend(_of_rules(indicator, definitions.series[indicator.number]))
        found.extend(_of_change(indicator, scorecard))
        if indicator.unit is not Unit.PERCENT and indicator.number in definitions.percents:
            told = f"the unit is {indicator.unit.value}, and Data holds percentages: 12% is taken as 0.12."
            found.append(Finding(indicator.number, OTHER_UNIT, told))
    at = scorecard.period - definitions.start
    for result in scorecard.results:
        found.extend(_of_month(result))
    for indicator in definitions.indicators:
        areas = definitions.series[indicator.number]
        found.extend(_of_cells(indicator, areas, definitions.start, at))
        found.extend(_of_sums(indicator, areas, definitions.start, at))
    found.extend(against_printed(definitions, scorecard))
    found.extend(remind(definitions, scorecard))
    found.extend(Finding(change.number, RESTATED, change.text) for change in restated(scorecard))
    return found


def _of_bands(indicator: Indicator) -> Iterator[Finding]:
    methodology = indicator.methodology
    if methodology is None or other_unit(indicator):
        return
    number, unit = indicator.number, indicator.unit
    decimals = max(methodology.digits - (2 if methodology.percent else 0), indicator.decimals)
    digits = places(unit, indicator.decimals)
    for clash in clashes(methodology, digits):
        first, last = (shown(end, unit, decimals) for end in (clash.low, clash.high))
        span = first if first == last else f"{first} to {last}"
        colours = f"{clash.first.value} and {clash.second.value}"
        pair = (clash.first, clash.second)
        if clash.kind == "gap":
            worse = max(pair, key=BEST_FIRST.index).value
            yield Finding(number, GAP, f"{span} lies between {colours}; such a value is rated {worse}.")
        else:
            better = min(pair, key=BEST_FIRST.index).value
            yield Finding(number, OVERLAP, f"{span} is in both {colours}; such a value is rated {better}.")
    rule = thresholds(methodology, digits)
    target = indicator.target
    if target and target.percent == methodology.percent and not target.is_range:
        rating = rule.rate(target.low)
        if rating is not Rag.GREEN:
            yield Finding(
                number,
                OUTSIDE_GREEN,
                f"the target {indicator.target_text} is {rating.value} by its own bands.",
            )
    bigger = bigger_is_better(rule)
    against = {True: Polarity.SIB, False: Polarity.BIB, None: None}[bigger]
    if against and indicator.polarity is against:
        way = "bigger" if bigger else "smaller"
        yield Finding(
            number,
            AGAINST_BANDS,
            f"the polarity is {against.value}, and by the bands {way} is better. The bands decide the RAG.",
        )


def _of_target(indicator: Indicator) -> Iterator[Finding]:
    number, target = indicator.number, indicator.target
    what = other_unit(indicator)
    if what:
        unit = indicator.unit.value
        yield Finding(
            number, OTHER_UNIT, f"the {what} is in another unit than the value ({unit}), so nothing is rated."
        )
    if target and target.upwards is not None and not indicator.methodology:
        against = Polarity.SIB if target.upwards else Polarity.BIB
        if indicator.polarity is against:
            yield Finding(
                number,
                AGAINST_SIGN,
                f"the target {indicator.target_text} points the other way than the polarity {against.value}.",
            )
    if target and indicator.unit is Unit.PERCENT and not target.percent and abs(target.high) > MOST_PERCENT:
        yield Finding(number, SCALE, f"the target {indicator.target_text} has no % sign. Type it with one.")
    if indicator.tolerance and indicator.tolerance.unclear:
        points = f"{indicator.tolerance.amount * 100:.12g}"
        yield Finding(
            number,
            SCALE,
            f"Amber within {points} is taken as {points} of a point. Type 10% (of the target) or 10pp.",
        )
    for name, reading in indicator.comparators:
        if reading.value is not None and indicator.unit is Unit.PERCENT and not reading.percent:
            yield Finding(
                number,
                SCALE,
                f"the comparator {name} has no % sign and is taken as {reading.value * 100:.12g}%.",
            )


def _of_rules(indicator: Indicator, areas: dict[str, Measures]) -> Iterator[Finding]:
    rows = areas.values()
    parts = any(Measure.NUMERATOR in row and Measure.DENOMINATOR in row for row in rows)
    if indicator.ytd is YtdRule.WEIGHTED and not parts:
        yield Finding(
            indicator.number,
            NOT_WEIGHTED,
            "YTD is Weighted, and Data has no Numerator and Denominator rows; no YTD is shown.",
        )
    if indicator.ytd is YtdRule.SUPPLIED and not any(Measure.YTD in row for row in rows):
        yield Finding(indicator.number, NOT_SUPPLIED, "YTD is Supplied, and Data has no YTD row.")


def _of_change(indicator: Indicator, scorecard: Scorecard) -> Iterator[Finding]:
    """A running total set against the whole of last year, before the year is out."""
    settings, period = scorecard.settings, scorecard.period
    year_end = (period + 1).month == settings.year_starts
    if indicator.ytd is YtdRule.SUM and compares_outturns(settings) and not year_end:
        yield Finding(
            indicator.number,
            PART_YEAR,
            f"the change sets the sum up to {period} against the whole of last year. "
            "Same month last year compares like with like.",
        )


def _named(area: str) -> str:
    return f"{area}: " if area else ""


def _of_month(result: Result) -> Iterator[Finding]:
    if result.value.value is None:
        said = f' (the cell says "{result.value.text}")' if result.value.text else ""
        yield Finding(
            result.indicator.number,
            MONTH_MISSING,
            f"{_named(result.area)}no figure for {result.period}{said}.",
        )


def _of_cells(indicator: Indicator, areas: dict[str, Measures], start: Month, last: int) -> Iterator[Finding]:
    for area, parts in areas.items():
        for measure, series in parts.items():
            row = f"{_named(area)}{measure.value} of"
            for at, reason in series.reasons.items():
                if at <= last and looks_mistyped(reason):
                    yield Finding(
                        indicator.number, MISTYPED,
                        f'{row} {start + at} says "{reason}", which is kept as words and not counted.',
                    )  # fmt: skip
            if indicator.unit is not Unit.PERCENT or measure not in (Measure.VALUE, Measure.YTD):
                continue
            large = [
                at
                for at, f in enumerate(series.figures[: last + 1])
                if f is not None and abs(f) > MOST_PERCENT
            ]
            if large:
                figure = series.figures[large[-1]]
                more = f" ({len(large)} months in all)" if len(large) > 1 else ""
                yield Finding(
                    indicator.number, SCALE,
                    f"{row} {start + large[-1]} is {figure:g}, which reads as {figure:.0%}{more}. "
                    "Type it with a % sign.",
                )  # fmt: skip


def _of_sums(indicator: Indicator, areas: dict[str, Measures], start: Month, last: int) -> Iterator[Finding]:
    """Parts of areas against the whole, for counts: numerators, denominators and plain numbers."""
    whole = areas.get("")
    parts = [row for area, row in areas.items() if area]
    if whole is None or not parts:
        return
    counted = [Measure.NUMERATOR, Measure.DENOMINATOR]
    if indicator.unit is Unit.NUMBER:
        counted.append(Measure.VALUE)
    for measure in counted:
        if measure not in whole or not all(measure in row for row in parts):
            continue
        wrong = []
        for at, figure in enumerate(whole[measure].figures[: max(last, -1) + 1]):
            shares = [row[measure].figures[at] for row in parts]
            numbers = [share for share in shares if share is not None]
            if figure is None or len(numbers) < len(shares):
                continue
            if steps(sum(numbers), _SUM_DIGITS) != steps(figure, _SUM_DIGITS):
                wrong.append((at, sum(numbers), figure))
        if wrong:
            at, total, figure = wrong[-1]
            more = f" ({len(wrong)} months in all)" if len(wrong) > 1 else ""
            yield Finding(
                indicator.number, SUM_DIFFERS,
                f"{measure.value} of {start + at}: the areas come to {total:,.15g}, the whole says "
                f"{figure:,.15g}{more}.",
            )  # fmt: skip
