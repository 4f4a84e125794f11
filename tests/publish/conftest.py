"""LibreOffice prints packs only where a test is of that; a scorecard that several tests publish."""

import pytest

from kpi_xl import libreoffice
from kpi_xl.scorecard import Scorecard
from tests.publish.made import ACTIONS, COMMENTARY, DATA, INDICATORS
from tests.support import scorecard


@pytest.fixture(autouse=True)
def without_libreoffice(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests publish as on a computer without it: a start takes seconds."""
    if request.node.get_closest_marker("libreoffice") is None:
        monkeypatch.setattr(libreoffice, "office", lambda: None)


@pytest.fixture(scope="module")
def made() -> Scorecard:
    return scorecard(
        Settings="Setting | Value\nOrganisation | Anytown",
        Indicators=INDICATORS,
        Data=DATA,
        Commentary=COMMENTARY,
        Actions=ACTIONS,
    )
