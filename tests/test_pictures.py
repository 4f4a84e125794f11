"""A workbook's pages become pictures."""

from pathlib import Path

import pytest

from benchmarks.books import make_book
from docs.pictures import pages_of, pdf_of


@pytest.mark.libreoffice
def test_a_workbook_becomes_pages(tmp_path: Path) -> None:
    make_book(tmp_path / "book.xlsx", indicators=5, months=2)
    pages = pages_of(pdf_of(tmp_path / "book.xlsx", tmp_path), tmp_path)
    assert len(pages) >= 5
    assert all(page.read_bytes().startswith(b"\x89PNG") for page in pages)
