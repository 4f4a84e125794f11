"""Sheet names for services keep Excel's rules, whatever a service is called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_xl.columns import INPUT_SHEETS
from kpi_xl.sheets.names import LONGEST, RESERVED, service_sheet_names

AWKWARD = st.text(alphabet="ab'[]:*?/\\&,- \tDa", max_size=45)
SERVICES = st.lists(AWKWARD | st.sampled_from(RESERVED) | st.text(max_size=45), unique=True, max_size=8)


def name(service: str) -> str:
    return service_sheet_names([service])[service]


@pytest.mark.parametrize("service", ["Front Door", "Children's Services", "Café & Co", "Age 0-5", "(1)"])
def test_a_name_that_excel_allows_is_kept(service: str) -> None:
    assert name(service) == service


@pytest.mark.parametrize(
    ("service", "sheet"),
    [
        ("A/B", "A B"),
        ("Health: all [2020]*?", "Health all 2020"),
        ("Back\\slash", "Back slash"),
        ("'Quoted'", "Quoted"),
        ("'Q' [x]:*?", "Q' x"),
        (" Spaces   within ", "Spaces within"),
        ("???", "Service"),
        ("'", "Service"),
    ],
)
def test_forbidden_characters_become_spaces(service: str, sheet: str) -> None:
    assert name(service) == sheet


def test_31_characters_are_kept_and_32_are_cut() -> None:
    assert name("x" * 31) == "x" * 31
    assert name("x" * 32) == "x" * 31


def test_a_long_name_is_cut_at_a_word() -> None:
    assert name("Children in Need and Child Protection") == "Children in Need and Child"
    assert name("Children's & Families / Early Help") == "Children's & Families Early"


@pytest.mark.parametrize("reserved", [*RESERVED, "data", "OVERVIEW", "rag SUMMARY"])
def test_reserved_names_get_a_number(reserved: str) -> None:
    assert name(reserved) == f"{reserved} (2)"


def test_the_officers_sheets_are_reserved() -> None:
    assert set(INPUT_SHEETS) <= set(RESERVED)


def test_services_with_one_name_get_numbers() -> None:
    services = ["A/B", "A?B", "a b", "A:B"]
    assert list(service_sheet_names(services).values()) == ["A B", "A B (2)", "a b (3)", "A B (4)"]


def test_long_services_that_begin_alike_stay_apart_within_the_length() -> None:
    names = list(service_sheet_names(["x" * 40 + end for end in "abc"]).values())
    assert names == ["x" * 31, "x" * 27 + " (2)", "x" * 27 + " (3)"]


@given(SERVICES)
def test_every_name_is_allowed_by_excel_and_no_two_are_alike(services: list[str]) -> None:
    names = service_sheet_names(services)
    assert list(names) == services
    for sheet in names.values():
        assert 1 <= len(sheet) <= LONGEST == 31
        assert not set(sheet) & set("[]:*?/\\")
        assert not any(ord(character) < 32 for character in sheet)
        assert sheet.strip("' ") == sheet or sheet.endswith(")")
        assert sheet[0] != "'"
        assert sheet[-1] != "'"
    taken = [sheet.casefold() for sheet in names.values()]
    assert len(set(taken)) == len(taken)
    assert not set(taken) & {reserved.casefold() for reserved in RESERVED}


@given(SERVICES)
def test_names_do_not_change_when_a_service_is_added_last(services: list[str]) -> None:
    before = service_sheet_names(services)
    after = service_sheet_names([*services, "A service that was not there"])
    assert {service: after[service] for service in services} == before
