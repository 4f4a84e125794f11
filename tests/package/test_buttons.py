"""Buttons of a planned sheet, as a workbook holds them."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from kpi_xl.package import Package
from kpi_xl.package.xmltree import Node, Tree
from kpi_xl.plan import Area, Button, Note, Row, Sheet
from tests.package.books import WORDS, contents, simple

REFRESH = Button(Area(1, 2, 2, 2), "Refresh & rate", "RefreshRag", 'Makes the "pages" anew')
CHECK = Button(Area(4, 2, 4, 3), "Check", "CheckScorecard", "Lists every problem")
PLAN = simple("Start", "")._replace(
    rows=[Row(("x",), (WORDS,), 30.0)] * 5,
    widths=(12.0, 12.0, 20.0),
    buttons=(REFRESH, CHECK),
)


def saved(plan: Sheet, path: Path) -> Path:
    package = Package.blank("Scorecard")
    package.put([plan])
    package.save(path)
    return path


def shapes(path: Path) -> list[Node]:
    """The shapes of the only legacy drawing, from the back to the front."""
    return Tree(contents(path)["xl/drawings/sheet1.vml"], "vml").root.all("shape")


def told(shape: Node) -> dict[str, str]:
    """What a shape says of itself to Excel."""
    data = shape.all("ClientData")[0]
    return {node.name: node.words for node in data.children} | {"ObjectType": data.attrs["ObjectType"]}


def test_a_button_runs_its_macro_of_this_workbook(tmp_path: Path) -> None:
    found = [told(shape) for shape in shapes(saved(PLAN, tmp_path / "a.xlsx"))]
    assert [button["ObjectType"] for button in found] == ["Button", "Button"]
    assert [button["FmlaMacro"] for button in found] == ["[0]!RefreshRag", "[0]!CheckScorecard"]


def test_a_button_shows_its_caption_and_says_its_alternative_text(tmp_path: Path) -> None:
    path = saved(PLAN, tmp_path / "a.xlsx")
    assert [shape.attrs["alt"] for shape in shapes(path)] == [REFRESH.alt, CHECK.alt]
    assert b">Refresh &amp; rate</font>" in contents(path)["xl/drawings/sheet1.vml"]


def test_a_button_stands_inside_its_cells(tmp_path: Path) -> None:
    anchors = [told(shape)["Anchor"] for shape in shapes(saved(PLAN, tmp_path / "a.xlsx"))]
    lefts_tops_rights_bottoms = [list(map(int, re.findall(r"\d+", anchor))) for anchor in anchors]
    assert [numbers[0::2] for numbers in lefts_tops_rights_bottoms] == [[2, 1, 2, 2], [2, 4, 3, 4]]
    assert all(inset > 0 for numbers in lefts_tops_rights_bottoms for inset in numbers[1::2])


def test_notes_stand_beside_buttons_each_with_a_number_of_its_own(tmp_path: Path) -> None:
    path = saved(PLAN._replace(notes=(Note(0, 0, "Help"),)), tmp_path / "a.xlsx")
    assert [told(shape)["ObjectType"] for shape in shapes(path)] == ["Button", "Button", "Note"]
    assert len({shape.attrs["id"] for shape in shapes(path)}) == 3
    assert OpenXmlValidator().validate(path).is_valid


def test_a_sheet_of_buttons_alone_is_sound_and_has_no_notes(tmp_path: Path) -> None:
    path = saved(PLAN, tmp_path / "a.xlsx")
    assert OpenXmlValidator().validate(path).is_valid
    assert not any("comments" in name for name in contents(path))


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_shows_the_buttons(tmp_path: Path) -> None:
    path = saved(PLAN, tmp_path / "a.xlsx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "fods", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    drawn = (tmp_path / "a.fods").read_text(encoding="utf-8")
    assert re.findall(r'<form:button [^>]*form:label="([^"]*)"', drawn) == ["Refresh &amp; rate", "Check"]
