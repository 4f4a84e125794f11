"""What is told of a publication while it is under way."""

from kpi_xl.work import Progress


class Steps:
    """The steps of so many packs: each is made and, with ``pdf``, printed; then all are written."""

    def __init__(self, progress: Progress, packs: int, pdf: bool) -> None:
        self._progress = progress
        self._packs = packs
        self._all = packs * (2 if pdf else 1) + 1

    def making(self, done: int, name: str) -> None:
        """So many packs are made, and one of that name comes next."""
        self._progress(done, self._all, f"Making {name}")

    def printed(self, done: int, packs: int) -> None:
        """LibreOffice has printed so many of the packs it was given."""
        self._progress(
            self._all - 1 - packs + done, self._all, f"Printing PDF {min(done + 1, packs)} of {packs}"
        )

    def writing(self) -> None:
        """Everything is made."""
        self._progress(self._all - 1, self._all, "Writing the packs")

    def done(self) -> None:
        """Everything is written."""
        self._progress(self._all, self._all, "Done")
