"""The portal says what it is about: every event in both languages, how it is, what changed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from liaison_contracts.errors import Unavailable
from liaison_contracts.publish.cards import card_of
from liaison_gateway.developers.portal.about import changelog
from liaison_gateway.developers.portal.views import TOLD
from liaison_gateway.web.event_lines import FORMS, in_chinese
from tests.integration.gateway.system import System, browser_of

OFFICER = "industry_federation.enters"
HAN = re.compile(r"[\u4e00-\u9fff]")
RELEASED = Path(__file__).parents[3] / "services" / "gateway" / "released"
CODES = re.compile(r"[a-z0-9_().A-Z-]+")
"""What travels as it stands in a field: a code, a number, a currency."""


@pytest.fixture(scope="module")
def system(tmp_path_factory):
    found = System(tmp_path_factory.mktemp("about") / "instance", passwords=True)
    found.add_station("LZ-001")
    yield found
    found.close()


def test_the_forms_of_fields_are_chinese_on_a_chinese_page():
    forms = {form for kind in TOLD.values() for form in card_of(kind)["fields"].values()}
    for form in forms:
        for part in in_chinese(form).split(" | "):
            assert HAN.search(part) or CODES.fullmatch(part), form
            assert part not in set(FORMS) - set(FORMS.values()), form


def test_a_chinese_page_of_events_has_no_english_sentence(system):
    browser = browser_of(system, OFFICER)
    for room in ("events", "events/award.held.v1", "asyncapi"):
        page = browser.get(f"/developers/{room}?lang=zh").text
        text = re.sub(r"<pre.*?</pre>|<code.*?</code>|<[^>]+>", " ", page, flags=re.DOTALL)
        assert re.findall(r"[A-Za-z]+ [a-z]+ [a-z]+ [a-z]+", text) == [], room


def test_the_status_says_which_service_does_not_answer_and_goes_on(system, monkeypatch):
    transport = system.instance.gateway.client.transport
    ask = type(transport).call

    def call(self, service, method, *args, deadline=0):
        if (service, method) == ("incentives", "head"):
            raise Unavailable("service_down", service=service, retry_after=5)
        return ask(self, service, method, *args, deadline=deadline)

    browser = browser_of(system, OFFICER)
    page = browser.get("/developers/status?lang=en").text
    assert (page.count("state answering"), page.count("state down")) == (3, 0)
    monkeypatch.setattr(type(transport), "call", call)
    page = browser.get("/developers/status").text
    assert (page.count("state answering"), page.count("state down")) == (2, 1)
    assert "Retry-After" in page


def test_the_changes_name_every_operation_since_the_last_release(system):
    released = json.loads(max(RELEASED.glob("*.json")).read_text("utf-8"))
    document = system.browser.get("/v1/openapi.json").json
    entries = [entry for each in changelog() for entry in each["entry"]]
    named = {name for entry in entries for name in entry.get("adds", ())}
    assert operations(document) - operations(released) - named == set(), "say it in changelog.toml"
    assert named <= operations(document)
    assert changelog()[1]["version"] == max(RELEASED.iterdir()).stem


def operations(document):
    return {
        operation["operationId"]
        for entry in document["paths"].values()
        for operation in entry.values()
        if isinstance(operation, dict)
    }


def test_changes_are_told_in_both_languages():
    for release in changelog():
        for entry in release["entry"]:
            assert HAN.search(entry["zh"])
            assert not HAN.search(entry["en"])


def test_the_examples_are_shown_in_three_languages_without_script(system):
    browser = browser_of(system, OFFICER)
    for room in ("", "/clients"):
        page = browser.get(f"/developers{room}").text
        assert "<script" not in page
        for label in (">curl<", ">Python<", ">Java<"):
            assert label in page
    with browser.get("/static/examples/FirstCall.java") as file:
        assert "class FirstCall" in file.text
