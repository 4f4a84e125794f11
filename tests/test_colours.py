"""Every figure of the demo takes the colour of its rating, by the rules in its file and in LibreOffice.

What a figure is rated is worked out from the published table by the oracle, which knows nothing of the
program; the rules are read from the file and worked out here.
"""

import csv
import datetime
import re
import subprocess
from decimal import ROUND_HALF_UP, Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from docs.pictures import pages_of, pdf_of
from kpi_xl import demo
from kpi_xl.demo import make_demo
from kpi_xl.model import Month
from kpi_xl.sheets.style import RATING, TINT
from tests.oracle import rag_by_target

TINTS = {colours.fill: rag.value for rag, colours in TINT.items()} | {"": "Grey"}
STRONG = {colours.fill: rag.value for rag, colours in RATING.items()}
FIGURES = 32 * 18

_TINTED = re.compile(
    r'IF\(\$(?P<basis>[A-Z]+)\d+="(?P<rated>\w+)",IF\(ISNUMBER\((?P<cell>[A-Z]+)\d+\),'
    r"LOOKUP\(ROUND\([A-Z]+\d+,\$(?P<digits>[A-Z]+)\d+\),\$(?P<from>[A-Z]+)\d+:\$(?P<to>[A-Z]+)\d+,"
    r'\$(?P<first>[A-Z]+)\d+:\$(?P<last>[A-Z]+)\d+\)="(?P<rag>\w+)"\)\)'
)

Ratings = dict[tuple[str, str], str]
"""The rating of each figure, by indicator number and month."""


class Rule(NamedTuple):
    """A conditional format: the cells it is on, its formula and its fill."""

    cells: str
    formula: str
    fill: str


def published() -> list[dict[str, str]]:
    with demo.PUBLISHED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def months() -> list[str]:
    return [header for header in published()[0] if Month.read(header)]


def number(text: str) -> Decimal | None:
    """A published figure in display units: 94 for ``94%``."""
    match = re.fullmatch(r"([\d,.]+)%?", text)
    return Decimal(match[1].replace(",", "")) if match else None


@pytest.fixture(scope="module")
def expected() -> Ratings:
    with demo.DEFINITIONS.open(encoding="utf-8", newline="") as file:
        definitions = {row["Indicator Number"]: row for row in csv.DictReader(file)}
    ratings = {}
    for row in published():
        definition = definitions[row["Indicator Number"]]
        scale = 100 if definition["Unit"] == "%" else 1
        for month in months():
            figure = number(row[month])
            ratings[row["Indicator Number"], month] = rag_by_target(
                None if figure is None else figure / scale,
                row["Polarity"] if row["Polarity"] in ("BIB", "SIB") else "",
                number(row["2020-21 Target"]),
                decimals=int(definition["Decimals"]),
                scale=scale,
                tolerance=number(definition["Amber within"]),
                of_target=True,
            )
    return ratings


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_demo(tmp_path_factory.mktemp("demo"))


def services(book: Path) -> list[Worksheet]:
    """The sheets of services: those whose header row has months and a RAG."""
    sheets: list[Any] = [
        sheet
        for sheet in openpyxl.load_workbook(book, data_only=True).worksheets
        if sheet["A5"].value == "Number"
    ]
    assert len(sheets) == 8
    return sheets


def rules(sheet: Worksheet) -> list[Rule]:
    """Conditional formats in order of priority."""
    found = [
        (rule.priority, Rule(str(area.sqref), rule.formula[0], rule.dxf.fill.bgColor.rgb[-6:]))
        for area in sheet.conditional_formatting
        for rule in area.rules
    ]
    return [rule for _, rule in sorted(found)]


def half_up(figure: float, digits: int) -> Decimal:
    """ROUND, as a spreadsheet has it."""
    return Decimal(f"{figure:.15g}").quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def fill_of(sheet: Worksheet, row: int, column: int, known: list[Rule]) -> str:
    """The fill that the rules give to a month's cell; "" for none."""
    figure = sheet.cell(row, column).value
    if not isinstance(figure, (int, float)):
        return ""
    for rule in known:
        left, top, right, bottom = (int(edge or 0) for edge in range_boundaries(rule.cells))
        match = _TINTED.fullmatch(rule.formula)
        if match is None or not (left <= column <= right and top <= row <= bottom):
            continue
        if sheet[f"{match['basis']}{row}"].value != match["rated"]:
            continue
        starts = [cell.value for cell in sheet[f"{match['from']}{row}" : f"{match['to']}{row}"][0]]
        names = [cell.value for cell in sheet[f"{match['first']}{row}" : f"{match['last']}{row}"][0]]
        seen = half_up(figure, int(sheet[f"{match['digits']}{row}"].value))
        at = max(place for place, start in enumerate(starts) if Decimal(f"{start:.15g}") <= seen)
        if names[at] == match["rag"]:
            return rule.fill
    return ""


def headers(sheet: Worksheet) -> dict[int, Any]:
    """The headers of a service's sheet by their column."""
    return {column: sheet.cell(5, column).value for column in range(1, sheet.max_column + 1)}


def test_every_figure_takes_the_colour_of_its_rating_by_the_rules(book: Path, expected: Ratings) -> None:
    coloured: Ratings = {}
    for sheet in services(book):
        known = rules(sheet)
        columns = {
            column: Month.read(header)
            for column, header in headers(sheet).items()
            if isinstance(header, datetime.date)
        }
        for row in range(6, sheet.max_row + 1):
            indicator = sheet.cell(row, 1).value
            if sheet.cell(row, 2).value is None or indicator is None:
                continue
            for column, month in columns.items():
                coloured[str(indicator), str(month)] = TINTS[fill_of(sheet, row, column, known)]
    assert coloured == expected
    assert len(coloured) == FIGURES


def test_figures_of_every_rating_are_among_them(expected: Ratings) -> None:
    assert set(expected.values()) == {"Red", "Amber", "Green", "Grey"}


def test_thresholds_stand_in_rising_order_as_lookup_needs(book: Path) -> None:
    rated = 0
    for sheet in services(book):
        match = _TINTED.fullmatch(rules(sheet)[0].formula)
        assert match is not None
        for row in range(6, sheet.max_row + 1):
            cells = sheet[f"{match['from']}{row}" : f"{match['to']}{row}"][0]
            starts = [cell.value for cell in cells if isinstance(cell.value, (int, float))]
            assert starts == sorted(starts)
            rated += sheet[f"{match['basis']}{row}"].value == "Latest"
    assert rated == 25


class Tables(HTMLParser):
    """The cells of LibreOffice's HTML: each table as rows of (text, fill)."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[tuple[str, str]]]] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag == "td":
            self.inside = True
            fill = (given.get("bgcolor") or "").removeprefix("#")
            self.tables[-1][-1].extend([("", fill)] * int(given.get("colspan") or 1))

    def handle_endtag(self, tag: str) -> None:
        if tag == "td":
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            text, fill = self.tables[-1][-1][-1]
            self.tables[-1][-1][-1] = (" ".join(f"{text} {data}".split()), fill)


@pytest.fixture(scope="module")
def shown(book: Path, tmp_path_factory: pytest.TempPathFactory) -> list[list[list[tuple[str, str]]]]:
    """The tables of services as LibreOffice shows them."""
    folder = tmp_path_factory.mktemp("office")
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"),
            *("--convert-to", "html:HTML (StarCalc)", "--outdir", str(folder), str(book)),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    parser = Tables()
    parser.feed((folder / f"{book.stem}.html").read_text(encoding="utf-8"))
    return [table for table in parser.tables if any(row and row[0][0] == "Number" for row in table)]


def rows_of(table: list[list[tuple[str, str]]]) -> list[list[tuple[str, str]]]:
    top = next(at for at, row in enumerate(table) if row and row[0][0] == "Number")
    return [row for row in table[top + 1 :] if len(row) > 20 and row[0][0] and row[1][0]]


@pytest.mark.libreoffice
def test_every_figure_takes_the_colour_of_its_rating_in_libreoffice(
    shown: list[list[list[tuple[str, str]]]], expected: Ratings
) -> None:
    coloured = {
        (row[0][0], month): TINTS[row[place][1]]
        for table in shown
        for row in rows_of(table)
        for place, month in enumerate(months(), 3)
    }
    assert coloured == expected


@pytest.mark.libreoffice
def test_every_figure_and_rag_reads_in_libreoffice_as_it_was_published(
    shown: list[list[list[tuple[str, str]]]],
) -> None:
    rows = {row[0][0]: row for table in shown for row in rows_of(table)}
    heads = [text for text, _ in next(row for row in shown[0] if row and row[0][0] == "Number")]
    assert len(rows) == 32
    for line in published():
        row = rows[line["Indicator Number"]]
        assert [text for text, _ in row[3:21]] == [line[month] for month in months()]
        word, fill = row[heads.index("RAG")]
        assert word == (line["RAG"] if line["RAG"] in ("Red", "Amber", "Green") else "Grey")
        assert STRONG[fill] == word


@pytest.mark.libreoffice
def test_the_demo_prints(book: Path, tmp_path: Path) -> None:
    pages = pages_of(pdf_of(book, tmp_path), tmp_path, dpi=40)
    assert len(pages) >= 11
    assert all(page.read_bytes().startswith(b"\x89PNG") for page in pages)
