"""The sheets of a pack: everyone can read them, and they hold what the workbook does."""

import io
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from openxml_audit import OpenXmlValidator

from docs.examples import EXAMPLES
from kpi_xl import open_workbook
from kpi_xl.accessible import failings
from kpi_xl.model import Basis, Rag
from kpi_xl.package import Package
from kpi_xl.plan import Sheet, Value
from kpi_xl.publish.display import displayed
from kpi_xl.publish.pack_sheets import pack_sheets
from kpi_xl.publish.pack_tables import Names
from kpi_xl.results import tidy
from kpi_xl.scorecard import Scorecard
from kpi_xl.sheets import style
from kpi_xl.sheets.summary import LETTERS
from tests.formulas import fill_at
from tests.support import scorecard


@pytest.fixture(scope="module")
def sheets(made: Scorecard) -> dict[str, Sheet]:
    return {sheet.name: sheet for sheet in pack_sheets(made, "Scorecard", whole=True)}


def saved(scorecard: Scorecard, folder: Path) -> Path:
    package = Package.blank("A scorecard")
    package.put(
        [
            sheet._replace(page=sheet.page._replace(footer_left="", footer_right=""))
            for sheet in pack_sheets(scorecard, "Scorecard", whole=True)
        ]
    )
    package.save(folder / "pack.xlsx")
    return folder / "pack.xlsx"


def table(sheet: Sheet) -> list[dict[str, object]]:
    """The rows of a sheet's table, by its headers."""
    area = sheet.tables[0].area
    heads = sheet.tables[0].headers
    return [dict(zip(heads, row.values, strict=True)) for row in sheet.rows[area.top + 1 : area.bottom + 1]]


@pytest.mark.parametrize("name", ["croydon-2017", "birmingham", "southampton"])
def test_a_pack_of_an_example_has_no_failing(name: str, tmp_path: Path) -> None:
    book = saved(open_workbook(EXAMPLES[name](tmp_path)).scorecard(), tmp_path)
    assert list(map(str, failings(book))) == []


def test_a_table_of_many_months_is_laid_out_for_a3_and_a_narrow_one_for_a4(tmp_path: Path) -> None:
    book = saved(open_workbook(EXAMPLES["birmingham"](tmp_path)).scorecard(), tmp_path)
    sizes = {sheet.title: sheet.page_setup.paperSize for sheet in openpyxl.load_workbook(book)}
    assert sizes["Overview"] == 9
    assert 8 in sizes.values()


def test_a_pack_of_every_kind_of_sheet_has_no_failing(made: Scorecard, tmp_path: Path) -> None:
    assert list(map(str, failings(saved(made, tmp_path)))) == []


def test_a_marked_table_is_valid_and_read_as_one(made: Scorecard, tmp_path: Path) -> None:
    book = saved(made, tmp_path)
    assert OpenXmlValidator().validate(book).is_valid
    read = openpyxl.load_workbook(io.BytesIO(book.read_bytes()))
    assert all(len(sheet.tables) == 1 for sheet in read.worksheets)
    for sheet in read.worksheets:
        marked = next(iter(sheet.tables.values()))
        cells = sheet[marked.ref]
        assert [column.name for column in marked.tableColumns] == [cell.value for cell in cells[0]]
        assert marked.autoFilter is None


def test_it_says_every_figure_of_the_results(made: Scorecard, sheets: dict[str, Sheet]) -> None:
    for row in tidy(made):
        service, number, area, _, value, display, rag, *_ = row
        found = [
            line
            for line in table(sheets[str(service)])
            if line["Number"] == number and line.get("Area", "Whole authority") == (area or "Whole authority")
        ]
        assert [line["RAG"] for line in found] == [rag]
        assert found[0]["Sep-20"] == (value if value is not None else display)


def test_a_rated_month_is_a_number_that_shows_its_letter(sheets: dict[str, Sheet]) -> None:
    sheet = sheets["Front Door"]
    row = sheet.rows[sheet.tables[0].area.top + 1]
    at = sheet.tables[0].headers.index("Jul-20")
    look = row.looks[at]
    assert row.values[at] == 0.98
    assert look is not None
    assert look.number_format == '0%" G"'


@pytest.mark.parametrize("name", ["croydon-2017", "birmingham", "southampton"])
def test_the_tint_and_letter_of_a_figure_are_those_of_its_rating(name: str, tmp_path: Path) -> None:
    made = open_workbook(EXAMPLES[name](tmp_path)).scorecard()
    sheets = {sheet.name: sheet for sheet in pack_sheets(made, "Scorecard", whole=True)}
    tints = Counter[Rag]()
    for service, results in made.services().items():
        sheet = next(sheet for name, sheet in sheets.items() if service.startswith(name))
        area, headers = sheet.tables[0].area, sheet.tables[0].headers
        for row, result in enumerate(results, area.top + 1):
            if result.indicator.basis is Basis.YTD:
                continue
            for month, rag in zip(reversed(made.months), reversed(result.history), strict=False):
                if rag in style.TINT:
                    at = headers.index(str(month))
                    look = sheet.rows[row].looks[at]
                    assert look is not None
                    assert look.fill == ""
                    assert fill_at(sheet, row, at) == style.TINT[rag].fill
                    rule = next(
                        r for r in sheet.rules if r.fill == style.TINT[rag].fill and r.area.top == row
                    )
                    assert rule.number_format == look.number_format
                    assert look.number_format.endswith(f'" {LETTERS[rag]}"')
                    tints[rag] += 1
    assert set(tints) == set(style.TINT)


def test_where_the_year_to_date_is_rated_it_alone_has_a_tint() -> None:
    made = scorecard(
        Indicators="""
            Service | Indicator Number | Title | Polarity | Target | RAG basis | YTD
            Front Door | FD 1 | Visits | BIB | 30 | YTD | Sum
        """,
        Data="""
            Indicator Number | Aug-20 | Sep-20
            FD 1 | 31 | 2
        """,
    )
    sheet = next(sheet for sheet in pack_sheets(made, "Scorecard", whole=True) if sheet.name == "Front Door")
    row, headers = sheet.tables[0].area.bottom, sheet.tables[0].headers
    to_date = headers.index("2020-21 YTD or latest")
    assert fill_at(sheet, row, headers.index("Sep-20")) == ""
    assert fill_at(sheet, row, to_date) == style.TINT[Rag.GREEN].fill
    assert fill_with(sheet, row, to_date, 2.0) == style.TINT[Rag.RED].fill


def test_a_figure_typed_over_another_takes_its_own_tint(sheets: dict[str, Sheet]) -> None:
    sheet = sheets["Front Door"]
    row, at = sheet.tables[0].area.top + 1, sheet.tables[0].headers.index("Sep-20")
    tinted = [(0.94, Rag.GREEN), (0.89, Rag.AMBER), (0.8849, Rag.RED), (0.9351, Rag.GREEN)]
    for figure, rag in tinted:
        assert fill_with(sheet, row, at, figure) == style.TINT[rag].fill
    assert fill_with(sheet, row, at, "c") == ""


def fill_with(sheet: Sheet, row: int, column: int, value: Value) -> str:
    """The fill that a cell takes where another value is typed into it."""
    values = list(sheet.rows[row].values)
    values[column] = value
    rows = [*sheet.rows]
    rows[row] = rows[row]._replace(values=tuple(values))
    return fill_at(sheet._replace(rows=rows), row, column)


@pytest.mark.parametrize("rag", Rag)
def test_the_colour_of_a_rating_follows_its_word(sheets: dict[str, Sheet], rag: Rag) -> None:
    words = {rating.value for rating in Rag}
    found = set()
    for sheet in sheets.values():
        for at, row in enumerate(sheet.rows):
            for column, (value, look) in enumerate(zip(row.values, row.looks, strict=True)):
                if value in words and at > sheet.tables[0].area.top:
                    assert look is not None
                    assert look.fill == ""
                    assert fill_with(sheet, at, column, rag.value) == style.RATING[rag].fill
                    found.add(sheet.name)
    assert found == {"RAG summary", "Front Door", "Workforce", "By area"}


def test_the_colour_of_a_months_letter_follows_it(sheets: dict[str, Sheet]) -> None:
    sheet = sheets["RAG summary"]
    area, headers = sheet.tables[0].area, sheet.tables[0].headers
    look = sheet.rows[area.top + 1].looks[headers.index("Sep-20")]
    assert look is not None
    assert look.fill == ""
    for rag, letter in LETTERS.items():
        fill = fill_with(sheet, area.top + 1, headers.index("Sep-20"), letter)
        assert fill == style.RATING[rag].fill


def test_a_count_of_ratings_has_a_colour_where_there_are_any(sheets: dict[str, Sheet]) -> None:
    sheet = sheets["Overview"]
    area, headers = sheet.tables[0].area, sheet.tables[0].headers
    for at in (area.top + 1, area.bottom):
        for rag in Rag:
            column = headers.index(rag.value)
            assert fill_with(sheet, at, column, 2.0) == style.RATING[rag].fill
            assert fill_with(sheet, at, column, 0.0) == ""


def test_the_colour_of_an_action_follows_where_it_stands(sheets: dict[str, Sheet]) -> None:
    sheet = sheets["Action log"]
    area = sheet.tables[0].area
    assert fill_with(sheet, area.bottom, area.right, "Complete") == style.RATING[Rag.GREEN].fill


def test_a_note_is_listed_on_its_sheet(sheets: dict[str, Sheet]) -> None:
    assert table(sheets["Front Door"])[0]["Notes"] == "Aug-20 [note 1]"
    assert table(sheets["Notes"]) == [{"Note": "note 1", "What it says": "(6m+)"}]


def test_a_chart_is_drawn_from_the_table_above_it(sheets: dict[str, Sheet]) -> None:
    sheet = sheets["Front Door charts"]
    for chart in sheet.charts:
        for series in chart.series:
            cells = series.values
            column = [sheet.rows[row].values[cells.left] for row in range(cells.top, cells.bottom + 1)]
            assert tuple(column) == series.figures
        assert chart.area.top > sheet.tables[0].area.bottom


def test_a_target_beside_a_chart_has_the_decimals_it_was_given() -> None:
    made = scorecard(
        Indicators="Indicator Number | Service | Title | Unit | Target\nFD 3 | Door | Re | % | 9.5%",
        Data="Indicator Number | Aug-20 | Sep-20\nFD 3 | 8% | 9%",
    )
    sheet = next(s for s in pack_sheets(made, "Whole", True, ()) if s.name.endswith("charts"))
    headers, last = sheet.tables[0].headers, sheet.rows[sheet.tables[0].area.bottom]
    shown = [
        displayed(v, look.number_format) for v, look in zip(last.values, last.looks, strict=True) if look
    ]
    assert dict(zip(headers, shown, strict=True)) == {
        "Month": "Sep-20", "FD 3 Month": "9%", "FD 3 Target": "9.5%"
    }  # fmt: skip


def test_a_part_has_no_lists_of_the_whole(made: Scorecard) -> None:
    part = {sheet.name: sheet for sheet in pack_sheets(made, "Front Door", whole=False)}
    lists = {str(line["List"]) for line in table(part["What stands out"])}
    assert lists == {"Ratings that changed since last month", "Biggest movers"}
    assert all(line["Heading"] != "Director's summary" for line in table(part["Commentary"]))


def test_tables_have_names_of_their_own() -> None:
    names = Names()
    assert [names.of(words) for words in ("Front Door", "Front: Door", "Workforce")] == [
        "Table_of_Front_Door",
        "Table_of_Front_Door_2",
        "Table_of_Workforce",
    ]
