"""Formulas in Excel's words and in those of LibreOffice's programming interface, both ways."""

import re
from collections.abc import Callable
from typing import NamedTuple

from openpyxl.formula.tokenizer import Token, Tokenizer
from openpyxl.formula.translate import Translator

_EXCEL, _CALC = 5, 6  # sheet.FormulaLanguage: Office Open XML; the programming interface
_FUNCTIONS = 0x7FFFFFFF  # sheet.FormulaMapGroup: all of them
_NEWER = ("_xlfn._xlws.", "_xlfn.")  # how files mark functions that came later; Excel never shows it

_PLAIN_SHEET = re.compile(r"[A-Za-z_][\w.]*")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*|[Rr]|[Cc]")
_CALC_TOKEN = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")
      | (?P<error>\#(?:REF!|N/A|DIV/0!|NAME\?|NUM!|VALUE!|NULL!))
      | \$?'(?P<quoted>(?:[^']|'')+)'\.
      | (?P<function>[A-Za-z_][\w.]*)(?=\()
      | \$(?P<plain>\w+)\.(?=[$\w])
      | (?P<relative>\w+)\.(?=\$?[A-Z]{1,3}\$?\d)
      | (?P<word>[\w.$\\]+)
      | (?P<sign>[{};|~!])""",
    re.VERBOSE,
)


class Names(NamedTuple):
    """Function names that differ: Excel's to LibreOffice's, and back."""

    to_calc: dict[str, str]
    to_excel: dict[str, str]


def function_names(mapper: object) -> Names:
    """The names of an office's ``com.sun.star.sheet.FormulaOpCodeMapper``."""
    external = mapper.OpCodeExternal  # type: ignore[attr-defined]
    excel, calc = (
        {
            (entry.Token.OpCode, entry.Token.Data if entry.Token.OpCode == external else ""): entry.Name
            for entry in mapper.getAvailableMappings(language, _FUNCTIONS)  # type: ignore[attr-defined]
        }
        for language in (_EXCEL, _CALC)
    )
    pairs = [(_shown(name), calc[key]) for key, name in excel.items() if key in calc]
    pairs = [(ours, theirs) for ours, theirs in pairs if ours != theirs and ours[:1].isalpha()]
    return Names(dict(pairs), {theirs: ours for ours, theirs in pairs})


def _shown(function: str) -> str:
    for mark in _NEWER:
        function = function.removeprefix(mark)
    return function


def to_calc(formula: str, names: Names) -> str:
    """An Excel formula, with its ``=``, as LibreOffice takes it."""
    return "=" + "".join(_calc_token(token, names) for token in Tokenizer(formula).items)


def _calc_token(token: Token, names: Names) -> str:
    text = str(token.value)
    if token.type == Token.FUNC and token.subtype == Token.OPEN:
        name = _shown(text[:-1])
        return names.to_calc.get(name.upper(), name) + "("
    if token.type == Token.SEP:
        return ";" if token.subtype == Token.ARG else "|"
    if token.type == Token.OP_IN and text == ",":
        return "~"
    if token.type == Token.OPERAND and token.subtype == Token.RANGE and "!" in text:
        sheet, _, place = text.rpartition("!")
        bare = sheet[1:-1] if sheet.startswith("'") else sheet
        return (
            f"$'{bare}'.{place}"
            if sheet.startswith("'")
            else f"$'{bare.replace(chr(39), chr(39) * 2)}'.{place}"
        )
    if token.type == Token.OPERAND and token.subtype == Token.LOGICAL:
        return f"{text.upper()}()"
    return text


def from_calc(formula: str, names: Names, separators: bool = True) -> str:
    """A LibreOffice formula as Excel writes it. ``separators`` is False where its arguments are parted by
    commas already, as in conditional formats."""
    depth = 0

    def replace(found: re.Match[str]) -> str:
        nonlocal depth
        kind, text = found.lastgroup, found.group()
        if kind in ("quoted", "plain", "relative"):
            return _excel_sheet(found[kind].replace("''", "'")) + "!"
        if kind == "function":
            return names.to_excel.get(text.upper(), text)
        if kind == "sign" and separators:
            depth += {"{": 1, "}": -1}.get(text, 0)
            return {";": ",", "|": ";" if depth else text, "~": ",", "!": " "}.get(text, text)
        return text

    return _CALC_TOKEN.sub(replace, formula)


def _excel_sheet(name: str) -> str:
    if _PLAIN_SHEET.fullmatch(name) and not _LIKE_A_CELL.fullmatch(name):
        return name
    return "'" + name.replace("'", "''") + "'"


def filled(formula: str, origin: str) -> Callable[[str], str]:
    """A formula of the cell ``origin`` as filling it into another cell writes it there."""
    return Translator(formula, origin=origin).translate_formula
