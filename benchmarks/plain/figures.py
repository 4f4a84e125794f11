"""The books that books.py makes, read and worked out: one record an indicator."""

from datetime import date, datetime
from typing import Any, NamedTuple

from python_calamine import CalamineWorkbook

YEAR_STARTS = 4
ORDER = ("Red", "Amber", "Green")
RUN = 3

Record = dict[str, Any]


class Book(NamedTuple):
    """A workbook read: its settings, the months shown, a record an indicator, its words and actions."""

    organisation: str
    months: list[date]
    records: list[Record]
    comments: list[Record]
    actions: list[list[Any]]
    formulas: bool

    def services(self) -> dict[str, list[Record]]:
        """The records by service."""
        services: dict[str, list[Record]] = {}
        for record in self.records:
            services.setdefault(record["Service"], []).append(record)
        return services


def read_target(text: str) -> tuple[float, bool]:
    """The figure of a target in stored units, and whether only beyond it counts."""
    bare = text.strip().lstrip("<>")
    figure = float(bare.rstrip("%"))
    return (figure / 100 if bare.endswith("%") else figure), bare != text.strip()


def read_tolerance(text: str) -> tuple[float, bool]:
    """A tolerance in stored units, and whether it is a share of the target."""
    if text.endswith("pp"):
        return float(text.rstrip("p")) / 100, False
    return (float(text.rstrip("%")) / 100, True) if text.endswith("%") else (float(text), False)


def year_start(month: date) -> date:
    """The first month of the financial year."""
    return date(month.year - (month.month < YEAR_STARTS), YEAR_STARTS, 1)


def has_words(record: Record) -> bool:
    """Whether words stand among the months shown."""
    return any(isinstance(value, str) and value for value in record["values"])


def thresholds(record: Record) -> tuple[int, list[float], list[str]]:
    """The digits figures are rated by, where each rating begins, and the ratings."""
    target, strict = read_target(str(record["Target"]))
    tolerance, of_target = read_tolerance(str(record["Amber within"]))
    width = target * tolerance if of_target else tolerance
    digits = int(record["Decimals"]) + (2 if record["Unit"] == "%" else 0)
    step = 10**-digits
    if record["Polarity"] == "BIB":
        starts = [-1e307, round(target - width, digits), round(target + strict * step, digits)]
        return digits, starts, ["Red", "Amber", "Green"]
    green_ends = target if strict else target + step
    starts = [-1e307, round(green_ends, digits), round(target + width + step, digits)]
    return digits, starts, ["Green", "Amber", "Red"]


def rag(value: Any, record: Record) -> str:
    """The colour of a value by target and tolerance."""
    if not isinstance(value, float):
        return "Grey"
    digits, starts, ratings = record["thresholds"]
    seen = round(value, digits)
    return str(ratings[sum(seen >= start for start in starts) - 1])


def year_to_date(rule: str, values: list[Any]) -> float | None:
    """The year's figure so far from the year's cells."""
    numbers = [value for value in values if isinstance(value, float)]
    if not numbers:
        return None
    if rule == "Latest":
        return numbers[-1]
    return sum(numbers) if rule == "Sum" else sum(numbers) / len(numbers)


def rating_change(ratings: list[str], months_ago: int) -> str:
    """``Improved``, ``Slipped`` or ``Same``."""
    now, before = ratings[-1], ratings[-1 - months_ago]
    if now not in ORDER or before not in ORDER:
        return ""
    step = ORDER.index(now) - ORDER.index(before)
    return "Improved" if step > 0 else "Slipped" if step < 0 else "Same"


def shown(value: float, unit: str) -> str:
    """A figure as a sentence says it."""
    return f"{value:.0%}" if unit == "%" else f"{value:,.0f}" if unit == "number" else f"{value:.1f}"


def _trend(change: float | None, polarity: str) -> tuple[str, str]:
    if change is None:
        return "", ""
    if not change:
        return "▬ No change", "Same"
    better = (change > 0) == (polarity == "BIB")
    return "▲ Increase" if change > 0 else "▼ Decrease", "Better" if better else "Worse"


def _work_out(record: Record, values: list[Any], shown_at: list[int], year_begins: int) -> None:
    """Fills in everything the sheets show of one indicator."""
    latest, previous = values[-1], values[-2]
    both = isinstance(latest, float) and isinstance(previous, float)
    change = latest - previous if both else None
    england = str(record["Comparator: England"])
    record["thresholds"] = thresholds(record)
    record["tolerance"] = read_tolerance(str(record["Amber within"]))[0]
    record["target"], record["strict"] = read_target(str(record["Target"]))
    record["england"] = read_target(england)[0]
    record["values"] = [values[at] for at in shown_at]
    record["numbers"] = [value if isinstance(value, float) else None for value in record["values"]]
    record["latest"] = latest
    record["ratings"] = [rag(value, record) for value in record["values"]]
    record["rag"] = record["ratings"][-1]
    record["ytd"] = year_to_date(record["YTD"], values[year_begins:])
    record["last"] = year_to_date(record["YTD"], [values[at] for at in shown_at if at < year_begins])
    record["change"] = change * 100 if change is not None and record["Unit"] == "%" else change
    record["direction"], record["trend"] = _trend(change, record["Polarity"])
    against = latest - record["england"] if isinstance(latest, float) else None
    record["against"] = _trend(against, record["Polarity"])[1]


def read_book(path: str) -> Book:
    """Reads a workbook and works everything out."""
    workbook = CalamineWorkbook.from_path(path)

    def rows(sheet: str) -> list[list[Any]]:
        return workbook.get_sheet_by_name(sheet).to_python()

    def records_of(sheet: str) -> list[Record]:
        heads, *body = rows(sheet)
        return [dict(zip(heads, row, strict=True)) for row in body]

    settings = {row[0]: row[1] for row in rows("Settings")}
    records = records_of("Indicators")
    data = rows("Data")
    months = [cell.date() if isinstance(cell, datetime) else cell for cell in data[0][3:]]
    series = {row[0]: row[3:] for row in data[1:]}
    last = months[-1]
    start = year_start(last)
    shown_at = [at for at, month in enumerate(months) if month >= start.replace(year=start.year - 1)]
    year_begins = months.index(start)
    for record in records:
        _work_out(record, series[record["Indicator Number"]], shown_at, year_begins)
    return Book(
        settings["Organisation"],
        [months[at] for at in shown_at],
        records,
        records_of("Commentary"),
        rows("Actions")[1:],
        settings.get("In-cell formulas") != "Values",
    )
