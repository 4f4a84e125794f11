"""Workbooks made to do harm are refused in words, or read, without taking all of the memory."""

import os
import re

import pytest

from tests.package.hostile import READ, REFUSED, outcome

SLOW = {"a sheet of 1 GB", "a sheet of 300 MB of rows"}
"""Those that take long to make; ``python -m tests.package.hostile`` has them too."""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="measures memory as only Unix tells it")


@pytest.mark.parametrize("name", [name for name in REFUSED if name not in SLOW])
def test_what_would_do_harm_is_refused_with_a_remedy(name: str) -> None:
    told = outcome(name)
    assert re.search(REFUSED[name][1], told.said)
    assert told.said.endswith(".")
    assert told.megabytes < 300


@pytest.mark.parametrize("name", READ)
def test_what_is_only_odd_is_read(name: str) -> None:
    told = outcome(name)
    assert told.said.startswith("read, ")
    assert told.megabytes < 300
