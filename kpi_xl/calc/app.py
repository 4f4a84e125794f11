"""A LibreOffice as xlwings' application, and the spreadsheets open in it."""

import contextlib
import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from xlwings import base_classes

from kpi_xl.calc.book import Book
from kpi_xl.calc.formulas import Names, function_names
from kpi_xl.calc.main_thread import on_main_thread
from kpi_xl.calc.numbers import Formats
from kpi_xl.calc.range import Range
from kpi_xl.calc.uno_bridge import NoOffice, constant, is_exception, properties, uno
from kpi_xl.calc.unsupported import calc

if TYPE_CHECKING:
    from kpi_xl.calc.office import Office

Done = TypeVar("Done")

_BUTTONS = {"ok": 1, "ok_cancel": 2, "yes_no": 3, "yes_no_cancel": 4}  # awt.MessageBoxButtons
_ANSWERS = {0: "cancel", 1: "ok", 2: "yes", 3: "no"}  # awt.MessageBoxResults
_MODES = {None: "MESSAGEBOX", "info": "INFOBOX", "critical": "ERRORBOX"}


def _kept(name: str) -> Any:
    """A setting of Excel that changes nothing here: it keeps what it is given."""
    return property(
        lambda app: app._kept.get(name, True), lambda app, value: app._kept.__setitem__(name, value)
    )


@calc
class App(base_classes.App):
    """One office. It is ``headless`` where we started it; then nobody sees an alert, and ``alerts`` keeps
    what was said."""

    engine: Any = None

    def __init__(self, context: Any, pid: int, office: "Office | None") -> None:
        self._context, self._pid, self._office = context, pid, office
        self._desktop = self.service("frame.Desktop")
        self._names: Names | None = None
        self._formats: dict[str, Formats] = {}
        self._sheets: dict[str, dict[str, Any]] = {}
        self._kept: dict[str, Any] = {"calculation": "automatic", "status_bar": False}
        self._locked: list[Any] = []
        self._active = ""
        self.ended = False
        self.alerts: list[str] = []

    def service(self, name: str, *arguments: object) -> Any:
        """A service of the office by its name after ``com.sun.star.``."""
        manager, full = self._context.ServiceManager, f"com.sun.star.{name}"
        if arguments:
            return manager.createInstanceWithArgumentsAndContext(full, arguments, self._context)
        return manager.createInstanceWithContext(full, self._context)

    def names(self, document: Any) -> Names:
        """The names of functions; the first document asked tells them for all."""
        if self._names is None:
            mapper = document.createInstance("com.sun.star.sheet.FormulaOpCodeMapper")
            self._names = function_names(mapper)
        return self._names

    def formats(self, document: Any) -> Formats:
        """The number formats of a document."""
        key = document.RuntimeUID
        if key not in self._formats:
            self._formats[key] = Formats(document, self.service("util.NumberFormatter"))
        return self._formats[key]

    def known_sheets(self, document: Any) -> dict[str, Any]:
        """LibreOffice's own sheets of a document that were asked for, by the names they then had: to ask for
        one again takes a dozen messages, to ask it for its name takes one."""
        return self._sheets.setdefault(document.RuntimeUID, {})

    def forget(self, key: str) -> None:
        """Lets go of what is kept of the document with this ``RuntimeUID``."""
        self._formats.pop(key, None)
        self._sheets.pop(key, None)

    @property
    def api(self) -> Any:
        return self._desktop

    @property
    def pid(self) -> int:
        return self._pid

    @property
    def hwnd(self) -> int:
        return self._pid

    @property
    def version(self) -> str:
        where = properties(nodepath="/org.openoffice.Setup/Product")
        reader = "configuration.ConfigurationAccess"
        provider = self.service("configuration.ConfigurationProvider")
        product = provider.createInstanceWithArguments(f"com.sun.star.{reader}", where)
        return str(product.getByName("ooSetupVersionAboutBox"))

    @property
    def books(self) -> "Books":
        return Books(self)

    @property
    def headless(self) -> bool:
        return self._office is not None

    @property
    def selection(self) -> Range | None:
        selected = self.books.active.xl.CurrentSelection if len(self.books) else None
        if selected is None or not selected.supportsService("com.sun.star.sheet.SheetCellRange"):
            return None
        return Range.of(self.books.active.sheets.of(selected.Spreadsheet), selected.RangeAddress)

    def on_main_thread(self, work: Callable[[], Done]) -> Done:
        """What ``work`` gives, done by the office's main thread."""
        return on_main_thread(self.service("awt.AsyncCallback"), work)

    def turn_to(self, document: Any) -> None:
        """Makes a document the active one. Without a screen no window is told: raised and closed again, it
        breaks LibreOffice down."""
        self._active = document.RuntimeUID
        if not self.headless:
            frame = document.CurrentController.Frame
            frame.activate()
            frame.ContainerWindow.toFront()

    def current(self) -> Any:
        """The document that is the active one; None where it is closed, or no spreadsheet."""
        if not self.headless:
            return self._desktop.CurrentComponent
        return next((book.xl for book in self.books if book.xl.RuntimeUID == self._active), None)

    def activate(self, steal_focus: bool = False) -> None:
        if len(self.books):
            self.books.active.activate()

    def quit(self) -> None:
        """Ends the office where it is ours; closes nothing of another's."""
        self.ended = True
        if self._office is not None:
            self._office.quit()

    def kill(self) -> None:
        self.ended = True
        if self._office is not None:
            self._office.kill()

    def calculate(self) -> None:
        for book in self.books:
            book.xl.calculateAll()

    @property
    def calculation(self) -> str:
        return str(self._kept["calculation"])

    @calculation.setter
    def calculation(self, value: str) -> None:
        if value not in ("automatic", "manual"):
            raise ValueError(f"Calculation is automatic or manual in LibreOffice, not {value!r}")
        for book in self.books:
            book.xl.enableAutomaticCalculation(value == "automatic")
        self._kept["calculation"] = value

    @property
    def screen_updating(self) -> bool:
        return not self._locked

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        if value:
            for document in self._locked:
                with contextlib.suppress(Exception):  # a document that was closed meanwhile
                    document.unlockControllers()
            self._locked = []
        elif not self._locked:
            self._locked = [book.xl for book in self.books]
            for document in self._locked:
                document.lockControllers()

    @property
    def status_bar(self) -> str | bool:
        return self._kept["status_bar"]  # type: ignore[no-any-return]

    @status_bar.setter
    def status_bar(self, value: str | bool) -> None:
        self._kept["status_bar"] = value
        try:
            indicator = self.books.active.view.StatusIndicator
        except KeyError:  # no workbook is open
            return
        indicator.end()
        if isinstance(value, str):
            indicator.start(value, 1)

    display_alerts = _kept("display_alerts")
    enable_events = _kept("enable_events")
    interactive = _kept("interactive")
    visible = _kept("visible")

    @property
    def cut_copy_mode(self) -> None:
        """Nothing is ever left on the clipboard."""

    @cut_copy_mode.setter
    def cut_copy_mode(self, value: bool) -> None:
        pass

    def alert(self, prompt: str, title: str, buttons: str, mode: str | None, callback: object) -> str | None:
        self.alerts.append(prompt)
        if self.headless:
            return "yes" if buttons.startswith("yes") else "ok"
        window = self._desktop.CurrentFrame.ContainerWindow
        kind = constant(f"awt.MessageBoxType.{_MODES[mode]}")
        box = window.Toolkit.createMessageBox(window, kind, _BUTTONS[buttons], title or "", prompt)
        return _ANSWERS.get(box.execute())


@calc
class Books(base_classes.Books):
    """The spreadsheets that are open in an office."""

    def __init__(self, app: App) -> None:
        self.app = app

    @property
    def api(self) -> Any:
        return self.app.api.Components

    def __iter__(self) -> Iterator[Book]:
        components = self.app.api.Components.createEnumeration()
        while components.hasMoreElements():
            document = components.nextElement()
            if document.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
                yield Book(self.app, document)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __call__(self, name_or_index: str | int) -> Book:
        books = list(self)
        if isinstance(name_or_index, int):
            return books[name_or_index - 1]
        for book in books:
            if name_or_index.casefold() in (book.name.casefold(), book.fullname.casefold()):
                return book
        raise KeyError(name_or_index)

    def __contains__(self, key: str | int) -> bool:
        try:
            return self(key) is not None
        except (KeyError, IndexError):
            return False

    @property
    def active(self) -> Book:
        current = self.app.current()
        if current is not None and current.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
            return Book(self.app, current)
        books = list(self)
        if not books:
            raise KeyError("No workbook is open")
        return books[-1]

    def add(self) -> Book:
        return self._load("private:factory/scalc")

    def open(
        self, fullname: str, update_links: object = None, read_only: bool | None = None, *_: object
    ) -> Book:
        """Opens a file. Formulas keep the values of the file until something they follow changes."""
        path = os.path.realpath(fullname)
        return self._load(uno().systemPathToFileUrl(path), ReadOnly=bool(read_only), MacroExecutionMode=0)

    def _load(self, url: str, **options: object) -> Book:
        # Hidden documents have no view, and with it no frozen panes.
        values = properties(Hidden=False, **options)
        try:
            document = self.app.on_main_thread(
                lambda: self.app.api.loadComponentFromURL(url, "_blank", 0, values)
            )
        except Exception as error:
            if is_exception(error, "uno.RuntimeException"):
                raise
            document = None
        if document is None:
            raise NoOffice(
                f"LibreOffice could not open {url}. Is it open in another program, or no workbook?"
            )
        book = Book(self.app, document)
        self.app.turn_to(document)
        if self.app.calculation == "manual":
            document.enableAutomaticCalculation(False)
        return book
