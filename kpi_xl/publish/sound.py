"""What stops a publication: the problems of the workbook, a period it has not, and small numbers that nobody
has decided on."""

from kpi_xl import columns
from kpi_xl.definitions import read_what_can_be
from kpi_xl.definitions.sheet import Problems, open_table
from kpi_xl.indicator import Definitions
from kpi_xl.model import Month, Problem, ProblemsFound, SmallNumbers
from kpi_xl.outturns import MONTHS_IN_YEAR
from kpi_xl.publish.disclosure import LEAST_THRESHOLD, undecided
from kpi_xl.scorecard import last_month_with_data, make_scorecard
from kpi_xl.work import Book, carry_typed


def sound(book: Book, period: Month | None) -> tuple[Definitions, Month]:
    """The definitions of a workbook, with what was typed on its pages, and the period to publish. Raises
    ProblemsFound with everything that stops a publication."""
    definitions, problems = read_what_can_be(book)
    if definitions is None:
        raise ProblemsFound(problems)
    at = period or definitions.settings.period or last_month_with_data(definitions)
    try:
        definitions = carry_typed(book, definitions).definitions
    except ProblemsFound as found:
        problems = problems + found.problems
    problems = problems + _outside(definitions, at)
    problems = problems + _undecided(book, definitions, at) + _threshold(definitions)
    if problems:
        raise ProblemsFound(problems)
    return definitions, at


def _outside(definitions: Definitions, period: Month) -> list[Problem]:
    """A problem where Data has no such month: a slip in the period would send out empty packs."""
    first, last = definitions.start, definitions.start + (definitions.months - 1)
    if first <= period <= last:
        return []
    what = f"there is no column for {period}, the period to publish: the months are {first} to {last}."
    return [Problem(columns.DATA, "", what, "Publish one of these, or add the month.")]


def _undecided(book: Book, definitions: Definitions, period: Month) -> list[Problem]:
    """A problem for each indicator that has small numbers and no word on what to do with them."""
    settings = definitions.settings
    first_shown = make_scorecard(definitions._replace(indicators=[]), period).months[0]
    last_year = period.minus(MONTHS_IN_YEAR).year_start(settings.year_starts)
    rows = {indicator.number: indicator.row for indicator in definitions.indicators}
    problems = Problems()
    sheet, column = _place(book)
    for number, figures in undecided(definitions, min(first_shown, last_year), period).items():
        last = figures[-1]
        area = f" ({last.area})" if last.area else ""
        several = f", and {len(figures) - 1} more" if len(figures) > 1 else ""
        problems.add(
            sheet,
            rows[number],
            column,
            f"{number} has small numbers: {last.month}{area} {last.why}{several}.",
            f'Type suppress or show in the column "{columns.SMALL_NUMBERS.name}"'
            f"{'' if column else ', which has to be added'}.",
        )
    return problems.found


def _threshold(definitions: Definitions) -> list[Problem]:
    """A problem where the threshold withholds nothing, or one count only, which ``c`` would then tell."""
    below = definitions.settings.small_numbers
    marked = [i for i in definitions.indicators if i.small_numbers is SmallNumbers.SUPPRESS]
    if not marked or below >= LEAST_THRESHOLD:
        return []
    return [
        Problem(
            columns.SETTINGS,
            "",
            f"{columns.SMALL_NUMBERS_BELOW.name} is {below}, and {marked[0].number} is marked suppress.",
            f"Type {LEAST_THRESHOLD} or more: with less, what is withheld could be told.",
        )
    ]


def _place(book: Book) -> tuple[str, int]:
    """The name of Indicators as it is, and which of its columns decides; 0 where there is none."""
    needed, known = (columns.NUMBER,), columns.INDICATOR_COLUMNS
    table = open_table(book, columns.INDICATORS, needed, known, Problems(), percents=False)
    return (table.sheet, table.at(columns.SMALL_NUMBERS) or 0) if table else (columns.INDICATORS, 0)
