"""Runs the macro of a button pressed in LibreOffice, on the document that is open there.

``python -m workbook.office --pipe NAME --document URL --macro refresh_rag``; no other code is taken.
"""

import argparse
import os

from kpi_xl import macros
from kpi_xl.calc import attached_app

MACROS = {
    macro.__name__: macro
    for macro in (
        macros.refresh_rag,
        macros.check_scorecard,
        macros.new_month,
        macros.import_tables,
        macros.publish_packs,
        macros.show_help,
    )
}


def main() -> None:
    """Connects to the office and runs the macro that was named."""
    parser = argparse.ArgumentParser(prog="python -m workbook.office", allow_abbrev=False)
    parser.add_argument("--pipe", required=True, help="where the office listens")
    parser.add_argument("--document", required=True, help="the URL of the open workbook")
    parser.add_argument("--macro", required=True, choices=sorted(MACROS))
    asked = parser.parse_args()
    app = attached_app(f"pipe,name={asked.pipe}", os.getppid())
    (book,) = (book for book in app.books if asked.document == book.api.URL)
    MACROS[asked.macro](book)


if __name__ == "__main__":
    main()
