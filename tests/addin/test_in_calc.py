"""The functions compute in LibreOffice Calc, in cells of a workbook that was made for Excel."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
import xlsxwriter

from workbook.addin.build import oxt

ROOT = Path(__file__).parents[2]
NEEDED = (25, 2)
CALLS = {
    'KPI_RAG(0.94,"94%","BIB")': "Green",
    'KPI_RAG("84%",B1,C1,"10pp")': "Amber",
    "KPI_RAG(A1,B1,C1)": "Green",
    "KPI_RAG(A1,B1,C1,D1,D1,D1)": "Green",
    "KPI_RAG(D1:D1,B1,C1)": "Grey",
    'KPI_RAG(E1,B1,C1)&", not rated"': "Grey, not rated",
    'IF(KPI_RAG(A1,B1,C1)="Green","met","missed")': "met",
    'KPI_RAG(94,"abc","BIB")': 'Target "abc" is not a number',
    'KPI_YTD(A2:F2,"Sum")': "12",
    'ROUND(KPI_CHANGE(0.94,0.89,"%"),1)': "5",
    'KPI_DIRECTION(17,12,"SIB")': "Worse",
    "SUM(KPI_CHANGE(A2:C2,1))": "3",
    'SUMPRODUCT((KPI_RAG(A2:C2,2,"SIB")&""="Green")*1)': "2",
    "IFERROR(KPI_CHANGE(1/0,1),0)": "0",
}


def version() -> tuple[int, ...]:
    """The version of the LibreOffice that is installed."""
    told = subprocess.run(["soffice", "--version"], check=True, capture_output=True, text=True).stdout
    found = re.search(r"(\d+)\.(\d+)", told)
    return tuple(map(int, found.groups())) if found else ()


@pytest.mark.libreoffice
def test_functions_compute_in_an_excel_workbook_opened_in_calc(tmp_path: Path) -> None:
    if version() < NEEDED:
        pytest.skip("LibreOffice before 25.2 does not know an add-in's functions in an Excel workbook")
    book, addin, out = (tmp_path / name for name in ("book.xlsx", "functions.oxt", "shown.json"))
    addin.write_bytes(oxt())
    with xlsxwriter.Workbook(book) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row("A1", [0.94, "94%", "BIB", None, "TBC"])
        sheet.write_row("A2", [1, 2, 3, None, "TBC", 6])
        for row, call in enumerate(CALLS):
            sheet.write_formula(4 + row, 0, f"={call}", value="not computed")
        sheet.write_array_formula("H1:I1", '{=KPI_RAG(A2:B2,2,"SIB")}', value="not computed")
    # LibreOffice's Python is to find neither this one's packages nor the kpi_xl beside these tests
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    command = ["/usr/bin/python3", "-m", "tests.addin.in_calc", *map(str, (addin, book, out))]
    subprocess.run(command, check=True, timeout=120, cwd=ROOT, env=plain | {"PATH": os.defpath})
    shown = json.loads(out.read_text())
    assert {call: shown[f"A{5 + row}"] for row, call in enumerate(CALLS)} == CALLS
    assert (shown["H1"], shown["I1"]) == ("Green", "Green")
