"""Whether a published workbook can be read by everyone: each rule of the guidance that a machine can check.

The rules are those of the Government Analysis Function, "Making spreadsheets accessible: a brief checklist of
the basics" (analysisfunction.civilservice.gov.uk, policy store), of its main guidance "Releasing statistics
in spreadsheets", and of WCAG 2.2 at level AA. docs/accessibility.md lists them.
"""

import os

from kpi_xl.accessible.colours import colour_failings
from kpi_xl.accessible.drawings import drawing_failings
from kpi_xl.accessible.opened import OpenedBook, opened
from kpi_xl.accessible.sheets import document_failings, sheet_failings
from kpi_xl.accessible.tables import table_failings
from kpi_xl.accessible.texts import text_failings
from kpi_xl.model import KpiError, Problem, UnreadableBook

__all__ = ["failings"]


def failings(path: "str | os.PathLike[str]") -> list[Problem]:
    """Everything in a published workbook that keeps someone from reading it, sheet by sheet. Raises
    UnreadableBook where the file is no workbook."""
    try:
        return _together(_failings(opened(os.fspath(path))))
    except KpiError:
        raise
    except Exception as error:  # a damaged file makes openpyxl raise whatever its parsers do, also when asked
        what = f"{os.fspath(path)} cannot be read ({error}). Open it in Excel and save it again."
        raise UnreadableBook(what) from error


def _failings(book: OpenedBook) -> list[Problem]:
    found = [*document_failings(book)]
    for sheet in book.sheets:
        found += [*sheet_failings(sheet), *table_failings(sheet), *text_failings(book, sheet)]
        found += [*colour_failings(sheet), *drawing_failings(sheet)]
    return found


def _together(found: list[Problem]) -> list[Problem]:
    """The same said of several cells of a sheet once, at the first of them."""
    alike: dict[Problem, list[str]] = {}
    for problem in found:
        alike.setdefault(problem._replace(cell=""), []).append(problem.cell)
    return [
        problem._replace(cell=cells[0], what=_counted(problem.what, len(cells) - 1))
        for problem, cells in alike.items()
    ]


def _counted(what: str, more: int) -> str:
    return f"{what} (And {more} more.)" if more else what
