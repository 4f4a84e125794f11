"""Ranges of a live Calc document hold, take and look as in Excel."""

import datetime

import pytest
import xlwings

pytestmark = pytest.mark.libreoffice


@pytest.fixture
def sheet(book: xlwings.Book) -> xlwings.Sheet:
    return book.sheets[0]


def test_a_block_comes_back_as_it_was_written(sheet: xlwings.Sheet) -> None:
    day = datetime.datetime(2020, 9, 1)
    block = [
        ["Contacts", 0.94, day],
        [None, True, -1e-7],
        ["TBC", datetime.datetime(2020, 9, 1, 13, 30), 12.0],
    ]
    sheet["B2"].value = block
    assert sheet["B2:D4"].value == block
    assert sheet.used_range.address == "$B$2:$D$4"


def test_text_is_read_as_if_it_were_typed(sheet: xlwings.Sheet) -> None:
    sheet["A1:A5"].value = [["94%"], ["'94%"], ["1,854"], ["=A3*2"], ["94% (6m+)"]]
    assert sheet["A1:A5"].value == [0.94, "94%", 1854, 3708, "94% (6m+)"]
    assert sheet["A1"].number_format == "0.00%"


def test_text_stays_text_where_the_cell_is_text(sheet: xlwings.Sheet) -> None:
    sheet["A1:A2"].number_format = "@"
    sheet["A1:A2"].value = [["94%"], ["Sep-20"]]
    assert sheet["A1:A2"].value == ["94%", "Sep-20"]


def test_errors_are_the_numbers_of_excel(sheet: xlwings.Sheet) -> None:
    sheet["A1:C1"].formula = ["=1/0", "=NA()", "=nonsense(1)"]
    assert sheet["A1:C1"].raw_value == [[-2146826281, -2146826246, -2146826259]]
    assert sheet["A1:C1"].options(err_to_str=True).value == ["#DIV/0!", "#N/A", "#NAME?"]
    assert sheet["A1"].value is None


def test_an_empty_text_of_a_formula_is_not_an_empty_cell(sheet: xlwings.Sheet) -> None:
    sheet["A1"].formula = '=IF(1>2,1,"")'
    assert sheet["A1:B1"].raw_value == [["", None]]


@pytest.mark.parametrize(
    "formula",
    [
        '=IF(A1>0,"a;b","it""s, so")',
        "=SUM('It''s here'!$A$1:B2,Sheet1!C3)",
        "=INDEX({1,2;3,4},2,1)",
        '=SUMPRODUCT((A1:A3>0)*(B1:B3<>""))',
        "=IFNA(VLOOKUP(A1,'2020'!A:C,2,FALSE()),-2%)",
        "=EFFECT(0.1,4)",
        "=COUNT(1:3)",
    ],
)
def test_a_formula_comes_back_in_words_of_excel(sheet: xlwings.Sheet, formula: str) -> None:
    for name in ("It's here", "2020"):
        sheet.book.sheets.add(name)
    sheet["E9"].formula = formula
    assert sheet["E9"].formula == formula
    assert sheet["E9"].options(err_to_str=True).value not in ("#NAME?", "#REF!")


def test_one_formula_fills_a_range(sheet: xlwings.Sheet) -> None:
    sheet["B1:C2"].formula = "=$A1*B$5"
    assert sheet["B1:C2"].formula == (("=$A1*B$5", "=$A1*C$5"), ("=$A2*B$5", "=$A2*C$5"))


def test_looks_are_in_the_units_of_excel(sheet: xlwings.Sheet) -> None:
    cell = sheet["B2"]
    cell.color, cell.font.color, cell.font.bold = (255, 0, 16), "#0000ff", True
    cell.row_height, cell.column_width, cell.number_format = 30, 20, "mmm-yy"
    cell.wrap_text = True
    sheet["C:C"].columns.hidden = True
    assert (cell.color, cell.font.color, cell.font.bold) == ((255, 0, 16), (0, 0, 255), True)
    assert cell.row_height == pytest.approx(30, abs=0.1)
    assert cell.column_width == 20
    assert (cell.number_format, cell.wrap_text, sheet["B2:B3"].color) == ("mmm-yy", True, None)
    assert (sheet["C1"].columns.hidden, sheet["D1"].columns.hidden) == (True, False)


def test_notes_are_added_read_and_deleted(sheet: xlwings.Sheet) -> None:
    sheet["C3"].add_note("figures of 6 months")
    assert [(note.text, note.location.address) for note in sheet.notes] == [("figures of 6 months", "$C$3")]
    next(iter(sheet.notes)).delete()
    assert sheet["C3"].note is None


def test_ends_of_blocks_are_found_as_ctrl_and_an_arrow_find_them(sheet: xlwings.Sheet) -> None:
    sheet["A1:A5"].value = [[1], [2], [None], [4], [5]]
    ends = [sheet[place].end("down").row for place in ("A1", "A2", "A3", "A5")]
    assert ends == [2, 4, 4, 1_048_576]
    assert sheet["A5"].end("up").row == 4
    assert sheet["A1"].expand("down").address == "$A$1:$A$2"


def test_rows_are_inserted_and_deleted(sheet: xlwings.Sheet) -> None:
    sheet["A1:A2"].value = [[1], [2]]
    sheet["2:3"].insert("down")
    assert sheet["A1:A4"].value == [1, None, None, 2]
    sheet["2:3"].delete()
    assert sheet["A1:A2"].value == [1, 2]


def test_what_is_not_supported_says_so(sheet: xlwings.Sheet) -> None:
    with pytest.raises(NotImplementedError, match=r"Range\.autofill is not supported in LibreOffice"):
        sheet["A1"].autofill(sheet["A1:A9"])
    with pytest.raises(NotImplementedError, match=r"Sheet\.tables is not supported in LibreOffice"):
        _ = sheet.tables


def test_formulas_among_values_and_blanks_leave_these_as_they_are(sheet: xlwings.Sheet) -> None:
    sheet["A1:C2"].value = "before"
    sheet["A1:C2"].formula = [["=1+1", 0.1, "=2+2"], [None, "word", "=3+3"]]
    assert sheet["A1:C2"].value == [[2, 0.1, 4], [None, "word", 6]]
    sheet["A1:B2"].formula = [["=1+1", None], [None, "=2+2"]]
    assert sheet["A1:B2"].value == [[2, None], [None, 4]]
