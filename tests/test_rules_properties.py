"""The rules held against an independent, slow account of the contract, and against themselves.

Figures are drawn as whole numbers of a tenth of the smallest step shown, so that ties and thresholds,
where rules go wrong, are met all the time.
"""

from decimal import Decimal
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_xl.bands import parse, thresholds
from kpi_xl.definitions import read_definitions
from kpi_xl.figures import read_figure, shown, shown_change, steps
from kpi_xl.indicator import rating_rule
from kpi_xl.measures import change, direction, trend, weighted
from kpi_xl.model import Comparison, Month, Percent, Polarity, Rag, Scalar, Unit, YtdRule
from kpi_xl.outturns import Figure
from kpi_xl.scorecard import Result, make_scorecard
from kpi_xl.targets import Target, read_target
from tests import oracle
from tests.drawing import cases
from tests.support import Rows, book, result

TEMPLATE = result("BIB 1 | 1").indicator
RANK = {Rag.RED: 0, Rag.AMBER: 1, Rag.GREEN: 2}


# --- drawing ---------------------------------------------------------------------------------------

UNITS = st.sampled_from((Unit.PERCENT, Unit.NUMBER))
DECIMALS = st.integers(0, 2)
SPREAD = st.one_of(st.integers(-30, 30), st.integers(-3000, 3000), st.integers(-(10**7), 10**7))


def figure(tenths: int, decimals: int) -> Decimal:
    """So many tenths of the smallest step shown, in display units."""
    return Decimal(tenths).scaleb(-decimals - 1)


def typed(number: Decimal, unit: Unit = Unit.NUMBER) -> str:
    """A figure in display units as typed in a cell: ``94.5%``, ``17``."""
    return f"{number.normalize():f}{'%' if unit is Unit.PERCENT else ''}"


def held(number: Decimal, unit: Unit) -> float:
    """A figure in display units as a cell holds it: 0.945 for 94.5."""
    value = read_figure(typed(number, unit)).value
    assert value is not None
    return value


class Case(NamedTuple):
    """A value, a target and a tolerance in display units, as an officer may set them."""

    value: Decimal
    target: Decimal
    high: Decimal
    unit: Unit
    decimals: int
    tolerance: Decimal | None
    of_target: bool
    strict: bool

    def rag(self, polarity: str, *, value: Decimal | None = None) -> Rag:
        """The colour kpi_xl gives, from the texts of the cells."""
        sign = {"BIB": ">", "SIB": "<"}.get(polarity, "") if self.strict else ""
        target = sign + typed(self.target, self.unit)
        if polarity == "Range":
            target += f" to {typed(self.high, self.unit)}"
        tolerance = "" if self.tolerance is None else typed(self.tolerance)
        if tolerance:
            tolerance += "%" if self.of_target else "pp" if self.unit is Unit.PERCENT else ""
        seen = typed(self.value if value is None else value, self.unit)
        rows: Rows = [
            ["Indicator Number", "Service", "Indicator Title", "Polarity", "Unit", "Decimals", "Target"],
            ["FD 3", "Front Door", "Contacts", polarity, self.unit.value, float(self.decimals), target],
        ]
        rows[0].append("Amber within")
        rows[1].append(tolerance)
        data: Rows = [["Indicator Number", "Sep-20"], ["FD 3", seen]]
        return make_scorecard(read_definitions(book(Indicators=rows, Data=data))).results[0].rag

    @property
    def step(self) -> Decimal:
        return Decimal(1).scaleb(-self.decimals)


@st.composite
def a_case(draw: st.DrawFn) -> Case:
    decimals, target = draw(DECIMALS), draw(SPREAD)
    tolerance = draw(st.none() | st.integers(0, 400))
    of_target = tolerance is not None and draw(st.booleans())
    high = target + draw(st.integers(1, 500))
    ends = [target, high]
    if tolerance is not None:
        widths = [abs(end) * tolerance // 100 if of_target else tolerance for end in ends]
        ends += [target - widths[0], target + widths[0], high + widths[1]]
    return Case(
        value=figure(draw(st.sampled_from(ends)) + draw(st.integers(-20, 20) | SPREAD), decimals),
        target=figure(target, decimals),
        high=figure(high, decimals),
        unit=draw(UNITS),
        decimals=decimals,
        tolerance=None
        if tolerance is None
        else Decimal(tolerance)
        if of_target
        else figure(tolerance, decimals),
        of_target=of_target,
        strict=draw(st.booleans()),
    )


# --- RAG by target ---------------------------------------------------------------------------------


@cases(2500)
@given(a_case(), st.sampled_from(("BIB", "SIB", "")))
def test_rag_by_target_is_the_contracts(case: Case, polarity: str) -> None:
    assert case.rag(polarity).value == oracle.rag_by_target(
        oracle.exact(held(case.value, case.unit)),
        polarity,
        case.target,
        decimals=case.decimals,
        scale=case.unit.scale,
        tolerance=case.tolerance,
        of_target=case.of_target,
        strict=case.strict,
    )


@cases(1000)
@given(a_case())
def test_rag_by_range_is_the_contracts(case: Case) -> None:
    assert case.rag("Range").value == oracle.rag_by_range(
        oracle.exact(held(case.value, case.unit)),
        case.target,
        case.high,
        decimals=case.decimals,
        scale=case.unit.scale,
        tolerance=case.tolerance,
        of_target=case.of_target,
    )


@cases(500)
@given(a_case())
def test_polarities_mirror_each_other(case: Case) -> None:
    mirrored = case._replace(value=-case.value, target=-case.target)
    assert case.rag("BIB") is mirrored.rag("SIB")


@cases(300)
@given(a_case())
def test_a_range_mirrors_itself(case: Case) -> None:
    mirrored = case._replace(value=-case.value, target=-case.high, high=-case.target)
    assert case.rag("Range") is mirrored.rag("Range")


@cases(500)
@given(a_case(), st.integers(0, 3000))
def test_a_better_value_is_never_rated_worse(case: Case, more: int) -> None:
    more_of_it = case.value + figure(more, case.decimals)
    assert RANK[case.rag("BIB", value=more_of_it)] >= RANK[case.rag("BIB")]
    assert RANK[case.rag("SIB", value=more_of_it)] <= RANK[case.rag("SIB")]


@cases(300)
@given(a_case())
def test_the_target_as_shown_is_green_and_one_step_short_of_it_is_not(case: Case) -> None:
    lenient = case._replace(strict=False)
    goal = oracle.shown(case.target, case.decimals)
    assert lenient.rag("BIB", value=goal) is lenient.rag("SIB", value=goal) is Rag.GREEN
    assert lenient.rag("BIB", value=goal - case.step) is not Rag.GREEN
    assert lenient.rag("SIB", value=goal + case.step) is not Rag.GREEN
    strict = case._replace(strict=True)
    assert strict.rag("BIB", value=goal) is not Rag.GREEN
    assert strict.rag("BIB", value=goal + case.step) is strict.rag("SIB", value=goal - case.step) is Rag.GREEN


@cases(300)
@given(a_case(), st.sampled_from(("BIB", "SIB")))
def test_what_reads_the_same_is_rated_the_same(case: Case, polarity: str) -> None:
    assert case.rag(polarity) is case.rag(polarity, value=oracle.shown(case.value, case.decimals))


# --- RAG by bands ----------------------------------------------------------------------------------

COLOURS = {"Green": ("Green", "GREEN"), "Amber": ("Amber", "Yellow", "amber"), "Red": ("Red", "red")}
SPELLINGS = {
    "from": ("{} or above", "{} and over", "{} or more", "{}+", "≥{}", ">= {}", "at least {}"),
    "to": ("{} or below", "{} and under", "{} or less", "≤{}", "<= {}", "up to {}", "at most {}"),
    "above": (">{}", "over {}", "above {}", "more than {}"),
    "below": ("<{}", "under {}", "below {}", "less than {}"),
    "between": ("{}-{}", "{} - {}", "{}–{}", "{} to {}", "between {} and {}", "from {} to {}"),
}
LAYOUTS = ("{colour}: {span}", "{colour} - {span}", "{colour} {span}", "{span} {colour}", "{span} = {colour}")


@st.composite
def some_bands(draw: st.DrawFn) -> tuple[str, list[oracle.Band], int, Unit, Decimal]:
    """Bands as text, the same bands with both ends inside, decimals, unit and a value near an end."""
    decimals, unit = draw(DECIMALS), draw(UNITS)
    layout = draw(st.sampled_from(LAYOUTS))
    step = Decimal(1).scaleb(-decimals)
    parts, bands, ends = [], [], []
    for _ in range(draw(st.integers(1, 4))):
        kind, colour = draw(st.sampled_from(sorted(SPELLINGS))), draw(st.sampled_from(sorted(COLOURS)))
        tenths = sorted(draw(st.lists(st.integers(-300, 1500), min_size=2, max_size=2)))
        low, high = (figure(each, decimals) for each in tenths)
        ends += tenths
        span = draw(st.sampled_from(SPELLINGS[kind])).format(typed(low, unit), typed(high, unit))
        parts.append(layout.format(colour=draw(st.sampled_from(COLOURS[colour])), span=span))
        at = oracle.shown(low, decimals)
        bands.append(
            {
                "from": (low, None, colour),
                "to": (None, low, colour),
                "above": (at + step, None, colour),
                "below": (None, at - step, colour),
                "between": (low, high, colour),
            }[kind]
        )
    value = draw(st.sampled_from(ends)) + draw(st.integers(-20, 20))
    text = draw(st.sampled_from((" ", ", ", "; ", "\n"))).join(parts)
    return text, bands, decimals, unit, figure(value, decimals)


@cases(2000)
@given(some_bands())
def test_rag_by_bands_is_the_contracts(drawn: tuple[str, list[oracle.Band], int, Unit, Decimal]) -> None:
    text, bands, decimals, unit, value = drawn
    methodology = parse(text)
    assert methodology is not None
    assert methodology.percent is (unit is Unit.PERCENT)
    rule = rating_rule(TEMPLATE._replace(methodology=methodology, unit=unit, decimals=decimals))
    assert rule is not None
    stored = held(value, unit)
    expected = oracle.rag_by_bands(oracle.exact(stored), bands, decimals=decimals, scale=unit.scale)
    assert rule.rate(stored).value == expected


@cases(300)
@given(st.permutations(["90% or above Green", "85%-89% Amber", "70%-84% Red"]), st.integers(0, 1000))
def test_the_order_of_bands_does_not_matter(parts: list[str], tenths: int) -> None:
    one, other = parse(" ".join(sorted(parts))), parse(" ".join(parts))
    assert one is not None
    assert other is not None
    assert thresholds(one, 2).rate(tenths / 1000) is thresholds(other, 2).rate(tenths / 1000)


# --- figures ---------------------------------------------------------------------------------------


@cases(2000)
@given(SPREAD, st.integers(0, 4), UNITS)
def test_a_reader_sees_the_contracts_rounding(tenths: int, decimals: int, unit: Unit) -> None:
    stored = held(figure(tenths, decimals), unit)
    seen = oracle.shown(oracle.exact(stored), decimals, unit.scale)
    text = shown(stored, unit, decimals)
    assert text == f"{seen + 0:,.{decimals}f}{'%' if unit is Unit.PERCENT else ''}"
    assert read_figure(text).value == pytest.approx(float(seen) / unit.scale, rel=1e-12)


@cases(500)
@given(st.floats(-1e12, 1e12, allow_subnormal=False), st.integers(0, 4))
def test_any_number_is_rounded_as_the_contract_says(value: float, digits: int) -> None:
    assert Decimal(steps(value, digits)).scaleb(-digits) == oracle.shown(oracle.exact(value), digits)


@cases(500)
@given(SPREAD, DECIMALS)
def test_a_percentage_is_the_same_as_text_number_or_formatted_number(tenths: int, decimals: int) -> None:
    number = figure(tenths, decimals)
    text, fraction = typed(number, Unit.PERCENT), float(number / 100)
    assert read_figure(text) == read_figure(Percent(fraction))
    assert read_figure(text).value == read_figure(fraction).value
    assert read_target(text) == read_target(Percent(fraction))


# --- change, direction and trend -------------------------------------------------------------------


@cases(1500)
@given(SPREAD, SPREAD | st.just(0), DECIMALS, UNITS, st.sampled_from(("BIB", "SIB", "")), st.integers(0, 300))
def test_change_direction_and_trend_are_the_contracts(
    tenths: int, moved: int, decimals: int, unit: Unit, polarity: str, within: int
) -> None:
    now, then = (held(figure(each, decimals), unit) for each in (tenths, tenths + moved))
    limit = figure(within, decimals)
    amount = change(now, then, unit)
    expected = oracle.change(oracle.exact(now), oracle.exact(then), unit.scale)
    assert expected is not None
    assert amount is not None
    assert Decimal(repr(amount)) == expected
    way = direction(amount, float(limit))
    assert way is not None
    assert way.value == oracle.direction(expected, limit)
    judged = trend(way, Polarity(polarity))
    assert (judged.value if judged else "") == oracle.trend(expected, polarity, limit)
    assert shown_change(amount, unit, decimals)[0] in ("+" if steps(amount, decimals + 1) > 0 else "-0")


@cases(700)
@given(st.lists(st.integers(-500, 1500), min_size=4, max_size=4), DECIMALS, UNITS, st.integers(0, 50))
def test_the_trend_of_a_range_is_the_contracts(
    tenths: list[int], decimals: int, unit: Unit, within: int
) -> None:
    numbers = [figure(each, decimals) for each in (*tenths[:2], *sorted(tenths[2:]))]
    now, then, low, high = (held(number, unit) for number in numbers)
    limit = figure(within, decimals)
    way = direction(change(now, then, unit), float(limit))
    judged = trend(way, Polarity.RANGE, now, then, Target(low, high, percent=unit is Unit.PERCENT))
    expected = oracle.trend_by_range(
        oracle.exact(now),
        oracle.exact(then),
        numbers[2],
        numbers[3],
        scale=unit.scale,
        no_change_within=limit,
    )
    assert (judged.value if judged else "") == expected


# --- months and years ------------------------------------------------------------------------------

REASONS = ("NA", "TBC", "Awaiting data")
COUNTS: st.SearchStrategy[Scalar] = st.one_of(
    st.integers(-2, 60).map(float),
    st.just(0.0),
    st.integers(1, 60).map(float),
    st.none(),
    st.sampled_from(REASONS),
)
RATES: st.SearchStrategy[Scalar] = (
    st.none() | st.sampled_from(REASONS) | st.integers(-50, 1500).map(lambda n: n / 10)
)


class Years(NamedTuple):
    """A workbook of one indicator with some years of months."""

    start: Month
    period: Month
    first_month: int
    rule: YtdRule
    comparison: Comparison
    unit: Unit
    rows: dict[str, list[Scalar]]

    def result(self) -> Result:
        months = [str(self.start + at) for at in range(len(next(iter(self.rows.values()))))]
        year = Month.of(2020, self.first_month).date().strftime("%B")
        sheets: dict[str, Rows] = {
            "Settings": [
                ["Setting", "Value"],
                ["Financial year starts", year],
                ["Change compares with", self.comparison.value],
            ],
            "Indicators": [
                ["Indicator Number", "Service", "Indicator Title", "Unit", "YTD"],
                ["FD 3", "Front Door", "Contacts", self.unit.value, self.rule.value],
            ],
            "Data": [["Indicator Number", "Measure", *months]],
        }
        sheets["Data"] += [["FD 3", measure, *cells] for measure, cells in self.rows.items()]
        return make_scorecard(read_definitions(book(**sheets)), self.period).results[0]

    def cells(self, measure: str) -> dict[oracle.Month, oracle.Cell]:
        """A row of Data as the oracle takes it."""
        return {
            _pair(self.start + at): oracle.exact(cell) if isinstance(cell, float) else str(cell)
            for at, cell in enumerate(self.rows.get(measure, []))
            if cell is not None
        }

    def values(self) -> dict[oracle.Month, oracle.Cell]:
        """The value of every month: the contract's rule for the value, and reasons word for word."""
        tops, bottoms = self.cells("Numerator"), self.cells("Denominator")
        if not self.rows.keys() >= {"Numerator", "Denominator"}:
            return self.cells("Value") if "Value" in self.rows else tops
        made: dict[oracle.Month, oracle.Cell] = {}
        for month in tops.keys() | bottoms.keys():
            top, bottom = tops.get(month), bottoms.get(month)
            words = [cell for cell in (top, bottom) if isinstance(cell, str)]
            whole = None if words else oracle.value(_number(top), _number(bottom), self.per)
            made[month] = words[0] if words else "NA" if whole is None else whole
        return self.cells("Value") | made

    @property
    def per(self) -> int:
        return 10_000 if self.unit is Unit.PER_10_000 else 1

    def year_to_date(self, at: oracle.Month) -> oracle.YearToDate:
        parts = self.rows.keys() >= {"Numerator", "Denominator"}
        return oracle.year_to_date(
            self.rule.value,
            at,
            self.values(),
            numerators=self.cells("Numerator") or {at: None} if parts else None,
            denominators=self.cells("Denominator") or {at: None} if parts else None,
            supplied=self.cells("YTD"),
            first_month=self.first_month,
            per=self.per,
        )


def _number(cell: oracle.Cell) -> Decimal | None:
    return cell if isinstance(cell, Decimal) else None


def _pair(month: Month) -> oracle.Month:
    return month.year, month.month


@st.composite
def some_years(draw: st.DrawFn) -> Years:
    count = draw(st.integers(1, 30))
    start = Month.of(2018, draw(st.integers(1, 12)))
    measures = draw(
        st.sampled_from(
            (
                ("Value",),
                ("Numerator",),
                ("Numerator", "Denominator"),
                ("Value", "Numerator", "Denominator"),
                ("Value", "YTD"),
            )
        )
    )
    cells = {
        measure: draw(
            st.lists(RATES if measure in ("Value", "YTD") else COUNTS, min_size=count, max_size=count)
        )
        for measure in measures
    }
    return Years(
        start=start,
        period=start + (count - 1 + draw(st.just(0) | st.integers(-35, 14))),
        first_month=draw(st.just(4) | st.integers(1, 12)),
        rule=draw(st.sampled_from(YtdRule)),
        comparison=draw(st.sampled_from(Comparison)),
        unit=draw(st.sampled_from((Unit.NUMBER, Unit.PER_10_000, Unit.PERCENT, Unit.DAYS))),
        rows=cells,
    )


def agree(figure: Figure, expected: oracle.YearToDate) -> None:
    """The same number to 12 figures, the same reason and the same month mark."""
    if expected.value is None:
        assert (figure.value, figure.text) == (None, expected.reason)
    else:
        assert figure.value == pytest.approx(float(expected.value), rel=1e-12, abs=1e-12)
        assert (_pair(figure.month) if figure.month is not None else None) == expected.month


@cases(2000)
@given(some_years())
def test_value_year_to_date_last_year_and_change_are_the_contracts(years: Years) -> None:
    made = years.result()
    at, values = _pair(years.period), years.values()
    now = values.get(at)
    agree(made.value, oracle.YearToDate(_number(now), None, "" if now is None else str(now)))
    to_date = years.year_to_date(at)
    last_year = years.year_to_date(oracle.last_years_end(at, years.first_month))
    agree(made.ytd, to_date)
    agree(made.last_year, last_year)
    current, comparison = {
        Comparison.PREVIOUS_MONTH: (_number(now), _number(values.get(_pair(years.period.minus(1))))),
        Comparison.SAME_MONTH_LAST_YEAR: (_number(now), _number(values.get((at[0] - 1, at[1])))),
        Comparison.LAST_YEARS_OUTTURN: (to_date.value, last_year.value),
    }[years.comparison]
    amount = oracle.change(current, comparison, years.unit.scale)
    assert (made.change is None) is (amount is None)
    if amount is not None:
        assert made.change == pytest.approx(float(amount), rel=1e-9, abs=1e-9)


@cases(300)
@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 50)), min_size=1, max_size=12))
def test_a_weighted_figure_lies_between_the_lowest_and_the_highest_month(
    pairs: list[tuple[int, int]],
) -> None:
    tops, bottoms = zip(*pairs, strict=True)
    rates = [top / bottom for top, bottom in pairs]
    made = weighted(tops, bottoms, Unit.PERCENT)
    assert made is not None
    assert min(rates) - 1e-12 <= made <= max(rates) + 1e-12


NAMES = ("FD 3", "FD 4", "W 1")
LINES: Rows = [
    [name, area, measure, *cells]
    for name, area in (("FD 3", None), ("FD 3", "North"), ("FD 4", None), ("W 1", "East"), ("W 1", None))
    for measure, cells in (
        ("Numerator", [1.0, "TBC", 3.0]),
        ("Denominator", [4.0, 5.0, None]),
        ("YTD", [1.0]),
    )
]


@cases(300)
@given(st.permutations(NAMES), st.permutations(LINES), st.sampled_from(YtdRule))
def test_the_order_of_rows_does_not_matter(names: list[str], lines: Rows, rule: YtdRule) -> None:
    def rows(names: list[str], lines: Rows) -> dict[tuple[str, str], tuple[object, ...]]:
        indicators: Rows = [["Indicator Number", "Service", "Indicator Title", "Polarity", "Target", "YTD"]]
        indicators += [[name, name[0], name, "BIB", "50%", rule.value] for name in names]
        data: Rows = [["Indicator Number", "Area", "Measure", "Jul-20", "Aug-20", "Sep-20"], *lines]
        made = make_scorecard(read_definitions(book(Indicators=indicators, Data=data))).results
        assert list(dict.fromkeys(each.indicator.number for each in made)) == names
        return {(each.indicator.number, each.area): each[3:10] for each in made}

    assert rows(names, lines) == rows(list(NAMES), LINES)
