"""The folder that packs are put into: their names and versions, and all of a set or none of it."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kpi_xl.model import NotWritten

LONGEST, MOST_BYTES = 100, 200
"""Characters of a pack's name in its file name, and bytes, of which a file name may have 255."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]+')


def file_stem(name: str, period: str, taken: set[str]) -> str:
    """A file name for a pack, without version and ending: what no file name may hold, and what turns the
    way it reads, becomes a space, and a name that is ``taken`` gets a number. It is added to those."""
    cut = " ".join(_FORBIDDEN.sub(" ", name).split())[:LONGEST].encode()[:MOST_BYTES]
    cleaned = cut.decode(errors="ignore").strip(" .") or "Scorecard"
    stem, number = f"{cleaned} {period}", 2
    while stem.casefold() in taken:
        stem, number = f"{cleaned} ({number}) {period}", number + 1
    taken.add(stem.casefold())
    return stem


def next_version(folder: Path, stem: str, make: Callable[[int], bytes]) -> tuple[int, bytes | None]:
    """The version a pack gets, and its bytes: one more than the last in the folder, or that one and None
    where it has the same content."""
    form = re.compile(re.escape(stem) + r" v(\d+)\.xlsx", re.IGNORECASE)
    there = {int(match[1]): path for path in _files(folder) if (match := form.fullmatch(path.name))}
    last = max(there, default=0)
    if last and there[last].read_bytes() == make(last):
        return last, None
    return last + 1, make(last + 1)


def _files(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


@contextmanager
def put_together(folder: Path, files: dict[str, bytes]) -> Iterator[None]:
    """Puts all files into a folder, which is made if need be; where that fails, or what is done within the
    context does, none of them is left. No file is ever written over.

    Raises NotWritten, saying why and what to do.
    """
    folder = folder.absolute()
    new = not folder.exists()
    aside = (folder.parent if new else folder) / f".{folder.name}.{os.getpid()}.tmp"
    placed: list[Path] = []
    try:
        try:
            aside.mkdir(parents=True)
            for name, data in files.items():
                _write(aside / name, data)
            folder.mkdir(exist_ok=True)
            for name in files:
                _move(aside / name, folder / name)
                placed.append(folder / name)
        except OSError as error:
            raise NotWritten(_sentence(folder, error)) from error
        yield
    except BaseException:
        for path in placed:
            path.unlink()
        if new and folder.is_dir() and not _files(folder):
            folder.rmdir()
        raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _move(source: Path, target: Path) -> None:
    """Moves a file to a name that is free. Raises FileExistsError where it is not."""
    if target.exists():
        raise FileExistsError(f"{target.name} is there already")
    source.rename(target)


def _sentence(folder: Path, error: OSError) -> str:
    if isinstance(error, FileExistsError):
        what = error if error.errno is None else f"{folder} is a file"
        return f"Nothing was published: {what}. Publish again, or choose another folder."
    if isinstance(error, PermissionError):
        return f"Nothing was published: {folder} may not be written to. Choose another folder."
    return f"Nothing was published: {error.strerror or error}. Choose another folder than {folder}."
