"""What the computed cells of a service's sheet hold where the book asks for Excel's formulas."""

from typing import Any

from xlsxwriter.utility import xl_col_to_name

from benchmarks.plain.figures import Record

ANY_NUMBER = '"<1E+300"'
LEAST, MOST = "-1E+307", "1E+307"
UP = {"BIB": ("Better", "Worse"), "SIB": ("Worse", "Better")}


class Places:
    """The cells of one row, by what stands in them: letters of columns, and the row as Excel counts it."""

    def __init__(self, row: int, columns: dict[str, int]) -> None:
        self.number = row + 1
        self._columns = columns

    def __call__(self, name: str, after: int = 0) -> str:
        return f"{xl_col_to_name(self._columns[name] + after)}{self.number}"

    def span(self, name: str, first: int, last: int) -> str:
        return f"{self(name, first)}:{self(name, last)}"

    def header(self, name: str, first: int, last: int, row: int) -> str:
        letters = [xl_col_to_name(self._columns[name] + at) for at in (first, last)]
        return f"{letters[0]}${row}:{letters[1]}${row}"


def rating(at: Places, months: int, digits: int) -> str:
    """The last month's figure looked up among the thresholds."""
    latest, starts, ratings = at("months", months - 1), at.span("starts", 0, 2), at.span("ratings", 0, 2)
    found = f'IFERROR(LOOKUP(ROUND({latest},{digits}),{starts},{ratings}),"Grey")'
    return f'=IF(ISNUMBER({latest}),{found},"Grey")'


def year(at: Places, record: Record, first: int, last: int, head: int) -> str:
    """A year-to-date figure of the months ``first`` to ``last`` of those shown."""
    months, end = at.span("months", first, last), at("months", last)
    words = f'IF(ISNUMBER({end}),"",{end}&"")'
    if record["YTD"] == "Sum":
        return f"=IF(COUNT({months})>0,ROUND(SUM({months}),12),{words})"
    if record["YTD"] == "Average":
        return f"=IFERROR(ROUND((SUM({months}))/(COUNT({months})),12),{words})"
    heads, labels = at.header("months", first, last, head), at.header("labels", first, last, head)
    found = f"LOOKUP(_xlfn.MAXIFS({heads},{months},{ANY_NUMBER}),{heads},"
    decimals = record["Decimals"]
    marked = f'FIXED(ROUND({found}{months}),{int(decimals)}),{int(decimals)})&" ("&{found}{labels})&")"'
    return f'=IF(ISNUMBER({end}),{end},IFERROR({marked},{end}&""))'


def moved(at: Places, record: Record, months: int) -> dict[str, str]:
    """Change, direction and trend, and better or worse than England."""
    latest, before, change = at("months", months - 1), at("months", months - 2), at("change")
    scale = "*100" if record["Unit"] == "%" else ""
    better, worse = UP[record["Polarity"]]
    digits, england = record["thresholds"][0], at("england")
    here, there = f"ROUND({latest},{digits})", f"ROUND({england},{digits})"
    verdict = f'IF({here}={there},"Same",IF({here}>{there},"{better}","{worse}"))'
    difference = f"ROUND(({latest}-{before}){scale},10)"
    return {
        "change": f'=IF(AND(ISNUMBER({latest}),ISNUMBER({before})),{difference},"")',
        "direction": f'=IF(ISNUMBER({change}),IF(ABS({change})<=0,"▬ No change",'
        f'IF({change}>0,"▲ Increase","▼ Decrease")),"")',
        "trend": f'=IF(ISNUMBER({change}),IF(ABS({change})<=0,"Same",'
        f'IF({change}>0,"{better}","{worse}")),"")',
        "against": f'=IF(AND(ISNUMBER({latest}),ISNUMBER({england})),{verdict},"")',
    }


def starts(at: Places, record: Record) -> list[str]:
    """Where each rating begins, by the Target cell and the tolerance."""
    target, tolerance = at("target"), at("tolerance")
    digits, known, _ = record["thresholds"]
    margin = f"{tolerance}*ABS({target})" if str(record["Amber within"]).endswith("%") else tolerance
    here = f"ROUND({target},{digits})"
    if record["Polarity"] == "BIB":
        figures = [LEAST, f"ROUND(ROUND({target}-{margin},12),{digits})", here]
    else:
        step = f"{10.0**-digits:g}"
        above = f"ROUND(ROUND({target}+{margin},12),{digits})"
        figures = [LEAST, f"ROUND({here}+{step},{digits})", f"ROUND({above}+{step},{digits})"]
    others = [MOST] * 3
    if record["strict"]:
        said = (LEAST, *(f"{start:.15g}" for start in known[1:]))
        others = [f'IF({target}="{record["Target"]}",{start},{MOST})' for start in said]
    return [
        f"=IF(ISNUMBER({target}),{figure},{other})" for figure, other in zip(figures, others, strict=True)
    ]


def drawn(cell: str) -> str:
    """A figure of a chart or small line, a gap where it is no number."""
    return f"=IF(ISNUMBER({cell}),{cell},NA())"


def put(sheet: Any, row: int, column: int, cell: tuple[str, Any, Any]) -> None:
    """Writes a formula, its look and its value; the value alone where there is no formula."""
    formula, look, value = cell
    if formula:
        sheet.write_formula(row, column, formula, look, "" if value is None else value)
    else:
        sheet.write(row, column, value, look)
