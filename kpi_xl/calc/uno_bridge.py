"""LibreOffice's own Python bridge, loaded from where its package put it, and nothing else with it."""

import builtins
import importlib.util
import sys
from functools import cache
from types import ModuleType
from typing import Any

from kpi_xl.model import KpiError

_PLACES = (
    "/usr/lib/python3/dist-packages/uno.py",  # Debian and Ubuntu: the package python3-uno
    "/usr/lib/libreoffice/program/uno.py",
    "/usr/lib64/libreoffice/program/uno.py",
)


class NoOffice(KpiError):
    """LibreOffice cannot be used; the message says why and what to do."""


@cache
def uno() -> ModuleType:
    """The module ``uno``. Raises NoOffice where it is not installed, or made for another Python.

    Its own changes to the import path and to the import statement are taken back: nothing here needs them.
    """
    if "uno" in sys.modules:
        return sys.modules["uno"]
    path, statement = list(sys.path), builtins.__import__
    reason: Exception | None = None
    try:
        for place in _PLACES:
            spec = importlib.util.spec_from_file_location("uno", place)
            if spec is None or spec.loader is None:
                continue
            module = importlib.util.module_from_spec(spec)
            try:
                spec.loader.exec_module(module)
            except (ImportError, OSError) as error:
                reason = reason if isinstance(reason, ImportError) else error
                continue
            sys.modules["uno"] = module
            _let_errors_be_traced(module)
            return module
    finally:
        sys.path[:], builtins.__import__ = path, statement
    raise NoOffice(
        "LibreOffice Calc and its Python bridge are needed. Run this, then try again: "
        "sudo apt-get install libreoffice-calc python3-uno"
    ) from reason


def _let_errors_be_traced(module: ModuleType) -> None:
    """Lets UNO's errors take the traceback that contextlib gives them; as they come, they refuse it with
    another error, which hides the first."""
    set_field = module._uno_struct__setattr__

    def set_attribute(error: object, name: str, value: object) -> None:
        if name.startswith("__"):
            object.__setattr__(error, name, value)
        else:
            set_field(error, name, value)

    module._uno_struct__setattr__ = set_attribute  # type: ignore[attr-defined]


def struct(name: str, **fields: object) -> Any:
    """A UNO structure by its name after ``com.sun.star.``, with these fields."""
    made = uno().createUnoStruct(f"com.sun.star.{name}")
    for field, value in fields.items():
        setattr(made, field, value)
    return made


def properties(**values: object) -> tuple[Any, ...]:
    """Named values, as UNO's services take them."""
    return tuple(struct("beans.PropertyValue", Name=name, Value=value) for name, value in values.items())


def constant(name: str) -> Any:
    """A UNO enumeration's value, such as ``awt.FontSlant.ITALIC``."""
    group, _, value = name.rpartition(".")
    return uno().Enum(f"com.sun.star.{group}", value)


def is_exception(error: BaseException, name: str) -> bool:
    """Whether an error is the UNO exception of this name after ``com.sun.star.``."""
    return any(kind.__name__ == f"com.sun.star.{name}" for kind in type(error).__mro__)


def connect(connection: str) -> Any:
    """The component context of the office that listens on a connection such as ``pipe,name=NAME``."""
    local = uno().getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    return resolver.resolve(f"uno:{connection};urp;StarOffice.ComponentContext")
