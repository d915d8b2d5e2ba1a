"""An engineer opens the portal, makes a key, calls the API, and sees the call: in a browser."""

from __future__ import annotations

import re

import pytest

from deploy.local.environment.programs import BROWSER
from tests.integration.portal.conftest import OFFICER, served

__all__ = ["served"]
pytestmark = pytest.mark.browser


@pytest.fixture
def page():
    """Give a page of the machine's own Chromium; what breaks the policy of a page is noted."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(BROWSER.require()), args=["--no-sandbox"]
        )
        found = browser.new_page()
        found.complaints = []
        found.on("console", lambda said: _note(found, said))
        yield found
        browser.close()


def _note(page, said):
    if said.type == "error" and "Content Security Policy" in said.text:
        page.complaints.append(said.text)


def test_a_first_call_is_answered_from_the_portal(served, page):
    page.set_default_timeout(60_000)
    page.goto(f"{served.address}/developers?lang=en")
    page.fill("[name=password]", served.password)
    part = page.locator("[name=part]")
    if part.evaluate("found => found.tagName") == "SELECT":
        part.select_option(OFFICER)
    else:
        part.fill(OFFICER)
    page.get_by_role("button", name="Sign in").click()
    page.goto(f"{served.address}/developers/keys?lang=en")
    page.fill("#label", "mine")
    page.get_by_role("button", name="Create test key").click()
    key = page.inner_text("#new-key")
    assert re.fullmatch(r"lzs_test_sb[0-9a-f]{12}_\S+", key)

    page.goto(f"{served.address}/developers/api?lang=en")
    page.fill("#key", key)
    page.get_by_role("button", name="Use key").click()
    page.locator("#operations-tag-views").click()
    block = page.locator("#operations-views-list_station")
    block.locator(".opblock-summary-control").first.click()
    block.get_by_role("button", name="Try it out").click()
    block.get_by_role("button", name="Execute").click()
    answered = block.locator(".live-responses-table .response", has_text="北京泸州商会")
    answered.wait_for()
    assert answered.inner_text().startswith("200")

    page.goto(f"{served.address}/developers/requests?lang=en")
    assert "GET /v1/stations" in page.inner_text("main")
    assert page.complaints == []
