"""The zip under a workbook: copied entries as they are, broken ones refused."""

import io
import struct
import zipfile

import pytest

from kpi_xl.model import UnreadableBook
from kpi_xl.package.zipped import Entry, read_zip, write_zip


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as new:
        for name, data in parts.items():
            new.writestr(zipfile.ZipInfo(name, (2019, 5, 6, 7, 8, 10)), data, method)
    return file.getvalue()


def listed(data: bytes) -> list[tuple[str, tuple[int, ...], int, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert file.testzip() is None
        return [(i.filename, i.date_time, i.compress_type, file.read(i)) for i in file.infolist()]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_entries_go_through_with_their_dates_order_and_method(method: int) -> None:
    data = zipped({"b.xml": b"<b/>" * 100, "a/ä.xml": b"", "c.bin": bytes(range(256))}, method)
    assert listed(write_zip(read_zip(data))) == listed(data)


def test_a_zip_written_as_a_stream_is_read() -> None:
    class Stream(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    file = Stream()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("a.xml", b"<a/>" * 50)
    assert listed(write_zip(read_zip(file.getvalue())))[0][3] == b"<a/>" * 50


def test_entries_with_64_bit_sizes_are_read() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as new, new.open("a.xml", "w", force_zip64=True) as part:
        part.write(b"<a/>")
    assert [entry.data() for entry in read_zip(file.getvalue())] == [b"<a/>"]


def test_64_bit_sizes_that_are_not_there_are_refused() -> None:
    data = bytearray(zipped({"a.xml": b"<a/>"}))
    size = data.rfind(b"PK\1\2") + 24
    data[size : size + 4] = b"\xff" * 4
    with pytest.raises(UnreadableBook, match="list of parts is broken"):
        read_zip(bytes(data))


def test_a_new_entry_is_readable_by_others() -> None:
    assert listed(write_zip([Entry("xl/ä.xml", b"<a/>")])) == [
        ("xl/ä.xml", (1980, 1, 1, 0, 0, 0), 8, b"<a/>")
    ]


def test_an_empty_zip_has_no_entries() -> None:
    assert read_zip(write_zip([])) == []


@pytest.mark.parametrize("name", ["../up.xml", "/root.xml", "a/../../b", "c:\\x.xml", "a\\b.xml"])
def test_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    data = zipped({"#" * len(name): b"x"}).replace(b"#" * len(name), name.encode())
    with pytest.raises(UnreadableBook, match="damaged"):
        read_zip(data)


def test_a_name_held_twice_is_refused() -> None:
    data = zipped({"xl/a.xml": b"1", "xl/#.xml": b"2"}).replace(b"xl/#", b"xl/A")
    with pytest.raises(UnreadableBook, match="twice"):
        read_zip(data)


def test_an_entry_with_a_password_is_refused() -> None:
    data = bytearray(zipped({"a.xml": b"1"}))
    struct.pack_into("<H", data, data.index(b"PK\1\2") + 8, 1)
    with pytest.raises(UnreadableBook, match="password"):
        read_zip(bytes(data))


def test_an_entry_packed_in_another_way_is_refused() -> None:
    with pytest.raises(UnreadableBook, match="packed"):
        read_zip(zipped({"a.xml": b"1" * 100}, zipfile.ZIP_BZIP2))


def test_a_part_that_is_not_what_the_zip_says_is_refused() -> None:
    data = bytearray(zipped({"a.xml": b"<aaaa/>"}, zipfile.ZIP_STORED))
    data[data.index(b"<aaaa/>") + 2] = ord("b")
    with pytest.raises(UnreadableBook, match=r"a\.xml is not whole"):
        read_zip(bytes(data))[0].data()


def test_a_part_that_unpacks_to_more_than_the_zip_says_is_refused() -> None:
    data = bytearray(zipped({"a.xml": bytes(10_000_000)}))
    struct.pack_into("<I", data, data.index(b"PK\1\2") + 24, 100)
    with pytest.raises(UnreadableBook, match="not whole"):
        read_zip(bytes(data))[0].data()


def test_every_way_of_cutting_a_zip_short_is_refused_plainly() -> None:
    whole = zipped({"a.xml": b"<a/>" * 20, "b.xml": b"<b/>"})
    for length in range(len(whole)):
        with pytest.raises(UnreadableBook):
            read_zip(whole[:length])


def test_any_byte_changed_gives_the_parts_or_a_plain_refusal() -> None:
    whole = zipped({"a.xml": b"<a/>" * 20, "b.xml": b"<b/>"})
    refused = 0
    for at in range(len(whole)):
        try:
            for entry in read_zip(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]):
                assert entry.data() in (b"<a/>" * 20, b"<b/>")
        except UnreadableBook:
            refused += 1
    assert refused > 50
