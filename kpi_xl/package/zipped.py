"""The zip under a workbook: its entries as compressed bytes, so that what nobody changed is copied as it is.

Only what workbooks use is spoken: stored and deflated entries of one volume, below 4 GB.
Source: PKWARE APPNOTE 6.3.
"""

import struct
import zlib
from collections.abc import Iterable

from kpi_xl.model import UnreadableBook

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_END_64 = struct.Struct("<4sQ2H2I4Q")

_STORED, _DEFLATED = 0, 8
_FLAG_ENCRYPTED, _FLAG_SIZES_FOLLOW, _FLAG_UTF8 = 0x1, 0x8, 0x800
_FULL_16, _FULL_32 = 0xFFFF, 0xFFFFFFFF
_EXTRA_64 = 1
_LEVEL = 1  # of compression: takes half the time of the usual 6, and makes a workbook a sixth larger
_KEPT = 200_000  # bytes of unpacked content that an entry keeps, to be read again; more is unpacked anew

_DAMAGED = "The file is damaged: {}. Open it in Excel, let Excel repair it, and save it."


def _packer() -> "zlib._Compress":
    """Packs with less memory than usual, which for a small part takes longer to get than to use."""
    return zlib.compressobj(_LEVEL, wbits=-15, memLevel=7)


class Entry:
    """One file within the zip: ``raw`` as compressed by ``method``, ``size`` bytes when unpacked."""

    made_by = 20  # the version of the format that a new entry says it needs
    needed = 20
    flags = 0
    time = 0
    date = 1 << 5 | 1  # 1 January 1980, the first date a zip can tell: files made twice are equal
    internal = 0
    attributes = 0
    extra = b""
    local_extra = b""
    comment = b""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.name_bytes = name.encode()
        if not name.isascii():
            self.flags = _FLAG_UTF8
        self.fill(data)

    @classmethod
    def packed(cls, name: str, pieces: Iterable[bytes]) -> "Entry":
        """An entry of the pieces of its content, each packed before the next is asked for."""
        entry = cls(name, b"")
        packer = _packer()
        raw: list[bytes] = []
        entry.crc = entry.size = 0
        for piece in pieces:
            entry.crc = zlib.crc32(piece, entry.crc)
            entry.size += len(piece)
            raw.append(packer.compress(piece))
        raw.append(packer.flush())
        entry.raw, entry._data = b"".join(raw), None
        return entry

    def fill(self, data: bytes) -> None:
        """Give the entry other content; its name, date and attributes stay."""
        self.method = _DEFLATED
        packer = _packer()
        self.raw: bytes | memoryview = packer.compress(data) + packer.flush()
        self.crc = zlib.crc32(data)
        self.size = len(data)
        self._data: bytes | None = data if len(data) <= _KEPT else None

    def take(self, other: "Entry") -> None:
        """Give the entry another's content; equal content stays packed as it is."""
        if (self.size, self.crc) == (other.size, other.crc) and self.data() == other.data():
            return
        self.method, self.raw, self.crc, self.size = other.method, other.raw, other.crc, other.size
        self._data = other._data

    def data(self) -> bytes:
        """The unpacked bytes. Raises UnreadableBook where they are not what the zip says."""
        if self._data is not None:
            return self._data
        data = self.beginning(self.size + 1)
        if len(data) != self.size or zlib.crc32(data) != self.crc:
            raise UnreadableBook(_DAMAGED.format(f"{self.name} is not whole"))
        if len(data) <= _KEPT:
            self._data = data
        return data

    def beginning(self, length: int) -> bytes:
        """The first ``length`` unpacked bytes, for a look at the head of a large part."""
        if self._data is not None:
            return self._data[:length]
        if self.method == _STORED:
            return bytes(self.raw[:length])
        try:
            return zlib.decompressobj(-15).decompress(self.raw, length)
        except zlib.error as error:
            raise UnreadableBook(_DAMAGED.format(f"{self.name} is not whole")) from error


def _without_64(extra: bytes) -> tuple[bytes, bytes]:
    """An extra field without its 64-bit sizes, and those sizes."""
    kept, sizes, at = b"", b"", 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        block = extra[at : at + 4 + length]
        at += 4 + length
        if kind == _EXTRA_64:
            sizes = block[4:]
        else:
            kept += block
    return kept + extra[at:], sizes


def _directory(data: bytes) -> tuple[int, int]:
    """Where the central directory begins, and how many entries it has."""
    at = data.rfind(b"PK\5\6", max(0, len(data) - _END.size - _FULL_16))
    if at < 0 or at + _END.size > len(data):
        raise UnreadableBook(_DAMAGED.format("its end is missing"))
    count, _, start = _END.unpack_from(data, at)[4:7]
    if (count == _FULL_16 or start == _FULL_32) and data[at - 20 : at - 16] == b"PK\6\7":
        at_64 = struct.unpack_from("<Q", data, at - 12)[0]
        count, _, start = _END_64.unpack_from(data, at_64)[7:10]
    return start, count


def _entry(data: bytes, at: int) -> tuple[Entry, int]:
    """The entry whose central record begins at ``at``, and where the next record begins."""
    fields = _CENTRAL.unpack_from(data, at)
    if fields[0] != b"PK\1\2":
        raise UnreadableBook(_DAMAGED.format("its list of parts is broken"))
    entry = Entry.__new__(Entry)
    (_, entry.made_by, entry.needed, entry.flags, entry.method, entry.time, entry.date,
     entry.crc, packed, entry.size, n_name, n_extra, n_comment, _, entry.internal,
     entry.attributes, start) = fields  # fmt: skip
    at += _CENTRAL.size
    entry.name_bytes = data[at : at + n_name]
    entry.extra, sizes = _without_64(data[at + n_name : at + n_name + n_extra])
    entry.comment = data[at + n_name + n_extra : at + n_name + n_extra + n_comment]
    plain = entry.flags & _FLAG_UTF8 or entry.name_bytes.isascii()
    entry.name = entry.name_bytes.decode("utf-8" if plain else "cp437")
    wide = iter(struct.unpack(f"<{len(sizes) // 8}Q", sizes[: len(sizes) // 8 * 8]))
    entry.size, packed, start = [next(wide) if n == _FULL_32 else n for n in (entry.size, packed, start)]
    local = _LOCAL.unpack_from(data, start)
    begin = start + _LOCAL.size + local[9] + local[10]
    if local[0] != b"PK\3\4" or begin + packed > len(data):
        raise UnreadableBook(_DAMAGED.format(f"{entry.name} is not whole"))
    entry.local_extra, _ = _without_64(data[begin - local[10] : begin])
    entry.raw = memoryview(data)[begin : begin + packed]
    entry._data = None
    return entry, at + n_name + n_extra + n_comment


def read_zip(data: bytes) -> list[Entry]:
    """The entries of a zip, in its directory's order. Raises UnreadableBook where the zip is broken,
    encrypted, packed in a way no workbook is, or holds a name twice or a name that leads elsewhere."""
    entries: list[Entry] = []
    seen: set[str] = set()
    try:
        start, count = _directory(data)
        while len(entries) < count:
            entry, start = _entry(data, start)
            _check(entry, seen)
            entries.append(entry)
    except (struct.error, OverflowError, UnicodeDecodeError, StopIteration) as error:
        raise UnreadableBook(_DAMAGED.format("its list of parts is broken")) from error
    return entries


def _check(entry: Entry, seen: set[str]) -> None:
    name = entry.name
    if entry.flags & _FLAG_ENCRYPTED:
        raise UnreadableBook(
            "The file is locked with a zip password. Open it in Excel and save it without one."
        )
    if entry.method not in (_STORED, _DEFLATED):
        raise UnreadableBook(_DAMAGED.format(f"{name} is packed in a way Excel does not use"))
    if name.startswith("/") or "\\" in name or "\0" in name or ".." in name.split("/") or ":" in name:
        raise UnreadableBook(_DAMAGED.format(f'a part is called "{name}"'))
    if name.lower() in seen:
        raise UnreadableBook(_DAMAGED.format(f"it holds {name} twice"))
    seen.add(name.lower())


def write_zip(entries: Iterable[Entry]) -> bytes:
    """A zip of these entries, in this order; equal entries give equal bytes."""
    body: list[bytes | memoryview] = []
    directory: list[bytes] = []
    at = 0
    for e in entries:
        flags = e.flags & ~_FLAG_SIZES_FOLLOW
        common = (e.needed, flags, e.method, e.time, e.date, e.crc, len(e.raw), e.size, len(e.name_bytes))
        head = _LOCAL.pack(b"PK\3\4", *common, len(e.local_extra))
        directory.append(
            _CENTRAL.pack(
                b"PK\1\2", e.made_by, *common, len(e.extra), len(e.comment), 0, e.internal, e.attributes, at
            )
        )
        directory += (e.name_bytes, e.extra, e.comment)
        body += (head, e.name_bytes, e.local_extra, e.raw)
        at += len(head) + len(e.name_bytes) + len(e.local_extra) + len(e.raw)
    count = len(directory) // 4
    records = b"".join(directory)
    body += (records, _END.pack(b"PK\5\6", 0, 0, count, count, len(records), at, 0))
    return b"".join(body)
