"""How an application is left as it was found: its settings, the sheet and cells that were shown, and, where
the work fails, every step undone."""

import contextlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from kpi_xl.model import NotWritten

if TYPE_CHECKING:
    import xlwings as xw

_QUIET: dict[str, Any] = {
    "screen_updating": False,
    "enable_events": False,
    "display_alerts": False,
    "calculation": "manual",
}

Tell = Callable[[str], None]
"""Shows a step in the status bar."""


def twice(act: Callable[[], object]) -> None:
    """Does what puts things back; once more where it fails, as an application may be busy for a moment."""
    try:
        act()
    except Exception:  # whatever it was, the second time tells
        act()


@contextlib.contextmanager
def quiet(app: "xw.App") -> Iterator[Tell]:
    """The application without screen updates, events, alerts and calculation; each is as it was afterwards,
    however the work ends. The status bar tells the step."""
    with contextlib.ExitStack() as restored:
        for name, value in {"status_bar": None, **_QUIET}.items():
            was = getattr(app, name)
            restored.callback(twice, partial(setattr, app, name, was))
            if value is not None:
                setattr(app, name, value)

        def tell(step: str) -> None:
            app.status_bar = f"kpi_xl: {step} ..."

        yield tell


@contextlib.contextmanager
def same_view(book: "xw.Book", successor: Callable[[str], str | None]) -> Iterator[None]:
    """The same sheet and cells are shown afterwards; ``successor`` gives the name of the sheet that stands
    for one that is gone."""
    active = book.sheets.active.name
    selection = book.selection
    address = selection.address if selection is not None else "A1"
    name: str | None = active
    try:
        yield
        name = successor(active)
    finally:
        if name is not None:
            show(book, name, address)


def show(book: "xw.Book", sheet: str, address: str = "A1") -> None:
    """Brings a sheet to the front with cells selected."""
    with contextlib.suppress(Exception):  # an application without a window shows nothing
        book.sheets[sheet].activate()
        book.sheets[sheet].range(address).select()


class Undo:
    """Steps back, taken in reverse where the work fails: each is told before the step it takes back, so that
    no moment is without one, and holds where that step was never made."""

    def __init__(self) -> None:
        self.steps: list[Callable[[], object]] = []

    def before(self, back: Callable[[], object]) -> None:
        """How the next step is taken back."""
        self.steps.append(back)

    def keep(self) -> None:
        """From here on, what was done stays."""
        self.steps.clear()

    def __enter__(self) -> "Undo":
        return self

    def __exit__(self, *_: object) -> None:
        """Raises NotWritten where something cannot be put back: then the file still is as it was."""
        try:
            with contextlib.ExitStack() as steps:  # one that fails holds none of the others up
                for back in self.steps:
                    steps.callback(twice, back)
        except Exception as error:
            raise NotWritten(
                "The workbook could not be put back as it was. Close it without saving, and open it again."
            ) from error
