"""The bytes of a workbook's file, and in words why there are none."""

import os

from kpi_xl.model import UnreadableBook

_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ONLINE_ONLY = 0x441000  # FILE_ATTRIBUTE_RECALL_ON_DATA_ACCESS, _RECALL_ON_OPEN and _OFFLINE

MOST_BYTES = 200 << 20
"""A larger file is no scorecard; 50 MB are a workbook with many pictures."""


def bytes_of(path: str) -> bytes:
    """The bytes of a file that is a zip. Raises UnreadableBook."""
    name = os.path.basename(path)
    try:
        with open(path, "rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise UnreadableBook(f"There is no file {path}. Check its name and folder.") from error
    except OSError as error:
        if _is_online_only(path):
            raise UnreadableBook(
                f"{name} is kept online only and could not be fetched. Connect to OneDrive, or right-click "
                'it and choose "Always keep on this device", then try again.'
            ) from error
        raise UnreadableBook(
            f"{name} cannot be opened: {error.strerror or error}. Close it elsewhere."
        ) from error
    if len(data) > MOST_BYTES:
        raise UnreadableBook(f"{name} is larger than {MOST_BYTES >> 20} MB. Choose a scorecard workbook.")
    if data[:8] == _OLD_EXCEL and _ENCRYPTED in data:
        raise UnreadableBook(f"{name} has a password to open it. Save a copy without one in Excel.")
    if data[:8] == _OLD_EXCEL:
        raise UnreadableBook(f"{name} is in the old .xls format. Save it as .xlsx or .xlsm in Excel.")
    if data[:2] != b"PK":
        raise UnreadableBook(f"{name} is not an Excel workbook. Choose a .xlsx or .xlsm file.")
    return data


def _is_online_only(path: str) -> bool:
    """Whether Windows says that a file's content is elsewhere, as OneDrive's is until it is fetched."""
    try:
        return bool(getattr(os.stat(path), "st_file_attributes", 0) & _ONLINE_ONLY)
    except OSError:
        return False
