"""What every page begins and ends with: its title and subtitle, and its footer."""

from kpi_xl.indicator import WITHHELD
from kpi_xl.plan import Row
from kpi_xl.scorecard import Scorecard
from kpi_xl.sheets import style

FOOTER_LENGTH = 100
"""Characters of a footer's title: Excel allows 255 in all, and each ampersand takes two."""

PAGE_NUMBER = "Page &P of &N"
"""The footer's right, in Excel's codes."""


def titled(scorecard: Scorecard, page: str) -> str:
    """A page's title: the organisation's name, where there is one, and what the page is."""
    organisation = scorecard.settings.organisation
    return f"{organisation}: {page}" if organisation else page


def heading(title: str, subtitle: str) -> list[Row]:
    """The rows above a page's table."""
    return [
        Row((title,), (style.HEADLINE,), 26.0),
        Row((subtitle,), (style.SUBTITLE,), 16.0),
        Row((), (), 6.0),
    ]


def withheld_line(scorecard: Scorecard) -> str:
    """What the letter means that stands for withheld figures; "" where none is."""
    parts = (series for result in scorecard.results for series in result.parts.values())
    if not any(series.withheld for series in parts):
        return ""
    below = scorecard.settings.small_numbers
    return (
        f"{WITHHELD}: withheld to protect confidentiality. The figure rests on a number below {below}, or "
        "would give one away. It is not rated, and the year to date, averages and changes made of it are "
        "withheld too."
    )


def footer(scorecard: Scorecard, page: str) -> str:
    """The footer's left: organisation, page and period, in Excel's codes (``&&`` is an ampersand)."""
    title = " - ".join(part for part in (scorecard.settings.organisation, page) if part)[:FOOTER_LENGTH]
    return f"{title.replace('&', '&&')} - {scorecard.period}"
