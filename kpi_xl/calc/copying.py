"""A sheet copied, with all that Excel carries along, within a book or into another."""

import contextlib
import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kpi_xl.calc.charts import copy_names
from kpi_xl.calc.view import look_alike

if TYPE_CHECKING:
    from kpi_xl.calc.book import Book
    from kpi_xl.calc.sheet import Sheet

_RULE = "Rule "
"""How the cell styles of rules are named once they are named by what they do."""

_CONDITION = 0  # sheet.ConditionEntryType
_STYLE_ONLY = ("DisplayName", "Hidden", "IsCellBackgroundTransparent")
_PAGE_SKIPPED = ("DisplayName", "Hidden", "IsPhysical", "FollowStyle", "UserDefinedAttributes")


def copy_within(sheet: "Sheet", place: int) -> None:
    """Copies a sheet to a place (from 0) of its own book, under Excel's name for copies."""
    document = sheet.book.xl
    name = _free_name(sheet.name, sheet.book)
    document.Sheets.copyByName(sheet.name, name, place)
    copy = document.Sheets.getByName(name)
    document.CurrentController.setActiveSheet(copy)
    copy_names(sheet.xl, copy)
    look_alike((document, sheet.xl), (document, copy))


def import_sheet(sheet: "Sheet", book: "Book", place: int) -> None:
    """Copies a sheet to a place (from 0) of another book that is open in the same office.

    LibreOffice brings over the cells, their looks, rules, notes, validation, charts and local names. The
    rest is brought here: the colours of rules, names of series, the page style, print areas, the view.
    The copy becomes the active sheet, as in Excel.
    """
    old, new = sheet.book.xl, book.xl
    name = sheet.name if sheet.name not in book.sheets else _free_name(sheet.name, book)
    name_rules_by_content(old, sheet.xl)
    copy = _imported(old, sheet.name, new, place)
    copy.Name = name
    _compile_rules(copy)
    copy_names(sheet.xl, copy)
    _copy_page(sheet.xl, old, copy, new)
    look_alike((old, sheet.xl), (new, copy))


def _imported(old: Any, name: str, new: Any, place: int) -> Any:
    """The sheet that LibreOffice's own import brings, made the active one.

    The import moves the sheets behind it without telling the view, which would go on drawing by the old
    places and break down. So a sheet before the place is the active one meanwhile; at the front, one that
    is added for it and goes again.
    """
    sheets, view = new.Sheets, new.CurrentController
    guard = f"{name[:20]} imported" if place == 0 else ""
    if guard:
        sheets.insertNewByName(guard, 0)
        place = 1
    view.setActiveSheet(sheets.getByIndex(place - 1))
    with _without_vba(new):
        copy = sheets.getByIndex(sheets.importSheet(old, name, place))
    view.setActiveSheet(copy)
    if guard:
        sheets.removeByName(guard)
    return copy


@contextlib.contextmanager
def _without_vba(document: Any) -> Iterator[None]:
    """While this lasts LibreOffice takes a document for one without VBA. To one with VBA it brings a sheet
    along with its module, and breaks off in the midst where the sheet has none."""
    libraries = document.BasicLibraries
    mode = libraries.VBACompatibilityMode
    libraries.VBACompatibilityMode = False
    try:
        yield
    finally:
        libraries.VBACompatibilityMode = mode


def _free_name(name: str, book: "Book") -> str:
    number = 2
    while (free := f"{name[: 31 - len(f' ({number})')]} ({number})") in book.sheets:
        number += 1
    return free


def name_rules_by_content(document: Any, sheet: Any) -> None:
    """Names the cell styles of a sheet's rules by what they do.

    Every file numbers its own (``ConditionalStyle_1``), and a sheet that comes into another document takes
    that document's style of the same name. Named by content, the same name is the same look everywhere,
    and no copy adds a style twice.
    """
    styles = document.StyleFamilies.getByName("CellStyles")
    for rule in sheet.ConditionalFormats.getConditionalFormats():
        for at in range(rule.Count):
            entry = rule.getByIndex(at)
            if entry.getType() != _CONDITION or entry.StyleName.startswith(_RULE):
                continue
            style = styles.getByName(entry.StyleName)
            name = _RULE + _digest(style, document)
            if styles.hasByName(name):
                entry.StyleName = name
            else:
                style.Name = name  # rules that have the style follow it


def _compile_rules(sheet: Any) -> None:
    """Has the document compile the rules of a sheet that came from another one. As they come, their texts
    are those of the other document's store, which equal no text of this one: no RAG cell has its colour."""
    for rule in sheet.ConditionalFormats.getConditionalFormats():
        for entry in map(rule.getByIndex, range(rule.Count)):
            if entry.getType() == _CONDITION:
                entry.Formula1 = entry.Formula1


def _digest(style: Any, document: Any) -> str:
    names = tuple(prop.Name for prop in style.PropertySetInfo.Properties if prop.Name not in _STYLE_ONLY)
    states = style.getPropertyStates(names)
    own = [name for name, state in zip(names, states, strict=True) if state.value == "DIRECT_VALUE"]
    values = {name: style.getPropertyValue(name) for name in own}
    if "NumberFormat" in values:  # a number that another document gives to another format
        values["NumberFormat"] = document.NumberFormats.getByKey(values["NumberFormat"]).FormatString
    return hashlib.sha256(repr(sorted(values.items())).encode()).hexdigest()[:12]


def _copy_page(old_sheet: Any, old: Any, new_sheet: Any, new: Any) -> None:
    """Gives a copied sheet its page style, print areas, and the rows and columns that repeat.

    The style is one of the same name that says the same, or else has the first such name that is free.
    """
    was = old.StyleFamilies.getByName("PageStyles").getByName(old_sheet.PageStyle)
    styles = new.StyleFamilies.getByName("PageStyles")
    if was.isUserDefined():
        properties = _page_properties(was)
        wanted, first = _settings(was, properties), old_sheet.PageStyle
        name, number = first, 1
        while styles.hasByName(name):
            style = styles.getByName(name)
            if _settings(style, properties) == wanted or not style.isInUse():
                break
            number += 1
            name = f"{first}_{number}"
        if not styles.hasByName(name):
            styles.insertByName(name, new.createInstance("com.sun.star.style.PageStyle"))
        _copy_settings(was, styles.getByName(name), properties)
        new_sheet.PageStyle = name
    number = new_sheet.RangeAddress.Sheet
    new_sheet.PrintAreas = tuple(_moved(area, number) for area in old_sheet.PrintAreas)
    for what in ("TitleRows", "TitleColumns"):
        setattr(new_sheet, what, _moved(getattr(old_sheet, what), number))
    new_sheet.PrintTitleRows = old_sheet.PrintTitleRows
    new_sheet.PrintTitleColumns = old_sheet.PrintTitleColumns


def _moved(area: Any, sheet: int) -> Any:
    area.Sheet = sheet
    return area


def _page_properties(style: Any) -> tuple[str, ...]:
    read_only = 16  # beans.PropertyAttribute.READONLY
    return tuple(
        prop.Name
        for prop in style.PropertySetInfo.Properties
        if not prop.Attributes & read_only and prop.Name not in _PAGE_SKIPPED
    )


def _settings(style: Any, names: tuple[str, ...]) -> dict[str, Any]:
    """All that a page style says, headers and footers as their three texts."""
    said = dict(zip(names, style.getPropertyValues(names), strict=True))
    for name, content in said.items():
        if name.endswith("Content") and content is not None:
            parts = (content.LeftText, content.CenterText, content.RightText)
            said[name] = tuple(part.getString() for part in parts)
    return said


def _copy_settings(old: Any, new: Any, names: tuple[str, ...]) -> None:
    # A header's or footer's own settings exist only once it is on, and its text comes after them all.
    first = tuple(name for name in names if name.endswith("IsOn"))
    last = tuple(name for name in names if name.endswith("Content"))
    rest = tuple(name for name in names if name not in first + last)
    for group in (first, rest, last):
        pairs = zip(group, old.getPropertyValues(group), new.getPropertyValues(group), strict=True)
        changed = {name: value for name, value, present in pairs if value is not None and value != present}
        if changed:
            ordered = sorted(changed)  # as setPropertyValues asks
            new.setPropertyValues(tuple(ordered), tuple(changed[name] for name in ordered))
