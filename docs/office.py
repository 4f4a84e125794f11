"""LibreOffice with a window, on a screen nobody sees: its buttons are pressed with the pointer."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import xlwings

from docs.screen import Screen, screen
from kpi_xl.calc import attached_app
from kpi_xl.calc.uno_bridge import connect, uno
from workbook.office import PIPE, PYTHON, office_template

SIZE = 1440, 900
PICTURE = "button.png"
_SHOWN = 1300, 900
_LONGEST = 60.0  # seconds; on a busy machine the first start of a new profile takes some
_TITLE = "kpi_xl"

_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc">
<prop oor:name="ShowTipOfTheDay" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"""
"""The settings of the profile: macros run without a question."""

Found = TypeVar("Found")


class Office:
    """A LibreOffice in whose window a workbook is open: ``screen`` shows it, ``book`` is the workbook."""

    def __init__(self, shown: Screen, pipe: str, pid: int, path: Path) -> None:
        self.screen = shown
        self._context = _awaited(lambda: connect(f"pipe,name={pipe}"))
        self._pipe, self._pid, self._path = pipe, pid, path
        self._document = _awaited(lambda: self._opened(path.as_uri()))

    def _opened(self, url: str) -> Any:
        manager = self._context.ServiceManager
        document = manager.createInstance("com.sun.star.frame.Desktop").CurrentComponent
        return document if document is not None and url == document.URL else None

    @property
    def book(self) -> xlwings.Book:
        """The open workbook."""
        return attached_app(f"pipe,name={self._pipe}", self._pid).books[self._path.name]

    def press(self, caption: str) -> None:
        """Clicks the button of the sheet that is shown."""
        self.screen.at_rest()
        sheet = self._document.CurrentController.ActiveSheet
        forms = sheet.DrawPage.Forms
        models = [
            form.getByIndex(at)
            for form in map(forms.getByIndex, range(forms.Count))
            for at in range(form.Count)
        ]
        (model,) = (model for model in models if model.Label == caption)
        control = self._document.CurrentController.getControl(model)
        self.screen.click(_middle(control.AccessibleContext))

    def message(self) -> str:
        """What the message says that the macro shows when it is done; it stays."""
        return _awaited(lambda: "\n".join(part.AccessibleName for part in self._parts("STATIC")))

    def close_message(self) -> None:
        """Clicks OK in the message."""
        (button,) = self._parts("PUSH_BUTTON")
        self.screen.click(_middle(button))
        self.screen.at_rest()

    def _parts(self, role: str) -> Iterator[Any]:
        """The parts of the message that have a role; none where there is no message."""
        toolkit = self._context.ServiceManager.createInstance("com.sun.star.awt.Toolkit")
        for window in map(toolkit.getTopWindow, range(toolkit.TopWindowCount)):
            context = window.AccessibleContext
            if context is not None and context.AccessibleName == _TITLE:
                yield from _with_role(context, role)

    def show(self, sheet: str, address: str) -> None:
        """Brings a sheet to the front, with a cell of it in sight."""
        view, shown = self._document.CurrentController, self._document.Sheets.getByName(sheet)
        view.setActiveSheet(shown)
        view.select(shown.getCellRangeByName(address))
        self.screen.at_rest()


def _with_role(context: Any, role: str) -> Iterator[Any]:
    wanted = uno().getConstantByName(f"com.sun.star.accessibility.AccessibleRole.{role}")
    for at in range(context.AccessibleChildCount):
        child = context.getAccessibleChild(at).AccessibleContext
        if child.AccessibleRole == wanted:
            yield child


def _middle(context: Any) -> tuple[int, int]:
    place, size = context.LocationOnScreen, context.Size
    return place.X + size.Width // 2, place.Y + size.Height // 2


def _awaited(find: Callable[[], Found]) -> Found:
    """What is found, as soon as it is; TimeoutError with the last error where it never is."""
    error: Exception | None = None
    latest = time.monotonic() + _LONGEST
    while time.monotonic() < latest:
        try:
            if found := find():
                return found
        except Exception as failed:  # an office that starts or draws its window refuses in many ways
            error = failed
        time.sleep(0.1)
    raise TimeoutError("LibreOffice did not come to it") from error


@contextlib.contextmanager
def template_on_screen(folder: Path) -> Iterator[Office]:
    """The template, open on a screen as ``Scorecard.xlsm`` of a folder; all is ended afterwards."""
    path = folder / "Scorecard.xlsm"
    path.write_bytes(office_template())
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile, screen(*SIZE) as shown:
        settings = Path(profile) / "user" / "registrymodifications.xcu"
        settings.parent.mkdir()
        settings.write_text(_PROFILE)
        pipe = f"kpi_xl_{Path(profile).name}"
        root = str(Path(__file__).parent.parent)
        office = subprocess.Popen(
            [
                *("soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--norestore", "--nologo"),
                *("--nofirststartwizard", f"--accept=pipe,name={pipe};urp", str(path)),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # soffice is a script: it ends with the program it starts, as one group
            env=os.environ
            | {"DISPLAY": shown.display, "SAL_USE_VCLPLUGIN": "gen", "PYTHONPATH": root}
            | {PYTHON: sys.executable, PIPE: pipe},
        )
        try:
            yield Office(shown, pipe, office.pid, path)
        finally:
            os.killpg(office.pid, signal.SIGKILL)
            office.wait(60)


def draw(docs: Path) -> Path:
    """Draws below ``docs`` what is seen after a click on Refresh RAG; returns the picture's path."""
    with tempfile.TemporaryDirectory() as folder, template_on_screen(Path(folder)) as office:
        office.press("Refresh RAG")
        office.message()
        office.screen.at_rest()
        office.screen.save(docs / PICTURE, _SHOWN)
    return docs / PICTURE
