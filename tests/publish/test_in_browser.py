"""Published pages in a real browser: they break no rule of accessibility and fit a phone."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from docs.examples import EXAMPLES
from kpi_xl import open_workbook
from kpi_xl.publish.html import web_page
from tests.browser import Browser

AXE = Path(sys.prefix) / "axe" / "node_modules" / "axe-core" / "axe.min.js"
"""Where ./dev test puts the rules."""

RULES = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']"
DESKTOP, PHONE = 1280, 360

pytestmark = pytest.mark.chromium


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture(scope="module", params=["birmingham", "southampton"])
def page(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    made = open_workbook(EXAMPLES[request.param](folder)).scorecard()
    file = folder / "page.html"
    file.write_text(web_page(made, made.settings.organisation), encoding="utf-8")
    return file


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_a_page_breaks_no_rule_of_accessibility(browser: Browser, page: Path, width: int) -> None:
    browser.open(page, width)
    browser.run(AXE.read_text(encoding="utf-8") + ";0")
    found = browser.run(
        f"axe.run({{runOnly: {RULES}, resultTypes: ['violations']}}).then(r => r.violations.map(v => "
        "v.id + ': ' + v.nodes[0].html))"
    )
    assert found == []


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_a_page_is_no_wider_than_the_screen(browser: Browser, page: Path, width: int) -> None:
    browser.open(page, width)
    assert browser.run("document.documentElement.scrollWidth") <= width


def test_the_rules_find_what_is_wrong(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "wrong.html"
    file.write_text("<!DOCTYPE html><title>Wrong</title><p style='color:#aaa'>Pale</p>", encoding="utf-8")
    browser.open(file, DESKTOP)
    browser.run(AXE.read_text(encoding="utf-8") + ";0")
    found = browser.run(f"axe.run({{runOnly: {RULES}}}).then(r => r.violations.map(v => v.id))")
    assert {"color-contrast", "html-has-lang"} <= set(found)
