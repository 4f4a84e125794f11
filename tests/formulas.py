"""The formulas of conditional formats, worked out on a planned sheet as a spreadsheet does."""

import datetime
import re
from bisect import bisect_right
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from kpi_xl.plan import Formula, Rule, Sheet

_TOKEN = re.compile(
    r'"(?P<text>[^"]*)"|(?P<number>\d+(?:\.\d+)?(?:E[+-]?\d+)?)|(?P<name>[A-Z]+)\(|'
    r"(?P<ref>\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?)|(?P<sign><=|>=|[=<>(),])"
)
_REF = re.compile(r"(\$?)([A-Z]+)(\$?)(\d+)")
_EPOCH = datetime.date(1899, 12, 30)


class NotAvailable(Exception):
    """#N/A."""


def fill_at(sheet: Sheet, row: int, column: int) -> str:
    """The fill that the rules of a sheet give a cell; "" for none. Rules come in order of priority."""
    for rule in sheet.rules:
        area = rule.area
        if (
            area.top <= row <= area.bottom
            and area.left <= column <= area.right
            and _holds(sheet, rule, row, column)
        ):
            return rule.fill
    return ""


def _holds(sheet: Sheet, rule: Rule, row: int, column: int) -> bool:
    try:
        formula = _Formula(sheet, rule.formula, row - rule.area.top, column - rule.area.left)
        value = formula.expression()
    except NotAvailable:
        return False
    assert formula.at == len(formula.tokens), rule.formula
    return value is True


class _Formula:
    """A formula, read from left to right; relative references are moved by ``down`` and ``right``."""

    def __init__(self, sheet: Sheet, text: str, down: int, right: int) -> None:
        self.sheet, self.down, self.right = sheet, down, right
        self.tokens = list(_TOKEN.finditer(text))
        assert "".join(token[0] for token in self.tokens) == text, text
        self.at = 0

    def next(self) -> re.Match[str]:
        self.at += 1
        return self.tokens[self.at - 1]

    def sign(self, *wanted: str) -> str:
        """The sign that comes next if it is one of these; "" where it is not."""
        said = self.tokens[self.at]["sign"] if self.at < len(self.tokens) else None
        if said in wanted:
            self.at += 1
            return str(said)
        return ""

    def expression(self) -> Any:
        left = self.operand()
        sign = self.sign("=", "<=", ">=", "<", ">")
        if not sign:
            return left
        right = self.operand()
        if sign == "=":
            return left == right or (left is None and right == "")
        # to a spreadsheet any text is more than any number
        left, right = ((isinstance(value, str), 0 if value is None else value) for value in (left, right))
        return {"<=": left <= right, ">=": left >= right, "<": left < right, ">": left > right}[sign]

    def operand(self) -> Any:
        token = self.next()
        if token["text"] is not None:
            return token["text"]
        if token["number"]:
            return float(token["number"])
        if token["ref"]:
            return self.cells(token["ref"])
        arguments = [self.expression()]
        while self.sign(","):
            arguments.append(self.expression())
        assert self.sign(")")
        return _call(token["name"], arguments)

    def cells(self, reference: str) -> Any:
        corners = [self.corner(*match) for match in _REF.findall(reference)]
        if len(corners) == 1:
            return self.value(*corners[0])
        (row, left), (last, right) = corners
        assert row == last
        return [self.value(row, column) for column in range(left, right + 1)]

    def corner(self, fixed: str, letters: str, pinned: str, number: str) -> tuple[int, int]:
        column = 0
        for letter in letters:
            column = column * 26 + ord(letter) - 64
        return int(number) - 1 + (0 if pinned else self.down), column - 1 + (0 if fixed else self.right)

    def value(self, row: int, column: int) -> Any:
        values = self.sheet.rows[row].values
        value = values[column] if column < len(values) else None
        if isinstance(value, Formula):
            return value.value
        return float((value - _EPOCH).days) if isinstance(value, datetime.date) else value


def _call(name: str, arguments: list[Any]) -> Any:
    if name == "IF":
        return arguments[1] if arguments[0] is True else arguments[2] if len(arguments) > 2 else False
    if name == "AND":
        return all(argument is True for argument in arguments)
    if name == "ISNUMBER":
        return isinstance(arguments[0], float) and not isinstance(arguments[0], bool)
    if name == "ROUND":
        number, digits = arguments
        if not isinstance(number, float):
            return number
        half_up = Decimal(f"{number:.15g}").quantize(Decimal(1).scaleb(-int(digits or 0)), ROUND_HALF_UP)
        return float(half_up)
    assert name == "LOOKUP", name
    wanted, starts, results = arguments
    known = [start for start in starts if isinstance(start, float)]
    assert known == sorted(known)
    place = bisect_right(known, wanted) if isinstance(wanted, float) else 0
    if not place:
        raise NotAvailable
    return results[place - 1]
