"""LibreOffice prints packs only where a test is of that."""

import pytest

from kpi_xl import libreoffice


@pytest.fixture(autouse=True)
def without_libreoffice(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests publish as on a computer without it: a start takes seconds."""
    if request.node.get_closest_marker("libreoffice") is None:
        monkeypatch.setattr(libreoffice, "office", lambda: None)
