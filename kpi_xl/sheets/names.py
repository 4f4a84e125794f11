"""Sheet names for services: Excel's rules kept, and no two alike."""

import re
from collections.abc import Iterable

from kpi_xl.columns import (
    ACTION_LOG,
    CHECKS,
    CONFIGURATION,
    INPUT_SHEETS,
    OVERVIEW,
    PUBLISHED,
    START,
    SUMMARY,
)

LONGEST = 31
"""Characters Excel allows in a sheet's name."""

RESERVED = (
    OVERVIEW,
    SUMMARY,
    CHECKS,
    ACTION_LOG,
    PUBLISHED,
    *INPUT_SHEETS,
    START,
    CONFIGURATION,
    "History",
)
"""Names that are taken before any service: the program's own, the input sheets, the template's and
Excel's."""

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")


def service_sheet_names(services: Iterable[str]) -> dict[str, str]:
    """A sheet name for each service, in order: forbidden characters become spaces, long names are cut
    at a word where one ends near, and a name already taken gets a number."""
    taken = {name.casefold() for name in RESERVED}
    names = {}
    for service in services:
        name = _allowed(service)
        number = 2
        while name.casefold() in taken:
            ending = f" ({number})"
            name = _cut(_allowed(service), LONGEST - len(ending)) + ending
            number += 1
        taken.add(name.casefold())
        names[service] = name
    return names


def _allowed(service: str) -> str:
    name = " ".join(_FORBIDDEN.sub(" ", service).split()).strip("' ")
    return _cut(name, LONGEST) or "Service"


def _cut(name: str, longest: int) -> str:
    if len(name) <= longest:
        return name
    cut = name[:longest]
    word_end = cut.rfind(" ") if name[longest] != " " else longest
    return cut[: word_end if word_end >= longest - 8 else longest].rstrip(" ',&-")
