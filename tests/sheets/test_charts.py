"""Charts are laid in a neat grid, on axes that fit their figures, under titles that fit their width."""

import pytest

from kpi_xl.plan import Chart, Sheet
from tests.support import planned_sheets, scorecard

BIB = "BIB | 90%"


def sheet(*lines: str, title: str = "Contacts", columns: str = "Polarity | Target", told: str = BIB) -> Sheet:
    """The sheet of a service whose indicators A 1, A 2, ... have these months up to Sep-20."""
    months = " | ".join(["Jul-20", "Aug-20", "Sep-20"])
    indicators = [f"Service | Indicator Number | Indicator Title | {columns}"]
    indicators += [f"Front Door | A {n} | {title} | {told}" for n in range(1, len(lines) + 1)]
    data = [f"Indicator Number | {months}", *(f"A {n} | {line}" for n, line in enumerate(lines, 1))]
    card = scorecard(Indicators="\n".join(indicators), Data="\n".join(data))
    return next(made for made in planned_sheets(card, []) if made.mark.startswith("service:"))


def chart(line: str, told: str = BIB, **options: str) -> Chart:
    return sheet(line, told=told, **options).charts[0]


@pytest.mark.parametrize("count", [3, 4, 7])
def test_charts_of_a_row_are_about_equally_wide(count: int) -> None:
    made = sheet(*["80% | 90% | 85%"] * count)
    top = [c.area for c in made.charts if c.area.top == made.charts[0].area.top]
    widths = [sum(made.widths[area.left : area.right + 1]) for area in top]
    assert len(top) >= 3
    assert max(widths) < 1.5 * min(widths)
    assert [area.left for area in top[1:]] == [area.right + 1 for area in top[:-1]]


def test_charts_of_two_rows_do_not_meet() -> None:
    made = sheet(*["80% | 90% | 85%"] * 9)
    tops = sorted({c.area.top for c in made.charts})
    bottoms = sorted({c.area.bottom for c in made.charts})
    assert len(tops) > 1
    assert all(top > bottom for top, bottom in zip(tops[1:], bottoms, strict=False))


def test_a_share_is_never_drawn_against_more_than_the_whole() -> None:
    assert chart("80% | 98% | 97%").highest == 1.0


def test_an_axis_ends_where_the_application_will_for_small_shares_and_for_more_than_the_whole() -> None:
    assert chart("20% | 18% | 15%", "BIB | 25%").highest is None
    assert chart("120% | 98% | 97%").highest is None
    assert chart("10 | 12 | 11", "SIB | 12").highest is None


def test_columns_begin_at_nought() -> None:
    assert chart("80% | 90% | 85%").lowest == 0.0


@pytest.mark.parametrize(
    ("line", "target", "lowest"),
    [("95 | 97 | 99", "96", 94.0), ("80% | 90% | 85%", "90%", 0.7), ("10 | 90 | 50", "60", 0.0)],
)
def test_a_line_begins_near_its_figures_where_they_keep_together(
    line: str, target: str, lowest: float
) -> None:
    made = chart(line, f"BIB | {target} | line", columns="Polarity | Target | Chart")
    assert made.lowest == pytest.approx(lowest)


def test_figures_below_nought_leave_the_axis_to_the_application() -> None:
    assert chart("-5 | 3 | 2", "BIB | 4").lowest is None


def test_a_long_title_is_cut_at_a_word() -> None:
    title = chart("80% | 90% | 85%", title="Contacts " * 40).title
    assert title.startswith("A 1 Contacts")
    assert title.endswith("Contacts …")


def test_a_month_is_as_wide_as_its_longest_figure() -> None:
    short, long = (sheet(line, told="SIB | 12").widths[3] for line in ("1 | 2 | 3", "1 | 2 | 1234567"))
    assert short < long
    assert long >= len("1,234,567") * 0.8
