"""What LibreOffice makes of a workbook: it opens, and keeps the marks when it saves."""

import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from kpi_xl.package import Package
from tests.package.books import PLANS, put, simple

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A scorecard opened and saved by LibreOffice."""
    folder = tmp_path_factory.mktemp("office")
    package = Package.blank("Scorecard")
    package.put([simple("Data", "", ("FD 1", 0.94)), *PLANS])
    package.save(folder / "a.xlsx")
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    command += [
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        f"{folder}/out",
        f"{folder}/a.xlsx",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / "out" / "a.xlsx"


def test_libreoffice_keeps_sheets_charts_and_notes(saved: Path) -> None:
    book = openpyxl.load_workbook(saved)
    assert book.sheetnames == [*(plan.name for plan in PLANS), "Data"]
    sheet = book["Front Door"]
    assert sheet["C3"].comment is not None
    assert sheet["B3"].value == '=IF(C3>0.6,"Green","Red")'


def test_the_marks_survive_a_save_by_libreoffice(saved: Path) -> None:
    assert Package.open(saved).marks == {plan.name: plan.mark for plan in PLANS}


def test_a_workbook_saved_by_libreoffice_is_refreshed_without_a_trace(saved: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    shutil.copy(saved, path)
    put(path, *PLANS)
    once = path.read_bytes()
    put(path, *PLANS)
    assert path.read_bytes() == once
    package = Package.open(path)
    assert package.rows("Data") == [["FD 1", 0.94]]
    assert package.marks == {plan.name: plan.mark for plan in PLANS}
