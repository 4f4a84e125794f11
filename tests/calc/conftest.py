"""One LibreOffice for all the tests of this folder, started when the first of them needs it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import xlwings

from kpi_xl import open_workbook
from kpi_xl.calc import calc_app
from kpi_xl.demo import make_demo
from kpi_xl.model import Month


@pytest.fixture(scope="session")
def app() -> Iterator[xlwings.App]:
    with calc_app() as app:
        yield app


@pytest.fixture
def book(app: xlwings.App) -> Iterator[xlwings.Book]:
    """An empty book."""
    book = app.books.add()
    yield book
    book.close()


@pytest.fixture(scope="session")
def september(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's scorecard."""
    return make_demo(tmp_path_factory.mktemp("september"))


@pytest.fixture(scope="session")
def june(september: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same scorecard three months before, with fewer columns and other ratings."""
    path = tmp_path_factory.mktemp("june") / "June.xlsx"
    open_workbook(september).refresh(path, Month.of(2020, 6))
    return path
