"""Elements of a web page; every text that goes into one is escaped here."""

from collections.abc import Iterable


def escaped(text: str) -> str:
    """Text as it stands within an element or an attribute in double quotes; without the control
    characters that no page may hold."""
    for char, reference in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#39;")):
        text = text.replace(char, reference)
    return "".join(char for char in text if char >= " " or char in "\n\t")


class Markup(str):
    """Text that is markup already, and not escaped again."""

    __slots__ = ()


Content = str | Iterable["Content"]
"""What an element holds: plain text, markup, or several of them."""


def markup(content: Content) -> Markup:
    """Content as markup: plain text is escaped."""
    if isinstance(content, Markup):
        return content
    if isinstance(content, str):
        return Markup(escaped(content))
    return Markup("".join(map(markup, content)))


def element(name: str, content: Content = "", **attributes: str) -> Markup:
    """``<name ...>content</name>``. In the names of attributes ``_`` stands for ``-``, and one at the end is
    left out (``class_``); an attribute that is "" is not written."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escaped(value)}"'
        for key, value in attributes.items()
        if value
    )
    return Markup(f"<{name}{written}>{markup(content)}</{name}>")
