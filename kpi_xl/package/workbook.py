"""The workbook part: its sheets in tab order, its names, which tab is open, and how they change."""

from kpi_xl.arrange import is_own_name, own_marks
from kpi_xl.model import UnreadableBook
from kpi_xl.package.dialect import STRICT, TRANSITIONAL
from kpi_xl.package.parts import Parts, relations_name
from kpi_xl.package.xmltree import Node, attribute, cell_text
from kpi_xl.plan import MARK_NAME, read_mark

_BEFORE_NAMES = ("sheets", "functionGroups", "externalReferences")
_NOT_EXCEL = "The file is not an Excel workbook. Choose a .xlsx or .xlsm file."


class Tab:
    """One sheet of the workbook; ``node`` is its element, None for a new one, and ``mark`` is set on the
    generated ones that are ours."""

    __slots__ = ("kind", "mark", "name", "names", "node", "number", "part", "relation", "state")

    def __init__(self, name: str, number: int, relation: str, part: str, kind: str = "worksheet") -> None:
        self.name = name
        self.number = number
        self.relation = relation
        self.part = part
        self.kind = kind
        self.state = ""
        self.mark = ""
        self.node: Node | None = None
        self.names: list[tuple[str, str]] = []  # the local names of a sheet to be written


class Workbook:
    """The parsed workbook part. Raises UnreadableBook where the file has none."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        office = [r.part for r in parts.relations("") if r.kind == "officeDocument"]
        if not office or office[0] not in parts:
            raise UnreadableBook(_NOT_EXCEL)
        self.part = office[0]
        if self.part.endswith(".bin"):
            raise UnreadableBook("The file is a binary workbook (.xlsb). Save it as .xlsx or .xlsm in Excel.")
        self.folder = self.part.rpartition("/")[0] + "/" if "/" in self.part else ""
        self.tree = parts.tree(self.part)
        root = self.tree.root
        if root.name != "workbook":
            raise UnreadableBook(_NOT_EXCEL)
        self.dialect = STRICT if root.space == STRICT.main else TRANSITIONAL
        self.relations = parts.relations(self.part)
        settings = root.find("workbookPr")
        self.date1904 = settings is not None and settings.attrs.get("date1904", "0") in ("1", "true")
        sheets = root.find("sheets")
        if sheets is None:
            raise UnreadableBook(_NOT_EXCEL)
        self._sheets = sheets
        self.tabs = [self._tab(node) for node in sheets.children]
        names = root.find("definedNames")
        self._names = names.children if names else []
        self.copies = self._read_marks()

    def _tab(self, node: Node) -> Tab:
        id_ = next((value for key, value in node.attrs.items() if key.endswith("/relationships id")), "")
        relation = next((r for r in self.relations if r.id == id_), None)
        if relation is None:
            raise UnreadableBook(
                f"The file is damaged: sheet {node.attrs.get('name', '')} leads nowhere. Open it in Excel, "
                "let Excel repair it, and save it."
            )
        number = node.number("sheetId")
        tab = Tab(node.attrs.get("name", ""), number, id_, relation.part, relation.kind)
        tab.state = node.attrs.get("state", "")
        tab.node = node
        return tab

    def _owner(self, name: Node) -> Tab | None:
        """The sheet that a name is local to."""
        place = name.number("localSheetId", len(self.tabs))
        return self.tabs[place] if place < len(self.tabs) else None

    def _read_marks(self) -> list[Tab]:
        """Set the marks of the sheets that are ours; the copies an officer made of them are returned."""
        claims: dict[str, tuple[Tab, str]] = {}
        for name in self._names:
            owner = self._owner(name)
            if owner is not None and name.attrs.get("name", "").lower() == MARK_NAME.lower():
                claims.setdefault(owner.name, (owner, name.words))
        marks = own_marks((name, words) for name, (_, words) in claims.items())
        copies = []
        for owner, words in claims.values():
            owner.mark = marks.get(owner.name, "")
            if not owner.mark and read_mark(words)[0]:
                copies.append(owner)
        return copies

    def related(self, kind: str) -> str:
        """The part of that kind that belongs to the workbook, or ""."""
        return next((r.part for r in self.relations if r.kind == kind and r.part in self._parts), "")

    def open_tab(self) -> Tab | None:
        """The tab that was open when the workbook was saved."""
        views = self.tree.root.find("bookViews")
        place = views.children[0].number("activeTab") if views and views.children else 0
        return self.tabs[place] if place < len(self.tabs) else None

    def write(self, tabs: list[Tab], active: Tab | None) -> None:
        """Write the part with these sheets in this order; a tab of which the mark is set and the node
        is None is a generated sheet, written anew."""
        tree = self.tree
        self._write_sheets(tabs)
        self._write_names(tabs)
        self._write_views(tabs, active)
        self._parts.put(self.part, tree.result())

    def _write_sheets(self, tabs: list[Tab]) -> None:
        tree, node = self.tree, self._sheets
        spelt, prefix = tree.prefixes.get(self.dialect.relations, ""), tree.prefix(node)
        declared = "" if spelt else f' xmlns:r="{self.dialect.relations}"'
        lines = []
        for tab in tabs:
            if tab.node is not None:
                lines.append(tree.raw(tab.node))
                continue
            state = f' state="{tab.state}"' if tab.state else ""
            line = f'<{prefix}sheet{declared} name="{attribute(tab.name)}" sheetId="{tab.number}"{state} '
            lines.append((line + f'{spelt or "r"}:id="{tab.relation}"/>').encode())
        if not node.children:
            tree.append(node, b"".join(lines).decode())
            return
        first, last = node.children[0], node.children[-1]
        gap = tree.data[first.end : node.children[1].start] if len(node.children) > 1 else b""
        tree.replace(first.start, last.end, gap.join(lines))

    def _write_names(self, tabs: list[Tab]) -> None:
        tree = self.tree
        places = {id(tab): str(place) for place, tab in enumerate(tabs)}
        by_number = {tab.number: tab for tab in tabs if tab.node is None}
        kept = 0
        dropped = []
        for name in self._names:
            owner = self._owner(name)
            if owner is None:
                kept += 1
                continue
            own = name.attrs.get("name", "").lower()
            copied = owner in self.copies and own == MARK_NAME.lower()
            now = owner if id(owner) in places else by_number.get(owner.number)
            if now is None or copied or (is_own_name(own) and now is not owner):
                dropped.append(name)
            else:
                tree.set_attribute(name, "localSheetId", places[id(now)])
                kept += 1
        new = [(tab, name, words) for tab in tabs if tab.node is None for name, words in tab.names]
        node = tree.root.find("definedNames")
        prefix = tree.prefix(tree.root)
        hidden = {MARK_NAME: ' hidden="1"'}
        lines = "".join(
            f'<{prefix}definedName name="{name}" localSheetId="{places[id(tab)]}"{hidden.get(name, "")}>'
            f"{cell_text(words)}</{prefix}definedName>"
            for tab, name, words in new
        )
        if node is None and lines:
            at = max(child.end for child in tree.root.children if child.name in _BEFORE_NAMES)
            new_node = f"<{prefix}definedNames>{lines}</{prefix}definedNames>"
            tree.replace(at, at, new_node.encode())
        elif node is not None and not kept and not lines:
            tree.remove(node)
        elif node is not None:
            for name in dropped:
                tree.remove(name)
            tree.append(node, lines)

    def _write_views(self, tabs: list[Tab], active: Tab | None) -> None:
        tree = self.tree
        now = {tab.number: place for place, tab in enumerate(tabs)}
        views = tree.root.find("bookViews")
        place = next((i for i, tab in enumerate(tabs) if tab is active), 0)
        if views is None:
            if place:
                prefix = tree.prefix(tree.root)
                line = f'<{prefix}bookViews><{prefix}workbookView activeTab="{place}"/></{prefix}bookViews>'
                tree.replace(self._sheets.start, self._sheets.start, line.encode())
            return
        for number, view in enumerate(views.all("workbookView")):
            self._move(view, "activeTab", now, place if number == 0 else None)
            first = view.number("firstSheet")
            moved = now.get(self.tabs[first].number, 0) if first < len(self.tabs) else 0
            self._move(view, "firstSheet", now, 0 if number == 0 and moved > place else None)

    def _move(self, view: Node, name: str, now: dict[int, int], wanted: int | None) -> None:
        was = view.number(name)
        if wanted is None:
            if name not in view.attrs:
                return
            wanted = now.get(self.tabs[was].number, 0) if was < len(self.tabs) else 0
        if wanted != was:
            self.tree.set_attribute(view, name, str(wanted) if wanted else None)

    def write_relations(self, tabs: list[Tab], gone: set[str], extra: list[tuple[str, str]]) -> None:
        """Write the workbook's relationships: new sheets, and ``extra`` ones (kind, part); those to parts
        that are ``gone`` (lower case) are dropped."""
        tree = self._parts.tree(relations_name(self.part))
        new = [tab for tab in tabs if tab.node is None]
        replaced = {tab.relation for tab in new}
        for relation in self._parts.relations_in(tree, self.part):
            if relation.id in replaced or relation.part.lower() in gone:
                tree.remove(relation.node)
        prefix = tree.prefix(tree.root)
        wanted = [(tab.relation, tab.kind, tab.part) for tab in new]
        wanted += [("kpiXl" + kind.capitalize(), kind, part) for kind, part in extra]
        for id_, kind, part in wanted:
            whole = f"{self.dialect.relations}/{kind}"
            target = attribute(part[len(self.folder) :])
            tree.append(tree.root, f'<{prefix}Relationship Id="{id_}" Type="{whole}" Target="{target}"/>')
        self._parts.put(relations_name(self.part), tree.result())


def without_cells(parts: Parts, part: str, sheets: set[int], cells: set[tuple[int, str]]) -> bytes | None:
    """The calculation chain without those sheets (by number) and those cells (number and address); None
    where nothing is left of it, or it is too long or damaged to be looked through: Excel makes it again."""
    try:
        tree = parts.tree(part)
    except UnreadableBook:
        return None
    sheet, left = 0, 0
    spoken = 0  # the sheet that a reader of the new chain would take the next cell to be on
    for node in tree.root.all("c"):
        sheet = node.number("i", sheet)
        if sheet in sheets or (sheet, node.attrs.get("r", "")) in cells:
            tree.remove(node)
            continue
        if sheet != spoken and "i" not in node.attrs:
            tree.set_attribute(node, "i", str(sheet))
        spoken = sheet
        left += 1
    return tree.result() if left else None


def choose_open(order: list[Tab], was: Tab | None, selected: list[Tab]) -> Tab | None:
    """The tab to open with. ``was`` was open before (None: it need not stay); ``selected`` are the
    officer's tabs that their own parts call selected. As those parts are not touched, one of them stays
    open: with another tab open the two would be a group, and what is typed in one would land in both."""
    if selected:
        return was if was in selected else selected[0]
    shown = [tab for tab in order if tab.state not in ("hidden", "veryHidden")]
    same = next((tab for tab in shown if was is not None and tab.number == was.number), None)
    if same is not None:
        return same
    return next((tab for tab in shown if tab.mark), shown[0] if shown else None)
