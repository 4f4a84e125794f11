"""The nouns of a scorecard: plain, immutable values that every other module speaks in.

Records are ``NamedTuple`` and not dataclasses: a cold ``kpi-xl refresh`` pays for imports,
and a named tuple costs a fifth of a dataclass to define.
"""

import datetime
import enum
import re
from typing import NamedTuple

MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

EARLIEST_YEAR = 1950
"""An earlier month was mistyped. Sheets hold dates from 1900 on, so fifty years before this can be shown."""

_YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})(?:[-/. ]\d{1,2}(?:[T ].*)?)?")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.?[-\s'/.]*(\d{4}|\d{2})")


class Month(int):
    """A calendar month, counted in months since year 0, so that ``month + 1`` is the next one.

    ``Month.of(2020, 9)`` and ``Month.read("Sep-20")`` are the same month; ``str`` gives ``Sep-20``.
    """

    @classmethod
    def of(cls, year: int, month: int) -> "Month":
        """Month number ``month`` (1 to 12) of ``year`` (four digits)."""
        return cls(year * 12 + month - 1)

    @classmethod
    def read(cls, value: object) -> "Month | None":
        """The month meant by a date, or by text such as ``Sep-20``, ``Sep 2020`` or ``2020-09``.

        Returns None where the value is no month, or one before EARLIEST_YEAR or after 9998. Source: the
        contract, "Data".
        """
        month = cls._read(value)
        return month if month is not None and EARLIEST_YEAR <= month.year < datetime.MAXYEAR else None

    @classmethod
    def _read(cls, value: object) -> "Month | None":
        if isinstance(value, datetime.date):
            return cls.of(value.year, value.month)
        if not isinstance(value, str):
            return None
        text = value.strip()
        if match := _YEAR_FIRST.fullmatch(text):
            year, month = int(match[1]), int(match[2])
            return cls.of(year, month) if 1 <= month <= 12 else None
        if match := _MONTH_FIRST.fullmatch(text):
            name, year = match[1].lower(), int(match[2])
            for number, full in enumerate(MONTH_NAMES, 1):
                if full.lower().startswith(name) or name == "sept" == full.lower()[:4]:
                    return cls.of(year + 2000 if year < 100 else year, number)
        return None

    @property
    def year(self) -> int:
        return int(self) // 12

    @property
    def month(self) -> int:
        """1 for January to 12 for December."""
        return int(self) % 12 + 1

    def __add__(self, months: int) -> "Month":
        return Month(int(self) + months)

    def minus(self, months: int) -> "Month":
        """The month that many months before."""
        return Month(int(self) - months)

    def date(self) -> datetime.date:
        """The first day of the month."""
        return datetime.date(self.year, self.month, 1)

    def __str__(self) -> str:
        return f"{MONTH_NAMES[self.month - 1][:3]}-{self.year % 100:02d}"

    def __repr__(self) -> str:
        return f"Month.of({self.year}, {self.month})"

    def year_start(self, first_month: int) -> "Month":
        """The first month of the financial year this month is in (``first_month`` 4 is April)."""
        return self.minus((self.month - first_month) % 12)

    def year_label(self, first_month: int) -> str:
        """The financial year this month is in, as printed: ``2020-21``."""
        start = self.year_start(first_month)
        return str(start.year) if first_month == 1 else f"{start.year}-{(start.year + 1) % 100:02d}"


class Percent(float):
    """A number that its sheet shows as a percentage: 0.94 in a cell formatted ``0%``."""


Scalar = float | str | bool | datetime.date | None
"""What a cell of a sheet holds: empty cells are None, numbers float (or Percent)."""


class Kind(enum.Enum):
    """An enumeration. Its members are told apart by identity, which is quick: enum's own hash is not, and
    ratings are looked up by the thousand."""

    __hash__ = object.__hash__


class Polarity(Kind):
    """Whether bigger or smaller is better; NONE is an indicator that is not judged."""

    BIB = "BIB"
    SIB = "SIB"
    RANGE = "Range"
    NONE = ""


class Unit(Kind):
    """What an indicator is counted in. Values of ``%`` are fractions: 0.94 is 94%."""

    PERCENT = "%"
    NUMBER = "number"
    PER_10_000 = "per 10,000"
    DAYS = "days"
    AVERAGE = "average"
    RATIO = "ratio"

    @property
    def default_decimals(self) -> int:
        return 0 if self in (Unit.PERCENT, Unit.NUMBER) else 1

    @property
    def scale(self) -> int:
        """How many display units make one: 100 for %, else 1."""
        return 100 if self is Unit.PERCENT else 1


class Rag(Kind):
    """A rating; Grey is "not rated"."""

    RED = "Red"
    AMBER = "Amber"
    GREEN = "Green"
    GREY = "Grey"


class YtdRule(Kind):
    """How a year-to-date figure is made from months."""

    LATEST = "Latest"
    SUM = "Sum"
    AVERAGE = "Average"
    WEIGHTED = "Weighted"
    ROLLING_12 = "Rolling 12"
    SUPPLIED = "Supplied"


class Basis(Kind):
    """Which figure is rated."""

    LATEST = "Latest"
    YTD = "YTD"


class Measure(Kind):
    """What a row of Data holds."""

    VALUE = "Value"
    NUMERATOR = "Numerator"
    DENOMINATOR = "Denominator"
    YTD = "YTD"


class Comparison(Kind):
    """What a change is measured from."""

    PREVIOUS_MONTH = "Previous month"
    SAME_MONTH_LAST_YEAR = "Same month last year"
    LAST_YEARS_OUTTURN = "Last year's outturn"


class AreaHistory(Kind):
    """What stands beside each area's figure for the period."""

    SIX_MONTHS = "Previous six months average"
    CUMULATIVE = "Cumulative"


class InCell(Kind):
    """What the computed cells of a generated sheet hold."""

    PYTHON = "Python"
    EXCEL = "Excel"
    VALUES = "Values"


class SmallNumbers(Kind):
    """What publishing does with the small numbers of an indicator; UNMARKED is not decided."""

    SUPPRESS = "suppress"
    SHOW = "show"
    UNMARKED = ""


class Direction(Kind):
    INCREASE = "Increase"
    DECREASE = "Decrease"
    NO_CHANGE = "No change"


class Trend(Kind):
    BETTER = "Better"
    WORSE = "Worse"
    SAME = "Same"


class Reading(NamedTuple):
    """What one cell says: a number, perhaps with a note, or a reason why there is none.

    ``percent`` tells that it was written as a percentage (``94%``, or 0.94 shown as 94%);
    ``value`` is then the fraction.
    """

    value: float | None = None
    note: str = ""
    reason: str = ""
    percent: bool = False


class Problem(NamedTuple):
    """Something in the workbook that stops the work: where, what was found, what to do.

    ``cell`` is an A1 address, or "" when the whole sheet is meant.
    """

    sheet: str
    cell: str
    what: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.sheet}!{self.cell}" if self.cell else self.sheet
        return f"{place}: {self.what} {self.remedy}"


class Finding(NamedTuple):
    """Something worth an officer's eye that stops nothing: the indicator's number, a plain word
    for the kind, and a sentence."""

    number: str
    kind: str
    text: str

    def __str__(self) -> str:
        return f"{self.number}: {self.kind}: {self.text}"


class KpiError(Exception):
    """The base of every error of this package.

    KpiError
    ├── NoOffice         LibreOffice cannot be used (in ``calc``)
    ├── ProblemsFound    the workbook has problems; ``problems`` lists every one
    ├── UnreadableBook   the file is not a workbook that can be read
    ├── NotWritten       the workbook could not be written, and is as it was
    └── UnreadableTable  a published table could not be read
    """


class ProblemsFound(KpiError):
    """The workbook has problems; nothing was written."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


class UnreadableBook(KpiError):
    """The file is not a workbook that can be read; the message says why and what to do."""


class NotWritten(KpiError):
    """The workbook could not be written, and is as it was; the message says why and what to do."""


class UnreadableTable(KpiError):
    """A published table could not be read; the message says why and what to do."""
