"""Published tables (.csv, .tsv, .xlsx) as edits of the Indicators and Data sheets."""

from kpi_xl.tables.example import clear_example
from kpi_xl.tables.merge import Merge, merge
from kpi_xl.tables.published import PublishedIndicator, PublishedTable, SeriesKey, read_table

__all__ = [
    "Merge",
    "PublishedIndicator",
    "PublishedTable",
    "SeriesKey",
    "clear_example",
    "merge",
    "read_table",
]
