"""Number formats that a refresh needs and a workbook does not have."""

import re
from pathlib import Path

import openpyxl

from kpi_xl import open_workbook
from tests.books import sheets, with_openpyxl
from tests.package.books import contents, zip_of


def test_a_workbook_whose_last_number_format_has_the_highest_number_gets_free_ones(tmp_path: Path) -> None:
    path = with_openpyxl(tmp_path / "a.xlsx", sheets())
    parts = contents(path)
    formats = b'<numFmts count="1"><numFmt numFmtId="999999999999" formatCode="0.0000"/></numFmts>'
    parts["xl/styles.xml"] = re.sub(rb"<numFmts.*?(/>|</numFmts>)", formats, parts["xl/styles.xml"], count=1)
    zip_of(path, parts)
    open_workbook(path).refresh()
    written = contents(path)["xl/styles.xml"]
    numbers = [int(number) for number in re.findall(rb'<numFmt [^>]*?numFmtId="(\d+)"', written)]
    assert sorted(numbers)[:-1] == list(range(164, 164 + len(numbers) - 1))
    assert openpyxl.load_workbook(path).sheetnames
