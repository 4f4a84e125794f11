"""Raw values of every platform as plain ones, and texts and formulas on their way to cells."""

import datetime
from decimal import Decimal
from typing import Any

import pytest

from kpi_xl.live.blocks import MOST_BLOCKS, contents, formula_areas, with_sheets
from kpi_xl.live.cells import as_text, block, mark_percents, scalar
from kpi_xl.model import Percent, Scalar
from kpi_xl.plan import THIS_ROW, Area, Formula, Row, Sheet, rectangles


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("", None),
        (None, None),
        ("NA", "NA"),
        (0.94, 0.94),
        (True, True),
        (7, 7.0),
        (Decimal("12.50"), 12.5),
        (-2146826281, "#DIV/0!"),
        (-2146826246, "#N/A"),
        (-2146826243, "#SPILL!"),
        ("#DIV/0!", "#DIV/0!"),
        (datetime.datetime(2020, 9, 30, 10, 30, tzinfo=datetime.UTC), datetime.date(2020, 9, 30)),
        (datetime.datetime(1899, 12, 30, 6), 0.25),
        (object(), None),
    ],
)
def test_a_raw_value_is_told_as_a_closed_workbook_tells_it(raw: object, value: Scalar) -> None:
    assert scalar(raw) == value
    assert type(scalar(raw)) is type(value)


@pytest.mark.parametrize(
    ("raw", "area", "rows"),
    [
        (1.0, Area(0, 0, 0, 0), [[1.0]]),
        (((1.0, 2.0), (3.0, 4.0)), Area(0, 0, 1, 1), [[1.0, 2.0], [3.0, 4.0]]),
        ([1.0, 2.0], Area(0, 0, 0, 1), [[1.0, 2.0]]),
        ([1.0, 2.0], Area(0, 0, 1, 0), [[1.0], [2.0]]),
    ],
)
def test_what_was_read_is_rows_whatever_its_brackets(
    raw: object, area: Area, rows: list[list[float]]
) -> None:
    assert block(raw, area) == rows


@pytest.mark.parametrize(
    "text", ["=1+1", "+ more", "- less", "@home", "5-10", "Sep-20", "1/2", "94%", "true", "#N/A", "'quoted'"]
)
def test_a_text_that_reads_as_anything_else_is_led_by_an_apostrophe(text: str) -> None:
    assert as_text(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["Front Door", "May", "Visits went up by 5% in the three months to September"]
)
def test_plain_words_are_written_as_they_are(text: str) -> None:
    assert as_text(text) == text


def test_cells_are_gathered_into_rectangles_without_a_cell_more() -> None:
    cells = [(0, 0), (0, 1), (1, 0), (1, 1), (3, 0), (3, 1), (4, 1)]
    assert rectangles(cells) == [Area(0, 0, 1, 1), Area(3, 0, 3, 1), Area(4, 1, 4, 1)]


def planned(*rows: str) -> Sheet:
    """A sheet as drawn: ``=`` leads a formula, ``.`` is an empty cell."""
    values = [
        tuple(
            Formula(cell[1:], 0.0) if cell[0] == "=" else None if cell == "." else cell
            for cell in row.split()
        )
        for row in rows
    ]
    return Sheet("A", "a", [Row(row, (None,) * len(row)) for row in values], ())


def test_formulas_are_written_in_blocks_that_take_in_what_stands_between_them() -> None:
    sheet = planned("head x", "=A1 x", "5-10 x", ". =B1")
    assert formula_areas(sheet) == [Area(1, 0, 3, 1)]
    assert contents(sheet, Area(1, 0, 3, 1), {}) == [["=A1", "x"], ["'5-10", "x"], [None, "=B1"]]


def test_however_many_columns_have_formulas_there_are_few_blocks() -> None:
    sheet = planned(" ".join("=A1" if at % 3 else "." for at in range(90)))
    areas = formula_areas(sheet)
    assert len(areas) == MOST_BLOCKS
    held = {place for area in areas for place in range(area.left, area.right + 1)}
    assert held >= {at for at in range(90) if at % 3}


def test_each_sheet_in_a_formula_has_the_name_it_has_now_and_texts_stay() -> None:
    names = {"Front Door": "new 1", "Director's": "new 2"}
    formula = "'Front Door'!A1&\"'Front Door'!\"&'Director''s'!B2&'Other'!C3"
    assert with_sheets(formula, names) == "'new 1'!A1&\"'Front Door'!\"&'new 2'!B2&'Other'!C3"


def test_a_rows_own_number_stands_in_its_formulas() -> None:
    sheet = planned("x", f"=A{THIS_ROW}")
    assert contents(sheet, Area(1, 0, 1, 0), {}) == [["=A2"]]


class Formatted:
    """Stands for a sheet of which the number formats are known, and counts how often it is asked."""

    def __init__(self, formats: list[str]) -> None:
        self.formats = [row.split() for row in formats]
        self.asked = 0

    def range(self, first: tuple[int, int], last: tuple[int, int]) -> "Formatted":
        part = Formatted(
            [" ".join(row[first[1] - 1 : last[1]]) for row in self.formats[first[0] - 1 : last[0]]]
        )
        self.asked += 1
        return part

    @property
    def number_format(self) -> str | None:
        met = {code for row in self.formats for code in row}
        return met.pop() if len(met) == 1 else None


def test_numbers_shown_as_percentages_are_percent_and_others_are_not() -> None:
    rows: list[list[Scalar]] = [["a", 0.5, 0.5], ["b", 0.5, None], ["c", 3.0, 0.25]]
    sheet: Any = Formatted(["@ 0% 0", "@ 0.0% 0", '@ 0"%" 0%'])
    mark_percents(sheet, rows)
    assert [[type(cell) is Percent for cell in row[1:]] for row in rows] == [
        [True, False],
        [True, False],
        [False, True],
    ]


def test_number_formats_are_asked_of_whole_areas() -> None:
    sheet: Any = Formatted(["0% " * 20] * 500 + ["0 " * 20] * 500)
    rows: list[list[Scalar]] = [[1.0] * 20 for _ in range(1000)]
    mark_percents(sheet, rows)
    assert sum(type(cell) is Percent for row in rows for cell in row) == 500 * 20
    assert sheet.asked == 3


def test_a_date_among_formulas_is_the_same_day_whichever_day_a_workbook_counts_from() -> None:
    sheet = Sheet("A", "a", [Row((datetime.date(2020, 9, 1),), (None,))], ())
    assert contents(sheet, Area(0, 0, 0, 0), {}) == [["=DATE(2020,9,1)"]]
