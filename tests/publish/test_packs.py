"""What a pack is: a workbook that needs nothing and gives nothing away."""

import re
import subprocess
from pathlib import Path

import openpyxl
import pytest
from openxml_audit import OpenXmlValidator

from kpi_xl import demo, import_tables, open_workbook
from kpi_xl.accessible import failings
from kpi_xl.model import UnreadableBook
from kpi_xl.package import Package
from kpi_xl.package.xmltree import cell_text
from kpi_xl.publish.pdf import printed
from tests.publish.pages import Page
from tests.publish.planted import (
    ANNA,
    BOB,
    CARE,
    FRONT_DOOR,
    OFFICERS_OWN,
    WHOLES_OWN,
    WITHHELD,
    planted_book,
    words_of,
)

pytestmark = pytest.mark.libreoffice

EVERY = ["whole", "service", "officer"]
Packs = dict[str, Path]


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Packs:
    """The packs of the planted workbook, by what their file is named for."""
    folder = tmp_path_factory.mktemp("packs")
    done = open_workbook(planted_book(folder)).publish(folder / "out", EVERY, printer=printed)
    return {path.name.partition(" scorecard")[0]: path for path in done.new}


def test_there_is_one_of_the_whole_and_one_a_service_and_officer(packs: Packs) -> None:
    assert list(packs) == ["Croydon", FRONT_DOOR[0], CARE[0], ANNA, BOB]
    assert packs["Croydon"].name == "Croydon scorecard Sep-20 v1.xlsx"


def test_no_pack_holds_anything_of_the_officers_own(packs: Packs) -> None:
    for name, path in packs.items():
        words = words_of(path)
        assert [planted for planted in OFFICERS_OWN if planted in words] == [], name


def test_a_services_pack_holds_its_own_and_nothing_of_others(packs: Packs) -> None:
    for own, other in ((FRONT_DOOR, CARE), (CARE, FRONT_DOOR)):
        words = words_of(packs[own[0]])
        assert [planted for planted in own if planted not in words] == []
        assert [planted for planted in (*other, *WHOLES_OWN) if planted in words] == []


def test_an_officers_pack_holds_their_indicators_and_no_others(packs: Packs) -> None:
    anna, bob = words_of(packs[ANNA]), words_of(packs[BOB])
    assert FRONT_DOOR[1] in anna
    assert [p for p in (BOB, "Small ones", *CARE, *WHOLES_OWN, FRONT_DOOR[3]) if p in anna] == []
    assert CARE[1] in bob
    assert "Small ones" in bob
    assert [p for p in (ANNA, FRONT_DOOR[1], "87317", *WHOLES_OWN, FRONT_DOOR[3], CARE[3]) if p in bob] == []


def test_the_whole_has_every_page_for_readers_and_the_summary_and_actions(packs: Packs) -> None:
    book = openpyxl.load_workbook(packs["Croydon"])
    assert book.sheetnames == [
        "Overview",
        "What stands out",
        "RAG summary",
        FRONT_DOOR[0],
        f"{FRONT_DOOR[0]} charts",
        CARE[0],
        f"{CARE[0]} charts",
        "By area",
        "Commentary",
        "Action log",
    ]
    words = words_of(packs["Croydon"])
    assert [planted for planted in (*WHOLES_OWN, *FRONT_DOOR, *CARE) if planted not in words] == []
    assert "Change or clear a line" not in words
    assert "yellow boxes" not in words


def test_a_withheld_figure_takes_its_note_with_it(packs: Packs) -> None:
    assert all(WITHHELD not in words_of(path) for path in packs.values())


def test_a_withheld_figure_and_what_is_made_of_it_read_c(packs: Packs) -> None:
    rows = Package.open(packs[FRONT_DOOR[0]]).rows(FRONT_DOOR[0])
    head, row = (next(row for row in rows if row[0] == first) for first in ("Number", "FD 2"))
    shown = dict(zip(map(str, head), row, strict=False))
    assert [shown[month] for month in ("Jul-20", "Aug-20", "Sep-20")] == [17, "c", 12]
    assert shown["2020-21 YTD or latest"] == "c"
    assert shown.get("Change") is None
    assert shown["RAG"] == "Red"
    assert any(str(row[0]).startswith("c: withheld") for row in rows)


def test_no_line_is_drawn_over_a_withheld_figure(packs: Packs) -> None:
    rows = Package.open(packs[FRONT_DOOR[0]]).rows(FRONT_DOOR[0])
    head, row = (next(row for row in rows if row[0] == first) for first in ("Number", "FD 2"))
    shown = dict(zip(map(str, head), row, strict=False))
    assert str(shown["Month by month"]).splitlines()[0].endswith("▇·▁")
    at = next(at for at, row in enumerate(rows, 1) if row[0] == "FD 2")
    assert f"{at}</xm:sqref>" not in words_of(packs[FRONT_DOOR[0]])
    assert all("<x14:sparkline>" in words_of(packs[name]) for name in ("Croydon", FRONT_DOOR[0], ANNA))


def test_cells_hold_values(packs: Packs) -> None:
    for path in packs.values():
        book = openpyxl.load_workbook(path)
        assert not any(
            str(cell.value).startswith("=") for sheet in book for row in sheet.iter_rows() for cell in row
        )
    assert words_of(packs[FRONT_DOOR[0]]).count("<c:plotArea>") == 2


def test_everyone_can_read_a_pack(packs: Packs) -> None:
    for name, path in packs.items():
        assert list(map(str, failings(path))) == [], name


def test_a_pack_is_a_web_page_and_a_pdf_too(packs: Packs) -> None:
    for path in packs.values():
        assert path.with_suffix(".html").exists()
        assert path.with_suffix(".pdf").exists()


def other_words_of(pack: Path) -> str:
    """The web page and the text of the PDF of a pack, and what the PDF says of itself."""
    pdf = str(pack.with_suffix(".pdf"))
    printed = [
        subprocess.run(command, check=True, capture_output=True, text=True).stdout
        for command in (["pdftotext", "-raw", pdf, "-"], ["pdfinfo", pdf])
    ]
    return "\n".join((pack.with_suffix(".html").read_text(encoding="utf-8"), *printed))


def test_a_page_and_a_pdf_hold_nothing_that_the_workbook_does_not(packs: Packs) -> None:
    for name, path in packs.items():
        words, book = other_words_of(path), words_of(path)
        planted = (*OFFICERS_OWN, *WHOLES_OWN, *FRONT_DOOR, *CARE, ANNA, BOB, WITHHELD)
        assert [p for p in planted if p in words and p not in book] == [], name
        assert not any(p in words for p in (*OFFICERS_OWN, WITHHELD)), name


def test_a_page_says_c_where_the_workbook_does(packs: Packs) -> None:
    page = Page(packs[FRONT_DOOR[0]].with_suffix(".html").read_text(encoding="utf-8"))
    assert "c" in [element.text for element in page.all("td")]
    assert any(element.text.startswith("c: withheld") for element in page.all("p"))
    assert not any(element.text in ("4", "4 [note 1]") for element in page.all("td"))


def test_a_pack_is_marked_final_and_titled_with_period_and_version(packs: Packs) -> None:
    for path in packs.values():
        words = words_of(path)
        assert "<cp:contentStatus>Final</cp:contentStatus>" in words
        assert re.search(r'name="_MarkAsFinal"><vt:bool>true</vt:bool>', words)
        assert "September 2020, version 1</dc:title>" in words
        assert "sheetProtection" not in words
        assert "workbookProtection" not in words


def test_a_pack_is_no_workbook_to_refresh(packs: Packs) -> None:
    problems, _ = open_workbook(packs["Croydon"]).check()
    assert {problem.sheet for problem in problems} >= {"Indicators", "Data"}
    assert Package.open(packs["Croydon"]).marks == {}


def test_a_pack_is_sound_office_open_xml(packs: Packs) -> None:
    for path in packs.values():
        assert OpenXmlValidator().validate(str(path)).is_valid


@pytest.mark.parametrize("tables", [["croydon-2017-10"], ["definitions-2020-09", "croydon-2020-09"]])
def test_of_croydons_scorecards_each_service_gets_its_own(tables: list[str], tmp_path: Path) -> None:
    import_tables([demo.FOLDER / f"{table}.csv" for table in tables], tmp_path / "book.xlsx")
    book = open_workbook(tmp_path / "book.xlsx")
    done = book.publish(tmp_path / "out", ["service"])
    services = book.scorecard().services()
    assert len(done.new) == len(services)
    for pack, own in zip(done.new, services, strict=True):
        words = words_of(pack)
        for service, results in services.items():
            for title in {cell_text(result.indicator.title) for result in results}:
                assert (title in words) == (service == own), (pack.name, title)


def test_what_is_typed_on_a_page_is_in_the_pack_before_it_is_refreshed(tmp_path: Path) -> None:
    path = planted_book(tmp_path)
    open_workbook(path).refresh()
    book = openpyxl.load_workbook(path)
    sheet = book[FRONT_DOOR[0]]
    place = next(row for row in sheet.iter_rows(max_col=1) if row[0].value == FRONT_DOOR[3])[0]
    place.value = "Typed this morning"
    book.save(path)
    done = open_workbook(path).publish(tmp_path / "out", ["service"])
    assert "Typed this morning" in words_of(done.new[0])


def test_a_file_that_is_no_workbook_is_told(tmp_path: Path) -> None:
    (tmp_path / "book.xlsx").write_text("words")
    with pytest.raises(UnreadableBook):
        open_workbook(tmp_path / "book.xlsx")
