"""The new file beside a workbook, which is also the lock of whoever is writing it.

Its name is always the same and the system's lock on it ends with the process, so that one process writes at
a time, and what a killed one leaves is taken over by the next.
"""

import errno
import os
import sys
from contextlib import suppress

_HELD = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


class InUseError(Exception):
    """Another process is writing the workbook."""


class NewFile:
    """A file that nobody else writes, open, to take the place of another."""

    def __init__(self, path: str, number: int) -> None:
        self.path = path
        self._number = number

    def fill(self, data: bytes) -> None:
        """Make it hold these bytes and no others, on the disk itself."""
        os.ftruncate(self._number, 0)
        left = memoryview(data)
        while left:
            left = left[os.write(self._number, left) :]
        os.fsync(self._number)

    def replace(self, target: str) -> None:
        """Take the place of ``target``. Windows moves no file that is open: between closing and moving,
        another process may open it there, and then it does not move at all."""
        if sys.platform == "win32":
            self._close()
        os.replace(self.path, target)
        self._close()

    def drop(self) -> None:
        """Remove it, as far as that can be done."""
        with suppress(OSError):
            if sys.platform == "win32":
                self._close()
            os.unlink(self.path)
        self._close()

    def _close(self) -> None:
        number, self._number = self._number, -1
        if number >= 0:
            with suppress(OSError):  # what it holds is on the disk already
                os.close(number)


def _name_beside(target: str, word: str = "") -> str:
    folder, name = os.path.split(target)
    return os.path.join(folder, f".{name}{word}.kpi-xl.tmp")


def reserve(target: str) -> NewFile:
    """The new file of a workbook, locked. Raises InUseError where another process has it, and OSError
    where the folder may not be written to.

    On a drive that has no locks, or beside what a colleague left that this user may not write, it has a
    name of its own.
    """
    path = _name_beside(target)
    while True:
        try:
            number = os.open(path, _FLAGS, 0o600)
        except PermissionError:
            break
        try:
            _lock(number)
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(number), os.stat(path)):
                    return NewFile(path, number)
        except OSError as error:
            os.close(number)
            if error.errno in _HELD:
                raise InUseError from error
            break
        os.close(number)  # it has taken the workbook's place since it was opened: the next one is ours
    own = _name_beside(target, f".{os.getpid()}")
    return NewFile(own, os.open(own, _FLAGS, 0o600))


def clear_leftover(target: str) -> None:
    """Remove the new file that a killed process left, where there is one."""
    if os.path.exists(_name_beside(target)):
        with suppress(OSError, InUseError):
            reserve(target).drop()


def _lock(number: int) -> None:
    """Lock an open file until it is closed. Raises OSError where another process has locked it."""
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - on Windows alone

        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415 - not on Windows

        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
