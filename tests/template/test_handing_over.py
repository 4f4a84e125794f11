"""How the VBA hands the paths of an import over to Python: run by pyOpenVBA's interpreter of VBA."""

from collections.abc import Iterator
from typing import Any

import pytest
from pyopenvba.apps.excel import ExcelApplication

from kpi_xl.templates import template_path

MOST = 255  # characters of a text constant in a name
OFFICERS = "Board_dates"
QUOTED = 'It\'s "Q2" & 50%.csv'


@pytest.fixture(scope="module")
def opened() -> Any:
    excel = ExcelApplication.open(template_path())
    excel.evaluate(f'ThisWorkbook.Names.Add("{OFFICERS}", "=""kept""")')
    return excel


@pytest.fixture
def excel(opened: Any) -> Iterator[Any]:
    yield opened
    opened.run("TakeBack")


def names(excel: Any) -> dict[str, str]:
    """The text constants of the workbook, as they are written, by name."""
    count = excel.evaluate("ThisWorkbook.Names.Count")
    found = [(f"ThisWorkbook.Names({place})") for place in range(1, int(count) + 1)]
    return {excel.evaluate(f"{name}.Name"): excel.evaluate(f"{name}.RefersTo") for name in found}


def handed_over(excel: Any) -> str:
    """What Python reads: the pieces in their order."""
    held, text, place = names(excel), "", 1
    while (name := "kpi_xl.import" + (f".{place}" if place > 1 else "")) in held:
        text += held[name][2:-1].replace('""', '"')
        place += 1
    return text


@pytest.mark.parametrize(
    "paths",
    [
        "C:\\Scorecards\\September.csv",
        f"/Users/a/{QUOTED}",
        "x" * 120,
        "x" * 121,
        "|".join(f"\\\\server\\{'folder' * 30}\\{number} {QUOTED}" for number in range(12)),
        '"' * 300,
    ],
)
def test_paths_of_any_length_arrive_as_they_were_chosen(excel: Any, paths: str) -> None:
    excel.run("HandOver", paths)
    assert handed_over(excel) == paths
    assert max(len(formula) - len("=") for formula in names(excel).values()) <= MOST


def test_an_import_leaves_nothing_of_the_one_before(excel: Any) -> None:
    excel.run("HandOver", "x" * 500)
    excel.run("HandOver", "short.csv")
    assert handed_over(excel) == "short.csv"
    assert set(names(excel)) == {"kpi_xl.import", OFFICERS}


def test_the_names_are_hidden(excel: Any) -> None:
    excel.run("HandOver", "short.csv")
    assert excel.evaluate('ThisWorkbook.Names("kpi_xl.import").Visible') is False


def test_names_of_the_officers_own_stay(excel: Any) -> None:
    excel.run("HandOver", "short.csv")
    excel.run("TakeBack")
    assert names(excel) == {OFFICERS: '="kept"'}
