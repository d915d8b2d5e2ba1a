"""Requests that come at the same instant: one key acts once, and of two editors one is refused."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from sqlalchemy import func, select

from liaison_gateway.access.built_in_accounts import people, seed
from liaison_gateway.access.tables import key_terms
from liaison_gateway.developers.portal.request_log import RequestLog
from liaison_gateway.start.app import create_app
from liaison_gateway.start.context import gateway_of
from liaison_gateway.start.tables import metadata
from liaison_kit.start import create_database
from liaison_kit.store.blobs import Blobs

AT_ONCE = 6
WISH = {"label": "nightly", "scopes": ["read"], "days": 30}


@pytest.fixture
def gateway(database_url, tmp_path):
    database = create_database(database_url(), "gateway", "demo", metadata, date(2018, 3, 1))
    found = gateway_of("demo", database, None, "key", Blobs(tmp_path / "blobs"))
    yield found
    found.part(RequestLog).stop()
    database.close()


@pytest.fixture
def keys(gateway):
    issued = seed(gateway.database, "demo", people(), passwords=False)
    return {each.person.part: each.key for each in issued}


def all_at_once(gateway, send):
    """Send the same from several threads, and return the answers."""
    app, answers, start = create_app(gateway), [], threading.Barrier(AT_ONCE)

    def one():
        browser = app.test_client()
        start.wait(30)
        answers.append(send(browser))

    threads = [threading.Thread(target=one) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(answers) == AT_ONCE
    return answers


def test_one_idempotency_key_acts_once(gateway, keys):
    headers = {"Authorization": f"Bearer {keys['verifies']}", "Idempotency-Key": "same"}
    answers = all_at_once(
        gateway, lambda browser: browser.post("/v1/keys", json=WISH, headers=headers)
    )
    made = [answer for answer in answers if answer.status_code == 201]
    running = [answer for answer in answers if answer.status_code == 409]
    assert len(made) + len(running) == AT_ONCE
    assert len({answer.json["data"]["key_id"] for answer in made}) == 1
    assert sum("key" in answer.json["data"] for answer in made) == 1
    assert {answer.json["code"] for answer in running} <= {"request_running"}
    assert all("Retry-After" in answer.headers for answer in running)
    with gateway.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(key_terms)) == 1


def test_of_several_editors_of_one_version_one_succeeds(gateway, keys):
    sign = {"Authorization": f"Bearer {keys['ops']}"}
    browser = create_app(gateway).test_client()
    person = {
        "part": "moves",
        "name": "Mo",
        "name_zh": "莫",
        "org": "talent_office",
        "roles": ["talent_office"],
        "mandates": [],
    }
    made = browser.post("/v1/accounts", json=person, headers=sign).json["data"]
    path = f"/v1/accounts/{made['person_ref']}"
    headers = {**sign, "If-Match": browser.get(path, headers=sign).headers["ETag"]}
    changed = {**person, "org": "leading_group"}
    answers = all_at_once(gateway, lambda one: one.put(path, json=changed, headers=headers))
    assert sorted(answer.status_code for answer in answers) == [200] + [412] * (AT_ONCE - 1)


def test_failures_at_once_are_counted_and_none_is_a_fault(gateway, keys):
    app = create_app(gateway)
    page = app.test_client()
    text = page.get("/sign-in").text
    csrf = text.partition('name="csrf" value="')[2].partition('"')[0]
    cookie = page.get_cookie("session").value
    form = {"part": "nobody", "password": "x", "csrf": csrf}

    def send(browser):
        browser.set_cookie("session", cookie)
        return browser.post("/sign-in", data=form)

    assert {answer.status_code for answer in all_at_once(gateway, send)} <= {401, 429}
