"""A planned cell as the text a reader sees in it."""

import datetime
import re
from decimal import Decimal

from kpi_xl.figures import steps
from kpi_xl.model import MONTH_NAMES
from kpi_xl.plan import Formula, Value

_WORDS = re.compile(r'"([^"]*)"')
_DATES = {
    "mmm": lambda day: MONTH_NAMES[day.month - 1][:3],
    "mmm-yy": lambda day: f"{MONTH_NAMES[day.month - 1][:3]}-{day:%y}",
    "dd/mm/yyyy": lambda day: f"{day:%d/%m/%Y}",
}


def displayed(value: Value, number_format: str) -> str:
    """What a cell shows: ``94%`` for 0.94 in ``0%``, words as they are, "" for an empty one.

    Knows the formats of planned sheets: digits with thousands and decimals, a per cent sign, words in quotes,
    and a section each for positive, negative and zero. Raises KeyError for a date in any other.
    """
    if isinstance(value, Formula):
        value = value.value
    if value is None:
        return ""
    if isinstance(value, datetime.date):
        return _DATES[number_format](value)
    if isinstance(value, str):
        return value
    if number_format == "General":
        return f"{value:.15g}"
    return _number(value, number_format)


def _number(value: float, number_format: str) -> str:
    sections = number_format.split(";")
    section, minus = sections[0], "-" if value < 0 else ""
    if len(sections) > 1 and value <= 0:
        section = sections[2 if value == 0 and len(sections) > 2 else 1]
        minus = ""
    if not section:
        return ""
    words = "".join(_WORDS.findall(section))
    code = _WORDS.sub("", section)
    decimals = len(code.partition(".")[2].rstrip("%"))
    percent = code.endswith("%")
    count = steps(abs(value), decimals + 2 if percent else decimals)
    comma = "," if "," in code else ""
    sign = code[0] if code[0] in "+-" else minus if count else ""
    return f"{sign}{Decimal(count).scaleb(-decimals):{comma}.{decimals}f}{'%' if percent else ''}{words}"
