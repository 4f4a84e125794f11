"""A planned cell reads as the same figure does everywhere else."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_xl.figures import change_format, number_format, shown, shown_change
from kpi_xl.model import Unit
from kpi_xl.plan import Formula
from kpi_xl.publish.display import displayed

VALUES = st.floats(-9, 9).map(lambda value: round(value, 6))
LARGE = st.floats(-1e6, 1e6).map(lambda value: round(value, 6))
DECIMALS = st.integers(0, 4)


@given(VALUES, st.sampled_from(Unit), DECIMALS)
def test_a_figure_reads_as_it_is_shown(value: float, unit: Unit, decimals: int) -> None:
    assert displayed(value, number_format(unit, decimals)) == shown(value, unit, decimals)


@given(LARGE, DECIMALS)
def test_thousands_are_parted(value: float, decimals: int) -> None:
    assert displayed(value, number_format(Unit.NUMBER, decimals)) == shown(value, Unit.NUMBER, decimals)


@given(LARGE, st.sampled_from(Unit))
def test_a_change_reads_as_it_is_shown(value: float, unit: Unit) -> None:
    decimals = 6  # a change is never shown with so few that it reads nought
    assert displayed(value, change_format(unit, decimals)) == shown_change(value, unit, decimals)


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (None, "0%", ""),
        ("TBC", "0%", "TBC"),
        (Formula("1/2", 0.5), "0%", "50%"),
        (Formula("A1", "NA"), "0%", "NA"),
        (3.0, "General", "3"),
        (0.0, "0;;", ""),
        (4.0, "0;;", "4"),
        (datetime.date(2020, 9, 1), "mmm-yy", "Sep-20"),
        (datetime.date(2020, 9, 1), "mmm", "Sep"),
        (datetime.date(2020, 9, 1), "dd/mm/yyyy", "01/09/2020"),
    ],
)
def test_a_cell_reads_as_its_format_says(value: object, code: str, text: str) -> None:
    assert displayed(value, code) == text  # type: ignore[arg-type]
