"""The template's example: five indicators of two services, to look at and to clear.

All that it fills in can be told again: its indicator numbers and its action's REF begin with ``EX ``, and
the author of its commentary is ``Example``. The figures are made up.
"""

import datetime
from collections.abc import Mapping

from kpi_xl import columns
from kpi_xl.columns import Column
from kpi_xl.model import Month, Percent, Scalar

Line = Mapping[str, Scalar]
"""A row of an input sheet: what stands in it, by the header."""

MONTHS = tuple(Month(Month.of(2024, 10) + months) for months in range(8))
COMPARATOR = f"{columns.COMPARATOR} Statistical neighbours"
AUTHOR = "Example"

_FRONT_DOOR, _IN_CARE = "Front Door", "Children in Care"
_LAST = str(MONTHS[-1])


def _lines(headers: tuple[Column | str, ...], *rows: tuple[Scalar, ...]) -> tuple[Line, ...]:
    names = [header.name if isinstance(header, Column) else header for header in headers]
    return tuple(
        {name: value for name, value in zip(names, row, strict=True) if value is not None} for row in rows
    )


_INDICATORS = _lines(
    (columns.SERVICE, columns.SECTION, columns.NUMBER, columns.TITLE, columns.POLARITY, columns.UNIT,
     columns.TARGET, columns.AMBER_WITHIN, columns.YTD, columns.OFFICER, columns.CHART, COMPARATOR),
    (_FRONT_DOOR, "Contacts", "EX 1", "Contacts decided within one working day", "BIB", "%",
     "90%", "5pp", "Average", "AB", "column", "88%"),
    (_FRONT_DOOR, "Contacts", "EX 2", "Contacts received in the month", "SIB", "number",
     "620", "5%", "Sum", "AB", "column average", None),
    (_FRONT_DOOR, "Social workers", "EX 3", "Children allocated to each social worker, on average", "Range",
     "average", "14-18", "1", "Average", "CD", "line", "17.1"),
    (_IN_CARE, None, "EX 4", "Children in care for each 10,000 aged under 18", "SIB", "per 10,000",
     "64", "5%", "Latest", "EF", "line", "66.5"),
    (_IN_CARE, None, "EX 5", "Care leavers in education, employment or training", "BIB", "%",
     "TBC", None, "Latest", "EF", "none", "54%"),
)  # fmt: skip

_DATA = _lines(
    (columns.NUMBER, columns.MEASURE, *map(str, MONTHS)),
    ("EX 1", None, *map(Percent, (0.91, 0.93, 0.89, 0.9, 0.84, 0.92, 0.94, 0.93))),
    ("EX 2", None, 604.0, 618.0, 655.0, 640.0, 572.0, 631.0, 662.0, 648.0),
    ("EX 3", None, 17.2, 17.6, 18.1, 18.4, 19.0, 19.6, 20.3, 19.8),
    ("EX 4", "Numerator", 402.0, 405.0, 409.0, 412.0, 410.0, 408.0, 403.0, 399.0),
    ("EX 4", "Denominator", *[63_400.0] * 8),
    ("EX 5", None, *map(Percent, (0.52, 0.53, 0.55)), "Awaiting data",
     *map(Percent, (0.56, 0.58, 0.57)), "TBC"),
)  # fmt: skip

_TARGETS = _lines(
    (columns.NUMBER, columns.FROM, columns.TARGET, columns.AMBER_WITHIN), ("EX 1", "Apr-25", "92%", "5pp")
)

_COMMENTARY = _lines(
    (columns.COMMENT_SERVICE, columns.COMMENT_PERIOD, columns.COMMENT_KIND, columns.COMMENT_TEXT,
     columns.COMMENT_AUTHOR),
    (_FRONT_DOOR, _LAST, "Improvement activity",
     "A second duty worker reads contacts at midday since January.", AUTHOR),
    (_FRONT_DOOR, _LAST, "Next steps", "Two vacancies are to be filled in June, to bring caseloads down.",
     AUTHOR),
    (_IN_CARE, _LAST, "Improvement activity", "Reunification is considered at every review.", AUTHOR),
)  # fmt: skip

_ACTIONS = _lines(
    (columns.ACTION_REF, columns.ACTION_TEXT, columns.ACTION_WHEN, columns.ACTION_COMPLETE),
    ("EX 1", "Agree the target for EX 5 with the board.", datetime.date(2025, 7, 31), "No"),
)

EXAMPLE: dict[str, tuple[Line, ...]] = {
    columns.INDICATORS: _INDICATORS,
    columns.DATA: _DATA,
    columns.TARGETS: _TARGETS,
    columns.COMMENTARY: _COMMENTARY,
    columns.ACTIONS: _ACTIONS,
}
"""The rows by sheet, in their order. Where there is a month, its header is its name: ``Oct-24``."""
