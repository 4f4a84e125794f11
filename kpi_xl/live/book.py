"""An open workbook: its sheets read as rows, and planned sheets put into it.

xlwings' public API, the same on Windows and Mac, has no sparklines, headers and footers, tab colours, page
breaks, chart dashes or alternative texts, and sets the formats of cells one property at a time. So nothing
is drawn here a second time: planned sheets are written by the writer of closed workbooks into a temporary
one, which the application opens, and each is copied from there in one call. Only formulas are written in
the open book, so that they point at its own sheets and call its own functions.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kpi_xl.arrange import arrange, check_names, own_marks
from kpi_xl.figures import shows_percent
from kpi_xl.live.cells import Rows, mark_percents, read_rows, used_area
from kpi_xl.live.exchange import TEMPORARY, Exchange, Tab
from kpi_xl.live.manners import quiet, same_view, show
from kpi_xl.model import Percent, Scalar
from kpi_xl.plan import MARK_NAME, Area, Draft, Edit, Formula, Sheet

if TYPE_CHECKING:
    import xlwings as xw


_TEMPLATE = ".xlsm"
_TEMPLATE_SHEET = "xlwings.conf"


class LiveBook:
    """An open workbook. What is put into it and edited stands in memory until ``apply``."""

    def __init__(self, book: "xw.Book") -> None:
        self._book = book
        claims = {name: formula for sheet in book.sheets for name, formula in _claim(sheet)}
        marks = own_marks(claims.items())
        names = [sheet.name for sheet in book.sheets]
        left_over = [name for name in claims if name not in marks and name.startswith(TEMPORARY)]
        self._there = [Tab(name, marks.get(name, "")) for name in names if name not in left_over]
        self._left_over = left_over
        self._tabs = list(self._there)
        self._edits: dict[str, list[Edit]] = {}
        self._read: dict[str, Rows] = {}
        self._used: dict[str, Area] = {}

    @property
    def sheet_names(self) -> list[str]:
        """The names of all sheets, in tab order."""
        return [tab.name for tab in self._tabs]

    @property
    def marks(self) -> dict[str, str]:
        """The marks of the generated sheets, by the names these have now."""
        return {tab.name: tab.mark for tab in self._tabs if tab.mark}

    @property
    def has_template_vba(self) -> bool:
        """Whether it is made from the template, which defines the KPI_ functions: a workbook with macros and
        the sheet that tells them where Python is. What its macros are, xlwings does not tell."""
        names = [name.casefold() for name in self.sheet_names]
        return self._book.name.lower().endswith(_TEMPLATE) and _TEMPLATE_SHEET in names

    def _tab(self, name: str) -> Tab:
        for tab in self._tabs:
            if tab.name.casefold() == name.casefold():
                return tab
        raise KeyError(name)

    def rows(self, name: str, percents: bool = False) -> Rows:
        """The cells of a sheet from A1 on, all rows equally long, as they will be once edits are applied.

        The same values as a closed workbook gives. Raises KeyError where there is no such sheet.
        """
        tab = self._tab(name)
        rows = [list(row) for row in self._rows(tab)]
        if percents and tab.plan is None:
            mark_percents(self._book.sheets[tab.name], rows)
        for edit in self._edits.get(tab.name, []):
            _put_in(rows, edit, percents)
        return rows

    def _rows(self, tab: Tab) -> Rows:
        if tab.plan is not None:
            return _planned(tab.plan)
        if tab.name not in self._read:
            sheet = self._book.sheets[tab.name]
            self._used[tab.name] = area = used_area(sheet)
            self._read[tab.name] = read_rows(sheet, area)
        return self._read[tab.name]

    def put(self, sheets: Sequence[Sheet | Draft], others_stay: bool = False) -> None:
        """Puts planned sheets into the workbook.

        Those with a mark replace all generated sheets, or, where the ``others_stay``, those of their marks;
        those without are the officer's from then on, and come last. Raises ProblemsFound where a sheet of
        the officer's own has a name that is needed.
        """
        marked = [Tab(sheet.name, sheet.mark, sheet.make()) for sheet in sheets if sheet.mark]
        plain = [Tab(sheet.name, "", sheet.make()) for sheet in sheets if not sheet.mark]
        new = {tab.mark for tab in marked}
        old = [tab for tab in self._tabs if tab.mark and (tab.mark in new or (new and not others_stay))]
        check_names([tab.name for tab in self._tabs if tab not in old], [sheet.name for sheet in sheets])
        staying = [tab for tab in self._tabs if tab.mark and tab not in old]
        self._tabs = arrange(self._tabs, old, staying + marked, plain)

    def edit(self, sheet: str, edits: list[Edit]) -> None:
        """Fills single cells of a sheet. Raises KeyError where there is no such sheet."""
        tab = self._tab(sheet)
        if edits:
            self._rows(tab)
            self._edits.setdefault(tab.name, []).extend(edits)

    def apply(self, shown: str = "") -> None:
        """Does it all in the open workbook, or nothing of it: where anything fails, the workbook is as it
        was. The application's settings, the sheet that is shown and the selected cells are as before; with
        ``shown`` that sheet is brought to the front instead.

        Raises NotWritten where the application refuses.
        """
        book = self._book
        gone = [tab for tab in self._there if tab not in self._tabs]
        successors = {tab.mark: tab.name for tab in self._tabs if tab.mark}
        successor = {tab.name: tab.name for tab in self._there}
        successor |= {tab.name: successors.get(tab.mark, "") for tab in gone}
        with quiet(book.app) as tell, same_view(book, lambda name: successor.get(name) or None):
            exchange = Exchange(book, self._tabs, [tab.name for tab in gone], successor, tell)
            exchange.run(self._edits, self._used, self._left_over)
        self._there = [Tab(tab.name, tab.mark) for tab in self._tabs]
        self._tabs, self._left_over = list(self._there), []
        self._edits, self._read, self._used = {}, {}, {}
        if shown:
            show(book, shown)


def _claim(sheet: "xw.Sheet") -> list[tuple[str, str]]:
    """The sheet's name and the constant by which it is marked; nothing where it has none."""
    for name in sheet.names:
        if name.name.rpartition("!")[2].lower() == MARK_NAME.lower():
            return [(sheet.name, name.refers_to or "")]
    return []


def _planned(sheet: Sheet) -> Rows:
    width = max((len(row.values) for row in sheet.rows), default=0)
    made = (
        [value.value if isinstance(value, Formula) else value for value in row.values] for row in sheet.rows
    )
    return [[*row, *[None] * (width - len(row))] for row in made]


def _put_in(rows: Rows, edit: Edit, percents: bool) -> None:
    """Puts an edit into rows, which grow to hold it."""
    width = max(len(rows[0]) if rows else 0, edit.column + 1)
    while len(rows) <= edit.row:
        rows.append([])
    for row in rows:
        row.extend([None] * (width - len(row)))
    value: Scalar = edit.value
    before = rows[edit.row][edit.column]
    percent = shows_percent(edit.number_format) if edit.number_format else isinstance(before, Percent)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = Percent(value) if percent and percents else float(value)
    rows[edit.row][edit.column] = value
