"""The parts of a workbook by name, with their relationships and content types."""

import re
from typing import NamedTuple

from kpi_xl.model import UnreadableBook
from kpi_xl.package.dialect import CONTENT_TYPES, PACKAGE_RELATIONS, TYPE_OF
from kpi_xl.package.limits import shared
from kpi_xl.package.xmltree import Node, Tree, attribute, document
from kpi_xl.package.zipped import Entry, write_zip

TYPES_PART = "[Content_Types].xml"


class Relation(NamedTuple):
    """One relationship: its id, its kind (``worksheet``), the part it leads to ("" outside the file)."""

    id: str
    kind: str
    part: str
    node: Node


class NewPart(NamedTuple):
    """A part to be written, packed already: all the sheets of a large workbook would not fit unpacked."""

    entry: Entry
    kind: str

    @property
    def name(self) -> str:
        return self.entry.name


def new_part(name: str, data: bytes, kind: str = "") -> NewPart:
    """A part with its content; ``kind`` is a key of ``TYPE_OF``, "" where the extension's default serves."""
    return NewPart(Entry(name, data), kind)


def relations_name(part: str) -> str:
    """``xl/_rels/workbook.xml.rels`` for ``xl/workbook.xml``; ``_rels/.rels`` for ""."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def resolve(part: str, target: str) -> str:
    """The part that ``target`` means within ``part``."""
    target = re.sub(r"%([2-7][0-9A-Fa-f])", lambda m: chr(int(m[1], 16)), target.partition("#")[0])
    steps = [] if target.startswith("/") else part.split("/")[:-1]
    for step in target.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)


class Parts:
    """The parts, in the order of the zip. Names are found whatever their capitals."""

    def __init__(self, entries: list[Entry]) -> None:
        self._entries = {entry.name.lower(): entry for entry in entries}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def names(self) -> list[str]:
        return [entry.name for entry in self._entries.values()]

    def entry(self, name: str) -> Entry:
        """Raises UnreadableBook where there is no such part."""
        try:
            return self._entries[name.lower()]
        except KeyError:
            raise UnreadableBook(
                f"The file is damaged: {name or 'a part'} is missing. "
                "Open it in Excel, let Excel repair it, and save it."
            ) from None

    def data(self, name: str) -> bytes:
        return self.entry(name).data()

    def tree(self, name: str) -> Tree:
        return Tree(shared(self.entry(name)), name)

    def put(self, name: str, data: bytes) -> None:
        """Write a part: in its place where it exists, else last. An equal part stays as it is."""
        self.put_entry(Entry(name, data))

    def put_entry(self, entry: Entry) -> None:
        """Write a part that is packed already."""
        old = self._entries.setdefault(entry.name.lower(), entry)
        if old is not entry:
            old.take(entry)

    def remove(self, name: str) -> None:
        self._entries.pop(name.lower(), None)

    def to_bytes(self) -> bytes:
        return write_zip(self._entries.values())

    def relations(self, part: str) -> list[Relation]:
        """What a part (or, for "", the whole file) leads to."""
        name = relations_name(part)
        return self.relations_in(self.tree(name), part) if name in self else []

    @staticmethod
    def relations_in(tree: Tree, part: str) -> list[Relation]:
        """The relationships of ``part``, read from their parsed tree. Raises UnreadableBook where one list
        stands within another: what is added after it other programs would not find."""
        if tree.root.find("Relationships"):
            raise UnreadableBook(
                f"The file is damaged: {relations_name(part)} holds a list within its list. "
                "Open it in Excel, let Excel repair it, and save it."
            )
        return [
            Relation(
                node.attrs.get("Id", ""),
                node.attrs.get("Type", "").rpartition("/")[2],
                ""
                if node.attrs.get("TargetMode") == "External"
                else resolve(part, node.attrs.get("Target", "")),
                node,
            )
            for node in tree.root.all("Relationship")
        ]

    def reached(self, start: list[str], without: frozenset[str] = frozenset()) -> set[str]:
        """The parts (lower case) that can be reached from ``start``, not passing ``without``."""
        seen: set[str] = set()
        todo = list(start)
        while todo:
            part = todo.pop()
            if part.lower() in seen or part.lower() in without:
                continue
            seen.add(part.lower())
            todo += [relation.part for relation in self.relations(part) if relation.part in self]
        return seen

    def set_types(self, new: list[tuple[str, str]]) -> None:
        """Bring the list of content types into line with the parts there are; ``new`` are names and kinds."""
        tree = self.tree(TYPES_PART)
        prefix = tree.prefix(tree.root)
        wanted = {f"/{name}".lower(): (name, kind) for name, kind in new if kind}
        defaults = {node.attrs.get("Extension", "").lower() for node in tree.root.all("Default")}
        for node in tree.root.all("Override"):
            name = node.attrs.get("PartName", "")
            if name.lower() in wanted or name[1:] not in self:
                tree.remove(node)
        for extension in ("rels", "vml"):
            if extension not in defaults and any(name.endswith("." + extension) for name, _ in new):
                first = tree.root.children[0].start if tree.root.children else tree.root.inner
                line = f'<{prefix}Default Extension="{extension}" ContentType="{TYPE_OF[extension]}"/>'
                tree.replace(first, first, line.encode())
        for name, kind in wanted.values():
            path = attribute("/" + name)
            tree.append(tree.root, f'<{prefix}Override PartName="{path}" ContentType="{TYPE_OF[kind]}"/>')
        self.put(TYPES_PART, tree.result())


def relations_part(part: str, relations: list[tuple[str, str, str]]) -> NewPart:
    """The relationships of a new part, each an id, a whole type and a target relative to the part."""
    lines = "".join(
        f'<Relationship Id="{id_}" Type="{kind}" Target="{attribute(target)}"/>'
        for id_, kind, target in relations
    )
    body = f'<Relationships xmlns="{PACKAGE_RELATIONS}">{lines}</Relationships>'
    return new_part(relations_name(part), document(body))


def content_types(defaults: dict[str, str], overrides: dict[str, str]) -> bytes:
    """A new list of content types: by extension, and by part."""
    lines = "".join(
        f'<Default Extension="{extension}" ContentType="{kind}"/>' for extension, kind in defaults.items()
    ) + "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in overrides.items())
    return document(f'<Types xmlns="{CONTENT_TYPES}">{lines}</Types>')
