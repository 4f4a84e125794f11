"""The input sheets by name: their columns, what each is for, and the spellings it is met in.

Source: the contract, "Input sheets". The reader, the blank sheets and the import of published tables
all take their names from here.
"""

from functools import lru_cache
from typing import NamedTuple

from kpi_xl.model import (
    AreaHistory,
    Basis,
    Comparison,
    InCell,
    Measure,
    Polarity,
    SmallNumbers,
    Unit,
    YtdRule,
)

SETTINGS = "Settings"
INDICATORS = "Indicators"
DATA = "Data"
COMMENTARY = "Commentary"
ACTIONS = "Actions"
TARGETS = "Targets"
INPUT_SHEETS = (SETTINGS, INDICATORS, DATA, TARGETS, COMMENTARY, ACTIONS)

OVERVIEW = "Overview"
SUMMARY = "RAG summary"
CHECKS = "Checks"
ACTION_LOG = "Action log"
PUBLISHED = "Published"

START = "Start"
"""The template's first sheet: what to do, with the buttons that do it."""

CONFIGURATION = "xlwings.conf"
"""The template's sheet of settings for xlwings, under the name that its VBA looks for."""

COMPARATOR = "Comparator:"
"""How the header of a comparator column begins: ``Comparator: Statistical neighbours``."""

PRINTED = "Printed"
"""How the header of a printed figure begins in Data: ``Printed RAG Sep-20``. Such columns hold what was
published for that period, beside the data it was made from; checks compare them with the computed."""

PRINTED_RAG = "RAG"
PRINTED_SUMMARY_RAG = "RAG on summary page"
PRINTED_YTD = "YTD"
PRINTED_LAST_YEAR = "last year"
PRINTED_CHANGE = "change"
PRINTED_FIGURES = (PRINTED_RAG, PRINTED_SUMMARY_RAG, PRINTED_YTD, PRINTED_LAST_YEAR, PRINTED_CHANGE)


class Column(NamedTuple):
    """One column of an input sheet. ``options`` is what its cells may say (empty: anything)."""

    name: str
    help: str
    width: float
    options: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    needed: bool = False


SERVICE = Column("Service", "The service whose sheet shows this indicator.", 26, needed=True)
SECTION = Column("Section", "A heading within the service's sheet. May be blank.", 20)
NUMBER = Column(
    "Indicator Number",
    "The indicator's own number, used once only: FD 3, W1 a.",
    12,
    aliases=(
        "Indicator Ref",
        "Indicator Code",
        "Ref",
        "Code",
        "Number",
        "KPI",
        "Indicator No",
        "Indicator No.",
    ),
    needed=True,
)
TITLE = Column(
    "Indicator Title",
    "What the indicator measures, as the board reads it.",
    60,
    aliases=("Title", "Indicator", "Description", "Indicator Name", "Indicator Description"),
    needed=True,
)
POLARITY = Column(
    "Polarity",
    "BIB: bigger is better. SIB: smaller is better. Range: the target is low-high. Blank: not judged.",
    10,
    tuple(p.value for p in Polarity if p.value),
)
UNIT = Column(
    "Unit",
    "What it is counted in. Blank: read from the data and the target (94% means %).",
    12,
    tuple(u.value for u in Unit),
)
DECIMALS = Column(
    "Decimals", "Digits shown after the point: 0 for 94%. Blank: 0 for % and number, 1 otherwise.", 10
)
TARGET = Column(
    "Target", "As you write it: 94%, 17, >80%, <463, 3 per month, or NA or TBC where there is none.", 14
)
AMBER_WITHIN = Column(
    "Amber within",
    "How far from the target is still Amber: 10pp, 10% (of the target) or 2 (in units). Blank: no Amber.",
    14,
    aliases=("Tolerance",),
)
METHODOLOGY = Column(
    "RAG Methodology",
    "Bands in words: 90% or above Green 85%-89% Amber 84% and below Red. Where there is text, it decides "
    "the RAG and the target is only shown.",
    44,
)
RAG_BASIS = Column("RAG basis", "Which figure is rated. Blank: Latest.", 10, tuple(b.value for b in Basis))
YTD = Column(
    "YTD",
    "How the year to date is made. Blank: Weighted where Data has numerators and denominators, else Latest.",
    12,
    tuple(r.value for r in YtdRule),
)
OFFICER = Column(
    "RO",
    "Responsible officer.",
    10,
    aliases=("Target Owner", "Responsible Officer", "Owner", "Lead", "Lead Officer"),
)

CHART = Column(
    "Chart",
    "What is drawn below the table: line, column or none; add the word average for a line of the mean. "
    "Blank: a column chart where there is a target.",
    12,
    ("line", "column", "none", "line average", "column average"),
)
SERIES_BREAK = Column(
    "Series break", "The month from which it is counted in a new way, such as Apr-20. May be blank.", 12
)

SMALL_NUMBERS = Column(
    "Small numbers",
    "When published. suppress: small counts, and what is made of them, read c. show: they may be seen. "
    "Blank: not decided; publishing asks where there are any.",
    12,
    tuple(s.value for s in SmallNumbers if s.value),
)

INDICATOR_COLUMNS = (
    SERVICE, SECTION, NUMBER, TITLE, POLARITY, UNIT, DECIMALS, TARGET,
    AMBER_WITHIN, METHODOLOGY, RAG_BASIS, YTD, OFFICER, CHART, SERIES_BREAK, SMALL_NUMBERS,
)  # fmt: skip

AREA = Column("Area", "Blank: the whole authority.", 18)
MEASURE = Column("Measure", "What the row holds. Blank: Value.", 28, tuple(m.value for m in Measure))
DATA_COLUMNS = (NUMBER, AREA, MEASURE)

COMMENT_SERVICE = Column("Service", "The service it is about. Blank: the whole scorecard.", 26)
COMMENT_PERIOD = Column("Period", "The month it was written for.", 12)
COMMENT_KIND = Column(
    "Kind",
    "Where it is shown: Improvement activity, Next steps, Director's summary, or a heading of your own.",
    24,
)
COMMENT_TEXT = Column("Text", "What you want the board to read.", 80)
COMMENT_AUTHOR = Column("Author", "Who wrote it.", 18)
CARRIED_FROM = Column(
    "Carried from", "Filled in where text came from a sheet that has gone or changed. May be cleared.", 30
)
COMMENTARY_COLUMNS = (
    COMMENT_SERVICE, COMMENT_PERIOD, COMMENT_KIND, COMMENT_TEXT, COMMENT_AUTHOR, CARRIED_FROM,
)  # fmt: skip

ACTION_REF = Column("REF", "The action's own number.", 10)
ACTION_TEXT = Column("ACTIONS", "What is to be done.", 80)
ACTION_WHEN = Column("WHEN", "The date it is due, or words.", 16)
ACTION_COMPLETE = Column("COMPLETE?", "Yes when it is done.", 14)
ACTION_COLUMNS = (ACTION_REF, ACTION_TEXT, ACTION_WHEN, ACTION_COMPLETE)

FROM = Column("From", "The first month the target is in force, such as Apr-20.", 12, needed=True)
TARGET_COLUMNS = (NUMBER, FROM, TARGET, AMBER_WITHIN, METHODOLOGY)

PUBLISHED_FOR = Column("Published for", "The reporting period of the publication.", 14)
PUBLISHED_MONTH = Column("Month", "The month the figure is of.", 10)
PUBLISHED_VALUE = Column("Value", "The figure as it was computed.", 12)
PUBLISHED_SHOWN = Column("Shown", "What readers saw; c where it was withheld.", 12)
PUBLISHED_RAG = Column("RAG", "Its rating.", 10)
PUBLISHED_COLUMNS = (
    PUBLISHED_FOR, NUMBER, AREA, PUBLISHED_MONTH, PUBLISHED_VALUE, PUBLISHED_SHOWN, PUBLISHED_RAG,
)  # fmt: skip

SETTING = "Setting"
VALUE = "Value"

ORGANISATION = Column("Organisation", "Shown in titles.", 0)
PERIOD = Column("Reporting period", "A date, or text such as Sep-20. Blank: the last month with data.", 0)
YEAR_STARTS = Column("Financial year starts", "The month's name. Blank: April.", 0)
MONTHS_SHOWN = Column(
    "Months shown", "How many months up to the period. Blank: this and last financial year.", 0
)
COMPARES_WITH = Column(
    "Change compares with", "What a change is measured from.", 0, tuple(c.value for c in Comparison)
)
NO_CHANGE_WITHIN = Column(
    "No change within",
    "A change this small or smaller reads No change: percentage points for %, else units. Blank: 0.",
    0,
)
AREAS = Column("Areas", "The order of areas, separated by semicolons. Blank: as first met in Data.", 0)
CHANGE_SINCE = Column(
    "Change since",
    "A month to measure every change from, such as Jun-20, for boards that meet less often.",
    0,
)
AREA_HISTORY = Column(
    "Areas beside the period",
    "What stands beside each area's figure: the average of the six months before, or the year so far.",
    0,
    tuple(h.value for h in AreaHistory),
)
SMALL_NUMBERS_BELOW = Column(
    "Small numbers below", "For publishing (disclosure control); a refresh shows every figure. Blank: 5.", 0
)
IN_CELL = Column(
    "In-cell formulas", "What the computed cells hold. Blank: Python.", 0, tuple(i.value for i in InCell)
)
VERSIONS_KEPT = Column(
    "Versions kept",
    "How many earlier versions of the workbook a refresh keeps in the folder .kpi-xl beside it. Blank: 3.",
    0,
)
SETTING_ROWS = (
    ORGANISATION, PERIOD, YEAR_STARTS, MONTHS_SHOWN, COMPARES_WITH,
    CHANGE_SINCE, NO_CHANGE_WITHIN, AREAS, AREA_HISTORY, SMALL_NUMBERS_BELOW, IN_CELL,
    VERSIONS_KEPT,
)  # fmt: skip


@lru_cache(maxsize=4096, typed=True)  # a column is looked up by its names in every row
def plain(header: object) -> str:
    """A header as it is compared: no outer or doubled spaces, no capitals, a straight apostrophe."""
    return " ".join(str(header).replace("\u2019", "'").split()).casefold() if header is not None else ""


def sheet_named(names: list[str], wanted: str) -> str | None:
    """The sheet of that name, however it is capitalised and spaced; None where there is none."""
    return next((name for name in names if plain(name) == plain(wanted)), None)
