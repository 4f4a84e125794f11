"""The blank input sheets can be filled in, read and looked at."""

from typing import ClassVar

import pytest

from kpi_xl import columns
from kpi_xl.definitions import read_definitions
from kpi_xl.model import Month, Scalar, Unit
from kpi_xl.plan import Choice, Formula, Look, Sheet
from kpi_xl.sheets.inputs import INPUT_ROWS, MONTHS_FROM_HERE, WHAT_IT_MEANS, input_sheets
from kpi_xl.sheets.template import template_sheets

SHEETS = {sheet.name: sheet for sheet in input_sheets()}


def headers(sheet: Sheet) -> list[object]:
    return list(sheet.rows[0].values)


def choice(sheet: Sheet, name: str) -> Choice:
    return next(choice for choice in sheet.choices if choice.title == name)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class FilledBook:
    """The planned sheets with one indicator typed in, as the reader of a workbook meets them."""

    typed: ClassVar[dict[str, tuple[Scalar, ...]]] = {
        columns.INDICATORS: ("Front Door", None, "FD 3", "Contacts in a day", "BIB"),
        columns.DATA: ("FD 3", None, None, 0.94),
    }

    @property
    def sheet_names(self) -> list[str]:
        return list(SHEETS)

    def rows(self, name: str, percents: bool = False) -> list[list[Scalar]]:
        assert percents in (True, False)
        rows = [
            [None if isinstance(value, Formula) else value for value in row.values]
            for row in SHEETS[name].rows
        ]
        if name in self.typed:
            rows[1] = list(self.typed[name])
        if name == columns.DATA:
            rows[0].append("Sep 2020")
        return rows


def test_the_input_sheets_stand_in_their_order() -> None:
    assert tuple(SHEETS) == columns.INPUT_SHEETS


def test_input_sheets_belong_to_the_officer() -> None:
    assert {sheet.mark for sheet in SHEETS.values()} == {""}


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        (columns.INDICATORS, columns.INDICATOR_COLUMNS),
        (columns.DATA, columns.DATA_COLUMNS),
        (columns.COMMENTARY, columns.COMMENTARY_COLUMNS),
        (columns.ACTIONS, columns.ACTION_COLUMNS),
    ],
)
def test_every_column_is_headed_and_explained(name: str, listed: tuple[columns.Column, ...]) -> None:
    sheet = SHEETS[name]
    assert headers(sheet) == [column.name for column in listed]
    for note, column in zip(sheet.notes, listed, strict=False):
        assert note.text.startswith(column.help)
    assert sheet.widths[: len(listed)] == tuple(column.width for column in listed)
    assert sheet.freeze[0] == 1


def test_needed_columns_say_so() -> None:
    notes = [note.text.endswith("Needed.") for note in SHEETS[columns.INDICATORS].notes]
    assert notes == [column.needed for column in columns.INDICATOR_COLUMNS]


def test_data_tells_where_the_months_go() -> None:
    assert SHEETS[columns.DATA].notes[-1] == (0, len(columns.DATA_COLUMNS), MONTHS_FROM_HERE)


def test_settings_are_listed_blank_with_what_they_mean() -> None:
    header, *rows = (row.values for row in SHEETS[columns.SETTINGS].rows)
    assert header == (columns.SETTING, columns.VALUE, WHAT_IT_MEANS)
    assert rows == [(setting.name, None, setting.help) for setting in columns.SETTING_ROWS]


def test_lists_reach_over_all_input_rows() -> None:
    for name in (columns.INDICATORS, columns.DATA):
        for listed in SHEETS[name].choices:
            assert (listed.area.top, listed.area.bottom) == (1, INPUT_ROWS)
            assert listed.area.left == listed.area.right
            assert headers(SHEETS[name])[listed.area.left] == listed.title


def test_a_list_has_no_option_with_a_comma() -> None:
    for sheet in SHEETS.values():
        for listed in sheet.choices:
            assert not any("," in option for option in listed.options)


def test_units_may_be_typed_as_the_contract_spells_them() -> None:
    units = choice(SHEETS[columns.INDICATORS], columns.UNIT.name)
    assert units.open_ended
    assert len(units.options) == len(Unit)


def test_polarity_takes_nothing_but_its_options() -> None:
    polarity = choice(SHEETS[columns.INDICATORS], columns.POLARITY.name)
    assert polarity.options == ("BIB", "SIB", "Range")
    assert not polarity.open_ended


def test_a_month_typed_in_settings_stays_as_typed() -> None:
    row = 1 + columns.SETTING_ROWS.index(columns.PERIOD)
    look = SHEETS[columns.SETTINGS].rows[row].looks[1]
    assert look is not None
    assert look.number_format == "@"


def test_text_is_read_with_ease_on_its_fill() -> None:
    sheets = (*SHEETS.values(), *template_sheets())
    looks: set[Look] = {
        look for sheet in sheets for row in sheet.rows for look in row.looks if look is not None
    }
    for look in looks:
        dark, light = sorted((luminance(look.colour), luminance(look.fill or "FFFFFF")))
        assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_a_sheet_filled_in_reads_without_a_problem() -> None:
    definitions = read_definitions(FilledBook())
    assert [indicator.number for indicator in definitions.indicators] == ["FD 3"]
    assert definitions.start == Month.of(2020, 9)
