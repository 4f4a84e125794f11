"""A closed workbook: its sheets read as rows, and planned sheets put into it."""

import io
import os
import re
from collections.abc import Sequence
from typing import Any

from kpi_xl.arrange import arrange, check_names
from kpi_xl.indicator import DEFAULT_VERSIONS_KEPT
from kpi_xl.model import NotWritten, Scalar, UnreadableBook
from kpi_xl.package import limits, reader
from kpi_xl.package.dialect import STRICT, TRANSITIONAL
from kpi_xl.package.opening import bytes_of
from kpi_xl.package.parts import TYPES_PART, NewPart, Parts, relations_name
from kpi_xl.package.saving import write_atomically
from kpi_xl.package.sheetxml import Place, local_names, sheet_parts
from kpi_xl.package.styles import Styles
from kpi_xl.package.workbook import Tab, Workbook, choose_open, without_cells
from kpi_xl.package.xmltree import Tree
from kpi_xl.package.zipped import Entry, read_zip, write_zip
from kpi_xl.plan import FUNCTIONS_MODULE, Draft, Edit, Sheet

_HEAD = 20_000  # bytes of a sheet part before its cells, at most
_SELECTED = re.compile(rb"""<(?:[\w.-]+:)?sheetView\s[^>]*?\btabSelected\s*=\s*["'](?:1|true)["']""")
_CODE_NAME = re.compile(rb"""<(?:[\w.-]+:)?sheetPr\s[^>]*?\bcodeName\s*=\s*["']([^"'<&]*)["']""")
_STEM = "kpi_xl_sheet"
_FUNCTIONS = FUNCTIONS_MODULE.encode("utf-16-le")


def _same_name(path: "str | os.PathLike[str]") -> str:
    """A file's name, the same by whatever way it is told."""
    return os.path.normcase(os.path.realpath(path))


class Package:
    """A closed workbook. What is put into it stands in memory until ``save``."""

    def __init__(self, parts: Parts, data: bytes | None, file: str = "") -> None:
        self._parts = parts
        self._data = self._was = data
        self._file = file
        self._calamine: Any = None
        self._shown: tuple[list[int], frozenset[int]] | None = None  # styles of percentages, and of dates
        self._book = Workbook(parts)

    @classmethod
    def open(cls, path: "str | os.PathLike[str]") -> "Package":
        """The workbook in a file. Raises UnreadableBook, saying why and what to do."""
        data = bytes_of(os.fspath(path))
        entries = read_zip(data)
        limits.check_packing(entries, len(data))
        return cls(Parts(entries), data, _same_name(path))

    @classmethod
    def blank(cls, title: str = "", final: bool = False) -> "Package":
        """A new workbook without a sheet, in British English; ``title`` is its title as a document, and
        ``final`` marks it as final: Excel then opens it to be read."""
        from kpi_xl.package.blank import blank_parts  # noqa: PLC0415 - seldom needed

        return cls(blank_parts(title, final), None)

    @property
    def sheet_names(self) -> list[str]:
        """The names of all sheets, in tab order."""
        return [tab.name for tab in self._book.tabs]

    @property
    def marks(self) -> dict[str, str]:
        """The marks of the generated sheets, by the names these have now."""
        return {tab.name: tab.mark for tab in self._book.tabs if tab.mark}

    @property
    def has_template_vba(self) -> bool:
        """Whether it carries the module of the template that defines the KPI_ functions."""
        part = self._book.related("vbaProject")
        return bool(part) and _FUNCTIONS in self._parts.entry(part).beginning(limits.MOST_SHARED)

    def _tab(self, name: str) -> Tab:
        for tab in self._book.tabs:
            if tab.name.casefold() == name.casefold():
                return tab
        raise KeyError(name)

    def _changed(self) -> None:
        self._data = self._calamine = self._shown = None
        self._book = Workbook(self._parts)

    def rows(self, name: str, percents: bool = False) -> list[list[Scalar]]:
        """The cells of a sheet from A1 on, all rows equally long.

        Empty cells are None, numbers float, dates ``datetime.date``, truth values bool, and errors their
        text (``#DIV/0!``). With ``percents`` numbers shown as percentages are ``Percent``. A sheet of
        another kind (a chart sheet) has no rows. Raises KeyError where there is no such sheet.
        """
        tab = self._tab(name)
        if tab.kind != "worksheet":
            return []
        entry = self._parts.entry(tab.part)
        part, as_it_stands = limits.sheet_content(entry, tab.name)
        if self._shown is None:
            styles = self._styles()
            self._shown = styles.percent_styles(), styles.date_styles()
        shown_as_percent, shown_as_date = self._shown
        given = reader.without_impossible_dates(part, shown_as_date)
        rows = reader.scalars(self._sheet_rows(tab, None if as_it_stands and given is part else given))
        reader.mark_errors(rows, part)
        reader.mark_uncalculated(rows, part)
        if percents and shown_as_percent:
            reader.mark_percents(rows, part, shown_as_percent)
        return rows

    def _sheet_rows(self, tab: Tab, instead: bytes | None) -> list[list[Any]]:
        """Calamine's rows of a sheet; ``instead`` is its part where the one in the file is not to be read."""
        from python_calamine import CalamineError  # noqa: PLC0415 - only a reader pays for it

        try:
            if instead is not None:
                loaded = self._load([Entry(tab.part, instead)])
            elif self._calamine is None:
                sheets = [other.part for other in self._book.tabs if other.part in self._parts]
                loaded = self._calamine = self._load([self._parts.entry(part) for part in sheets])
            else:
                loaded = self._calamine
            return list(loaded.get_sheet_by_name(tab.name).to_python(skip_empty_area=False))
        except CalamineError as error:
            raise UnreadableBook(
                f"Sheet {tab.name} cannot be read ({error}). Open the workbook in Excel and save it again."
            ) from error

    def _load(self, sheets: list[Entry]) -> Any:
        """Calamine's workbook of these sheet parts and what they need, each of which is as the zip says."""
        from python_calamine import load_workbook  # noqa: PLC0415 - only a reader pays for it

        book = self._book
        names = {part.lower(): part for part in (
            TYPES_PART, relations_name(""), book.part, relations_name(book.part), book.related("styles"),
            "xl/styles.xml", book.related("sharedStrings"), "xl/sharedStrings.xml",
        )}  # fmt: skip
        needed = [self._parts.entry(part) for part in names.values() if part in self._parts]
        for entry in needed:
            limits.check_shared(entry)
        return load_workbook(io.BytesIO(write_zip(needed + sheets)))

    def _styles(self) -> Styles:
        """The styles as they are; those of a blank workbook where there are none."""
        part = self._book.related("styles")
        if part:
            return Styles(self._parts.tree(part))
        from kpi_xl.package.blank import STYLES  # noqa: PLC0415 - seldom needed

        strict = self._book.dialect is STRICT
        data = STYLES.replace(TRANSITIONAL.main.encode(), STRICT.main.encode()) if strict else STYLES
        return Styles(Tree(data, "styles.xml"))

    def _write_styles(self, styles: Styles) -> list[tuple[str, str]]:
        """Write the styles; a new part's kind and name are returned."""
        part = self._book.related("styles")
        self._parts.put(part or f"{self._book.folder}styles.xml", styles.result())
        return [] if part else [("styles", f"{self._book.folder}styles.xml")]

    def put(self, sheets: Sequence[Sheet | Draft]) -> None:
        """Put planned sheets into the workbook.

        Those with a mark replace all generated sheets the workbook had (none are replaced where no sheet
        of the plan has a mark); those without are the officer's from then on, and come last. Every other
        part of the file stays byte for byte.

        Raises ProblemsFound where a sheet of the officer's own has a name that is needed, and NotWritten
        where something planned cannot be held by a workbook; the workbook is then as it was.
        """
        book = self._book
        marked = [sheet for sheet in sheets if sheet.mark]
        plain = [sheet for sheet in sheets if not sheet.mark]
        old = [tab for tab in book.tabs if tab.mark] if marked or not plain else []
        kept = [tab for tab in book.tabs if tab not in old]
        check_names([tab.name for tab in kept], [sheet.name for sheet in sheets])

        by_mark = {tab.mark: tab for tab in old}
        gone = self._alone([tab.part for tab in old])
        stems = self._free_stems(gone, len(marked), _STEM) + self._free_stems(gone, len(plain), "sheet")
        tabs: list[Tab] = []
        top = max((tab.number for tab in book.tabs), default=0)
        ids = {relation.id for relation in book.relations} - {tab.relation for tab in old}
        for draft, stem in zip(marked + plain, stems, strict=True):
            before = by_mark.get(draft.mark)
            number = before.number if before else (top := top + 1)
            relation = f"kpiXlSheet{number}"
            while relation in ids:
                relation += "_"
            tab = Tab(draft.name, number, relation, f"{book.folder}worksheets/{stem}.xml")
            tab.mark = draft.mark
            tab.state = before.state if before else "hidden" if draft.hidden else ""
            tabs.append(tab)
        order = arrange(book.tabs, old, tabs[: len(marked)], tabs[len(marked) :])
        selected = [tab for tab in kept if _SELECTED.search(self._parts.entry(tab.part).beginning(_HEAD))]
        was = book.open_tab()
        active = choose_open(order, was if old or not marked else None, selected)

        styles = self._styles()
        new: list[NewPart] = []
        for draft, stem, tab in zip(marked + plain, stems, tabs, strict=True):
            code = self._code_name(by_mark.get(draft.mark))
            place = Place(book.folder, stem, tab.number, tab is active and bool(tab.mark), code)
            new += self._written(draft.make(), tab, place, styles)

        names = {part.name.lower() for part in new}
        for old_part in gone:
            for name in (old_part, relations_name(old_part)):
                if name.lower() not in names:
                    self._parts.remove(name)
        extra = self._write_styles(styles)
        for part in new:
            self._parts.put_entry(part.entry)
        dropped = self._drop_calculation({tab.number for tab in old}, set())
        book.write(order, active)
        book.write_relations(order, dropped | {tab.part.lower() for tab in old}, extra)
        kinds = [(part.name, part.kind) for part in new] + [(name, kind) for kind, name in extra]
        self._parts.set_types(kinds)
        self._changed()

    def _code_name(self, tab: Tab | None) -> str:
        """The name by which VBA knows a sheet; "" where it has none."""
        head = self._parts.entry(tab.part).beginning(_HEAD) if tab else b""
        code = _CODE_NAME.search(head)
        return code[1].decode() if code else ""

    def _written(self, sheet: Sheet, tab: Tab, place: Place, styles: Styles) -> list[NewPart]:
        """The parts of a plan, and its tab's names. Nothing holds the plan when the next is made."""
        tab.names = local_names(sheet)
        return sheet_parts(sheet, place, styles, self._book.dialect, self._book.date1904)

    def _alone(self, parts: list[str]) -> set[str]:
        """These parts and what hangs on them alone, in lower case."""
        if not parts:
            return set()
        gone = frozenset(part.lower() for part in parts)
        return self._parts.reached(parts) - self._parts.reached([""], gone)

    def _free_stems(self, gone: set[str], count: int, word: str) -> list[str]:
        """That many part names without folder and ending, ``word`` and a number, which no part that stays
        uses."""
        stays = {
            name.rpartition("/")[2].partition(".")[0].lower()
            for name in self._parts.names()
            if name.lower() not in gone and "/_rels/" not in name
        }
        stems: list[str] = []
        number = 0
        while len(stems) < count:
            number += 1
            if f"{word}{number}" not in stays:
                stems.append(f"{word}{number}")
        return stems

    def _drop_calculation(self, sheets: set[int], cells: set[tuple[int, str]]) -> set[str]:
        """Take sheets and cells out of the calculation chain; the name of a chain that is then empty, and
        removed, is returned."""
        part = self._book.related("calcChain")
        if not part or not (sheets or cells):
            return set()
        left = without_cells(self._parts, part, sheets, cells)
        if left is not None:
            self._parts.put(part, left)
            return set()
        self._parts.remove(part)
        return {part.lower()}

    def edit(self, sheet: str, edits: list[Edit]) -> None:
        """Fill single cells of a sheet in place; everything else of its part stays byte for byte.

        A cell keeps its style; a new one takes that of the cell above, else of its left neighbour. Raises
        KeyError where there is no such sheet, and NotWritten where a cell belongs to a shared or an array
        formula; the workbook is then as it was.
        """
        from kpi_xl.package.edits import edited  # noqa: PLC0415 - most refreshes carry nothing

        if not edits:
            return
        tab = self._tab(sheet)
        styles = self._styles()
        data, formulas = edited(self._parts.data(tab.part), tab.part, edits, styles, self._book.date1904)
        extra = self._write_styles(styles)
        self._parts.put(tab.part, data)
        dropped = self._drop_calculation(set(), {(tab.number, cell) for cell in formulas})
        if dropped or extra:
            self._book.write_relations(self._book.tabs, dropped, extra)
            self._parts.set_types([(part, kind) for kind, part in extra])
        self._changed()

    def to_bytes(self) -> bytes:
        """The workbook as a file: the very bytes it was opened from where nothing was changed."""
        if self._data is None:
            if not self._book.tabs:
                raise NotWritten("The workbook has no sheet. Put one into it first.")
            self._data = self._parts.to_bytes()
        return self._data

    def save(self, path: "str | os.PathLike[str]", keep: int = DEFAULT_VERSIONS_KEPT) -> None:
        """Write the workbook, whole or not at all; a file that has these bytes already is left alone, and
        of one that is written over the last ``keep`` versions are kept. Raises NotWritten, saying why and
        what to do, also where somebody has changed the file since it was opened."""
        data = self.to_bytes()
        ours = _same_name(path) == self._file
        write_atomically(os.fspath(path), data, self._was if ours else None, keep)
        if ours:
            self._was = data
