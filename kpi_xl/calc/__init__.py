"""LibreOffice Calc as an engine of xlwings: what runs in Excel runs on a live document, without Excel."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import xlwings

__all__ = ["attached_app", "calc_app"]


class calc_app:  # noqa: N801 - reads as a function: with calc_app() as app
    """A LibreOffice of our own without a screen, ended at the end: ``with calc_app() as app``.

    While it lasts it is xlwings' active engine. Raises NoOffice where LibreOffice or its Python bridge is
    missing.
    """

    def __enter__(self) -> "xlwings.App":
        import xlwings  # noqa: PLC0415 - xlwings brings pandas and numpy along where they are installed

        from kpi_xl.calc.engine import ENGINE  # noqa: PLC0415 - as xlwings

        self._before = xlwings.engines.active
        self._app = ENGINE.apps.add()
        ENGINE.activate()
        return self._app

    def __exit__(self, *_: object) -> None:
        import xlwings  # noqa: PLC0415 - as above

        xlwings.engines.active = self._before
        self._app.quit()


def attached_app(connection: str, pid: int) -> "xlwings.App":
    """The office that listens on a connection such as ``pipe,name=NAME``: it is used and never ended.
    ``pid`` is its process number."""
    import xlwings  # noqa: PLC0415 - as above

    from kpi_xl.calc.engine import ENGINE, IMPL  # noqa: PLC0415 - as above

    ENGINE.activate()
    return xlwings.App(impl=IMPL.apps.attach(connection, pid))
