"""What xlwings offers and this engine does not: one plain sentence, made here for all of it."""

from collections.abc import Callable
from types import FunctionType
from typing import Any, NoReturn, TypeVar

Kind = TypeVar("Kind", bound=type)


def calc(kind: Kind) -> Kind:
    """Makes whatever a class leaves to xlwings' empty base class say that LibreOffice has no such thing."""
    for base in kind.__mro__:
        if base.__module__ != "xlwings.base_classes":
            continue
        for name, member in vars(base).items():
            own = _found(kind, name)
            if own is member and _is_empty(member):
                setattr(kind, name, _refusing(f"{base.__name__}.{name}", isinstance(member, property)))
            elif _lacks_setter(own, member):
                setattr(kind, name, own.setter(_refusal(f"Setting {base.__name__}.{name}")))
    return kind


def _lacks_setter(own: object, member: object) -> bool:
    both = isinstance(own, property) and isinstance(member, property)
    return both and own.fset is None and member.fset is not None  # type: ignore[attr-defined]


def _found(kind: type, name: str) -> Any:
    return next(vars(base)[name] for base in kind.__mro__ if name in vars(base))


def _is_empty(member: object) -> bool:
    """Whether a member of a base class does nothing but refuse."""
    if isinstance(member, property):
        return member.fget is None or _is_empty(member.fget)
    if isinstance(member, staticmethod):
        return _is_empty(member.__func__)
    return isinstance(member, FunctionType) and "NotImplementedError" in member.__code__.co_names


def _refusing(what: str, is_property: bool) -> Any:
    refusal = _refusal(what)
    return property(refusal, refusal) if is_property else refusal


def _refusal(what: str) -> Callable[..., NoReturn]:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise NotImplementedError(f"{what} is not supported in LibreOffice")

    return refuse
