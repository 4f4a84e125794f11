"""Damaged workbooks are read or refused in words."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from kpi_xl.accessible import failings
from kpi_xl.model import KpiError
from kpi_xl.tables import read_table
from tests.fuzz.__main__ import case, fuzz, real_books

EACH = 250
OTHERS = 100


@pytest.mark.parametrize("share", range(8))
def test_a_damaged_workbook_is_read_or_refused_in_words(share: int) -> None:
    outcome = fuzz(range(share * EACH, (share + 1) * EACH))
    assert not outcome.failures, "\n".join(outcome.failures)
    assert outcome.written > EACH // 20
    assert outcome.refused > EACH // 4


@pytest.mark.parametrize("read", [failings, read_table])
def test_a_damaged_pack_or_table_is_read_or_refused_in_words(
    read: Callable[[Path], object], tmp_path: Path
) -> None:
    books = real_books(tmp_path)
    for number in range(OTHERS):
        path = tmp_path / "case.xlsx"
        path.write_bytes(case(books, number))
        with suppress(KpiError):
            read(path)
