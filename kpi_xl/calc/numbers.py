"""Number formats of a document: their codes as Excel writes them, and how typed text reads by them."""

import datetime
import re
from typing import Any

from kpi_xl.calc.uno_bridge import is_exception, struct

DATE, TIME, PERCENT, TEXT, LOGICAL = 2, 4, 128, 256, 1024  # util.NumberFormat
DATE_TIME = DATE | TIME
_CODES = re.compile(r'("[^"]*"|\\.|\[[^\]]*\])|AM/PM|([DMYHS]+)')


class Formats:
    """The number formats of one document; what was found once is kept."""

    def __init__(self, document: Any, converter: Any) -> None:
        self._formats = document.NumberFormats
        self._locale = struct("lang.Locale", Language="en", Country="US")
        self._converter = converter
        self._converter.attachNumberFormatsSupplier(document)
        self._kinds: dict[int, int] = {}
        self._general = self._formats.getStandardIndex(self._locale)
        null = document.NullDate
        self.epoch = datetime.datetime(null.Year, null.Month, null.Day)

    def kind(self, key: int) -> int:
        """The sort of a format: DATE, TIME, PERCENT, TEXT, LOGICAL among its bits."""
        if key not in self._kinds:
            self._kinds[key] = self._formats.getByKey(key).Type
        return self._kinds[key]

    def code(self, key: int) -> str:
        """The code of a format, as Excel writes it."""
        code = self._formats.getByKey(key).FormatString
        if code == "Standard":
            return "General"
        return _CODES.sub(lambda found: found[2].lower() if found[2] else found[0], code)

    def key(self, code: str) -> int:
        """The format of a code, which is added where the document has none such."""
        key = self._formats.queryKey(code, self._locale, False)
        return int(key if key >= 0 else self._formats.addNew(code, self._locale))

    def read(self, text: str, key: int) -> tuple[float | None, str]:
        """What text typed into a cell of a format becomes: a number and the code it asks for, or neither."""
        if self.kind(key) & TEXT:
            return None, ""
        try:
            found = self._converter.detectNumberFormat(self._general, text)
            number = self._converter.convertStringToNumber(self._general, text)
        except Exception as error:
            if is_exception(error, "util.NotNumericException"):
                return None, ""
            raise
        asked = self.kind(found) & (DATE_TIME | PERCENT)
        free = key == self._general or self.code(key) == "General"
        return float(number), self.code(found).upper() if asked and free else ""
