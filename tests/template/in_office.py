"""Opens a workbook in LibreOffice, runs macros of it, and writes what it found as JSON.

    /usr/bin/python3 -m tests.template.in_office BOOK OUT [MODULE.MACRO ...]

It runs in the system's own Python, which has LibreOffice's bridge.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uno

from tests.own_office import own_office

ALWAYS_RUN_MACROS = 4  # com.sun.star.document.MacroExecMode


def prop(name: str, value: object) -> Any:
    made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = name, value
    return made


def buttons(document: Any) -> Iterator[list[str]]:
    """Sheet, caption and script of every form button."""
    for sheet in document.Sheets.ElementNames:
        forms = document.Sheets.getByName(sheet).DrawPage.Forms
        for form in map(forms.getByIndex, range(forms.Count)):
            for place in range(form.Count):
                script = [event.ScriptCode for event in form.getScriptEvents(place)]
                yield [sheet, form.getByIndex(place).Label, *script]


def rows(sheet: Any) -> list[list[str]]:
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    cursor.gotoStartOfUsedArea(True)
    filled = [[str(cell) for cell in row] for row in cursor.DataArray]
    return [row for row in filled if any(row)]


def main(book: str, out: str, *macros: str) -> None:
    with own_office() as (_, desktop):
        loading = (prop("MacroExecutionMode", ALWAYS_RUN_MACROS), prop("Hidden", False))
        document = desktop.loadComponentFromURL(f"file://{book}", "_blank", 0, loading)
        library = document.BasicLibraries.getByName("VBAProject")
        found = {
            "modules": {name: library.getByName(name) for name in library.ElementNames},
            "buttons": list(buttons(document)),
            "open": document.CurrentController.ActiveSheet.Name,
        }
        for macro in macros:
            url = f"vnd.sun.star.script:VBAProject.{macro}?language=Basic&location=document"
            document.getScriptProvider().getScript(url).invoke((), (), ())
        found["rows"] = {name: rows(document.Sheets.getByName(name)) for name in document.Sheets.ElementNames}
        Path(out).write_text(json.dumps(found))


main(*sys.argv[1:])
