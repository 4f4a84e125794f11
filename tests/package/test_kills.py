"""Killed at any moment, or failing at any step, a refresh leaves the old workbook or the new one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.books import __file__ as books

ROOT = Path(books).parents[1]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes of its own, which it forks")
def test_a_refresh_that_is_killed_or_fails_leaves_a_whole_workbook_and_the_next_one_mends() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.package.kills", "--random", "200", "--seconds", "15"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(" at each of ") == 6
    assert "killed at random moments" in done.stdout
