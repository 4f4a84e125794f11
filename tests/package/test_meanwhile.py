"""What others do with a workbook while it is read and written: nothing of theirs is lost."""

import errno
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from kpi_xl.api import Workbook, import_tables, open_workbook
from kpi_xl.cli import main
from kpi_xl.commands import PROBLEMS
from kpi_xl.model import NotWritten, UnreadableBook
from kpi_xl.package import Package, reserving
from kpi_xl.package.backups import FOLDER
from kpi_xl.package.reserving import InUseError, reserve
from kpi_xl.package.saving import write_atomically
from tests.books import FD_3, FD_3_DATA, sheets, with_openpyxl

EXCEL_OWNER = (
    bytes([10]) + b"Ann Exampl".ljust(54) + (10).to_bytes(2, "little") + "Ann Exampł".encode("utf-16-le")
).ljust(165, b"\0")
LIBREOFFICE_OWNER = b",ann,laptop,21.11.2026 10:00,file:///home/ann/.config/libreoffice/4;"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return with_openpyxl(tmp_path / "Scorecard.xlsx", sheets())


def beside(path: Path) -> set[str]:
    return {entry.name for entry in path.parent.iterdir()}


# --- changed between reading and writing -----------------------------------------------------------


def refused(workbook: Workbook) -> str:
    with pytest.raises(NotWritten) as refusal:
        workbook.refresh()
    said = str(refusal.value)
    assert "\n" not in said
    return said


def test_a_workbook_that_somebody_changed_meanwhile_is_not_written_over(path: Path) -> None:
    workbook = open_workbook(path)
    status = path.stat()
    changed = path.read_bytes().replace(b"PK\5\6" + bytes(4), b"PK\5\6" + b"\0\0\0\1", 1)
    path.write_bytes(changed)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert path.stat().st_size == status.st_size
    assert refused(workbook) == (
        "Scorecard.xlsx was not saved: somebody has changed it meanwhile. Try again."
    )
    assert path.read_bytes() == changed
    assert beside(path) == {"Scorecard.xlsx"}


def test_a_workbook_that_was_moved_meanwhile_is_not_made_a_second_time(path: Path) -> None:
    workbook = open_workbook(path)
    path.rename(path.with_name("Elsewhere.xlsx"))
    assert "somebody has moved or deleted it meanwhile" in refused(workbook)
    assert beside(path) == {"Elsewhere.xlsx"}


def test_a_drive_that_goes_while_the_work_is_done_is_told(path: Path) -> None:
    folder = path.parent / "drive"
    folder.mkdir()
    there = Path(shutil.move(path, folder))
    workbook = open_workbook(there)
    folder.rename(path.parent / "gone")
    assert f"its folder {folder} is out of reach now. Connect the drive again" in refused(workbook)
    assert not folder.exists()


def test_another_file_is_written_whatever_became_of_the_workbook(path: Path, tmp_path: Path) -> None:
    workbook = open_workbook(path)
    path.unlink()
    assert workbook.refresh(tmp_path / "out.xlsx").path.exists()


def test_a_workbook_can_be_saved_twice_by_whoever_opened_it(path: Path) -> None:
    package = Package.open(path)
    assert "Indicators" in package.sheet_names
    work = open_workbook(path)
    work.refresh()
    work.refresh()
    package.put([])
    with pytest.raises(NotWritten, match="changed it meanwhile"):
        package.save(path)


def test_a_new_file_that_somebody_made_meanwhile_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "new.xlsx"
    fill = reserving.NewFile.fill

    def slowly(new: reserving.NewFile, data: bytes) -> None:
        fill(new, data)
        path.write_bytes(b"theirs")

    monkeypatch.setattr(reserving.NewFile, "fill", slowly)
    with pytest.raises(NotWritten, match="somebody has made it meanwhile"):
        write_atomically(str(path), b"ours")
    assert path.read_bytes() == b"theirs"


# --- open in a spreadsheet program -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "content", "who"),
    [
        ("~$Scorecard.xlsx", EXCEL_OWNER, "Ann Exampł has it open in Excel."),
        ("~$Scorecard.xlsx", bytes([3]) + b"Ann".ljust(54) + b"\xff" * 110, "Ann has it open in Excel."),
        ("~$Scorecard.xlsx", b"", "Somebody has it open in Excel."),
        ("~$Scorecard.xlsx", b"\x05\x1b[2J!" + bytes(159), "Somebody has it open in Excel."),
        (".~lock.Scorecard.xlsx#", LIBREOFFICE_OWNER, "ann has it open in LibreOffice."),
        (".~lock.Scorecard.xlsx#", b"Ann Example,ann,x,y,z;", "Ann Example has it open in LibreOffice."),
    ],
)
def test_a_workbook_that_somebody_has_open_is_not_written(
    path: Path, file: str, content: bytes, who: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (path.parent / file).write_bytes(content)
    before = path.read_bytes()
    assert main(["refresh", str(path)]) == PROBLEMS
    assert capsys.readouterr().err == (
        f"Scorecard.xlsx was not saved: {who} Close it there, or work on a copy of it. If nobody has "
        f"it open, delete {file} beside it.\n"
    )
    assert path.read_bytes() == before
    assert beside(path) == {path.name, file}


def test_a_workbook_that_somebody_has_open_is_read_and_can_be_refreshed_elsewhere(path: Path) -> None:
    (path.parent / "~$Scorecard.xlsx").write_bytes(EXCEL_OWNER)
    assert main(["check", str(path)]) == 0
    assert main(["results", str(path)]) == 0
    assert main(["refresh", str(path), "-o", str(path.with_name("Other.xlsx"))]) == 0


def test_a_workbook_kept_online_only_that_cannot_be_fetched_is_told(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows tells by an attribute of the file, and fails to open it."""
    recall_on_data_access = SimpleNamespace(st_file_attributes=0x400000)
    with monkeypatch.context() as windows:
        windows.setattr(os, "stat", lambda _: recall_on_data_access)
        windows.setattr("builtins.open", _no_provider)
        with pytest.raises(UnreadableBook, match=r"kept online only .* Connect to OneDrive"):
            Package.open(path)


def _no_provider(*_: object) -> None:
    raise OSError(errno.EIO, "The cloud file provider is not running")


# --- two at once, and after a killed one -----------------------------------------------------------


def test_two_processes_do_not_write_a_workbook_at_the_same_time(path: Path) -> None:
    first = reserve(str(path))
    with pytest.raises(InUseError):
        reserve(str(path))
    with pytest.raises(NotWritten, match=r"another refresh is writing it\. Try again in a moment"):
        write_atomically(str(path), b"new")
    first.drop()
    write_atomically(str(path), b"new")
    assert path.read_bytes() == b"new"


def test_what_a_killed_process_left_is_taken_over(path: Path) -> None:
    code = (
        "import os, signal, sys\nfrom kpi_xl.package.reserving import reserve\n"
        "reserve(sys.argv[1]).fill(b'half' * 9999)\nos.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert beside(path) == {path.name, f".{path.name}.kpi-xl.tmp"}
    write_atomically(str(path), path.read_bytes())
    assert beside(path) == {path.name}


def test_of_many_refreshes_at_once_each_is_done_whole_or_says_why_not(path: Path) -> None:
    said: list[str] = []

    def refresh() -> None:
        try:
            open_workbook(path).refresh()
        except NotWritten as refusal:
            said.append(str(refusal))

    threads = [threading.Thread(target=refresh) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all("another refresh is writing it" in line or "changed it meanwhile" in line for line in said)
    assert "Overview" in Package.open(path).sheet_names
    assert beside(path) == {path.name, FOLDER}


def test_a_drive_without_locks_is_written_to_all_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(reserving, "_lock", fail)
    write_atomically(str(path), b"new")
    assert path.read_bytes() == b"new"


def test_a_link_in_the_place_of_the_new_file_leads_nowhere(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_bytes(b"precious")
    (tmp_path / f".{path.name}.kpi-xl.tmp").symlink_to(other)
    with pytest.raises(NotWritten):
        write_atomically(str(path), b"new")
    assert other.read_bytes() == b"precious"


def test_a_full_disk_is_told_and_leaves_the_old_workbook(path: Path) -> None:
    before = path.read_bytes()
    code = (
        "import resource, sys\nfrom kpi_xl.cli import main\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))\nsys.exit(main(['refresh', sys.argv[1]]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], check=False, capture_output=True, text=True
    )
    assert done.returncode == PROBLEMS
    assert done.stderr == (
        "Scorecard.xlsx was not saved: the disk is full. Free some space, then try again.\n"
    )
    assert path.read_bytes() == before
    assert beside(path) == {path.name}


# --- versions --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("typed", "kept"), [(None, 3), (1, 1), (5, 5), (0, 0)])
def test_as_many_versions_are_kept_as_settings_says(tmp_path: Path, typed: int | None, kept: int) -> None:
    path = tmp_path / "Scorecard.xlsx"
    for number in range(6):
        data = [{**FD_3_DATA, "Sep-20": f"{90 + number}%"}]
        with_openpyxl(path, sheets([FD_3], data, {"Versions kept": typed}))
        os.utime(path, (1_600_000_000 + number, 1_600_000_000 + number))
        open_workbook(path).refresh()
    folder = tmp_path / FOLDER
    assert len(list(folder.iterdir()) if folder.exists() else []) == kept
    assert folder.exists() == bool(kept)


def test_an_import_keeps_as_many_versions_as_settings_says(tmp_path: Path) -> None:
    path = with_openpyxl(tmp_path / "Scorecard.xlsx", sheets(settings={"Versions kept": 0}))
    table = tmp_path / "table.csv"
    table.write_text("Indicator Number,Indicator Title,Oct-20\nFD 3,Contacts,95%\n")
    import_tables([table], path)
    assert not (tmp_path / FOLDER).exists()


def test_a_second_name_left_by_a_killed_process_is_no_version(path: Path) -> None:
    (path.parent / FOLDER).mkdir()
    stale = path.parent / FOLDER / "Scorecard 2020-01-01 10.00.00.000.xlsx"
    os.link(path, stale)
    write_atomically(str(path), b"new")
    assert not stale.exists()
    assert len(list((path.parent / FOLDER).iterdir())) == 1


def test_a_folder_for_versions_that_cannot_be_made_is_told(path: Path) -> None:
    (path.parent / FOLDER).write_bytes(b"in the way")
    with pytest.raises(NotWritten, match=r"its last version could not be kept in the folder \.kpi-xl"):
        write_atomically(str(path), b"new")
    assert (path.parent / FOLDER).read_bytes() == b"in the way"


def test_a_file_given_away_keeps_its_owner_and_permissions(path: Path) -> None:
    if os.geteuid() == 0:
        os.chown(path, 1234, 5678)
    path.chmod(0o640)
    before = path.stat()
    write_atomically(str(path), b"new")
    after = path.stat()
    assert (after.st_uid, after.st_gid, after.st_mode) == (before.st_uid, before.st_gid, before.st_mode)
