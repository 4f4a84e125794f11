"""Results to sheet plans: Overview, RAG summary, a sheet a service, Checks."""

from kpi_xl import columns
from kpi_xl.model import Finding, InCell
from kpi_xl.plan import Sheet
from kpi_xl.scorecard import Scorecard
from kpi_xl.sheets.actions import actions_sheet
from kpi_xl.sheets.checks import checks_sheet
from kpi_xl.sheets.names import service_sheet_names
from kpi_xl.sheets.overview import overview_sheet
from kpi_xl.sheets.service import service_sheet
from kpi_xl.sheets.summary import summary_sheet

__all__ = ["generated_names", "scorecard_sheets"]


def generated_names(scorecard: Scorecard) -> list[str]:
    """The names of the generated sheets, in the order they stand."""
    services = service_sheet_names(scorecard.services())
    log = [columns.ACTION_LOG] if scorecard.actions else []
    return [columns.OVERVIEW, columns.SUMMARY, *services.values(), *log, columns.CHECKS]


def scorecard_sheets(
    scorecard: Scorecard, findings: list[Finding], in_cell: InCell = InCell.EXCEL
) -> list[Sheet]:
    """Every generated sheet, in the order they stand; computed cells hold what ``in_cell`` says.

    Only the rows of the services' tables call functions; what other cells take from these is Excel's own.
    """
    live = in_cell is not InCell.VALUES
    services = scorecard.services()
    names = service_sheet_names(services)
    made = {
        service: service_sheet(scorecard, service, names[service], results, in_cell)
        for service, results in services.items()
    }
    return [
        overview_sheet(scorecard, names, len(findings), live),
        summary_sheet(scorecard, made, live),
        *(service.sheet for service in made.values()),
        *([actions_sheet(scorecard)] if scorecard.actions else []),
        checks_sheet(scorecard, findings),
    ]
