"""The last versions of a workbook, kept in a folder beside it before it is written over."""

import os
import time
from pathlib import Path

FOLDER = ".kpi-xl"
"""The folder beside the workbook that holds its earlier versions."""

KEPT = 3
"""How many versions of a workbook are kept."""


def keep_backup(path: Path) -> Path | None:
    """Keeps the workbook as it is now, under the date and time it was last saved; None where that version
    is kept already. Raises OSError where it cannot be.

    The copy is a second name of the same file where the disk can do that: it takes no room until the
    workbook is replaced, and no time.
    """
    folder = path.parent / FOLDER
    folder.mkdir(exist_ok=True)
    seconds, thousandths = divmod(path.stat().st_mtime_ns // 1_000_000, 1000)
    saved = f"{time.strftime('%Y-%m-%d %H.%M.%S', time.localtime(seconds))}.{thousandths:03d}"
    copy = folder / f"{path.stem} {saved}{path.suffix}"
    if copy.exists():
        return None
    try:
        os.link(path, copy)
    except OSError:
        copy.write_bytes(path.read_bytes())
    return copy


def let_go_of_old(path: Path) -> None:
    """Removes the oldest versions of a workbook past KEPT."""
    versions = f"{_literal(path.stem)} ????-??-?? ??.??.??.???{path.suffix}"
    for old in sorted((path.parent / FOLDER).glob(versions))[:-KEPT]:
        old.unlink(missing_ok=True)


def undo_backup(copy: Path) -> None:
    """Removes a version that was not written over after all, and the folder if it was made for it."""
    copy.unlink(missing_ok=True)
    if not any(copy.parent.iterdir()):
        copy.parent.rmdir()


def _literal(name: str) -> str:
    """A name in which glob sees no wildcards."""
    return "".join(f"[{char}]" if char in "*?[" else char for char in name)
