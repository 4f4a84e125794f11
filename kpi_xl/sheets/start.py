"""Start, the template's first sheet: what to do, with the buttons that do it."""

from typing import NamedTuple

from kpi_xl.columns import START
from kpi_xl.plan import Area, Button, Page, Row, Sheet
from kpi_xl.sheets import style
from kpi_xl.sheets.heading import PAGE_NUMBER, heading

_STEP_NAME = style.STRONG._replace(border="", size=12, colour=style.NAVY)
_STEP = style.BODY._replace(size=11)
_HELP_NAME = style.STRONG._replace(border="", colour=style.NAVY, vertical="top")
_HELP = style.BODY._replace(vertical="top")
_WIDTHS = (24, 76, 26, 26)
_STEP_HEIGHT = 42.0
_HELP_HEIGHT = 32.0
_BUTTON_COLUMN = 2


class _Step(NamedTuple):
    """A line of what to do, with its buttons."""

    name: str
    text: str
    buttons: tuple["_Press", ...]


class _Press(NamedTuple):
    """A button: caption, macro and alternative text."""

    caption: str
    macro: str
    alt: str


_STEPS = (
    _Step(
        "1. Begin",
        "Look at the example: the indicators EX 1 to EX 5 and their figures. Then clear it, and type your "
        "own on Settings, Indicators and Data, or import scorecards published already.",
        (
            _Press(
                "Clear the example",
                "ClearExample",
                "Removes the rows of the example from the sheets you fill in. Your own rows stay.",
            ),
            _Press(
                "Import tables",
                "ImportTables",
                "Asks for published scorecard tables and takes them into Indicators and Data.",
            ),
        ),
    ),
    _Step(
        "2. Each month",
        "The button adds the month's column to Data. Type the figures there, or a reason such as "
        "TBC where there is none yet, and never a 0 for it. Point at a heading for what it wants.",
        (_Press("New month", "NewMonth", "Adds a column for the next month to Data."),),
    ),
    _Step(
        "3. Check",
        "Every problem at once, in the sheet Checks, each with its cell and what to do. Nothing else is "
        "changed.",
        (
            _Press(
                "Check the scorecard",
                "CheckScorecard",
                "Lists every problem of the workbook in Checks, each with what to do. Changes nothing else.",
            ),
        ),
    ),
    _Step(
        "4. Refresh",
        "The Overview, the RAG summary, a sheet for each service, the Action log and Checks are "
        "made anew. What you typed is kept.",
        (
            _Press(
                "Refresh RAG",
                "RefreshRag",
                "Works out the ratings and makes the pages of the scorecard anew.",
            ),
        ),
    ),
    _Step(
        "5. Publish",
        "Packs for heads of service, who need nothing to read them, in the folder Packs beside this "
        "workbook. Small numbers are withheld.",
        (
            _Press(
                "Publish",
                "PublishPacks",
                "Makes packs to send out: one of the whole scorecard and one of each service.",
            ),
        ),
    ),
)

_HELP_LINES = (
    (
        "If macros are blocked",
        "Close the workbook, right-click the file in its folder, choose Properties, tick Unblock and OK. "
        "Open it again and choose Enable Content.",
    ),
    (
        "Without macros",
        'Close the workbook and run this in a command window: kpi-xl refresh "NAME OF THE FILE". '
        "It does the same as the button.",
    ),
    (
        "If a button does nothing",
        'Close the workbook and run this in a command window: kpi-xl doctor "NAME OF THE FILE". '
        "It says what is wrong with the installation and what to do.",
    ),
)


def start_sheet() -> Sheet:
    """The sheet, with the buttons of each step and one for help."""
    rows = heading("Scorecard", "What to do, in five steps. The sheets to fill in follow this one.")
    buttons = []
    for step in _STEPS:
        for place, press in enumerate(step.buttons):
            buttons.append(Button(_beside(len(rows), place), press.caption, press.macro, press.alt))
        rows.append(Row((step.name, step.text), (_STEP_NAME, _STEP), _STEP_HEIGHT))
    rows.append(Row((), (), 10.0))
    buttons.append(Button(_beside(len(rows)), "Help", "ShowHelp", "Shows help on the scorecard."))
    rows += [Row((name, text), (_HELP_NAME, _HELP), _HELP_HEIGHT) for name, text in _HELP_LINES]
    return Sheet(
        name=START,
        mark="",
        rows=rows,
        widths=_WIDTHS,
        buttons=tuple(buttons),
        page=Page(footer_left="&A", footer_right=PAGE_NUMBER),
    )


def _beside(row: int, place: int = 0) -> Area:
    column = _BUTTON_COLUMN + place
    return Area(row, column, row, column)
