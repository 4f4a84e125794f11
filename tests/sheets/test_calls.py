"""What the cells of a row say where they call the worksheet functions."""

import pytest

from kpi_xl.model import InCell
from kpi_xl.plan import THIS_ROW, Formula
from kpi_xl.sheets import calls
from kpi_xl.sheets.layout import HEAD
from tests.engine import alone
from tests.support import planned_sheets, result, scorecard

INDICATORS = """
Indicator Number | Service | Indicator Title | Polarity | Target | Unit | Amber within | RAG Methodology | YTD
FD 1 | Front Door | Contacts | BIB | 94% | % | 10pp | | Average
FD 2 | Front Door | Referrals | SIB | 17 | number | 10% | | Latest
FD 3 | Front Door | Caseload | Range | 15-20 | days | | | Sum
FD 4 | Front Door | Re-referrals | SIB | TBC | % | | 19% or below Green 20% or above Red | Latest
"""
DATA = """
Indicator Number | Aug-20 | Sep-20
FD 1 | 98% | 100%
FD 2 | 16  | TBC
FD 3 | 17  | 21
FD 4 | 20% | 19%
"""


def told(settings: str = "") -> dict[str, dict[str, str]]:
    """The formulas of each row, by the header of their column, without what stands in for calls."""
    card = scorecard(Settings=f"Setting|Value\nMonths shown|2\n{settings}", Indicators=INDICATORS, Data=DATA)
    sheet = planned_sheets(card, [], InCell.PYTHON)[2]
    heads = [str(head) for head in sheet.rows[HEAD].values]
    rows = [row.values for row in sheet.rows if str(row.values[:1]).startswith("('FD")]
    return {
        str(row[0]): {
            head: alone(value.text.replace(THIS_ROW, "7"))
            for head, value in zip(heads, row, strict=False)
            if isinstance(value, Formula)
        }
        for row in rows
    }


def test_percentages_are_passed_with_their_sign() -> None:
    row = told()["FD 1"]
    figures = 'ROUND(100*E7,12)&"%",ROUND(100*D7,12)&"%"'
    target = 'IF(ISNUMBER(H7),ROUND(100*H7,12)&"%",H7&"")'
    assert row["RAG"] == (f'IF(ISNUMBER(E7),KPI_RAG(ROUND(100*E7,12)&"%",{target},"BIB","10pp","",0),"Grey")')
    assert row["Change"] == f'IF(COUNT(E7,D7)=2,KPI_CHANGE({figures},"%"),"")'
    assert row["Trend"] == f'IF(COUNT(E7,D7)=2,KPI_DIRECTION({figures},"BIB"),"")'


def test_other_units_are_passed_as_they_stand() -> None:
    row = told("No change within | 2")["FD 2"]
    assert row["RAG"] == 'IF(ISNUMBER(E7),KPI_RAG(E7,H7&"","SIB","10%","",0),"Grey")'
    assert row["Change"] == 'IF(COUNT(E7,D7)=2,KPI_CHANGE(E7,D7),"")'
    assert row["Trend"] == 'IF(COUNT(E7,D7)=2,KPI_DIRECTION(E7,D7,"SIB","2 units"),"")'


def test_a_direction_has_its_arrow() -> None:
    text = told("No change within | 0.5")["FD 1"]["Direction"]
    assert text.count("KPI_DIRECTION(") == 1
    assert text.count(',"","0.5pp")') == 1
    assert all(f'"{words}"' in text for words in ("▲ Increase", "▼ Decrease", "▬ No change"))


def test_the_trend_of_a_range_is_excels_own() -> None:
    assert "KPI_" not in told()["FD 3"]["Trend"]
    assert "KPI_RAG" in told()["FD 3"]["RAG"]


def test_a_methodology_is_read_from_a_hidden_cell() -> None:
    rag = told()["FD 4"]["RAG"]
    assert "KPI_RAG(" in rag
    assert "Green" not in rag


@pytest.mark.parametrize(
    ("line", "unit", "text"),
    [
        ("BIB 94% ±10pp | 98%", "%", "10pp"),
        ("BIB 94% ±10% | 98%", "%", "10%"),
        ("BIB 94% ±2 | 98%", "%", "2pp"),
        ("BIB 94% ±0.7 | 98%", "%", "0.7pp"),
        ("SIB 17 ±3.37% | 16", "number", "3.37%"),
        ("SIB 17 ±2.5 | 16", "days", "2.5"),
        ("SIB 17 | 16", "days", ""),
    ],
)
def test_a_tolerance_is_passed_as_an_officer_writes_it(line: str, unit: str, text: str) -> None:
    assert calls.amber_text(result(line, Unit=unit).indicator) == text
