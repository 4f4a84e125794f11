"""Files written whole or not at all."""

import os
from pathlib import Path

import pytest

from kpi_xl.model import NotWritten
from kpi_xl.package import Package
from kpi_xl.package.saving import write_atomically
from tests.package.books import simple


def book() -> Package:
    package = Package.blank()
    package.put([simple("Data")])
    return package


def test_a_saved_file_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    path.chmod(0o640)
    book().save(path)
    assert path.stat().st_mode & 0o777 == 0o640
    assert {entry.name for entry in tmp_path.iterdir()} == {"a.xlsx", ".kpi-xl"}


def test_an_equal_file_is_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book().save(path)
    before = path.stat()
    book().save(path)
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_link_still_leads_to_the_file(tmp_path: Path) -> None:
    path, link = tmp_path / "a.xlsx", tmp_path / "link.xlsx"
    path.write_bytes(b"old")
    link.symlink_to(path)
    book().save(link)
    assert link.is_symlink()
    assert path.read_bytes() == book().to_bytes()


def test_a_read_only_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(NotWritten, match="read-only"):
        book().save(path)
    assert path.read_bytes() == b"old"


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotWritten, match=r"folder .*nowhere does not exist"):
        book().save(tmp_path / "nowhere" / "a.xlsx")


def test_a_folder_in_the_files_place_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(NotWritten, match="not saved"):
        book().save(tmp_path / "a.xlsx")
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.xlsx"]


@pytest.mark.parametrize(
    ("error", "words"), [(28, "disk is full"), (13, "open in Excel"), (5, "another name")]
)
def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int, words: str
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")

    def fail(_: int) -> None:
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(NotWritten, match=words):
        write_atomically(str(path), b"new")
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.xlsx"]
