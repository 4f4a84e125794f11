"""The tint and the letter of a pack's figures, by rules that follow the figures and hold the thresholds
themselves: a pack has no hidden cells to look them up in, and Excel allows rules no list of them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kpi_xl.bands import Thresholds
from kpi_xl.indicator import Indicator
from kpi_xl.model import Basis, Month, Rag
from kpi_xl.plan import Area, Rule, Sheet, address
from kpi_xl.scorecard import Era, Result, era_at
from kpi_xl.sheets import style
from kpi_xl.sheets.summary import LETTERS


def lettered(number_format: str, rag: Rag) -> str:
    """The number format of a rated figure: ``0%" G"``, so that it shows its letter and stays a number."""
    return f'{number_format}" {LETTERS[rag]}"' if rag in style.TINT else number_format


def figure_rules(
    sheet: Sheet, results: Sequence[Result], months: Sequence[Month], to_date: str
) -> Iterator[Rule]:
    """The rules of a service's table, a row a result: of its months, or of its year to date in the column
    ``to_date`` where that is rated. A month is rated by what was in force then."""
    table = sheet.tables[0]
    columns = {header: at for at, header in enumerate(table.headers)}
    for row, result in enumerate(results, table.area.top + 1):
        cells: dict[Era, list[int]] = {}
        if result.indicator.basis is Basis.YTD:
            cells[result.eras[-1]] = [columns[to_date]] if to_date in columns else []
        else:
            for month in months:
                if str(month) in columns:
                    cells.setdefault(era_at(result.eras, month), []).append(columns[str(month)])
        for era, places in cells.items():
            if era.rule and any(isinstance(sheet.rows[row].values[at], float) for at in places):
                yield from _rated(Area(row, places[0], row, places[-1]), era.rule, result.indicator)


def _rated(area: Area, thresholds: Thresholds, indicator: Indicator) -> Iterator[Rule]:
    cell = address(area.top, area.left)
    rating = f'"{thresholds.ratings[-1].value}"'
    below = list(zip(thresholds.starts[1:], thresholds.ratings, strict=False))
    for start, rag in reversed(below):
        figure = Decimal(start or 0).scaleb(-thresholds.digits)
        rating = f'IF(ROUND({cell},{thresholds.digits})<{figure:f},"{rag.value}",{rating})'
    for rag in dict.fromkeys(thresholds.ratings):
        text, fill = style.TINT.get(rag, ("", ""))
        code = lettered(style.figure(indicator).number_format, rag)
        formula = f'IF(ISNUMBER({cell}),{rating}="{rag.value}")'
        yield Rule(area, formula, text, fill, number_format=code)
