"""A pack: a new workbook of one part of the scorecard, made from its plans, with values for formulas."""

from kpi_xl.model import InCell, Month
from kpi_xl.package import Package
from kpi_xl.plan import Sheet
from kpi_xl.publish.audience import By, Part
from kpi_xl.scorecard import Scorecard, make_scorecard
from kpi_xl.sheets import scorecard_sheets
from kpi_xl.sheets.front import front_sheet
from kpi_xl.sheets.names import service_sheet_names
from kpi_xl.sheets.service import service_sheet


def pack_scorecard(part: Part, period: Month) -> Scorecard:
    """The scorecard of a part as its readers get it."""
    return make_scorecard(part.definitions, period)._replace(published=True)


def pack_name(part: Part) -> str:
    """What a pack is called: ``Front Door scorecard``."""
    name = part.name or part.definitions.settings.organisation
    return f"{name} scorecard" if name else "Scorecard"


def pack_sheets(part: Part, scorecard: Scorecard) -> list[Sheet]:
    """The pages of a pack. They have no mark: a pack is not a workbook to refresh."""
    if part.by is By.WHOLE:
        sheets = scorecard_sheets(scorecard, [], InCell.VALUES)
    else:
        services = scorecard.services()
        names = service_sheet_names(services)
        sheets = [front_sheet(scorecard, part.name, names)]
        sheets += [
            service_sheet(scorecard, service, names[service], results, InCell.VALUES).sheet
            for service, results in services.items()
        ]
    return [sheet._replace(mark="") for sheet in sheets]


def make_pack(part: Part, scorecard: Scorecard, version: int) -> bytes:
    """The pack as a file: the same bytes for the same part, period and version."""
    title = f"{pack_name(part)}, {scorecard.period.date():%B %Y}, version {version}"
    package = Package.blank(title, final=True)
    package.put(pack_sheets(part, scorecard))
    return package.to_bytes()
