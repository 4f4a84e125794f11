"""Chromium without a window: pages are opened, measured and photographed over its debugging pipe."""

import base64
import fcntl
import json
import os
import subprocess
from pathlib import Path
from typing import Any

_SWITCHES = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--hide-scrollbars",
    "--remote-debugging-pipe",
)  # fmt: skip
_FIRST_FREE = 10  # a pipe's end is kept clear of the places 3 and 4 that the browser reads and writes


class Browser:
    """A browser with a profile of its own in an empty folder. Use as a context: it ends with it."""

    def __init__(self, profile: Path) -> None:
        there, self._to = os.pipe()
        self._from, back = os.pipe()
        ends = [fcntl.fcntl(end, fcntl.F_DUPFD, _FIRST_FREE) for end in (there, back)]
        command = f'exec chromium "$@" 3<&{ends[0]} 4>&{ends[1]}'
        switches = (*_SWITCHES, f"--user-data-dir={profile}", "about:blank")
        self._process = subprocess.Popen(
            ["bash", "-c", command, "chromium", *switches], pass_fds=ends, stderr=subprocess.DEVNULL
        )
        for end in (there, back, *ends):
            os.close(end)
        self._count, self._unread, self._session = 0, b"", ""
        made = self._call("Target.createTarget", url="about:blank")
        attached = self._call("Target.attachToTarget", targetId=made["targetId"], flatten=True)
        self._session = attached["sessionId"]
        self._call("Page.enable")

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(timeout=20)
        os.close(self._to)
        os.close(self._from)

    def open(self, page: Path, width: int, height: int = 800) -> None:
        """Opens a page in a screen of that size, in CSS pixels, and waits until it is there."""
        self._call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )
        self._call("Page.navigate", url=page.as_uri())
        self.run(
            "new Promise(done => "
            "document.readyState === 'complete' ? done() : addEventListener('load', () => done()))"
        )

    def run(self, script: str) -> Any:
        """The value of a JavaScript expression, awaited where it is a promise."""
        said = self._call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in said:
            raise RuntimeError(said["exceptionDetails"])
        return said["result"].get("value")

    def picture(self, file: Path, whole: bool = False) -> None:
        """A photograph of what the screen shows, or of the whole page."""
        shot = self._call("Page.captureScreenshot", captureBeyondViewport=whole)
        file.write_bytes(base64.b64decode(shot["data"]))

    def _call(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._count += 1
        message = {"id": self._count, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._to, data) :]
        while True:
            answer = json.loads(self._next())
            if answer.get("id") == self._count:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                result: dict[str, Any] = answer["result"]
                return result

    def _next(self) -> bytes:
        while b"\0" not in self._unread:
            data = os.read(self._from, 1 << 20)
            if not data:
                raise RuntimeError("Chromium has ended.")
            self._unread += data
        message, _, self._unread = self._unread.partition(b"\0")
        return message
