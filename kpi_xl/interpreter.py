"""Which Python a workbook's macros run, as its sheet xlwings.conf tells xlwings."""

from kpi_xl.columns import CONFIGURATION, plain, sheet_named
from kpi_xl.package import Package
from kpi_xl.plan import Edit
from kpi_xl.sheets.template import INTERPRETER_MAC, INTERPRETER_WINDOWS

SETTINGS = {"win32": INTERPRETER_WINDOWS, "darwin": INTERPRETER_MAC}
"""The setting that counts, by platform as ``sys.platform`` names it; elsewhere there are no macros."""


def told(package: Package) -> dict[str, str]:
    """The settings of xlwings.conf by name, in small letters; none where there is no such sheet."""
    name = sheet_named(package.sheet_names, CONFIGURATION)
    rows = package.rows(name) if name else []
    return {plain(row[0]): str(row[1] or "").strip() for row in rows if len(row) > 1 and row[0]}


def set_up(package: Package, platform: str, executable: str) -> None:
    """Has the macros run this Python. Nothing is written where the platform has no Excel with macros."""
    name = sheet_named(package.sheet_names, CONFIGURATION)
    if platform not in SETTINGS or name is None:
        return
    for row, cells in enumerate(package.rows(name)):
        if plain(cells[0]) == plain(SETTINGS[platform]):
            package.edit(name, [Edit(row, 1, executable)])
