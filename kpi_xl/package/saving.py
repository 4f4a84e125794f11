"""A file written whole or not at all."""

import errno
import os

from kpi_xl.model import NotWritten
from kpi_xl.package.backups import keep_backup, let_go_of_old, undo_backup


def write_atomically(path: str, data: bytes) -> None:
    """Put ``data`` in the file, by way of a new file beside it; an equal file is left alone, and another is
    kept as a backup first.

    Raises NotWritten, with the file as it was, where it is read-only or open in Excel, its folder is
    missing or may not be written, or the disk is full.
    """
    target = os.path.realpath(path)
    mode = _mode(target, data)
    if mode == 0:
        return
    folder, name = os.path.split(target)
    temporary = os.path.join(folder, f".{name}.{os.getpid()}.tmp")
    kept: str | None = None
    try:
        with open(temporary, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, mode)
        if os.path.isfile(target):
            kept = keep_backup(target)
        os.replace(temporary, target)
    except BaseException as error:
        if os.path.exists(temporary):
            os.unlink(temporary)
        if kept is not None:
            undo_backup(kept)
        if isinstance(error, OSError):
            raise NotWritten(_sentence(path, error)) from error
        raise
    if kept is not None:
        let_go_of_old(target)


def _mode(target: str, data: bytes) -> int:
    """The permissions the file is to have; 0 where it holds the bytes already."""
    try:
        status = os.stat(target)
        if not status.st_mode & 0o222 or not os.access(target, os.W_OK):
            name = os.path.basename(target)
            raise NotWritten(f"{name} is read-only. Allow writing to it, or save under another name.")
        if status.st_size == len(data):
            with open(target, "rb") as file:
                if file.read() == data:
                    return 0
        return status.st_mode & 0o7777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
    except OSError as error:
        raise NotWritten(_sentence(target, error)) from error


def _sentence(path: str, error: OSError) -> str:
    folder, name = os.path.split(path)
    if error.errno in (errno.ENOSPC, errno.EDQUOT if hasattr(errno, "EDQUOT") else -1):
        return f"{name} was not saved: the disk is full. Free some space, then try again."
    if isinstance(error, FileNotFoundError):
        return f"{name} was not saved: its folder {folder or '.'} does not exist. Make it first."
    if isinstance(error, PermissionError):
        return (
            f"{name} was not saved: it is open in Excel, or the folder may not be written to. Close it, "
            "or save under another name."
        )
    return f"{name} was not saved: {error.strerror or error}. Save it under another name or elsewhere."
