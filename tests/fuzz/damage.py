"""Ways of damaging a workbook: its bytes, the zip's records, whole parts, and the words of its XML."""

import io
import random
import re
import zipfile
from collections.abc import Callable

_TOKEN = re.compile(rb"<[^<>]*>|\"[^\"<>]*\"|[^<>\"]+")
_NUMBER = re.compile(rb"\d+")
_ODD = (
    b"", b"0", b"-1", b"1048577", b"99999999999999999999", b"1e309", b"nan", b"XFE1", b"A0", b"&#0;", b"&lt;",
    b"&a;", b"]]>", b"<!--", b"\xff\xfe", b"\0", "\ud7ff\U0010ffff".encode(), b"=1+1", b"#REF!",
)  # fmt: skip
_RECORDS = (b"PK\1\2", b"PK\3\4", b"PK\5\6")


def bytes_changed(data: bytes, draw: random.Random) -> bytes:
    """A few bytes are others."""
    made = bytearray(data)
    for _ in range(draw.randint(1, 8)):
        made[draw.randrange(len(made))] = draw.randrange(256)
    return bytes(made)


def piece_moved(data: bytes, draw: random.Random) -> bytes:
    """A piece is missing, doubled or cut off."""
    start = draw.randrange(len(data))
    end = min(len(data), start + draw.choice((1, 30, 1000, len(data))))
    return draw.choice((data[:start] + data[end:], data[:end] + data[start:], data[:start]))


def record_changed(data: bytes, draw: random.Random) -> bytes:
    """A field of one of the zip's records is another number."""
    made = bytearray(data)
    places = [found.start() for found in re.finditer(b"|".join(map(re.escape, _RECORDS)), data)]
    at = draw.choice(places) + draw.randrange(4, 46)
    size = draw.choice((1, 2, 4))
    number = draw.choice((0, 1, 0xFF, 0xFFFF, 0xFFFFFFFF, draw.getrandbits(32)))
    made[at : at + size] = number.to_bytes(4, "little")[:size]
    return bytes(made[: len(data)])


def _rezipped(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return file.getvalue()


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def parts_swapped(data: bytes, draw: random.Random) -> bytes:
    """Two parts have each other's content, or one has gone or is empty."""
    parts = _parts(data)
    one, other = draw.sample(list(parts), 2)
    choice = draw.randrange(4)
    if choice == 0:
        parts[one], parts[other] = parts[other], parts[one]
    elif choice == 1:
        del parts[one]
    elif choice == 2:
        parts[one] = b""
    else:
        parts[one.swapcase()] = parts.pop(one)
    return _rezipped(parts)


def words_changed(data: bytes, draw: random.Random) -> bytes:
    """Tags, attributes and texts of one part are others, missing, doubled or in another's place."""
    parts = _parts(data)
    name = draw.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    tokens = _TOKEN.findall(parts[name])
    for _ in range(draw.randint(1, 5)):
        if not tokens:
            break
        at, other = draw.randrange(len(tokens)), draw.randrange(len(tokens))
        choice = draw.randrange(5)
        if choice == 0:
            del tokens[at]
        elif choice == 1:
            tokens.insert(at, tokens[other])
        elif choice == 2:
            tokens[at], tokens[other] = tokens[other], tokens[at]
        elif choice == 3:
            tokens[at] = draw.choice(_ODD)
        else:
            tokens[at] = _NUMBER.sub(lambda _: draw.choice(_ODD), tokens[at], count=1)
    parts[name] = b"".join(tokens)
    return _rezipped(parts)


WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    bytes_changed,
    piece_moved,
    record_changed,
    parts_swapped,
    words_changed,
    words_changed,
    words_changed,
)
"""The ways of damaging; the words of the XML come more often, as most of the reading is of them."""
