"""What a refresh works out, Excel's own formulas and calls of the worksheet functions agree in every cell of
made-up scorecards: as they are made, and after figures and targets are typed over."""

import random
from typing import Any, NamedTuple

import pytest

from kpi_xl.definitions import read_definitions
from kpi_xl.model import InCell, Month, Scalar
from kpi_xl.plan import Formula, Sheet, Value
from kpi_xl.scorecard import Scorecard, make_scorecard
from kpi_xl.sheets.layout import HEAD
from tests.books import InMemory, Row
from tests.engine import FUNCTIONS, Place, cells, formulas, same, worked_out
from tests.formula_books import SETTINGS, TARGETS, Rows, figure, rows, target
from tests.support import planned_sheets

EACH = 100
"""Indicators of a made-up scorecard: some 170 with their areas."""

FORMULAS = (InCell.EXCEL, InCell.PYTHON)
TYPED_OVER = ("Target", *(str(Month(2018 * 12 + 3 + at)) for at in range(30)))
COMPUTED = ("RAG", "YTD or latest", "Change", "Direction", "Trend", "Better or worse than it")
CALLED = ("RAG", "YTD or latest", "Change", "Direction", "Trend")


def made(book: Rows) -> Scorecard:
    return make_scorecard(read_definitions(InMemory(book.sheets())))


def plain(value: Value) -> Any:
    return value.value if isinstance(value, Formula) else value


@pytest.mark.parametrize("in_cell", FORMULAS)
@pytest.mark.parametrize("seed", range(len(SETTINGS)))
def test_every_cell_is_worked_out_as_a_refresh_does(seed: int, in_cell: InCell) -> None:
    sheets = planned_sheets(made(rows(seed, SETTINGS[seed], EACH)), [], in_cell)
    found, known = worked_out(sheets), formulas(sheets)
    assert [(cell, found[cell.place]) for cell in known if not same(found[cell.place], cell.value)] == []
    assert len(known) > 20 * EACH


@pytest.mark.parametrize("seed", [0, 3, 8])
def test_what_a_reader_sees_is_the_same_in_all_three_ways(seed: int) -> None:
    card = made(rows(seed, SETTINGS[seed], EACH))
    values, excel, python = (planned_sheets(card, [], in_cell) for in_cell in reversed(InCell))
    for ours, *others in zip(values, excel, python, strict=True):
        visible = _visible(ours)
        for row, *same_row in zip(ours.rows, *(other.rows for other in others), strict=True):
            for its in same_row:
                assert [plain(v) for v in its.values[:visible]] == list(row.values[:visible])
                assert its.looks[:visible] == row.looks[:visible]


def _visible(sheet: Sheet) -> int:
    return min(sheet.hidden_columns, default=len(sheet.widths))


@pytest.mark.parametrize("seed", [0, 5, 8])
def test_where_the_functions_cannot_be_called_excels_own_formulas_stand_in(seed: int) -> None:
    sheets = planned_sheets(made(rows(seed, SETTINGS[seed], EACH)), [], InCell.PYTHON)
    found, known = worked_out(sheets, functions=False), formulas(sheets)
    assert [(cell, found[cell.place]) for cell in known if not same(found[cell.place], cell.value)] == []


def test_the_functions_are_called_wherever_they_can_say_it() -> None:
    sheets = planned_sheets(made(rows(0, SETTINGS[0], EACH)), [], InCell.PYTHON)
    calls = [cell for cell in formulas(sheets) if "KPI_" in cell.formula]
    for function in FUNCTIONS:
        assert sum(function.__name__ in cell.formula for cell in calls) > EACH
    services = {sheet.name for sheet in sheets if sheet.mark.startswith("service:")}
    assert {cell.place[0] for cell in calls} == services
    headers = headed(sheets)
    heads = {headers[cell.place] for cell in calls if cell.place in headers}
    assert all(said.endswith(CALLED) for said in heads)
    assert len(heads) == 6


def headed(sheets: list[Sheet]) -> dict[Place, str]:
    """The cells of the services' main tables that a reader sees, with the headers of their columns."""
    found: dict[Place, str] = {}
    for sheet in sheets:
        if not sheet.mark.startswith("service:"):
            continue
        heads = [str(Month.read(plain(told)) or told) for told in sheet.rows[HEAD].values[: _visible(sheet)]]
        end = next(at for at, row in enumerate(sheet.rows) if at > HEAD and not row.values)
        for row in range(HEAD + 1, end):
            found.update({(sheet.name, row, column): said for column, said in enumerate(heads)})
    return found


def test_no_formula_breaks_a_limit_of_excel() -> None:
    bands = "90% or above Green " + ", ".join(["85%-89% Amber"] * 30) + " 84% and below Red"
    book = rows(4, SETTINGS[4], EACH)
    book = book._replace(indicators=[{**row, "RAG Methodology": bands} for row in book.indicators])
    for cell in formulas(planned_sheets(made(book), [], InCell.PYTHON)):
        assert len(cell.formula) <= 8192
        assert all(len(text) <= 255 for text in cell.formula.split('"')[1::2])


# --- typing in a generated sheet -------------------------------------------------------------------


class Typing(NamedTuple):
    """A scorecard before and after its officer types other figures and targets."""

    before: Scorecard
    after: Scorecard


def typing(seed: int, in_cell: InCell) -> Typing:
    """Half of the figures of the period's month are others, one in six of the months shown before it, and one
    in three targets."""
    chance = random.Random(seed)
    book = rows(seed, SETTINGS[seed], EACH)
    before = made(book)
    shown = {str(month): 1 / 6 for month in before.months} | {str(before.period): 1 / 2}
    data = [_other_figures(chance, row, shown) for row in book.data]
    elsewhere = {row["Indicator Number"] for row in book.targets}
    indicators = [
        row if row["Indicator Number"] in elsewhere else _other_target(chance, row, in_cell)
        for row in book.indicators
    ]
    return Typing(before, made(book._replace(data=data, indicators=indicators)))


def _other_figures(chance: random.Random, row: Row, shown: dict[str, float]) -> Row:
    measure, other = row.get("Measure"), dict(row)
    for month, share in shown.items():
        value = row[month]
        if chance.random() > share or measure not in ("Value", "Numerator"):
            continue
        if measure == "Numerator":
            other[month] = float(chance.randint(0, 9)) if isinstance(value, float) else value
        else:
            near = abs(value) if isinstance(value, float) and value else 0.8
            other[month] = chance.choice((figure(chance, "%", near), "TBC", None))
    return other


def _other_target(chance: random.Random, row: Row, in_cell: InCell) -> Row:
    """Another plain target for a plain one; where functions are called, any for any."""
    polarity, unit = row["Polarity"], str(row["Unit"])
    if polarity not in ("BIB", "SIB") or chance.random() > 1 / 3:
        return row
    forms = [form for form in TARGETS[str(polarity)] if form not in ("1", "10%", "0.5")]
    if in_cell is InCell.EXCEL:
        if not _is_number(row["Target"]):
            return row
        forms = ["{t}"]
    if unit != "%" and "%" in str(row["Target"]):
        return row
    return {**row, "Target": target(chance, unit, chance.choice(forms))}


def _is_number(value: Scalar | int) -> bool:
    return str(value).removesuffix("%").replace(".", "").isdigit()


@pytest.mark.parametrize("in_cell", FORMULAS)
@pytest.mark.parametrize("seed", range(len(SETTINGS)))
def test_what_is_typed_is_followed_as_a_refresh_would(seed: int, in_cell: InCell) -> None:
    before, after = (planned_sheets(card, [], in_cell) for card in typing(seed, in_cell))
    wanted = {place: plain(value) for place, value in cells(after)}
    heads = headed(before)
    held = {place: value for place, value in cells(before) if place in heads}
    typed = {
        place: wanted[place]
        for place, value in held.items()
        if heads[place] in TYPED_OVER and value != wanted[place]
    }
    found = worked_out(before, typed)
    computed = {place: plain(value) for place, value in held.items() if heads[place].endswith(COMPUTED)}
    told = {place: found.get(place, value) for place, value in computed.items()}
    wrong = [(place, heads[place], told[place]) for place in told if not same(told[place], wanted[place])]
    assert wrong == []
    assert sum(wanted[place] != value for place, value in computed.items()) > EACH
