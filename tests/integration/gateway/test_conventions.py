"""Documents have versions, callers have limits, and routes that go say so long before."""

from __future__ import annotations

from datetime import date

import pytest

from liaison_gateway.start.app import create_app
from liaison_gateway.start.context import gateway_of
from liaison_gateway.v1 import deprecation
from tests.integration.gateway.system import System, shown

NO = {"reason": "x", "rejected_on": "2018-03-01"}


@pytest.fixture(scope="module")
def system(tmp_path_factory):
    found = System(tmp_path_factory.mktemp("conventions") / "instance")
    found.add_station("LZ-001")
    found.add_station_people("LZ-001")
    yield found
    found.close()


def report(system, talent="T-1"):
    claim = {
        "level": "full_time_doctorate",
        "basis": "service_contract",
        "contract_months": 60,
        "talent": {"name": "x", "document_type": "other", "document_number": talent},
        "signed_on": "2018-03-01",
        "claimed_on": "2018-03-01",
    }
    answer = system.post("LZ-001.head", "/v1/stations/LZ-001/recruitments", claim, key=talent)
    assert answer.status_code == 201, shown(answer)
    system.instance.bus.pump()
    return f"/v1/recruitments/{answer.json['data']['recruitment_code']}"


def test_a_document_has_a_version_and_is_not_sent_again_to_who_has_it(system):
    first = system.get("auditor", "/v1/stations/LZ-001")
    headers = {**system.sign("auditor"), "If-None-Match": first.headers["ETag"]}
    again = system.browser.get("/v1/stations/LZ-001", headers=headers)
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]


def test_an_act_meant_for_another_version_is_refused_and_changes_nothing(system):
    path = report(system)
    read = system.get("verifies", path).headers["ETag"]
    refused = system.post("verifies", f"{path}/rejections", NO, **{"If-Match": '"another"'})
    assert (refused.status_code, refused.json["code"]) == (412, "version_changed")
    assert system.get("verifies", path).headers["ETag"] == read
    done = system.post("verifies", f"{path}/rejections", NO, **{"If-Match": read})
    assert done.status_code == 200, shown(done)
    system.instance.bus.pump()
    assert system.get("verifies", path).headers["ETag"] != read


def test_an_act_sent_again_with_its_version_is_answered_again(system):
    """Its answer may have been lost on the way: the version has changed by the act itself."""
    path = report(system, "T-2")
    sent = {"key": "once", "If-Match": system.get("verifies", path).headers["ETag"]}
    first = system.post("verifies", f"{path}/rejections", NO, **sent)
    system.instance.bus.pump()
    again = system.post("verifies", f"{path}/rejections", NO, **sent)
    assert (again.status_code, again.json) == (200, first.json), shown(again)
    assert again.headers["Idempotent-Replayed"] == "true"
    other = system.post("verifies", f"{path}/rejections", {**NO, "reason": "another"}, **sent)
    assert (other.status_code, other.json["code"]) == (422, "idempotency_key_reused")
    third = system.post("verifies", f"{path}/rejections", NO, **{**sent, "key": "fresh"})
    assert (third.status_code, third.json["code"]) == (412, "version_changed")


def test_a_version_of_nothing_is_refused(system):
    answer = system.post(
        "verifies", "/v1/recruitments/none/rejections", NO, **{"If-Match": '"any"'}
    )
    assert (answer.status_code, answer.json["code"]) == (412, "version_unknown")


def a_limited(system, requests):
    whole = system.instance.gateway
    gateway = gateway_of(
        whole.mode,
        whole.database,
        whole.client,
        whole.secret_key,
        whole.blobs,
        requests_a_minute=requests,
    )
    return create_app(gateway).test_client()


def test_a_caller_hears_how_many_requests_remain_and_when_to_come_again(system):
    browser = a_limited(system, 3)
    one, other = system.sign("auditor"), system.sign("verifies")
    answers = [browser.get("/v1/stations", headers=one) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    remaining = [answer.headers["X-RateLimit-Remaining"] for answer in answers]
    assert remaining == ["2", "1", "0", "0"]
    assert answers[3].json["code"] == "too_many_requests"
    assert 0 < int(answers[3].headers["Retry-After"]) <= 60
    assert browser.get("/v1/stations", headers=other).status_code == 200


def test_made_up_keys_do_not_get_past_the_limit_of_an_address(system):
    browser = a_limited(system, 2)
    statuses = [
        browser.get("/v1/stations", headers={"Authorization": f"Bearer lzs_test_{n}_x"}).status_code
        for n in range(9)
    ]
    assert statuses == [401] * 8 + [429]


def test_a_route_that_goes_says_so_and_names_its_successor(system, monkeypatch):
    going = deprecation.Going(date(2018, 3, 1), date(2019, 3, 1), "/v1/grades")
    monkeypatch.setitem(deprecation.GOING, "lists.list_award", going)
    answer = system.get("auditor", "/v1/awards")
    assert answer.headers["Deprecation"] == "@1519862400"
    assert answer.headers["Sunset"] == "Fri, 01 Mar 2019 00:00:00 GMT"
    assert answer.headers["Link"] == '</v1/grades>; rel="successor-version"'
    assert "Deprecation" not in system.get("auditor", "/v1/grades").headers
    monkeypatch.setitem(deprecation.GOING, "lists.one_award", going)
    document = system.browser.get("/v1/openapi.json").json["paths"]
    assert document["/v1/awards"]["get"]["deprecated"] is True
    assert document["/v1/awards/{code}"]["get"]["deprecated"] is True
    assert "deprecated" not in document["/v1/grades"]["get"]


def test_no_route_goes_without_a_year_between():
    for name, going in deprecation.GOING.items():
        assert (going.until - going.since).days >= 365, name
