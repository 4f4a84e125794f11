"""The optional Targets sheet: what an indicator is held to from a month on."""

from kpi_xl import columns
from kpi_xl.columns import plain, sheet_named
from kpi_xl.definitions.indicators import RowReader
from kpi_xl.definitions.sheet import Problems, Source, Table, as_written, open_table
from kpi_xl.indicator import Indicator, Standard
from kpi_xl.model import Month, Scalar

_Found = dict[str, dict[Month, Standard]]


def with_standards(source: Source, indicators: list[Indicator], problems: Problems) -> list[Indicator]:
    """The indicators with their rows of Targets, oldest first; as they are where there is no such sheet.

    A blank Amber within or RAG Methodology is that of Indicators; NA says there is none.
    """
    if sheet_named(source.sheet_names, columns.TARGETS) is None:
        return indicators
    needed = (columns.NUMBER, columns.FROM, columns.TARGET)
    table = open_table(source, columns.TARGETS, needed, columns.TARGET_COLUMNS, problems, percents=True)
    if table is None:
        return indicators
    known = {plain(indicator.number): indicator for indicator in indicators}
    found: _Found = {}
    for row, cells in table.body():
        _read_row(table, row, cells, known, found)
    return [
        indicator._replace(standards=tuple(rows[start] for start in sorted(rows)))
        if (rows := found.get(plain(indicator.number)))
        else indicator
        for indicator in indicators
    ]


def _read_row(
    table: Table, row: int, cells: list[Scalar], known: dict[str, Indicator], found: _Found
) -> None:
    read = RowReader(table, row, cells)
    number = read.needed(columns.NUMBER)
    start = read.month(columns.FROM)
    if start is None:
        read.needed(columns.FROM)
    indicator = known.get(plain(number))
    if number and indicator is None:
        read.problem(columns.NUMBER, f'"{number}" is not in Indicators.', "Add it there, or correct it here.")
    if indicator is None or start is None:
        return
    rows = found.setdefault(plain(number), {})
    if start in rows:
        read.problem(columns.FROM, f"{number} has another target from {start}.", "Keep one row a month.")
    text = read.value(columns.METHODOLOGY)
    methodology = indicator.methodology if text is None else read.methodology()
    rows[start] = Standard(
        start,
        as_written(read.value(columns.TARGET)),
        read.target(indicator.polarity, decided_by_text=methodology is not None),
        indicator.tolerance if read.value(columns.AMBER_WITHIN) is None else read.tolerance(indicator.unit),
        methodology,
    )
