"""Workbooks of made-up indicators of every form, for formulas to be worked out in."""

import random
from itertools import product
from pathlib import Path
from typing import NamedTuple

from kpi_xl.api import Refreshed, open_workbook
from kpi_xl.model import Month
from tests.books import Row, Sheets, grid, sheets, with_xlsxwriter

MONTHS = [str(Month(2018 * 12 + 3) + at) for at in range(30)]
"""April 2018 to September 2020."""

RULES = ("Latest", "Sum", "Average", "Weighted", "Rolling 12", "Supplied", None)
UNITS = {"%": 0.4, "number": 120.0, "days": 17.0, "per 10,000": 60.0}
WORDS = ("NA", "TBC", "7o%", "-", None, None)
TARGETS = {
    "BIB": ("{t}", "{t}", ">{t}", "{t} or more", "{t} of cohort", "1", "10%", "NA"),
    "SIB": ("{t}", "{t}", "<{t}", "{t} or fewer", "<{t} of cohort", "0.5", "TBC", None),
    "Range": ("{low}-{t}", "{low}-{t}", None),
    None: ("{t}", None),
}
BANDS = (
    "{t} or above Green {low} or below Red",
    "{low} of cohort or below Green {t} of cohort or above Red",
)
SERVICES = ("Front Door", "Children's & Care", "Early help *")

Setting = dict[str, str]
SETTINGS: list[Setting] = [
    {"Change compares with": compared, "Months shown": shown, "No change within": within}
    for (compared, shown), within in zip(
        product(("Previous month", "Same month last year", "Last year's outturn"), ("", "18", "4", "1")),
        ("0", "0.5", "2", "0") * 3,
        strict=True,
    )
]
"""Every comparison with every reach of the months shown."""


def figure(chance: random.Random, unit: str, near: float) -> float:
    if chance.random() < 0.05:
        return chance.choice((0.0, 1.0, 2.0))
    digits = chance.choice((2, 3) if unit == "%" else (0, 1, 2))
    return round(near * chance.uniform(0.8, 1.2), digits)


def written(unit: str, stored: float) -> str:
    return f"{stored * 100:.10g}%" if unit == "%" else f"{stored:.10g}"


def target(chance: random.Random, unit: str, form: str | None) -> str | None:
    """A target, or bands, of a form and about a unit's usual figure."""
    aim = round(UNITS[unit] * chance.uniform(0.8, 1.2), 2)
    low = written(unit, round(aim * 0.75, 4)).removesuffix("%")
    return form and form.format(t=written(unit, aim), low=low)


def indicator(chance: random.Random, number: str) -> tuple[Row, list[Row]]:
    """One indicator and its rows of Data."""
    unit, near = chance.choice(list(UNITS.items()))
    polarity = chance.choice(list(TARGETS))
    row: Row = {
        "Service": chance.choice(SERVICES),
        "Indicator Number": number,
        "Indicator Title": f"Measure {number}",
        "Polarity": polarity,
        "Unit": unit,
        "Decimals": chance.choice((None, 0, 1, 2)),
        "Target": target(chance, unit, chance.choice(TARGETS[polarity])),
        "Amber within": chance.choice((None, "10%", "3.37%", "5pp" if unit == "%" else "2.5", "0.7")),
        "RAG Methodology": target(chance, unit, chance.choice(BANDS)) if chance.random() < 0.15 else None,
        "RAG basis": chance.choice((None, None, "YTD")),
        "YTD": chance.choice(RULES),
        "Comparator: England": written(unit, figure(chance, unit, near)) if chance.random() < 0.5 else None,
    }
    blank = chance.choice((0.0, 0.1, 0.6))

    def months(make: float | None) -> dict[str, float | str | None]:
        size = make or near
        return {
            month: chance.choice(WORDS) if chance.random() < blank else figure(chance, unit, size)
            for month in MONTHS
        }

    data: list[Row] = []
    for area in chance.choice(((None,), (None, "North"), ("North", "South"))):
        place = {"Indicator Number": number, "Area": area}
        if chance.random() < 0.4:
            counts = {m: float(chance.randint(0, 9)) if f else None for m, f in months(None).items()}
            wholes = {m: chance.choice((0.0, 10.0, 12.0, 40.0, None)) for m in MONTHS}
            data.append({**place, "Measure": "Numerator", **counts})
            data.append({**place, "Measure": "Denominator", **wholes})
        if chance.random() < 0.8 or len(data) == 0 or data[-1].get("Area") != area:
            data.append({**place, "Measure": "Value", **months(None)})
        if row["YTD"] == "Supplied":
            data.append({**place, "Measure": "YTD", **months(None)})
    return row, data


class Rows(NamedTuple):
    """The rows of the input sheets."""

    indicators: list[Row]
    data: list[Row]
    targets: list[Row]
    settings: Row

    def sheets(self) -> Sheets:
        told = {"Targets": grid(self.targets)} if self.targets else {}
        return sheets(self.indicators, self.data, self.settings, **told)


def rows(seed: int, setting: Setting, count: int, **settings: str) -> Rows:
    """The input sheets of a workbook of so many indicators, the same for the same seed; one in six has
    another target from a month of this year or last."""
    chance = random.Random(seed)
    made = Rows([], [], [], {})
    for number in range(1, count + 1):
        row, data = indicator(chance, f"K {number}")
        made.indicators.append(row)
        made.data.extend(data)
        if chance.random() < 1 / 6:
            aim = target(chance, str(row["Unit"]), chance.choice(TARGETS[row["Polarity"]]))  # type: ignore[index]
            start = chance.choice(("Nov-19", "Jul-20"))
            made.targets.append({"Indicator Number": f"K {number}", "From": start, "Target": aim or "NA"})
    period = chance.choice(("Sep-20", "Apr-20", "Mar-20"))
    return made._replace(settings={"Reporting period": period, **setting, **settings})


def made(folder: Path, seed: int, setting: Setting, count: int, calls: bool = False, **settings: str) -> Path:
    """A refreshed workbook of such sheets. Where ``calls`` it carries the template's VBA, so that its cells
    call the functions."""
    path = folder / f"book {seed}.{'xlsm' if calls else 'xlsx'}"
    refreshed(with_xlsxwriter(path, rows(seed, setting, count, **settings).sheets()))
    return path


def refreshed(path: Path) -> Refreshed:
    return open_workbook(path).refresh()
