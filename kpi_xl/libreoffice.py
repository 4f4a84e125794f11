"""Where LibreOffice is on this computer."""

import shutil
from pathlib import Path

NAMES = ("soffice", "libreoffice")
PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
"""Where it is on Windows and macOS, which do not put it on the path."""


def office() -> str | None:
    """The command that starts LibreOffice; None where it is not installed."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    return found or next((place for place in PLACES if Path(place).exists()), None)
