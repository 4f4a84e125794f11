"""Finished scorecards in published forms, made by script: what the gallery shows, and what its tests open."""

from collections.abc import Callable
from pathlib import Path

from docs.birmingham import birmingham
from docs.filling import Filling
from docs.southampton import southampton
from kpi_xl import demo
from kpi_xl.api import import_tables, open_workbook

PUBLISHED_2017 = demo.FOLDER / "croydon-2017-10.csv"


def croydon_2020(folder: Path) -> Path:
    """Croydon's published figures of September 2020, rated by target and tolerance."""
    return demo.make_demo(folder)


def croydon_2017(folder: Path) -> Path:
    """Croydon's published figures of October 2017, rated by its RAG methodology in words."""
    book = folder / "Croydon scorecard Oct-17.xlsx"
    import_tables([PUBLISHED_2017], book, organisation=demo.ORGANISATION)
    return Filling.of(book).settings({"Months shown": 7.0}).save(book)


EXAMPLES: dict[str, Callable[[Path], Path]] = {
    "croydon-2020": croydon_2020,
    "croydon-2017": croydon_2017,
    "birmingham": birmingham,
    "southampton": southampton,
}
"""What makes each example in a folder, by its name."""


def make_example(name: str, folder: Path) -> Path:
    """An example, finished: filled in and refreshed; returns its path."""
    return open_workbook(EXAMPLES[name](folder)).refresh().path
