"""A made-up scorecard in the form of Birmingham's: two services, ten districts beside the whole city, each
rate by its own population. The figures are drawn by chance and say nothing of any place."""

import random
from pathlib import Path
from typing import NamedTuple

from docs.filling import Filling, Line, months_up_to
from kpi_xl import columns

NAME = "Birmingham made-up Sep-20"
DISTRICTS = (
    "Edgbaston", "Erdington", "Hall Green", "Hodge Hill", "Ladywood",
    "Northfield", "Perry Barr", "Selly Oak", "Sutton Coldfield", "Yardley",
)  # fmt: skip
MONTHS = months_up_to("Sep-20", 18)
SEED = 2020
CARE, SUPPORT = "Children in care", "Family support and protection"


class _Rate(NamedTuple):
    """An indicator made of two counts: what it is called, and how large its parts are."""

    number: str
    service: str
    title: str
    polarity: str
    unit: str
    target: str | float
    within: str
    top: str
    bottom: str
    share: float
    size: tuple[int, int]


_RATES = (
    _Rate(
        "CC 1",
        CARE,
        "Children in care living inside their own district",
        "BIB",
        "%",
        "65%",
        "5pp",
        "No. inside",
        "No. in care",
        0.63,
        (90, 240),
    ),
    _Rate(
        "CC 2",
        CARE,
        "Children in care per 10,000 children",
        "SIB",
        "per 10,000",
        70.0,
        "5",
        "No. in care",
        "No. of children",
        0.0069,
        (22000, 34000),
    ),
    _Rate(
        "CC 3",
        CARE,
        "Reviews held within the time allowed",
        "BIB",
        "%",
        "95%",
        "5pp",
        "No. in time",
        "No. due",
        0.93,
        (25, 70),
    ),
    _Rate(
        "CC 4",
        CARE,
        "Care leavers in education, employment or training",
        "BIB",
        "%",
        "60%",
        "10%",
        "No. in work or learning",
        "No. of care leavers",
        0.57,
        (35, 80),
    ),
    _Rate(
        "FS 1",
        SUPPORT,
        "Contacts decided within one working day",
        "BIB",
        "%",
        "90%",
        "5pp",
        "No. within a day",
        "No. of contacts",
        0.9,
        (80, 200),
    ),
    _Rate(
        "FS 2",
        SUPPORT,
        "Children with a protection plan per 10,000 children",
        "Range",
        "per 10,000",
        "38-48",
        "4",
        "No. with a plan",
        "No. of children",
        0.0044,
        (22000, 34000),
    ),
    _Rate(
        "FS 3",
        SUPPORT,
        "Assessments completed within 45 working days",
        "BIB",
        "%",
        "85%",
        "5pp",
        "No. within 45 days",
        "No. completed",
        0.86,
        (40, 110),
    ),
)
_COUNT = "FS 4"
_BREACH_TITLE = "Families waiting for a first visit at the end of the month"


def birmingham(folder: Path) -> Path:
    """The workbook, filled in and not yet refreshed; returns its path."""
    chance = random.Random(SEED)  # noqa: S311 - figures of an example
    book = Filling.blank("Birmingham (made-up figures)")
    book.settings({"Reporting period": MONTHS[-1], "Areas": "; ".join(DISTRICTS), "Months shown": 12.0})
    book.rows(columns.INDICATORS, [*map(_definition, _RATES), _waiting()])
    data: list[Line] = []
    for rate in _RATES:
        data.extend(_rate_rows(rate, chance))
    data.extend(_waiting_rows(chance))
    book.rows(columns.DATA, data)
    book.rows(columns.COMMENTARY, _commentary())
    return book.save(folder / f"{NAME}.xlsx")


def _definition(rate: _Rate) -> Line:
    return {
        "Service": rate.service,
        "Indicator Number": rate.number,
        "Indicator Title": rate.title,
        "Polarity": rate.polarity,
        "Unit": rate.unit,
        "Target": rate.target,
        "Amber within": rate.within,
        "RO": "AB" if rate.service == CARE else "CD",
    }


def _waiting() -> Line:
    return {
        "Service": SUPPORT,
        "Indicator Number": _COUNT,
        "Indicator Title": _BREACH_TITLE,
        "Polarity": "SIB",
        "Unit": "number",
        "Target": "NA",
        "RO": "CD",
    }


def _rate_rows(rate: _Rate, chance: random.Random) -> list[Line]:
    """Numerator and denominator of each district, and of the city as their sums."""
    tops: list[list[int]] = []
    bottoms: list[list[int]] = []
    for _ in DISTRICTS:
        size = chance.randint(*rate.size)
        own = rate.share * chance.uniform(0.85, 1.12)
        still = rate.unit == "per 10,000"
        bottom = [size if still else max(1, round(size * chance.uniform(0.9, 1.1))) for _ in MONTHS]
        tops.append([min(round(b * own * chance.uniform(0.95, 1.05)), b) for b in bottom])
        bottoms.append(bottom)
    rows = []
    for area, top, bottom in (
        ("", [*map(sum, zip(*tops, strict=True))], [*map(sum, zip(*bottoms, strict=True))]),
        *zip(DISTRICTS, tops, bottoms, strict=True),
    ):
        for measure, label, figures in (
            ("Numerator", rate.top, top),
            ("Denominator", rate.bottom, bottom),
        ):
            rows.append(_row(rate.number, area, f"{measure}: {label}", figures))
    return rows


def _waiting_rows(chance: random.Random) -> list[Line]:
    """A count whose whole says three more in the last month than its districts come to."""
    parts = [[chance.randint(5, 15) for _ in MONTHS] for _ in DISTRICTS]
    whole = [*map(sum, zip(*parts, strict=True))]
    whole[-1] += 3
    rows = [_row(_COUNT, "", "", whole)]
    return rows + [_row(_COUNT, area, "", figures) for area, figures in zip(DISTRICTS, parts, strict=True)]


def _row(number: str, area: str, measure: str, figures: list[int]) -> Line:
    typed = {month: float(figure) for month, figure in zip(MONTHS, figures, strict=True)}
    return {"Indicator Number": number, "Area": area or None, "Measure": measure or None, **typed}


def _commentary() -> list[Line]:
    return [
        {
            "Service": CARE,
            "Period": MONTHS[-1],
            "Kind": "Improvement activity",
            "Text": "Each district meets its placement panel every week.\nMoves away are looked at first: "
            "a child who lives outside the district is seen by the same worker all the same.",
            "Author": "AB",
        },
        {
            "Service": SUPPORT,
            "Period": MONTHS[-1],
            "Kind": "Next steps",
            "Text": "Hodge Hill and Yardley share one team for first visits from October.",
            "Author": "CD",
        },
    ]
