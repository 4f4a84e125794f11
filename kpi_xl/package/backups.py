"""The last versions of a workbook, kept in a folder beside it before it is written over."""

import os
import re
import time

FOLDER = ".kpi-xl"
"""The folder beside the workbook that holds its earlier versions."""

KEPT = 3
"""How many versions of a workbook are kept."""


def keep_backup(path: str) -> str | None:
    """Keeps the workbook as it is now, under the date and time it was last saved; None where that version
    is kept already. Raises OSError where it cannot be.

    The copy is a second name of the same file where the disk can do that: it takes no room until the
    workbook is replaced, and no time.
    """
    folder = os.path.join(os.path.dirname(path), FOLDER)
    os.makedirs(folder, exist_ok=True)
    seconds, thousandths = divmod(os.stat(path).st_mtime_ns // 1_000_000, 1000)
    saved = f"{time.strftime('%Y-%m-%d %H.%M.%S', time.localtime(seconds))}.{thousandths:03d}"
    stem, ending = os.path.splitext(os.path.basename(path))
    copy = os.path.join(folder, f"{stem} {saved}{ending}")
    if os.path.exists(copy):
        return None
    try:
        os.link(path, copy)
    except OSError:
        with open(path, "rb") as source, open(copy, "wb") as target:
            target.write(source.read())
    return copy


def let_go_of_old(path: str) -> None:
    """Removes the oldest versions of a workbook past KEPT."""
    folder = os.path.join(os.path.dirname(path), FOLDER)
    stem, ending = map(re.escape, os.path.splitext(os.path.basename(path)))
    version = rf"{stem} \d{{4}}-\d\d-\d\d \d\d\.\d\d\.\d\d\.\d\d\d{ending}"
    versions = sorted(name for name in os.listdir(folder) if re.fullmatch(version, name))
    for old in versions[:-KEPT]:
        os.unlink(os.path.join(folder, old))


def undo_backup(copy: str) -> None:
    """Removes a version that was not written over after all, and the folder if it was made for it."""
    os.unlink(copy)
    folder = os.path.dirname(copy)
    if not os.listdir(folder):
        os.rmdir(folder)
