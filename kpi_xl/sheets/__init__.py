"""Results to sheet plans: Overview, RAG summary, a sheet a service, Checks."""

from kpi_xl import columns
from kpi_xl.model import Finding, InCell
from kpi_xl.plan import Draft
from kpi_xl.scorecard import Scorecard
from kpi_xl.sheets import actions, checks, overview, summary
from kpi_xl.sheets.names import service_sheet_names
from kpi_xl.sheets.service import service_sheet

__all__ = ["generated_names", "scorecard_sheets"]


def generated_names(scorecard: Scorecard) -> list[str]:
    """The names of the generated sheets, in the order they stand."""
    services = service_sheet_names(scorecard.services())
    log = [columns.ACTION_LOG] if scorecard.actions else []
    return [columns.OVERVIEW, columns.SUMMARY, *services.values(), *log, columns.CHECKS]


def scorecard_sheets(
    scorecard: Scorecard, findings: list[Finding], in_cell: InCell = InCell.EXCEL
) -> list[Draft]:
    """Every generated sheet, in the order they stand, each to be planned when it is written; computed cells
    hold what ``in_cell`` says.

    Only the rows of the services' tables call functions; what other cells take from these is Excel's own.
    """
    live = in_cell is not InCell.VALUES
    services = scorecard.services()
    names = service_sheet_names(services)
    made = {
        service: service_sheet(scorecard, service, names[service], results, in_cell)
        for service, results in services.items()
    }
    drafts = [
        Draft(
            columns.OVERVIEW,
            overview.MARK,
            lambda: overview.overview_sheet(scorecard, names, len(findings), live),
        ),
        Draft(columns.SUMMARY, summary.MARK, lambda: summary.summary_sheet(scorecard, made, live)),
        *(Draft(service.name, service.mark, service.sheet) for service in made.values()),
    ]
    if scorecard.actions:
        drafts.append(Draft(columns.ACTION_LOG, actions.MARK, lambda: actions.actions_sheet(scorecard)))
    return [*drafts, Draft(columns.CHECKS, checks.MARK, lambda: checks.checks_sheet(scorecard, findings))]
