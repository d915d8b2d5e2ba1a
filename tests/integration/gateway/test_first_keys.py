"""In a live instance the first people and keys come about in a browser: nobody has a key yet."""

from __future__ import annotations

import argparse
import json
import re
import time
from dataclasses import dataclass

import pyotp
import pytest

from liaison_gateway.base.context import Gateway
from liaison_gateway.developers.portal.request_log import RequestLog
from liaison_gateway.start.app import create_app
from liaison_gateway.start.context import gateway_of
from liaison_gateway.start.definition import DEFINITION
from liaison_gateway.start.tables import metadata
from liaison_kit.start import create_database
from tests.integration.gateway.system import System, token_of

LIVE = "https://localhost"
"""A live instance's cookies travel encrypted only."""


@dataclass
class Office:
    """A live gateway without anybody, beside the services of a system."""

    app: object
    gateway: Gateway
    passwords: dict[str, str]

    def browser(self, part):
        """Return a browser in which somebody is signed in, with a second factor just bound."""
        found = self.app.test_client()
        form = {"part": part, "password": self.passwords[part]}
        form["csrf"] = token_of(found.get("/sign-in", base_url=LIVE))
        sent = found.post("/sign-in", data=form, base_url=LIVE)
        assert sent.headers["Location"] == "/second-factor", "in live nobody gets in without"
        page = found.get("/second-factor", base_url=LIVE)
        secret = re.search(r"<code>([A-Z2-7]{16,})</code>", page.text)[1]
        given = {"totp": pyotp.TOTP(secret).at(time.time()), "csrf": token_of(page)}
        assert found.post("/second-factor", data=given, base_url=LIVE).status_code == 303
        return found

    def send(self, browser, path, page="", **form):
        """Send a form of a page."""
        csrf = token_of(browser.get(page or path, base_url=LIVE))
        return browser.post(path, data={**form, "csrf": csrf}, base_url=LIVE)

    def make(self, browser, part, org, *roles):
        """Make an account on the page, and keep its password."""
        person = {"part": part, "name": "Li", "name_zh": "李", "org": org, "roles": [*roles]}
        answer = self.send(browser, "/accounts", **person)
        assert answer.status_code == 200, answer.text
        self.passwords[part] = re.search(r'id="new-password">([^<]+)<', answer.text)[1]


@pytest.fixture(scope="module")
def office(
    tmp_path_factory,
):
    system = System(tmp_path_factory.mktemp("services") / "instance")
    system.add_station("LZ-001")
    place = tmp_path_factory.mktemp("live")
    database = create_database(f"sqlite:///{place}/live.sqlite", "gateway", "live", metadata, None)
    whole = system.instance.gateway
    gateway = gateway_of("live", database, whole.client, "key", whole.blobs)
    yield Office(create_app(gateway), gateway, {})
    gateway.part(RequestLog).stop()
    database.close()
    system.close()


@pytest.fixture(scope="module")
def administrator(office):
    """Return the first administrator's browser."""
    options = argparse.Namespace(part="administrator", name="A", name_zh="管")
    runtime = argparse.Namespace(database=office.gateway.database, mode="live")
    with pytest.MonkeyPatch.context() as patch:
        said = []
        patch.setattr("builtins.print", said.append)
        assert DEFINITION.commands["first-administrator"].run(runtime, options) == 0
    office.passwords["administrator"] = json.loads(said[0])["password"]
    return office.browser("administrator")


def stations(office, key):
    headers = {"Authorization": f"Bearer {key}"}
    return office.app.test_client().get("/v1/stations", headers=headers)


def ask(office, browser, **more):
    wish = {"label": "nightly", "scopes": ["read", "write"], "days": "30", **more}
    return office.send(browser, "/developers/access", **wish)


def key_on(page):
    return re.search(r'id="new-key">(lzs_live_[^<]+)<', page.text)[1]


def test_from_nobody_to_a_partners_first_call(office, administrator):
    office.make(administrator, "office.a", "talent_office", "talent_office")
    office.make(administrator, "office.b", "talent_office", "talent_office")
    office.make(administrator, "partner", "industry_federation", "guiding_department")
    partner = office.browser("partner")
    key = key_on(ask(office, partner))
    waiting = stations(office, key)
    assert (waiting.status_code, waiting.json["code"]) == (401, "key_waiting")
    approvals = f"/developers/access/{key.split('_', 3)[2]}/approvals"
    refused = office.send(partner, approvals, "/developers/access")
    assert refused.status_code == 403
    approved = office.send(office.browser("office.a"), approvals, "/developers/access")
    assert approved.status_code == 303
    assert stations(office, key).status_code == 200
    changes = approvals.replace("approvals", "changes")
    rotated = office.send(partner, changes, "/developers/access", act="rotations")
    assert stations(office, key_on(rotated)).status_code == 200
    office.send(partner, changes, "/developers/access", act="revocations")
    assert stations(office, key).json["code"] == "key_over"


OTHERS = {
    "city_government": (
        "/v1/applications/AP-0/government-approvals",
        {"approval_no": "1", "plaque_no": "1", "plaque_granted_on": "2018-03-01"},
    ),
    "sector_department": (
        "/v1/applications/AP-0/nominations",
        {"opinion": "good", "nominated_on": "2018-03-01"},
    ),
    "host": ("/v1/application-drafts", {"saved_on": "2018-03-01", "host_name": "x"}),
    "reviewer": (
        "/v1/applications/AP-0/conflicts",
        {"reason": "a friend", "declared_on": "2018-03-01"},
    ),
}


@pytest.fixture(scope="module")
def approver(office, administrator):
    """Return a browser of the talent office, which asks for no key itself."""
    office.make(administrator, "office.c", "talent_office", "talent_office")
    return office.browser("office.c")


@pytest.mark.parametrize("role", OTHERS)
def test_everybody_who_gives_commands_gets_a_key_for_them(office, administrator, approver, role):
    path, body = OTHERS[role]
    office.make(administrator, role, role, role)
    key = key_on(ask(office, office.browser(role)))
    headers = {"Authorization": f"Bearer {key}"}
    assert office.app.test_client().post(path, json=body, headers=headers).status_code == 401
    approvals = f"/developers/access/{key.split('_', 3)[2]}/approvals"
    office.send(approver, approvals, "/developers/access")
    heard = office.app.test_client().post(path, json=body, headers=headers)
    assert heard.status_code in (200, 404), heard.text


def test_nobody_approves_a_key_of_their_own(office, administrator):
    browser = office.browser("office.b")
    key = key_on(ask(office, browser))
    approvals = f"/developers/access/{key.split('_', 3)[2]}/approvals"
    refused = office.send(browser, approvals, "/developers/access")
    assert (refused.status_code, stations(office, key).status_code) == (409, 401)


@pytest.mark.parametrize("more", [{"days": "0"}, {"days": "x"}, {"label": ""}, {"scopes": []}])
def test_a_wish_that_is_not_valid_makes_no_key(office, administrator, more):
    answer = ask(office, administrator, **more)
    assert answer.status_code == 422
    assert "lzs_live" not in answer.text


def test_an_account_is_changed_let_in_again_and_signed_out(office, administrator):
    office.make(administrator, "moves", "industry_federation", "guiding_department")
    listed = administrator.get("/accounts", base_url=LIVE).text
    path = re.search(r'href="(/accounts/P-[0-9a-f]+)">moves<', listed)[1]
    old = re.search(r'name="version" value="(\w+)"', administrator.get(path, base_url=LIVE).text)[1]
    form = {"part": "moves", "name": "Li", "name_zh": "李", "org": "overseas_federation"}
    form |= {"roles": ["guiding_department"], "mandates": "station/LZ-001 station/LZ-002"}
    changed = office.send(administrator, f"{path}/changes", path, version=old, **form)
    assert changed.status_code == 200
    assert "station/LZ-002" in changed.text
    stale = office.send(administrator, f"{path}/changes", path, version=old, **form)
    assert stale.status_code == 412
    bad = office.send(administrator, "/accounts", part="x", name="", name_zh="", org="")
    assert (bad.status_code, "name_zh" in bad.text) == (422, True)
    browser = office.browser("moves")
    renewed = office.send(administrator, f"{path}/changes", path, act="passwords")
    assert re.search(r'id="new-password">[^<]+<', renewed.text)
    assert browser.get("/password", base_url=LIVE).status_code == 302
    for act in ("sign-outs", "second-factor-removals"):
        assert office.send(administrator, f"{path}/changes", path, act=act).status_code == 200
