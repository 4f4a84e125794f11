"""A light tree over the bytes of an XML part, which knows where each element stands, so that a change
is a splice and every other byte stays as it was."""

import re
from xml.parsers import expat

from kpi_xl.model import UnreadableBook

_START_TAG = re.compile(rb"""<(?:"[^"]*"|'[^']*'|[^>"']++)*+>""")
_DECLARED = rb"""\A<\?xml[^>]*?\sencoding\s*=\s*["']([\w.-]+)["'][^>]*\?>"""
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

MOST_ELEMENTS = 200_000
"""Of a part that is read as a tree: the styles of the fullest workbook have fewer."""

MOST_LEVELS = 100
"""Of elements within elements; the styles have 8."""

_ESCAPES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}
_ATTRIBUTE_ESCAPES = {**_ESCAPES, ord('"'): "&quot;", 9: "&#9;", 10: "&#10;", 13: "&#13;"}
_CONTROL = r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]"
_UNWANTED = r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"


def attribute(value: str) -> str:
    """``value`` as it stands within the quotes of an attribute, without what XML cannot hold."""
    if not value.isprintable():
        value = re.sub(_UNWANTED, "", value)
    return value.translate(_ATTRIBUTE_ESCAPES)


def cell_text(value: str) -> str:
    """``value`` as the text of a cell, a note or a title: what XML cannot hold is written ``_x0007_``."""
    if "_x" in value or not value.isprintable():
        value = re.sub(_CONTROL, lambda m: f"_x{ord(m[0]):04X}_", value)
    return value.translate(_ESCAPES) if "&" in value or "<" in value or ">" in value else value


def document(body: str) -> bytes:
    """A whole XML part around its root element."""
    return (_DECLARATION + body).encode()


def utf8(data: bytes) -> bytes:
    """The part in UTF-8: as it is where it says so or says nothing, else rewritten."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    elif (found := re.match(_DECLARED, data)) and found[1].lower() not in (b"utf-8", b"us-ascii"):
        encoding = found[1].decode()
    else:
        return data
    try:
        words = data.decode(encoding)
    except (LookupError, UnicodeError) as error:
        raise UnreadableBook(
            f"A part of the workbook is written in {encoding}, which cannot be read. Save it again in Excel."
        ) from error
    return re.sub(r"\A<\?xml.*?\?>", _DECLARATION.rstrip(), words, count=1).encode()


def damaged(part: str, error: Exception | str) -> UnreadableBook:
    """What is said of a part that is no XML."""
    return UnreadableBook(
        f"The file is damaged: {part} cannot be read ({error}). Open it in Excel, let Excel repair it, and "
        "save it."
    )


class Node:
    """One element: its namespace and local name, its attributes (``uri name`` where prefixed), its
    children, its text before the first of them, and the byte offsets of its start tag, content, end tag
    and end."""

    __slots__ = ("attrs", "children", "close", "end", "inner", "name", "space", "start", "words")

    def __init__(self, name: str, attrs: dict[str, str], start: int, inner: int) -> None:
        self.space, _, self.name = name.rpartition(" ")
        self.attrs = attrs
        self.children: list[Node] = []
        self.words = ""
        self.start = start
        self.inner = inner
        self.close = self.end = inner

    def add_words(self, piece: str) -> None:
        """More of its text; what stands between its children is let go."""
        if not self.children:
            self.words += piece

    def number(self, name: str, default: int = 0) -> int:
        """A whole number from an attribute, cut to 18 digits; the default where it is missing or none."""
        value = self.attrs.get(name, "")
        return int(value[:18]) if value.isascii() and value.isdigit() else default

    def find(self, name: str) -> "Node | None":
        """The first child of that local name."""
        return next((child for child in self.children if child.name == name), None)

    def all(self, name: str) -> "list[Node]":
        """The children of that local name."""
        return [child for child in self.children if child.name == name]


class Tree:
    """A part's bytes, their elements, and the splices wanted."""

    def __init__(self, data: bytes, part: str) -> None:
        """Raises UnreadableBook where ``data`` is no XML, or has a document type (which may hide
        entities that grow without end)."""
        self.data = utf8(data)
        self.prefixes: dict[str, str] = {}
        self._part = part
        self._changes: list[tuple[int, int, bytes]] = []
        self._appended: dict[int, tuple[Node, list[bytes]]] = {}
        self.root = self._parse()

    def _parse(self) -> Node:
        data = self.data
        elements = 0
        top = Node("", {}, 0, 0)
        stack = [top]
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True

        def start(name: str, attrs: dict[str, str]) -> None:
            nonlocal elements
            elements += 1
            if elements > MOST_ELEMENTS or len(stack) > MOST_LEVELS:
                raise self._too_large(elements)
            at = parser.CurrentByteIndex
            tag = _START_TAG.match(data, at)
            node = Node(name, attrs, at, tag.end() if tag else at)
            stack[-1].children.append(node)
            stack.append(node)

        def end(_: str) -> None:
            node = stack.pop()
            if data[node.inner - 2 : node.inner] != b"/>":
                node.close = parser.CurrentByteIndex
                node.end = data.index(b">", node.close) + 1

        def words(piece: str) -> None:
            stack[-1].add_words(piece)

        def namespace(prefix: str | None, uri: str) -> None:
            if len(stack) == 1:
                self.prefixes.setdefault(uri, prefix or "")

        def doctype(*_: object) -> None:
            raise UnreadableBook(
                f"{self._part} has a document type, which no workbook has. Ask where the file comes from."
            )

        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = words
        parser.StartNamespaceDeclHandler = namespace
        parser.StartDoctypeDeclHandler = doctype
        try:
            parser.Parse(data, True)
        except (expat.ExpatError, ValueError) as error:
            raise damaged(self._part, error) from error
        return top.children[0]

    def _too_large(self, elements: int) -> UnreadableBook:
        if elements <= MOST_ELEMENTS:
            return damaged(self._part, f"its elements are more than {MOST_LEVELS} levels deep")
        return UnreadableBook(
            f"The workbook is too large: {self._part} has more than {MOST_ELEMENTS:,} elements. Move "
            "what is not of the scorecard to another workbook."
        )

    def prefix(self, node: Node) -> str:
        """``x:`` where the element is written ``<x:...>``, else ""."""
        name = re.match(rb"<([^\s/>]+)", self.data[node.start : node.start + 200])
        first, colon, _ = name[1].decode().partition(":") if name else ("", "", "")
        return first + colon if colon else ""

    def raw(self, node: Node) -> bytes:
        """The element's own bytes."""
        return self.data[node.start : node.end]

    def replace(self, start: int, end: int, new: bytes) -> None:
        """Put ``new`` in place of the bytes from ``start`` to ``end``."""
        self._changes.append((start, end, new))

    def remove(self, node: Node) -> None:
        self.replace(node.start, node.end, b"")

    def append(self, node: Node, new: str) -> None:
        """Add ``new`` after the last child of ``node``."""
        if not new:
            return
        self._appended.setdefault(node.start, (node, []))[1].append(new.encode())

    def set_attribute(self, node: Node, name: str, value: str | None) -> None:
        """Give an attribute without prefix a value; None takes it away."""
        if node.attrs.get(name) == value:
            return
        tag = self.data[node.start : node.inner]
        found = re.search(rb"""\s+""" + name.encode() + rb"""\s*=\s*("[^"]*"|'[^']*')""", tag)
        new = b"" if value is None else f' {name}="{attribute(value)}"'.encode()
        if found:
            self.replace(node.start + found.start(), node.start + found.end(), new)
        else:
            bare = re.match(rb"<[^\s/>]+", tag)
            at = node.start + (bare.end() if bare else 0)
            self.replace(at, at, new)

    def result(self) -> bytes:
        """The bytes with every splice made."""
        changes = list(self._changes)
        for node, pieces in self._appended.values():
            new = b"".join(pieces)
            if node.close == node.end:  # <fonts/> becomes <fonts>...</fonts>
                name = self.prefix(node) + node.name
                changes.append((node.end - 2, node.end, b">" + new + f"</{name}>".encode()))
            else:
                last = node.children[-1].end if node.children else node.inner
                changes.append((last, last, new))
        parts: list[bytes] = []
        at = 0
        for start, end, new in sorted(changes, key=lambda change: change[:2]):
            parts += (self.data[at:start], new)
            at = end
        return b"".join((*parts, self.data[at:]))
