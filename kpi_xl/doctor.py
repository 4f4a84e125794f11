"""What is right and what is wrong with an installation and a workbook, each with what to do."""

import os
from typing import NamedTuple

from kpi_xl.computer import Computer
from kpi_xl.interpreter import SETTINGS, told
from kpi_xl.model import UnreadableBook
from kpi_xl.package import Package
from kpi_xl.package.users import user_of
from kpi_xl.sheets.template import MADE_BY
from kpi_xl.templates import template_path
from kpi_xl.version import VERSION

OLDEST_PYTHON = (3, 11)
LONGEST_PATH = 218
"""Characters of a file's whole name that Excel opens."""

_READERS = {"pandas": "published tables", "openpyxl": "published tables", "python-calamine": "workbooks"}
_MACROS = {
    1: ("Excel runs all macros without asking.", ""),
    2: ("Excel asks before it runs macros.", "Choose Enable Content when a workbook opens."),
    3: (
        "Excel runs signed macros only.",
        "Put your scorecards in a trusted location (File > Options > Trust Center > Trust Center Settings > "
        "Trusted Locations), or ask your IT for one.",
    ),
    4: (
        "Excel runs no macros.",
        "Choose File > Options > Trust Center > Trust Center Settings > Macro Settings > Disable with "
        "notification, or ask your IT. Until then, use kpi-xl refresh.",
    ),
}
"""What VBAWarnings in the registry means, and what to do. Source: Microsoft, "VBA Macro Notification
Settings"."""

_SCRIPTS = "Library/Application Scripts/com.microsoft.Excel"
"""Where Excel for Mac looks for scripts, in the user's home."""

_ASKS = 2
_SECURITY = r"Software\{}Microsoft\Office\16.0\Excel\Security"


class Found(NamedTuple):
    """One thing looked at: what was found, what to do about it ("" for nothing), and whether it is wrong."""

    what: str
    remedy: str = ""
    wrong: bool = False

    def __str__(self) -> str:
        sign = "WRONG" if self.wrong else "note " if self.remedy else "ok   "
        return f"{sign} {self.what} {self.remedy}".rstrip()


def examine(computer: Computer) -> list[Found]:
    """What is found of the installation."""
    return [
        _python(computer),
        Found(f"kpi_xl {VERSION} in {os.path.dirname(os.path.abspath(__file__))}."),
        _xlwings(computer),
        *(_package(computer, name, needed) for name, needed in _READERS.items()),
        _template(),
        _platform(computer),
        *([_macro_trust(computer)] if computer.platform == "win32" else []),
        *([_starter(computer)] if computer.platform == "darwin" else []),
        _libreoffice(computer),
    ]


def _python(computer: Computer) -> Found:
    version = ".".join(map(str, computer.python))
    what = f"Python {version} at {computer.executable}."
    if computer.python[:2] < OLDEST_PYTHON:
        oldest = ".".join(map(str, OLDEST_PYTHON))
        return Found(what, f"Install Python {oldest} or later, and kpi_xl in it.", wrong=True)
    return Found(what)


def _xlwings(computer: Computer) -> Found:
    has, wanted = computer.version("xlwings"), computer.pinned("xlwings")
    install = (
        f"Run: {computer.executable} -m pip install xlwings=={wanted}" if wanted else "Install kpi_xl anew."
    )
    if not has:
        return Found("xlwings is not installed: no button works.", install, wrong=True)
    if wanted and has != wanted:
        what = f"xlwings {has} is installed, and the template's macros are of {wanted}: no button works."
        return Found(what, install, wrong=True)
    return Found(f"xlwings {has}" + (", that of the template's macros." if wanted else "."))


def _package(computer: Computer, name: str, needed: str) -> Found:
    version = computer.version(name)
    if version:
        return Found(f"{name} {version}.")
    remedy = f"Run: {computer.executable} -m pip install {name}"
    return Found(f"{name} is not installed: kpi_xl cannot read {needed}.", remedy, wrong=True)


def _template() -> Found:
    path = template_path()
    try:
        whole = Package.open(path).has_template_vba
    except UnreadableBook:
        whole = False
    if whole:
        return Found(f"The template is whole: {path}.")
    return Found(f"The template {path} is missing or damaged.", "Install kpi_xl anew.", wrong=True)


def _platform(computer: Computer) -> Found:
    if computer.platform in SETTINGS:
        name = "Windows" if computer.platform == "win32" else "Mac"
        return Found(
            f"This is a {name} computer: the buttons work in Excel, and the commands on closed books."
        )
    return Found("No Excel runs here: no buttons, but every command works on closed workbooks.")


def _macro_trust(computer: Computer) -> Found:
    """What Excel does with macros: the organisation's policy comes before the user's own choice."""
    for policy in ("Policies\\", ""):
        setting = computer.registry(_SECURITY.format(policy)).get("vbawarnings")
        if setting in _MACROS:
            what, remedy = _MACROS[setting]
            said = f"{what[:-1]}, as your organisation has set." if policy else what
            return Found(said, remedy, wrong=setting not in (1, _ASKS))
    return Found(*_MACROS[_ASKS])


def _starter(computer: Computer) -> Found:
    """The script without which Excel for Mac starts no Python."""
    script = f"xlwings-{computer.version('xlwings')}.applescript"
    if os.path.isfile(os.path.join(computer.environment.get("HOME", ""), _SCRIPTS, script)):
        return Found("Excel may start Python.")
    remedy = f"Run: {os.path.join(os.path.dirname(computer.executable), 'xlwings')} runpython install"
    return Found("Excel may not start Python: no button works.", remedy, wrong=True)


def _libreoffice(computer: Computer) -> Found:
    place = computer.libreoffice()
    missing = "LibreOffice is not found: publish makes no PDFs. Nothing else needs it."
    return Found(f"LibreOffice: {place}." if place else missing)


def examine_book(path: str, computer: Computer) -> list[Found]:
    """What is found of a workbook, and of the place where it stands."""
    found = [*_place(os.path.abspath(path), computer)]
    user = user_of(path)
    if user is not None:
        what = f"{user.name} has it open in {user.program}."
        found.append(Found(what, "Close it there before you use a command on it.", wrong=True))
    try:
        package = Package.open(path)
        return [*found, *_macros(package, path), *_interpreter(package, computer)]
    except UnreadableBook as error:
        return [*found, Found(str(error), "Take an earlier version from the folder .kpi-xl.", wrong=True)]


def _place(path: str, computer: Computer) -> list[Found]:
    folder = os.path.dirname(path)
    found = []
    if len(path) > LONGEST_PATH:
        what = f"The workbook's whole name has {len(path)} characters, and Excel opens {LONGEST_PATH}."
        found.append(Found(what, "Move it to a folder nearer the top.", wrong=True))
    if not os.access(folder, os.W_OK):
        what = f"Nothing may be written to {folder}."
        found.append(Found(what, "Copy the workbook to a folder of your own.", wrong=True))
    if not os.access(path, os.W_OK):
        remedy = "Clear Read-only in its properties, or work on a copy."
        found.append(Found("The workbook may not be written to.", remedy, wrong=True))
    synced = [place for name, place in computer.environment.items() if name.lower().startswith("onedrive")]
    if any(place and path.lower().startswith(place.lower()) for place in synced):
        what = "The workbook is in a OneDrive folder."
        found.append(
            Found(what, "Close it everywhere before you use a command on it: two copies may come of it.")
        )
    if computer.from_internet(path):
        what = "Windows has marked the workbook as one from the internet: Excel blocks its macros."
        remedy = "Close it, right-click the file, choose Properties, tick Unblock and OK."
        found.append(Found(what, remedy, wrong=True))
    return found or [Found(f"{path} can be written to.")]


def _macros(package: Package, path: str) -> list[Found]:
    name = os.path.splitext(os.path.basename(path))[0]
    if not package.has_template_vba:
        what = "The workbook does not carry the template's macros: no buttons and no KPI_ functions."
        remedy = f'For these, run: kpi-xl new "{name} with buttons.xlsm", and copy your input sheets over.'
        return [Found(what, remedy)]
    version = told(package).get(MADE_BY.lower(), "")
    if version == VERSION:
        return [Found(f"The workbook carries the template's macros, of kpi_xl {version}.")]
    of = f"kpi_xl {version}" if version else "an unknown version"
    what = f"The workbook carries the template's macros, of {of}."
    remedy = f"This is {VERSION}. Where a button fails, make a new workbook and copy your input sheets over."
    return [Found(what, remedy)]


def _interpreter(package: Package, computer: Computer) -> list[Found]:
    """Whether the workbook's macros find this Python, where there is an Excel to run them."""
    setting = SETTINGS.get(computer.platform, "")
    if not package.has_template_vba or not setting:
        return []
    python = told(package).get(setting.lower(), "")
    remedy = (
        f"Right-click a sheet's tab, choose Unhide and xlwings.conf, and type {computer.executable} beside "
        f"{setting}."
    )
    if not python:
        return [
            Found(
                f"xlwings.conf names no {setting}: Excel takes the Python it meets first.", remedy, wrong=True
            )
        ]
    if not os.path.isfile(os.path.expandvars(python)):
        return [Found(f"The workbook's Python is not there: {python}.", remedy, wrong=True)]
    if computer.platform == "darwin" and " " in python:
        what = f"The name of the workbook's Python has a space: {python}. Excel for Mac cannot start it."
        return [Found(what, "Install kpi_xl in a folder without one, and type its Python there.", wrong=True)]
    if not os.path.samefile(os.path.expandvars(python), computer.executable):
        return [Found(f"The workbook's buttons run another Python: {python}.", remedy)]
    return [Found(f"The workbook's buttons run this Python: {python}.")]
