"""xlwings without what it can do with tables and pictures, for buttons that an officer waits for.

When it is imported xlwings imports pandas, numpy, matplotlib, cryptography and others where they are
installed: some seven times the time that xlwings itself takes, and a refresh needs none of them. It is
written to do without any of them, so here they are as if not installed, for as long as its import takes;
afterwards they can be imported as ever.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

_HEAVY = ("PIL", "cryptography", "matplotlib", "numpy", "pandas", "plotly", "polars")


@contextmanager
def _as_if_not_installed(names: tuple[str, ...]) -> Iterator[None]:
    """While this lasts, importing one of these that is not imported yet raises ImportError."""
    absent = [name for name in names if name not in sys.modules]
    blocked: dict[str, ModuleType | None] = dict.fromkeys(absent)
    sys.modules.update(blocked)  # type: ignore[arg-type]  # None is how an import is told to fail
    try:
        yield
    finally:
        for name in absent:
            if sys.modules.get(name) is None:
                sys.modules.pop(name, None)


def plain_xlwings() -> ModuleType:
    """The module xlwings; as it is where it is imported already."""
    if "xlwings" not in sys.modules:
        with _as_if_not_installed(_HEAVY):
            import xlwings  # noqa: F401, PLC0415 - this is its place
    return sys.modules["xlwings"]
