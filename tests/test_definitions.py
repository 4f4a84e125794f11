"""The input sheets are read whole: every fault has its cell, what was found and what to do."""

import datetime
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from kpi_xl.columns import DATA, INDICATORS, SETTINGS
from kpi_xl.definitions import read_definitions, read_what_can_be
from kpi_xl.definitions.sheet import CALCULATE
from kpi_xl.indicator import Definitions, Indicator, Settings
from kpi_xl.model import (
    Comparison,
    InCell,
    Measure,
    Month,
    Percent,
    Polarity,
    Problem,
    ProblemsFound,
    Scalar,
    Unit,
    YtdRule,
)
from kpi_xl.package import Package
from tests.books import FD_3, FD_3_DATA, WRITERS, InMemory, Row, Sheets, said, sheets

FILL_IN = "Fill it in, or put # before the row."
NO_FORMULA = "Correct the formula, or type over it."
NO_FIGURE = "Correct the formula, or type the figure or a reason such as NA."
MONTH_FORMS = "Use a date, or text such as Sep-20, Sep 2020 or 2020-09."
CLEAR = "Correct it, or clear the cell."


def problems(book: Sheets) -> list[str]:
    return said(read_what_can_be(InMemory(book))[1])


def read(book: Sheets) -> Definitions:
    return read_definitions(InMemory(book))


def indicator(**columns: Scalar | int) -> Indicator:
    """FD 3 with some columns changed; ``_`` stands for a space."""
    row = {**FD_3, **{name.replace("_", " "): value for name, value in columns.items()}}
    return read(sheets([row])).indicators[0]


def with_months(*headers: Scalar) -> Sheets:
    """A book whose Data has these headers after the number, and a figure below each."""
    book = sheets()
    book[DATA] = [["Indicator Number", *headers], ["FD 3", *[0.5] * len(headers)]]
    return book


def test_a_sound_book_has_no_problem() -> None:
    assert problems(sheets()) == []


# --- a fault in Indicators -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "typed", "said_of_it"),
    [
        ("Service", None, f"A2: the Service is blank. {FILL_IN}"),
        ("Service", "  ", f"A2: the Service is blank. {FILL_IN}"),
        ("Indicator Title", None, f"C2: the Indicator Title is blank. {FILL_IN}"),
        ("Polarity", "up", 'D2: "up" is not a Polarity. Type BIB, SIB or Range, or clear the cell.'),
        (
            "Target",
            "abc",
            'E2: "abc" does not read as a target. Type a figure such as 94%, 17 or >80%, or NA or TBC.',
        ),
        (
            "Target",
            "80%-90%",
            'E2: "80%-90%" is a range, and the polarity is BIB. Type one figure, or make the polarity Range.',
        ),
        (
            "Amber within",
            "lots",
            'F2: "lots" does not read as a tolerance. '
            "Type 10pp (for % only), 10% (of the target) or a number in units, or clear the cell.",
        ),
        ("Amber within", "-5pp", 'F2: "-5pp" does not read as a tolerance.'),
        (
            "Unit",
            "pints",
            'G2: "pints" is not a Unit. '
            "Type %, number, per 10,000, days, average or ratio, or clear the cell.",
        ),
        (
            "Decimals",
            9,
            'G2: "9" is not a number of decimals. Type a whole number from 0 to 6, or clear the cell.',
        ),
        ("Decimals", 1.5, 'G2: "1.5" is not a number of decimals.'),
        ("Decimals", "some", 'G2: "some" is not a number of decimals.'),
        ("Decimals", -1, 'G2: "-1" is not a number of decimals.'),
        (
            "YTD",
            "Mean",
            'G2: "Mean" is not a YTD. Type Latest, Sum, Average, Weighted, Rolling 12 or Supplied, or clear '
            "the cell.",
        ),
        ("RAG basis", "Month", 'G2: "Month" is not a RAG basis. Type Latest or YTD, or clear the cell.'),
        (
            "RAG Methodology",
            "90% Green ish",
            'G2: "90% Green ish" does not read as bands. Write it like 90% or above Green 85%-89% Amber 84% '
            "and below Red, or clear the cell to rate by the target.",
        ),
        ("Service", "#REF!", f"A2: #REF! is an Excel error. {NO_FORMULA}"),
        ("Target", "#VALUE!", f"E2: #VALUE! is an Excel error. {NO_FORMULA}"),
        ("Comparator: London", "#DIV/0!", f"G2: #DIV/0! is an Excel error. {NO_FORMULA}"),
    ],
)
def test_a_fault_in_an_indicator_is_told_with_its_cell(
    column: str, typed: Scalar | int, said_of_it: str
) -> None:
    (problem,) = problems(sheets([{**FD_3, column: typed}]))
    assert problem.startswith(f"{INDICATORS}!{said_of_it}")


def test_a_tolerance_in_points_is_for_percentages() -> None:
    (problem,) = problems(
        sheets([{**FD_3, "Target": 17, "Unit": "number"}], [{"Indicator Number": "FD 3", "Sep-20": 5}])
    )
    assert problem.startswith(f'{INDICATORS}!F2: "10pp" does not read as a tolerance.')


def test_a_single_figure_is_no_target_for_a_range() -> None:
    assert problems(sheets([{**FD_3, "Polarity": "Range"}])) == [
        f'{INDICATORS}!E2: "94%" is not a range, and the polarity is Range. Type a target such as 80%-90%.'
    ]


def test_a_number_used_twice_is_told_where_it_is_met_again() -> None:
    assert problems(sheets([FD_3, {**FD_3, "Indicator Number": "fd  3"}])) == [
        f'{INDICATORS}!B3: the indicator number "fd  3" is used before, in row 2. '
        "Give each indicator its own number."
    ]


def test_an_indicator_without_a_number_is_told() -> None:
    assert problems(sheets([FD_3, {**FD_3, "Indicator Number": None}])) == [
        f"{INDICATORS}!B3: the Indicator Number is blank. {FILL_IN}"
    ]


def test_no_indicators_is_a_problem() -> None:
    book = sheets()
    del book[INDICATORS][1:]
    assert f"{INDICATORS}!A1: no indicators below the header. Add a row for each indicator." in problems(book)


def test_an_indicator_without_data_is_told() -> None:
    assert problems(sheets([FD_3, {**FD_3, "Indicator Number": "FD 4"}])) == [
        f'{INDICATORS}!B3: "FD 4" has no row in Data. Add one (it may be blank), or put # here.'
    ]


# --- a fault in Data -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "hint"), [("FD3", ' (did you mean "FD 3"?)'), ("F D 3", ' (did you mean "FD 3"?)'), ("ZZ", "")]
)
def test_data_for_an_unknown_indicator_is_told_with_a_near_name(number: str, hint: str) -> None:
    assert problems(sheets(data=[FD_3_DATA, {**FD_3_DATA, "Indicator Number": number}])) == [
        f'{DATA}!A3: "{number}" is not in Indicators{hint}. Add it there, or correct the number here.'
    ]


@pytest.mark.parametrize("blank", [None, "   "])
def test_figures_without_a_number_are_told(blank: Scalar) -> None:
    assert problems(sheets(data=[FD_3_DATA, {"Indicator Number": blank, "Sep-20": 5}])) == [
        f"{DATA}!A3: the Indicator Number is blank. {FILL_IN}"
    ]


def test_an_unknown_measure_is_told() -> None:
    assert problems(sheets(data=[{**FD_3_DATA, "Measure": "Nominator"}])) == [
        f'{DATA}!D2: "Nominator" is not a Measure. Type Value, Numerator, Denominator or YTD, '
        "or clear the cell."
    ]


@pytest.mark.parametrize(
    ("first", "again", "name"),
    [
        ({}, {}, "FD 3 Value"),
        ({"Measure": "Value"}, {"Measure": ""}, "FD 3 Value"),
        ({"Measure": "YTD"}, {"Measure": "ytd"}, "FD 3 YTD"),
        ({"Area": "North"}, {"Area": "north "}, "FD 3 North Value"),
    ],
)
def test_a_series_that_stands_twice_is_told(first: Row, again: Row, name: str) -> None:
    rows = [{**FD_3_DATA, "Area": None, "Measure": None, **more} for more in (first, again)]
    assert problems(sheets(data=rows)) == [
        f"{DATA}!A3: {name} stands before, in row 2. Keep one row a series."
    ]


@pytest.mark.parametrize("error", ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"])
def test_an_error_value_among_figures_is_told(error: str) -> None:
    assert problems(sheets(data=[{**FD_3_DATA, "Sep-20": error}])) == [
        f"{DATA}!C2: {error} is an Excel error. {NO_FIGURE}"
    ]


def test_a_date_among_figures_is_told() -> None:
    assert problems(sheets(data=[{**FD_3_DATA, "Sep-20": datetime.date(2020, 3, 12)}])) == [
        f"{DATA}!C2: 12/03/2020 is a date where a figure belongs. Type the figure, or a reason such as NA."
    ]


@pytest.mark.parametrize(
    ("headers", "said_of_it"),
    [
        (("Aug-20", "Setp-20"), f'C1: "Setp-20" is not a month. {MONTH_FORMS}'),
        (("Aug-20", "2020-13"), f'C1: "2020-13" is not a month. {MONTH_FORMS}'),
        (("Aug-20", "30/09/2020"), f'C1: "30/09/2020" is not a month. {MONTH_FORMS}'),
        (("Aug-20", "Sep"), f'C1: "Sep" is not a month. {MONTH_FORMS}'),
        (("Aug-20", "0020-09"), f'C1: "0020-09" is not a month. {MONTH_FORMS}'),
        (("Aug-20", 44105.0), f'C1: "44,105" is not a month. {MONTH_FORMS}'),
        (
            ("Aug-20", "Autumn", "Oct-20"),
            f'C1: "Autumn" stands where Sep-20 belongs, and is not a month. {MONTH_FORMS}',
        ),
        (
            ("Aug-20", None, "Oct-20"),
            f"C1: a column with figures, between Aug-20 and Oct-20, has no header. {MONTH_FORMS}",
        ),
        (("Aug-20", "2020-08"), "C1: the month Aug-20 stands twice. Keep one column a month."),
        (("Aug-20", "Aug-20"), "C1: the month Aug-20 stands twice. Keep one column a month."),
        (("Sep-20", "Aug-20"), "C1: Aug-20 stands after Sep-20. Put the months in order, oldest first."),
        (("Aug-20", "#REF!"), f"C1: #REF! is an Excel error. {NO_FIGURE}"),
        (
            (),
            "A1: there is no month column. Head a column a month with a date or text like Sep-20.",
        ),
    ],
)
def test_a_fault_in_the_months_is_told_with_its_header(headers: tuple[Scalar, ...], said_of_it: str) -> None:
    assert problems(with_months(*headers)) == [f"{DATA}!{said_of_it}"]


def test_words_where_more_than_one_month_is_missing_are_an_unknown_column() -> None:
    assert problems(with_months("Aug-20", "Autumn", "Nov-20")) == []


@pytest.mark.parametrize("header", ["Notes", "2019-20", "Target 2020", "Q1 2020", 2019.0, "Mayor", "Comment"])
def test_a_column_that_was_not_meant_as_a_month_is_ignored(header: Scalar) -> None:
    assert read(with_months("Aug-20", "Sep-20", header)).months == 2


# --- a fault of a whole sheet ----------------------------------------------------------------------


def test_missing_sheets_are_told_at_once() -> None:
    assert problems({"Notes": [["mine"]]}) == [
        f"{INDICATORS}: the sheet is missing. Add a sheet named {INDICATORS}.",
        f"{DATA}: the sheet is missing. Add a sheet named {DATA}.",
    ]


@pytest.mark.parametrize("name", [INDICATORS, DATA])
@pytest.mark.parametrize("grid", [[], [[]], [["Some", "words"]]])
def test_a_sheet_without_a_header_row_is_told(name: str, grid: list[list[Scalar]]) -> None:
    assert (
        f'{name}!A1: no header row with "Indicator Number" in the first 20 rows. '
        "Put the column names above the rows." in problems({**sheets(), name: grid})
    )


def test_missing_columns_are_told_at_once() -> None:
    book = sheets()
    book[INDICATORS] = [["Indicator Number"], ["FD 3"]]
    assert problems(book) == [
        f'{INDICATORS}!A1: the column "Service" is missing. Add it to the header row.',
        f'{INDICATORS}!A1: the column "Indicator Title" is missing. Add it to the header row.',
    ]


@pytest.mark.parametrize("header", ["TARGET", " Indicator  title ", "polarity"])
def test_a_column_that_stands_twice_is_told(header: str) -> None:
    book = sheets()
    book[INDICATORS][0].append(header)
    assert problems(book) == [f'{INDICATORS}!G1: the column "{header}" stands twice. Keep one of them.']


def test_a_comparator_that_stands_twice_is_told() -> None:
    book = sheets([{**FD_3, "Comparator: London": "90%"}])
    book[INDICATORS][0].append("comparator: london")
    assert problems(book) == [
        f'{INDICATORS}!H1: the column "comparator: london" stands twice. Keep one of them.'
    ]


def test_unknown_columns_may_stand_twice() -> None:
    book = sheets()
    book[INDICATORS][0] += ["Note", "Note"]
    book[DATA][0] += ["Comment", "comment"]
    assert problems(book) == []


# --- a fault in Settings ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("setting", "typed", "said_of_it"),
    [
        ("Reporting period", "soon", '"soon" is not a month. Type a date, or text such as Sep-20.'),
        ("Reporting period", 44105, '"44,105" is not a month. Type a date, or text such as Sep-20.'),
        ("Financial year starts", "Foo", '"Foo" is not the name of a month. Type a month such as April.'),
        ("Months shown", 0, f'"0" is not a whole number from 1 to 600. {CLEAR}'),
        ("Months shown", 100_000, f'"100,000" is not a whole number from 1 to 600. {CLEAR}'),
        ("Months shown", 2.5, f'"2.5" is not a whole number from 1 to 600. {CLEAR}'),
        (
            "Change compares with",
            "last week",
            '"last week" is not a choice here. '
            "Type Previous month, Same month last year or Last year's outturn.",
        ),
        (
            "No change within",
            "-1",
            '"-1" is not a number of 0 or more. Type a number such as 0.5, or clear the cell.',
        ),
        ("Small numbers below", "few", f'"few" is not a whole number from 0 to 1,000. {CLEAR}'),
        ("Versions kept", "-1", f'"-1" is not a whole number from 0 to 1,000. {CLEAR}'),
        ("In-cell formulas", "VBA", '"VBA" is not a choice here. Type Python, Excel or Values.'),
        ("Organisation", "#REF!", f"#REF! is an Excel error. {NO_FORMULA}"),
    ],
)
def test_a_wrong_setting_is_told_with_its_cell(setting: str, typed: Scalar | int, said_of_it: str) -> None:
    book = sheets(settings={"Small print": "any", setting: typed})
    assert problems(book) == [f"{SETTINGS}!B3: {said_of_it}"]


def test_a_setting_that_stands_twice_is_told() -> None:
    book = sheets(settings={"Months shown": 3})
    book[SETTINGS].append(["months shown", 4.0])
    assert problems(book) == [f'{SETTINGS}!B3: the setting "months shown" stands twice. Keep one of them.']


# --- all at once -----------------------------------------------------------------------------------


def test_every_problem_of_every_sheet_is_told_at_once_from_the_top_left() -> None:
    book = sheets(
        [
            {**FD_3, "Polarity": "up", "Target": "abc"},
            {**FD_3, "Indicator Number": None, "Service": None},
            {**FD_3, "Indicator Number": "FD 5"},
        ],
        [{**FD_3_DATA, "Aug-20": "#N/A"}, {"Indicator Number": "FD 6", "Sep-20": datetime.date(2020, 1, 1)}],
        {"Months shown": "all"},
    )
    with pytest.raises(ProblemsFound) as error:
        read(book)
    places = [f"{problem.sheet}!{problem.cell}" for problem in error.value.problems]
    assert places == [
        "Settings!B2",
        *("Indicators!D2", "Indicators!E2", "Indicators!A3", "Indicators!B3", "Indicators!B4"),
        *("Data!B2", "Data!A3", "Data!C3"),
    ]
    assert str(error.value).splitlines() == said(error.value.problems)


@pytest.mark.parametrize("write", WRITERS)
def test_error_values_of_a_file_are_told_even_in_the_first_cell(
    write: Callable[[Path, Sheets], Path], tmp_path: Path
) -> None:
    """An error in the first cell is no comment row, although it begins with #."""
    book = sheets(
        [FD_3, {**FD_3, "Service": "#N/A", "Indicator Number": "FD 4"}],
        [
            FD_3_DATA,
            {"Indicator Number": "#N/A", "Sep-20": 5},
            {"Indicator Number": "FD 4", "Sep-20": "#NUM!"},
        ],
    )
    found = read_what_can_be(Package.open(write(tmp_path / "book.xlsx", book)))[1]
    assert said(found) == [
        f"{INDICATORS}!A3: #N/A is an Excel error. {NO_FORMULA}",
        f"{DATA}!A3: #N/A is an Excel error. {NO_FORMULA}",
        f"{DATA}!C4: #NUM! is an Excel error. {NO_FIGURE}",
    ]


def test_indicators_without_a_problem_are_still_read() -> None:
    definitions, found = read_what_can_be(
        InMemory(
            sheets(
                [FD_3, {**FD_3, "Indicator Number": "FD 4", "Polarity": "up"}],
                [FD_3_DATA, {**FD_3_DATA, "Indicator Number": "FD 4"}],
            )
        )
    )
    assert definitions is not None
    assert [i.number for i in definitions.indicators] == ["FD 3"]
    assert len(found) == 1


def test_an_indicator_with_a_problem_in_its_data_is_left_out_too() -> None:
    definitions, found = read_what_can_be(
        InMemory(
            sheets(
                [FD_3, {**FD_3, "Indicator Number": "FD 4"}],
                [FD_3_DATA, {**FD_3_DATA, "Indicator Number": "FD 4", "Sep-20": "#N/A"}],
            )
        )
    )
    assert definitions is not None
    assert [i.number for i in definitions.indicators] == ["FD 3"]
    assert [problem.cell for problem in found] == ["C3"]


def test_every_remedy_is_a_sentence() -> None:
    book = sheets(
        [{**FD_3, "Polarity": "up", "Target": "?", "Amber within": "?", "Unit": "?", "Decimals": "?"}],
        [{**FD_3_DATA, "Measure": "?", "Aug-20": "#N/A", "Oct": 1}],
        {"Months shown": "?", "Reporting period": "?", "Financial year starts": "?", "No change within": "?"},
    )
    found: list[Problem] = read_what_can_be(InMemory(book))[1]
    assert len(found) == 12
    for problem in found:
        assert problem.what.endswith(".")
        assert problem.remedy[0].isupper()
        assert problem.remedy.endswith(".")


# --- what is taken as it comes ---------------------------------------------------------------------


def test_headers_are_known_in_any_order_case_and_spacing() -> None:
    book = sheets()
    book[INDICATORS] = [
        ["Mood", "TARGET", " indicator  title", "Polarity ", "SERVICE", "Indicator number", None, "Mood"],
        ["fine", "94%", "Contacts", "bib", "Front Door", "FD 3", 5.0, "fine"],
    ]
    book[DATA] = [["sep 2020", "Note", "INDICATOR NUMBER"], ["95%", "#REF!", "fd 3"]]
    definitions = read(book)
    assert definitions.indicators[0].title == "Contacts"
    assert definitions.indicators[0].polarity is Polarity.BIB
    assert definitions.series["FD 3"][""][Measure.VALUE].figures == [0.95]


def test_a_title_may_stand_above_the_headers() -> None:
    book = sheets()
    for name in (INDICATORS, DATA):
        book[name][:0] = [["Performance 2020"], [None]]
    assert [i.row for i in read(book).indicators] == [3]


def test_blank_rows_and_rows_that_begin_with_a_hash_are_skipped() -> None:
    book = sheets(settings={"Organisation": "Croydon"})
    for name in (INDICATORS, DATA, SETTINGS):
        book[name][1:1] = [[None, None], ["# last year's", "x", "y"], ["  #", 5.0], ["", " "]]
    assert [i.number for i in read(book).indicators] == ["FD 3"]
    assert read(book).settings.organisation == "Croydon"


def test_target_owner_is_the_responsible_officer() -> None:
    assert indicator(Target_Owner="IL").officer == "IL"


def test_without_a_settings_sheet_the_defaults_hold() -> None:
    assert read(sheets()).settings == Settings()
    assert read(sheets(settings={})).settings == Settings()


@pytest.mark.parametrize("period", ["Sep-20", "Sep 2020", "2020-09", datetime.date(2020, 9, 30)])
def test_settings_are_read(period: Scalar) -> None:
    settings = read(
        sheets(
            settings={
                "ORGANISATION ": "Croydon",
                "Reporting period": period,
                "Financial year starts": "sept",
                "Months shown": "24",
                "Change compares with": "last year’s outturn",
                "No change within": "0.5pp",
                "Areas": "North; South ;",
                "Small numbers below": 6,
                "In-cell formulas": "values",
                "Versions kept": 0,
                "Favourite colour": "green",
            }
        )
    ).settings
    assert settings._replace(areas=()) == Settings()._replace(
        organisation="Croydon",
        period=Month.of(2020, 9),
        year_starts=9,
        months_shown=24,
        compares_with=Comparison.LAST_YEARS_OUTTURN,
        no_change_within=0.5,
        small_numbers=6,
        in_cell=InCell.VALUES,
        versions_kept=0,
    )
    assert settings.areas == ("North", "South")


def test_area_and_measure_may_be_absent() -> None:
    series = read(sheets()).series
    assert list(series["FD 3"]) == [""]
    assert list(series["FD 3"][""]) == [Measure.VALUE]
    assert series["FD 3"][""][Measure.VALUE].figures == [0.98, 1.0]


@pytest.mark.parametrize(
    "header", [datetime.date(2020, 9, 1), "Sep-20", "Sep 2020", "2020-09", "September 2020"]
)
def test_a_month_is_headed_by_a_date_or_text(header: Scalar) -> None:
    assert read(with_months(header)).start == Month.of(2020, 9)


def test_a_month_without_a_column_is_a_hole() -> None:
    assert read(with_months("Jul-20", "Sep-20")).series["FD 3"][""][Measure.VALUE].figures == [0.5, None, 0.5]


@pytest.mark.parametrize(
    ("cell", "figure"),
    [
        (0.0, 0.0), ("0", 0.0), ("94%", 0.94), ("1,854", 1854.0), (" 12 ", 12.0), ("-3", -3.0),
        (Percent(0.94), 0.94), (None, None), ("", None), ("79% (6m+)", 0.79),
    ],
)  # fmt: skip
def test_a_cell_that_reads_as_a_number_is_one(cell: Scalar, figure: float | None) -> None:
    series = read(sheets(data=[{"Indicator Number": "FD 3", "Sep-20": cell}])).series["FD 3"][""]
    assert series[Measure.VALUE].figures == [figure]
    assert series[Measure.VALUE].reasons == {}


@pytest.mark.parametrize("reason", ["NA", "N/A", "TBC", "-", "Awaiting data", "12 of 13", "1 854"])
def test_a_reason_is_kept_word_for_word_and_is_no_figure(reason: str) -> None:
    series = read(sheets(data=[{**FD_3_DATA, "Sep-20": reason}])).series["FD 3"][""][Measure.VALUE]
    assert series.figures == [0.98, None]
    assert series.reasons == {1: reason}


def test_a_note_beside_a_number_is_kept() -> None:
    series = read(sheets(data=[{**FD_3_DATA, "Sep-20": "79% (6m+)"}])).series["FD 3"][""][Measure.VALUE]
    assert series.notes == {1: "(6m+)"}


@pytest.mark.parametrize(
    ("target", "cell", "unit"),
    [
        ("94%", 0.98, Unit.PERCENT),
        (Percent(0.94), 0.98, Unit.PERCENT),
        ("TBC", "98%", Unit.PERCENT),
        (None, Percent(0.98), Unit.PERCENT),
        (17, 16, Unit.NUMBER),
        ("<10% of Cohort", "98%", Unit.PERCENT),
    ],
)
def test_a_blank_unit_is_read_from_data_and_target(target: Scalar, cell: Scalar, unit: Unit) -> None:
    book = sheets(
        [{**FD_3, "Target": target, "Amber within": None}], [{"Indicator Number": "FD 3", "Sep-20": cell}]
    )
    assert read(book).indicators[0].unit is unit


@pytest.mark.parametrize("unit", ["per 10,000", "per 10000", "Per 10,000"])
def test_a_unit_is_read_as_it_is_spelt(unit: str) -> None:
    assert indicator(Unit=unit, Amber_within=None).unit is Unit.PER_10_000
    assert indicator(Unit=unit, Amber_within=None).decimals == 1


def test_a_year_to_date_rule_is_read_as_typed() -> None:
    assert indicator(YTD="rolling  12").ytd is YtdRule.ROLLING_12


def test_a_service_and_an_area_keep_the_spelling_they_are_first_met_in() -> None:
    book = sheets(
        [FD_3, {**FD_3, "Indicator Number": "FD 4", "Service": "front  door"}],
        [
            {**FD_3_DATA, "Area": "North", "Measure": "Numerator"},
            {**FD_3_DATA, "Area": "NORTH ", "Measure": "Denominator"},
            {**FD_3_DATA, "Indicator Number": "FD 4", "Area": "north"},
        ],
    )
    definitions = read(book)
    assert {i.service for i in definitions.indicators} == {"Front Door"}
    assert [list(areas) for areas in definitions.series.values()] == [["North"], ["North"]]


def test_whole_numbers_are_good_indicator_numbers() -> None:
    book = sheets([{**FD_3, "Indicator Number": 12}], [{**FD_3_DATA, "Indicator Number": "12"}])
    assert read(book).indicators[0].number == "12"


@pytest.mark.parametrize("write", WRITERS)
def test_a_file_reads_as_its_rows_do(write: Callable[[Path, Sheets], Path], tmp_path: Path) -> None:
    """Dates are dates, and percentages are known by their format, whatever program wrote the file."""
    book = sheets(
        [{**FD_3, "Target": Percent(0.94), "Comparator: England": 0.5}],
        [{**FD_3_DATA, "Aug-20": Percent(0.98), "Sep-20": "79% (6m+)"}],
        {"Reporting period": datetime.date(2020, 9, 1), "Months shown": 3},
    )
    book[DATA][0][1:] = [datetime.date(2020, 8, 1), datetime.date(2020, 9, 1)]
    assert read_definitions(Package.open(write(tmp_path / "book.xlsx", book))) == read(book)


# --- what would otherwise be passed over in silence ------------------------------------------------


def test_a_setting_that_is_nearly_ours_is_asked_after_and_one_of_the_officers_own_is_not() -> None:
    book = sheets()
    book[SETTINGS] = [["Setting", "Value"], ["Financial year start", "January"], ["Printed by", "AB"]]
    assert problems(book) == [
        'Settings!A2: "Financial year start" is not a setting. Did you mean Financial year starts?'
    ]


def test_a_month_and_then_some_above_figures_is_a_problem_and_above_words_is_not() -> None:
    book = with_months("Aug-20", "Sep 20 (prov)")
    assert problems(book) == [f'Data!C1: "Sep 20 (prov)" is not a month. {MONTH_FORMS}']
    book[DATA][1][2] = "a note"
    assert problems(book) == []


def test_true_among_figures_is_a_problem() -> None:
    book = with_months("Aug-20")
    book[DATA][1][1] = True
    assert problems(book) == [
        "Data!B2: TRUE stands where a figure belongs. Type the figure, or a reason such as NA."
    ]


@pytest.mark.parametrize("figure", [1e15, -1e308, Percent(1e300)])
def test_a_number_beyond_any_figure_is_a_problem(figure: float) -> None:
    book = with_months("Aug-20")
    book[DATA][1][1] = figure
    [told] = problems(book)
    assert "stands where a figure belongs" in told


def test_a_formula_saved_without_its_value_is_a_problem_wherever_it_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets().items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book[INDICATORS]["E2"] = "=0.94"
    last = book[DATA].cell(2, book[DATA].max_column)
    last.value = "=0.95+0"
    book.save(tmp_path / "a.xlsx")
    told = " ".join(CALCULATE)
    found = said(read_what_can_be(Package.open(str(tmp_path / "a.xlsx")))[1])
    assert found == [f"Indicators!E2: {told}", f"Data!{last.coordinate}: {told}"]
