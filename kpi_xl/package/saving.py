"""A file written whole or not at all."""

import errno
import os
from pathlib import Path

from kpi_xl.model import NotWritten
from kpi_xl.package.backups import keep_backup, let_go_of_old, undo_backup


def write_atomically(path: Path, data: bytes) -> None:
    """Put ``data`` in the file, by way of a new file beside it; an equal file is left alone, and another is
    kept as a backup first.

    Raises NotWritten, with the file as it was, where it is read-only or open in Excel, its folder is
    missing or may not be written, or the disk is full.
    """
    target = path.resolve()
    mode = _mode(target, data)
    if mode == 0:
        return
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    kept: Path | None = None
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(mode)
        if target.is_file():
            kept = keep_backup(target)
        temporary.replace(target)
    except BaseException as error:
        temporary.unlink(missing_ok=True)
        if kept is not None:
            undo_backup(kept)
        if isinstance(error, OSError):
            raise NotWritten(_sentence(path, error)) from error
        raise
    if kept is not None:
        let_go_of_old(target)


def _mode(target: Path, data: bytes) -> int:
    """The permissions the file is to have; 0 where it holds the bytes already."""
    try:
        status = target.stat()
        if not status.st_mode & 0o222 or not os.access(target, os.W_OK):
            raise NotWritten(f"{target.name} is read-only. Allow writing to it, or save under another name.")
        if status.st_size == len(data) and target.read_bytes() == data:
            return 0
        return status.st_mode & 0o7777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
    except OSError as error:
        raise NotWritten(_sentence(target, error)) from error


def _sentence(path: Path, error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT if hasattr(errno, "EDQUOT") else -1):
        return f"{path.name} was not saved: the disk is full. Free some space, then try again."
    if isinstance(error, FileNotFoundError):
        return f"{path.name} was not saved: its folder {path.parent} does not exist. Make it first."
    if isinstance(error, PermissionError):
        return (
            f"{path.name} was not saved: it is open in Excel, or the folder may not be written to. Close it, "
            "or save under another name."
        )
    return f"{path.name} was not saved: {error.strerror or error}. Save it under another name or elsewhere."
