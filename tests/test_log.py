"""The log for IT: where it failed, and nothing of what a workbook holds."""

from pathlib import Path

import pytest

from kpi_xl import log
from kpi_xl.model import NotWritten

TYPED = "Jane Doe, FD 3, 94%"


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_STATE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))


def failed() -> Exception:
    """An error, and the one that led to it, whose messages and values tell what no log may."""
    try:
        try:
            raise ValueError(TYPED)
        except ValueError as error:
            raise NotWritten(f"{TYPED} was not written") from error
    except NotWritten as error:
        return error


def test_a_failure_is_noted_with_its_kinds_and_places_only() -> None:
    file = Path(log.log_failure("refresh", failed()))
    noted = file.read_text(encoding="utf-8")
    assert "refresh" in noted
    assert "kpi_xl.model.NotWritten" in noted
    assert "builtins.ValueError" in noted
    assert "tests/test_log.py:" in noted
    assert not any(word in noted for word in ("Jane", "FD 3", "94%", "was not written", str(Path.home())))


def test_a_full_log_becomes_the_old_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "MOST_BYTES", 10)
    for _ in range(3):
        file = log.log_failure("refresh", failed())
    assert sorted(path.name for path in Path(file).parent.iterdir()) == ["kpi_xl.log", "kpi_xl.log.old"]


def test_where_nothing_can_be_written_nothing_more_goes_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    (tmp_path / "file").write_text("")
    assert log.log_failure("refresh", failed()) == ""


@pytest.mark.parametrize("platform", ["win32", "darwin", "linux"])
def test_every_platform_has_its_usual_place(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", platform)
    assert log.log_file().endswith("kpi_xl.log")
