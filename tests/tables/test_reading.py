"""What a table says is read from its headers and layout, or refused with what to do."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_xl.model import Month, UnreadableTable
from kpi_xl.tables import PublishedTable, SeriesKey, read_table
from kpi_xl.tables.cells import Cell, agree, as_figure, text_of
from kpi_xl.tables.headings import Heading, Kind, read_heading
from tests.tables.book import fill, new_workbook, write_table

AUG_20, SEP_20 = Month.of(2020, 8), Month.of(2020, 9)


def table(folder: Path, *lines: str) -> PublishedTable:
    return read_table(write_table(folder / "table.csv", *lines))


def refusal(folder: Path, *lines: str) -> list[str]:
    with pytest.raises(UnreadableTable) as refused:
        table(folder, *lines)
    return str(refused.value).splitlines()


def services(found: PublishedTable) -> dict[str, str]:
    return {i.number: text_of(i.definitions.get("Service", Cell(None)).value) for i in found.indicators}


@pytest.mark.parametrize(
    ("header", "name", "year"),
    [
        ("RO/Target Owner", "RO", None),
        (" target  owner ", "RO", None),
        ("Target", "Target", None),
        ("2020-21 Target", "Target", 2020),
        ("Target 2020/21", "Target", 2020),
        ("Target for 2020/2021", "Target", 2020),
        ("KPI", "Indicator Number", None),
        ("Description", "Indicator Title", None),
        ("Tolerance", "Amber within", None),
        ("RAG\nMethodology", "RAG Methodology", None),
        ("Stats Nbr Average 2018-19", "Comparator: Stats Nbr Average 2018-19", None),
        ("comparator:  London", "Comparator: London", None),
        ("England", "Comparator: England", None),
        ("Statistical neighbours", "Comparator: Statistical neighbours", None),
    ],
)
def test_a_header_names_a_column_of_indicators(header: str, name: str, year: int | None) -> None:
    assert read_heading(header) == Heading(Kind.DEFINITION, name, year=year)


@pytest.mark.parametrize(
    ("header", "name", "year"),
    [
        ("RAG", "RAG", None),
        ("RAG on summary page", "RAG on summary page", None),
        ("YTD", "YTD", None),
        ("2019-20 YTD or latest", "YTD", 2019),
        ("2019/20 outturn", "YTD", 2019),
        ("Last year", "last year", None),
        ("Change from previous month", "change", None),
    ],
)
def test_a_header_names_a_printed_figure(header: str, name: str, year: int | None) -> None:
    assert read_heading(header) == Heading(Kind.PRINTED, name, year=year)


@pytest.mark.parametrize(
    ("header", "band"),
    [
        ("Sep-20", ""),
        ("September 2020", ""),
        ("2020-09", ""),
        ("30/09/2020", ""),
        (SEP_20.date(), ""),
        ("Sep", "2020-21"),
        ("Sept", "2020/21"),
        ("September", "2020"),
    ],
)
def test_a_header_names_a_month(header: str, band: str) -> None:
    assert read_heading(header, band) == Heading(Kind.MONTH, month=SEP_20)


def test_january_under_a_financial_year_is_in_its_second_half() -> None:
    assert read_heading("Jan", "2020-21") == Heading(Kind.MONTH, month=Month.of(2021, 1))
    assert read_heading("Jan", "2020") == Heading(Kind.MONTH, month=Month.of(2020, 1))


@pytest.mark.parametrize("header", [None, "", "Notes", "2011-12", "2019-20", "Sep", "Apr to date", 3.0])
def test_other_headers_are_not_known(header: str | float | None) -> None:
    assert read_heading(header) is None


def test_the_period_is_the_last_month_with_a_number(tmp_path: Path) -> None:
    found = table(tmp_path, "Indicator Number|Aug-20|Sep-20|Oct-20|Nov-20", "FD 3|94%|79% (6m+)|NA|")
    assert found.period == SEP_20
    assert list(map(str, found.months)) == ["Aug-20", "Sep-20", "Oct-20"]


def test_a_table_of_definitions_has_no_period(tmp_path: Path) -> None:
    found = table(tmp_path, "Indicator Number|Unit|YTD", "FD 3|%|Sum")
    assert found.period is None
    assert found.indicators[0].definitions["YTD"].value == "Sum"


def test_targets_and_outturns_of_other_years_are_left_out_and_said_so(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        "Indicator Number|2019-20 Target|Sep-20|2020-21 Target|2018-19 YTD|2019-20 YTD|2020-21 YTD",
        "FD 3|1|2|3|4|5|6",
    )
    assert found.indicators[0].definitions["Target"].value == "3"
    assert {name: cell.value for name, cell in found.indicators[0].printed.items()} == {
        "last year": "5",
        "YTD": "6",
    }
    assert [line.split('"')[1] for line in found.report] == ["2019-20 Target", "2018-19 YTD"]


def test_a_text_row_above_or_between_names_the_service(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        "Children's services|",
        "|",
        "Early Help|",
        "Indicator Number|Indicator Title|Sep-20",
        "EH 1|A|1",
        "",
        "Front Door||",
        "FD 1|B|2",
        "* not yet reported||",
        "",
        "Care||",
        "Indicator Number|Sep-20|Indicator Title",
        "CL 1|3|C",
        "Source: our own returns",
    )
    assert services(found) == {"EH 1": "Early Help", "FD 1": "Front Door", "CL 1": "Care"}
    assert [i.series[SeriesKey()][SEP_20].value for i in found.indicators] == ["1", "2", "3"]


def test_a_text_row_names_a_section_where_there_is_a_service_column(tmp_path: Path) -> None:
    found = table(
        tmp_path, "Service|Indicator Number|Sep-20", "Visits||", "Care|CL 1|1", "Plans||", "Care|CL 2|2"
    )
    sections = [indicator.definitions["Section"].value for indicator in found.indicators]
    assert sections == ["Visits", "Plans"]


def test_a_title_above_the_table_is_no_service(tmp_path: Path) -> None:
    found = table(
        tmp_path, "Scorecard September 2020|", "Indicator Number|Indicator Title|Sep-20", "FD 3|A|1"
    )
    assert services(found) == {"FD 3": ""}


def test_blocks_with_other_months_add_up(tmp_path: Path) -> None:
    found = table(
        tmp_path, "Indicator Number|Aug-20", "FD 3|1", "", "Indicator Number|Sep-20", "FD 3|2", "FD 4|3"
    )
    first = found.indicators[0].series[SeriesKey()]
    assert {month: cell.value for month, cell in first.items()} == {AUG_20: "1", SEP_20: "2"}


def test_areas_and_measures_are_series_of_their_own(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        "Indicator Number|Area|Measure|Sep-20|RAG",
        "FD 3||Value|94%|Yellow",
        "FD 3|North||95%|Green",
        "FD 3||Numerator|47|",
    )
    (indicator,) = found.indicators
    assert set(indicator.series) == {SeriesKey(), SeriesKey("North"), SeriesKey("", "Numerator")}
    assert indicator.printed["RAG"].value == "Amber"
    assert any("not for areas" in line for line in found.report)


def test_hidden_sheets_are_left_out_and_sheets_without_a_table_said_so(tmp_path: Path) -> None:
    book, sheet = new_workbook("Scorecard")
    fill(sheet, [["Indicator Number", "Sep-20"], ["FD 3", "94%"]], 1)
    fill(book.create_sheet("About"), [["Published by the council"]], 1)
    hidden = book.create_sheet("Working")
    fill(hidden, [["Indicator Number", "Sep-20"], ["FD 3", "12%"]], 1)
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "table.xlsx")
    found = read_table(tmp_path / "table.xlsx")
    assert text_of(found.indicators[0].series[SeriesKey()][SEP_20].value) == "94%"
    assert found.report == ('Sheet "About" holds no table with indicator numbers, and was left out.',)


def test_an_error_value_is_left_out_and_said_so(tmp_path: Path) -> None:
    found = table(tmp_path, "Indicator Number|Aug-20|Sep-20", "FD 3|1|#DIV/0!")
    assert found.period == AUG_20
    assert found.report == ("row 2: FD 3 has the error #DIV/0! for Sep-20, which was left out.",)


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    faults = refusal(
        tmp_path,
        "Indicator Number|Indicator Title|Aug-20|Sep-20",
        "FD 3|Visits| on time|94%|95%",
        "FD 4|A|1|2",
        "|Children seen|3|4",
        "FD 5|B|5",
        "fd 4|A|1|2",
    )
    assert [fault.split(":")[0] for fault in faults] == [f"table.csv, row {row}" for row in (2, 4, 5, 6)]
    assert "5 cells, where the header row has 4. Put quotation marks" in faults[0]
    assert '"Children seen" has figures but no indicator number. Give it one' in faults[1]
    assert "fd 4 stands in row 3 too. Give each indicator a number of its own" in faults[3]


def test_a_month_that_heads_two_columns_is_refused(tmp_path: Path) -> None:
    (fault,) = refusal(tmp_path, "Indicator Number|Sep-20|Sep 2020", "FD 3|1|2")
    assert fault.startswith("table.csv, row 1: Sep-20 heads two columns.")


def test_blocks_that_contradict_each_other_are_refused(tmp_path: Path) -> None:
    (fault,) = refusal(tmp_path, "Ref|Sep-20", "FD 3|1", "", "Ref|Aug-20|Sep-20", "FD 3|3|4")
    assert fault.startswith("table.csv, row 5: FD 3 is 4 in Sep-20, and 1 in another part")


@pytest.mark.parametrize("line", ["A|B", "Indicator Title|Sep-20"])
def test_a_table_without_a_header_row_is_refused(line: str, tmp_path: Path) -> None:
    (fault,) = refusal(tmp_path, line, "FD 3|94%")
    assert fault.startswith("table.csv holds no table")
    assert 'Give the table a header row with "Indicator Number"' in fault


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("table.pdf", b"", "Save the table as .csv, .tsv or .xlsx"),
        ("table.csv", b"", "is empty"),
        ("table.csv", b"\n\n", "is empty"),
        ("table.csv", b"\0\1\2", "does not hold plain text"),
        ("table.csv", b'a,b\n"c,d\n', "quotation mark that is never closed"),
        ("table.xlsx", b"not a workbook", "cannot be read as a workbook"),
    ],
)
def test_a_file_that_is_no_table_is_refused(name: str, content: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableTable, match=said):
        read_table(tmp_path / name)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableTable, match="Check the name and the folder"):
        read_table(tmp_path / "table.csv")


@given(st.decimals(min_value=0, max_value=9999, places=1), st.sampled_from(["", "%"]))
def test_a_number_says_the_same_before_and_after(number: object, sign: str) -> None:
    text = f"{number}{sign}"
    entry = as_figure(Cell(text))
    assert isinstance(entry.value, float)
    assert agree(entry.value, text)
    assert agree(entry.shown, text)


@given(st.text(alphabet="abc=+-@ ()%", max_size=8))
def test_words_are_kept_word_for_word(text: str) -> None:
    assert as_figure(Cell(text)).value == text.strip()
