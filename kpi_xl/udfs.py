"""KPI_RAG, KPI_YTD, KPI_CHANGE and KPI_DIRECTION, the functions that stand in Excel's cells, through xlwings.

``import kpi_xl.udfs`` imports xlwings, and with it pandas and numpy where they are installed; the functions
themselves, in ``worksheet``, need neither. Arguments and answers pass raw: no conversion cell by cell.
"""

import xlwings
from xlwings.conversion import ConversionContext, Options, Pipeline, RawValueAccessor

from kpi_xl import worksheet
from kpi_xl.ranges import Answers

CATEGORY = "Scorecard"


class AsRows(RawValueAccessor):
    """Answers as rows, for xlwings takes the length of what it hands to a cell: a number alone has none."""

    @classmethod
    def writer(cls, _options: Options) -> Pipeline:
        """The answer of a single cell becomes a row of one; those of a range pass as they are."""
        return Pipeline([cls._put_in_rows])

    @staticmethod
    def _put_in_rows(context: ConversionContext) -> None:
        if not isinstance(context.value, tuple):
            context.value = ((context.value,),)


@xlwings.func(category=CATEGORY)
@xlwings.arg(
    "value", "raw", doc="The figure to rate, or a range of them: 0.94, 94%, 17. TBC, NA or blank is Grey."
)
@xlwings.arg(
    "target",
    "raw",
    doc="The target as you write it: 94%, 17, >80%, 80%-90%, or NA. Give % ones with their sign.",
)
@xlwings.arg(
    "polarity", "raw", doc="BIB: bigger is better. SIB: smaller is better. Range: the target is low-high."
)
@xlwings.arg(
    "amber_within",
    "raw",
    doc='How far from the target is Amber: "10pp", "10%" (of the target) or 2. Blank: no Amber.',
)
@xlwings.arg(
    "methodology",
    "raw",
    doc="Bands in words: 90% or above Green 85%-89% Amber 84% and below Red. They decide.",
)
@xlwings.arg("decimals", "raw", doc="Digits shown after the point, to which figures are compared. Blank: 0.")
@xlwings.ret(AsRows)
def KPI_RAG(
    value: object,
    target: object,
    polarity: object,
    amber_within: object = None,
    methodology: object = None,
    decimals: object = None,
) -> Answers:
    """Red, Amber, Green, or Grey (not rated): a figure against its target, or against the bands of a RAG
    methodology."""
    return worksheet.rag(value, target, polarity, amber_within, methodology, decimals)


@xlwings.func(category=CATEGORY)
@xlwings.arg(
    "values",
    "raw",
    doc="The year's months so far, oldest first, in a row or column; or more rows, one a series.",
)
@xlwings.arg(
    "rule",
    "raw",
    doc="Latest, Sum, Average, Weighted, Rolling 12 or Supplied. Blank: Weighted with parts, else Latest.",
)
@xlwings.arg("numerators", "raw", doc="For Weighted and Rolling 12: the numerators of the same months.")
@xlwings.arg("denominators", "raw", doc="For Weighted and Rolling 12: the denominators of the same months.")
@xlwings.ret(AsRows)
def KPI_YTD(values: object, rule: object, numerators: object = None, denominators: object = None) -> Answers:
    """The year to date of monthly figures; months without a number are left out. Several rows give a column,
    one figure a row."""
    return worksheet.year_to_date(values, rule, numerators, denominators)


@xlwings.func(category=CATEGORY)
@xlwings.arg("current", "raw", doc="The figure now, or a range of them.")
@xlwings.arg("previous", "raw", doc="The figure it is compared with.")
@xlwings.arg("unit", "raw", doc="% gives percentage points: 94% after 89% is 5. Blank: the plain difference.")
@xlwings.ret(AsRows)
def KPI_CHANGE(current: object, previous: object, unit: object = None) -> Answers:
    """Current less previous: percentage points where the unit is %, else units. Blank where either is not a
    number."""
    return worksheet.change(current, previous, unit)


@xlwings.func(category=CATEGORY)
@xlwings.arg("current", "raw", doc="The figure now, or a range of them.")
@xlwings.arg("previous", "raw", doc="The figure it is compared with.")
@xlwings.arg(
    "polarity",
    "raw",
    doc="BIB or SIB gives Better, Worse or Same. Blank gives Increase, Decrease or No change.",
)
@xlwings.arg(
    "no_change_within",
    "raw",
    doc='A change this small is no change: "1pp" for %, a number in units otherwise. Blank: 0.',
)
@xlwings.ret(AsRows)
def KPI_DIRECTION(
    current: object, previous: object, polarity: object = None, no_change_within: object = None
) -> Answers:
    """Increase, Decrease or No change; with a polarity Better, Worse or Same. Blank where either is not a
    number."""
    return worksheet.direction(current, previous, polarity, no_change_within)
