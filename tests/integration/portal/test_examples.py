"""The documentation's examples run as they stand, and so does a nightly synchronisation."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

EXAMPLES = Path(__file__).resolve().parents[3] / "docs" / "examples"
PROGRAMS = {
    "CURL-1": ("curl", ["sh", "first_call.sh"]),
    "PYTHON-1": (sys.executable, [sys.executable, "first_call.py"]),
    "JAVA-1": ("javac", ["java", "FirstCall.java"]),
}


@pytest.mark.parametrize("code", PROGRAMS)
def test_an_example_reports_a_duty_and_reads_it_back(served, code):
    needs, command = PROGRAMS[code]
    if shutil.which(needs) is None:
        pytest.skip(f"{needs} is not installed")
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
            if {"updated_since", "cursor"} <= parameters_of(operations.get("get", {}))
        }
        copy: dict[str, dict[str, object]] = {}
        first = synchronise(http, lists, copy, since="")
        assert len(copy["/v1/stations"]) == 3
        body = {"on": "2018-04-30"}
        assert http.post("/v1/sandbox/advances", json=body).status_code == 200
        changed = synchronise(http, lists, copy, since=first)
        assert {"/v1/awards", "/v1/payouts"} <= set(copy)
        fresh: dict[str, dict[str, object]] = {}
        synchronise(http, lists, fresh, since="")
        assert copy == fresh
        assert changed >= first


def parameters_of(operation):
    return {entry.get("name") for entry in operation.get("parameters", [])}


def synchronise(http, lists, copy, since):
    """Take what changed since the last night, page by page; return the newest change seen."""
    newest = since
    for path in lists:
        query = {"limit": "100", **({"updated_since": since} if since else {})}
        while True:
            answer = http.get(path, params=query)
            if answer.status_code == 403:  # not a list of this caller's role
                break
            page = answer.raise_for_status().json()
            for row in page["data"]:
                copy.setdefault(path, {})[json.dumps(key_of(row))] = row
                newest = max(newest, row["updated_at"])
            if not page["has_more"]:
                break
            query["cursor"] = page["next_cursor"]
    return newest


def key_of(row):
    names = [name for name in row if name.endswith(("_code", "_id", "_ref", "year", "period"))]
    return {name: row[name] for name in sorted(names)} | {"duty": row.get("duty_type")}
