"""The last versions of a workbook, kept in a folder beside it before it is written over."""

import os
import re
import time
from contextlib import suppress

FOLDER = ".kpi-xl"
"""The folder beside the workbook that holds its earlier versions."""


class NotKeptError(OSError):
    """The last version of a workbook could not be kept."""


def keep_backup(path: str) -> str | None:
    """Keeps the workbook as it is now, under the date and time it was last saved; None where that version
    is kept already. Raises NotKeptError where it cannot be.

    The copy is a second name of the same file where the disk can do that: it takes no room until the
    workbook is replaced, and no time.
    """
    folder = os.path.join(os.path.dirname(path), FOLDER)
    try:
        os.makedirs(folder, exist_ok=True)
        status = os.stat(path)
        if status.st_nlink > 1:
            _forget_second_names(path)
        seconds, thousandths = divmod(status.st_mtime_ns // 1_000_000, 1000)
        saved = f"{time.strftime('%Y-%m-%d %H.%M.%S', time.localtime(seconds))}.{thousandths:03d}"
        stem, ending = os.path.splitext(os.path.basename(path))
        copy = os.path.join(folder, f"{stem} {saved}{ending}")
        if os.path.exists(copy):
            return None
        try:
            os.link(path, copy)
        except OSError:
            _copy(path, copy)
    except OSError as error:
        with suppress(OSError):
            os.rmdir(folder)
        raise NotKeptError(error.errno, error.strerror) from error
    return copy


def _copy(path: str, copy: str) -> None:
    """A copy that has its name when it is whole; before, one that the next copy is written over."""
    unfinished = os.path.join(os.path.dirname(copy), f"{os.path.basename(path)}.tmp")
    try:
        with open(path, "rb") as source, open(unfinished, "wb") as target:
            target.write(source.read())
            target.flush()
            os.fsync(target.fileno())
        os.replace(unfinished, copy)
    except OSError:
        with suppress(OSError):
            os.unlink(unfinished)
        raise


def _versions(path: str) -> list[str]:
    """The kept versions of a workbook, oldest first."""
    folder = os.path.join(os.path.dirname(path), FOLDER)
    stem, ending = map(re.escape, os.path.splitext(os.path.basename(path)))
    version = re.compile(rf"{stem} \d{{4}}-\d\d-\d\d \d\d\.\d\d\.\d\d\.\d\d\d{ending}")
    return [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if version.fullmatch(name)]


def _forget_second_names(path: str) -> None:
    """Removes names of the workbook that a process left which was killed before it replaced it: what is
    typed next may be written into that same file."""
    for version in _versions(path):
        if os.path.samefile(version, path):
            os.unlink(version)


def let_go_of_old(path: str, keep: int) -> None:
    """Removes the oldest versions of a workbook past ``keep``; one that is in use goes another time."""
    with suppress(OSError):
        versions = _versions(path)
        for old in versions[: len(versions) - keep] if keep < len(versions) else ():
            os.unlink(old)
        if not keep:
            os.rmdir(os.path.join(os.path.dirname(path), FOLDER))


def undo_backup(copy: str) -> None:
    """Removes a version that was not written over after all, and the folder if it was made for it."""
    with suppress(OSError):
        os.unlink(copy)
        os.rmdir(os.path.dirname(copy))
