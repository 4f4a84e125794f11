"""The two published scorecards come in whole, whatever the kind of file and its layout."""

from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import pytest

from kpi_xl import columns
from kpi_xl.backtest import against_printed
from kpi_xl.definitions import read_definitions
from kpi_xl.model import Rag, Scalar
from kpi_xl.scorecard import make_scorecard
from tests.tables.book import (
    DEFINITIONS,
    OCT_17,
    SEP_20,
    Book,
    Texts,
    blank_book,
    fill,
    new_workbook,
    texts,
    write_text,
)

UNEXPLAINED = {
    "Printed last year differs": ["EH 9", "FD 8", "CP 11", "CP 13", "CLA 10"],
    "Printed YTD differs": ["MC 1c", "MC 8"],
}


class OpenBook:
    """The rows of a book, as the reader of a workbook meets them."""

    def __init__(self, book: Book) -> None:
        self.book = book

    @property
    def sheet_names(self) -> list[str]:
        return [columns.INDICATORS, columns.DATA]

    def rows(self, name: str, percents: bool = False) -> list[list[Scalar]]:
        assert percents in (True, False)
        return self.book.indicators if name == columns.INDICATORS else self.book.data


def as_tsv(path: Path, rows: Texts) -> Path:
    return write_text(path.with_suffix(".tsv"), rows)


def as_csv_with_a_mark(path: Path, rows: Texts) -> Path:
    return write_text(path.with_suffix(".csv"), rows, "utf-8-sig")


def as_csv_of_windows(path: Path, rows: Texts) -> Path:
    return write_text(path.with_suffix(".csv"), rows, "cp1252")


def as_csv_with_titles_and_footnotes(path: Path, rows: Texts) -> Path:
    blank = [""] * len(rows[0])
    title = ["Children's services scorecard", *blank[1:]]
    foot = ["CIN excludes children on a child protection plan", *blank[1:]]
    return write_text(path.with_suffix(".csv"), [title, blank, *rows, blank, foot])


def as_workbook(path: Path, rows: Texts) -> Path:
    book, sheet = new_workbook("Scorecard")
    fill(sheet, rows, 1)
    book.save(path.with_suffix(".xlsx"))
    return path.with_suffix(".xlsx")


def as_workbook_with_years_above_the_months(path: Path, rows: Texts) -> Path:
    book, sheet = new_workbook("Scorecard")
    sheet["A1"] = "Children's services scorecard"
    fill(sheet, rows[1:], 6)
    starts: list[tuple[str, int]] = []
    for column, header in enumerate(rows[0], 1):
        name, _, year = header.partition("-")
        if len(header) == 6 and year.isdigit():
            first = int(year) - (name in ("Jan", "Feb", "Mar"))
            label = f"20{first}-{first + 1}"
            sheet.cell(5, column, name)
            if label not in [known for known, _ in starts]:
                starts.append((label, column))
                sheet.cell(4, column, label)
            start = starts[-1][1]
            if header.startswith("Mar"):
                sheet.merge_cells(start_row=4, end_row=4, start_column=start, end_column=column)
        else:
            sheet.cell(4, column, header)
            sheet.merge_cells(start_row=4, end_row=5, start_column=column, end_column=column)
    sheet.merge_cells("A1:F2")
    book.save(path.with_suffix(".xlsx"))
    return path.with_suffix(".xlsx")


FORMS: list[Callable[[Path, Texts], Path]] = [
    as_tsv,
    as_csv_with_a_mark,
    as_csv_of_windows,
    as_csv_with_titles_and_footnotes,
    as_workbook,
    as_workbook_with_years_above_the_months,
]


@pytest.mark.parametrize("published", [SEP_20, OCT_17], ids=["Sep-20", "Oct-17"])
@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_a_table_says_the_same(
    published: Path, form: Callable[[Path, Texts], Path], tmp_path: Path
) -> None:
    plain_csv, other = blank_book(), blank_book()
    plain_csv.take(published)
    other.take(form(tmp_path / "table", texts(published)))
    assert other == plain_csv


def test_a_service_a_page_with_merged_headings_says_the_same(tmp_path: Path) -> None:
    """Service names stand above their block in merged cells; each block has a header row of its own,
    the second with its columns the other way round."""
    header, *rows = texts(OCT_17)
    workbook, sheet = new_workbook("All services")
    top = 3
    sheet["A1"] = "Performance report October 2017"
    for place, (service, group) in enumerate(groupby(rows, key=lambda cells: cells[0])):
        block = [header[1:], *(cells[1:] for cells in group)]
        sheet.cell(top, 1, service)
        sheet.merge_cells(start_row=top, end_row=top, start_column=1, end_column=len(header) - 1)
        fill(sheet, [cells[::-1] for cells in block] if place == 1 else block, top + 1)
        top += len(block) + 2
    sheet.cell(top, 1, "* not yet reported")
    workbook.save(tmp_path / "pages.xlsx")
    plain_csv, paged = blank_book(), blank_book()
    plain_csv.take(OCT_17)
    paged.take(tmp_path / "pages.xlsx")
    assert paged.indicators == plain_csv.indicators
    assert paged.data == plain_csv.data


@pytest.mark.parametrize("tables", [(SEP_20,), (OCT_17,), (DEFINITIONS, SEP_20), (OCT_17, SEP_20)])
def test_taken_a_second_time_a_table_changes_nothing(tables: tuple[Path, ...]) -> None:
    book = blank_book()
    for table in tables:
        book.take(table)
    for table in tables:
        assert book.take(table).edits == {}


def test_cells_are_kept_word_for_word_where_they_are_no_plain_number() -> None:
    book = blank_book()
    book.take(OCT_17)
    assert book.figure("LAC 19 (12m)", "Apr-17") == "79% (6m+)"
    assert book.figure("QA 2", "Apr-17") == "Awaiting Data - under development"
    assert book.figure("P1", "Apr-17") is None
    assert book.figure("AD 7", "May-17") == 0
    assert book.indicator("CP 10", "Target") == "<10% of Cohort"
    assert book.indicator("CL 1", "Target") == "NA"


def test_numbers_come_in_as_numbers_in_the_format_they_were_published_in() -> None:
    edits = blank_book().take(OCT_17).edits[columns.DATA]
    formats = {(edit.value, edit.number_format) for edit in edits if isinstance(edit.value, float)}
    assert {(0.713, "0.0%"), (0.43, "0%"), (763.0, "General"), (0.0, "General")} <= formats
    edits = blank_book().take(SEP_20).edits[columns.DATA]
    formats = {(edit.value, edit.number_format) for edit in edits if isinstance(edit.value, float)}
    assert {(2676.0, "#,##0"), (16.9, "0.0"), (0.31, "0%")} <= formats


def test_printed_figures_stand_beside_the_data() -> None:
    book = blank_book()
    book.take(OCT_17)
    book.take(SEP_20)
    assert book.figure("W1 b", "Printed RAG Oct-17") == "Amber"
    assert book.figure("AMT 2", "Printed RAG Oct-17") == "RAG"
    assert book.figure("CL 3a", "Printed RAG on summary page Oct-17") == "Amber"
    assert book.figure("MC 8", "Printed last year Sep-20") == 2676
    assert book.figure("MC 8", "Printed YTD Sep-20") == 173
    assert book.indicator("CP 11", "Comparator: Stats Nbr Average 2018-19") == 2.4


def test_an_earlier_scorecard_after_a_later_one_asks_for_columns() -> None:
    book = blank_book()
    book.take(SEP_20)
    report = book.take(OCT_17).report
    assert book.months()[0] == "Apr-19"
    assert any(
        line.startswith("Data: Apr-17 has no column") and "before column D (Apr-19)" in line
        for line in report
    )


def test_services_are_lettered_and_said_so_once_where_nobody_names_them() -> None:
    book = blank_book()
    report = book.take(SEP_20).report
    assert book.indicator("EH 7", "Service") == "EH"
    assert len([line for line in report if "letters of the number" in line]) == 1


def test_what_the_definitions_say_stands_when_the_scorecard_follows() -> None:
    book = blank_book()
    book.take(DEFINITIONS)
    report = book.take(SEP_20).report
    assert len(report) == 1
    assert book.indicator("EH 7", "Service") == "Early Help"
    assert book.indicator("EH 7", "Amber within") == "10%"
    assert book.indicator("EH 7", "Target") == 0.1


def test_the_september_scorecard_comes_out_as_it_was_printed() -> None:
    """All 25 ratings, and 57 of the 64 year-to-date figures; the other seven follow from no such rule."""
    book = blank_book()
    book.take(DEFINITIONS)
    book.take(SEP_20)
    definitions = read_definitions(OpenBook(book))
    scorecard = make_scorecard(definitions)
    findings = list(against_printed(definitions, scorecard))
    differing: dict[str, list[str]] = {}
    for finding in findings:
        differing.setdefault(finding.kind, []).append(finding.number)
    assert differing == UNEXPLAINED
    assert sum(result.rag is not Rag.GREY for result in scorecard.results) == 25
    printed = [figure for figure in definitions.printed if figure.kind != columns.PRINTED_RAG]
    assert len(printed) == 64


def test_the_october_scorecard_is_rated_as_its_pages_were() -> None:
    """Only the cells that printed the word RAG, or nothing, differ; the summary page differs further."""
    book = blank_book()
    book.take(OCT_17)
    definitions = read_definitions(OpenBook(book))
    findings = list(against_printed(definitions, make_scorecard(definitions)))
    differing = [f for f in findings if "printed" in f.text and "summary page" not in f.text]
    for finding in differing:
        assert 'printed "RAG"' in finding.text or "no RAG was printed" in finding.text
