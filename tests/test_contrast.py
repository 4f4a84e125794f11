"""Text on every fill is read with ease: 4.5 to 1 and more (WCAG 2.2 AA, 1.4.3)."""

import re

import pytest

from kpi_xl.model import Rag
from kpi_xl.plan import Look
from kpi_xl.publish.contrast import ENOUGH, contrast, text_on
from kpi_xl.sheets import style
from kpi_xl.sheets.style import Colours

LOOKS = {name: look for name, look in vars(style).items() if isinstance(look, Look)}
RULES = {
    **{f"rating {rag.value}": colours for rag, colours in style.RATING.items()},
    **{f"tint {rag.value}": colours for rag, colours in style.TINT.items()},
}
PAIRS = {
    **RULES,
    **{name: Colours(look.colour or "000000", look.fill or style.WHITE) for name, look in LOOKS.items()},
}


def test_the_formula_gives_the_known_ratios() -> None:
    assert contrast("000000", "FFFFFF") == pytest.approx(21)
    assert contrast("777777", "FFFFFF") == pytest.approx(4.48, abs=0.005)
    assert contrast("336699", "336699") == pytest.approx(1)


@pytest.mark.parametrize("fill", [colours.fill for colours in style.RATING.values()])
def test_figures_on_bars_are_black_or_white_whichever_is_read(fill: str) -> None:
    assert contrast(text_on(fill), fill) >= ENOUGH


@pytest.mark.parametrize("name", PAIRS)
def test_text_stands_out_from_its_fill(name: str) -> None:
    assert contrast(*PAIRS[name]) >= ENOUGH


@pytest.mark.parametrize("name", [name for name, look in LOOKS.items() if not look.fill])
def test_text_without_a_fill_stands_out_from_the_pale_fills_too(name: str) -> None:
    assert contrast(LOOKS[name].colour or "000000", style.PALE) >= ENOUGH


def test_colours_are_six_hexadecimal_digits() -> None:
    for text, fill in PAIRS.values():
        assert re.fullmatch("[0-9A-F]{6}", text)
        assert re.fullmatch("[0-9A-F]{6}", fill)


def test_every_rating_has_a_colour_of_its_own() -> None:
    assert set(style.RATING) == set(Rag)
    assert set(style.TINT) == {Rag.RED, Rag.AMBER, Rag.GREEN}
    assert len({colours.fill for colours in RULES.values()}) == len(RULES)


def test_there_are_looks_to_test() -> None:
    assert len(LOOKS) >= 20
