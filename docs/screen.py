"""A screen that nobody sees, with a pointer to click with: Xvfb and xdotool."""

import contextlib
import os
import struct
import subprocess
import tempfile
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

_HEAD = struct.Struct(">25I")
"""An X window dump's header: 25 numbers, with the sizes at fixed places. Source: X11/XWDFile.h."""


class Screen:
    """A screen of 32-bit pixels: ``display`` is its X display, such as ``:91``."""

    def __init__(self, display: str, file: Path) -> None:
        self.display, self._file = display, file

    def click(self, place: tuple[int, int]) -> None:
        """Moves the pointer to a place (x, y) and presses its first button."""
        words = ["mousemove", "--sync", str(place[0]), str(place[1]), "click", "1"]
        subprocess.run(["xdotool", *words], check=True, env=os.environ | {"DISPLAY": self.display})

    def at_rest(self) -> None:
        """Waits until nothing changes any more, ten seconds at most."""
        was = b""
        for _ in range(25):
            time.sleep(0.4)
            now = self._file.read_bytes()
            if now == was:
                return
            was = now

    def rows(self) -> list[bytes]:
        """What is drawn: for every line its pixels, three bytes each (red, green, blue)."""
        data = self._file.read_bytes()
        head = _HEAD.unpack_from(data)
        width, height, line, colours = head[4], head[5], head[12], head[19]
        start = head[0] + 12 * colours
        made = []
        for at in range(start, start + height * line, line):
            pixels, row = data[at : at + 4 * width], bytearray(3 * width)
            row[0::3], row[1::3], row[2::3] = pixels[2::4], pixels[1::4], pixels[0::4]
            made.append(bytes(row))
        return made

    def colours(self) -> set[tuple[int, int, int]]:
        """The red, green and blue of all that is drawn."""
        return {
            (row[at], row[at + 1], row[at + 2]) for row in set(self.rows()) for at in range(0, len(row), 3)
        }

    def save(self, png: Path, size: tuple[int, int]) -> None:
        """Writes what is drawn as a PNG: the width and height given, from the top left corner."""
        width, height = size
        lines = b"".join(b"\0" + row[: 3 * width] for row in self.rows()[:height])
        head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
        parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
        png.write_bytes(
            b"\x89PNG\r\n\x1a\n"
            + b"".join(
                struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
                for kind, data in parts
            )
        )


@contextlib.contextmanager
def screen(width: int, height: int) -> Iterator[Screen]:
    """A screen of so many pixels, gone afterwards."""
    reading, writing = os.pipe()
    with tempfile.TemporaryDirectory() as folder:
        server = subprocess.Popen(
            [
                *("Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24"),
                *("-noreset", "-nolisten", "tcp", "-fbdir", folder),
            ],
            pass_fds=[writing],
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        try:
            with os.fdopen(reading) as told:
                number = told.readline().strip()  # the server writes it once it can be used
            yield Screen(f":{number}", Path(folder) / "Xvfb_screen0")
        finally:
            server.terminate()
            server.wait(20)
