"""What the input sheets say, read: settings, indicators and their monthly series."""

import datetime
import enum
from typing import NamedTuple

from kpi_xl.bands import Methodology, Thresholds
from kpi_xl.bands import thresholds as band_thresholds
from kpi_xl.figures import places
from kpi_xl.model import (
    AreaHistory,
    Basis,
    Comparison,
    InCell,
    Measure,
    Month,
    Polarity,
    Reading,
    SmallNumbers,
    Unit,
    YtdRule,
)
from kpi_xl.targets import Target, Tolerance
from kpi_xl.targets import thresholds as target_thresholds

APRIL = 4
DEFAULT_SMALL_NUMBERS = 5
DEFAULT_VERSIONS_KEPT = 3

MOST_PERCENT = 5
"""A % figure past 500% was probably typed without its % sign."""

WITHHELD = "c"
"""What stands for a figure that is withheld when it is published: ``c`` for confidential."""

NOTHING = "nothing"
"""What an indicator without a target, a tolerance and methodology is held to."""


class Settings(NamedTuple):
    """The Settings sheet. ``period`` and ``months_shown`` are None where the defaults hold."""

    organisation: str = ""
    period: Month | None = None
    year_starts: int = APRIL
    months_shown: int | None = None
    compares_with: Comparison = Comparison.PREVIOUS_MONTH
    change_since: Month | None = None
    no_change_within: float = 0.0
    areas: tuple[str, ...] = ()
    area_history: AreaHistory = AreaHistory.SIX_MONTHS
    small_numbers: int = DEFAULT_SMALL_NUMBERS
    in_cell: InCell = InCell.PYTHON
    versions_kept: int = DEFAULT_VERSIONS_KEPT


def in_cell(settings: Settings, has_template_vba: bool) -> InCell:
    """What computed cells hold: as Settings has it, but that ``Python`` needs the template's VBA and is
    ``Excel`` in a workbook without it. Source: the contract, "Settings"."""
    if settings.in_cell is InCell.PYTHON and not has_template_vba:
        return InCell.EXCEL
    return settings.in_cell


def compares_outturns(settings: Settings) -> bool:
    """Whether a change sets this year to date against last year's outturn."""
    return settings.compares_with is Comparison.LAST_YEARS_OUTTURN and settings.change_since is None


class Comparator(NamedTuple):
    """A named figure to set an indicator beside: ``Statistical neighbours``, 19%."""

    name: str
    reading: Reading


class Standard(NamedTuple):
    """What an indicator is held to from a month on: a row of Targets. ``start`` is that month."""

    start: Month
    target_text: str
    target: Target | None
    tolerance: Tolerance | None
    methodology: Methodology | None


class ChartKind(enum.Enum):
    """What is drawn of an indicator; AUTO is columns where there is a target."""

    AUTO = ""
    LINE = "line"
    COLUMN = "column"
    NONE = "none"


class Indicator(NamedTuple):
    """One row of the indicator definitions sheet. ``row`` is where it stands there (from 0).

    ``target_text`` is the target as the officer wrote it; ``target`` is None where there is none, or
    where methodology text decides and the target does not read. ``ytd`` is None where it is blank: Weighted
    where there are numerators and denominators, else Latest. ``average`` asks for a line of the mean in the
    chart; ``series_break`` is the month from which it is counted in a new way; ``standards`` are its rows
    of Targets, oldest first. ``held_to`` is target, tolerance and methodology as written in Indicators, and
    ``held_before`` what that was at an earlier refresh, where it has changed. ``small_numbers`` is what
    publishing does with its small counts.
    """

    service: str
    section: str
    number: str
    title: str
    polarity: Polarity
    unit: Unit
    decimals: int
    target_text: str
    target: Target | None
    tolerance: Tolerance | None
    methodology: Methodology | None
    basis: Basis
    ytd: YtdRule | None
    officer: str
    comparators: tuple[Comparator, ...]
    row: int
    chart: ChartKind = ChartKind.AUTO
    average: bool = False
    series_break: Month | None = None
    standards: tuple[Standard, ...] = ()
    held_to: str = ""
    held_before: str = ""
    small_numbers: SmallNumbers = SmallNumbers.UNMARKED


class Series(NamedTuple):
    """One row of Data. ``figures[i]`` is the number of the i-th month from the first month of Data, or
    None; ``notes`` and ``reasons`` hold, by the same i, the words that stand there. ``label`` is what a
    numerator or denominator is called (``No. inside``); ``withheld`` are the months whose figure was taken
    out for publishing."""

    figures: list[float | None]
    notes: dict[int, str]
    reasons: dict[int, str]
    row: int
    label: str = ""
    withheld: frozenset[int] = frozenset()


class Printed(NamedTuple):
    """A figure that was published for a period, kept beside the data: ``kind`` is one of
    ``columns.PRINTED_FIGURES``."""

    number: str
    kind: str
    period: Month
    reading: Reading


class Issued(NamedTuple):
    """A figure as it went out: for which reporting period, of which month, its value as computed (None: there
    was none), what readers saw, and its rating in words. A row of the sheet Published."""

    period: Month
    number: str
    area: str
    month: Month
    value: float | None
    shown: str
    rag: str


Measures = dict[Measure, Series]


class Comment(NamedTuple):
    """A row of Commentary. ``service`` is "" for the whole scorecard, ``period`` None where it is blank or
    no month; ``row`` is where it stands (from 0)."""

    service: str
    period: Month | None
    kind: str
    text: str
    author: str
    carried_from: str
    row: int


class Action(NamedTuple):
    """A row of Actions. ``when`` is as written; ``due`` is its date where it is one, ``month`` its month
    where it names one (``Feb-21``), and ``of_year`` that month's number where it names no year
    (``February``), else 0."""

    ref: str
    text: str
    when: str
    due: datetime.date | None
    month: Month | None
    complete: str
    of_year: int = 0


class Definitions(NamedTuple):
    """Everything read from the input sheets. ``series`` is by indicator number, then by area ("" is
    the whole authority); ``start`` is the month of index 0 of every series and ``months`` how many there
    are, without holes. ``percents`` are the numbers of indicators whose data hold a percentage; ``record`` is
    what was published before, oldest first."""

    settings: Settings
    indicators: list[Indicator]
    series: dict[str, dict[str, Measures]]
    start: Month
    months: int
    printed: list[Printed]
    comments: tuple[Comment, ...] = ()
    actions: tuple[Action, ...] = ()
    percents: frozenset[str] = frozenset()
    record: tuple[Issued, ...] = ()


def in_force(indicator: Indicator, month: Month) -> Indicator:
    """The indicator with the target, tolerance and methodology in force at a month.

    The last row of Targets that starts by then holds; before the first, the Indicators row does.
    """
    standard = None
    for candidate in indicator.standards:
        if candidate.start <= month:
            standard = candidate
    if standard is None:
        return indicator
    return indicator._replace(
        target_text=standard.target_text,
        target=standard.target,
        tolerance=standard.tolerance,
        methodology=standard.methodology,
    )


def other_unit(indicator: Indicator) -> str:
    """What of an indicator is written in another unit than its value: "RAG Methodology", "Target" or ""."""
    percent = indicator.unit is Unit.PERCENT
    if indicator.methodology:
        return "RAG Methodology" if indicator.methodology.percent != percent else ""
    target = indicator.target
    if target is None or target.percent == percent:
        return ""
    return "Target" if target.percent or abs(target.high) > MOST_PERCENT else ""


def rating_rule(indicator: Indicator) -> Thresholds | None:
    """What the indicator's values are rated by, or None where they are not rated (Grey).

    Methodology text decides where there is any; else target, tolerance and polarity. Source: the
    contract, "RAG".
    """
    if other_unit(indicator):
        return None
    if indicator.methodology:
        return band_thresholds(indicator.methodology, places(indicator.unit, indicator.decimals))
    if indicator.target is None or indicator.polarity is Polarity.NONE:
        return None
    return target_thresholds(
        indicator.target, indicator.tolerance, indicator.polarity, indicator.unit, indicator.decimals
    )
