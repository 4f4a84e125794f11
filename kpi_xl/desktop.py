"""A workbook refreshed in the spreadsheet application of this computer, as its button does it: in Excel on
Windows and Mac, in LibreOffice elsewhere."""

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kpi_xl import work
from kpi_xl.live import LiveBook
from kpi_xl.model import KpiError, Month, NotWritten
from kpi_xl.package.saving import check_free
from kpi_xl.plain_xlwings import plain_xlwings

if TYPE_CHECKING:
    import xlwings as xw

HAS_EXCEL = sys.platform in ("win32", "darwin")

_NOT_BY_LIBREOFFICE = (
    "Without Excel, --live works in LibreOffice, which does not keep all that a workbook holds when it "
    "saves. Write to another file with -o, to look at, and refresh {} itself without --live."
)
_ENDED = "{} was not refreshed: the application refused, or ended by itself. Refresh it without --live."


def refresh_live(path: str, output: str | None = None, period: Month | None = None) -> work.Made:
    """Opens a workbook, makes its generated sheets anew, saves it (or ``output``) and closes it.

    Raises ProblemsFound, and NotWritten where somebody has the file open, it is read-only, LibreOffice would
    write over the workbook itself, or the application refuses or ends.
    """
    if not HAS_EXCEL and (output is None or os.path.realpath(output) == os.path.realpath(path)):
        raise NotWritten(_NOT_BY_LIBREOFFICE.format(os.path.basename(path)))
    check_free(output or path)  # an application that nobody sees asks, and waits for ever
    try:
        with _application() as app:
            app.display_alerts = False
            book = app.books.open(path)
            try:
                live = LiveBook(book)
                made = work.refresh(live, period)
                live.apply()
                book.save(output)
            finally:
                with contextlib.suppress(Exception):  # where the application has ended, it is closed
                    book.close()
    except KpiError:
        raise
    except Exception as error:
        raise NotWritten(_ENDED.format(os.path.basename(path))) from error
    return made


@contextlib.contextmanager
def _application() -> Iterator["xw.App"]:
    """An application of our own, ended afterwards."""
    xlwings = plain_xlwings()
    if HAS_EXCEL:
        with xlwings.App(visible=False, add_book=False) as app:
            yield app
        return
    from kpi_xl.calc import calc_app  # noqa: PLC0415 - only where there is no Excel

    with calc_app() as app:
        yield app
