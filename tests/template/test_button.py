"""Refresh RAG, pressed with the pointer in LibreOffice, makes the open workbook's sheets."""

import shutil
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from docs.office import Office, template_on_screen
from kpi_xl.api import open_workbook
from kpi_xl.live import LiveBook
from kpi_xl.live.cells import Rows
from kpi_xl.model import Rag
from kpi_xl.package import Package
from kpi_xl.sheets.style import RATING
from kpi_xl.templates import template_path

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(
        not all(map(shutil.which, ("soffice", "Xvfb", "xdotool"))),
        reason="LibreOffice, Xvfb or xdotool is not installed",
    ),
]

SERVICE = "Front Door"


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Package:
    """The template refreshed closed."""
    path = tmp_path_factory.mktemp("closed") / "Scorecard.xlsm"
    shutil.copy(template_path(), path)
    open_workbook(path).refresh()
    return Package.open(path)


@pytest.fixture(scope="module")
def pressed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, str]]:
    """The office after the click, and what its message said."""
    with template_on_screen(tmp_path_factory.mktemp("pressed")) as office:
        office.press("Refresh RAG")
        said = office.message()
        office.close_message()
        yield office, said


def test_the_button_makes_the_sheets_of_a_refresh(pressed: tuple[Office, str], closed: Package) -> None:
    office, said = pressed
    assert said.startswith("Refreshed for May-25.")
    live = LiveBook(office.book)
    assert SERVICE in live.sheet_names
    assert live.sheet_names == closed.sheet_names
    assert live.marks == closed.marks
    for name in closed.sheet_names:
        _same_values(live.rows(name), closed.rows(name))


def test_ratings_have_their_colours_on_the_screen(pressed: tuple[Office, str], closed: Package) -> None:
    office, _ = pressed
    header = next(row for row in closed.rows(SERVICE) if "RAG" in row)
    ratings = office.book.sheets[SERVICE][0, header.index("RAG")].address
    office.screen.at_rest()
    before = office.screen.colours()
    office.show(SERVICE, ratings)
    fills = {_channels(RATING[rag].fill) for rag in (Rag.RED, Rag.AMBER, Rag.GREEN)}
    assert fills & before == set()
    assert fills <= office.screen.colours()


def _same_values(live: Rows, closed: Rows) -> None:
    """Fails where a cell has another value; numbers may differ by what a file's digits round off."""
    assert len(live) == len(closed)
    for row, expected in zip(live, closed, strict=True):
        for cell, value in zip(row, expected, strict=True):
            assert cell == (pytest.approx(value, rel=1e-9) if isinstance(value, float) else value)


def _channels(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour)
    return red, green, blue


def test_a_screen_is_kept_as_a_picture(pressed: tuple[Office, str], tmp_path: Path) -> None:
    office, _ = pressed
    office.screen.save(tmp_path / "screen.png", (40, 30))
    png = (tmp_path / "screen.png").read_bytes()
    assert png.startswith(b"\x89PNG")
    drawn = zlib.decompress(png[png.index(b"IDAT") + 4 : png.index(b"IEND") - 8])
    assert drawn == b"".join(b"\0" + row[:120] for row in office.screen.rows()[:30])
