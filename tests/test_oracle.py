"""The oracle's own examples hold."""

import doctest

from tests.oracle import figures_and_ratings, months_and_changes


def test_the_oracle_agrees_with_its_examples() -> None:
    for part in (figures_and_ratings, months_and_changes):
        outcome = doctest.testmod(part)
        assert outcome.attempted >= 10
        assert outcome.failed == 0
