"""Nobody can work a withheld figure out: for each there is another workbook, with another small number in its
place, that is published just the same.

Packs are made of nothing but what is left after disclosure control, so where that is the same for two
workbooks, every part of every pack is the same, of this period and of others; a sample shows it byte by byte.
"""

import random
from collections.abc import Iterator

import pytest

from kpi_xl.indicator import Measures
from kpi_xl.model import Month
from kpi_xl.publish.audience import By, parts
from kpi_xl.publish.disclosure import disclose
from kpi_xl.publish.pack import make_pack, make_page, pack_scorecard
from tests.publish.worlds import FIRST, MONTHS, World, made_up

SEEDS = 60
REDRAWN = 2000
"""Worlds that are drawn before one is taken to be the only one."""

Left = dict[str, Measures]


def left_of(world: World) -> Left:
    """The figures by area that disclosure control leaves."""
    return disclose(world.definitions()).definitions.series["FD 1"]


def withheld_at(left: Left, at: int) -> list[str]:
    """The areas of which nothing is left of a month."""
    return [area for area, rows in left.items() if any(at in series.withheld for series in rows.values())]


def another(world: World, left: Left, area: str, at: int, name: str) -> World | None:
    """A world that is published alike, in which that small count of a month is another small one."""
    was = world.small(area, at)[name]
    for candidate in candidates(world, left, area, at):
        count = candidate.small(area, at).get(name)
        if count is not None and count != was and left_of(candidate) == left:
            return candidate
    return None


def candidates(world: World, left: Left, area: str, at: int) -> Iterator[World]:
    yield from world.moves(area, at)
    hidden = [one for one in withheld_at(left, at) if one in world.areas]
    dice = random.Random(at)
    for _ in range(REDRAWN if len(hidden) > 1 else 0):
        drawn = world.redrawn(dice.sample(hidden, len(hidden)), at, dice)
        if all(drawn.is_possible(one, at) for one in hidden):
            yield drawn


@pytest.mark.parametrize("seed", range(SEEDS))
def test_every_small_number_may_be_another_to_those_who_have_every_pack(seed: int) -> None:
    world = made_up(seed)
    left = left_of(world)
    for area in world.areas:
        for at in range(MONTHS):
            for name in world.small(area, at):
                assert another(world, left, area, at, name) is not None, (area, FIRST + at, name)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_no_small_number_is_left(seed: int) -> None:
    world = made_up(seed)
    for area, rows in left_of(world).items():
        for measure, series in rows.items():
            assert not any(f is not None and 0 < f < world.below for f in series.figures), (area, measure)


def packs_of(world: World, period: Month) -> list[bytes]:
    """Every pack of a world, as a workbook, one to print and a web page: of the whole, of each service and
    officer."""
    definitions = disclose(world.definitions()).definitions
    made = [part for by in By for part in parts(definitions, by)]
    assert len(made) == 3
    return [
        data
        for part in made
        for scorecard in [pack_scorecard(part, period)]
        for data in (
            make_pack(part, scorecard, 1),
            make_pack(part, scorecard, 1, to_print=True),
            make_page(part, scorecard),
        )
    ]


@pytest.mark.parametrize("seed", range(6))
def test_the_packs_of_the_other_world_are_the_same_to_the_byte_month_after_month(seed: int) -> None:
    world = made_up(seed)
    left = left_of(world)
    area, at, name = next(
        (area, at, name)
        for at in range(MONTHS - 1, -1, -1)
        for area in world.areas
        for name in world.small(area, at)
    )
    other = another(world, left, area, at, name)
    assert other is not None
    assert other != world
    for period in (FIRST + (MONTHS - 2), FIRST + (MONTHS - 1)):
        assert packs_of(other, period) == packs_of(world, period)
