"""The engine that makes xlwings work on LibreOffice Calc: the applications it knows, and how values pass."""

import datetime
import numbers
from collections.abc import Callable, Iterator
from typing import Any

import xlwings
from xlwings import base_classes

from kpi_xl.calc.app import App
from kpi_xl.calc.cells import ERRORS
from kpi_xl.calc.office import Office
from kpi_xl.calc.uno_bridge import connect
from kpi_xl.calc.unsupported import calc


@calc
class Apps(base_classes.Apps):
    """The offices this process has started or attached to, by process number."""

    def __init__(self) -> None:
        self._apps: dict[int, App] = {}

    def keys(self) -> list[int]:
        return list(self._running())

    def add(
        self, spec: object = None, add_book: bool | None = None, xl: Any = None, visible: bool | None = None
    ) -> App:
        """Starts an office of our own, which never has a screen; ``add_book`` as in Excel."""
        office = Office()
        app = App(office.context, office.pid, office)
        self._apps[app.pid] = app
        if add_book:
            app.books.add()
        return app

    def attach(self, connection: str, pid: int) -> App:
        """The running office that listens on a connection such as ``pipe,name=NAME``; it is never ended
        from here."""
        return self.join(connect(connection), pid)

    def join(self, context: Any, pid: int) -> App:
        """The office of a component context: of one attached to, or of the one this code runs in."""
        return self._apps.setdefault(pid, App(context, pid, None))

    def _running(self) -> dict[int, App]:
        self._apps = {pid: app for pid, app in self._apps.items() if not app.ended}
        return self._apps

    def __iter__(self) -> Iterator[App]:
        return iter(reversed(self._running().values()))

    def __len__(self) -> int:
        return len(self._running())

    def __getitem__(self, pid: int) -> App:
        return self._running()[pid]


class Engine:
    """What ``xlwings.main.Engine`` asks of an engine."""

    name = "calc"
    type = "desktop"

    def __init__(self) -> None:
        self.apps = Apps()

    @staticmethod
    def prepare_xl_data_element(value: object, _options: object) -> object:
        """One value on its way to a cell: what is no number becomes an empty cell."""
        if value is None or value != value:  # noqa: PLR0124 - NaN, NaT and their like differ from themselves
            return ""
        if isinstance(value, numbers.Real) and not isinstance(value, (bool, int, float)):
            return float(value)
        return value

    @staticmethod
    def clean_value_data(
        data: Any,
        datetime_builder: Callable[..., object],
        empty_as: object,
        number_builder: Callable[[float], object] | None,
        err_to_str: bool,
    ) -> list[list[object]]:
        """Rows of cells as they were read, with dates, numbers, blanks and errors as the caller wants
        them."""

        def clean(value: object) -> object:
            if value is None or value == "":
                return empty_as
            if isinstance(value, datetime.datetime):
                return datetime_builder(
                    year=value.year, month=value.month, day=value.day, hour=value.hour,
                    minute=value.minute, second=value.second, microsecond=value.microsecond, tzinfo=None,
                )  # fmt: skip
            if type(value) is int and value in ERRORS:
                return ERRORS[value] if err_to_str else None
            if number_builder and isinstance(value, float):
                return number_builder(value)
            return value

        return [[clean(value) for value in row] for row in data]


IMPL = Engine()
ENGINE = xlwings.main.Engine(impl=IMPL)
App.engine = IMPL
