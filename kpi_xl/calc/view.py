"""What LibreOffice keeps of a sheet in the view: it is reached while that sheet is the active one."""

from typing import Any


class Shown:
    """The view of a document while a sheet of it is the active one."""

    def __init__(self, document: Any, sheet: Any) -> None:
        self._view, self._sheet = document.CurrentController, sheet

    def __enter__(self) -> Any:
        self._before = self._view.ActiveSheet
        self._view.setActiveSheet(self._sheet)
        return self._view

    def __exit__(self, *_: object) -> None:
        self._view.setActiveSheet(self._before)


def turn_from(document: Any, sheet: Any) -> None:
    """Makes the next visible sheet the active one, or the one before, where ``sheet`` is it."""
    view, sheets, place = document.CurrentController, document.Sheets, sheet.RangeAddress.Sheet
    if view.ActiveSheet.RangeAddress.Sheet != place:
        return
    others = [*range(place + 1, sheets.Count), *reversed(range(place))]
    other = next((sheets.getByIndex(at) for at in others if sheets.getByIndex(at).IsVisible), None)
    if other is not None:
        view.setActiveSheet(other)


def look_alike(old: tuple[Any, Any], new: tuple[Any, Any]) -> None:
    """Gives a sheet the frozen panes, grid lines and zoom of another; both as (document, sheet)."""
    with Shown(*old) as view:
        frozen = (view.SplitColumn, view.SplitRow) if view.hasFrozenPanes() else (0, 0)
        settings = {name: getattr(view, name) for name in ("ShowGrid", "ZoomType", "ZoomValue")}
    with Shown(*new) as view:
        for name, value in settings.items():
            setattr(view, name, value)
        view.freezeAtPosition(*frozen)
