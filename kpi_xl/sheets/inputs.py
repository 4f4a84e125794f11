"""The blank input sheets: what an officer fills in, with help on every header.

Each is a plain range in one style, headed in its first row, and not a table of Excel's own (ListObject):
such a table has its headers a second time, in a part of its own. A header typed over, pasted or added by any
program that does not know of that part (a month's is a date, which a table cannot have) leaves a workbook
that Excel calls damaged.
"""

from kpi_xl import columns
from kpi_xl.columns import Column
from kpi_xl.messages import OVERVIEW_KINDS
from kpi_xl.model import MONTH_NAMES
from kpi_xl.plan import Area, Choice, Look, Note, Page, Row, Sheet
from kpi_xl.sheets.heading import PAGE_NUMBER
from kpi_xl.sheets.style import HEADER_LEFT, INK, LINE, NAVY, PALE, QUIET

INPUT_ROWS = 500
"""How many rows below the header are laid out for typing, with their drop-down lists."""

KINDS = ("Improvement activity", "Next steps", *OVERVIEW_KINDS)
"""The headings of commentary that the drop-down list offers; others may be typed."""

COMPARATORS = 6
"""How many columns of comparators there is room for, beside those that every book has."""

WHAT_IT_MEANS = "What it means"

MONTHS_FROM_HERE = (
    "From here to the right, one column a month, oldest first. "
    "Head each with its month: Sep 2020 or 01/09/2020."
)

HEADER = HEADER_LEFT._replace(size=10)
_CELL = Look(colour=INK, vertical="top", border=LINE, locked=False)
_TEXT = _CELL._replace(wrap=True, horizontal="left", indent=1)
CENTRED = _CELL._replace(horizontal="center")
_DATE = CENTRED._replace(number_format="dd/mm/yyyy")
_WORDS = _TEXT._replace(number_format="@")
"""For entries that Excel would take for a date: it reads a typed ``Sep-20`` as 20 September of this year."""

_WORDED = (columns.NUMBER, columns.COMMENT_PERIOD, columns.SERIES_BREAK, columns.FROM)
_NAME = Look(bold=True, colour=NAVY, fill=PALE, border=LINE, horizontal="left", indent=1)
_WORDED_SETTINGS = (columns.PERIOD, columns.CHANGE_SINCE)
_MEANING = Look(colour=QUIET, border=LINE, horizontal="left", indent=1, wrap=True)
_ENTRY = Look(colour=INK, border=LINE, horizontal="left", indent=1, wrap=True, locked=False)
_WRAPPED_FROM = 16  # characters of width
_ADDED_WIDTH = 18.0
_HEADER_HEIGHT = 30.0
_DATA_HEADER_HEIGHT = 44.0  # below it, imports put what was printed: Printed RAG Sep-20
_SETTING_HEIGHT = 21.0
_PAGE = Page(repeat=(0, 0), footer_left="&A", footer_right=PAGE_NUMBER)


def input_sheets() -> list[Sheet]:
    """The input sheets, blank but for their headers and the names of the settings."""
    return [
        _settings(),
        _list_sheet(columns.INDICATORS, columns.INDICATOR_COLUMNS, stay=3, added=COMPARATORS),
        _data(),
        _list_sheet(columns.TARGETS, columns.TARGET_COLUMNS),
        _list_sheet(columns.COMMENTARY, columns.COMMENTARY_COLUMNS),
        _list_sheet(columns.ACTIONS, columns.ACTION_COLUMNS),
    ]


def _list_sheet(name: str, listed: tuple[Column, ...], stay: int = 0, added: int = 0) -> Sheet:
    """A sheet of one row a thing; ``stay`` columns stay in sight, and there is room for ``added`` ones."""
    blank = Row((None,) * len(listed), tuple(_look(column) for column in listed))
    return Sheet(
        name=name,
        mark="",
        rows=[_header(tuple(column.name for column in listed)), *[blank] * INPUT_ROWS],
        widths=(*(column.width for column in listed), *[_ADDED_WIDTH] * added),
        freeze=(1, stay),
        notes=tuple(Note(0, place, _help(column)) for place, column in enumerate(listed)),
        choices=tuple(
            _choice(column, Area(1, place, INPUT_ROWS, place))
            for place, column in enumerate(listed)
            if _options(column)
        ),
        page=_PAGE,
        gridlines=True,
    )


def _data() -> Sheet:
    sheet = _list_sheet(columns.DATA, columns.DATA_COLUMNS, stay=3)
    header = sheet.rows[0]._replace(height=_DATA_HEADER_HEIGHT)
    return sheet._replace(
        rows=[header, *sheet.rows[1:]],
        notes=(*sheet.notes, Note(0, len(columns.DATA_COLUMNS), MONTHS_FROM_HERE)),
    )


def _header(names: tuple[str, ...]) -> Row:
    return Row(names, (HEADER,) * len(names), _HEADER_HEIGHT)


def _help(column: Column) -> str:
    return f"{column.help} Needed." if column.needed else column.help


def _look(column: Column) -> Look:
    if column in _WORDED:
        return _WORDS
    if column.name == "WHEN":
        return _DATE
    if column is columns.MEASURE:
        return CENTRED  # what the months beside it look like, too
    return _TEXT if column.width >= _WRAPPED_FROM else CENTRED


def _options(column: Column) -> tuple[str, ...]:
    """What a cell's drop-down list offers. Lists have no commas: ``per 10000`` reads as ``per 10,000``."""
    own = {"Kind": KINDS, columns.YEAR_STARTS.name: MONTH_NAMES}
    return tuple(option.replace(",", "") for option in own.get(column.name, column.options))


def _choice(column: Column, area: Area) -> Choice:
    options = _options(column)
    open_ended = column.name == "Kind" or any("," in option for option in column.options)
    message = f"Choose {', '.join(options[:-1])} or {options[-1]}, or leave the cell blank."
    return Choice(area, options, column.name, message, open_ended)


def _settings() -> Sheet:
    rows = [_header((columns.SETTING, columns.VALUE, WHAT_IT_MEANS))]
    for setting in columns.SETTING_ROWS:
        value = _ENTRY._replace(number_format="@") if setting in _WORDED_SETTINGS else _ENTRY
        rows.append(Row((setting.name, None, setting.help), (_NAME, value, _MEANING), _SETTING_HEIGHT))
    return Sheet(
        name=columns.SETTINGS,
        mark="",
        rows=rows,
        widths=(26, 34, 84),
        freeze=(1, 0),
        choices=tuple(
            _choice(setting, Area(row, 1, row, 1))
            for row, setting in enumerate(columns.SETTING_ROWS, 1)
            if _options(setting)
        ),
        page=_PAGE,
    )
