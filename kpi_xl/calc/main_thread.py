"""Work done by LibreOffice's main thread, which alone may open, close and rearrange what has a window."""

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from kpi_xl.calc.uno_bridge import uno

Done = TypeVar("Done")

_LONGEST = 600.0  # seconds


class _Callback:
    """A ``com.sun.star.awt.XCallback`` that does a piece of work and keeps what came of it.

    UNO runs the calls that are made while a call is answered on the thread that asked: here the office's
    main thread. From another thread LibreOffice 7.4 draws and closes windows in the midst of the change,
    and breaks down.
    """

    def __init__(self, work: Callable[[], Any]) -> None:
        self._work, self._done = work, threading.Event()
        self._result: Any = None
        self._error: Exception | None = None

    def getTypes(self) -> tuple[Any, ...]:  # noqa: N802 - UNO's name
        return (uno().getTypeByName("com.sun.star.awt.XCallback"),)

    def getImplementationId(self) -> Any:  # noqa: N802 - UNO's name
        return uno().ByteSequence(b"")

    def notify(self, _data: object) -> None:
        try:
            self._result = self._work()
        except Exception as error:  # raised again where it was asked for
            self._error = error
        self._done.set()

    def wait(self) -> Any:
        if not self._done.wait(_LONGEST):
            raise TimeoutError("LibreOffice does not answer: it may be showing a message")
        if self._error is not None:
            raise self._error
        return self._result


def on_main_thread(caller: Any, work: Callable[[], Done]) -> Done:
    """What ``work`` gives, its calls of UNO done by the main thread of the office whose
    ``com.sun.star.awt.AsyncCallback`` is ``caller``; TimeoutError where that does not come to it."""
    callback = _Callback(work)
    caller.addCallback(callback, None)
    return callback.wait()  # type: ignore[no-any-return]
