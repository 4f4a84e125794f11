"""A file written whole or not at all, and never over what somebody else has done meanwhile."""

import errno
import os
import sys
from contextlib import suppress

from kpi_xl.indicator import DEFAULT_VERSIONS_KEPT
from kpi_xl.model import NotWritten
from kpi_xl.package.backups import FOLDER, NotKeptError, keep_backup, let_go_of_old, undo_backup
from kpi_xl.package.reserving import InUseError, clear_leftover, reserve
from kpi_xl.package.users import user_of

_FULL = (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", -1))
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
_BLOCK = 1 << 20


def write_atomically(
    path: str, data: bytes, was: bytes | None = None, keep: int = DEFAULT_VERSIONS_KEPT
) -> None:
    """Put ``data`` in the file, by way of a new file beside it; an equal file is left alone, and another is
    kept as a backup first, ``keep`` of them at the most. ``was`` is what the file held when it was read,
    None where it was not read.

    Raises NotWritten, with the file as it was, where it is read-only or open in Excel, somebody has changed
    it since it was read, its folder is missing or may not be written, or the disk is full.
    """
    target = os.path.realpath(path)
    try:
        before = _status(target)
        if before is not None and _holds(target, data):
            clear_leftover(target)
            return
        _refuse(target, before)
        _check_unchanged(target, before, was)
        _replace(target, data, before, was, keep)
    except InUseError as error:
        raise _not_saved(path, "another refresh is writing it. Try again in a moment.") from error
    except OSError as error:
        raise _not_saved(path, _reason(path, error, was is not None)) from error
    let_go_of_old(target, keep)


def _replace(target: str, data: bytes, before: os.stat_result | None, was: bytes | None, keep: int) -> None:
    new = reserve(target)
    kept: str | None = None
    try:
        new.fill(data)
        _make_alike(new.path, before)
        if before is not None and keep:
            kept = keep_backup(target)
        _check_unchanged(target, before, was)
        new.replace(target)
    except BaseException:
        if os.path.exists(new.path):
            new.drop()
            if kept is not None:
                undo_backup(kept)
        raise


def _status(target: str) -> os.stat_result | None:
    try:
        return os.stat(target)
    except FileNotFoundError:
        return None


def _holds(target: str, data: bytes) -> bool:
    """Whether the file holds these bytes."""
    with open(target, "rb") as file:
        if os.fstat(file.fileno()).st_size != len(data):
            return False
        rest = memoryview(data)
        while block := file.read(_BLOCK):
            if block != rest[: len(block)]:
                return False
            rest = rest[len(block) :]
    return not rest


def check_free(path: str) -> None:
    """Raises NotWritten where a file is not to be written to: it is read-only, or somebody has it open."""
    target = os.path.realpath(path)
    _refuse(target, _status(target))


def _refuse(target: str, before: os.stat_result | None) -> None:
    """Raises NotWritten where the file is not to be written to."""
    if before is not None and (not before.st_mode & 0o222 or not os.access(target, os.W_OK)):
        name = os.path.basename(target)
        raise NotWritten(f"{name} is read-only. Allow writing to it, or work on a copy of it.")
    if user := user_of(target):
        raise _not_saved(
            target,
            f"{user.name} has it open in {user.program}. Close it there, or work on a copy of it. "
            f"If nobody has it open, delete {user.file} beside it.",
        )


def _check_unchanged(target: str, before: os.stat_result | None, was: bytes | None) -> None:
    """Raises NotWritten where the file is not as it was read, or as it was a moment ago."""
    there = _status(target) is not None
    if was is None:
        if before is None and there:
            raise _not_saved(target, "somebody has made it meanwhile. Look at it, or choose another name.")
    elif there and not _holds(target, was):
        raise _not_saved(target, "somebody has changed it meanwhile. Try again.")
    elif not there and os.path.isdir(os.path.dirname(target)):
        raise _not_saved(target, "somebody has moved or deleted it meanwhile. Find it, and try again.")


def _make_alike(temporary: str, before: os.stat_result | None) -> None:
    """Give the new file the permissions (and on Windows the attributes) of the one it takes the place of."""
    if before is None:
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(temporary, 0o666 & ~mask)
        return
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - on Windows alone

        ctypes.windll.kernel32.SetFileAttributesW(temporary, before.st_file_attributes)
        return
    now = os.stat(temporary)
    if (now.st_uid, now.st_gid) != (before.st_uid, before.st_gid):
        with suppress(PermissionError):  # it is then the one's who saves it, as with any program
            os.chown(temporary, before.st_uid, before.st_gid)
    os.chmod(temporary, before.st_mode & 0o7777)


def _not_saved(path: str, reason: str) -> NotWritten:
    return NotWritten(f"{os.path.basename(path)} was not saved: {reason}")


def _reason(path: str, error: OSError, was_there: bool) -> str:
    folder = os.path.dirname(path) or "."
    if error.errno in _FULL:
        return "the disk is full. Free some space, then try again."
    if isinstance(error, NotKeptError):
        return (
            f"its last version could not be kept in the folder {FOLDER} beside it ({error.strerror}). "
            "Look at that folder, or save elsewhere."
        )
    if not os.path.isdir(folder):
        if was_there:
            return f"its folder {folder} is out of reach now. Connect the drive again, then try again."
        return f"its folder {folder} does not exist. Make it first."
    if error.errno in _FORBIDDEN:
        return (
            "it is open in Excel, or the folder may not be written to. Close it, or save under another name."
        )
    return f"{error.strerror or error}. Save it under another name or elsewhere."
