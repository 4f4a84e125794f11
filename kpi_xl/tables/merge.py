"""A published table taken into Indicators and Data, without replacing anything an officer has typed."""

import re
from typing import NamedTuple

from kpi_xl import columns
from kpi_xl.columns import COMPARATOR, DATA, INDICATORS, NUMBER, PRINTED, SERVICE, plain
from kpi_xl.model import Month, Scalar
from kpi_xl.plan import Edit, column_letters
from kpi_xl.tables.cells import MONTH_FORMAT, Cell, Entry, as_figure, as_text, listed, text_of
from kpi_xl.tables.published import WHOLE, PublishedIndicator, PublishedTable, SeriesKey
from kpi_xl.tables.sheet import InputSheet

_FIGURES = frozenset((columns.TARGET.name, columns.DECIMALS.name))
_COLUMN_OF = {column.name: column for column in columns.INDICATOR_COLUMNS}
_LETTERS = re.compile(r"[^\W\d_]+")


class Merge(NamedTuple):
    """What a table adds: edits by sheet name, and plain sentences on what was added, kept and left out."""

    edits: dict[str, list[Edit]]
    report: list[str]


def merge(table: PublishedTable, indicators: list[list[Scalar]], data: list[list[Scalar]]) -> Merge:
    """The edits that take a table into the rows of Indicators and Data (as they are now, from A1).

    Blank cells are filled, new rows and columns added after the last; a cell that says otherwise is kept
    and reported. The same table again gives no edits. Raises ProblemsFound where a sheet has no header row.
    """
    definitions = InputSheet(INDICATORS, indicators, NUMBER)
    figures = InputSheet(DATA, data, NUMBER)
    report = list(table.report)
    added = _merge_definitions(table, definitions, report)
    filled = _merge_figures(table, figures, report)
    report += definitions.kept + figures.kept
    edits = {sheet.name: sheet.edits for sheet in (definitions, figures) if sheet.edits}
    if edits:
        period = f" up to {table.period}" if table.period else ""
        counts = f"{_count(added, 'indicator')} and {_count(filled, 'figure')} added"
        report.insert(0, f"{_count(len(table.indicators), 'indicator')}{period}; {counts}.")
    else:
        report.insert(0, "Nothing was added.")
    return Merge(edits, report)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _merge_definitions(table: PublishedTable, sheet: InputSheet, report: list[str]) -> int:
    """Fills Indicators; how many indicators are new to it."""
    number_column = sheet.column(NUMBER)
    rows = {plain(text_of(sheet.value(row, number_column))): row for row in reversed(sheet.records())}
    lettered: list[PublishedIndicator] = []
    added = 0
    for indicator in table.indicators:
        row = rows.get(plain(indicator.number))
        if row is None:
            row = sheet.add_row()
            added += 1
            sheet.put(row, _place(sheet, NUMBER.name), Entry(indicator.number), NUMBER.name)
        wanted = dict(indicator.definitions)
        letters = _LETTERS.match(indicator.number)
        service = sheet.value(row, sheet.column(SERVICE))
        if SERVICE.name not in wanted and not text_of(service) and letters:
            wanted[SERVICE.name] = Cell(letters[0])
            lettered.append(indicator)
        for name, cell in wanted.items():
            entry = as_figure(cell) if name in _FIGURES or name.startswith(COMPARATOR) else as_text(cell)
            sheet.put(row, _place(sheet, name), entry, f"{name} of {indicator.number}")
    if lettered:
        report.append(
            f"No service is named for {listed([indicator.number for indicator in lettered])}: the letters "
            f"of the number were taken. Type the service's own name over them in {INDICATORS}."
        )
    return added


def _place(sheet: InputSheet, name: str) -> int:
    """Where a column of Indicators stands; it is added on the right where the sheet has none."""
    place = sheet.column(_COLUMN_OF.get(name, columns.Column(name, "", 0)))
    return sheet.add_column(Entry(name)) if place is None else place


def _merge_figures(table: PublishedTable, sheet: InputSheet, report: list[str]) -> int:
    """Fills Data; how many figures of months are new to it."""
    months = _place_months(table, sheet, report)
    rows = _series_rows(sheet)
    filled = 0
    for indicator in table.indicators:
        series = dict(indicator.series)
        if indicator.printed and table.period:
            series.setdefault(WHOLE, {})
        for key, readings in series.items():
            row = rows.get(_plain_key(indicator.number, key))
            if row is None:
                row = _new_row(sheet, indicator.number, key)
            for month, cell in readings.items():
                if month in months:
                    what = f"{indicator.number} in {month}"
                    filled += sheet.put(row, months[month], as_figure(cell), what)
            if key == WHOLE and table.period:
                for name, cell in indicator.printed.items():
                    header = f"{PRINTED} {name} {table.period}"
                    what = f"{header} of {indicator.number}"
                    sheet.put(row, _place(sheet, header), as_figure(cell), what)
    return filled


def _plain_key(number: str, key: SeriesKey) -> tuple[str, str, str]:
    measure = "" if plain(key.measure) == plain(columns.VALUE) else plain(key.measure)
    return plain(number), plain(key.area), measure


def _series_rows(sheet: InputSheet) -> dict[tuple[str, str, str], int]:
    """The row of each series in Data; the first where there are two."""
    places = [sheet.column(column) for column in (NUMBER, columns.AREA, columns.MEASURE)]
    rows: dict[tuple[str, str, str], int] = {}
    for row in sheet.records():
        number, area, measure = (text_of(sheet.value(row, place)) for place in places)
        rows.setdefault(_plain_key(number, SeriesKey(area, measure)), row)
    return rows


def _new_row(sheet: InputSheet, number: str, key: SeriesKey) -> int:
    row = sheet.add_row()
    for column, text in ((NUMBER, number), (columns.AREA, key.area), (columns.MEASURE, key.measure)):
        if text:
            sheet.put(row, _place(sheet, column.name), Entry(text), column.name)
    return row


def _place_months(table: PublishedTable, sheet: InputSheet, report: list[str]) -> dict[Month, int]:
    """The column of each month of the table. Months after the last one are added on the right; one that
    belongs between or before the others cannot be, and is reported."""
    header = sheet.rows[sheet.header]
    places = {month: column for column, value in enumerate(header) if (month := Month.read(value))}
    last = max(places, default=None)
    misplaced: list[Month] = []
    for month in table.months:
        if month in places:
            continue
        if last is None or month > last:
            places[month] = sheet.add_column(Entry(month.date(), MONTH_FORMAT))
        else:
            misplaced.append(month)
    for month in misplaced:
        count = sum(month in readings for i in table.indicators for readings in i.series.values())
        following = min(place for place in places if place > month)
        report.append(
            f"{DATA}: {month} has no column, and {_count(count, 'figure')} of it could not be placed. "
            f"Insert a column headed {month} before column {column_letters(places[following])} "
            f"({following}) and import again."
        )
    return places
