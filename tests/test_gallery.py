"""The gallery's workbooks are made, printed, and shown in pictures that the script draws."""

import re
from pathlib import Path

import pytest

from docs.examples import EXAMPLES, make_example
from docs.office import PICTURE as PRESSED
from docs.pictures import DOCS, PICTURES, draw, pdf_of, titles_of
from kpi_xl import open_workbook

MOST_BYTES = 200_000
_IMAGE = re.compile(r"!\[(.*?)\]\((.*?)\)")


def shown_in(page: Path) -> list[str]:
    """The pictures a page of the docs shows, as the script names them."""
    found = _IMAGE.findall(page.read_text(encoding="utf-8"))
    return [(page.parent / file).resolve().relative_to(DOCS.resolve()).as_posix() for _, file in found]


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_prints_every_page_its_pictures_show(name: str, tmp_path: Path) -> None:
    book = make_example(name, tmp_path)
    pdf = pdf_of(book, tmp_path)
    for title in [f": {service}" for service in open_workbook(book).scorecard().services()]:
        assert any(page.endswith(title) for page in titles_of(pdf)), title
    for picture in PICTURES:
        if picture.example == name:
            assert draw(picture, pdf, tmp_path).read_bytes().startswith(b"\x89PNG"), picture.file


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_has_no_problem_and_is_the_same_every_time(name: str, tmp_path: Path) -> None:
    books = []
    for folder in (tmp_path / "a", tmp_path / "b"):
        folder.mkdir()
        books.append(make_example(name, folder))
    assert open_workbook(books[0]).check()[0] == []
    assert books[0].read_bytes() == books[1].read_bytes()


def test_made_up_figures_say_so_on_every_page(tmp_path: Path) -> None:
    for name in ("birmingham", "southampton"):
        settings = open_workbook(make_example(name, tmp_path)).definitions.settings
        assert settings.organisation.endswith("(made-up figures)")


def test_a_whole_that_its_districts_do_not_come_to_is_told(tmp_path: Path) -> None:
    findings = open_workbook(make_example("birmingham", tmp_path)).check()[1]
    assert [(finding.number, finding.kind) for finding in findings] == [("FS 4", "Areas do not add up")]


PAGES = (DOCS.parent / "README.md", DOCS / "gallery.md", DOCS / "guide.md")


def test_every_picture_shown_is_drawn_by_the_script_and_every_one_drawn_is_shown() -> None:
    shown = [name for page in PAGES for name in shown_in(page)]
    drawn = [PRESSED, *(picture.file for picture in PICTURES)]
    assert sorted(shown) == sorted(drawn)
    assert sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.png")) == sorted(drawn)


def test_every_picture_shown_has_words_for_those_who_do_not_see_it() -> None:
    for page in (DOCS / "gallery.md", DOCS.parent / "README.md"):
        assert all(len(words) > 20 for words, _ in _IMAGE.findall(page.read_text(encoding="utf-8")))


def test_pictures_are_small_files() -> None:
    assert all((DOCS / picture.file).stat().st_size <= MOST_BYTES for picture in PICTURES)
