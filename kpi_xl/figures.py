"""Figures as officers type them and as readers see them: text to number, number to text."""

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from kpi_xl.model import Percent, Reading, Scalar, Unit

NUMBER = r"(?:[-+−–]\s*)?(?:£\s*)?(?:(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(?!\d)(?:\.\d*)?|\.\d+)"
"""A number as typed: ``1,854``, ``16.9``, ``-3``; thousands commas only where they belong."""

BEYOND_FIGURES = 1e15
"""No figure is as large: a spreadsheet keeps 15 digits."""

_FIGURE = re.compile(rf"({NUMBER})\s*(%?)\s*(\(.*\)|\[.*\]|[*†‡^]+)?", re.DOTALL)
_LOOKS_TYPED_AS_NUMBER = re.compile(r"[-+]?[\d.,oOlI]*\d[\d.,oOlI]*\s*%?")
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')  # what a number format does not show as a digit
_LONGEST_FORMAT = 255  # characters that Excel takes
_NEAR_A_TIE = 1e-6
_LARGE = 1e9
ERROR_VALUES = {
    2000: "#NULL!", 2007: "#DIV/0!", 2015: "#VALUE!", 2023: "#REF!", 2029: "#NAME?", 2036: "#NUM!",
    2042: "#N/A", 2043: "#GETTING_DATA", 2045: "#SPILL!", 2046: "#CONNECT!", 2047: "#BLOCKED!",
    2048: "#UNKNOWN!", 2049: "#FIELD!", 2050: "#CALC!", 2051: "#BUSY!",
}  # fmt: skip
"""Excel's error values, by their number."""

NOT_CALCULATED = "#NOT CALCULATED"
"""What stands for a formula that was saved without its value, as programs other than Excel save them."""

_ERRORS = frozenset((*ERROR_VALUES.values(), NOT_CALCULATED))


def is_error(value: Scalar) -> bool:
    """Whether a cell holds an Excel error value."""
    return isinstance(value, str) and value in _ERRORS


def shows_percent(number_format: str) -> bool:
    """Whether a number format shows a percentage: a % sign that is not within quotes or escaped."""
    return "%" in _NOT_SHOWN.sub("", number_format[:_LONGEST_FORMAT])


def to_number(text: str) -> float:
    """The number in text that matches NUMBER."""
    return float(re.sub(r"[,£\s]", "", text).replace("−", "-").replace("–", "-"))


def read_figure(value: Scalar) -> Reading:
    """What a cell says: ``94%`` is 0.94, ``1,854`` is 1854, ``79% (6m+)`` is 0.79 with a note,
    any other text is the reason why there is no number, kept word for word.

    Source: the contract, "Cell values".
    """
    if value is None:
        return Reading()
    if isinstance(value, bool):
        return Reading(reason=str(value).upper())
    if isinstance(value, (float, int)):
        figure = Reading(float(value), percent=isinstance(value, Percent))
        return figure if abs(value) < BEYOND_FIGURES else Reading(reason=repr(float(value)))
    if isinstance(value, datetime.date):
        return Reading(reason=f"{value:%d/%m/%Y}")
    text = value.strip()
    match = _FIGURE.fullmatch(text)
    if not match:
        return Reading(reason=text)
    percent = match[2] == "%"
    number = to_number(match[1])
    return Reading(hundredth(number) if percent else number, match[3] or "", percent=percent)


def hundredth(number: float) -> float:
    """A hundredth of a number, as the decimal it was typed as: 28.5 gives exactly 0.285."""
    return float(Decimal(repr(number)).scaleb(-2))


def looks_mistyped(text: str) -> bool:
    """Whether a text that is no number was probably meant as one: ``7o%``, ``1,85``."""
    return bool(_LOOKS_TYPED_AS_NUMBER.fullmatch(text))


def places(unit: Unit, decimals: int) -> int:
    """How many digits after the point a stored value keeps when it is shown: 2 for ``94%``."""
    return decimals + 2 if unit is Unit.PERCENT else decimals


def exact(value: float) -> Decimal:
    """The decimal a float stands for, to the 15 significant figures a spreadsheet keeps."""
    return Decimal(f"{value:.15g}")


def steps(value: float, digits: int) -> int:
    """A value as a whole number of the smallest step shown (10 to the minus ``digits``), rounded half
    away from zero: ``steps(0.285, 2)`` is 29, ``steps(2.5, 0)`` is 3.

    What a reader sees, as an integer, so that comparisons have no float noise. Source: the contract,
    "Displayed precision".
    """
    scaled = value * 10.0**digits
    if abs(scaled) < _LARGE and abs(abs(scaled) % 1 - 0.5) > _NEAR_A_TIE:
        return round(scaled)
    return int(exact(value).scaleb(digits).to_integral_value(ROUND_HALF_UP))


def shown(value: float, unit: Unit, decimals: int) -> str:
    """The text a reader sees: ``94%``, ``1,854``, ``16.9``."""
    count = steps(value, places(unit, decimals))
    sign = "%" if unit is Unit.PERCENT else ""
    return f"{Decimal(count).scaleb(-decimals):,.{decimals}f}{sign}"


@lru_cache(maxsize=1_000)  # targets and comparators are the same in many places
def decimals_of(value: float, unit: Unit) -> int:
    """How many decimals show a value whole, in display units: 1 for 16.5 and for 0.165 in %."""
    exponent = (exact(value) * unit.scale).normalize().as_tuple().exponent
    return max(0, -int(exponent))


def change_decimals(change: float, decimals: int) -> int:
    """The decimals a change is shown to: the indicator's, or as many more (three at the most) as it takes
    where it would read 0 and is not."""
    if not change:
        return decimals
    enough = (digits for digits in range(decimals, decimals + 3) if steps(change, digits))
    return next(enough, decimals + 3)


def shown_change(change: float, unit: Unit, decimals: int) -> str:
    """A change as a reader sees it: ``+5pp``, ``-0.3``, ``0``. ``change`` is in percentage points for %,
    ``decimals`` the indicator's."""
    decimals = change_decimals(change, decimals)
    count = steps(change, decimals)
    sign = "pp" if unit is Unit.PERCENT else ""
    return f"{Decimal(count).scaleb(-decimals):{'+' if count else ''},.{decimals}f}{sign}"


def number_format(unit: Unit, decimals: int) -> str:
    """The cell format that shows what ``shown`` says."""
    point = "." + "0" * decimals if decimals else ""
    return f"0{point}%" if unit is Unit.PERCENT else f"#,##0{point}"


def change_format(unit: Unit, decimals: int) -> str:
    """The cell format that shows what ``shown_change`` says."""
    point = "." + "0" * decimals if decimals else ""
    digits, sign = f"#,##0{point}", '"pp"' if unit is Unit.PERCENT else ""
    return f"+{digits}{sign};-{digits}{sign};{digits}{sign}"
