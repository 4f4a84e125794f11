"""Back-test: the RAG, year to date and change that were printed, against those computed for that period."""

from collections.abc import Iterator

from kpi_xl import columns
from kpi_xl.figures import places, shown, shown_change, steps
from kpi_xl.indicator import Definitions, Indicator, Printed
from kpi_xl.model import Finding, Month, Rag, Reading
from kpi_xl.outturns import Figure
from kpi_xl.results import change_text, figure_text
from kpi_xl.scorecard import Result, Scorecard, make_scorecard

PRINTED_RAG = "Printed RAG differs"
PRINTED_NO_RAG = "Printed RAG missing"
PRINTED_FIGURE = {
    columns.PRINTED_YTD: "Printed YTD differs",
    columns.PRINTED_LAST_YEAR: "Printed last year differs",
    columns.PRINTED_CHANGE: "Printed change differs",
}

_RATINGS = {"yellow": Rag.AMBER, "gray": Rag.GREY, "na": Rag.GREY, "n/a": Rag.GREY, "-": Rag.GREY,
            **{rag.value.casefold(): rag for rag in Rag}}  # fmt: skip


def against_printed(definitions: Definitions, scorecard: Scorecard) -> Iterator[Finding]:
    """Printed RAG, year to date and change against those computed for the same period."""
    by_period: dict[Month, list[Printed]] = {}
    for printed in definitions.printed:
        by_period.setdefault(printed.period, []).append(printed)
    for period, figures in by_period.items():
        computed = scorecard if period == scorecard.period else make_scorecard(definitions, period)
        results = {r.indicator.number: r for r in computed.results if not r.area}
        for printed in figures:
            if (result := results.get(printed.number)) is not None:
                yield from _compared(printed, result)
        yield from _unprinted(figures, results, period)


def _unprinted(figures: list[Printed], results: dict[str, Result], period: Month) -> Iterator[Finding]:
    """Rated indicators whose RAG was left blank where others' was printed."""
    rated = {printed.number for printed in figures if printed.kind == columns.PRINTED_RAG}
    for number, result in results.items() if rated else ():
        if number not in rated and result.rag is not Rag.GREY:
            yield Finding(
                number, PRINTED_NO_RAG, f"no RAG was printed for {period}; computed {result.rag.value}."
            )


def _compared(printed: Printed, result: Result) -> Iterator[Finding]:
    number, period = printed.number, printed.period
    if printed.kind in (columns.PRINTED_RAG, columns.PRINTED_SUMMARY_RAG):
        text = printed.reading.reason
        rating = _RATINGS.get(text.casefold())
        page = " on the summary page" if printed.kind == columns.PRINTED_SUMMARY_RAG else ""
        if rating is None:
            yield Finding(
                number, PRINTED_RAG,
                f'{period}: printed "{text}"{page}, which is no rating; computed {result.rag.value}.',
            )  # fmt: skip
        elif rating is not result.rag:
            yield Finding(
                number, PRINTED_RAG,
                f"{period}: printed {text}{page}, computed {result.rag.value} "
                f"({figure_text(result.value, result.indicator)}).",
            )  # fmt: skip
        return
    change = printed.kind == columns.PRINTED_CHANGE
    computed = {
        columns.PRINTED_YTD: result.ytd,
        columns.PRINTED_LAST_YEAR: result.last_year,
        columns.PRINTED_CHANGE: Figure(result.change),
    }[printed.kind]
    if not _agree(printed.reading, computed, result.indicator, change):
        said = change_text(result) if change else figure_text(computed, result.indicator)
        yield Finding(
            number,
            PRINTED_FIGURE[printed.kind],
            f"{period}: printed {_as_printed(printed.reading, result.indicator, change)}, "
            f"computed {said or 'nothing'}.",
        )


def _agree(printed: Reading, computed: Figure, indicator: Indicator, change: bool) -> bool:
    """Whether a printed figure and the computed one look the same; words agree with no figure."""
    if printed.value is None or computed.value is None:
        return printed.value is None and computed.value is None
    if not change:
        digits = places(indicator.unit, indicator.decimals)
        return steps(printed.value, digits) == steps(computed.value, digits)
    points = printed.value * 100 if printed.percent else printed.value
    return steps(points, indicator.decimals) == steps(computed.value, indicator.decimals)


def _as_printed(printed: Reading, indicator: Indicator, change: bool) -> str:
    if printed.value is None:
        return f'"{printed.reason}"'
    if change:
        points = printed.value * 100 if printed.percent else printed.value
        return shown_change(points, indicator.unit, indicator.decimals)
    return shown(printed.value, indicator.unit, indicator.decimals)
