"""Data validation of a range, read as xlwings reads it."""

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from kpi_xl.calc.formulas import from_calc
from kpi_xl.calc.looks import uniform
from kpi_xl.calc.unsupported import calc

if TYPE_CHECKING:
    from kpi_xl.calc.range import Range

_TYPES = {
    "ANY": "none",
    "WHOLE": "whole_number",
    "DECIMAL": "decimal",
    "DATE": "date",
    "TIME": "time",
    "TEXT_LEN": "text_length",
    "LIST": "list",
    "CUSTOM": "custom",
}
_OPERATORS = {
    "EQUAL": "equal_to",
    "NOT_EQUAL": "not_equal_to",
    "GREATER": "greater_than",
    "GREATER_EQUAL": "greater_than_or_equal",
    "LESS": "less_than",
    "LESS_EQUAL": "less_than_or_equal",
    "BETWEEN": "between",
    "NOT_BETWEEN": "not_between",
}
_COMPARED = ("whole_number", "decimal", "date", "time", "text_length")
_ALERTS = {"STOP": "stop", "WARNING": "warning", "INFO": "information"}


@calc
class DataValidation(base_classes.DataValidation):
    """What may be typed into a range; where its cells differ, ``type`` says so and the rest is None."""

    def __init__(self, cells: "Range") -> None:
        self._cells = cells
        self._xl = uniform(cells.xl, "Validation")

    @property
    def api(self) -> Any:
        return self._xl

    @property
    def type(self) -> str:
        return "inconsistent" if self._xl is None else _TYPES.get(self._xl.Type.value, "unknown")

    @property
    def _any(self) -> bool:
        return self.type not in ("none", "inconsistent")

    @property
    def operator(self) -> str | None:
        return _OPERATORS.get(self._xl.getOperator().value) if self.type in _COMPARED else None

    @property
    def formula1(self) -> str | None:
        return self._formula(self._xl.getFormula1()) if self.type in _COMPARED else None

    @property
    def formula2(self) -> str | None:
        between = self.operator in ("between", "not_between")
        return self._formula(self._xl.getFormula2()) if between else None

    @property
    def formula(self) -> str | None:
        return "=" + self._formula(self._xl.getFormula1()) if self.type == "custom" else None

    @property
    def source(self) -> str | None:
        """``=Sheet!A1:A3``, or the options as Excel lists them: ``Sum,Average``."""
        if self.type != "list":
            return None
        text = self._xl.getFormula1()
        if text.startswith('"'):
            return ",".join(part.strip('"') for part in text.split(";"))
        return "=" + self._formula(text)

    def _formula(self, text: str) -> str:
        book = self._cells.sheet.book
        return from_calc(text, book.app.names(book.xl))

    @property
    def in_cell_dropdown(self) -> bool | None:
        return bool(self._xl.ShowList) if self.type == "list" else None

    @property
    def ignore_blank(self) -> bool | None:
        return bool(self._xl.IgnoreBlankCells) if self._any else None

    @property
    def input_title(self) -> str | None:
        return str(self._xl.InputTitle) if self._any else None

    @property
    def input_message(self) -> str | None:
        return str(self._xl.InputMessage) if self._any else None

    @property
    def show_input(self) -> bool | None:
        return bool(self._xl.ShowInputMessage) if self._any else None

    @property
    def error_title(self) -> str | None:
        return str(self._xl.ErrorTitle) if self._any else None

    @property
    def error_message(self) -> str | None:
        return str(self._xl.ErrorMessage) if self._any else None

    @property
    def show_error(self) -> bool | None:
        return bool(self._xl.ShowErrorMessage) if self._any else None

    @property
    def alert_style(self) -> str | None:
        return _ALERTS.get(self._xl.ErrorAlertStyle.value, "unknown") if self._any else None
