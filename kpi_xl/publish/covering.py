"""The words that a pack is sent with: a plain text and the same as a web page, to paste into an e-mail."""

from collections.abc import Iterator
from typing import NamedTuple

from kpi_xl.publish.changes import CHANGED, NOTHING_CHANGED, changed_ratings
from kpi_xl.publish.markup import Markup, element
from kpi_xl.restated import restated, shortened
from kpi_xl.scorecard import Scorecard
from kpi_xl.sheets.heading import withheld_line
from kpi_xl.sheets.overview import ORDER, RESTATED, count_ratings

_PAGE = "font-family:Calibri,Arial,sans-serif;font-size:11pt;line-height:1.4"


class _Passage(NamedTuple):
    """A paragraph, or a heading and what is listed under it."""

    text: str
    listed: tuple[str, ...] = ()


def subject(name: str, scorecard: Scorecard) -> str:
    """``Front Door scorecard, September 2020``."""
    return f"{name}, {scorecard.period.date():%B %Y}"


def covering_text(name: str, scorecard: Scorecard, file: str, pages: list[str]) -> bytes:
    """The e-mail of a pack as plain text, its subject on the first line. ``file`` is the pack and ``pages``
    the names of its sheets."""
    lines = [f"Subject: {subject(name, scorecard)}", ""]
    for text, listed in _passages(name, scorecard, file, pages):
        lines += [text, *(f"- {line}" for line in listed), ""]
    return "\r\n".join(lines).encode()


def covering_page(name: str, scorecard: Scorecard, file: str, pages: list[str]) -> bytes:
    """The same as a web page; it fetches nothing."""
    body = []
    for text, listed in _passages(name, scorecard, file, pages):
        if listed:
            body.append(element("h2", text, style="font-size:12pt;margin-bottom:0"))
            body.append(element("ul", [element("li", line) for line in listed]))
        else:
            body.append(element("p", text))
    title = subject(name, scorecard)
    head = element("head", [Markup('<meta charset="utf-8">'), element("title", title)])
    page = element("html", [head, element("body", body, style=_PAGE)], lang="en-GB")
    return f"<!DOCTYPE html>\n{page}\n".encode()


def _passages(name: str, scorecard: Scorecard, file: str, pages: list[str]) -> Iterator[_Passage]:
    yield _Passage(f"The {name[:1].lower() + name[1:] if name == 'Scorecard' else name} for "
                   f"{scorecard.period.date():%B %Y} is attached.")  # fmt: skip
    counts = count_ratings(scorecard)
    totals = {rag: sum(rated[rag] for rated in counts.values()) for rag in ORDER}
    number = sum(totals.values())
    said = ", ".join(f"{count} {rag.value}" for rag, count in totals.items())
    yield _Passage(f"{number} indicator{'' if number == 1 else 's'}: {said} (not rated).")
    changed = tuple(changed_ratings(scorecard))
    yield _Passage(CHANGED, changed) if changed else _Passage(NOTHING_CHANGED)
    if changes := restated(scorecard):
        yield _Passage(RESTATED, tuple(shortened(changes)))
    yield _Passage(f"In {file}", tuple(pages))
    if withheld := withheld_line(scorecard):
        yield _Passage(withheld)
