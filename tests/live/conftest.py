"""One LibreOffice for all of a worker's tests, and a workbook open in it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kpi_xl.package import Package

Open = Callable[[Path], Any]


@pytest.fixture(scope="session")
def app() -> Iterator[Any]:
    """A LibreOffice as xlwings' application."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    from kpi_xl.calc import calc_app

    with calc_app() as app:
        yield app


@pytest.fixture
def opened(app: Any) -> Iterator[Open]:
    """Opens a workbook, which is closed after the test."""
    books: list[Any] = []

    def open_in_office(path: Path) -> Any:
        books.append(app.books.open(path))
        return books[-1]

    yield open_in_office
    for book in books:
        book.close()


def closed(path: Path) -> Package:
    """What LibreOffice saved."""
    return Package.open(path)
