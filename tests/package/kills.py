"""A refresh killed, or failing, at every one of its file operations and at random moments.

``python -m tests.package.kills --random 2000`` does as many; the tests do fewer. Whatever happens, the
workbook is the old one or the new one, and the next refresh leaves nothing of it behind.
"""

import argparse
import builtins
import errno
import os
import random
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kpi_xl import open_workbook
from kpi_xl.model import KpiError, Month
from kpi_xl.package.backups import FOLDER
from tests.books import FD_3, FD_3_DATA, sheets, with_openpyxl

OPERATIONS = (
    "chmod", "close", "fsync", "ftruncate", "link", "listdir", "mkdir", "open", "replace", "rmdir",
    "stat", "unlink", "write",
)  # fmt: skip
ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.ESTALE)

Fault = Callable[[str, Callable[..., Any], tuple[Any, ...]], None]


class Scene:
    """A folder with a workbook in it, and what a refresh makes of that."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "book"
        self._aside = with_openpyxl(folder / "aside.xlsx", sheets([FD_3], [FD_3_DATA]))
        open_workbook(self._aside).refresh(period=Month.of(2020, 8))
        self.old = self._aside.read_bytes()
        open_workbook(self._aside).refresh(folder / "new.xlsx")
        self.new = (folder / "new.xlsx").read_bytes()
        assert self.old != self.new

    @property
    def book(self) -> Path:
        return self.folder / "Scorecard.xlsx"

    def set_up(self) -> None:
        """The old workbook alone in its folder."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        shutil.copyfile(self._aside, self.book)

    def refresh(self) -> None:
        open_workbook(self.book).refresh()

    def check(self, what: str) -> bool:
        """Asserts that the workbook is whole; tells whether it is the new one."""
        held = self.book.read_bytes()
        assert held in (self.old, self.new), f"{what}: the workbook is broken"
        for version in self.folder.glob(f"{FOLDER}/*.xlsx"):
            assert version.read_bytes() == self.old, f"{what}: {version.name} is broken"
        return held == self.new

    def check_mended(self, what: str) -> None:
        """Asserts that the next refresh makes the new workbook and leaves nothing else."""
        self.refresh()
        assert self.check(what), f"{what}: the next refresh did not make the workbook"
        there = {path.name for path in self.folder.iterdir()}
        assert there == {self.book.name, FOLDER}, f"{what}: {there} is left"
        versions = list((self.folder / FOLDER).iterdir())
        assert [version.read_bytes() for version in versions] == [self.old], f"{what}: {versions}"


@contextmanager
def faulty(fault: Fault) -> Iterator[None]:
    """File operations that ``fault`` is told of before they are done: their name, themselves, and what
    they are given."""
    real = {name: getattr(os, name) for name in OPERATIONS}
    real_open = builtins.open

    def watched(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def operation(*arguments: Any, **more: Any) -> Any:
            fault(name, call, arguments)
            return call(*arguments, **more)

        return operation

    for name, call in real.items():
        setattr(os, name, watched(name, call))
    builtins.open = watched("open", real_open)
    try:
        yield
    finally:
        for name, call in real.items():
            setattr(os, name, call)
        builtins.open = real_open


def at(number: int, act: Fault) -> Fault:
    """Nothing until the operation of that number (from 0), then ``act``."""
    left = number

    def fault(name: str, call: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
        nonlocal left
        left -= 1
        if left == -1:
            act(name, call, arguments)

    return fault


def die(name: str, call: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    """Kill this process, in the middle of a write where it is one."""
    if name == "write":
        call(arguments[0], arguments[1][: len(arguments[1]) // 2])
    os.kill(os.getpid(), signal.SIGKILL)


def no_fault(*_: object) -> None:
    """Everything goes well."""


def no_links(name: str, _: Callable[..., Any], __: tuple[Any, ...]) -> None:
    """A drive where a file has one name only."""
    if name == "link":
        raise OSError(errno.EOPNOTSUPP, "not supported")


def _killed(act: Callable[[], None], after: float | None = None) -> bool:
    """Whether a process of its own was killed doing that; it is killed after so many seconds."""
    child = os.fork()
    if child == 0:
        try:
            act()
        finally:
            os._exit(0)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def kill_at_every_operation(scene: Scene, fault: Fault = no_fault) -> int:
    """How many operations there were. ``fault`` goes with all of them."""
    number = 0
    while True:
        scene.set_up()
        dying = at(number, die)

        def both(name: str, call: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
            dying(name, call, arguments)  # noqa: B023 - done with before the next round
            fault(name, call, arguments)

        def act() -> None:
            with faulty(both):
                scene.refresh()

        killed = _killed(act)
        what = f"killed at operation {number}"
        scene.check(what)
        with faulty(fault):
            scene.check_mended(what)
        if not killed:
            return number
        number += 1


def fail_at_every_operation(scene: Scene, error: int) -> int:
    """How many operations there were, each of which failed once."""
    number = 0
    while True:
        scene.set_up()
        met = False

        def fail(*_: object) -> None:
            nonlocal met
            met = True
            raise OSError(error, os.strerror(error))

        said = ""
        try:
            with faulty(at(number, fail)):
                scene.refresh()
        except KpiError as refusal:
            said = str(refusal)
            assert said.endswith("."), said
            assert "\n" not in said, said
        what = f"error {error} at operation {number}"
        assert scene.check(what) is not bool(said), f"{what}: it says {said!r}"
        scene.check_mended(what)
        if not met:
            return number
        number += 1


def _unharmed(scene: Scene) -> float:
    """Seconds that a refresh takes in a process of its own that is let be."""
    scene.set_up()
    started = time.perf_counter()
    _killed(scene.refresh)
    return time.perf_counter() - started


def kill_at_random(scene: Scene, times: int, seconds: float = float("inf"), seed: int = 1) -> tuple[int, int]:
    """How many refreshes were killed, and how many of them had made the new workbook."""
    draw = random.Random(seed)
    until = time.monotonic() + seconds
    killed = made = 0
    whole = max(_unharmed(scene) for _ in range(3))
    for number in range(times):
        if time.monotonic() > until:
            break
        scene.set_up()
        killed += _killed(scene.refresh, draw.uniform(0, whole))
        made += scene.check(f"random kill {number} of seed {seed}")
        scene.check_mended(f"random kill {number} of seed {seed}")
    return killed, made


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--random", type=int, default=200, metavar="N", help="random kills (default: 200)")
    options.add_argument("--seconds", type=float, default=float("inf"), help="no new random kill after that")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        scene = Scene(Path(folder))
        print(f"killed at each of {kill_at_every_operation(scene)} file operations")
        print(f"killed at each of {kill_at_every_operation(scene, no_links)}, without hard links")
        for error in ERRORS:
            print(f"{os.strerror(error)} at each of {fail_at_every_operation(scene, error)}")
        killed, made = kill_at_random(scene, given.random, given.seconds)
        print(f"{killed} killed at random moments; the workbook was then the new one {made} times")


if __name__ == "__main__":
    main()
