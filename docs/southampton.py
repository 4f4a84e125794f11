"""A made-up scorecard in the form of Southampton's: three comparators, line charts with averages, targets by
month, words for each service, and an action log. The figures are drawn by chance and say nothing of any
place."""

import random
from pathlib import Path
from typing import NamedTuple

from docs.filling import Filling, Line, months_up_to
from docs.southampton_words import CARE, CONTACT, actions, commentary
from kpi_xl import columns

NAME = "Southampton made-up Jan-21"
MONTHS = months_up_to("Jan-21", 22)
SEED = 21
COMPARATORS = ("Statistical neighbours", "South East", "England")


class _Form(NamedTuple):
    """An indicator: what it is, what it is held to, where its figures begin and end, and its comparators."""

    number: str
    service: str
    section: str
    title: str
    polarity: str
    unit: str
    target: str | float
    within: str
    chart: str
    ends: tuple[float, float]
    noise: float
    comparators: tuple[float | str, float | str, float | str]


_FORMS = (
    _Form(
        "M1",
        CONTACT,
        "Contacts",
        "Number of contacts received in the month",
        "",
        "number",
        "NA",
        "",
        "line average",
        (860, 990),
        90,
        ("-", "-", "-"),
    ),
    _Form(
        "M2",
        CONTACT,
        "Contacts",
        "Percentage of contacts with a decision within one working day",
        "BIB",
        "%",
        "90%",
        "5pp",
        "line average",
        (0.84, 0.93),
        0.03,
        ("88%", "91%", "-"),
    ),
    _Form(
        "M3",
        CONTACT,
        "Referrals",
        "Percentage of referrals that follow another within twelve months",
        "SIB",
        "%",
        "22%",
        "3pp",
        "line average",
        (0.27, 0.22),
        0.02,
        ("23%", "27.5%", "22.6%"),
    ),
    _Form(
        "M4",
        CONTACT,
        "Assessments",
        "Percentage of assessments completed within 45 working days",
        "BIB",
        "%",
        "85%",
        "5pp",
        "line average",
        (0.76, 0.88),
        0.03,
        ("84.1%", "82%", "83.9%"),
    ),
    _Form(
        "M5",
        CONTACT,
        "Assessments",
        "Average working days to complete an assessment",
        "SIB",
        "days",
        30.0,
        "3",
        "column",
        (34, 28),
        2,
        ("-", "-", "31.5"),
    ),
    _Form(
        "L1",
        CARE,
        "Numbers",
        "Children looked after per 10,000 children",
        "SIB",
        "per 10,000",
        95.0,
        "5%",
        "line average",
        (97, 94),
        1.2,
        (87.2, 53.0, 67.0),
    ),
    _Form(
        "L2",
        CARE,
        "Numbers",
        "Number of children who became looked after in the month",
        "",
        "number",
        "NA",
        "",
        "line average",
        (19, 16),
        5,
        ("-", "-", "-"),
    ),
    _Form(
        "L3",
        CARE,
        "Stability",
        "Percentage of looked after children with three or more placements in the year",
        "SIB",
        "%",
        "10%",
        "2pp",
        "line average",
        (0.13, 0.1),
        0.012,
        ("10%", "11%", "10.4%"),
    ),
    _Form(
        "L4",
        CARE,
        "Stability",
        "Percentage of looked after children in the same placement for two years or more",
        "BIB",
        "%",
        "68%",
        "5pp",
        "line average",
        (0.61, 0.67),
        0.02,
        ("69%", "66%", "68%"),
    ),
    _Form(
        "L5",
        CARE,
        "Health",
        "Percentage of looked after children with a dental check in the last year",
        "BIB",
        "%",
        "90%",
        "10pp",
        "line",
        (0.9, 0.52),
        0.04,
        ("85%", "-", "86%"),
    ),
)
_BROKEN, _BREAK = "M5", "Apr-20"


def southampton(folder: Path) -> Path:
    """The workbook, filled in and not yet refreshed; returns its path."""
    chance = random.Random(SEED)  # noqa: S311 - figures of an example
    book = Filling.blank("Southampton (made-up figures)")
    book.settings({"Reporting period": MONTHS[-1], "Change since": "Oct-20", "No change within": 0.5})
    book.rows(columns.INDICATORS, map(_definition, _FORMS))
    book.rows(columns.DATA, [_figures(form, chance) for form in _FORMS])
    book.rows(columns.TARGETS, _targets())
    book.rows(columns.COMMENTARY, commentary(MONTHS[-1]))
    book.rows(columns.ACTIONS, actions())
    return book.save(folder / f"{NAME}.xlsx")


def _definition(form: _Form) -> Line:
    named = (f"{columns.COMPARATOR} {name}" for name in COMPARATORS)
    return {
        "Service": form.service,
        "Section": form.section,
        "Indicator Number": form.number,
        "Indicator Title": form.title,
        "Polarity": form.polarity or None,
        "Unit": form.unit,
        "Target": form.target,
        "Amber within": form.within or None,
        "RO": "EF" if form.service == CONTACT else "GH",
        "Chart": form.chart,
        "Series break": _BREAK if form.number == _BROKEN else None,
        **dict(zip(named, form.comparators, strict=True)),
    }


def _figures(form: _Form, chance: random.Random) -> Line:
    first, last = form.ends
    decimals = {"%": 2, "number": 0}.get(form.unit, 1)
    row: dict[str, float | str | None] = {"Indicator Number": form.number}
    for place, month in enumerate(MONTHS):
        figure = first + (last - first) * place / (len(MONTHS) - 1) + chance.uniform(-form.noise, form.noise)
        said = round(max(figure, 0.0), decimals)
        row[month] = f"{said:.0%}" if form.unit == "%" else said
    if form.number == _BROKEN:
        for month in MONTHS[: MONTHS.index(_BREAK)]:
            row[month] = round(float(row[month] or 0) + 9, 1)
    if form.number == "L5":
        row["May-20"] = row["Jun-20"] = "NA"
    return row


def _targets() -> list[Line]:
    return [
        {"Indicator Number": "M4", "From": "Apr-19", "Target": "80%", "Amber within": "5pp"},
        {"Indicator Number": "M4", "From": "Apr-20", "Target": "85%", "Amber within": "5pp"},
        {"Indicator Number": "L3", "From": "Apr-19", "Target": "12%", "Amber within": "2pp"},
        {"Indicator Number": "L3", "From": "Oct-20", "Target": "10%", "Amber within": "2pp"},
    ]
