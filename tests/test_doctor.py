"""The doctor: what is wrong is found, with what to do."""

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from kpi_xl.api import from_template
from kpi_xl.computer import Computer, Values
from kpi_xl.doctor import LONGEST_PATH, Found, examine, examine_book
from kpi_xl.interpreter import set_up
from kpi_xl.package import Package
from kpi_xl.plan import Edit
from tests.books import sheets, with_openpyxl

POLICY = r"Software\Policies\Microsoft\Office\16.0\Excel\Security"
CHOICE = r"Software\Microsoft\Office\16.0\Excel\Security"


class Another(Computer):
    """This computer, but for what a test says of it."""

    def __init__(
        self,
        platform: str = sys.platform,
        python: tuple[int, int, int] = (3, 12, 1),
        versions: Mapping[str, str] | None = None,
        registry: Mapping[str, Values] | None = None,
        environment: Mapping[str, str] | None = None,
        marked: bool = False,
    ) -> None:
        self.platform, self.python, self.environment = platform, python, environment or {}
        self._versions, self._registry, self._marked = versions or {}, registry or {}, marked

    def version(self, package: str) -> str:
        return self._versions.get(package, super().version(package))

    def pinned(self, package: str) -> str:
        return {"xlwings": "0.37.8"}[package]

    def registry(self, key: str) -> Values:
        return self._registry.get(key, {})

    def from_internet(self, path: str) -> bool:
        return self._marked and path.endswith(".xlsm")


def wrong(found: list[Found]) -> list[str]:
    return [f"{line.what} {line.remedy}" for line in found if line.wrong]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A copy of the template that is set up for Windows and for this Python."""
    package = from_template()
    set_up(package, "win32", sys.executable)
    package.save(tmp_path / "book.xlsm")
    return tmp_path / "book.xlsm"


def test_a_sound_installation_has_nothing_to_put_right() -> None:
    assert wrong(examine(Computer())) == []


def test_on_a_mac_the_script_is_missed_that_starts_python(tmp_path: Path) -> None:
    mac = Another("darwin", versions={"xlwings": "0.37.8"}, environment={"HOME": str(tmp_path)})
    (line,) = wrong(examine(mac))
    assert line.startswith("Excel may not start Python: no button works. Run: ")
    assert line.endswith("xlwings runpython install")
    scripts = tmp_path / "Library" / "Application Scripts" / "com.microsoft.Excel"
    scripts.mkdir(parents=True)
    (scripts / "xlwings-0.37.8.applescript").touch()
    assert wrong(examine(mac)) == []


def test_on_a_mac_python_may_not_stand_in_a_folder_with_a_space_in_its_name(tmp_path: Path) -> None:
    python = tmp_path / "My Python" / "python"
    python.parent.mkdir()
    python.touch()
    package = from_template()
    set_up(package, "darwin", str(python))
    package.save(tmp_path / "book.xlsm")
    (line,) = wrong(examine_book(str(tmp_path / "book.xlsm"), Another("darwin")))
    assert "has a space" in line
    assert "in a folder without one" in line


def test_whatever_is_wrong_comes_with_what_to_do() -> None:
    broken = Another("win32", (3, 9, 0), {"xlwings": "0.30.0", "pandas": ""}, {CHOICE: {"vbawarnings": 4}})
    found = examine(broken)
    assert [line.split(".")[0] for line in wrong(found)] == [
        "Python 3",
        "xlwings 0",
        "pandas is not installed: kpi_xl cannot read published tables",
        "Excel runs no macros",
    ]
    assert all(line.remedy for line in found if line.wrong)


def test_another_xlwings_than_that_of_the_macros_is_named_with_the_command_that_mends_it() -> None:
    (line,) = wrong(examine(Another(versions={"xlwings": "0.30.0"})))
    assert line.endswith(f"Run: {sys.executable} -m pip install xlwings==0.37.8")


@pytest.mark.parametrize(
    ("registry", "said", "is_wrong"),
    [
        ({}, "Excel asks before it runs macros.", False),
        ({CHOICE: {"vbawarnings": 1}}, "Excel runs all macros without asking.", False),
        ({CHOICE: {"vbawarnings": 3}}, "Excel runs signed macros only.", True),
        (
            {POLICY: {"vbawarnings": 4}, CHOICE: {"vbawarnings": 1}},
            "Excel runs no macros, as your organisation has set.",
            True,
        ),
    ],
)
def test_what_excel_does_with_macros_is_read_from_policy_then_choice(
    registry: dict[str, Values], said: str, is_wrong: bool
) -> None:
    line = next(
        line for line in examine(Another("win32", registry=registry)) if line.what.startswith("Excel")
    )
    assert (line.what, line.wrong) == (said, is_wrong)


def test_no_macros_are_asked_about_where_no_excel_runs() -> None:
    assert not [line for line in examine(Another("linux")) if line.what.startswith("Excel")]


def test_a_book_set_up_here_has_nothing_to_put_right(book: Path) -> None:
    found = examine_book(str(book), Another("win32"))
    assert wrong(found) == []
    assert f"The workbook's buttons run this Python: {sys.executable}." in [line.what for line in found]


@pytest.mark.parametrize(
    ("python", "said", "is_wrong"),
    [
        (None, "xlwings.conf names no Interpreter_Win: Excel takes the Python it meets first.", True),
        ("/nowhere/python.exe", "The workbook's Python is not there: /nowhere/python.exe.", True),
        (__file__, f"The workbook's buttons run another Python: {__file__}.", False),
    ],
)
def test_a_book_that_runs_another_python_says_which(
    book: Path, python: str | None, said: str, is_wrong: bool
) -> None:
    package = Package.open(book)
    names = [row[0] for row in package.rows("xlwings.conf")]
    package.edit("xlwings.conf", [Edit(names.index("Interpreter_Win"), 1, python)])
    package.save(book)
    line = examine_book(str(book), Another("win32"))[-1]
    assert (line.what, line.wrong) == (said, is_wrong)
    assert f"type {sys.executable} beside Interpreter_Win" in line.remedy


def test_the_template_that_a_book_was_made_from_is_told(book: Path) -> None:
    package = Package.open(book)
    names = [row[0] for row in package.rows("xlwings.conf")]
    package.edit("xlwings.conf", [Edit(names.index("KPI_XL VERSION"), 1, "0.0.9")])
    package.save(book)
    lines = [line.what for line in examine_book(str(book), Another("linux"))]
    assert "The workbook carries the template's macros, of kpi_xl 0.0.9." in lines


def test_a_book_without_macros_is_told_how_to_get_them(tmp_path: Path) -> None:
    path = with_openpyxl(tmp_path / "book.xlsx", sheets())
    line = examine_book(str(path), Another("win32"))[-1]
    assert not line.wrong
    assert 'kpi-xl new "book with buttons.xlsm"' in line.remedy


def test_a_book_that_is_open_says_who_has_it(book: Path) -> None:
    name = b"Ann"
    (book.parent / f"~${book.name}").write_bytes(bytes([3]) + name.ljust(54) + b"\0" * 110)
    (line,) = wrong(examine_book(str(book), Another("win32")))
    assert line.startswith("Ann has it open in Excel.")


def test_a_book_marked_by_windows_is_to_be_unblocked(book: Path) -> None:
    (line,) = wrong(examine_book(str(book), Another("win32", marked=True)))
    assert "tick Unblock" in line


def test_a_book_in_onedrive_is_noted(book: Path) -> None:
    found = examine_book(str(book), Another("win32", environment={"OneDrive": str(book.parent)}))
    assert wrong(found) == []
    assert "The workbook is in a OneDrive folder." in [line.what for line in found]


def test_a_name_longer_than_excel_opens_is_wrong(tmp_path: Path) -> None:
    folder = tmp_path / ("a" * 120) / ("b" * 120)
    folder.mkdir(parents=True)
    path = with_openpyxl(folder / "book.xlsx", sheets())
    (line,) = wrong(examine_book(str(path), Another("win32")))
    assert f"Excel opens {LONGEST_PATH}" in line


def test_a_damaged_book_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"PK half of it")
    assert len(wrong(examine_book(str(path), Another("linux")))) == 1
