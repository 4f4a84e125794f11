"""Packs as PDFs, printed by the application that the workbook is open in."""

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from kpi_xl.live.temporary import readable_folder
from kpi_xl.model import NotWritten

if TYPE_CHECKING:
    import xlwings as xw


def printed(app: "xw.App", books: Mapping[str, bytes], told: Callable[[int, int], None]) -> dict[str, bytes]:
    """Workbooks as PDFs, by the same names; ``told`` hears how many of how many are printed. Each is opened
    and closed again. Raises NotWritten where the application cannot print one."""
    made: dict[str, bytes] = {}
    with readable_folder() as folder:
        for number, (name, data) in enumerate(books.items()):
            told(number, len(books))
            file = os.path.join(folder, f"{number}.xlsx")
            with open(file, "wb") as written:
                written.write(data)
            made[name] = _printed(app, file, name)
    return made


def _printed(app: "xw.App", file: str, name: str) -> bytes:
    target = f"{file}.pdf"
    book = app.books.open(file)
    try:
        book.to_pdf(target)
        with open(target, "rb") as pdf:
            return pdf.read()
    except Exception as error:
        raise NotWritten(
            f"{name} could not be printed, and nothing was published. Install a printer, then try again."
        ) from error
    finally:
        book.close()
