"""The sheets of the template: Start, the input sheets with an example, and the settings of xlwings."""

import datetime
from typing import NamedTuple

from kpi_xl import columns
from kpi_xl.columns import CONFIGURATION
from kpi_xl.model import Percent
from kpi_xl.plan import Look, Row, Sheet
from kpi_xl.sheets.example import COMPARATOR, EXAMPLE, MONTHS, Line
from kpi_xl.sheets.heights import wrapped_height
from kpi_xl.sheets.inputs import CENTRED, HEADER, input_sheets
from kpi_xl.sheets.start import start_sheet
from kpi_xl.sheets.style import INK
from kpi_xl.version import VERSION

MADE_BY = "KPI_XL VERSION"
"""The row that tells which version's template a workbook was made from; xlwings passes it by."""

INTERPRETER_WINDOWS = "Interpreter_Win"
INTERPRETER_MAC = "Interpreter_Mac"
CONFIGURATION_ROWS = {
    INTERPRETER_WINDOWS: "",
    INTERPRETER_MAC: "",
    "INTERPRETER": "python",
    "PYTHONPATH": "%SystemRoot%",
    "ADD_WORKBOOK_TO_PYTHONPATH": "FALSE",
    "UDF MODULES": "kpi_xl.udfs",
    "USE UDF SERVER": "TRUE",
    "DEBUG UDFS": "FALSE",
    "SHOW CONSOLE": "FALSE",
    "SHOW_ERROR_POPUPS": "True",
    "TEMP DIR": "%TEMP%",
    "CONDA PATH": "",
    "CONDA ENV": "",
    "LICENSE_KEY": "",
    "ONEDRIVE_CONSUMER_WIN": "",
    "ONEDRIVE_CONSUMER_MAC": "",
    "ONEDRIVE_COMMERCIAL_WIN": "",
    "ONEDRIVE_COMMERCIAL_MAC": "",
    "SHAREPOINT_WIN": "",
    "SHAREPOINT_MAC": "",
}
"""All that xlwings reads, from A1 down to the first blank name: it looks a name up in capitals, with spaces
or underscores as they stand here. What is not here it would take from a file xlwings.conf in the workbook's
folder, and so from whoever may write there: a program to run, a line of Python. Words, as TRUE and FALSE in
cells take the language of the Excel that reads them. Where the interpreter for Windows or Mac is blank, it
is the ``python`` that the computer finds. PYTHONPATH names Windows' own folder, which holds no Python and
to which no officer may write: where it is blank, xlwings puts Excel's current folder first on Python's path.
Source: xlwings.bas of xlwings 0.37.8, GetConfigFromSheet and the calls of GetConfig."""

_TYPED = Look(colour=INK, number_format="@")
_PERCENT = CENTRED._replace(number_format="0%")
_MONTH = HEADER._replace(number_format="mmm-yy", horizontal="center", indent=0)
_MONTH_WIDTH = 10.0


class _Added(NamedTuple):
    """A column that the example has beyond those of the blank sheet: its name, what heads it, and how."""

    name: str
    header: str | datetime.date
    look: Look


_ADDED = {
    columns.INDICATORS: [_Added(COMPARATOR, COMPARATOR, HEADER)],
    columns.DATA: [_Added(str(month), month.date(), _MONTH) for month in MONTHS],
}


def template_sheets() -> list[Sheet]:
    """Every sheet of the template, in tab order."""
    return [start_sheet(), *map(_with_example, input_sheets()), _configuration()]


def _configuration() -> Sheet:
    """The settings of xlwings, which finds a hidden sheet too."""
    told = CONFIGURATION_ROWS | {MADE_BY: VERSION}
    rows = [Row((name, value or None), (_TYPED, _TYPED)) for name, value in told.items()]
    return Sheet(name=CONFIGURATION, mark="", rows=rows, widths=(34, 90), hidden=True)


def _with_example(sheet: Sheet) -> Sheet:
    """An input sheet with the example's rows below its header, and the columns that these need."""
    if sheet.name not in EXAMPLE:
        return sheet
    added = _ADDED.get(sheet.name, [])
    header, *blank = sheet.rows
    names = [*map(str, header.values), *(column.name for column in added)]
    widths = (*sheet.widths, *[_MONTH_WIDTH] * len(names))
    looks = (*blank[0].looks, *[CENTRED] * len(added))
    typed = [_typed(line, names, looks, widths) for line in EXAMPLE[sheet.name]]
    empty = Row((None,) * len(names), looks)
    header = header._replace(
        values=(*header.values, *(column.header for column in added)),
        looks=(*header.looks, *(column.look for column in added)),
    )
    return sheet._replace(
        rows=[header, *typed, *[empty] * (len(blank) - len(typed))],
        widths=widths[: max(len(names), len(sheet.widths))],
    )


def _typed(line: Line, names: list[str], looks: tuple[Look | None, ...], widths: tuple[float, ...]) -> Row:
    """One row of the example, tall enough for its words."""
    values = tuple(line.get(name) for name in names)
    shown = list(zip(values, looks, strict=True))
    wrapped = [
        (value, width) for (value, look), width in zip(shown, widths, strict=False) if look and look.wrap
    ]
    height = max(wrapped_height(value, width) for value, width in wrapped)
    return Row(
        tuple(float(value) if isinstance(value, Percent) else value for value in values),
        tuple(_PERCENT if isinstance(value, Percent) else look for value, look in shown),
        height or None,
    )
