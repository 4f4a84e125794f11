"""The worksheet functions held against the rules, against any input, against the clock, and as Excel is
told of them."""

import math
import subprocess
import sys
import time
from decimal import Decimal
from types import ModuleType

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from xlwings.conversion import RawValueAccessor

from kpi_xl import measures
from kpi_xl.bands import parse
from kpi_xl.figures import read_figure
from kpi_xl.indicator import MOST_PERCENT, rating_rule
from kpi_xl.model import Polarity, Unit, YtdRule
from kpi_xl.targets import read_target, read_tolerance
from kpi_xl.udfs import KPI_CHANGE, KPI_DIRECTION, KPI_RAG, KPI_YTD
from tests.drawing import cases
from tests.support import result
from tests.test_udfs import BANDS, COHORT, DIV0, column, row
from workbook import functions

TEMPLATE = result("BIB 1 | 1").indicator


# --- the same as the rules -------------------------------------------------------------------------

PERCENTS = st.integers(-500, 5000).map(lambda tenths: tenths / 1000)
TENTHS = st.integers(-2000, 2000).map(lambda tenths: tenths / 10)
POLARITIES = st.sampled_from((Polarity.BIB, Polarity.SIB))
TOLERANCES = st.sampled_from((None, "10%", "5%", "3"))


def _by_the_rules(
    value: float, target: str, polarity: Polarity, amber: str | None, unit: Unit, decimals: int
) -> str:
    rule = rating_rule(
        TEMPLATE._replace(
            target=read_target(target), tolerance=read_tolerance(amber, unit),
            polarity=polarity, unit=unit, decimals=decimals,
        )
    )  # fmt: skip
    assert rule
    return rule.rate(value).value


@cases(400)
@given(PERCENTS, st.integers(0, 1100), POLARITIES, TOLERANCES | st.just("5pp"), st.integers(0, 2))
def test_a_percentage_is_rated_as_in_a_scorecard(
    value: float, target: int, polarity: Polarity, amber: str | None, decimals: int
) -> None:
    text = f"{target / 10}%"
    rated = KPI_RAG(value, text, polarity.value, amber, None, float(decimals))
    assert rated == _by_the_rules(value, text, polarity, amber, Unit.PERCENT, decimals)
    as_text = KPI_RAG(f"{Decimal(str(value)) * 100:f}%", text, polarity.value, amber, None, float(decimals))
    assert as_text == rated


@cases(400)
@given(TENTHS, TENTHS, POLARITIES, TOLERANCES, st.integers(0, 2))
def test_a_plain_number_is_rated_as_in_a_scorecard(
    value: float, target: float, polarity: Polarity, amber: str | None, decimals: int
) -> None:
    rated = KPI_RAG(value, f"{target}", polarity.value, amber, None, float(decimals))
    assert rated == _by_the_rules(value, f"{target}", polarity, amber, Unit.NUMBER, decimals)


@cases(200)
@given(st.integers(0, 1000).map(lambda tenths: tenths / 1000))
def test_bands_rate_as_in_a_scorecard(value: float) -> None:
    rule = rating_rule(TEMPLATE._replace(methodology=parse(BANDS), unit=Unit.PERCENT, decimals=0))
    assert rule
    assert KPI_RAG(value, None, None, None, BANDS) == rule.rate(value).value


@cases(200)
@given(
    st.lists(st.tuples(*[st.none() | TENTHS] * 3), min_size=1, max_size=12), st.sampled_from(list(YtdRule))
)
def test_the_year_to_date_is_that_of_the_rules(
    months: list[tuple[float | None, float | None, float | None]], rule: YtdRule
) -> None:
    values, tops, bottoms = ([month[part] for month in months] for part in range(3))
    expected = measures.year_to_date(rule, values, tops, bottoms, Unit.NUMBER).value
    shown = KPI_YTD(row(*values), rule.value, row(*tops), row(*bottoms))
    left_out = len(months) == 1 and None in months[0]  # one empty cell is an argument not given
    if expected is not None:
        assert shown == expected or left_out
    else:
        assert shown in ("", "NA") or left_out


@cases(300)
@given(TENTHS, TENTHS, POLARITIES, st.integers(0, 20).map(lambda tenths: tenths / 10))
def test_change_and_direction_are_those_of_the_rules(
    now: float, before: float, polarity: Polarity, margin: float
) -> None:
    amount = measures.change(now, before, Unit.NUMBER)
    assert KPI_CHANGE(now, before) == amount
    way = measures.direction(amount, margin)
    trend = measures.trend(way, polarity)
    assert way
    assert trend
    assert KPI_DIRECTION(now, before, None, f"{margin} units") == way.value
    assert KPI_DIRECTION(now, before, polarity.value, f"{margin} units") == trend.value


@cases(300)
@given(PERCENTS, PERCENTS, st.integers(0, 20).map(lambda tenths: tenths / 10))
def test_change_and_direction_of_percentages_are_in_points(now: float, before: float, margin: float) -> None:
    amount = measures.change(now, before, Unit.PERCENT)
    way = measures.direction(amount, margin)
    assert way
    assert KPI_CHANGE(now, before, "%") == amount
    assert KPI_DIRECTION(now, before, None, f"{margin}pp") == way.value


@cases(200)
@given(st.lists(st.sampled_from((0.9, 0.94, 16.0, "TBC", "88%", None, DIV0, "7o%", True)), min_size=2))
def test_a_range_says_what_its_cells_say_alone(cells: list[object]) -> None:
    assert KPI_RAG(column(*cells), "94%", "BIB", "5pp") == column(
        *(KPI_RAG(cell, "94%", "BIB", "5pp") for cell in cells)
    )
    assert KPI_DIRECTION(column(*cells), 0.9, "BIB", 1.0) == column(
        *(KPI_DIRECTION(cell, 0.9, "BIB", 1.0) for cell in cells)
    )


# --- whatever the input ----------------------------------------------------------------------------

ENDLESS = f"{'9' * 400} or above Green below 3 Red"
WORDS = st.sampled_from(
    ("BIB", "SIB", "Range", "Sum", "Weighted", "94%", "80-90", "<10% of Cohort", "5pp", "10%", "1 units",
     "TBC", "%", "pp", "9" * 400, "1e9", "-", "#N/A", BANDS, COHORT, ENDLESS)
)  # fmt: skip
JUNK = st.one_of(
    st.none(), st.booleans(), st.floats(), st.integers(), st.text(max_size=8), WORDS,
    st.sampled_from((DIV0, -2146826246, -2146826238, -2147352572, 10**400, Decimal("NaN"), Decimal("sNaN"))),
    st.sampled_from((0.0, 1.0, -1.0, 0.94, 17.0, 1e100, -1e100, 5e-324, math.inf)),
    st.decimals(), st.datetimes(), st.dates(), st.times(), st.binary(max_size=3),
    st.builds(object), st.just({}),
)  # fmt: skip
ROWS = st.integers(0, 3).flatmap(
    lambda width: st.lists(st.lists(JUNK, min_size=width, max_size=width).map(tuple), max_size=3).map(tuple)
)
ARGUMENTS = st.one_of(
    JUNK,
    JUNK,
    ROWS,
    st.lists(JUNK, max_size=3).map(tuple),
    st.recursive(JUNK, lambda inner: st.tuples(inner, inner)),
)


def _is_shown(answers: object) -> bool:
    """Whether a cell can show it: a sound number, a text, or rows of equal length of such."""
    if isinstance(answers, tuple):
        widths = {len(line) for line in answers}
        return len(widths) == 1 and all(_is_shown(cell) for line in answers for cell in line)
    return type(answers) is str or (type(answers) is float and math.isfinite(answers))


@cases(1500)
@given(st.tuples(*[ARGUMENTS] * 6))
@example((0.9, "94%", "BIB", None, ENDLESS, None))
@example((5e-324, 1e100, "BIB", "10%", None, 6.0))
def test_nothing_that_excel_hands_over_is_an_error(arguments: tuple[object, ...]) -> None:
    assert _is_shown(KPI_RAG(*arguments))
    assert _is_shown(KPI_YTD(*arguments[:4]))
    assert _is_shown(KPI_CHANGE(*arguments[:3]))
    assert _is_shown(KPI_DIRECTION(*arguments[:4]))


@cases(500)
@given(JUNK, JUNK, POLARITIES, JUNK)
def test_a_colour_comes_only_of_a_number(
    value: object, target: object, polarity: Polarity, amber: object
) -> None:
    shown = KPI_RAG(value, target, polarity.value, amber)
    if shown in ("Red", "Amber", "Green"):
        number = read_figure(value).value if isinstance(value, str) else float(value)  # type: ignore[arg-type]
        assert number is not None
        assert math.isfinite(number)


@cases(300)
@given(st.integers(6, 10_000).map(float), st.sampled_from((0.94, "94%", "<10% of Cohort")), POLARITIES)
def test_a_number_far_past_a_percentage_is_never_coloured(
    value: float, target: object, polarity: Polarity
) -> None:
    assert value > MOST_PERCENT
    assert KPI_RAG(value, target, polarity.value) not in ("Red", "Amber", "Green")


# --- speed, and what Excel is told -----------------------------------------------------------------

ROWS_AT_ONCE = 10_000


@pytest.mark.parametrize(
    "call",
    [
        lambda figures: KPI_RAG(figures, "94%", "BIB", "5pp"),
        lambda figures: KPI_RAG(figures, figures, column(*["BIB"] * ROWS_AT_ONCE), "10%"),
        lambda figures: KPI_RAG(figures, None, None, None, BANDS),
        lambda figures: KPI_CHANGE(figures, figures[::-1], "%"),
        lambda figures: KPI_DIRECTION(figures, figures[::-1], "BIB", 1.0),
        lambda figures: KPI_YTD(tuple(line * 6 for line in figures), "Sum"),
    ],
)
def test_ten_thousand_rows_are_one_quick_call(call: object) -> None:
    figures = column(*(at % 101 / 100 for at in range(ROWS_AT_ONCE)))
    taken = []
    for _ in range(5):
        start = time.process_time()
        answers = call(figures)  # type: ignore[operator]
        taken.append(time.process_time() - start)
    assert len(answers) == ROWS_AT_ONCE
    assert min(taken) < 0.1


def test_the_functions_themselves_need_neither_xlwings_nor_pandas() -> None:
    program = "import sys, kpi_xl.worksheet; print({'xlwings', 'pandas', 'numpy'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"


@pytest.fixture(scope="module")
def as_on_windows() -> ModuleType:
    """kpi_xl.udfs decorated by xlwings as it is where Excel is."""
    return functions.as_on_windows()[1]


NAMES = ("KPI_RAG", "KPI_YTD", "KPI_CHANGE", "KPI_DIRECTION")


@pytest.mark.parametrize("name", NAMES)
def test_the_wizard_describes_each_function_and_argument(as_on_windows: ModuleType, name: str) -> None:
    told = getattr(as_on_windows, name).__xlfunc__
    texts = [told["ret"]["doc"], *(argument["doc"] for argument in told["args"])]
    assert told["category"] == "Scorecard"
    assert all(0 < len(text) <= 255 for text in texts)
    assert not any(text.startswith("Positional argument") for text in texts)


@pytest.mark.parametrize("name", NAMES)
def test_values_pass_raw_both_ways(as_on_windows: ModuleType, name: str) -> None:
    told = getattr(as_on_windows, name).__xlfunc__
    assert {part["options"]["convert"] for part in told["args"]} == {"raw"}
    assert issubclass(told["ret"]["options"]["convert"], RawValueAccessor)


def test_the_vba_has_the_contracts_signatures() -> None:
    lines = [line for line in functions.functions_source().splitlines() if line.startswith("Function")]
    assert sorted(lines) == [
        "Function KPI_CHANGE(current, previous, Optional unit)",
        "Function KPI_DIRECTION(current, previous, Optional polarity, Optional no_change_within)",
        "Function KPI_RAG(value, target, polarity, Optional amber_within, Optional methodology, "
        "Optional decimals)",
        "Function KPI_YTD(values, rule, Optional numerators, Optional denominators)",
    ]
