"""Whatever is edited has a version: its GET tells it, and an edit meant for another is refused."""

from __future__ import annotations

import re

import pytest

from liaison_gateway.v1.routes import ROUTES
from tests.integration.gateway.system import System, shown

OFFICER, OTHER = "industry_federation.enters", "overseas_federation.enters"
METHODS = ("post", "put", "delete")
FORWARDED = {re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", f"/v1{route.path}") for route in ROUTES}
NO_EDITS = {
    "/v1/accounts/{person_ref}/passwords": "gives a secret, what is shown of a person stays",
    "/v1/accounts/{person_ref}/second-factor-removals": "what is shown of a person stays",
    "/v1/accounts/{person_ref}/sign-outs": "what is shown of a person stays",
    "/v1/webhooks/{endpoint_id}/samples": "sends, and changes nothing",
    "/v1/webhooks/{endpoint_id}/recoveries": "sends, and changes nothing",
    "/v1/webhooks/{endpoint_id}/deliveries/{sequence}/resends": "sends, and changes nothing",
    "/v1/finance-answers/{refusal_id}/retries": "an answer that was taken since is refused",
    "/v1/partner-bodies/{body}/duty-reports": "adds to the records of duties",
    "/v1/stations/{station_code}/calendar-feed": "its address is shown once, and read nowhere",
}
"""Routes of the gateway's own about one thing that are no edits of it."""
NOT_READ = {"changes", "instance", "persons", "second-factors", "rosters"}
"""Places of commands where no single thing is read: a change is read as a case."""


@pytest.fixture(scope="module")
def system(tmp_path_factory):
    found = System(tmp_path_factory.mktemp("edits") / "instance")
    found.add_station("LZ-001")
    yield found
    found.close()


@pytest.fixture(scope="module")
def paths(system):
    return system.browser.get("/v1/openapi.json").json["paths"]


def edits_of(paths):
    """Yield the path of each thing, and path and operation of everything that is done to it."""
    for path, entry in paths.items():
        things = re.match(r"(/v1/(?:services/\{service\}/)?[a-z-]+)/\{\w+\}", path)
        for method in METHODS:
            if things and method in entry:
                yield things[1], path, entry[method]


def reads_one(paths, place):
    for path, entry in paths.items():
        if re.fullmatch(re.escape(place) + r"/\{\w+\}", path) and "get" in entry:
            return "ETag" in entry["get"]["responses"]["200"].get("headers", {})
    return None


def faults_of(paths):
    for place, path, operation in edits_of(paths):
        if path in NO_EDITS:
            continue
        takes = [each["name"] for each in operation.get("parameters", ())]
        if "If-Match" not in takes or "412" not in operation["responses"]:
            yield f"{path}: takes no If-Match"
        if place.removeprefix("/v1/") not in NOT_READ and not reads_one(paths, place):
            yield f"{place}: is edited, and its GET tells no version"


def test_every_edit_takes_if_match_and_what_is_edited_tells_its_version(paths):
    assert sorted(faults_of(paths)) == []
    assert set(NO_EDITS) <= set(paths)


def test_a_thing_without_a_version_is_found(paths):
    spoiled = {**paths, "/v1/keys/{key_id}": {"get": {"responses": {"200": {}}}}}
    assert "/v1/keys: is edited, and its GET tells no version" in set(faults_of(spoiled))


def a_key(system):
    wish = {"label": "nightly", "scopes": ["read"], "days": 30}
    return f"/v1/keys/{system.post(OFFICER, '/v1/keys', wish).json['data']['key_id']}"


def a_webhook(system):
    system.hooks = getattr(system, "hooks", 0) + 1
    wish = {"url": f"https://93.184.216.34/{system.hooks}"}
    made = system.post(OFFICER, "/v1/webhooks", wish)
    assert made.status_code == 201, shown(made)
    return f"/v1/webhooks/{made.json['data']['endpoint_id']}"


def send(system, part, method, path, body=None, **headers):
    sent = {**system.sign(part), **headers}
    return system.browser.open(path, method=method, json=body or {}, headers=sent)


OWN_EDITS = [
    (a_key, "POST", "/rotations"),
    (a_key, "POST", "/revocations"),
    (a_webhook, "POST", "/rotations"),
    (a_webhook, "POST", "/activations"),
    (a_webhook, "POST", "/deactivations"),
    (a_webhook, "PUT", ""),
    (a_webhook, "DELETE", ""),
]


@pytest.mark.parametrize(("make", "method", "act"), OWN_EDITS)
def test_an_edit_meant_for_another_version_is_refused(system, make, method, act):
    path = make(system)
    body = {"url": "https://93.184.216.34/new"} if method == "PUT" else None
    read = system.get(OFFICER, path).headers["ETag"]
    stale = send(system, OFFICER, method, path + act, body, **{"If-Match": '"stale"'})
    assert (stale.status_code, stale.json["code"]) == (412, "version_changed")
    assert system.get(OFFICER, path).headers["ETag"] == read
    done = send(system, OFFICER, method, path + act, body, **{"If-Match": read})
    assert done.status_code < 300, done.text
    foreign = send(system, OTHER, method, path + act, body, **{"If-Match": read})
    assert foreign.status_code == 404, "whose version it is, nobody else learns"
    if method == "PUT":
        assert done.headers["ETag"] == system.get(OFFICER, path).headers["ETag"] != read
        send(system, OFFICER, "DELETE", path)


def test_what_is_replaced_whole_needs_a_version(system):
    path = a_webhook(system)
    answer = send(system, OFFICER, "PUT", path, {"url": "https://93.184.216.34/"})
    assert (answer.status_code, answer.json["code"]) == (428, "version_required")


def test_a_webhook_is_changed_and_keeps_its_state_and_numbers(system):
    path, other = a_webhook(system), a_webhook(system)
    headers = {"If-Match": system.get(OFFICER, path).headers["ETag"]}
    wish = {"url": "https://93.184.216.34/x", "types": ["grade."], "description": "grades"}
    changed = send(system, OFFICER, "PUT", path, wish, **headers).json["data"]
    assert {name: changed[name] for name in wish} == wish
    assert changed["state"] == "active"
    taken = {"url": system.get(OFFICER, other).json["data"]["url"]}
    answer = send(system, OFFICER, "PUT", path, taken, **{"If-Match": "*"})
    assert (answer.status_code, answer.json["code"]) == (409, "webhook_known")


def test_an_account_is_changed_and_without_roles_may_do_nothing(system):
    made = {
        "part": "moves",
        "name": "Mo",
        "name_zh": "莫",
        "org": "talent_office",
        "roles": ["talent_office"],
        "mandates": [],
    }
    person_ref = system.post("ops", "/v1/accounts", made).json["data"]["person_ref"]
    path = f"/v1/accounts/{person_ref}"
    first = system.get("auditor", path)
    moved = {**made, "org": "industry_federation", "roles": [], "mandates": ["station/LZ-001"]}
    assert send(system, "ops", "PUT", path, moved).status_code == 428
    answer = send(system, "ops", "PUT", path, moved, **{"If-Match": first.headers["ETag"]})
    assert answer.status_code == 200, shown(answer)
    assert system.get("ops", path).json["data"] == {**moved, "person_ref": person_ref}
    again = send(system, "ops", "PUT", path, made, **{"If-Match": first.headers["ETag"]})
    assert again.json["code"] == "version_changed"
    taken = send(system, "ops", "PUT", path, {**made, "part": "auditor"}, **{"If-Match": "*"})
    assert (taken.status_code, taken.json["code"]) == (409, "account_exists")


def test_a_version_is_told_to_nobody_who_may_not_read_the_thing(system):
    system.add_station("LZ-900", "overseas_federation")
    body = {
        "change": "name",
        "happened_on": "2018-03-01",
        "reported_on": "2018-03-01",
        "new_host_name": "x",
    }
    for code, told in (("LZ-001", "version_changed"), ("LZ-900", "version_unknown")):
        path = f"/v1/stations/{code}/changes"
        answer = system.post(OFFICER, path, body, **{"If-Match": '"stale"'})
        assert (answer.status_code, answer.json["code"]) == (412, told)


def test_a_draft_is_saved_over_the_version_that_was_read_and_no_other(system):
    draft = {
        "saved_on": "2018-03-01",
        "host_name": "x",
        "guiding_department": OFFICER.split(".")[0],
    }
    made = system.post(OFFICER, "/v1/application-drafts", draft)
    assert made.status_code == 200, shown(made)
    system.instance.bus.pump()
    code = made.json["data"]["application_code"]
    read = {"If-Match": system.get(OFFICER, f"/v1/applications/{code}").headers["ETag"]}
    again = {**draft, "application_code": code, "host_name": "y"}
    saved = system.post(OFFICER, "/v1/application-drafts", again, **read)
    assert saved.status_code == 200, shown(saved)
    system.instance.bus.pump()
    stale = system.post(OFFICER, "/v1/application-drafts", {**again, "host_name": "z"}, **read)
    assert (stale.status_code, stale.json["code"]) == (412, "version_changed")
