"""Targets: what officers write, and the colours it gives."""

import pytest

from kpi_xl.definitions import read_definitions
from kpi_xl.model import Percent, ProblemsFound, Rag, Scalar, Unit
from kpi_xl.targets import Target, Tolerance, read_target, read_tolerance, says_no_target
from tests.support import book, result

GREEN, AMBER, RED, GREY = Rag.GREEN, Rag.AMBER, Rag.RED, Rag.GREY


def rag(line: str, **columns: str) -> Rag:
    return result(line, **columns).rag


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("94%", Target(0.94, 0.94, percent=True)),
        (Percent(0.94), Target(0.94, 0.94, percent=True)),
        (0.94, Target(0.94, 0.94, percent=False)),
        ("80 per cent", Target(0.8, 0.8, percent=True)),
        ("17", Target(17, 17, percent=False)),
        ("1,854", Target(1854, 1854, percent=False)),
        ("-5", Target(-5, -5, percent=False)),
        ("0", Target(0, 0, percent=False)),
        (">80%", Target(0.8, 0.8, percent=True, strict=True, upwards=True)),
        ("more than 80 %", Target(0.8, 0.8, percent=True, strict=True, upwards=True)),
        ("<463", Target(463, 463, percent=False, strict=True, upwards=False)),
        ("<10% of Cohort", Target(0.1, 0.1, percent=True, strict=True, upwards=False)),
        ("≥80%", Target(0.8, 0.8, percent=True, upwards=True)),
        ("at most 5 days", Target(5, 5, percent=False, upwards=False)),
        ("3 per month", Target(3, 3, percent=False)),
        ("90% or above", Target(0.9, 0.9, percent=True)),
        ("80%-90%", Target(0.8, 0.9, percent=True)),
        ("80 – 90%", Target(0.8, 0.9, percent=True)),
        ("between 10 and 20", Target(10, 20, percent=False)),
        ("20 to 10", Target(10, 20, percent=False)),
        ("-5 to -2", Target(-5, -2, percent=False)),
    ],
)
def test_a_target_reads_as_officers_write_it(written: Scalar, target: Target) -> None:
    assert read_target(written) == target


@pytest.mark.parametrize(
    "written", [None, "", "NA", "n/a", "TBC", "-", "Awaiting guidance", "To be agreed", "  "]
)
def test_a_text_can_say_that_there_is_no_target(written: Scalar) -> None:
    assert says_no_target(written)


@pytest.mark.parametrize("written", ["abc", "94%ish", "1,85", "top quartile", "17 18"])
def test_other_text_is_not_taken_for_a_target(written: str) -> None:
    assert read_target(written) is None
    assert not says_no_target(written)


@pytest.mark.parametrize(
    ("written", "unit", "tolerance"),
    [
        ("10pp", Unit.PERCENT, Tolerance(0.1, of_target=False)),
        ("±5 percentage points", Unit.PERCENT, Tolerance(0.05, of_target=False)),
        ("2", Unit.PERCENT, Tolerance(0.02, of_target=False)),
        (2.0, Unit.PERCENT, Tolerance(0.02, of_target=False)),
        ("10%", Unit.PERCENT, Tolerance(0.1, of_target=True)),
        (Percent(0.1), Unit.NUMBER, Tolerance(0.1, of_target=True)),
        ("10% of the target", Unit.NUMBER, Tolerance(0.1, of_target=True)),
        ("2", Unit.DAYS, Tolerance(2, of_target=False)),
        ("10pp", Unit.DAYS, None),
        ("-2", Unit.DAYS, None),
        ("a bit", Unit.DAYS, None),
    ],
)
def test_a_tolerance_is_in_points_units_or_a_share_of_the_target(
    written: Scalar, unit: Unit, tolerance: Tolerance | None
) -> None:
    assert read_tolerance(written, unit) == tolerance


def test_a_value_at_target_is_green() -> None:
    assert rag("BIB 94% | 94%") is rag("SIB 17 | 17") is GREEN


def test_a_value_past_target_is_green_by_polarity() -> None:
    assert (rag("BIB 94% | 95%"), rag("SIB 94% | 95%")) == (GREEN, RED)
    assert (rag("BIB 17 | 16"), rag("SIB 17 | 16")) == (RED, GREEN)


def test_without_a_tolerance_there_is_no_amber() -> None:
    assert rag("BIB 94% | 93%") is rag("SIB 17 | 18") is RED


@pytest.mark.parametrize(
    ("line", "colour"),
    [
        ("BIB 94% ±5pp | 89%", AMBER), ("BIB 94% ±5pp | 88%", RED),
        ("BIB 94% ±5pp | 88.5%", AMBER), ("BIB 94% ±5pp | 88.4%", RED),
        ("BIB 80% ±10% | 72%", AMBER), ("BIB 80% ±10% | 71%", RED),
        ("SIB 17 ±2 | 19", AMBER), ("SIB 17 ±2 | 20", RED),
        ("SIB 17 ±10% | 19", AMBER), ("SIB 20 ±10% | 23", RED),
        ("SIB -10 ±10% | -9", AMBER), ("SIB -10 ±10% | -8", RED), ("BIB -10 ±10% | -11", AMBER),
        ("BIB 0 ±10% | -1", RED), ("BIB 94% ±0pp | 93%", RED),
    ],
)  # fmt: skip
def test_a_value_within_tolerance_of_the_target_is_amber(line: str, colour: Rag) -> None:
    assert rag(line) is colour


@pytest.mark.parametrize(
    ("line", "colour"),
    [
        ("BIB >80% | 81%", GREEN), ("BIB >80% | 80%", RED), ("BIB >80% | 80.4%", RED),
        ("BIB >80% | 80.5%", GREEN),
        ("BIB >80% ±5pp | 80%", AMBER), ("BIB >80% ±5pp | 75%", AMBER), ("BIB >80% ±5pp | 74%", RED),
        ("BIB >80% ±0pp | 80%", AMBER), ("SIB <463 | 462", GREEN), ("SIB <463 | 463", RED),
        ("SIB <463 ±10 | 463", AMBER), ("SIB <463 ±10 | 474", RED),
    ],
)  # fmt: skip
def test_a_strict_target_is_met_only_beyond_the_figure(line: str, colour: Rag) -> None:
    assert rag(line) is colour


def test_the_polarity_decides_which_side_of_a_strict_target_is_beyond() -> None:
    assert [rag(f"SIB >80% | {value}") for value in ("79%", "80%", "81%")] == [GREEN, RED, RED]


@pytest.mark.parametrize(
    ("value", "colour"),
    [("74%", RED), ("75%", AMBER), ("80%", GREEN), ("90%", GREEN), ("95%", AMBER), ("96%", RED)],
)
def test_a_range_is_green_inside_and_amber_within_tolerance_outside(value: str, colour: Rag) -> None:
    assert rag(f"Range 80%-90% ±5pp | {value}") is colour


def test_a_range_without_tolerance_has_no_amber() -> None:
    assert [rag(f"Range 10-20 | {value}") for value in (9, 10, 20, 21)] == [RED, GREEN, GREEN, RED]


def test_a_share_of_a_range_is_taken_at_each_end() -> None:
    assert [rag(f"Range 10-20 ±10% | {value}") for value in (8, 9, 22, 23)] == [RED, AMBER, AMBER, RED]


def test_value_and_target_are_compared_as_the_reader_sees_them() -> None:
    assert rag("BIB 94% | 93.5%") is GREEN
    assert rag("BIB 94% | 93.5%", Decimals="1") is RED
    assert rag("BIB 93.5% | 93.4%") is RED
    assert rag("BIB 93.4% | 93%") is GREEN


@pytest.mark.parametrize(
    "line", ["94% | 98%", "BIB | 98%", "BIB NA | 98%", "BIB TBC | 98%", "BIB 94% | TBC", "BIB 94% | 98% ."]
)
def test_without_polarity_target_or_value_nothing_is_rated(line: str) -> None:
    assert rag(line) is GREY


def test_a_true_zero_is_rated() -> None:
    assert (rag("SIB 3 | 0"), rag("BIB 3 | 0")) == (GREEN, RED)


def test_methodology_decides_where_there_is_any() -> None:
    bands = {"RAG Methodology": "90% or above Green 85%-89% Amber 84% and below Red"}
    assert rag("BIB 95% | 91%", **bands) is GREEN
    assert rag("SIB 95% | 91%", **bands) is GREEN
    assert rag("TBC | 86%", **bands) is AMBER


def test_bands_or_a_target_in_another_unit_rate_nothing() -> None:
    cohort = "10% of cohort or below Green 11%-15% Amber 16% and above Red"
    assert rag("SIB 40 | 41", **{"RAG Methodology": cohort}) is GREY
    assert rag("BIB 94% | 98%", **{"RAG Methodology": "90 or above Green 89 and below Red"}) is GREY
    assert rag("SIB <10% of Cohort | 41") is GREY


@pytest.mark.parametrize(
    ("polarity", "target", "tolerance"),
    [
        ("Range", "94", ""),
        ("BIB", "80-90", ""),
        ("BIB", "abc", ""),
        ("BIB", "94", "a bit"),
        ("BIB", "17", "5pp"),
    ],
)
def test_a_target_or_tolerance_that_does_not_fit_is_a_problem(
    polarity: str, target: str, tolerance: str
) -> None:
    source = book(
        Indicators=f"""Indicator Number | Service | Indicator Title | Polarity | Unit | Target | Amber within
                       FD 3 | Front Door | Contacts | {polarity} | number | {target} | {tolerance}""",
        Data="Indicator Number | Sep-20\nFD 3 | 7",
    )
    with pytest.raises(ProblemsFound) as raised:
        read_definitions(source)
    assert [problem.cell for problem in raised.value.problems] == ["G2" if tolerance else "F2"]
