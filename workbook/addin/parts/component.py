"""The KPI_ functions in LibreOffice Calc. This runs in LibreOffice's own Python; kpi_xl is beside it."""

from typing import Any

import uno
import unohelper
from com.sun.star.sheet import XVolatileResult
from kpixl import XScorecard

from kpi_xl import worksheet
from kpi_xl.ranges import Answers, Grid


class Scorecard(unohelper.Base, XScorecard):  # type: ignore[misc]
    """The add-in, an object of which answers for all cells. Arguments that are left out come as None."""

    def __init__(self, _context: object) -> None:
        super().__init__()

    def KPI_RAG(
        self,
        value: object,
        target: object,
        polarity: object,
        amber_within: object,
        methodology: object,
        decimals: object,
    ) -> object:
        return _for_calc(
            worksheet.rag(value, target, _words(polarity), amber_within, _words(methodology), decimals)
        )

    def KPI_YTD(self, values: object, rule: object, numerators: object, denominators: object) -> object:
        return _for_calc(worksheet.year_to_date(values, _words(rule), numerators, denominators))

    def KPI_CHANGE(self, current: object, previous: object, unit: object) -> object:
        return _for_calc(worksheet.change(current, previous, _words(unit)))

    def KPI_DIRECTION(
        self, current: object, previous: object, polarity: object, no_change_within: object
    ) -> object:
        return _for_calc(worksheet.direction(current, previous, _words(polarity), no_change_within))


class Rows(unohelper.Base, XVolatileResult):  # type: ignore[misc]
    """Answers of a range. Python can hand Calc rows of cells only inside a structure, as in this event."""

    def __init__(self, rows: Grid) -> None:
        super().__init__()
        self._rows = rows

    def addResultListener(self, cells: Any) -> None:
        told = uno.createUnoStruct("com.sun.star.sheet.ResultEvent")
        told.Value = uno.Any("[][]any", self._rows)
        cells.modified(told)

    def removeResultListener(self, cells: Any) -> None:
        pass


def _for_calc(answers: Answers) -> object:
    return Rows(answers) if isinstance(answers, tuple) else answers


def _words(argument: object) -> object:
    """An argument that is words. Calc gives 0 for an empty cell, which here can only mean that."""
    return None if argument == 0 else argument


g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(Scorecard, "kpixl.Scorecard", ("com.sun.star.sheet.AddIn",))
