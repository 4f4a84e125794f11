"""Packs as PDFs, printed by LibreOffice: tagged, with a bookmark a sheet and their title shown."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from kpi_xl.libreoffice import office
from kpi_xl.model import NotWritten

MISSING = "No PDFs were made: LibreOffice is not installed on this computer."
WITHOUT = "Publish again with --no-pdf to do without PDFs."

START_SECONDS, BOOK_SECONDS = 120, 30
"""How long LibreOffice is waited for: to start, and for each pack."""

Printer = Callable[[Mapping[str, bytes], Callable[[int, int], None]], dict[str, bytes]]
"""Makes PDFs of workbooks, by the same names; tells how many of how many are printed."""

_PAUSE = 0.1  # seconds between two looks at what is printed

_FILTER = (
    'pdf:calc_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"ExportBookmarks":{"type":"boolean","value":"true"},'
    '"DisplayPDFDocumentTitle":{"type":"boolean","value":"true"}}'
)
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>en-GB</value></prop></item>
<item oor:path="/org.openoffice.Office.Linguistic/General"><prop oor:name="DefaultLocale" oor:op="fuse">
<value>en-GB</value></prop></item>
</oor:items>
"""


def printed(books: Mapping[str, bytes], told: Callable[[int, int], None]) -> dict[str, bytes]:
    """Workbooks as PDFs, by the same names. LibreOffice is started once, with a profile of its own; ``told``
    hears how many of how many are printed.

    Raises NotWritten where LibreOffice is missing, fails, or takes too long.
    """
    command = office()
    if command is None:
        raise NotWritten(MISSING)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_PROFILE, encoding="utf-8")
        files = {book: folder / f"{number}.xlsx" for number, book in enumerate(books)}
        for book, file in files.items():
            file.write_bytes(books[book])
        _convert(command, folder, list(files.values()), told)
        missing = [book for book, file in files.items() if not file.with_suffix(".pdf").exists()]
        if missing:
            raise NotWritten(f"LibreOffice did not make {', '.join(missing)}. {WITHOUT}")
        return {book: file.with_suffix(".pdf").read_bytes() for book, file in files.items()}


def _convert(command: str, folder: Path, files: list[Path], told: Callable[[int, int], None]) -> None:
    seconds = START_SECONDS + BOOK_SECONDS * len(files)
    ends = time.monotonic() + seconds
    words = [command, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    words += ["--convert-to", _FILTER, "--outdir", str(folder), *map(str, files)]
    quiet = subprocess.DEVNULL
    try:
        process = subprocess.Popen(words, stdout=quiet, stderr=quiet, start_new_session=True)
    except OSError as error:
        raise NotWritten(f"LibreOffice could not be started: {error.strerror or error}. {WITHOUT}") from error
    try:
        while process.poll() is None:
            told(sum(file.with_suffix(".pdf").exists() for file in files), len(files))
            if time.monotonic() > ends:
                raise NotWritten(f"LibreOffice took longer than {seconds} seconds. {WITHOUT}")
            time.sleep(_PAUSE)
    finally:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Ends LibreOffice, which on Linux and macOS is a program started by the one that was called."""
    if sys.platform == "win32":
        process.kill()
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
