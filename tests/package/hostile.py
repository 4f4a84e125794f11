"""Workbooks made to do harm, and how much time and memory reading each takes.

``python -m tests.package.hostile [NAME...]`` tells of those, or of all of them.
"""

import gc
import io
import json
import resource
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from kpi_xl.api import open_workbook
from kpi_xl.model import KpiError
from kpi_xl.plan import column_letters
from tests.books import sheets, with_openpyxl

SHEET = "xl/worksheets/sheet2.xml"
"""The part of Data, of which every hostile sheet is a form."""

Parts = dict[str, bytes]


class Outcome(NamedTuple):
    """What is said of a workbook, after how many seconds, with how many MB of memory at the most; and how
    large its file is."""

    said: str
    seconds: float
    megabytes: float
    size: int


def parts() -> Parts:
    """A sound workbook: Indicators and Data."""
    with tempfile.TemporaryDirectory() as folder:
        path = with_openpyxl(Path(folder) / "book.xlsx", sheets())
        with zipfile.ZipFile(path) as file:
            return {name: file.read(name) for name in file.namelist()}


def zipped(made: Parts) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as new:
        for name, data in made.items():
            new.writestr(name, data)
    return file.getvalue()


def with_rows(rows: bytes, before: bytes = b"") -> bytes:
    """The sound workbook with more rows at the end of Data."""
    made = parts()
    made[SHEET] = (
        made[SHEET]
        .replace(b"</sheetData>", rows + b"</sheetData>")
        .replace(b"<sheetData>", before + b"<sheetData>")
    )
    return zipped(made)


def with_part(name: str, data: bytes) -> bytes:
    return zipped({**parts(), name: data})


def changed(name: str, old: bytes, new: bytes) -> bytes:
    made = parts()
    assert old in made[name], made[name][:300]
    return zipped({**made, name: made[name].replace(old, new, 1)})


def blank_rows() -> bytes:
    rows = b"".join(
        b'<row r="%d" spans="1:3" s="1" customFormat="1"><c r="A%d" s="1"/><c r="B%d" s="1"/></row>'
        % (n, n, n)
        for n in range(3, 1_048_577)
    )
    return with_rows(rows)


def blank_columns() -> bytes:
    letters = [column_letters(column).encode() for column in range(16_384)]
    rows = (
        b'<row r="%d">' % n + b"".join(b'<c r="%s%d" s="1"/>' % (letter, n) for letter in letters) + b"</row>"
        for n in range(3, 53)
    )
    return with_rows(b"".join(rows))


def declared_small() -> bytes:
    """The sheet inflates to 200 MB, and the zip says 1,000 bytes."""
    data = bytearray(with_rows(b" " * (200 << 20)))
    at = data.index(b"PK\1\2")
    while data[at + 46 : at + 46 + len(SHEET)] != SHEET.encode():
        at = data.index(b"PK\1\2", at + 4)
    struct.pack_into("<I", data, at + 24, 1000)
    return bytes(data)


def overlapping() -> bytes:
    """A thousand names for one and the same packed bytes."""
    payload = zlib.compress(bytes(3_000_000), 9, wbits=-15)
    crc = zlib.crc32(bytes(3_000_000))
    local = (
        struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 33, crc, len(payload), 3_000_000, 1, 0)
        + b"a"
        + payload
    )
    records = b"".join(
        struct.pack(
            "<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 33, crc, len(payload), 3_000_000, 8, 0, 0, 0, 0, 0, 0
        )
        + b"part%04d" % n
        for n in range(1000)
    )
    return local + records + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 1000, 1000, len(records), len(local), 0)


def led_astray() -> bytes:
    """The zip says that its list of parts begins beyond the end of any file."""
    data = zipped(parts())
    at = data.rindex(b"PK\5\6")
    far = struct.pack("<4sIQI", b"PK\6\7", 0, (1 << 64) - 1, 1)
    end = bytearray(data[at:])
    struct.pack_into("<I", end, 16, 0xFFFFFFFF)
    return data[:at] + far + end


FAR = b'<row r="3"><c r="A3"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
LAUGHS = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = b'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def before_root(name: str, more: bytes) -> bytes:
    made = parts()
    data = made[name]
    at = data.index(b"?>") + 2 if data.startswith(b"<?xml") else 0
    return zipped({**made, name: data[:at] + more + data[at:]})


def each(element: bytes, times: int) -> bytes:
    """An element for each number up to ``times``."""
    return b"".join(element % number for number in range(times))


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "a sheet of 1 GB": (lambda: with_rows(b" " * (1 << 30)), "not one that Excel made"),
    "a sheet of 300 MB of rows": (
        lambda: with_rows(each(b'<row><c r="A3" s="1"><v>%d</v></c></row>', 7_000_000)),
        "too large to be read",
    ),
    "a sheet that unpacks to more than the zip says": (declared_small, "not whole"),
    "two million shared strings": (
        lambda: with_part("xl/sharedStrings.xml", each(b"<si><t>a%d</t></si>", 2_000_000)),
        "xl/sharedStrings.xml unpacks to",
    ),
    "half a million styles": (
        lambda: changed("xl/styles.xml", b"</styleSheet>", each(b"<a b='%d'/>", 500_000) + b"</styleSheet>"),
        "elements",
    ),
    "half a million sheets": (
        lambda: changed("xl/workbook.xml", b"<sheets>", b"<sheets>" + each(b"<a b='%d'/>", 500_000)),
        "elements",
    ),
    "styles within styles, 90,000 levels deep": (
        lambda: changed("xl/styles.xml", b"</fonts>", b"<a>" * 90_000 + b"</a>" * 90_000 + b"</fonts>"),
        "levels deep",
    ),
    "100 MB in the workbook itself": (
        lambda: changed("xl/workbook.xml", b"<sheets>", each(b"<!-- %090d -->", 1 << 20) + b"<sheets>"),
        "xl/workbook.xml unpacks to",
    ),
    "a list of parts beyond the end of any file": (led_astray, "list of parts is broken"),
    "parts that lie over each other": (overlapping, "Ask where it comes from"),
    "two cells at the corners of a sheet": (
        lambda: with_rows(FAR),
        "as far as row 1,048,576 and column 16,384",
    ),
    "a cell far down and another far right": (
        lambda: with_rows(
            b'<row r="3"><c r="ZZ3"><v>1</v></c></row><row r="99999"><c r="A99999"><v>1</v></c></row>'
        ),
        "as far as row 99,999 and column 702",
    ),
    "a corner in a row with noughts before its number": (
        lambda: with_rows(b'<row r="3"><c r="XFD00000000000900000"><v>1</v></c></row>'),
        "as far as row 900,000",
    ),
    "a corner in the column row, after a long text": (
        lambda: with_rows(
            b'<row r="3"><c r="A3" t="inlineStr"><is><t>' + b"x" * 70_000 + b"</t></is></c>"
            b'<c r="row900000"><v>1</v></c></row>'
        ),
        "as far as row 900,000",
    ),
    "corners hidden by a comment": (
        lambda: with_rows(FAR, b"<!-- <x:sheetData> -->"),
        "as far as row 1,048,576",
    ),
    "corners under another prefix": (
        lambda: with_rows(FAR.replace(b"<c", b"<y:c").replace(b"</c", b"</y:c"), b""),
        "cannot be read|as far as",
    ),
    "a cell in a row of 5,000 digits": (
        lambda: with_rows(b'<row r="3"><c r="A' + b"9" * 5_000 + b'"><v>1</v></c></row>'),
        "too large to be read",
    ),
    "a cell in a column of a million letters": (
        lambda: with_rows(b'<row r="3"><c r="' + b"A" * 1_000_000 + b'3"><v>1</v></c></row>'),
        "too large to be read",
    ),
    "an error in a column of nine letters": (
        lambda: with_rows(b'<row r="3"><c r="ZZZZZZZZZ3" t="e"><v>#N/A</v></c></row>'),
        "too large to be read",
    ),
    "cells without addresses in a ragged sheet": (
        lambda: with_rows(
            b"<row>"
            + b"<c><v>1</v></c>" * 16_000
            + b"</row>"
            + each(b"<row><c><v>%d</v></c></row>", 1_000_000)
        ),
        "as far as row",
    ),
    "entities that grow, in the workbook": (lambda: before_root("xl/workbook.xml", LAUGHS), "document type"),
    "entities that grow, in a sheet": (lambda: before_root(SHEET, LAUGHS), "document type"),
    "an entity of another file, in a sheet": (lambda: before_root(SHEET, OUTSIDE), "document type"),
    "an entity of another file, in the texts": (
        lambda: with_part("xl/sharedStrings.xml", OUTSIDE + b"<sst><si><t>&a;</t></si></sst>"),
        "document type",
    ),
    "an entity of another file, in the styles": (
        lambda: before_root("xl/styles.xml", OUTSIDE),
        "document type",
    ),
    "a part outside the workbook": (lambda: with_part("../../evil.xml", b"<a/>"), "damaged"),
    "a sheet kept elsewhere": (
        lambda: changed(
            "xl/_rels/workbook.xml.rels",
            b'Target="/xl/worksheets/sheet2.xml"',
            b'Target="http://example.org/sheet.xml" TargetMode="External"',
        ),
        "damaged: a part is missing",
    ),
    "a list of relationships within the list": (
        lambda: changed(
            "xl/_rels/workbook.xml.rels", b"</Relationships>", b"<Relationships/></Relationships>"
        ),
        "a list within its list",
    ),
    "half a workbook": (lambda: zipped(parts())[:3000], "damaged"),
    "a sheet without its end": (
        lambda: changed(SHEET, b"</row></sheetData>", b"<row>"),
        "cannot be read|damaged",
    ),
    "a table sheet instead of a workbook": (
        lambda: with_part("xl/workbook.xml", b"<worksheet/>"),
        "not an Excel workbook",
    ),
}
"""What is refused, and what is said."""

READ: dict[str, Callable[[], bytes]] = {
    "1,048,576 formatted blank rows": blank_rows,
    "16,384 formatted blank columns": blank_columns,
    "a comment in a sheet": lambda: with_rows(b"", b"<!-- made by hand -->"),
    "sheets of the wrong content type": lambda: changed(
        "[Content_Types].xml", b"spreadsheetml.worksheet+xml", b"spreadsheetml.chartsheet+xml"
    ),
    "a hidden and a very hidden sheet": lambda: changed(
        "xl/workbook.xml",
        b'name="Data" sheetId="2" state="visible"',
        b'name="Data" sheetId="2" state="veryHidden"',
    ),
    "links to other workbooks": lambda: changed(
        "xl/_rels/workbook.xml.rels",
        b"</Relationships>",
        b'<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink"'
        b' Target="file:///\\\\server\\share\\x.xlsx" TargetMode="External"/></Relationships>',
    ),
    "texts between many elements of the workbook": lambda: changed(
        "xl/workbook.xml", b"<sheets>", b"<a>" + (b"<b/>" + b"c" * 50) * 100_000 + b"</a><sheets>"
    ),
    "a tag of three million spaces": lambda: changed(
        "xl/workbook.xml", b"<sheets>", b"<sheets" + b" " * 3_000_000 + b">"
    ),
    "a number format of a million brackets": lambda: changed(
        "xl/styles.xml",
        b"<fonts",
        b'<numFmts><numFmt numFmtId="200" formatCode="' + b"[%%" * 1_000_000 + b'"/></numFmts><fonts',
    ),
    "spaces without end after a formula": lambda: with_rows(
        b'<row r="3"><c r="A3"><f>1</f>' + b" " * 2_000_000 + b"<v>1</v></c></row>"
    ),
    "a text of nothing but f": lambda: with_rows(
        b'<row r="3"><c r="D3" t="inlineStr"><is><t>' + b"f" * 3_000_000 + b"</t></is></c></row>"
    ),
    "a row of 5,000 digits": lambda: with_rows(
        b'<row r="' + b"9" * 5_000 + b'"><c r="A3"><f>1</f></c></row>'
    ),
    "a blank cell in a column of a million letters": lambda: with_rows(
        b'<row r="3"><c r="' + b"A" * 1_000_000 + b'3"/></row>'
    ),
    "formulas without values, many in a row": lambda: with_rows(
        b'<row r="3">' + each(b'<c r="AD3" s="%d"><f>1</f></c>', 400_000) + b"</row>"
    ),
    "formulas without values under another prefix": lambda: with_rows(
        b'<row r="3" xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        + (b'<c r="Z3" t="str"><f>1</f><v></v></c>' + b'<x:c r="Z3"><x:f>1</x:f></x:c>' * 250) * 1_600
        + b"</row>"
    ),
    "errors without values, many in a row": lambda: with_rows(
        b'<row r="3">' + each(b'<c r="D3" t="e" s="%d"></c>', 300_000) + b"</row>"
    ),
}
"""What is read, or has a problem of its own in words."""


def outcome(name: str) -> Outcome:
    """What becomes of one of them in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "book.xlsx")
        _python(f"make({name!r}, {path!r})")
        size = Path(path).stat().st_size
        done = _python(f"read({path!r})")
    said, seconds, megabytes = json.loads(done)
    return Outcome(said, seconds, megabytes, size)


def _python(code: str) -> str:
    command = [sys.executable, "-c", f"from tests.package.hostile import make, read; {code}"]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=300).stdout


def make(name: str, path: str) -> None:
    """Writes one of them to a file."""
    Path(path).write_bytes((REFUSED[name][0] if name in REFUSED else READ[name])())


def read(path: str) -> None:
    """Checks a workbook and prints the outcome as JSON."""
    import kpi_xl.work  # noqa: F401 - what a check needs is imported before the clock starts

    gc.disable()  # as the command does
    started = time.perf_counter()
    try:
        problems, _ = open_workbook(path).check()
        said = f"read, with {len(problems)} problems"
    except KpiError as error:
        said = str(error)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps((said, seconds, peak)))


def main() -> None:
    for name in sys.argv[1:] or (*REFUSED, *READ):
        said, seconds, megabytes, size = outcome(name)
        print(f"{seconds:6.2f} s {megabytes:5.0f} MB {size:>12,} bytes  {name}: {said}", flush=True)


if __name__ == "__main__":
    main()
