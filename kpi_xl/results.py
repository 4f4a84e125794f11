"""The tidy results: one row an indicator and area, as a reader and a machine both need them."""

import re

from kpi_xl.figures import shown, shown_change
from kpi_xl.indicator import Indicator
from kpi_xl.outturns import Figure
from kpi_xl.scorecard import Result, Scorecard

COLUMNS = (
    "Service", "Indicator Number", "Area", "Period", "Value", "Display", "RAG", "YTD", "YTD Display",
    "Last Year", "Last Year Display", "Change", "Change Display", "Direction", "Trend",
)  # fmt: skip


def figure_text(figure: Figure, indicator: Indicator) -> str:
    """A figure as a reader sees it: ``94%``, ``63% (Aug-20)`` for an earlier month's, or its reason."""
    if figure.value is None:
        return figure.text
    text = shown(figure.value, indicator.unit, indicator.decimals)
    return f"{text} ({figure.month})" if figure.month is not None else text


def change_text(result: Result) -> str:
    """A change as a reader sees it: ``+5pp``, ``-0.3``, or "" where there is none."""
    if result.change is None:
        return ""
    return shown_change(result.change, result.indicator.unit, result.indicator.decimals)


_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_SIGNED_FIGURE = re.compile(r"[+-](?:£?[\d,]*\.?\d+(?:%|pp)?(?: \([A-Z][a-z]{2}-\d\d\))?)?")


def harmless(field: str | float | None) -> str | float | None:
    """A field of a CSV file that a spreadsheet program does not run: text that it would take for a formula
    gets an apostrophe before it. Numbers, ``-``, and texts that are one (``-5pp``, ``+1.5%``) stay."""
    if isinstance(field, str) and field.startswith(_STARTS_FORMULA) and not _SIGNED_FIGURE.fullmatch(field):
        return "'" + field
    return field


Tidy = tuple[str | float | None, ...]


def tidy(scorecard: Scorecard) -> list[Tidy]:
    """A tuple of COLUMNS for each indicator and area, in the order of Indicators.

    Value, YTD, Last Year and Change are unrounded numbers or None. Source: the contract, "Output".
    """
    return [
        (
            result.indicator.service,
            result.indicator.number,
            result.area,
            str(result.period),
            result.value.value,
            figure_text(result.value, result.indicator),
            result.rag.value,
            result.ytd.value,
            figure_text(result.ytd, result.indicator),
            result.last_year.value,
            figure_text(result.last_year, result.indicator),
            result.change,
            change_text(result),
            result.direction.value if result.direction else "",
            result.trend.value if result.trend else "",
        )
        for result in scorecard.results
    ]
