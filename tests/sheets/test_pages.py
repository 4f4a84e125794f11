"""A long sheet's pages begin where nothing is torn apart."""

import pytest

from kpi_xl.plan import Row
from kpi_xl.sheets.pages import (
    ALWAYS_ONE_PAGE,
    ONE_PAGE,
    PAGE,
    height_of,
    page_breaks,
    split_at_gaps,
    width_of,
)

WIDE = 1500.0
HEIGHT = 20.0
FULL = int(PAGE * WIDE * 0.98 // HEIGHT)
"""How many rows fill a page."""


def rows(count: int) -> list[Row]:
    return [Row(("x",), (None,), HEIGHT)] * count


def test_what_fits_one_page_has_no_break() -> None:
    assert page_breaks(rows(int(ONE_PAGE * WIDE // HEIGHT) - 1), [], WIDE, 0) == ()


def test_a_narrow_sheet_is_made_smaller_for_one_page() -> None:
    assert page_breaks(rows(int(ALWAYS_ONE_PAGE // HEIGHT) - 1), [], WIDE / 3, 0) == ()


def test_a_page_begins_where_the_one_before_is_full() -> None:
    assert page_breaks(rows(3 * FULL), [], WIDE, 0) == (FULL, 2 * FULL)


def test_repeated_titles_take_their_room() -> None:
    assert page_breaks(rows(3 * FULL), [], WIDE, 2 * HEIGHT) == (FULL, 2 * FULL - 2, 3 * FULL - 4)


@pytest.mark.parametrize("first", [FULL - 3, FULL - 1, FULL])
def test_rows_that_belong_together_stay_together(first: int) -> None:
    breaks = page_breaks(rows(2 * FULL - 5), [(first, first + 4)], WIDE, 0)
    assert breaks == (first,)


def test_rows_that_fit_no_page_are_not_kept_together() -> None:
    assert page_breaks(rows(2 * FULL), [(0, 2 * FULL - 1)], WIDE, 0) == (FULL,)


def test_a_row_without_a_height_counts_as_one() -> None:
    assert height_of([Row((), ()), Row((), (), 20.0)]) == 35.0


def test_a_column_has_padding_beside_its_characters() -> None:
    assert width_of((10.0, 8.0)) == 18 * 5.25 + 2 * 3.75


def test_rows_between_gaps_belong_together() -> None:
    gap = Row((), (), 6.0)
    assert split_at_gaps([*rows(3), gap, *rows(2), gap], 10) == [(10, 13), (14, 16)]
