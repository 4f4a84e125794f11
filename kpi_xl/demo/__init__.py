"""The demo: Croydon's published figures of September 2020 made into a finished scorecard."""

from pathlib import Path
from tempfile import TemporaryDirectory

from kpi_xl.api import import_tables, open_workbook
from kpi_xl.model import NotWritten
from kpi_xl.work import Progress, no_progress

FOLDER = Path(__file__).parent
DEFINITIONS = FOLDER / "definitions-2020-09.csv"
PUBLISHED = FOLDER / "croydon-2020-09.csv"
NAME = "Croydon scorecard Sep-20"
ORGANISATION = "Croydon children's services"


def make_demo(folder: Path, progress: Progress = no_progress) -> Path:
    """A finished scorecard in ``folder``, which is made if need be; returns its path.

    A file of that name that is there already is left alone: the new one gets a number. Raises NotWritten.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotWritten(
            f"The folder {folder} cannot be made: {error.strerror or error}. Choose another."
        ) from error
    book = folder / f"{NAME}.xlsx"
    number = 2
    while book.exists():
        book = folder / f"{NAME} ({number}).xlsx"
        number += 1
    with TemporaryDirectory() as aside:  # so that no earlier version stands beside a new book
        unfinished = Path(aside) / book.name
        import_tables([DEFINITIONS, PUBLISHED], unfinished, progress, ORGANISATION)
        return open_workbook(unfinished).refresh(book, progress=progress).path
