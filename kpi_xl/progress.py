"""A progress bar on a terminal, and nothing anywhere else."""

import sys
import time

WIDTH = 30
NOT_BEFORE = 0.5
"""Seconds of work before a bar appears: short work needs none."""


class ProgressBar:
    """Draws on standard error when that is a terminal. Use as a context: the line is cleared at the end."""

    def __init__(self) -> None:
        self._draws = sys.stderr.isatty()
        self._started = time.monotonic()
        self._drawn = False

    def __enter__(self) -> "ProgressBar":
        return self

    def __exit__(self, *_: object) -> None:
        if self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def __call__(self, done: int, total: int, step: str) -> None:
        if not self._draws or time.monotonic() - self._started < NOT_BEFORE:
            return
        full = WIDTH * done // total
        sys.stderr.write(f"\r\x1b[K[{'#' * full}{'.' * (WIDTH - full)}] {step}")
        sys.stderr.flush()
        self._drawn = True
