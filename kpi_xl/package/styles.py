"""The styles part: looks become style numbers, appended only where the workbook has no equal one yet."""

from collections.abc import Iterable

from kpi_xl.figures import shows_percent
from kpi_xl.package.xmltree import Node, Tree, attribute
from kpi_xl.plan import Look, Rule

_ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs",
    "tableStyles", "colors", "extLst",
)  # fmt: skip
_BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    49: "@",
}  # fmt: skip
_BUILT_IN_IDS = {code: number for number, code in _BUILT_IN.items()}
_FIRST_CUSTOM, _LAST_CUSTOM = 164, 65_535
_PERCENT_IDS = (9, 10)
_NO_DATE_IDS = frozenset((*range(14), *range(37, 45), 48, 49))
_OF_DATES = "dmyhs["

_DEFAULTS = {
    "locked": "1", "hidden": "0", "vertical": "bottom", "horizontal": "general", "wrapText": "0",
    "indent": "0", "xfId": "0", "quotePrefix": "0", "pivotButton": "0", "val": "1", "textRotation": "0",
    "shrinkToFit": "0", "justifyLastLine": "0", "readingOrder": "0",
}  # fmt: skip
_FONT_ORDER = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color", "name",
    "family", "charset", "scheme",
)  # fmt: skip
_SIDES = ("left", "right", "top", "bottom")

Form = tuple[str, tuple[tuple[str, str], ...], tuple["Form", ...]]
"""An element without its spelling: name, attributes that say something, children."""


def _in_order(children: Iterable[Form]) -> tuple[Form, ...]:
    """What a font consists of, in the schema's order, which not every program keeps."""
    return tuple(sorted(children, key=lambda child: (*_FONT_ORDER, child[0]).index(child[0])))


def _form(node: Node) -> Form:
    attrs = ((name, "1" if value == "true" else value) for name, value in node.attrs.items())
    kept = ((n, v) for n, v in attrs if _DEFAULTS.get(n) != v and not n.startswith("apply"))
    children = (_form(child) for child in node.children)
    inner = _in_order(children) if node.name == "font" else tuple(children)
    return node.name, tuple(sorted(kept)), inner


def _made(name: str, attrs: dict[str, str], *children: Form) -> Form:
    kept = ((n, v) for n, v in attrs.items() if _DEFAULTS.get(n) != v)
    return name, tuple(sorted(kept)), children


def _written(form: Form, prefix: str, extra: str = "") -> str:
    name, attrs, children = form
    words = "".join(f' {key}="{attribute(value)}"' for key, value in attrs) + extra
    inner = "".join(_written(child, prefix) for child in children)
    return f"<{prefix}{name}{words}>{inner}</{prefix}{name}>" if children else f"<{prefix}{name}{words}/>"


class _Table:
    """One list of the part (its fonts, say): what is there, and what has to be added."""

    def __init__(self, name: str, forms: list[Form]) -> None:
        self.name = name
        self.forms = forms
        self.added: list[str] = []
        self.places: dict[Form, int] = {}
        for place, form in enumerate(forms):
            self.places.setdefault(form, place)

    def place(self, form: Form, prefix: str, extra: str = "") -> int:
        """The number of an equal element, which is added where there is none."""
        place = self.places.get(form)
        if place is None:
            place = self.places[form] = len(self.forms)
            self.forms.append(form)
            self.added.append(_written(form, prefix, extra))
        return place


class Styles:
    """The styles of a workbook. ``result`` gives the part with what was asked for and not there."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        root = tree.root
        self._prefix = self._tree.prefix(root)
        self._nodes = {node.name: node for node in root.children}
        self._tables = {name: _Table(name, self._forms(name)) for name in _ORDER[1:4]}
        self._tables |= {name: _Table(name, self._forms(name)) for name in ("cellXfs", "dxfs")}
        self._xfs = [dict(node.attrs) for node in self._children("cellXfs")]
        self._format_ids = [node.number("numFmtId") for node in self._children("cellXfs")]
        self._formats = {
            node.number("numFmtId"): node.attrs.get("formatCode", "") for node in self._children("numFmts")
        }
        self._new_formats: list[str] = []
        self._looks: dict[Look, int] = {}
        fonts = self._tables["fonts"].forms
        self._font = fonts[0][2] if fonts else ()

    def _children(self, name: str) -> list[Node]:
        node = self._nodes.get(name)
        return node.children if node else []

    def _forms(self, name: str) -> list[Form]:
        return [_form(node) for node in self._children(name)]

    def format_of(self, style: int) -> str:
        """The number format of a style, as Excel writes it; "" where it is one of Excel's own beyond the
        common ones."""
        number = self._format_ids[style] if style < len(self._format_ids) else 0
        return self._formats.get(number, _BUILT_IN.get(number, ""))

    def percent_styles(self) -> list[int]:
        """The styles that show a number as a percentage."""
        shown = {n for n, code in self._formats.items() if shows_percent(code)}
        shown |= {n for n in _PERCENT_IDS if n not in self._formats}
        return [style for style, number in enumerate(self._format_ids) if number in shown]

    def date_styles(self) -> frozenset[int]:
        """The styles that may show a number as a date or a time: those of formats with any of its letters,
        and of Excel's own that are not known to be others."""
        known = {n: any(sign in code.lower() for sign in _OF_DATES) for n, code in self._formats.items()}
        return frozenset(
            style
            for style, number in enumerate(self._format_ids)
            if known.get(number, number not in _NO_DATE_IDS)
        )

    def _number_format(self, code: str) -> str:
        if code in _BUILT_IN_IDS:
            return str(_BUILT_IN_IDS[code])
        for number, known in self._formats.items():
            if known == code:
                return str(number)
        number = max((_FIRST_CUSTOM - 1, *self._formats)) + 1
        if number > _LAST_CUSTOM:
            number = next(free for free in range(_FIRST_CUSTOM, number) if free not in self._formats)
        self._formats[number] = code
        form = _made("numFmt", {"numFmtId": str(number), "formatCode": code})
        self._new_formats.append(_written(form, self._prefix))
        return str(number)

    def look(self, look: Look) -> int:
        """The style number of a look."""
        style = self._looks.get(look)
        if style is None:
            style = self._looks[look] = self._add_look(look)
        return style

    def _add_look(self, look: Look) -> int:
        alignment = {
            "horizontal": look.horizontal or "general",
            "vertical": look.vertical,
            "wrapText": "1" if look.wrap else "0",
            "indent": str(look.indent),
            "textRotation": str(look.rotation),
        }
        children = [_made("alignment", alignment)]
        if not look.locked:
            children.append(_made("protection", {"locked": "0"}))
        xf = {
            "numFmtId": self._number_format(look.number_format),
            "fontId": str(self._font_place(look)),
            "fillId": str(self._fill_place(look.fill)),
            "borderId": str(self._border_place(look.border)),
        }
        table = self._tables["cellXfs"]
        applied = ' xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"'
        applied += ' applyAlignment="1" applyProtection="1"'
        # An alignment that says nothing new may be written or not: both are the same style.
        form = _made("xf", xf, *(child for child in children if child[1]))
        return table.place(form, self._prefix, applied)

    def _font_place(self, look: Look) -> int:
        dropped = ("b", "i", "u", "strike", "sz") + (("color",) if look.colour else ())
        rest = [child for child in self._font if child[0] not in dropped]
        children = [_made("b", {})] if look.bold else []
        children += [_made("i", {})] if look.italic else []
        children.append(_made("sz", {"val": f"{look.size:g}"}))
        if look.colour:
            children.append(_made("color", {"rgb": "FF" + look.colour}))
        return self._tables["fonts"].place(_made("font", {}, *_in_order([*children, *rest])), self._prefix)

    def _fill_place(self, fill: str) -> int:
        if not fill:
            return 0
        colours = (_made("fgColor", {"rgb": "FF" + fill}), _made("bgColor", {"indexed": "64"}))
        form = _made("fill", {}, _made("patternFill", {"patternType": "solid"}, *colours))
        return self._tables["fills"].place(form, self._prefix)

    def _border_place(self, colour: str) -> int:
        if not colour:
            return 0
        line = _made("color", {"rgb": "FF" + colour})
        sides = [_made(side, {"style": "thin"}, line) for side in _SIDES]
        form = _made("border", {}, *sides, _made("diagonal", {}))
        return self._tables["borders"].place(form, self._prefix)

    def rule(self, rule: Rule) -> int:
        """The number of the difference that a rule makes to a cell."""
        font = [_made("b", {})] if rule.bold else []
        font += [_made("color", {"rgb": "FF" + rule.colour})] if rule.colour else []
        parts = [_made("font", {}, *font)] if font else []
        if rule.number_format:
            number = self._number_format(rule.number_format)
            parts.append(_made("numFmt", {"numFmtId": number, "formatCode": rule.number_format}))
        if rule.fill:
            background = _made("bgColor", {"rgb": "FF" + rule.fill})
            parts.append(_made("fill", {}, _made("patternFill", {}, background)))
        return self._tables["dxfs"].place(_made("dxf", {}, *parts), self._prefix)

    def with_format(self, style: int, code: str) -> int:
        """The style that is ``style`` with another number format."""
        if self.format_of(style) == code:
            return style
        return self._varied(style, "numFmtId", self._number_format(code), "applyNumberFormat")

    def quoted(self, style: int) -> int:
        """The style that is ``style`` with the mark of a text that is no formula, which Excel shows as an
        apostrophe before it: typing in the cell leaves it a text."""
        return self._varied(style, "quotePrefix", "1")

    def _varied(self, style: int, name: str, value: str, apply: str = "") -> int:
        """The style that is ``style`` with one attribute another."""
        table = self._tables["cellXfs"]
        kind, attrs, children = table.forms[style] if style < len(table.forms) else _made("xf", {})
        attrs = tuple(sorted({**dict(attrs), name: value}.items()))
        applied = "".join(
            f' {key}="{said}"'
            for key, said in (self._xfs[style] if style < len(self._xfs) else {}).items()
            if key.startswith("apply") and key != apply
        )
        applied += f' {apply}="1"' if apply else ""
        return table.place((kind, attrs, children), self._prefix, applied)

    def result(self) -> bytes:
        """The part, byte for byte as it was where nothing new was asked for."""
        added = {"numFmts": self._new_formats} | {name: t.added for name, t in self._tables.items()}
        for name, lines in added.items():
            if lines:
                self._append(name, lines)
        return self._tree.result()

    def _append(self, name: str, lines: list[str]) -> None:
        tree, node = self._tree, self._nodes.get(name)
        if node is not None:
            tree.append(node, "".join(lines))
            if "count" in node.attrs:
                tree.set_attribute(node, "count", str(len(node.children) + len(lines)))
            return
        before = _ORDER[: _ORDER.index(name)]
        at = max((n.end for key, n in self._nodes.items() if key in before), default=tree.root.inner)
        tag = self._prefix + name
        new = f'<{tag} count="{len(lines)}">{"".join(lines)}</{tag}>'
        tree.replace(at, at, new.encode())
