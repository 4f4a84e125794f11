"""The contract's rules a second time: slow, obvious, and written from its text alone.

Every function takes and gives ``Decimal``, ``str`` or None, and rounds only where the contract says so.
Nothing of kpi_xl is imported, so that a test can hold the two against each other. A figure is in the units
it is stored in (0.94 for 94%) and ``scale`` is how many display units make one (100 for %, else 1); targets,
tolerances, ranges and bands are in display units (94, 10, ...), as officers write them.

Where the contract leaves a choice, this is the reading taken here:

- an Amber threshold is worked out from the unrounded target and tolerance, and then rounded;
- a tolerance of 10% is a tenth of the size of the target, and for a range a tenth of the end it stands at;
- a month of ``Weighted`` counts when it has a value: a numerator, and a denominator other than 0;
- ``Weighted`` without numerators and denominators has no figure;
- ``Rolling 12`` is the plain mean where no month of the twelve counts for ``Weighted``;
- ``Supplied`` takes the latest number of the YTD series, as ``Latest`` does of the values;
- "the reason of the latest month" is the reporting period's own;
- of two figures with a Range for target, the one nearer to the range is the better.
"""

from tests.oracle.figures_and_ratings import (
    Band,
    exact,
    margin,
    rag_by_bands,
    rag_by_range,
    rag_by_target,
    shown,
    value,
)
from tests.oracle.months_and_changes import (
    Cell,
    Month,
    YearToDate,
    change,
    direction,
    last_years_end,
    trend,
    trend_by_range,
    year_of,
    year_to_date,
)

__all__ = [
    "Band",
    "Cell",
    "Month",
    "YearToDate",
    "change",
    "direction",
    "exact",
    "last_years_end",
    "margin",
    "rag_by_bands",
    "rag_by_range",
    "rag_by_target",
    "shown",
    "trend",
    "trend_by_range",
    "value",
    "year_of",
    "year_to_date",
]
