"""The calls that reach an application, counted, and made to fail at will."""

import contextlib
import functools
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from unittest import mock


class Refused(Exception):
    """What an application says no with."""


class Watch:
    """Counts calls by what they are (``Range.value=``), and among those that change something refuses the one
    whose turn it is, or the first of a kind; or kills the application as the first sheet is copied. What the
    engine asks of itself is not counted."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.changes: list[str] = []
        self.refuse: int | None = None
        self.refuse_first = ""
        self.kill: Callable[[], None] | None = None
        self._depth = 0

    def counted(self) -> Counter[str]:
        return Counter(self.calls)

    def around(self, name: str, changes: bool, real: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(real)
        def watched(*args: Any, **options: Any) -> Any:
            if not self._depth:
                self.calls.append(name)
                if changes:
                    self.changes.append(name)
                    if len(self.changes) == self.refuse or name == self.refuse_first:
                        self.refuse_first = ""
                        raise Refused(name)
                    if self.kill and name == "Sheet.copy":
                        self.kill()
            self._depth += 1
            try:
                return real(*args, **options)
            finally:
                self._depth -= 1

        return watched


_CHANGING = ("copy", "delete", "add", "open", "close", "activate", "select", "clear", "autofill", "add_note")


@contextlib.contextmanager
def watching() -> Iterator[Watch]:
    """Watches every call of LibreOffice's engine."""
    from kpi_xl.calc import app, book, names, sheet
    from kpi_xl.calc import range as cells

    watch = Watch()
    kinds = [app.App, app.Books, book.Book, sheet.Sheets, sheet.Sheet, cells.Range, names.Names, names.Name]
    with contextlib.ExitStack() as patches:
        for kind in kinds:
            for name in {name for base in kind.__mro__[:-1] for name in vars(base) if name[0] != "_"}:
                member = next(vars(base)[name] for base in kind.__mro__ if name in vars(base))
                if name in ("engine", "api", "xl", "impl", "of"):
                    continue
                put = _watched(watch, f"{kind.__name__}.{name}", member)
                if put is not None:
                    patches.enter_context(mock.patch.object(kind, name, put))
        yield watch


def _watched(watch: Watch, name: str, member: Any) -> Any:
    if isinstance(member, property):
        setter = member.fset and watch.around(f"{name}=", True, member.fset)
        return property(member.fget and watch.around(name, False, member.fget), setter)
    if callable(member) and not isinstance(member, (classmethod, staticmethod, type)):
        return watch.around(name, name.rpartition(".")[2] in _CHANGING, member)
    return None
