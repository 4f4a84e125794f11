"""A refresh in an application of its own, as ``kpi-xl refresh --live`` does it where there is no Excel."""

import contextlib
from pathlib import Path

import pytest

from kpi_xl.desktop import refresh_live
from kpi_xl.model import NotWritten
from tests.live.books import scorecard
from tests.live.conftest import closed
from tests.live.watched import watching

pytestmark = pytest.mark.libreoffice


def test_the_workbook_is_refreshed_into_another_file(tmp_path: Path) -> None:
    book = scorecard(tmp_path / "book.xlsx")
    before, out = book.read_bytes(), tmp_path / "out.xlsx"
    made = refresh_live(str(book), str(out))
    assert str(made.period) == "Sep-20"
    assert {"Overview", "RAG summary", "Checks"} <= set(closed(out).sheet_names)
    assert book.read_bytes() == before


@pytest.mark.parametrize("output", [None, "book.xlsx"])
def test_libreoffice_does_not_write_over_the_workbook_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output: str | None
) -> None:
    monkeypatch.chdir(tmp_path)
    book = scorecard(tmp_path / "book.xlsx")
    before = book.read_bytes()
    with pytest.raises(NotWritten, match="Write to another file with -o"):
        refresh_live(str(book), output)
    assert book.read_bytes() == before


def test_no_application_is_started_for_a_file_that_somebody_has_open(tmp_path: Path) -> None:
    book, out = scorecard(tmp_path / "book.xlsx"), tmp_path / "out.xlsx"
    (tmp_path / ".~lock.out.xlsx#").write_text(",Ann Other,somewhere,,file:///home/ann;")
    with pytest.raises(NotWritten, match="Ann Other has it open in LibreOffice"):
        refresh_live(str(book), str(out))
    assert not out.exists()


def test_an_application_that_ends_midway_is_told_of_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kpi_xl.calc import calc_app

    book, out = scorecard(tmp_path / "book.xlsx"), tmp_path / "out.xlsx"
    with calc_app() as office, monkeypatch.context() as patch:
        patch.setattr("kpi_xl.desktop._application", lambda: contextlib.nullcontext(office))
        with watching() as watch:
            watch.kill = office.kill
            with pytest.raises(NotWritten, match=r"book.xlsx was not refreshed"):
                refresh_live(str(book), str(out))
    assert not out.exists()
