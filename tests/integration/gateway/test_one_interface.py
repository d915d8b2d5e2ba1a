"""The API is one interface: its lists, bodies, names and paths are alike, whoever wrote them."""

from __future__ import annotations

import copy
import re

import pytest

from liaison_gateway.v1.examples import METHODS

AFTER = {"list_events", "list_deliveries", "list_import_errors"}
"""Logs: they go on after the number of the last row."""
IN_ITS_WORDS = {"report_duties", "list_notices"}
"""Answered in a partner body's own form."""
BARE = {"get_instance"}
"""Answered without `data` since the first release."""


@pytest.fixture(scope="module")
def document(shared_system):
    return shared_system.browser.get("/v1/openapi.json").json


def outliers(document):
    for path, entry in document["paths"].items():
        for part in entry.get("parameters", ()):
            if not part.get("description"):
                yield f"{path}: say what {part['name']} is"
        for method in METHODS:
            if method in entry:
                found = entry[method]
                for told in (*of_answers(found), *of_bodies(found), *of_names(path, found)):
                    yield f"{method.upper()} {path}: {told}"


def of_answers(operation):
    name = operation["operationId"]
    for status, response in operation["responses"].items():
        content = response.get("content", {}).get("application/json")
        if content is None or not status.startswith("2") or name in IN_ITS_WORDS | BARE:
            continue
        shown = content["schema"].get("properties", {})
        if "data" not in shown:
            yield "answer in `data`"
        elif shown["data"].get("type") == "array":
            wanted = {"data", "has_more"} | (set() if name in AFTER else {"next_cursor"})
            if set(shown) != wanted:
                yield f"a list answers {', '.join(sorted(wanted))}"


def of_bodies(operation):
    statuses = set(operation["responses"])
    if "application/json" in operation.get("requestBody", {}).get("content", {}):
        if not {"400", "413"} <= statuses:
            yield "a body can be malformed, and too large"
    elif operation["operationId"].startswith(("get_", "list_")) and statuses & {"409", "413"}:
        yield "what is read conflicts with nothing"
    if "429" not in statuses:
        yield "everybody can ask too often"


def of_names(path, operation):
    if not re.fullmatch(r"[a-z][a-z_]*", operation["operationId"]):
        yield "name it in small letters"
    if not re.fullmatch(r"(/[a-z0-9.-]+|/\{[a-z0-9_]+\})+", path):
        yield "write paths with hyphens, and parts of them like fields"


def test_no_route_is_an_outlier(document):
    assert sorted(outliers(document)) == []


def test_an_outlier_is_found(document):
    spoiled = copy.deepcopy(document)
    found = spoiled["paths"]["/v1/keys"]
    schema = found["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    del schema["properties"]["has_more"]
    del found["post"]["responses"]["413"]
    spoiled["paths"]["/v1/files/{sha256}"]["parameters"][0]["description"] = ""
    assert len(list(outliers(spoiled))) == 3


@pytest.mark.parametrize(
    "path", ["errors", "keys", "accounts", "partner-bodies", "services/registry/parked-events"]
)
def test_a_list_without_further_pages_says_so_like_one_that_has_some(shared_system, path):
    page = shared_system.get("auditor", f"/v1/{path}").json
    assert (page["has_more"], page["next_cursor"]) == (False, None)
