"""What an officer is told of a publication, and no reader: what was withheld, why, and texts to look at."""

import csv
import io
import re
from collections.abc import Iterator

from kpi_xl.figures import shown
from kpi_xl.indicator import Definitions, Indicator
from kpi_xl.model import Finding, Measure, Month, Unit
from kpi_xl.outturns import outturns
from kpi_xl.publish.disclosure import Withheld
from kpi_xl.results import harmless

TEXT = "Text to look at"
COLUMNS = ("Indicator Number", "Area", "Month", "What", "Why")

_WORDS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


def report_name(period: Month) -> str:
    """``Disclosure report Sep-20.csv``."""
    return f"Disclosure report {period}.csv"


def report(withheld: list[Withheld], texts: list[Finding]) -> bytes:
    """The report as CSV for Excel: a line a figure withheld, without the figure, and a line a text."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for figure in withheld:
        what = "withheld" if figure.small else "withheld to protect another"
        writer.writerow(map(harmless, (figure.number, figure.area, str(figure.month), what, figure.why)))
    for text in texts:
        writer.writerow(map(harmless, (text.number, "", "", text.kind, text.text)))
    return lines.getvalue().encode("utf-8-sig")


def texts_to_look_at(definitions: Definitions, withheld: list[Withheld], period: Month) -> list[Finding]:
    """The texts of the period, and notes on figures that go out, that hold a figure which is withheld, in
    digits or in words; that of the month itself, or of the month before, which texts compare with.

    Whether a number in a text is that figure no program can tell: the author has to.
    """
    indicators = {indicator.number: indicator for indicator in definitions.indicators}
    said: dict[str, list[str]] = {}
    for figure in withheld:
        if figure.month in (period, period.minus(1)):
            for literal in _literals(definitions, indicators[figure.number], figure):
                told = " ".join(filter(None, (figure.number, figure.area, f"({figure.month})")))
                said.setdefault(literal, []).append(told)
    out = {(figure.number, figure.area, figure.month) for figure in withheld}
    found = []
    for place, text in (*_texts(definitions, period), *_notes(definitions, period, out)):
        for literal, numbers in said.items():
            if re.search(rf"(?<![\w.,]){re.escape(literal)}(?![\w%]|[.,]\d)", text, re.IGNORECASE):
                of = ", ".join(dict.fromkeys(numbers))
                found.append(Finding(place, TEXT, f'it says "{literal}", which is withheld for {of}.'))
    return found


def _notes(
    definitions: Definitions, period: Month, out: set[tuple[str, str, Month]]
) -> Iterator[tuple[str, str]]:
    """The notes on figures of the period, and of the month before, that are not withheld themselves."""
    for number, areas in definitions.series.items():
        for area, rows in areas.items():
            for month in (period.minus(1), period):
                notes = [series.notes.get(month - definitions.start, "") for series in rows.values()]
                if (number, area, month) not in out:
                    yield from (
                        (f"Note on {number} {area}".rstrip() + f", {month}", note)
                        for note in dict.fromkeys(notes)
                    )


def _texts(definitions: Definitions, period: Month) -> Iterator[tuple[str, str]]:
    for comment in definitions.comments:
        if comment.period in (None, period):
            yield f"Commentary row {comment.row + 1}", comment.text
    for action in definitions.actions:
        yield f"Action {action.ref}".rstrip(), action.text


def _literals(definitions: Definitions, indicator: Indicator, figure: Withheld) -> Iterator[str]:
    """How a withheld figure may be written: its value as shown, its counts in digits and in words."""
    parts, at = definitions.series[indicator.number][figure.area], figure.month - definitions.start
    value = outturns(parts, indicator).figures[at]
    if value is not None:
        yield shown(value, indicator.unit, indicator.decimals)
    for measure in (Measure.NUMERATOR, Measure.DENOMINATOR, Measure.VALUE):
        count = parts[measure].figures[at] if measure in parts else None
        if count is None or (measure is Measure.VALUE and indicator.unit is not Unit.NUMBER):
            continue
        yield shown(count, Unit.NUMBER, 0)
        if count in range(1, len(_WORDS)):
            yield _WORDS[int(count)]
