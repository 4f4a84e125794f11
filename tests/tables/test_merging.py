"""A table fills what is blank in the workbook, and replaces nothing."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi_xl import columns
from kpi_xl.model import Percent, ProblemsFound, Scalar
from kpi_xl.plan import Edit
from kpi_xl.sheets.heights import LINE
from kpi_xl.tables import merge, read_table
from tests.tables.book import SEP_20, Book, blank_book, write_table

SHORT = (
    "Indicator Number|Service|Indicator Title|Aug-20|Sep-20|2020-21 Target",
    "FD 3|Front Door|A|93%|94%|95%",
)


def short_book() -> Book:
    """A workbook of an officer's own layout: a title, columns in another order, no Area or Measure."""
    return Book(
        [["Our indicators"], ["Target", "indicator number ", "Service", "Indicator Title"]],
        [["Indicator Number", "Aug-20"]],
    )


def take(book: Book, folder: Path, *lines: str) -> list[str]:
    return book.take(write_table(folder / "table.csv", *lines)).report


def test_columns_are_found_by_name_wherever_they_stand(tmp_path: Path) -> None:
    book = short_book()
    take(book, tmp_path, *SHORT)
    assert book.indicators[2] == [0.95, "FD 3", "Front Door", "A"]
    assert book.data[1] == ["FD 3", 0.93, 0.94]


def test_a_new_month_is_headed_with_a_real_date(tmp_path: Path) -> None:
    book = short_book()
    edits = book.take(write_table(tmp_path / "table.csv", *SHORT)).edits[columns.DATA]
    header = next(edit for edit in edits if edit.row == 0)
    assert (header.column, str(header.value), header.number_format) == (2, "2020-09-01", "mmm-yy")


def test_a_later_month_goes_to_the_right_of_everything(tmp_path: Path) -> None:
    book = Book([["Indicator Number"]], [["Indicator Number", "Sep-20", "Our notes"], ["FD 3", 1.0]])
    book.data.append([None, None, None, "a note to the side"])
    take(book, tmp_path, "Indicator Number|Oct-20|RAG", "FD 3|2|Red")
    assert [str(header) for header in book.data[0][4:]] == ["2020-10-01", "Printed RAG Oct-20"]
    assert book.data[1] == ["FD 3", 1.0, None, None, 2.0, "Red"]


def test_what_an_officer_typed_is_kept_and_told_with_its_cell(tmp_path: Path) -> None:
    book = short_book()
    book.indicators.append(["90%", "fd 3", None, "a"])
    book.data.append(["FD 3", 0.5])
    report = take(book, tmp_path, *SHORT)
    assert book.indicators[2] == ["90%", "fd 3", "Front Door", "a"]
    assert 'Indicators!A3: kept "90%" as Target of FD 3; the table has "95%".' in report[1]
    assert report[1].endswith("To take the table's, clear the cell and import again.")
    assert report[2].startswith('Data!B2: kept "0.5" as FD 3 in Aug-20; the table has "93%".')


@pytest.mark.parametrize("typed", ["93%", " 93.0% ", 0.93, Percent(0.93)])
def test_numbers_agree_by_value(typed: Scalar, tmp_path: Path) -> None:
    book = short_book()
    book.data.append(["FD 3", typed])
    report = take(book, tmp_path, *SHORT)
    assert len(report) == 1
    assert book.data[1] == ["FD 3", typed, 0.94]


def test_a_month_between_others_is_left_out_with_where_to_insert_it(tmp_path: Path) -> None:
    book = Book([["Indicator Number"]], [["Indicator Number", "Aug-20", "Oct-20"]])
    report = take(book, tmp_path, "Indicator Number|Service|Aug-20|Sep-20|Oct-20", "FD 3|Front Door|1|2|3")
    assert book.data == [["Indicator Number", "Aug-20", "Oct-20"], ["FD 3", 1.0, 3.0]]
    assert report[1:] == [
        "Data: Sep-20 has no column, and 1 figure of it could not be placed. "
        "Insert a column headed Sep-20 before column C (Oct-20) and import again."
    ]


def test_rows_are_added_below_everything_and_comments_are_not_indicators(tmp_path: Path) -> None:
    book = short_book()
    book.indicators.extend([["#", "FD 3"], [], [None, "EH 1"], [None, None, None, None, "to the side"]])
    take(book, tmp_path, *SHORT)
    assert book.indicators[6][:4] == [0.95, "FD 3", "Front Door", "A"]


def test_a_comparator_without_a_column_gets_one(tmp_path: Path) -> None:
    book = short_book()
    take(book, tmp_path, "Indicator Number|Service|England", "FD 3|Front Door|19%")
    assert book.indicators[1][4] == "Comparator: England"
    assert book.indicators[2] == [None, "FD 3", "Front Door", None, 0.19]


def test_areas_get_rows_and_columns(tmp_path: Path) -> None:
    book = short_book()
    take(book, tmp_path, "Indicator Number|Area|Measure|Aug-20", "FD 3|||1", "FD 3|North|Numerator|2")
    assert book.data == [
        ["Indicator Number", "Aug-20", "Area", "Measure"],
        ["FD 3", 1.0],
        ["FD 3", 2.0, "North", "Numerator"],
    ]


def test_every_indicator_of_a_table_with_months_gets_a_row_of_data(tmp_path: Path) -> None:
    book = blank_book()
    take(book, tmp_path, "Indicator Number|Sep-20", "QA 3|", "QA 4|1")
    assert [cells[0] for cells in book.data[1:]] == ["QA 3", "QA 4"]


def test_text_that_begins_like_a_formula_stays_text(tmp_path: Path) -> None:
    book = short_book()
    take(book, tmp_path, "Indicator Number|Service|Indicator Title|Target|Aug-20", "FD 3|@A|=B|+|-")
    assert book.indicators[2] == ["+", "FD 3", "@A", "=B"]
    assert book.data[1] == ["FD 3", "-"]


@pytest.mark.parametrize("printed", ["+5pp", "5"])
def test_a_printed_change_is_in_points(printed: str, tmp_path: Path) -> None:
    book = blank_book()
    take(book, tmp_path, "Indicator Number|Sep-20|Change", f"FD 3|94%|{printed}")
    assert book.figure("FD 3", "Printed change Sep-20") == 5


def test_a_sheet_without_a_header_row_is_a_problem() -> None:
    table = read_table(SEP_20)
    with pytest.raises(ProblemsFound, match='Data: No row of the first 20 has the header "Indicator Number"'):
        merge(table, [["Indicator Number"]], [["Sep-20"]])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_does_not_matter(tmp_path: Path, order_of: Random) -> None:
    header = ["Indicator Number", "Service", "Aug-20", "Sep-20", "RAG", "Target"]
    rows = [[f"FD {n}", "Front Door", f"{n}%", f"{n + 1}%", "Red", f"{n}"] for n in range(4)]
    order = list(range(len(header)))
    order_of.shuffle(order)
    order_of.shuffle(rows)
    book = blank_book()
    take(book, tmp_path, *("|".join(cells[place] for place in order) for cells in [header, *rows]))
    for number in range(4):
        assert book.figure(f"FD {number}", "Aug-20") == pytest.approx(number / 100)
        assert book.figure(f"FD {number}", "Printed RAG Sep-20") == "Red"
        assert book.indicator(f"FD {number}", "Target") == number


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 33), st.integers(0, 24)), max_size=30))
def test_no_cell_that_holds_something_is_ever_edited(cleared: list[tuple[int, int]]) -> None:
    """Cells cleared after an import are all that a second import fills."""
    book = blank_book()
    book.take(SEP_20)
    before = [list(cells) for cells in book.data]
    gone = {(row, place) for row, place in cleared if 0 < row < len(before) and 0 < place < len(before[row])}
    for row, place in gone:
        book.data[row][place] = None
    edits: list[Edit] = book.take(SEP_20).edits.get(columns.DATA, [])
    assert {(edit.row, edit.column) for edit in edits} <= gone
    assert book.data == before


def test_a_title_of_several_lines_asks_for_a_row_to_match(tmp_path: Path) -> None:
    long, short = "Percentage of contacts " * 8, "Contacts"
    table = write_table(
        tmp_path / "t.csv",
        "Service|Indicator Number|Indicator Title",
        f"S|A 1|{long}",
        f"S|A 2|{short}",
    )
    edits = blank_book().take(table).edits[columns.INDICATORS]
    heights = {edit.value: edit.height for edit in edits}
    assert heights[long.strip()] > 3 * LINE
    assert heights[short] == 0
