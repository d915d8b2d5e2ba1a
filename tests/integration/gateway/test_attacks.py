"""What an attacker tries at the door: each try ends in a problem, and tells nothing."""

from __future__ import annotations

import re

import pytest

from liaison_gateway.access.authentication import SESSION
from tests.integration.gateway.system import System, browser_of

HTML = {"Accept": "text/html"}
OFFICER = "industry_federation.enters"


@pytest.fixture(scope="module")
def system(tmp_path_factory):
    found = System(tmp_path_factory.mktemp("attacks") / "instance", passwords=True)
    found.add_station("LZ-001")
    yield found
    found.close()


def forms_of(app):
    for rule in app.url_map.iter_rules():
        if "POST" in rule.methods and not rule.rule.startswith("/v1"):
            yield re.sub(r"<[^>]+>", "x", rule.rule)


def test_no_form_of_any_page_is_taken_without_its_token(system):
    officer, operator = browser_of(system, "verifies"), browser_of(system, "ops")
    paths = sorted(forms_of(system.instance.app))
    assert len(paths) > 5
    for path in paths:
        browser = operator if path.startswith("/accounts") else officer
        for form in ({}, {"csrf": ""}, {"csrf": "forged"}):
            answer = browser.post(path, data=form, headers={"Accept": "application/problem+json"})
            assert (answer.status_code, answer.json["code"]) == (403, "form_expired"), path


def test_a_session_that_somebody_else_began_is_not_the_one_after_signing_in(system):
    browser = system.instance.app.test_client()
    with browser.session_transaction() as session:
        session[SESSION], session["csrf"] = "planted", "planted"
    issued = next(each for each in system.instance.issued if each.person.part == "verifies")
    form = {"part": "verifies", "password": issued.password, "csrf": "planted"}
    assert browser.post("/sign-in", data=form).status_code == 303
    with browser.session_transaction() as session:
        assert session[SESSION] != "planted"
        assert session.get("csrf") != "planted"


@pytest.mark.parametrize(
    "path",
    [
        "/v1/files/..%2f..%2fsecrets.json",
        "/v1/files/%2e%2e/secrets.json",
        "/v1/files/" + "0" * 63 + "/",
        "/v1/rosters/..%2f..%2fsecrets/faults.xlsx",
        "/v1/payout-days/..%2f2018/file",
        "/static/..%2fapp.py",
        "/static/%2e%2e/app.py",
        "/v1/stations/..%2f..%2faccounts",
        "/v1/stations/%00",
    ],
)
def test_no_path_leads_out_of_its_room(system, path):
    answer = system.browser.get(path, headers=system.sign("verifies"))
    assert answer.status_code in (403, 404, 405), answer.text
    assert "private" not in answer.text


@pytest.mark.parametrize("value", ["a\r\nSet-Cookie: x=1", "a\nb", "\x00", "é" * 10, "a" * 5000])
@pytest.mark.parametrize("header", ["Request-Id", "Idempotency-Key", "If-Match", "Accept-Language"])
def test_no_header_of_the_caller_becomes_one_of_ours(system, header, value):
    try:
        answer = system.browser.post(
            "/v1/duty-records",
            json={"records": []},
            headers={**system.sign(OFFICER), header: value},
        )
    except ValueError:
        return  # the client itself sends no line break in a header
    assert answer.status_code in (200, 400, 412, 422), answer.text
    assert "x=1" not in str(answer.headers)


@pytest.mark.parametrize(
    "key",
    [
        "lzs_test__",
        "lzs_test_\x01_x",
        "lzs_test_%00_x",
        "lzs_live_' OR 1=1 --_x",
        "_" * 400,
        "lzs_test_" + "a" * 5000 + "_x",
        "Basic x",
    ],
)
def test_whatever_is_sent_as_a_key_is_unknown_and_no_fault(system, key):
    answer = system.browser.get("/v1/stations", headers={"Authorization": f"Bearer {key}"})
    assert (answer.status_code, answer.json["code"]) == (401, "key_unknown")


@pytest.mark.parametrize("path", ["stations", "awards", "applications", "webhooks", "imports"])
def test_a_guessed_code_is_answered_like_one_that_is_not_there(system, path):
    part = "overseas_federation.enters"
    if path == "stations":
        foreign, none = "LZ-001", "LZ-999"
    else:
        foreign = none = "guessed"
    answers = [system.get(part, f"/v1/{path}/{code}") for code in (foreign, none)]
    told = [(each.status_code, each.json["code"], set(each.json)) for each in answers]
    assert told[0] == told[1]
    assert told[0][0] == 404


def deep(times):
    return b'{"a":' * times + b"1" + b"}" * times


BODIES = {
    "cut short": b'{"records": [{"station_code": "LZ-0',
    "UTF-16": '{"records": []}'.encode("utf-16"),
    "GBK": '{"records": "泸州"}'.encode("gbk"),
    "half a character": b'{"records": "\xe6\xb3"}',
    "a lone surrogate": b'{"records": "\\ud800"}',
    "deeply nested": deep(100_000),
    "deeply nested lists": b"[" * 100_000,
    "a number of a million digits": b'{"records": ' + b"9" * 1_000_000 + b"}",
    "a byte order mark": b'\xef\xbb\xbf{"records": []}',
    "NUL": b"\x00",
    "nothing": b"",
    "a name twice": b'{"records": [], "records": []}',
    "no number": b'{"records": NaN}',
    "gzip": b"\x1f\x8b\x08\x00" + b"\x00" * 64,
}


TAKES_A_BODY = (
    "/v1/duty-records",
    "/v1/webhooks",
    "/v1/keys",
    "/v1/partner-bodies/industry_federation/duty-reports",
)


@pytest.mark.parametrize("path", TAKES_A_BODY)
@pytest.mark.parametrize("raw", BODIES.values(), ids=BODIES)
def test_a_body_that_is_broken_is_malformed_wherever_it_is_sent(system, path, raw):
    headers = {**system.sign(OFFICER), "Content-Type": "application/json"}
    answer = system.browser.post(path, data=raw, headers=headers)
    assert (answer.status_code, answer.json["code"]) == (400, "not_json"), answer.text


@pytest.mark.parametrize("path", ["/v1/duty-records", "/v1/keys", "/v1/imports"])
def test_a_body_that_is_too_large_is_refused_before_it_is_read(system, path):
    headers = {**system.sign(OFFICER), "Content-Type": "application/json"}
    answer = system.browser.post(path, data=b" " * (8 * 1024 * 1024 + 1), headers=headers)
    assert (answer.status_code, answer.json["code"]) == (413, "request_entity_too_large")
