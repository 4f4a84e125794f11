"""A small file for IT: what failed and where in the program, and nothing of what a workbook holds."""

import os
import sys
import time
import traceback

from kpi_xl.version import VERSION

MOST_BYTES = 100_000
"""A full log becomes the old one, of which there is one."""


def log_file() -> str:
    """Where the log is: among the application data of Windows, the logs of a Mac, else the user's state."""
    home = os.path.expanduser("~")
    if sys.platform == "win32":
        folder = os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")
        return os.path.join(folder, "kpi_xl", "kpi_xl.log")
    if sys.platform == "darwin":
        return os.path.join(home, "Library", "Logs", "kpi_xl", "kpi_xl.log")
    folder = os.environ.get("XDG_STATE_HOME") or os.path.join(home, ".local", "state")
    return os.path.join(folder, "kpi_xl", "kpi_xl.log")


def log_failure(step: str, error: BaseException) -> str:
    """Notes a failure: when, which version and step, the kinds of error that led to it, and their lines of
    the program. No message is noted, as messages repeat what cells hold. Returns the file; "" where it
    cannot be written."""
    lines = [f"{time.strftime('%Y-%m-%d %H:%M:%S')} kpi_xl {VERSION} {step}"]
    cause: BaseException | None = error
    while cause is not None:
        lines.append(f"  {type(cause).__module__}.{type(cause).__name__}")
        frames = traceback.extract_tb(cause.__traceback__)
        lines += [f"    {_module(frame.filename)}:{frame.lineno}" for frame in frames]
        cause = cause.__cause__ or cause.__context__
    file = log_file()
    try:
        os.makedirs(os.path.dirname(file), exist_ok=True)
        if os.path.exists(file) and os.path.getsize(file) > MOST_BYTES:
            os.replace(file, f"{file}.old")
        with open(file, "a", encoding="utf-8") as log:
            log.write("\n".join(lines) + "\n")
    except OSError:
        return ""
    return file


def _module(file: str) -> str:
    """A source file by its package's folder and its name, without the folders of this computer's user."""
    folder, name = os.path.split(file)
    return f"{os.path.basename(folder)}/{name}"
