"""``python -m tests.oracle --cases 100000``: the rules held against the oracle on so many random workbooks.

The tests of the rules' properties draw the workbooks; each draws its share of them.
"""

import argparse
import os
import sys
from pathlib import Path

import pytest

PROPERTIES = Path(__file__).parents[1] / "test_rules_properties.py"


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cases", type=int, default=100_000, metavar="N", help="default: 100000")
    options.add_argument("--seed", type=int, default=1, help="draws other workbooks (default: 1)")
    given = options.parse_args()
    os.environ["KPI_XL_CASES"] = str(given.cases)
    return pytest.main([str(PROPERTIES), f"--hypothesis-seed={given.seed}", "--hypothesis-show-statistics"])


if __name__ == "__main__":
    sys.exit(main())
