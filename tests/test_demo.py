"""The demo is a finished scorecard of figures that were published."""

import csv
from pathlib import Path

import openpyxl
import pytest

from kpi_xl import NotWritten, demo, open_workbook
from kpi_xl.demo import make_demo


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_demo(tmp_path_factory.mktemp("demo") / "a" / "b")


def test_the_demo_makes_its_folder_and_names_its_file(book: Path) -> None:
    assert (book.parent.name, book.name) == ("b", "Croydon scorecard Sep-20.xlsx")
    assert list(book.parent.iterdir()) == [book]


def test_a_second_demo_leaves_the_first_alone(tmp_path: Path) -> None:
    first = make_demo(tmp_path)
    first.write_bytes(b"mine")
    assert [make_demo(tmp_path).name, make_demo(tmp_path).name] == [
        "Croydon scorecard Sep-20 (2).xlsx",
        "Croydon scorecard Sep-20 (3).xlsx",
    ]
    assert first.read_bytes() == b"mine"


def test_the_demo_has_every_sheet(book: Path) -> None:
    names = openpyxl.load_workbook(book).sheetnames
    assert names[:2] == ["Overview", "RAG summary"]
    assert "Children in Need and Child" in names
    assert {"Settings", "Indicators", "Data", "Targets", "Commentary", "Actions", "Checks"} < set(names)
    assert len(names) == 2 + 8 + 1 + 6


def test_the_demo_has_no_problem_and_tells_what_was_printed_otherwise(book: Path) -> None:
    problems, findings = open_workbook(book).check()
    assert problems == []
    assert sum(finding.kind.startswith("Printed") for finding in findings) == 7


def test_the_demo_holds_the_figures_as_they_were_published(book: Path) -> None:
    with demo.PUBLISHED.open(encoding="utf-8", newline="") as file:
        published = list(csv.DictReader(file))
    rows = open_workbook(book).results().rows
    assert [row[1] for row in rows] == [row["Indicator Number"] for row in published]
    assert [str(row[5]) for row in rows] == [row["Sep-20"] for row in published]


def test_the_demo_names_its_organisation(book: Path) -> None:
    assert open_workbook(book).definitions.settings.organisation == demo.ORGANISATION


def test_a_folder_that_cannot_be_made_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("words", encoding="utf-8")
    with pytest.raises(NotWritten, match=r"cannot be made: .*\. Choose another\.$"):
        make_demo(tmp_path / "file")


def test_the_demos_page_tells_each_figure_that_differs() -> None:
    page = (demo.FOLDER / "README.md").read_text(encoding="utf-8")
    for number in ("EH 9", "FD 8", "CP 11", "CP 13", "CLA 10", "MC 1c", "MC 8"):
        assert f"| {number} |" in page
