"""Damaged workbooks are read or refused in words."""

import pytest

from tests.fuzz.__main__ import fuzz

EACH = 250


@pytest.mark.parametrize("share", range(8))
def test_a_damaged_workbook_is_read_or_refused_in_words(share: int) -> None:
    outcome = fuzz(range(share * EACH, (share + 1) * EACH))
    assert not outcome.failures, "\n".join(outcome.failures)
    assert outcome.written > EACH // 20
    assert outcome.refused > EACH // 4
