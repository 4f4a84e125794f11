"""Installs an add-in in a LibreOffice of its own, as a double-click does, opens a workbook there, and writes
what its cells show as JSON.

    /usr/bin/python3 in_calc.py ADDIN BOOK OUT

It runs in the system's own Python, which has LibreOffice's bridge; nothing else of the tests is imported.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import uno
import unohelper
from com.sun.star.task import XInteractionHandler
from com.sun.star.ucb import XCommandEnvironment

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


def connected(pipe: str) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    for _ in range(300):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            time.sleep(0.1)
    raise SystemExit("LibreOffice did not start")


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
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        pipe = profile.rpartition("/")[2]
        profile_argument = f"-env:UserInstallation=file://{profile}"
        office = subprocess.Popen(
            ["soffice", profile_argument, "--headless", "--norestore", f"--accept=pipe,name={pipe};urp"],
            stdout=subprocess.DEVNULL,
            start_new_session=True,  # soffice is a script: it ends with the program it starts, as one group
        )
        try:
            context = connected(pipe)
            extensions = context.getValueByName(EXTENSIONS)
            extensions.addExtension(f"file://{addin}", (), "user", None, Yes())
            desktop = context.ServiceManager.createInstance("com.sun.star.frame.Desktop")
            document = desktop.loadComponentFromURL(f"file://{book}", "_blank", 0, ())
            document.calculateAll()
            Path(out).write_text(json.dumps(shown(document)))
            document.close(True)
        finally:
            os.killpg(office.pid, signal.SIGKILL)
            office.wait(60)


main(*sys.argv[1:])
