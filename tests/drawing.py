"""How many random cases each property is tried with."""

import os

from hypothesis import settings

IN_ALL = 15_500
"""About how many cases the properties of the rules have between them."""


def cases(number: int) -> settings:
    """So many cases, the same every time; where ``KPI_XL_CASES`` asks for others in all, a share of those."""
    wanted = int(os.environ.get("KPI_XL_CASES", "0"))
    return settings(
        max_examples=number * wanted // IN_ALL if wanted else number,
        deadline=None,
        derandomize=not wanted,
        database=None,
    )
