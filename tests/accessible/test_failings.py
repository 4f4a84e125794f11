"""A published workbook that everyone can read has no failing; each thing that shuts someone out is one."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.formatting.rule import ColorScaleRule, FormulaRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table

from kpi_xl.accessible import failings
from kpi_xl.model import UnreadableBook
from kpi_xl.package import Package
from kpi_xl.plan import Area, Chart, ChartSeries, Row, Sheet

Book = Any
ROWS: list[list[Any]] = [
    ["Indicator", "Sep-20", "Rating"],
    ["FD 3", 0.94, "Green"],
    ["FD 8", 0.24, "Red"],
]


def good() -> Book:
    """A workbook with nothing wrong."""
    book = openpyxl.Workbook()
    book.properties.title, book.properties.language = "Scorecard, September 2020", "en-GB"
    sheet: Any = book.active
    sheet.title = "Front Door"
    sheet.append(["Front Door, September 2020"])
    sheet.append(["One table."])
    for row in ROWS:
        sheet.append(row)
    sheet.column_dimensions["A"].width = 30
    for cell in ("B4", "B5"):
        sheet[cell].number_format = "0%"
    table: Any = Table(displayName="Front_Door", ref="A3:C5")
    table._initialise_columns()
    table.autoFilter = None
    for column, name in zip(table.tableColumns, ROWS[0], strict=True):
        column.name = name
    sheet.add_table(table)
    return book


def found(book: Book, folder: Path) -> list[str]:
    book.save(folder / "pack.xlsx")
    return [str(failing) for failing in failings(folder / "pack.xlsx")]


def test_a_workbook_that_everyone_can_read_has_no_failing(tmp_path: Path) -> None:
    assert found(good(), tmp_path) == []


def change(what: str) -> Callable[[Book], None]:
    """The workbook with one thing wrong, as a statement on ``sheet``, ``table`` and ``book``."""

    def made(book: Book) -> None:
        sheet = book.active
        names = {"book": book, "sheet": sheet, "table": sheet.tables["Front_Door"], **globals()}
        exec(what, names)  # noqa: S102 - the statements are those below

    return made


RED = "PatternFill('solid', fgColor='FFF8CFCB')"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("book.properties.title = ''", "Document: It has no title."),
        ("book.properties.language = None", "Document: It does not say its language."),
        ("book.create_sheet('Workings').sheet_state = 'hidden'", "Workings: The sheet is hidden."),
        ("book.create_sheet('Empty')", "Empty: The sheet is blank."),
        ("sheet.title = 'Sheet1'", "Sheet1: The sheet's name says nothing."),
        ("sheet['A1'] = None", "Front Door!A1: There is no title."),
        ("sheet.sheet_view.selection[0].activeCell = 'C9'", "Front Door!C9: The cursor stands here."),
        ("sheet.freeze_panes = 'B4'", "Front Door!B4: Panes are frozen."),
        ("sheet.column_dimensions['B'].hidden = True", "Front Door!B1: The column is hidden."),
        ("sheet.row_dimensions[4].hidden = True", "Front Door!A4: The row is hidden."),
        ("sheet.oddFooter.left.text = 'Made in May'", "Front Door: A header or footer holds text."),
        ("sheet.merge_cells('A1:C1')", "Front Door!A1: The cells A1:C1 are merged."),
        ("sheet['A8'], sheet['B8'], sheet['A9'] = 'a', 'b', 'c'", "Front Door!A8: A8:B9 looks like a table"),
        ("table.displayName = 'Table1'", 'Front Door!A3: The table is named "Table1".'),
        ("table.autoFilter = AutoFilter(ref='A3:C5')", "Front Door!A3: The table has filter buttons."),
        ("table.headerRowCount = 0", "Front Door!A3: The table has no header row."),
        ("sheet['B3'] = 'Column2'", "Front Door!B3: The column has no header."),
        ("sheet['C3'] = 'sep-20'", 'Front Door!C3: "sep-20" is the header of B3 too.'),
        ("sheet['B4'] = None", "Front Door!B4: The table has 1 empty cell."),
        ("sheet['B4'] = sheet['B5'] = None", "Front Door!B3: Column B of the table is blank."),
        ("sheet['A4'] = sheet['B4'] = sheet['C4'] = None", "Front Door!A4: A row of the table is blank."),
        ("sheet['B4'].comment = Comment('6m+', 'JD')", "Front Door!B4: There is a note that shows only when"),
        ("sheet['A4'] = 'FD 3 [note 1]'", "Front Door!A4: [note 1] is not explained."),
        ("sheet['A4'] = 'FD 3*'", 'Front Door!A4: "FD 3*" ends with a symbol for a note.'),
        ("sheet['A7'] = 'here'; sheet['A7'].hyperlink = '#A1'", 'Front Door!A7: The link "here" does not'),
        ("sheet['A4'] = 'Contacts ' * 9", "Front Door!A4: The text runs on behind the next cell."),
        ("sheet['B4'] = 123456789012.0; sheet['B4'].number_format = '#,##0'",
         'Front Door!B4: "123,456,789,012" is wider than its column.'),
        ("sheet['A2'] = 'Words ' * 40; sheet['A2'].alignment = Alignment(wrap_text=True); "
         "sheet.row_dimensions[2].height = 15", "Front Door!A2: The text is taller than its row."),
        (f"sheet['E4'].fill = {RED}", "Front Door!E4: The cell is coloured and holds no words."),
        (f"sheet['B4'].fill = {RED}", "Front Door!B4: A figure is coloured unlike others of its column"),
        ("sheet['A4'].font = Font(color='FFAAAAAA')", "Front Door!A4: Text of #AAAAAA on #FFFFFF has"),
        ("sheet['A4'].font = Font(color=openpyxl.styles.colors.Color(theme=0))",
         "Front Door!A4: Text of #FFFFFF on #FFFFFF has a contrast of 1.0 to 1."),
        ("sheet.conditional_formatting.add('C4:C5', FormulaRule(['C4=1'], font=Font(color='FFFF9999')))",
         "Front Door!C4: Text of #FF9999 on #FFFFFF has a contrast of 2.0 to 1 (by a colour rule)."),
        ("sheet.conditional_formatting.add('F4:F5', FormulaRule(['F4=1'], font=Font(color='FF000000')))",
         "Front Door!F4: A colour rule stands on cells without words."),
        ("sheet.conditional_formatting.add('B4:B5', ColorScaleRule('min', None, 'FFFF0000', "
         "end_type='max', end_color='FF00FF00'))", "Front Door!B4: A rule (colorScale) speaks in colour"),
    ],
)  # fmt: skip
def test_each_thing_that_shuts_someone_out_is_told(wrong: str, said: str, tmp_path: Path) -> None:
    book = good()
    change(wrong)(book)
    told = found(book, tmp_path)
    assert any(line.startswith(said) for line in told), told


@pytest.mark.parametrize(
    "well",
    [
        "sheet['B4'] = None; sheet['A2'] = 'Blank cells: no figure was collected.'",
        f"sheet['B4'].fill = {RED}; sheet['B4'].number_format = '0%\" R\"'",
        f"sheet['C4'].fill = {RED}",
        f"sheet['B3'] = 'Red'; sheet['B4'].fill = {RED}; table.tableColumns[1].name = 'Red'",
        "sheet['A4'] = 'FD 3 [note 1]'; notes = book.create_sheet('Notes'); notes['A1'] = 'Notes'; "
        "notes['A3'] = 'note 1'",
        "sheet['A7'] = 'Go to Front Door'; sheet['A7'].hyperlink = '#A1'",
        "sheet['A2'] = 'Words ' * 40; sheet['A2'].alignment = Alignment(wrap_text=True)",
    ],
)
def test_what_is_told_in_words_is_no_failing(well: str, tmp_path: Path) -> None:
    book = good()
    change(well)(book)
    assert found(book, tmp_path) == []


def test_the_same_of_several_cells_is_said_once(tmp_path: Path) -> None:
    book = good()
    for cell in ("E4", "E5", "F5"):
        book.active[cell].fill = PatternFill("solid", fgColor="FFF8CFCB")
    assert found(book, tmp_path) == [
        "Front Door!E4: The cell is coloured and holds no words. (And 2 more.) "
        "Say in it what the colour means, or take the colour away."
    ]


@pytest.mark.parametrize(("alt", "failing"), [("", 1), ("Two months, the last at 24%.", 0)])
def test_a_chart_is_told_in_words(alt: str, failing: int, tmp_path: Path) -> None:
    values = Area(0, 0, 0, 1)
    series = ChartSeries("Month", None, values, ("a", "b"), values, (1.0, 2.0), "2E75B6")
    chart = Chart("line", "FD 8", alt, Area(2, 0, 9, 3), (series,))
    package = Package.blank("Scorecard")
    package.put([Sheet("Front Door", "", [Row(("Front Door",), (None,))], (20.0,), charts=(chart,))])
    package.save(tmp_path / "pack.xlsx")
    told = [f for f in failings(tmp_path / "pack.xlsx") if "chart" in f.what]
    assert [f.cell for f in told] == ["A3"] * failing


def test_a_workbook_of_another_ending_is_looked_at(tmp_path: Path) -> None:
    good().save(tmp_path / "pack.csv")
    assert failings(tmp_path / "pack.csv") == []


def test_what_is_no_workbook_is_told(tmp_path: Path) -> None:
    (tmp_path / "pack.xlsx").write_text("Service,Indicator")
    with pytest.raises(UnreadableBook):
        failings(tmp_path / "pack.xlsx")


assert all((Comment, ColorScaleRule, FormulaRule, Alignment, Font, AutoFilter))


def test_a_damaged_workbook_is_refused_in_words(tmp_path: Path) -> None:
    good().save(path := tmp_path / "pack.xlsx")
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    name = next(name for name in parts if name.endswith("sheet1.xml"))
    parts[name] = re.sub(rb'(<c r="B4") s="\d+"', rb'\1 s="99"', parts[name])
    with zipfile.ZipFile(path, "w") as file:
        for part, data in parts.items():
            file.writestr(part, data)
    with pytest.raises(UnreadableBook, match="Open it in Excel"):
        failings(path)
