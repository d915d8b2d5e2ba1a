"""Operations settle what a service could not take in, over the API as by its command line."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.integration.gateway.system import System, shown

PLACE = "/v1/services/incentives/parked-events"
TYPE = "plaque.granted.v1"


@pytest.fixture
def broken(system: System, monkeypatch: pytest.MonkeyPatch) -> Iterator[System]:
    """Give a system whose incentives cannot take in a new station while `broken` lasts."""

    def fail(work: object, event: object) -> None:
        raise ValueError("cannot hear this")

    handlers = dict(system.instance.runtimes["incentives"].handlers["registry"])
    system.instance.runtimes["incentives"].handlers["registry"][TYPE] = fail
    system.add_station("LZ-701")
    yield system
    system.instance.runtimes["incentives"].handlers["registry"].update(handlers)


def mend(system: System) -> None:
    from liaison_incentives.service import SERVICE

    known = SERVICE.handlers()["registry"]
    system.instance.runtimes["incentives"].handlers["registry"][TYPE] = known[TYPE]


def waiting(system: System) -> list[dict[str, object]]:
    answer = system.get("ops", PLACE)
    assert answer.status_code == 200, shown(answer)
    found: list[dict[str, object]] = answer.json["data"]
    return found


def test_a_parked_event_is_listed_shown_and_taken_in_after_the_cause_is_mended(
    broken: System,
) -> None:
    (entry,) = [each for each in waiting(broken) if each["type"] == TYPE]
    assert "cannot hear this" in str(entry["error"])
    place = f"{PLACE}/{entry['parked_id']}"
    whole = broken.get("auditor", place).json["data"]
    assert whole["body"]["data"]["station_code"] == "LZ-701"
    again = broken.post("ops", f"{place}/retries", {"reason": "to see"})
    assert (again.status_code, again.json["code"]) == (409, "parked_event_fails_again")
    mend(broken)
    done = broken.post("ops", f"{place}/retries", {"reason": "the handler is mended"})
    assert (done.status_code, done.json["data"]) == (200, {"handled": 1}), shown(done)
    assert waiting(broken) == []
    assert broken.get("ops", PLACE, state="retried").json["data"][0]["state"] == "retried"
    settled = broken.post("ops", f"{place}/retries", {"reason": "once more"})
    assert (settled.status_code, settled.json["code"]) == (409, "parked_event_settled")


def test_a_parked_event_is_discarded_with_a_reason_only(broken: System) -> None:
    (entry,) = waiting(broken)
    place = f"{PLACE}/{entry['parked_id']}/removals"
    assert broken.post("ops", place, {"reason": " "}).status_code == 422
    assert broken.post("auditor", place, {"reason": "I may not"}).status_code == 403
    assert broken.post("ops", place, {"reason": "told by mistake"}).status_code == 200
    assert waiting(broken) == []


def test_unknown_services_events_and_states_are_named(system: System) -> None:
    assert system.get("ops", "/v1/services/nobody/parked-events").status_code == 404
    unknown = system.get("ops", f"{PLACE}/no-such-event")
    assert (unknown.status_code, unknown.json["code"]) == (404, "parked_event_unknown")
    assert system.get("ops", PLACE, state="lost").status_code == 422
