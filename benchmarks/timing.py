"""Commands timed in turn, each as a fresh process, so that what slows the machine slows them all."""

import os
import statistics
import subprocess
import time
from collections.abc import Callable
from typing import NamedTuple

ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
"""Python may keep what it compiles, as it does everywhere but in tests."""


class Way(NamedTuple):
    """One way to do the work: its command, and what has to be put right before each run (not timed)."""

    name: str
    command: list[str]
    prepare: Callable[[], object] = lambda: None


class Run(NamedTuple):
    """What one run took: seconds of the clock, and the most memory it held, in MB."""

    seconds: float
    megabytes: float


def run(way: Way) -> Run:
    """Runs a command once. RuntimeError where it fails, with what it said."""
    way.prepare()
    start = time.perf_counter()
    process = subprocess.Popen(
        way.command, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None  # noqa: S101 - a pipe was asked for
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    if process.returncode:
        raise RuntimeError(f"{way.name} failed ({process.returncode}): {' '.join(way.command)}\n{said}")
    return Run(seconds, usage.ru_maxrss / 1024)


def in_turn(ways: list[Way], rounds: int) -> list[list[Run]]:
    """Runs every way once a round, after one round that is not counted; gives the runs of each way."""
    for way in ways:
        run(way)
    runs: list[list[Run]] = [[] for _ in ways]
    for turn in range(rounds):
        for offset in range(len(ways)):
            index = (turn + offset) % len(ways)
            runs[index].append(run(ways[index]))
    return runs


def median_seconds(runs: list[Run]) -> float:
    """The median time of the runs."""
    return statistics.median(each.seconds for each in runs)


def median_megabytes(runs: list[Run]) -> float:
    """The median peak of memory of the runs."""
    return statistics.median(each.megabytes for each in runs)


def paired_ratio(runs: list[Run], others: list[Run]) -> float:
    """The median, over the rounds, of how many times as long ``runs`` took as ``others``."""
    return statistics.median(a.seconds / b.seconds for a, b in zip(runs, others, strict=True))
