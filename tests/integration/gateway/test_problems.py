"""Whatever goes wrong comes back as a problem document that says what, where and what to do."""

from __future__ import annotations

import json

import pytest

from liaison_contracts.errors import KINDS, LiaisonError
from liaison_contracts.reasons import fault, reason
from liaison_gateway.base.problems import MEDIA_TYPE, STATUS, error_in, problem_of
from liaison_gateway.start.app import LARGEST_BODY

IMPORTS = "/v1/stations/imports"


def assert_problem(answer, status, code):
    assert (answer.status_code, answer.mimetype) == (status, MEDIA_TYPE), answer.text
    assert answer.json["code"] == code
    assert answer.json["status"] == status
    assert answer.json["detail"]
    assert answer.json["request_id"] == answer.headers["Request-Id"]
    return answer.json


def test_every_kind_of_error_has_a_status():
    assert set(STATUS) == set(KINDS)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_error_of_a_service_becomes_a_problem(shared_system, monkeypatch, kind):
    error = KINDS[kind](
        "invalid_fields",
        reasons=[reason("contract_months", "14(1)", months=59, least=60)],
        faults={"a": {"b": [fault("text")]}},
        retry_after=7,
        places=["a"],
    )
    monkeypatch.setattr(
        shared_system.instance.bus, "call", lambda *_, **__: {"error": error.to_wire()}
    )
    answer = shared_system.post("importer", IMPORTS, {"stations": [station()]})
    problem = assert_problem(answer, STATUS[kind], "invalid_fields")
    assert problem["reasons"] == [
        {
            "code": "contract_months",
            "article": "14(1)",
            "values": {"months": 59, "least": 60},
            "fact": "the contract runs 59 months",
            "needs": "a founded company or at least 60 months",
        }
    ]
    assert problem["errors"] == [
        {"pointer": "/a/b", "code": "text", "detail": "Must be text.", "values": {}}
    ]
    assert answer.headers["Retry-After"] == "7"


@pytest.mark.parametrize("kind", ["conflict", "refused", "unavailable"])
def test_a_problem_of_another_gateway_is_read_as_the_error_it_was(shared_system, kind):
    codes = {"conflict": "day_is_past", "refused": "edition_not_in_force"}
    why = reason("edition_not_in_force", "15", edition="luzhou_2017", on="2030-01-01")
    values = {"today": "2018-04-10"} if kind == "conflict" else {}
    error = KINDS[kind](codes.get(kind, "not_quiet"), reasons=(why,), **values)
    with shared_system.browser.application.test_request_context(headers={"Accept-Language": "zh"}):
        problem = problem_of(error)
        assert error_in(problem.status_code, problem.get_json()).to_wire() == error.to_wire()


def test_an_unknown_kind_of_error_is_a_fault_of_ours(shared_system, monkeypatch):
    error = LiaisonError("internal_error").to_wire()
    monkeypatch.setattr(shared_system.instance.bus, "call", lambda *_, **__: {"error": error})
    answer = shared_system.post("importer", IMPORTS, {"stations": [station()]})
    assert_problem(answer, 500, "internal_error")


def test_a_bug_is_a_problem_that_tells_nothing_of_the_inside(shared_system, monkeypatch):
    def burst(*_, **__):
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(shared_system.instance.bus, "call", burst)
    answer = shared_system.post("importer", IMPORTS, {"stations": [station()]})
    assert "secret" not in assert_problem(answer, 500, "internal_error")["detail"]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b'"text"',
        b"null",
        b"\xff\xfe",
        b'{"a": NaN}',
        b'{"a": 1, "a": 2}',
        b'{"a": "\\ud800"}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"a": ' + b"9" * 5000 + b"}",
    ],
)
def test_a_body_that_cannot_be_read_is_malformed(shared_system, raw):
    answer = shared_system.browser.post(IMPORTS, data=raw, headers=shared_system.sign("importer"))
    assert answer.status_code == 400
    assert answer.mimetype == MEDIA_TYPE


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/stations"),
        ({"stations": "x"}, "/stations"),
        ({"stations": [], "more": 1}, "/more"),
        ({"stations": [{"station_code": 1}]}, "/stations/0/station_code"),
        ({"stations": [{"station_code": "a\x00b"}]}, "/stations/0/station_code"),
    ],
)
def test_a_wrong_value_is_pointed_at(shared_system, body, pointer):
    answer = shared_system.post("importer", IMPORTS, body)
    problem = assert_problem(answer, 422, "invalid_fields")
    assert pointer in {fault["pointer"] for fault in problem["errors"]}


def test_what_stands_in_the_path_may_not_stand_in_the_body(shared_system):
    body = {"station_code": "LZ-001", "year": 2018, "spent": "1.00", "submitted_on": "2018-03-01"}
    answer = shared_system.post(
        "industry_federation.enters", "/v1/stations/LZ-001/spending-reports", body
    )
    assert assert_problem(answer, 422, "invalid_fields")["errors"][0]["pointer"] == "/station_code"


def test_a_body_that_is_too_large_is_refused_unread(shared_system):
    raw = b'{"a": "' + b"x" * LARGEST_BODY + b'"}'
    answer = shared_system.browser.post(IMPORTS, data=raw, headers=shared_system.sign("importer"))
    assert_problem(answer, 413, "request_entity_too_large")


def test_an_unknown_path_and_a_wrong_method_are_problems(shared_system):
    assert_problem(shared_system.get("auditor", "/v1/nothing"), 404, "not_found")
    answer = shared_system.browser.delete("/v1/stations", headers=shared_system.sign("auditor"))
    assert_problem(answer, 405, "method_not_allowed")
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize(
    "query",
    [
        {"statee": "active"},
        {"limit": "0"},
        {"limit": "501"},
        {"limit": "-1"},
        {"limit": "x"},
        {"limit": "1" * 5000},
        {"cursor": "!!!"},
        {"cursor": "4pyT4py"},
        {"cursor": "AA=="},
        {"updated_since": "yesterday"},
        {"updated_since": "2018-01-01"},
        {"state": "a\x00b"},
    ],
)
def test_a_query_that_is_not_known_or_wrong_is_refused(shared_system, query):
    answer = shared_system.get("auditor", "/v1/stations", **query)
    assert_problem(answer, 422, "invalid_query")


@pytest.mark.parametrize("path", ["/v1/events", "/v1/stations/LZ-001", IMPORTS, "/v1/instance/day"])
def test_an_unknown_parameter_is_refused_everywhere(shared_system, path):
    answers = [shared_system.get("auditor", path, what="x")]
    if path in (IMPORTS, "/v1/instance/day"):
        signed = shared_system.sign("importer")
        answers = [shared_system.browser.post(f"{path}?what=x", json={}, headers=signed)]
    for answer in answers:
        assert_problem(answer, 422, "invalid_query")


@pytest.mark.parametrize("on", ["", "2018", "20180301", "2018-02-30", 5, None])
def test_a_day_must_be_a_day(shared_system, on):
    answer = shared_system.post("ops", "/v1/instance/day", {"on": on})
    assert_problem(answer, 422, "invalid_fields")


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer x", "Basic abc", "Bearer lzs_test_a_b", "Bearer lzs_test_é_b"]
)
def test_whoever_has_no_key_of_ours_is_nobody(shared_system, header):
    answer = shared_system.browser.get("/v1/stations", headers={"Authorization": header})
    assert answer.status_code == 401
    assert answer.mimetype == MEDIA_TYPE


def test_one_changed_character_makes_a_key_unknown(shared_system):
    key = shared_system.keys["auditor"]
    for place in (4, len("lzs_test_") + 1, len(key) - 1):
        other = key[:place] + ("A" if key[place] != "A" else "B") + key[place + 1 :]
        answer = shared_system.browser.get(
            "/v1/stations", headers={"Authorization": f"Bearer {other}"}
        )
        assert_problem(answer, 401, "key_unknown")


def test_a_role_that_may_not_is_told_which_may(shared_system):
    problem = assert_problem(shared_system.post("auditor", IMPORTS, {}), 403, "role_not_held")
    assert "talent_office" in problem["values"]["roles"]


def test_a_request_id_of_the_caller_is_kept_and_a_bad_one_replaced(shared_system):
    def sent(name):
        answer = shared_system.browser.get("/v1/stations", headers={"Request-Id": name})
        return answer.headers["Request-Id"]

    assert sent("order-17") == "order-17"
    assert len(sent("x" * 65)) == 36
    assert len(sent("two words\t")) == 36


def test_every_answer_has_its_safety_headers(shared_system):
    for path in ("/v1/stations", "/v1/instance", "/nothing"):
        headers = shared_system.browser.get(path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"


def station():
    from tests.integration.gateway.system import a_station

    return json.loads(json.dumps(a_station("LZ-900")))
