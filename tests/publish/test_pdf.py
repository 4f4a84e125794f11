"""Packs as PDFs, looked at with poppler."""

import re
import subprocess
from pathlib import Path

import pytest

from docs.examples import EXAMPLES
from kpi_xl import libreoffice, open_workbook
from kpi_xl.model import NotWritten
from kpi_xl.package import Package
from kpi_xl.publish import pdf
from kpi_xl.publish.pack_sheets import pack_sheets


def poppler(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pdf")
    scorecard = open_workbook(EXAMPLES["southampton"](folder)).scorecard()
    package = Package.blank("Southampton scorecard")
    package.put(pack_sheets(scorecard, "Performance scorecard", whole=True))
    data = package.to_bytes()
    for name, content in pdf.printed({"a": data, "b": data}, lambda *_: None).items():
        (folder / f"{name}.pdf").write_bytes(content)
    return folder


@pytest.mark.libreoffice
def test_it_is_tagged_titled_and_says_nothing_of_the_machine(made: Path) -> None:
    said = poppler("pdfinfo", str(made / "a.pdf"))
    assert re.search(r"Title: +Southampton scorecard\n", said)
    assert re.search(r"Tagged: +yes\n", said)
    assert "Author" not in said
    data = (made / "a.pdf").read_bytes()
    assert b"/Lang(en-GB)" in data
    assert b"/DisplayDocTitle true" in data
    assert str(made).encode() not in data


@pytest.mark.libreoffice
def test_every_sheet_has_a_bookmark(made: Path) -> None:
    poppler("pdftohtml", "-xml", "-i", "-q", str(made / "a.pdf"), str(made / "a"))
    outline = re.search(r"<outline>(.*)</outline>", (made / "a.xml").read_text(encoding="utf-8"), re.DOTALL)
    assert outline is not None
    assert re.findall(r"<item[^>]*>([^<]*)</item>", outline[1])[:3] == [
        "Overview",
        "What stands out",
        "RAG summary",
    ]


@pytest.mark.libreoffice
def test_several_packs_are_printed_in_one_go(made: Path) -> None:
    pages = [poppler("pdftotext", "-layout", str(made / name), "-") for name in ("a.pdf", "b.pdf")]
    assert pages[0] == pages[1]
    assert "Southampton" in pages[0]


@pytest.fixture(autouse=True)
def without_libreoffice() -> None:
    """Each test here has the LibreOffice of this computer, or one of its own."""


def test_a_missing_libreoffice_is_said_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(libreoffice, "PLACES", ())
    with pytest.raises(NotWritten, match="LibreOffice is not installed"):
        pdf.printed({"a": b""}, lambda *_: None)


@pytest.mark.parametrize("said", ["exit 0", "exit 3"])
def test_a_libreoffice_that_prints_nothing_is_told(
    said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "soffice").write_text(f"#!/bin/sh\n{said}\n")
    (tmp_path / "soffice").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    with pytest.raises(NotWritten, match=r"did not make Front Door\.pdf"):
        pdf.printed({"Front Door.pdf": b""}, lambda *_: None)


def test_a_libreoffice_that_does_not_end_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "soffice").write_text("#!/bin/sh\nexec sleep 20\n")
    (tmp_path / "soffice").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    monkeypatch.setattr(pdf, "START_SECONDS", 0)
    monkeypatch.setattr(pdf, "BOOK_SECONDS", 1)
    with pytest.raises(NotWritten, match="longer than 1 seconds"):
        pdf.printed({"a": b""}, lambda *_: None)
