"""This computer, as far as the doctor asks about it: programs, packages, the registry, files."""

import os
import sys
from collections.abc import Mapping
from importlib import metadata

from kpi_xl.libreoffice import office

Values = Mapping[str, object]
"""What a key of the registry holds, by name in small letters."""


class Computer:
    """Answers from the computer that runs this Python; nothing is ever changed."""

    platform = sys.platform
    executable = sys.executable
    python = sys.version_info[:3]
    environment: Mapping[str, str] = os.environ

    def version(self, package: str) -> str:
        """The version of an installed package; "" where it is not installed."""
        try:
            return metadata.version(package)
        except metadata.PackageNotFoundError:
            return ""

    def pinned(self, package: str) -> str:
        """The version of a package that this kpi_xl asks for, and no other; "" where it is not told."""
        try:
            wanted = metadata.requires("kpi-xl") or []
        except metadata.PackageNotFoundError:
            return ""
        return next((line.partition("==")[2] for line in wanted if line.startswith(f"{package}==")), "")

    def libreoffice(self) -> str:
        """The command that starts LibreOffice; "" where it is not installed."""
        return office() or ""

    def registry(self, key: str) -> Values:
        """The values of a key of the user's registry; none where there is no such key or no registry."""
        if sys.platform != "win32":
            return {}
        import winreg  # noqa: PLC0415 - only Windows has it

        values: dict[str, object] = {}
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
                for number in range(winreg.QueryInfoKey(opened)[1]):
                    name, value, _ = winreg.EnumValue(opened, number)
                    values[name.lower()] = value
        except OSError:
            return {}
        return values

    def from_internet(self, path: str) -> bool:
        """Whether Windows has marked a file as one from the internet, whose macros Excel blocks."""
        if self.platform != "win32":
            return False
        try:
            with open(f"{path}:Zone.Identifier", encoding="utf-8", errors="replace") as mark:
                return any(line.strip() in ("ZoneId=3", "ZoneId=4") for line in mark)
        except OSError:
            return False
