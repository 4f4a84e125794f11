"""A pack of one part of the scorecard: a new workbook made from its plans, and a web page."""

from kpi_xl.model import Month
from kpi_xl.package import Package
from kpi_xl.plan import Sheet
from kpi_xl.publish.audience import By, Part
from kpi_xl.publish.html import web_page
from kpi_xl.publish.pack_sheets import pack_sheets
from kpi_xl.scorecard import Scorecard, make_scorecard
from kpi_xl.sheets.heading import titled, withheld_line

WHOLE = "Performance scorecard"
"""What the whole is called in its titles."""


def pack_scorecard(part: Part, period: Month) -> Scorecard:
    """The scorecard of a part as its readers get it."""
    return make_scorecard(part.definitions, period)._replace(published=True)


def pack_name(part: Part) -> str:
    """What a pack is called: ``Front Door scorecard``."""
    name = part.name or part.definitions.settings.organisation
    return f"{name} scorecard" if name else "Scorecard"


def sheets_of(part: Part, scorecard: Scorecard, to_print: bool = False) -> list[Sheet]:
    """The sheets of a pack."""
    return pack_sheets(scorecard, part.name or WHOLE, part.by is By.WHOLE, _lines(scorecard), to_print)


def make_pack(part: Part, scorecard: Scorecard, version: int, to_print: bool = False) -> bytes:
    """The pack as a workbook: the same bytes for the same part, period and version. The one ``to_print`` has
    footers, which screen readers pass over and which the one to send out has not, and characters for its
    sparklines."""
    title = f"{pack_name(part)}, {scorecard.period.date():%B %Y}, version {version}"
    sheets = sheets_of(part, scorecard, to_print)
    if not to_print:
        sheets = [s._replace(page=s.page._replace(footer_left="", footer_right="")) for s in sheets]
    package = Package.blank(title, final=True)
    package.put(sheets)
    return package.to_bytes()


def make_page(part: Part, scorecard: Scorecard) -> bytes:
    """The pack as a web page."""
    title = titled(scorecard, part.name or WHOLE)
    return web_page(scorecard, title, part.by is By.WHOLE, _lines(scorecard)).encode()


def _lines(scorecard: Scorecard) -> tuple[str, ...]:
    """What readers are told of what is withheld."""
    said = withheld_line(scorecard)
    return (said,) if said else ()
