"""Installs an add-in in a LibreOffice of its own, as a double-click does, opens a workbook there, and writes
what its cells show as JSON.

    /usr/bin/python3 -m tests.addin.in_calc ADDIN BOOK OUT

It runs in the system's own Python, which has LibreOffice's bridge.
"""

import json
import sys
from pathlib import Path
from typing import Any

import uno
import unohelper
from com.sun.star.task import XInteractionHandler
from com.sun.star.ucb import XCommandEnvironment

from tests.own_office import own_office

APPROVE = uno.getTypeByName("com.sun.star.task.XInteractionApprove")
EXTENSIONS = "/singletons/com.sun.star.deployment.ExtensionManager"


class Yes(unohelper.Base, XInteractionHandler, XCommandEnvironment):  # type: ignore[misc]
    """Whoever is asked whether to install an extension, and says yes."""

    def getInteractionHandler(self) -> "Yes":
        return self

    def getProgressHandler(self) -> None:
        pass

    def handle(self, question: Any) -> None:
        for answer in question.getContinuations():
            if answer.queryInterface(APPROVE):
                answer.select()


def shown(book: Any) -> dict[str, str]:
    """What each filled cell of the first sheet shows, by its address."""
    cursor = book.Sheets.getByIndex(0).createCursor()
    cursor.gotoEndOfUsedArea(False)
    cursor.gotoStartOfUsedArea(True)
    columns, rows = range(cursor.Columns.Count), range(cursor.Rows.Count)
    cells = [cursor.getCellByPosition(column, row) for row in rows for column in columns]
    return {
        cell.AbsoluteName.rpartition(".")[2].replace("$", ""): cell.String for cell in cells if cell.String
    }


def main(addin: str, book: str, out: str) -> None:
    with own_office() as (context, desktop):
        context.getValueByName(EXTENSIONS).addExtension(f"file://{addin}", (), "user", None, Yes())
        document = desktop.loadComponentFromURL(f"file://{book}", "_blank", 0, ())
        document.calculateAll()
        Path(out).write_text(json.dumps(shown(document)))
        document.close(True)


main(*sys.argv[1:])
