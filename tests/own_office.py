"""A LibreOffice of one's own, spoken to from the system's own Python, which has LibreOffice's bridge.

Scripts that run there import this and nothing else of the tests.
"""

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uno


def _connected(pipe: str) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    for _ in range(300):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            time.sleep(0.1)
    raise SystemExit("LibreOffice did not start")


@contextmanager
def own_office() -> Iterator[tuple[Any, Any]]:
    """The component context and the desktop of a LibreOffice with its own profile, until the block ends."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        pipe = profile.rpartition("/")[2]
        profile_argument = f"-env:UserInstallation=file://{profile}"
        office = subprocess.Popen(
            ["soffice", profile_argument, "--headless", "--norestore", f"--accept=pipe,name={pipe};urp"],
            stdout=subprocess.DEVNULL,
            cwd=profile,  # not where kpi_xl lies, which LibreOffice's Python is not to find
            start_new_session=True,  # soffice is a script: it ends with the program it starts, as one group
        )
        try:
            context = _connected(pipe)
            yield context, context.ServiceManager.createInstance("com.sun.star.frame.Desktop")
        finally:
            os.killpg(office.pid, signal.SIGKILL)
            office.wait(60)
