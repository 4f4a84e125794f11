"""A VBA project read by the letter of MS-OVBA, knowing nothing of what wrote it: anything that the
specification doesn't allow raises. Its compound file is read by olefile, which raises on every defect."""

import io
import re
import struct
from typing import NamedTuple

import olefile

_ORDER = re.compile(
    "01 (4A )?02 14 03 04 05 40 06 3D 07 08 09 0C 3C (16 3E 0D )*"
    "0F 13 (19 47 1A 32 1C 48 31 1E 2C (21 |22 )(25 )?(28 )?2B )*10 "
)
_VERSION, _MODULES, _NAME, _STREAM, _OFFSET, _STANDARD = 0x09, 0x0F, 0x19, 0x1A, 0x31, 0x21
_COUNT_BITS = 12  # of a chunk's length, and at most of a copy's distance


class Project(NamedTuple):
    """The standard modules and the others, each its text by its name; the lines of the PROJECT stream; the
    _VBA_PROJECT stream."""

    standard: dict[str, str]
    others: dict[str, str]
    lines: list[str]
    compiled: bytes


def compound_file(data: bytes) -> olefile.OleFileIO:
    return olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_UNSURE)


def read_project(data: bytes) -> Project:
    file = compound_file(data)

    def stream(*path: str) -> bytes:
        held: bytes = file.openstream(list(path)).read()
        return held

    found: tuple[dict[str, str], dict[str, str]] = {}, {}
    records = _records(decompressed(stream("VBA", "dir")))
    assert _ORDER.fullmatch("".join(f"{kind:02X} " for kind, _ in records))
    name = at = ""
    offset = 0
    for kind, held in records:
        if kind == _NAME:
            name = held.decode("cp1252")
        elif kind == _STREAM:
            at = held.decode("cp1252")
        elif kind == _OFFSET:
            (offset,) = struct.unpack("<I", held)
        elif kind in (_STANDARD, _STANDARD + 1):
            text = decompressed(stream("VBA", at)[offset:]).decode("cp1252")
            found[kind - _STANDARD][name] = text
    (count,) = next(struct.unpack("<H", held) for kind, held in records if kind == _MODULES)
    assert count == len(found[0]) + len(found[1])
    lines = stream("PROJECT").decode("cp1252").split("\r\n")
    return Project(*found, lines, stream("VBA", "_VBA_PROJECT"))


def _records(data: bytes) -> list[tuple[int, bytes]]:
    """The records of a dir stream (2.3.4.2); the version's says 4 and holds 6 bytes."""
    found, at = [], 0
    while at < len(data):
        kind, size = struct.unpack_from("<HI", data, at)
        size += 2 * (kind == _VERSION)
        at += 6 + size
        assert at <= len(data)
        found.append((kind, data[at - size : at]))
    return found


def decompressed(data: bytes) -> bytes:
    """The content of a compressed container (2.4.1)."""
    assert data[0] == 1
    out, at = bytearray(), 1
    while at < len(data):
        (header,) = struct.unpack_from("<H", data, at)
        size = (header & 0xFFF) + 3
        assert header >> _COUNT_BITS == 0b1011
        assert at + size <= len(data)
        _chunk(data[at + 2 : at + size], out)
        at += size
    return bytes(out)


def _chunk(data: bytes, out: bytearray) -> None:
    start, at = len(out), 0
    while at < len(data):
        flags = data[at]
        at += 1
        for bit in range(8):
            if at == len(data):
                return
            if not flags >> bit & 1:
                out.append(data[at])
                at += 1
                continue
            (token,) = struct.unpack_from("<H", data, at)
            at += 2
            length_bits = 16 - max(4, (len(out) - start - 1).bit_length())
            distance = (token >> length_bits) + 1
            assert distance <= len(out) - start
            for _ in range((token & (1 << length_bits) - 1) + 3):
                out.append(out[-distance])
    assert len(out) - start <= 4096
