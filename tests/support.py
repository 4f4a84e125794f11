"""One-line fixtures: an indicator with its months as a line of text, and a workbook held in memory."""

import re
from collections.abc import Iterable

from kpi_xl.definitions import read_definitions
from kpi_xl.figures import read_figure
from kpi_xl.model import Finding, InCell, Month, Percent, Scalar
from kpi_xl.plan import Formula, Row, Sheet
from kpi_xl.scorecard import Result, Scorecard, make_scorecard
from kpi_xl.sheets import scorecard_sheets

Rows = list[list[Scalar]]
_RULE = re.compile(r"\s*(BIB|SIB|Range)?\s*([^±]*?)\s*(?:±\s*(.+?))?\s*")
_PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def valued(sheets: Iterable[Sheet]) -> dict[str, Sheet]:
    """Sheets by name, in their order, with the value of each formula in its place."""
    return {sheet.name: sheet._replace(rows=[_valued(row) for row in sheet.rows]) for sheet in sheets}


def _valued(row: Row) -> Row:
    return row._replace(values=tuple(v.value if isinstance(v, Formula) else v for v in row.values))


class Book:
    """A workbook in memory: its sheets by name, each a list of rows from A1."""

    def __init__(self, sheets: dict[str, Rows]) -> None:
        self._sheets = sheets
        self.sheet_names = list(sheets)

    def rows(self, name: str, percents: bool = False) -> Rows:
        rows = self._sheets[name]
        return (
            rows if percents else [[float(c) if isinstance(c, Percent) else c for c in row] for row in rows]
        )


def cell(text: str) -> Scalar:
    """A cell as drawn: a plain number is a number, ``.`` and nothing are blank, the rest is text."""
    text = text.strip()
    return None if text in ("", ".") else float(text) if _PLAIN_NUMBER.fullmatch(text) else text


def drawn(sheet: str) -> Rows:
    """A sheet as drawn: a line a row, ``|`` between its cells."""
    return [[cell(part) for part in line.split("|")] for line in sheet.strip().splitlines()]


def book(**sheets: str | Rows) -> Book:
    """A workbook of sheets by name, drawn or as lists: ``book(Settings=..., Indicators=..., Data=...)``."""
    return Book({name: drawn(sheet) if isinstance(sheet, str) else sheet for name, sheet in sheets.items()})


def scorecard(*, at: str = "", **sheets: str | Rows) -> Scorecard:
    """The scorecard of a workbook of sheets, at the period given or its own."""
    return make_scorecard(read_definitions(book(**sheets)), Month.read(at))


def result(line: str, *, last: str = "Sep-20", at: str = "", settings: str = "", **columns: str) -> Result:
    """The result of one indicator, told in a line: its polarity, target and tolerance, its months up to
    ``last``, and perhaps rows of other measures: ``BIB 94% ±5pp | 98% 100%`` or
    ``SIB 17 ; Numerator 1 2 ; Denominator 4 .``

    ``columns`` are further cells of Indicators, ``settings`` rows of Settings; it is at ``last`` or ``at``.
    """
    first, *others = line.split(";")
    rule, _, values = first.partition("|")
    match = _RULE.fullmatch(rule)
    assert match, rule
    written = {"Value": values} if values.strip() else {}
    written |= {part.split()[0]: part.split(maxsplit=1)[1] for part in others}
    series = {measure: re.split(r"\s+(?!\()", cells.strip()) for measure, cells in written.items()}
    end, count = Month.read(last), max(map(len, series.values()))
    assert end is not None, last
    told = {"Polarity": match[1] or "", "Target": match[2], "Amber within": match[3] or ""} | columns
    indicators: Rows = [["Indicator Number", "Service", "Indicator Title", *told]]
    indicators.append(["FD 3", "Front Door", "Contacts", *map(cell, told.values())])
    data: Rows = [["Indicator Number", "Measure", *(str(end.minus(back)) for back in range(count)[::-1])]]
    data.extend(["FD 3", measure, *map(cell, cells)] for measure, cells in series.items())
    settings = f"Setting | Value\n{settings}"
    return scorecard(at=at or last, Settings=settings, Indicators=indicators, Data=data).results[0]


def number(text: str) -> float:
    """The number a cell states: ``number("94%")`` is 0.94."""
    value = read_figure(text).value
    assert value is not None, text
    return value


def planned_sheets(
    scorecard: Scorecard, findings: list[Finding], in_cell: InCell = InCell.EXCEL
) -> list[Sheet]:
    """Every generated sheet, planned."""
    return [draft.make() for draft in scorecard_sheets(scorecard, findings, in_cell)]
