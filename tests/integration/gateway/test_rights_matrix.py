"""Every route, as every role, on one's own things and on two others': what the table says, holds.

The cases are made from the app's own map of routes. A route without a row in the table fails.
"""

from __future__ import annotations

import re
from collections import Counter

import pytest
from sqlalchemy import select

from liaison_contracts.dictionary import find
from liaison_contracts.roles import EVERYBODY
from liaison_gateway.access import sessions
from liaison_gateway.access.authentication import SESSION
from liaison_gateway.access.rights import with_implied
from liaison_gateway.access.rights_table import rights_table
from liaison_gateway.access.route_rights import rows_of
from liaison_gateway.model.tables import documents
from liaison_gateway.model.views.catalogue import VIEWS
from liaison_gateway.v1.own.routes import OWN_ROUTES
from liaison_gateway.v1.rights import rows_by_route
from liaison_gateway.v1.routes import ROUTES
from tests.integration.gateway.rights_system import FOREIGN, OWN, STATIONS, RightsSystem, body_for

ROWS = rows_by_route(rights_table())
TABLE = {
    name: {kind: [*roles] for kind, roles in (("all", row.everything), ("own", row.own)) if roles}
    for name, row in ROWS.items()
    if not row.is_public
}
COMMANDS = {
    f"{route.method} /v1{route.path}": route.command
    for route in (*ROUTES, *(own for own in OWN_ROUTES if "<" in own.path))
}
LISTS = {f"GET /v1/{view.path}": view for view in VIEWS}
SINGLES = {f"GET /v1/{view.path}/<path:code>": view for view in VIEWS}
NOT_THE_ROLE = ("role_not_held",)
NOT_FOR_THIS_PERSON = (
    *("second_factor_missing", "totp_wrong", "same_person", "payee_side", "payouts_only"),
    *("not_on_panel", "not_a_test_key"),
)
"""Refusals by who acts or how, not by whose the thing is."""
QUERIES = {"natives.csv": "?purpose=audit", "natives.xlsx": "?purpose=audit"}
PARTNER_BODIES = {OWN: "industry_federation", FOREIGN[0]: "overseas_federation"}


@pytest.fixture(scope="module")
def system(tmp_path_factory):
    found = RightsSystem(tmp_path_factory.mktemp("rights") / "instance")
    yield found
    found.close()


def scope_in_table(row, role):
    """Return `all`, `own` or nothing; a role that includes another has what the other has."""
    for scope in ("all", "own"):
        if set(with_implied([role])) & set(row.get(scope, ())):
            return scope
    return ""


def call(system, name, role, code):
    """Call a route as a role, about the things of one station."""
    method, path = name.split(" ")
    things = {**system.things[code], "body": PARTNER_BODIES.get(code, "overseas_federation")}
    things |= system.things_of_role.get(role, {}).get(code, {})
    if "<batch_code>" in path:
        things["sha256"] = things["batch_sha256"]
    if name in SINGLES:
        things["code"] = things.get("seen", f"seen/{code}")
    names = re.findall(r"<(?:\w+:)?(\w+)>", path)
    for part in names:
        path = re.sub(rf"<(?:\w+:)?{part}>", str(things.get(part, "none-such")), path, count=1)
    command = COMMANDS.get(name)
    takes_body = command and method != "GET"
    body = body_for(command, things, set(names), role) if takes_body else {}
    headers = {**system.sign(role), "Idempotency-Key": f"{role} {path} {code}", "Prefer": "wait=0"}
    if not path.startswith("/v1"):
        return page(system, method, path, role)
    json = None if method == "GET" else body
    path += QUERIES.get(name.rpartition("/")[2], "")
    return system.browser.open(path, method=method, json=json, headers=headers, buffered=True)


def page(system, method, path, role):
    browser = system.instance.app.test_client()
    secret = sessions.begin(system.instance.gateway.database, system.refs[role])
    with browser.session_transaction() as session:
        session[SESSION], session["csrf"] = secret, "token"
    sent = {"csrf": "token"} if method == "POST" else None
    return browser.open(path, method=method, data=sent, buffered=True)


def verdict(name, answer):
    """Say what an answer comes to: refused by `role`, by `row`, or let `through`."""
    code = (answer.json or {}).get("code", "") if answer.is_json else ""
    if answer.status_code == 403 and (code in NOT_THE_ROLE or " /v1" not in name):
        return "role"
    if answer.status_code in (403, 404) and code not in NOT_FOR_THIS_PERSON:
        return "row"
    if (
        answer.is_json and "the code of a record of your stations" in answer.text
    ):  # one of many was refused, and the others were not
        return "row"
    return "through"


def rows_shown(system, name, role):
    answer = system.get(role, name.split(" ")[1], limit=500)
    return {row.get("station_code") for row in answer.json["data"]} & set(STATIONS)


def faults_of_list(system, name, row, role):
    view, scope = LISTS[name], scope_in_table(row, role)
    wanted = set(STATIONS) if scope == "all" or not view.narrowed else {OWN}
    shown = rows_shown(system, name, role)
    if shown != wanted:
        yield f"{name} as {role} shows {sorted(shown)}, not {sorted(wanted)}"


def faults_of(system, name, row):
    """Name each role and thing for which a route does something else than its row says."""
    is_of_rows = "own" in row and name not in LISTS
    for role in sorted(EVERYBODY, key=lambda role: scope_in_table(row, role) != "own"):
        scope = scope_in_table(row, role)
        for code in STATIONS if is_of_rows and scope else (OWN,):
            answer = call(system, name, role, code)
            found = verdict(name, answer)
            wanted = {"": "role", "all": "through"}.get(scope, "through" if code == OWN else "row")
            unknown = scope == "all" and found == "row"  # nothing of that name: let through before
            if found != wanted and not unknown:
                yield f"{name} as {role} on {code}: {found}, not {wanted}: {answer.text[:300]}"
        if scope and name in LISTS:
            yield from faults_of_list(system, name, row, role)


def test_the_running_app_enforces_these_rows(system):
    bound = rows_of(system.instance.app).values()
    assert Counter(bound) == Counter(ROWS.values())


BY_SEAT = sorted(
    name
    for name, row in TABLE.items()
    if "reviewer" in row.get("own", ())
    and "/applications/<application_code>" in name
    and not name.endswith("conflicts")
)


@pytest.mark.parametrize("name", BY_SEAT)
def test_a_reviewer_acts_on_their_seats_and_not_for_their_organisation(system, name):
    seated, of_department = system.things_of_role["reviewer"][OWN], system.things[OWN]
    try:
        for things, wanted in ((seated, "through"), (of_department, "row")):
            code = things["application_code"]
            system.things_of_role["reviewer"][OWN] = {**seated, "application_code": code}
            answer = call(system, name, "reviewer", OWN)
            assert verdict(name, answer) == wanted, answer.text[:300]
    finally:
        system.things_of_role["reviewer"][OWN] = seated


def test_a_reviewer_sees_in_lists_what_they_sit_on(system):
    own = system.things_of_role["reviewer"][OWN]["application_code"]
    shown = system.get("reviewer", "/v1/applications", limit=500).json["data"]
    assert {row["application_code"] for row in shown} == {own, f"seated/{OWN}"}
    other = system.things[OWN]["application_code"]
    assert system.get("reviewer", f"/v1/applications/{other}").status_code == 404


LAST = (
    "conflicts",
    "amendments",
    "closures",
    "erasures",
    "breakings",
    "revocations",
    "holds",
    "removals",
    "DELETE /v1/webhooks/<endpoint_id>",
    "closings",
    "day",
)
"""These end what others need, in this order."""


def place_of(name):
    return next((number for number, end in enumerate(LAST, 1) if name.endswith(end)), 0), name


GUARDED = sorted(TABLE, key=place_of)


@pytest.mark.parametrize("name", GUARDED)
def test_a_route_does_what_its_row_says(system, name):
    assert list(faults_of(system, name, TABLE[name])) == []


def test_a_row_that_promises_too_much_or_too_little_is_found(system):
    row = TABLE["GET /v1/duty-records"]
    too_much = {"all": [*row["all"], "station_head"], "own": ["guiding_department"]}
    too_little = {"all": row["all"], "own": ["guiding_department"]}
    for wrong in (too_much, too_little):
        assert any(
            "station_head" in told for told in faults_of(system, "GET /v1/duty-records", wrong)
        )


def test_every_role_is_somewhere_and_no_other_is():
    named = {
        role for row in TABLE.values() for kind in ("all", "own") for role in row.get(kind, ())
    }
    assert {more for role in named for more in with_implied([role])} <= set(EVERYBODY)
    alone = {role for role in EVERYBODY if not set(with_implied([role])) & named}
    assert alone == set()


OF_ONE_ORGANISATION = {
    *("guiding_department", "sector_department", "host", "station_head", "liaison_officer"),
    "reviewer",
}
OF_ALL = (
    "GET /developers/events/<name>",
    "GET /v1/assessments/<path:code>",
    "GET /v1/assessments/<int:year>/calibration",
    "GET /v1/batches/<path:code>",
    "GET /v1/bole-calls/<path:code>",
    "GET /v1/calendar-days/<path:code>",
    "GET /v1/policy/<path:code>",
    "GET /v1/review-rounds/<path:code>",
    "GET /v1/tie-decisions/<path:code>",
)
"""Things of the whole city: years, calls, days, readings, lists of payments."""


def test_whoever_acts_for_one_organisation_has_single_things_of_others_nowhere():
    for name, row in TABLE.items():
        if "<" in name and name not in OF_ALL:
            assert not OF_ONE_ORGANISATION & set(row.get("all", ())), name


NOT_OF_THE_CITY = (
    "GET /v1/partner-bodies/<body>/notices",
    *("GET /v1/webhooks", "GET /v1/imports", "GET /v1/rosters"),
    *("GET /developers/keys", "GET /developers/webhooks"),
)
"""What an organisation keeps for its own systems, and the working file of a roster."""


def test_finance_that_prepares_confirms_nothing():
    of = {role: {n for n in TABLE if role in TABLE[n].get("all", ())} for role in EVERYBODY}
    confirms = of["finance"] - of["finance_prepare"]
    ends = {name.rpartition("/")[2] for name in confirms if name.startswith("POST /v1/")}
    after_payment = {"settlements", "failures", "returns", "recalls", "reversals", "receipts"}
    assert after_payment | {"approvals", "reveals"} <= ends


@pytest.mark.parametrize("role", ["finance", "finance_approve"])
def test_finance_reads_events_of_payouts_only_whoever_of_it_asks(system, role):
    for query in ({"service": "registry"}, {"service": "incentives"}):
        assert system.get(role, "/v1/events", **query).json["code"] == "payouts_only"
    assert system.get(role, "/v1/events", type="payout.").status_code == 200


def test_operations_decide_nothing_of_the_domain():
    for route in ROUTES:
        if route.method != "GET":
            row = TABLE[f"{route.method} /v1{route.path}"]
            assert "ops" not in {*row.get("all", ()), *row.get("own", ())}, route.path


def test_an_auditor_reads_all_and_changes_nothing():
    reads = {
        "POST /v1/persons/<person_ref>/reveals",
        "POST /v1/assessments/<int:year>/calibration/trials",
        *("POST /v1/findings/<finding_code>/exports", "POST /v1/awards/<award_code>/proofs"),
        "POST /v1/stations/<station_code>/natives/exports",
        *("POST /password", "POST /sign-out"),
    }
    for name, row in TABLE.items():
        who = {*row.get("all", ()), *row.get("own", ())}
        if name.startswith("GET "):
            assert "auditor" in row.get("all", ()) or name.startswith(NOT_OF_THE_CITY), name
        elif name not in reads:
            assert "auditor" not in who, name


def test_every_state_that_the_matrix_made_has_a_word(system):
    lists = {view.kind: view.states for view in VIEWS}
    with system.instance.gateway.database.reading() as session:
        rows = session.execute(select(documents.c.kind, documents.c.state).distinct()).all()
    states = {(kind, state) for kind, state in rows if state}
    assert len(states) > 10
    assert {row for row in states if find(row[1], lists.get(row[0], row[0])) is None} == set()
