"""A command is done once, says so when it is asked again, and shows in lists when answered."""

from __future__ import annotations

import pytest

from liaison_contracts.message import COMMANDS, command_type_of
from liaison_gateway.access import sessions
from liaison_gateway.access.authentication import SESSION
from liaison_gateway.base.context import SERVICES
from liaison_gateway.v1.routes import ROUTES
from tests.integration.gateway.system import a_station, shown

IMPORTS = "/v1/stations/imports"
MONEY = [route for route in ROUTES if command_type_of(route.command).money]
PARTS = {
    "talent_office": "verifies",
    "guiding_department": "industry_federation.enters",
    "finance": "finance",
    "station_head": "verifies",
}


def test_what_is_answered_is_in_the_lists(system):
    body = {"stations": [a_station("LZ-001")]}
    answer = system.post("importer", IMPORTS, body)
    assert answer.json["data"]["results"][0]["state"] == "accepted", shown(answer)
    if "Liaison-Pending" in answer.headers:  # a busy machine may take longer than the gateway waits
        system.instance.bus.pump()
    assert system.row("stations")["guiding_department"] == "industry_federation"


def test_whoever_does_not_want_to_wait_is_told_that_lists_come_later(system):
    answer = system.post("importer", IMPORTS, {"stations": [a_station("LZ-001")]}, Prefer="wait=0")
    assert answer.headers["Liaison-Pending"] == "true"


def test_an_answer_says_when_lists_lag_behind(system):
    system.instance.bus.stop()
    answer = system.post("importer", IMPORTS, {"stations": [a_station("LZ-001")]})
    assert answer.headers["Liaison-Pending"] == "true"
    assert system.rows("stations") == []
    assert not system.browser.get("/v1/instance").json["quiet"]
    system.instance.bus.pump()
    assert len(system.rows("stations")) == 1
    assert system.browser.get("/v1/instance").json["quiet"]


def test_the_same_key_is_answered_from_the_store(system):
    body = {"stations": [a_station("LZ-001")]}
    first = system.post("importer", IMPORTS, body, key="k-1")
    again = system.post("importer", IMPORTS, body, key="k-1")
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.json == first.json


def test_the_same_key_with_another_body_is_refused(system):
    system.post("importer", IMPORTS, {"stations": [a_station("LZ-001")]}, key="k-1")
    answer = system.post("importer", IMPORTS, {"stations": [a_station("LZ-002")]}, key="k-1")
    assert (answer.status_code, answer.json["code"]) == (422, "idempotency_key_reused")


@pytest.mark.parametrize("key", ["x" * 121, "tab\tinside", "é"])
def test_a_key_that_cannot_be_kept_is_refused(shared_system, key):
    answer = shared_system.post("importer", IMPORTS, {"stations": [a_station("LZ-001")]}, key=key)
    assert (answer.status_code, answer.json["code"]) == (400, "idempotency_key_invalid")


def test_some_commands_move_money():
    assert {route.command.__name__ for route in MONEY} >= {
        "SealBatch",
        "ApproveBatch",
        "ReleaseBatch",
    }
    assert len(MONEY) == sum(kind.money for kind in COMMANDS.values() if kind.service in SERVICES)


@pytest.mark.parametrize("route", MONEY, ids=lambda route: route.command.__name__)
def test_a_money_route_without_a_key_is_malformed(shared_system, route):
    kind = command_type_of(route.command)
    path = "/v1" + route.path
    values = {
        "<station_code>": "LZ-001",
        "<payee_ref>": "x",
        "<batch_code>": "B-1",
        "<payout_id>": "00000000-0000-5000-8000-000000000000",
        "<int:year>": "2018",
    }
    for name, value in values.items():
        path = path.replace(name, value)
    answer = shared_system.post(PARTS[kind.roles[0]], path, {})
    assert (answer.status_code, answer.json["code"]) == (400, "idempotency_key_required"), shown(
        answer
    )


def test_the_day_moves_forward_and_closes(system):
    assert system.post("ops", "/v1/instance/day", {"on": "2018-03-31"}).status_code == 200
    assert system.post("ops", "/v1/instance/closings", {"on": "2018-03-31"}).status_code == 200
    state = system.browser.get("/v1/instance").json
    assert (state["day"], state["last_closed_on"], state["parked"]) == (
        "2018-03-31",
        "2018-03-31",
        0,
    )
    back = system.post("ops", "/v1/instance/day", {"on": "2018-03-30"})
    assert (back.status_code, back.json["code"]) == (409, "day_is_past")


def test_a_session_reads_the_api_but_does_not_command_it(system):
    person_ref = next(i.person_ref for i in system.instance.issued if i.person.part == "importer")
    secret = sessions.begin(system.instance.gateway.database, person_ref)
    with system.browser.session_transaction() as session:
        session[SESSION] = secret
    assert system.browser.get("/v1/stations").status_code == 200
    answer = system.browser.post(IMPORTS, json={"stations": [a_station("LZ-001")]})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="liaison"'
