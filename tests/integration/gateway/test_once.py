"""Every POST is answered once for each Idempotency-Key, or stands here with the reason why not."""

from __future__ import annotations

import json
import re
import time

import pytest
from sqlalchemy import select

from liaison_contracts.gateway import MakeTestKey
from liaison_contracts.message import command_type_of
from liaison_gateway.access import idempotent_requests
from liaison_gateway.access.accounts import caller_of_key
from liaison_gateway.access.route_rights import rows_of
from liaison_gateway.access.work import Work
from liaison_gateway.developers.portal.request_log import RequestLog
from liaison_gateway.developers.sandbox import keys
from liaison_gateway.developers.sandbox.processes import Sandboxes
from liaison_gateway.v1.examples import BATCH
from liaison_gateway.v1.routes import ROUTES
from liaison_kit.store import idempotency, records
from tests.integration.gateway.system import System, browser_of, shown, token_of

OFFICER = "industry_federation.enters"
WISH = {"label": "nightly", "scopes": ["read"], "days": 30}
FORWARDED = {f"/v1{route.path}" for route in ROUTES}
OTHERWISE = {"/v1/files": "a file is known by its content: the same again has the same answer"}
"""Routes of the API that take no key."""
PRIVATE = {
    "get_person",
    "reveal_native",
    "reveal_payee_account",
    "export_finding",
    "enrol_second_factor",
}
"""Commands with a private answer; ADR 7 says why they are safe to repeat."""


@pytest.fixture(scope="module")
def system(tmp_path_factory):
    found = System(tmp_path_factory.mktemp("once") / "instance", passwords=True)
    found.add_station("LZ-001")
    found.add_station_people("LZ-001")
    yield found
    found.close()


def post_rules(app):
    return [rule for rule in app.url_map.iter_rules() if "POST" in rule.methods]


def own_rules(app):
    """Return the routes that change something and are no commands and no forms of pages."""
    return [
        rule
        for rule in post_rules(app)
        if rule.rule.startswith("/v1/") and rule.rule not in FORWARDED | set(OTHERWISE)
    ]


def test_every_post_is_documented_to_take_a_key_or_stands_in_the_list(system):
    app = system.instance.app
    document = system.browser.get("/v1/openapi.json").json["paths"]
    for rule in post_rules(app):
        if not rule.rule.startswith("/v1/"):
            continue  # a page's form: a browser sends no such header, and asks before it repeats
        path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
        operation = document[path]["post"]
        takes = [each["name"] for each in operation.get("parameters", ())].count("Idempotency-Key")
        assert takes == (rule.rule not in OTHERWISE), rule.rule
        if takes and operation["operationId"] not in PRIVATE:
            told = [one for at, one in operation["responses"].items() if at.startswith("2")]
            assert all("Idempotent-Replayed" in one["headers"] for one in told), rule.rule
            assert {"400", "409", "422"} <= set(operation["responses"]), rule.rule


def test_what_stands_in_the_list_is_there(system):
    assert set(OTHERWISE) <= {rule.rule for rule in post_rules(system.instance.app)}
    sent = {command_type_of(route.command) for route in ROUTES if route.method == "POST"}
    assert {kind.name for kind in sent if kind.is_private} == PRIVATE


def somebody_for(system, rule):
    """Return an account that may call a route."""
    roles = rows_of(system.instance.app)[rule.endpoint, "POST"].roles
    for part, person in system.people.items():
        if set(person.roles) & set(roles) and "replay" not in person.roles:
            return part
    raise AssertionError(rule)


def test_every_route_of_the_gateways_own_gives_a_stored_answer_again(system):
    app, database = system.instance.app, system.instance.gateway.database
    rules = own_rules(app)
    assert len(rules) > 20
    for rule in rules:
        part = somebody_for(system, rule)
        path = re.sub(r"<int:\w+>", "7", rule.rule)
        path = re.sub(r"<\w+>", "none-such", path)
        scope = f"key:{system.keys[part].split('_', 3)[2]}:{rule.endpoint}"
        with app.test_request_context(path, method="POST", json={"a": 1}):
            digest = idempotent_requests._digest()
        kept = {"status": 200, "type": "application/json", "text": '{"data": {}}', "location": ""}
        with database.writing() as session:
            assert idempotency.claim(session, scope, "stored", digest) is None
            idempotency.store(session, scope, "stored", kept)
        again = system.post(part, path, {"a": 1}, key="stored")
        assert (again.status_code, again.json) == (200, {"data": {}}), (path, shown(again))
        assert again.headers["Idempotent-Replayed"] == "true"
        other = system.post(part, path, {"a": 2}, key="stored")
        assert (other.status_code, other.json["code"]) == (422, "idempotency_key_reused"), path
        bad = system.post(part, path, {"a": 1}, key="x" * 121)
        assert (bad.status_code, bad.json["code"]) == (400, "idempotency_key_invalid"), path


def test_a_key_asked_for_again_is_the_same_one_and_not_shown_again(system):
    first = system.post(OFFICER, "/v1/keys", WISH, key="night")
    again = system.post(OFFICER, "/v1/keys", dict(reversed(WISH.items())), key="night")
    assert (first.status_code, again.status_code) == (201, 201)
    terms = first.json["data"]
    key = terms.pop("key")
    assert again.json["data"] == terms
    assert "Idempotent-Replayed" not in first.headers
    with system.instance.gateway.database.reading() as session:
        answers = session.scalars(select(records.idempotency.c.answer)).all()
    assert key.rpartition("_")[2] not in json.dumps(answers)


def test_without_a_key_and_with_another_key_it_is_another_request(system):
    found = [system.post(OFFICER, "/v1/keys", WISH, key=key) for key in ("", "", "a", "b")]
    assert len({answer.json["data"]["key_id"] for answer in found}) == 4
    other = system.post("overseas_federation.enters", "/v1/keys", WISH, key="a")
    assert other.status_code == 201
    assert "Idempotent-Replayed" not in other.headers, "a key is its caller's own"


def test_a_refused_request_leaves_its_key_free(system):
    refused = system.post(OFFICER, "/v1/keys", {**WISH, "days": 0}, key="mended")
    assert refused.status_code == 422
    assert system.post(OFFICER, "/v1/keys", WISH, key="mended").status_code == 201


def test_a_webhook_asked_for_again_is_the_same_one_without_its_secret(system):
    wish = {"url": "https://93.184.216.34/once"}
    first = system.post(OFFICER, "/v1/webhooks", wish, key="hook").json["data"]
    again = system.post(OFFICER, "/v1/webhooks", wish, key="hook").json["data"]
    assert "secret" in first
    assert "secret" not in again
    assert again["endpoint_id"] == first["endpoint_id"]
    assert system.post(OFFICER, "/v1/webhooks", wish, key="other").json["code"] == "webhook_known"


class Counting:
    """Stand for the sandboxes of an instance, and count how often one was reset."""

    resets = 0

    def reset(self, name):
        self.resets += 1

    def close(self):
        """Nothing runs."""


def test_a_sandbox_is_reset_once_for_each_key(system, monkeypatch):
    gateway, counting = system.instance.gateway, Counting()
    monkeypatch.setitem(gateway.__dict__, "parts", {**gateway.parts, Sandboxes: counting})
    officer = caller_of_key(gateway.database, system.keys[OFFICER])
    with gateway.database.writing() as session:
        work = Work(gateway, officer, (), lambda: session)
        test_key = keys.make(work, MakeTestKey(label="x")).key
    for key, replayed in (("one", None), ("one", "true"), ("two", None)):
        headers = {"Authorization": f"Bearer {test_key}", "Idempotency-Key": key}
        answer = system.browser.post("/v1/sandbox/resets", headers=headers)
        assert (answer.status_code, answer.json["data"]) == (200, {"reset": True})
        assert answer.headers.get("Idempotent-Replayed") == replayed
    assert counting.resets == 2


def test_keys_are_forgotten_after_four_hundred_days(system):
    database = system.instance.gateway.database
    system.post(OFFICER, "/v1/keys", WISH, key="old")
    query = select(records.idempotency.c.key).where(records.idempotency.c.key == "old")
    for days, kept in ((399, True), (401, False)):
        log = RequestLog(database, now=lambda: time.time() + days * 24 * 3600)  # noqa: B023
        log.flush()
        with database.reading() as session:
            assert (session.scalar(query) is not None) == kept


def test_a_day_closed_again_under_its_key_is_not_closed_twice(system):
    body = {"on": "2018-03-01"}
    assert system.post("ops", "/v1/instance/closings", body, key="close").status_code == 200
    again = system.post("ops", "/v1/instance/closings", body, key="close")
    assert again.headers["Idempotent-Replayed"] == "true"
    other = system.post("ops", "/v1/instance/closings", {"on": "2018-03-02"}, key="close")
    assert other.json["code"] == "idempotency_key_reused"


def test_a_report_in_a_bodys_own_words_is_answered_once(system):
    path = "/v1/partner-bodies/industry_federation/duty-reports"
    first = system.post(OFFICER, path, BATCH, key="batch")
    again = system.post(OFFICER, path, BATCH, key="batch")
    assert first.status_code == 200, shown(first)
    assert (again.data, again.content_type) == (first.data, first.content_type)
    assert again.headers["Idempotent-Replayed"] == "true"


def test_somebody_whose_password_was_lost_gets_a_new_one_and_the_old_holds_no_more(system):
    issued = next(each for each in system.instance.issued if each.person.part == OFFICER)
    path = f"/v1/accounts/{issued.person_ref}/passwords"
    made = system.post("ops", path, {}, key="lost")
    assert made.status_code == 201, shown(made)
    assert "password" not in system.post("ops", path, {}, key="lost").json["data"]
    statuses = []
    for password in (issued.password, made.json["data"]["password"]):
        browser = browser_of(system)
        form = {"part": OFFICER, "password": password, "csrf": token_of(browser.get("/sign-in"))}
        statuses.append(browser.post("/sign-in", data=form).status_code)
    assert statuses == [401, 303]
