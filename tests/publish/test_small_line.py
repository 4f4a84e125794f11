"""The small line of a row's months: a sparkline, or the same in characters."""

import pytest

from kpi_xl.plan import Area, Look, Sheet, Value
from kpi_xl.publish.pack_sheets import pack_sheets
from kpi_xl.publish.small_line import course, in_characters
from kpi_xl.scorecard import Scorecard
from kpi_xl.sheets.table import MONTH_BY_MONTH
from tests.publish.made import DATA, INDICATORS
from tests.support import scorecard


@pytest.mark.parametrize(
    ("figures", "told"),
    [
        ((0.2, 0.9, 0.24), "rose"),
        ((0.24, None, 0.2, None), "fell"),
        ((0.2, 0.9, 0.2), "level"),
        ((0.201, 0.204), "level"),
    ],
)
def test_the_last_figure_is_told_against_the_first_as_readers_see_them(
    figures: tuple[float | None, ...], told: str
) -> None:
    assert course(figures, 2) == told


@pytest.mark.parametrize(
    ("figures", "characters"),
    [
        ((0.0, 3.0, 6.0), "▁▄▇"),
        ((10.0, None, 10.0), "▄·▄"),
        ((None, -2.0, 4.0, None), "▁▇·"),
    ],
)
def test_characters_stand_between_the_lowest_and_the_highest(
    figures: tuple[float | None, ...], characters: str
) -> None:
    assert in_characters(figures) == characters


@pytest.fixture(scope="module")
def made() -> Scorecard:
    return scorecard(Indicators=INDICATORS, Data=DATA)


def lines_of(made: Scorecard, to_print: bool) -> dict[str, tuple[Value, Look | None, Area | None]]:
    """By the number and area of each row: what the cell of its line holds, its look, and what is drawn."""
    found = {}
    for sheet in pack_sheets(made, "Scorecard", whole=True, to_print=to_print):
        if not sheet.tables or MONTH_BY_MONTH not in sheet.tables[0].headers:
            continue
        area, headers = sheet.tables[0].area, sheet.tables[0].headers
        drawn = {line.row: line.values for line in sheet.sparklines}
        at = headers.index(MONTH_BY_MONTH)
        assert {line.column for line in sheet.sparklines} <= {at}
        for row in range(area.top + 1, area.bottom + 1):
            cells = dict(zip(headers, sheet.rows[row].values, strict=True))
            name = " ".join(str(cells[head]) for head in ("Number", "Area") if head in cells)
            found[name] = sheet.rows[row].values[at], sheet.rows[row].looks[at], drawn.get(row)
            if row in drawn:
                assert _headers(sheet, drawn[row]) == ["Jul-20", "Aug-20", "Sep-20"]
    return found


def _headers(sheet: Sheet, area: Area) -> list[str]:
    return list(sheet.tables[0].headers[area.left : area.right + 1])


def test_a_row_of_figures_has_a_sparkline_and_a_word(made: Scorecard) -> None:
    for name in ("FD 3 Whole authority", "FD 3 North"):
        text, look, drawn = lines_of(made, to_print=False)[name]
        assert text == "fell"
        assert look is not None
        assert look.horizontal == "left"  # the corner that a falling line leaves free
        assert drawn is not None


def test_a_row_with_words_among_its_months_has_characters_with_a_gap(made: Scorecard) -> None:
    lines = lines_of(made, to_print=False)
    assert [lines[name][::2] for name in ("FD 8 Whole authority", "W 1")] == [
        ("▁▇·\nrose", None),
        ("▁▇·\nrose", None),
    ]


def test_what_is_printed_has_characters_in_every_row(made: Scorecard) -> None:
    assert {name: line[::2] for name, line in lines_of(made, to_print=True).items()} == {
        "FD 3 Whole authority": ("▇▅▁\nfell", None),
        "FD 3 North": ("▇▅▁\nfell", None),
        "FD 8 Whole authority": ("▁▇·\nrose", None),
        "W 1": ("▁▇·\nrose", None),
    }
