"""What is written over can be had back."""

import os
from pathlib import Path

import pytest

from kpi_xl.indicator import DEFAULT_VERSIONS_KEPT as KEPT
from kpi_xl.model import NotWritten
from kpi_xl.package.backups import FOLDER, keep_backup
from kpi_xl.package.saving import write_atomically


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "Scorecard [1].xlsx"
    write_atomically(str(path), b"first")
    os.utime(path, (1_500_000_000, 1_500_000_000))
    return path


def versions(book: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted((book.parent / FOLDER).iterdir())]


def save_at(book: Path, data: bytes, second: int) -> None:
    write_atomically(str(book), data)
    os.utime(book, (second, second))


def test_a_new_file_needs_no_backup(book: Path) -> None:
    assert not (book.parent / FOLDER).exists()


def test_what_a_file_held_is_kept_when_it_is_written_over(book: Path) -> None:
    write_atomically(str(book), b"second")
    assert book.read_bytes() == b"second"
    assert versions(book) == [b"first"]


def test_writing_the_same_again_keeps_nothing(book: Path) -> None:
    write_atomically(str(book), b"first")
    assert not (book.parent / FOLDER).exists()


def test_only_the_last_versions_are_kept(book: Path) -> None:
    for number in range(KEPT + 3):
        save_at(book, f"version {number}".encode(), 1_600_000_000 + number)
    assert versions(book) == [f"version {number}".encode() for number in range(2, KEPT + 2)]


def test_other_workbooks_versions_are_left_alone(book: Path) -> None:
    other = book.with_name("Scorecard 1.xlsx")
    write_atomically(str(other), b"other")
    kept = keep_backup(str(other))
    assert kept is not None
    for number in range(KEPT + 3):
        save_at(book, f"version {number}".encode(), 1_600_000_000 + number)
    assert Path(kept).read_bytes() == b"other"


def test_a_write_that_fails_keeps_no_backup(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise PermissionError(13, "sharing violation")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(NotWritten, match="open in Excel"):
        write_atomically(str(book), b"second")
    assert book.read_bytes() == b"first"
    assert [entry.name for entry in book.parent.iterdir()] == [book.name]


def test_where_a_second_name_cannot_be_given_a_copy_is_made(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(95, "not supported")

    monkeypatch.setattr(os, "link", fail)
    write_atomically(str(book), b"second")
    assert versions(book) == [b"first"]
