"""Who has a workbook open, by the file that Excel or LibreOffice lays beside it."""

import os
from typing import NamedTuple

_SOMEBODY = "Somebody"
_WIDE_NAME = 55  # where Excel's owner file has the length of the name in two bytes, and after it the name


class User(NamedTuple):
    """Who has a workbook open, in which program, and the name of the file that says so."""

    name: str
    program: str
    file: str


def user_of(path: str) -> User | None:
    """Who has the workbook open; None where no file beside it tells of anybody.

    Source: the owner files of Excel (``~$NAME``, 165 bytes) and LibreOffice (``.~lock.NAME#``, fields
    with commas between them).
    """
    folder, name = os.path.split(path)
    for file, program, read in (
        (f"~${name}", "Excel", _excel_name),
        (f".~lock.{name}#", "LibreOffice", _libreoffice_name),
    ):
        owner = os.path.join(folder, file)
        if os.path.exists(owner):
            return User(" ".join(read(_bytes_of(owner)).split()) or _SOMEBODY, program, file)
    return None


def _bytes_of(owner: str) -> bytes:
    try:
        with open(owner, "rb") as file:
            return file.read(1000)
    except OSError:
        return b""  # a program may keep it to itself: that it is there tells enough


def _excel_name(data: bytes) -> str:
    """The name stands in one byte a character after its length, and again in two bytes a character."""
    length = data[0] if data else 0
    wide = data[_WIDE_NAME + 2 :][: 2 * length].decode("utf-16-le", "ignore")
    if int.from_bytes(data[_WIDE_NAME : _WIDE_NAME + 2], "little") == length == len(wide):
        return _printable(wide)
    return _printable(data[1 : 1 + length].decode("cp1252", "ignore"))


def _libreoffice_name(data: bytes) -> str:
    names = data.decode("utf-8", "ignore").split(",")[:2]
    return next((name for name in map(_printable, names) if name.strip()), "")


def _printable(name: str) -> str:
    return name if name.isprintable() else ""
