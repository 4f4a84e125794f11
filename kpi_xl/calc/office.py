"""A LibreOffice of our own: started without a screen, with a profile of its own, and ended by us."""

import atexit
import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from typing import Any

from kpi_xl.calc.uno_bridge import NoOffice, connect, uno
from kpi_xl.libreoffice import office

_START = 90.0  # seconds; on a busy machine the first start of a new profile takes some
_END = 10.0
_PAUSE = 0.05

# The shell waits for its input to close, which happens when our own process ends, however it ends; then
# it ends the office and all of its group.
_KEEPER = '"$@" </dev/null & read -r _; rm -rf "$PROFILE"; kill -KILL 0'


class Office:
    """A running soffice that belongs to this process.

    ``pid`` is the number of its process group, ``connection`` where it listens, ``context`` its component
    context. Raises NoOffice where LibreOffice is missing or does not answer.
    """

    def __init__(self) -> None:
        uno()
        program = office()
        if program is None:
            raise NoOffice(
                "LibreOffice Calc is not installed. Run this, then try again: "
                "sudo apt-get install libreoffice-calc python3-uno"
            )
        self._profile = tempfile.mkdtemp(prefix="kpi-xl-office-")
        self.connection = f"pipe,name=kpi_xl_{uuid.uuid4().hex}"
        arguments = [
            program,
            f"-env:UserInstallation=file://{self._profile}",
            "--headless",
            "--norestore",
            "--nologo",
            "--nofirststartwizard",
            f"--accept={self.connection};urp;StarOffice.ComponentContext",
        ]
        self._process = subprocess.Popen(
            ["/bin/sh", "-c", _KEEPER, "sh", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env=os.environ | {"PROFILE": self._profile},
        )
        self.pid = self._process.pid
        atexit.register(self.kill)
        self.context = self._connected()

    def _connected(self) -> Any:
        """The component context, as soon as the office answers."""
        latest = time.monotonic() + _START
        while True:
            try:
                return connect(self.connection)
            except Exception as error:
                if time.monotonic() > latest:
                    self.kill()
                    raise NoOffice(f"LibreOffice did not answer within {_START:.0f} seconds.") from error
                time.sleep(_PAUSE)

    def quit(self) -> None:
        """Asks the office to end, without a word about unsaved work; ends it where it does not."""
        with contextlib.suppress(Exception):  # the bridge breaks off while the office ends
            desktop = self.context.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", self.context
            )
            desktop.terminate()
        self.kill()

    def kill(self) -> None:
        """Ends the office and removes its profile."""
        atexit.unregister(self.kill)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait(_END)
        shutil.rmtree(self._profile, ignore_errors=True)
