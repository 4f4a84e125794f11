"""A scorecard as one web page that needs nothing else: read on a phone, by keyboard, by ear and in print."""

from collections.abc import Iterator, Sequence
from importlib import resources

from kpi_xl.messages import (
    RULES,
    SUMMARY,
    biggest_movers,
    message_lists,
    summaries,
)
from kpi_xl.model import Rag
from kpi_xl.publish.changes import CHANGED, changed_ratings
from kpi_xl.publish.display import displayed
from kpi_xl.publish.html_service import paragraphs, service_section
from kpi_xl.publish.markup import Content, Markup, element
from kpi_xl.publish.small_line import LINE_TOLD
from kpi_xl.publish.svg import drawing
from kpi_xl.publish.tables import Cell, TableRow, table
from kpi_xl.restated import restated, shortened
from kpi_xl.scorecard import Scorecard
from kpi_xl.sheets import style
from kpi_xl.sheets.actions import HEAD, HEADERS, actions_sheet
from kpi_xl.sheets.names import service_sheet_names
from kpi_xl.sheets.overview import MOVERS, ORDER, RESTATED, count_ratings, overview_sheet, standfirst
from kpi_xl.sheets.service import how_to_read

STYLE_SHEET = "page.css"


def web_page(scorecard: Scorecard, title: str, whole: bool = True, notes: Sequence[str] = ()) -> str:
    """The page of the whole scorecard or of a part of it, under a title. ``notes`` are sentences on what it
    holds, such as what stands in the place of a small number."""
    services = scorecard.services()
    names = {service: f"service-{at}" for at, service in enumerate(services, 1)}
    links = [("overview", "Overview"), *((name, service) for service, name in names.items())]
    if scorecard.actions:
        links.append(("actions", "Actions"))
    links.append(("reading", "How to read this page"))
    body = [
        element("a", "Skip to the overview", href="#overview", class_="skip"),
        element(
            "header", [element("h1", title), element("p", standfirst(scorecard, count_ratings(scorecard)))]
        ),
        element("nav", _contents(links), aria_label="Contents", id="contents", tabindex="-1"),
        element(
            "main",
            [
                _overview(scorecard, names, whole),
                *(service_section(scorecard, s, results, names[s]) for s, results in services.items()),
                *_actions(scorecard),
                _reading(scorecard, notes),
            ],
        ),
    ]
    head = [
        Markup('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
        element("title", f"{title}, {scorecard.period.date():%B %Y}"),
        Markup(f"<style>{_style()}</style>"),
    ]
    return "<!DOCTYPE html>\n" + element("html", [element("head", head), element("body", body)], lang="en-GB")


def _contents(links: list[tuple[str, str]]) -> Markup:
    return element("ul", [element("li", element("a", text, href=f"#{name}")) for name, text in links])


def _style() -> str:
    """The style sheet, with the colours of the workbook's own pages."""
    tints = {**style.TINT, Rag.GREY: style.RATING[Rag.GREY]}
    colours = {
        "navy": style.NAVY,
        "pale": style.PALE,
        "line": style.LINE,
        "ink": style.INK,
        "quiet": style.QUIET,
    }
    for rag, (text, fill) in tints.items():
        colours |= {f"{rag.value.lower()}-text": text, f"{rag.value.lower()}-fill": fill}
    rules = resources.files("kpi_xl.publish").joinpath(STYLE_SHEET).read_text(encoding="utf-8")
    return ":root{" + "".join(f"--{k}:#{v};" for k, v in colours.items()) + "}\n" + rules


def _overview(scorecard: Scorecard, names: dict[str, str], whole: bool) -> Markup:
    parts: list[Content] = [element("h2", "Overview", id="overview", tabindex="-1")]
    written = summaries(scorecard) if whole else []
    if written:
        parts += [element("h3", SUMMARY), *(paragraphs(comment.text) for comment in written)]
    parts += [element("h3", "Ratings by service"), _counts(scorecard, names)]
    if len(names) > 1:
        parts.append(_strip(scorecard))
    for name, lines in message_lists(scorecard).items() if whole else ():
        parts += [
            element("h3", name),
            element("p", RULES[name], class_="rule"),
            _list([line.text for line in lines]),
        ]
    parts += [element("h3", CHANGED), _list(changed_ratings(scorecard))]
    if changes := restated(scorecard):
        parts += [element("h3", RESTATED), _list(shortened(changes))]
    parts += [element("h3", MOVERS), _list([line.text for line in biggest_movers(scorecard)])]
    return element("section", parts, aria_labelledby="overview")


def _list(lines: list[str]) -> Markup:
    if not lines:
        return element("p", "None.")
    return element("ul", [element("li", line) for line in lines])


def _counts(scorecard: Scorecard, names: dict[str, str]) -> Markup:
    counts = count_ratings(scorecard)

    def row(header: Content, rated: dict[Rag, int]) -> TableRow:
        cells = [Cell(str(rated[rag]), rag if rated[rag] else None) for rag in ORDER]
        return TableRow(header, [*cells, Cell(str(sum(rated.values())))])

    rows = [row(element("a", service, href=f"#{names[service]}"), rated) for service, rated in counts.items()]
    if len(counts) > 1:
        every = {rag: sum(rated[rag] for rated in counts.values()) for rag in ORDER}
        rows.append(row("All services", every))
    heads = ["Service", *(rag.value for rag in ORDER), "Indicators"]
    caption = f"How many indicators have each rating, {scorecard.period.date():%B %Y}. Grey: not rated."
    return table("ratings", caption, heads, rows)


def _strip(scorecard: Scorecard) -> Markup:
    """The same as bars, as the Overview sheet has them."""
    names = service_sheet_names(scorecard.services())
    charts = overview_sheet(scorecard, names, findings=0, live=False).charts
    caption = element("figcaption", "The same as bars. The table above has the figures.")
    return element("figure", [caption, drawing(charts[0], "strip")], class_="wide")


def _actions(scorecard: Scorecard) -> Iterator[Markup]:
    if not scorecard.actions:
        return
    rows = []
    for row in actions_sheet(scorecard).rows[HEAD + 1 :]:
        texts = [
            displayed(v, look.number_format if look else "General")
            for v, look in zip(row.values, row.looks, strict=True)
        ]
        rows.append(TableRow(texts[0] or "–", [Cell(text or "–") for text in texts[1:]]))
    made = table("actions-log", "Actions, and where each stands", HEADERS, rows, "cards")
    yield element(
        "section", [element("h2", "Actions", id="actions", tabindex="-1"), made], aria_labelledby="actions"
    )


def _reading(scorecard: Scorecard, notes: Sequence[str]) -> Markup:
    sentences = [how_to_read(scorecard), LINE_TOLD, *notes]
    said = [element("p", sentence) for sentence in sentences]
    return element(
        "section",
        [element("h2", "How to read this page", id="reading", tabindex="-1"), *said],
        aria_labelledby="reading",
    )
