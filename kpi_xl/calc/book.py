"""A spreadsheet document as xlwings' book."""

import os
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from kpi_xl.calc.names import Names
from kpi_xl.calc.numbers import Formats
from kpi_xl.calc.sheet import Sheets
from kpi_xl.calc.uno_bridge import properties, uno
from kpi_xl.calc.unsupported import calc

if TYPE_CHECKING:
    from kpi_xl.calc.app import App

_FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".xls": "MS Excel 97",
    ".ods": "calc8",
}


@calc
class Book(base_classes.Book):
    """A document that is open; two that wrap the same one are the same to xlwings by their name."""

    def __init__(self, app: "App", xl: Any) -> None:
        self._app, self.xl = app, xl

    @property
    def api(self) -> Any:
        return self.xl

    @property
    def app(self) -> "App":
        return self._app

    @property
    def view(self) -> Any:
        """The document's view: the active sheet, frozen panes, grid lines."""
        return self.xl.CurrentController

    @property
    def fullname(self) -> str:
        url = self.xl.URL
        return str(uno().fileUrlToSystemPath(url)) if url else str(self.xl.Title)

    @property
    def name(self) -> str:
        return os.path.basename(self.fullname)

    @property
    def formats(self) -> Formats:
        """The document's number formats."""
        return self._app.formats(self.xl)

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(self, [None, *self.sheets])

    def activate(self) -> None:
        self._app.turn_to(self.xl)

    def close(self) -> None:
        """Closes without saving, as xlwings does."""
        key = self.xl.RuntimeUID
        self.xl.setModified(False)
        self._app.on_main_thread(lambda: self.xl.close(True))
        self._app.forget(key)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Saves where it came from, or as the file type of ``path``. Raises ValueError for another type."""
        if password is not None:
            raise NotImplementedError("Book.save with a password is not supported in LibreOffice")
        if path is None and self.xl.hasLocation():
            self.xl.store()
            return
        path = os.path.realpath(path or self.name)
        root, ending = os.path.splitext(path)
        path, ending = (path, ending) if ending else (root + ".xlsx", ".xlsx")
        if ending.lower() not in _FILTERS:
            raise ValueError(f"A workbook is saved as {', '.join(_FILTERS)}, not as {ending}")
        url = uno().systemPathToFileUrl(path)
        self.xl.storeAsURL(url, properties(FilterName=_FILTERS[ending.lower()], Overwrite=True))

    def to_pdf(self, path: str, quality: str = "standard") -> None:
        url = uno().systemPathToFileUrl(os.path.realpath(path))
        self.xl.storeToURL(url, properties(FilterName="calc_pdf_Export"))
