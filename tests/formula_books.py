"""Workbooks of made-up indicators of every form, for formulas to be worked out in."""

import random
from itertools import product
from pathlib import Path

from kpi_xl.api import Refreshed, open_workbook
from kpi_xl.model import Month
from tests.books import Row, sheets, with_xlsxwriter

MONTHS = [str(Month(2018 * 12 + 3) + at) for at in range(30)]
"""April 2018 to September 2020."""

RULES = ("Latest", "Sum", "Average", "Weighted", "Rolling 12", "Supplied", None)
UNITS = {"%": 0.9, "number": 120.0, "days": 17.0, "per 10,000": 60.0}
WORDS = ("NA", "TBC", "-", None, None)
TARGETS = {
    "BIB": ("{t}", "{t}", ">{t}", "{t} or more", "NA"),
    "SIB": ("{t}", "{t}", "<{t}", "{t} or fewer", None),
    "Range": ("{low}-{t}", "{low}-{t}", None),
    None: ("{t}", None),
}
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
    digits = chance.choice((2, 3) if unit == "%" else (0, 1, 2))
    return round(near * chance.uniform(0.8, 1.2), digits)


def written(unit: str, stored: float) -> str:
    return f"{stored * 100:.10g}%" if unit == "%" else f"{stored:.10g}"


def indicator(chance: random.Random, number: str) -> tuple[Row, list[Row]]:
    """One indicator and its rows of Data."""
    unit, near = chance.choice(list(UNITS.items()))
    aim = figure(chance, unit, near)
    marks = {"t": written(unit, aim), "low": written(unit, aim * 0.75).removesuffix("%")}
    polarity = chance.choice(list(TARGETS))
    row: Row = {
        "Service": chance.choice(SERVICES),
        "Indicator Number": number,
        "Indicator Title": f"Measure {number}",
        "Polarity": polarity,
        "Unit": unit,
        "Decimals": chance.choice((None, 0, 1, 2)),
        "Target": (chance.choice(TARGETS[polarity]) or "").format(**marks) or None,
        "Amber within": chance.choice((None, "10%", "3.37%", "5pp" if unit == "%" else "2.5", "0.7")),
        "RAG Methodology": f"{marks['t']} or above Green {marks['low']} or below Red"
        if chance.random() < 0.1
        else None,
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


def made(folder: Path, seed: int, setting: Setting, count: int, **settings: str) -> Path:
    """A refreshed workbook of so many indicators, the same for the same seed."""
    chance = random.Random(seed)
    indicators, data = [], []
    for number in range(1, count + 1):
        row, rows = indicator(chance, f"K {number}")
        indicators.append(row)
        data.extend(rows)
    told: Row = {"Reporting period": chance.choice(("Sep-20", "Apr-20", "Mar-20")), **setting, **settings}
    path = with_xlsxwriter(folder / f"book {seed}.xlsx", sheets(indicators, data, told))
    refreshed(path)
    return path


def refreshed(path: Path) -> Refreshed:
    return open_workbook(path).refresh()
