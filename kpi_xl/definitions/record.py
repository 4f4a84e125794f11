"""The record of what was published: the sheet Published, which the program itself fills in."""

from kpi_xl import columns
from kpi_xl.columns import sheet_named
from kpi_xl.definitions.sheet import Problems, Source, open_table
from kpi_xl.indicator import Issued
from kpi_xl.model import Month


def read_record(source: Source) -> tuple[Issued, ...]:
    """The rows that tell a period, an indicator and a month, in their order; none where there is no sheet of
    this form: an officer may have one of the same name."""
    name = sheet_named(source.sheet_names, columns.PUBLISHED)
    if name is None:
        return ()
    needed, known = columns.PUBLISHED_COLUMNS, columns.PUBLISHED_COLUMNS
    problems = Problems()
    table = open_table(source, name, needed, known, problems, percents=False)
    if table is None or problems.found:
        return ()
    places = [table.at(column) for column in columns.PUBLISHED_COLUMNS]
    record = []
    for row, cells in table.body():
        period, month = (Month.read(table.value(row, cells, places[at])) for at in (0, 3))
        number, area, shown, rag = (table.text(row, cells, places[at]) for at in (1, 2, 5, 6))
        value = table.value(row, cells, places[4])
        if period is not None and month is not None and number:
            figure = value if isinstance(value, float) else None
            record.append(Issued(period, number, area, month, figure, shown, rag))
    return tuple(record)
