"""The documentation's examples run as they stand, and so does a nightly synchronisation."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from standardwebhooks import Webhook

import liaison_gateway
from liaison_gateway.developers.portal.about import PROGRAMS as SHOWN

EXAMPLES = Path(liaison_gateway.__file__).parent / "static" / "examples"
RECORD = {
    "station_code": "LZ-001",
    "duty_type": "promotion_post",
    "occurred_on": "2018-03-01",
    "reported_on": "2018-03-01",
    "evidence": "https://example.org/post",
}
PROGRAMS = {
    "CURL-1": ["sh", "first_call.sh"],
    "PYTHON-1": [sys.executable, "first_call.py"],
    "JAVA-1": ["java", "FirstCall.java"],
}
NEEDS = (pytest.mark.curl, (), pytest.mark.java)


LANGUAGES = ("sh", sys.executable, "java")
in_each_language = pytest.mark.parametrize(
    "language", [pytest.param(number, marks=NEEDS[number]) for number in range(len(LANGUAGES))]
)


def test_whatever_the_portal_shows_is_run_here():
    shown = {file for files in SHOWN.values() for file in files}
    assert shown == {path.name for path in EXAMPLES.iterdir()}
    assert set(SHOWN) == {"first_call", "nightly_sync", "verify_webhook"}
    assert [command[-1] for command in PROGRAMS.values()] == [*SHOWN["first_call"]]


def run(name, language, folder=EXAMPLES, given=b"", **environ):
    environ = {**os.environ, **environ}
    command = [LANGUAGES[language], SHOWN[name][language]]
    return subprocess.run(command, cwd=folder, env=environ, input=given, capture_output=True)


@in_each_language
def test_a_nightly_synchronisation_gets_every_page(served, language, tmp_path):
    """The example asks for a hundred rows at once; here for one, so that there are pages."""
    file = SHOWN["nightly_sync"][language]
    text = (EXAMPLES / file).read_text("utf-8")
    fewer = text.replace("limit=100", "limit=1").replace('"limit": "100"', '"limit": "1"')
    assert fewer != text
    (tmp_path / file).write_text(fewer, encoding="utf-8")
    key = served.test_key()
    with httpx.Client(base_url=served.address, timeout=120) as http:
        http.headers["Authorization"] = f"Bearer {key}"
        rows = [{**RECORD, "record_code": f"N-{number}"} for number in range(3)]
        made = http.post("/v1/duty-records", json={"records": rows})
        assert made.status_code == 200, made.text
        known = {row["record_code"] for row in http.get("/v1/duty-records").json()["data"]}
    done = run("nightly_sync", language, tmp_path, BASE=served.address, KEY=key)
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    rows = [row for each in found for row in each.get("data", [each])]
    assert {row["record_code"] for row in rows} == known >= {"N-0", "N-1", "N-2"}
    later = run("nightly_sync", language, tmp_path, BASE=served.address, KEY=key)
    assert (later.returncode, b"record_code" in later.stdout) == (0, False), later.stderr
    with httpx.Client(base_url=served.address, timeout=120) as http:
        http.headers["Authorization"] = f"Bearer {key}"
        new = {**RECORD, "record_code": "N-new"}
        assert http.post("/v1/duty-records", json={"records": [new]}).status_code == 200
    newest = run("nightly_sync", language, tmp_path, BASE=served.address, KEY=key)
    assert newest.stdout.count(b'"record_code"') == newest.stdout.count(b'"N-new"') == 1


@in_each_language
def test_a_genuine_delivery_is_told_from_a_forged_one(language):
    secret, body, at = "whsec_" + "c2VjcmV0" * 5 + "c2U=", '{"type": "签名"}', datetime.now(UTC)
    stamp = str(int(at.timestamp()))
    signature = Webhook(secret).sign("msg_1", at, body)
    given = {"SECRET": secret, "ID": "msg_1", "STAMP": stamp}
    for signatures, told in (
        (signature, b"genuine"),
        (f"v1,AAAA {signature}", b"genuine"),
        ("v1,AAAA", b"forged"),
    ):
        done = run("verify_webhook", language, given=body.encode(), SIGNATURE=signatures, **given)
        assert done.stdout.strip() == told, done.stderr
        assert (done.returncode == 0) == (told == b"genuine")


@pytest.mark.parametrize(
    "code", [pytest.param(code, marks=mark) for code, mark in zip(PROGRAMS, NEEDS, strict=True)]
)
def test_an_example_reports_a_duty_and_reads_it_back(served, code):
    command = PROGRAMS[code]
    environ = {**os.environ, "BASE": served.address, "KEY": served.test_key()}
    done = subprocess.run(command, cwd=EXAMPLES, env=environ, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["data"]["record_code"] == code


def test_a_partner_synchronises_every_night_from_the_documentation_alone(served):
    """Every address, parameter and field below stands in the OpenAPI document."""
    with httpx.Client(base_url=served.address, timeout=120) as http:
        http.headers["Authorization"] = f"Bearer {served.test_key()}"
        document = http.get("/v1/openapi.json").json()
        lists = {
            path: operations["get"]
            for path, operations in document["paths"].items()
            if "changes_after" in parameters_of(operations.get("get", {})) and "{" not in path
        }
        copy: dict[str, dict[str, object]] = {}
        first = synchronise(http, lists, copy, {})
        assert len(copy["/v1/stations"]) == 3
        body = {"on": "2018-04-30"}
        assert http.post("/v1/sandbox/advances", json=body).status_code == 200
        changed = synchronise(http, lists, copy, first)
        assert {"/v1/awards", "/v1/payouts"} <= set(copy)
        fresh: dict[str, dict[str, object]] = {}
        synchronise(http, lists, fresh, {})
        assert copy == fresh
        assert set(changed) == set(first)


def parameters_of(operation):
    return {entry.get("name") for entry in operation.get("parameters", [])}


def synchronise(http, lists, copy, cursors):
    """Take what changed since the last night, page by page; return where the next one begins."""
    reached = dict(cursors)
    for path in lists:
        while True:
            query = {"limit": "100", "changes_after": reached.get(path, "")}
            answer = http.get(path, params=query)
            if answer.status_code == 403:  # not a list of this caller's role
                break
            page = answer.raise_for_status().json()
            for row in page["data"]:
                copy.setdefault(path, {})[json.dumps(key_of(row))] = row
            reached[path] = page["next_cursor"]
            if not page["has_more"]:
                break
    return reached


def key_of(row):
    names = [name for name in row if name.endswith(("_code", "_id", "_ref", "year", "period"))]
    return {name: row[name] for name in sorted(names)} | {"duty": row.get("duty_type")}
