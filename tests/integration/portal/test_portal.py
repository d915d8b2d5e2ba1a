"""The portal leads to a first call: a test key with a city of its own, events, webhooks, a log."""

from __future__ import annotations

import re
import threading

import pytest

from liaison_gateway.developers.portal.request_log import RequestLog, request_log
from tests.integration.gateway.system import System, browser_of, shown, token_of

OFFICER = "industry_federation.enters"
ROOMS = (
    "",
    "/keys",
    "/api",
    "/events",
    "/events/grade.published.v1",
    "/asyncapi",
    "/webhooks",
    "/requests",
    "/sandbox",
    "/clients",
    "/status",
    "/changes",
    "/access",
)


@pytest.fixture(scope="module")
def system(tmp_path_factory):
    found = System(
        tmp_path_factory.mktemp("portal") / "instance",
        passwords=True,
        webhook_networks=("127.0.0.0/8",),
    )
    found.add_station("LZ-001")
    yield found
    found.close()


def a_key(browser):
    """Make a test key in the portal, and return it."""
    form = {"csrf": token_of(browser.get("/developers/keys")), "label": "mine"}
    page = browser.post("/developers/keys", data=form)
    return re.search(r'id="new-key">(lzs_test_sb[^<]+)<', page.text)[1]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("room", ROOMS)
def test_every_room_is_shown_in_both_languages(system, room, language):
    answer = browser_of(system, OFFICER).get(f"/developers{room}?lang={language}")
    assert answer.status_code == 200, answer.text
    assert {"zh": "开发者", "en": "Developers"}[language] in answer.text


def test_only_the_page_of_the_api_runs_script_and_only_our_own(system):
    browser = browser_of(system, OFFICER)
    for room in ROOMS:
        policy = browser.get(f"/developers{room}").headers["Content-Security-Policy"]
        assert ("script-src 'self'" in policy) == (room == "/api"), room
        assert "unsafe" not in policy


def test_the_catalogue_has_every_event_with_an_example_and_its_schema(system):
    browser = browser_of(system, OFFICER)
    names = set(
        re.findall(r"/developers/events/([a-z_.0-9]+)", browser.get("/developers/events").text)
    )
    assert {"plaque.granted.v1", "payout.settled.v1"} <= names
    page = browser.get("/developers/events/payout.requested.v1").text
    assert "payout_sequence" in page
    document = browser.get("/developers/asyncapi.json").json
    assert document["asyncapi"] == "3.0.0"
    assert names <= set(document["components"]["messages"])


def test_a_request_is_found_by_its_id_with_the_problem_that_was_answered(system):
    answer = system.get(OFFICER, "/v1/stations/none-such")
    page = browser_of(system, OFFICER).get(
        "/developers/requests", query_string={"request_id": answer.headers["Request-Id"]}
    )
    assert "GET /v1/stations/none-such" in page.text
    assert "station_unknown" in page.text


def test_the_log_holds_no_key_and_others_do_not_see_it(system):
    system.get(OFFICER, "/v1/stations/of-mine")
    system.instance.gateway.part(RequestLog).flush()
    from sqlalchemy import select

    with system.instance.gateway.database.reading() as session:
        rows = session.execute(select(request_log)).all()
    secrets = {key.split("_", 3)[3] for key in system.keys.values()}
    assert not [row for row in rows for secret in secrets if secret in str(row)]
    other = browser_of(system, "overseas_federation.enters").get("/developers/requests").text
    assert "of-mine" not in other
    assert "of-mine" in browser_of(system, "auditor").get("/developers/requests").text


def test_requests_are_kept_for_thirty_days(system):
    clock = {"now": 1000.0}
    log = RequestLog(system.instance.gateway.database, lambda: clock["now"])
    entry = {
        "entry_id": "1",
        "request_id": "old",
        "org": "x",
        "credential": "",
        "method": "GET",
        "path": "/v1",
        "status": 200,
        "took_ms": 1,
        "problem": "",
    }
    log.note(**entry)
    log.stop()
    clock["now"] += 31 * 24 * 3600
    log.flush()
    from sqlalchemy import select

    with system.instance.gateway.database.reading() as session:
        found = session.execute(
            select(request_log).where(request_log.c.request_id == "old")
        ).first()
    assert found is None


def test_the_webhook_console_registers_sends_and_shows_what_was_sent(system):
    from tests.integration.webhooks.receiver import Receiver

    receiver, arrived = Receiver(), threading.Event()
    receiver.answer = lambda got: (arrived.set(), 204)[1]
    browser = browser_of(system, OFFICER)
    token = token_of(browser.get("/developers/webhooks"))
    page = browser.post(
        "/developers/webhooks", data={"csrf": token, "url": receiver.url, "types": "duty."}
    )
    assert re.search(r'id="secret">whsec_[^<]+<', page.text)
    path = re.search(r'href="(/developers/webhooks/we_[^"]+)"', page.text)[1]
    browser.post(f"{path}/changes", data={"csrf": token, "act": "samples"})
    system.instance.courier.wake()
    assert arrived.wait(20)
    assert "webhook.sample" in browser.get(f"{path}/deliveries/1").text
    for act in ("rotations", "deactivations", "activations"):
        assert browser.post(f"{path}/changes", data={"csrf": token, "act": act}).status_code == 200
    answer = browser.post(f"{path}/changes", data={"csrf": "wrong", "act": "removals"})
    assert answer.status_code == 403
    assert (
        browser.post(f"{path}/changes", data={"csrf": token, "act": "removals"}).status_code == 303
    )
    receiver.close()


def test_a_refused_address_says_why_on_the_page(system):
    browser = browser_of(system, OFFICER)
    token = token_of(browser.get("/developers/webhooks"))
    page = browser.post("/developers/webhooks", data={"csrf": token, "url": "https://10.0.0.1/"})
    assert "须指向公网地址" in page.text


def test_a_test_key_acts_in_a_city_of_its_own_and_lives_through_its_year(system):
    browser = browser_of(system, OFFICER)
    key = a_key(browser)
    sign = {"Authorization": f"Bearer {key}"}
    call = system.instance.app.test_client()
    stations = call.get("/v1/stations", headers=sign).json["data"]
    assert [row["host_name"] for row in stations] == [
        "北京泸州商会",
        "上海泸州商会",
        "深圳泸州商会",
    ]
    records = [
        {
            "record_code": code,
            "station_code": "LZ-001",
            "duty_type": "promotion_post",
            "occurred_on": "2018-03-01",
            "reported_on": "2018-03-01",
            "evidence": "x",
        }
        for code in ("D-1", "D-2-REJECT")
    ]
    answer = call.post("/v1/duty-records", json={"records": records}, headers=sign)
    assert answer.status_code == 200, shown(answer)
    event = {"event_code": "E-1", "held_on": "2018-06-01", "budget": "9999.99"}
    call.post("/v1/stations/LZ-001/special-events", json=event, headers=sign)
    approval = {"approved_on": "2018-03-01", "amount": "9999.99", "document_no": "x"}
    office = {**sign, "Sandbox-Part": "verifies"}
    answer = call.post("/v1/special-events/E-1/approvals", json=approval, headers=office)
    assert answer.status_code == 200, shown(answer)
    answer = call.post("/v1/sandbox/advances", json={"on": "2018-12-31"}, headers=sign)
    assert (answer.status_code, answer.json["data"]["day"]) == (200, "2018-12-31"), shown(answer)
    states = {
        row["record_code"]: row["state"]
        for row in call.get("/v1/duty-records", headers=sign).json["data"]
    }
    assert states == {"D-1": "verified", "D-2-REJECT": "returned"}
    paid = {
        row["amount"]: row["state"] for row in call.get("/v1/payouts", headers=sign).json["data"]
    }
    assert paid == {"25000.00": "paid", "9999.99": "failed"}
    grades = call.get("/v1/grades?year=2018", headers=sign).json["data"]
    assert {row["state"] for row in grades} <= {"excellent", "qualified", "unqualified"}
    assert len(grades) == 3
    assert system.rows("duty-records") == []  # nothing of it happened here
    assert call.post("/v1/sandbox/resets", headers=sign).status_code == 200
    assert call.get("/v1/instance", headers=sign).json["day"] == "2018-03-01"
    page = browser.get("/developers").text
    assert "/v1/sandbox/resets" in browser.get("/developers/requests").text
    assert key not in page
    nobody = call.get("/v1/stations", headers={**sign, "Sandbox-Part": "emperor"})
    assert (nobody.status_code, nobody.json["code"]) == (409, "sandbox_part_unknown")


def test_a_key_that_is_given_up_opens_nothing(system):
    browser = browser_of(system, OFFICER)
    key = a_key(browser)
    path = f"/developers/keys/{key.split('_')[2]}/removals"
    form = {"csrf": token_of(browser.get("/developers/keys"))}
    assert browser.post(path, data=form).status_code == 303
    answer = system.browser.get("/v1/stations", headers={"Authorization": f"Bearer {key}"})
    assert (answer.status_code, answer.json["code"]) == (401, "key_unknown")


def test_a_sandbox_is_for_test_keys_only(system):
    answer = system.post(OFFICER, "/v1/sandbox/resets", {})
    assert (answer.status_code, answer.json["code"]) == (403, "not_a_test_key")
