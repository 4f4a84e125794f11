"""How large a workbook and its sheets may be, so that none takes all of a computer's time and memory."""

import re
from collections.abc import Iterable
from xml.parsers import expat

from kpi_xl.model import UnreadableBook
from kpi_xl.package.reader import column_number, row_number
from kpi_xl.package.xmltree import damaged, utf8
from kpi_xl.package.zipped import Entry

MOST_UNPACKED = 1 << 30
"""Bytes of a whole workbook when it is unpacked. Parts that are only copied stay packed."""

MOST_PACKED_TIMES = 400
"""How many times its packed size a large part may unpack to; sheets full of the same do 100 times."""

MOST_SHEET = 160 << 20
"""Bytes of a sheet that is read, the formatted blank rows at its end counted."""

MOST_CONTENT = 48 << 20
"""Bytes of a sheet that is read up to its last filled cell."""

MOST_SHARED = 24 << 20
"""Bytes of the texts, of the styles, or of the list of sheets, which are read whole."""

MOST_CELLS = 3_000_000
"""Cells from A1 to the last filled row and column, blank ones counted."""

_LARGE = 4 << 20  # bytes from which it is worth cutting off what is blank
_SHEET_DATA = re.compile(rb"<((?:[\w.-]+:)?)sheetData[\s/>]")
_FILLED = (b"v>", b"f>", b"t>", b"f/>")
_BEYOND = rb"[A-Za-z]{3}|[K-Zk-z][A-Za-z]\d|[A-Za-z]{1,2}\d{5}"  # past JZ9999, up to which none is too large
_UNPLACED = rb'c(?! r="[A-Za-z]+\d+")[\s/>]'
_FAR_OUT = rb'c r="(?:%s)|' % _BEYOND + _UNPLACED
_CELL = re.compile(rb'c r="([A-Za-z]+)(\d+)"')
_AT_ONCE = 1 << 16  # bytes whose cells are looked at together
_ADDRESS = re.compile(r"([A-Za-z]+)(\d+)")
_CONTENT = ("v", "f", "is")


def check_packing(entries: Iterable[Entry], size: int) -> None:
    """Raises UnreadableBook where the parts of a file of ``size`` bytes would not fit into it without
    lying over each other, or unpack to more than any workbook."""
    packed = unpacked = 0
    for entry in entries:
        packed += len(entry.raw)
        unpacked += entry.size
        if entry.size > _LARGE and entry.size > MOST_PACKED_TIMES * len(entry.raw):
            raise UnreadableBook(
                _bomb(f"{entry.name} unpacks to {entry.size >> 20:,} MB out of next to none")
            )
    if packed > size:
        raise UnreadableBook(_bomb("its parts lie over each other"))
    if unpacked > MOST_UNPACKED:
        raise UnreadableBook(_bomb(f"it unpacks to {unpacked >> 20:,} MB"))


def _bomb(what: str) -> str:
    return f"The file is not one that Excel made: {what}. Ask where it comes from."


def check_shared(entry: Entry) -> None:
    """Raises UnreadableBook where a part that is read whole is too large, is not what the zip says, or has
    a document type."""
    refuse_document_type(shared(entry), entry.name, b"<si")


def shared(entry: Entry) -> bytes:
    """The bytes of a part that is read whole. Raises UnreadableBook where it is too large."""
    if entry.size > MOST_SHARED:
        raise UnreadableBook(
            f"The workbook is too large: {entry.name} unpacks to {entry.size >> 20} MB, and only "
            f"{MOST_SHARED >> 20} MB can be read. Move what is not of the scorecard to another workbook."
        )
    return entry.data()


def refuse_document_type(data: bytes, part: str, content: bytes) -> None:
    """Raises UnreadableBook where a part has a document type before its content."""
    if b"<!DOCTYPE" in data[: max(data.find(content), 0) or len(data)]:
        raise UnreadableBook(
            f"{part} has a document type, which no workbook has. Ask where the file comes from."
        )


def sheet_content(entry: Entry, name: str) -> tuple[bytes, bool]:
    """The part of a sheet in UTF-8, of a large one without the blank rows at its end; and whether that is
    the part as it stands in the file. Raises UnreadableBook where it is too large to be read."""
    if entry.size > MOST_SHEET:
        raise _too_large(name, f"it unpacks to {entry.size >> 20} MB")
    whole = entry.data()
    data = utf8(whole)
    if len(data) > _LARGE:
        data = _without_blank_end(data)
        if len(data) > MOST_CONTENT:
            raise _too_large(name, f"it unpacks to {len(data) >> 20} MB")
    refuse_document_type(data, entry.name, b"sheetData")
    _check_extent(data, name, entry.name)
    return data, data is whole


def _too_large(name: str, what: str) -> UnreadableBook:
    return UnreadableBook(
        f"Sheet {name} is too large to be read: {what}. Delete the blank rows and columns beyond what is "
        "filled in, and save it."
    )


def _without_blank_end(data: bytes) -> bytes:
    """A sheet part without the rows after the last cell that holds anything."""
    begin = _SHEET_DATA.search(data)
    if begin is None:
        return data
    prefix = begin[1]
    end = data.rfind(b"</%ssheetData" % prefix)
    last = max(data.rfind(sign, begin.end(), end) for sign in _FILLED)
    row = b"</%srow>" % prefix
    cut = begin.end() if last < 0 else data.find(row, last, end) + len(row)
    if not len(row) <= cut <= end:
        return data
    return b"".join((memoryview(data)[:cut], memoryview(data)[end:]))


def _has_cell(data: bytes, like: bytes) -> bool:
    """Whether any cell's tag is of a form, be there a prefix or not."""
    if re.search(b"<(?:%s)" % like, data):
        return True
    return bool(re.search(rb":c[\s/>]", data) and re.search(b":(?:%s)" % like, data))


def _cells_between(data: bytes) -> int:
    """How many cells there are from A1 to the last row and column of any cell."""
    columns: set[bytes] = set()
    rows: set[bytes] = set()
    at = 0
    while at < len(data):
        end = data.find(b">", at + _AT_ONCE)
        end = len(data) if end < 0 else end
        places = _CELL.findall(data, at, end)
        columns.update(letters for letters, _ in places)
        rows.update(number for _, number in places)
        at = end
    return (max(map(column_number, columns), default=-1) + 1) * max(map(row_number, rows), default=0)


def _check_extent(data: bytes, name: str, part: str) -> None:
    """Raises UnreadableBook where the filled cells of a sheet lie so far apart that the cells between them
    would not fit into memory.

    A cell far out, or one that does not say where it stands, is looked for first, as most sheets have none;
    then how far the cells reach, blank ones too. Only then is it worth reading which are filled in.
    """
    if not _has_cell(data, _FAR_OUT):
        return
    if not _has_cell(data, _UNPLACED) and _cells_between(data) <= MOST_CELLS:
        return
    row = column = -1
    rows = columns = 0
    parser = expat.ParserCreate()

    def start(tag: str, attrs: dict[str, str]) -> None:
        nonlocal row, column, rows, columns
        local = tag.rpartition(":")[2]
        if local == "row":
            row, column = row_number(attrs["r"].encode()) - 1 if "r" in attrs else row + 1, -1
        elif local == "c":
            place = _ADDRESS.fullmatch(attrs.get("r", ""))
            if place:
                row, column = row_number(place[2].encode()) - 1, column_number(place[1].encode())
            else:
                column += 1
        elif local in _CONTENT and (row >= rows or column >= columns):
            rows, columns = max(rows, row + 1), max(columns, column + 1)
            if rows * columns > MOST_CELLS:
                what = f"it has cells filled in as far as row {rows:,} and column {columns:,}"
                raise _too_large(name, what)

    parser.StartElementHandler = start
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError) as error:
        raise damaged(part, error) from error
