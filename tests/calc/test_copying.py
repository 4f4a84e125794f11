"""A sheet copied into another open book keeps all that Excel carries along, and leaves nothing behind."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import xlwings

from kpi_xl.calc.charts import sequences

pytestmark = pytest.mark.libreoffice

NAME = "Front Door and Assessment"


@pytest.fixture(scope="module")
def books(app: xlwings.App, september: Path, june: Path) -> Iterator[tuple[xlwings.Book, xlwings.Book]]:
    """The book that is open, and the one with the sheets made anew, whose rules have other colours."""
    opened, made = app.books.open(september), app.books.open(june)
    styles = made.api.StyleFamilies.getByName("CellStyles")
    for number in range(1, 8):
        styles.getByName(f"ConditionalStyle_{number}").CellBackColor = 0x112233 * (number % 4)
    yield opened, made
    made.close()
    opened.close()


@pytest.fixture(scope="module")
def sheets(books: tuple[xlwings.Book, xlwings.Book]) -> tuple[xlwings.Sheet, xlwings.Sheet]:
    """A sheet and its copy, which has taken the place of the one that was there."""
    return books[1].sheets[NAME], replaced(*books, NAME)


def replaced(opened: xlwings.Book, made: xlwings.Book, name: str) -> xlwings.Sheet:
    copy = made.sheets[name].copy(before=opened.sheets[name])
    opened.sheets[name].delete()
    copy.name = name
    return copy


Sheets = tuple[xlwings.Sheet, xlwings.Sheet]


def test_values_and_formulas_come_along(sheets: Sheets) -> None:
    made, copy = sheets
    assert copy.used_range.formula == made.used_range.formula
    assert copy.used_range.shape == made.used_range.shape


def test_rules_keep_their_own_colours(sheets: Sheets) -> None:
    def rules(sheet: xlwings.Sheet) -> list[tuple[Any, ...]]:
        found = sheet.used_range.conditional_formats
        return sorted((rule.formula, rule.fill_color, rule.font_color, rule.font_bold) for rule in found)

    made, copy = sheets
    assert rules(copy) == rules(made)
    assert {fill for _, fill, _, _ in rules(copy)} <= {(0, 0, 0), (17, 34, 51), (34, 68, 102), (51, 102, 153)}


def test_rules_of_sheets_that_were_there_keep_theirs(sheets: Sheets) -> None:
    rules = sheets[1].book.sheets["Workforce"].used_range.conditional_formats
    assert (248, 207, 203) in {rule.fill_color for rule in rules}


def test_charts_point_at_the_copy_and_keep_their_names(sheets: Sheets) -> None:
    made, copy = sheets
    assert len(copy.charts) == 3
    assert [[series.name for series in chart.series] for chart in copy.charts] == [
        [series.name for series in chart.series] for chart in made.charts
    ]
    assert copy.charts[0].series[0].name
    for chart in copy.charts:
        for sequence in sequences(chart.impl.document):
            assert sequence.Values.SourceRangeRepresentation.startswith(f"$'{NAME}'.")


def footer_text(style: Any) -> str:
    content = style.RightPageFooterContent  # the text lives only as long as this does
    return str(content.LeftText.getString())


def test_the_page_and_the_view_come_along(sheets: Sheets) -> None:
    def page(sheet: xlwings.Sheet) -> tuple[Any, ...]:
        xl = sheet.api
        style = sheet.book.api.StyleFamilies.getByName("PageStyles").getByName(xl.PageStyle)
        sheet.activate()
        view = sheet.book.impl.view
        return (
            *(style.IsLandscape, style.ScaleToPagesX, style.ScaleToPagesY, style.FooterIsOn, style.Width),
            *(footer_text(style), sheet.page_setup.print_area),
            *(xl.PrintTitleRows, xl.TitleRows.StartRow, xl.TitleRows.EndRow, xl.TabColor),
            *(view.hasFrozenPanes(), view.SplitRow, view.SplitColumn, view.ShowGrid),
        )

    made, copy = sheets
    assert page(copy) == page(made)
    assert page(copy)[5].startswith("Croydon")


def test_widths_heights_and_hidden_columns_come_along(sheets: Sheets) -> None:
    def sizes(sheet: xlwings.Sheet) -> list[list[Any]]:
        rows, columns = sheet.used_range.shape
        return [
            [sheet[row, 0].row_height for row in range(rows)],
            [sheet[0, column].column_width for column in range(0, columns, 5)],
            [sheet[0, column].columns.hidden for column in range(0, columns, 5)],
        ]

    made, copy = sheets
    assert sizes(copy) == sizes(made)
    assert True in sizes(copy)[2]


def test_the_mark_comes_along(sheets: Sheets) -> None:
    made, copy = sheets
    assert copy.names["kpi_xl.sheet"].refers_to == made.names["kpi_xl.sheet"].refers_to


def test_notes_validation_and_links_come_along(books: tuple[xlwings.Book, xlwings.Book]) -> None:
    opened, made = books
    notes = made.sheets["Indicators"].copy(after=opened.sheets[-1])
    assert [note.text for note in notes.notes] == [note.text for note in made.sheets["Indicators"].notes]
    polarity = next(cell for cell in notes.used_range.rows[0] if cell.value == "Polarity").offset(1)
    assert polarity.data_validation.type == "list"
    assert polarity.data_validation.source == "BIB,SIB,Range"
    links = made.sheets["Overview"].copy(after=opened.sheets[-1], name="Links")
    services = {sheet.name for sheet in made.sheets} - {"Overview"}
    column = [cell for cell in made.sheets["Overview"]["A1:A40"] if cell.value in services]
    assert [links[cell.address].hyperlink for cell in column] == [cell.hyperlink for cell in column]
    assert column
    notes.delete()
    links.delete()


def test_ten_refreshes_leave_as_much_as_one(books: tuple[xlwings.Book, xlwings.Book]) -> None:
    opened, made = books

    def left() -> tuple[int, ...]:
        families = opened.api.StyleFamilies
        rules = opened.sheets["Missing Children"].api.ConditionalFormats.getConditionalFormats()
        counts = [families.getByName(family).Count for family in ("CellStyles", "PageStyles")]
        return (*counts, len(opened.names), len(rules), len(opened.sheets))

    replaced(opened, made, "Missing Children")
    once = left()
    for _ in range(10):
        replaced(opened, made, "Missing Children")
    assert left() == once


def test_a_copy_within_its_book_has_the_name_that_excel_gives(book: xlwings.Book) -> None:
    book.sheets[0]["A1"].value = 1
    copy = book.sheets[0].copy()
    assert (copy.name, copy.index, copy["A1"].value) == ("Sheet1 (2)", 2, 1)
    assert book.sheets.active == copy
