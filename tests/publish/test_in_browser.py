"""Published pages in a real browser: they break no rule of accessibility and fit a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright

from docs.examples import EXAMPLES
from kpi_xl import open_workbook
from kpi_xl.publish.html import web_page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SWITCHES = ["--disable-gpu", "--disable-background-networking", "--disable-component-update"]
DESKTOP, PHONE = 1280, 360

pytestmark = pytest.mark.chromium


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", chromium_sandbox=False, args=SWITCHES
        )
        yield browser.new_page()
        browser.close()


@pytest.fixture(scope="module", params=["birmingham", "southampton"])
def file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    made = open_workbook(EXAMPLES[request.param](folder)).scorecard()
    file = folder / "page.html"
    file.write_text(web_page(made, made.settings.organisation), encoding="utf-8")
    return file


def shown(page: Page, file: Path, width: int) -> Page:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(file.as_uri())
    return page


def broken_rules(page: Page) -> dict[str, str]:
    """The rules a page breaks, each with the first thing on it that does."""
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]}).response["violations"]
    return {rule["id"]: rule["nodes"][0]["html"] for rule in found}


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_a_page_breaks_no_rule_of_accessibility(page: Page, file: Path, width: int) -> None:
    assert broken_rules(shown(page, file, width)) == {}


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_a_page_is_no_wider_than_the_screen(page: Page, file: Path, width: int) -> None:
    assert shown(page, file, width).evaluate("document.documentElement.scrollWidth") <= width


def test_the_rules_find_what_is_wrong(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "wrong.html"
    file.write_text("<!DOCTYPE html><title>Wrong</title><p style='color:#aaa'>Pale</p>", encoding="utf-8")
    assert {"color-contrast", "html-has-lang"} <= set(broken_rules(shown(page, file, DESKTOP)))
