"""What was answered as accepted or waiting is found afterwards, also without a plaque (Article 11).

A record of a station whose plaque is not known yet waits in the list, and is recorded, refused or
given up there.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison_assessment.usecases import duties
from liaison_gateway.exchange.partners import reports
from liaison_gateway.exchange.partners.body import Batch, DutyReport
from liaison_gateway.exchange.partners.industry_federation import IndustryFederation
from liaison_kit.claims import Caller
from liaison_kit.instance.day import DayDriver
from tests.integration.gateway.system import System, shown

D = date.fromisoformat
INDUSTRY, OVERSEAS = "industry_federation.enters", "overseas_federation.enters"


def a_record(code: str, station: str, **more: Any) -> dict[str, Any]:
    return {
        "record_code": code,
        "station_code": station,
        "duty_type": "promotion_post",
        "occurred_on": "2018-03-01",
        "reported_on": "2018-03-01",
        "evidence": f"https://example.org/{code}",
        **more,
    }


def send(system: System, *records: dict[str, Any], by: str = INDUSTRY) -> list[dict[str, Any]]:
    answer = system.post(by, "/v1/duty-records", {"records": list(records)})
    system.instance.bus.pump()
    assert answer.status_code == 200, shown(answer)
    results: list[dict[str, Any]] = answer.json["data"]["results"]
    return results


def found(system: System, code: str, by: str = INDUSTRY) -> Any:
    answer = system.get(by, f"/v1/duty-records/{code}")
    assert answer.status_code == 200, shown(answer)
    return answer.json["data"]


def codes_of(system: System, by: str = INDUSTRY, **query: Any) -> list[str]:
    rows = system.get(by, "/v1/duty-records", **query).json["data"]
    return [row["record_code"] for row in rows]


def told(system: System, kind: str) -> list[dict[str, Any]]:
    events = system.rows("events", service="assessment", type=kind)
    return [event["data"] for event in events]


def test_a_record_waits_in_the_list_until_the_plaque_comes(system: System) -> None:
    [result] = send(system, a_record("GHOST-1", "LZ-999"))
    assert result["state"] == "waiting"
    assert [why["code"] for why in result["reasons"]] == ["plaque_not_known_yet"]
    row = found(system, "GHOST-1")
    assert (row["state"], row["waits_until"]) == ("waiting", "2018-03-31")
    assert codes_of(system, state="waiting") == ["GHOST-1"]
    assert [row["record_code"] for row in system.rows("duty-records")] == ["GHOST-1"]
    system.add_station("LZ-999")
    assert found(system, "GHOST-1")["state"] == "recorded"
    assert (codes_of(system, state="waiting"), codes_of(system)) == ([], ["GHOST-1"])
    assert [result["state"] for result in send(system, a_record("GHOST-1", "LZ-999"))] == [
        "accepted"
    ]


def test_whose_station_it_turns_out_not_to_be_is_told_and_still_sees_the_record(
    system: System,
) -> None:
    send(system, a_record("GHOST-2", "LZ-998"))
    system.add_station("LZ-998", "overseas_federation")
    row = found(system, "GHOST-2")
    assert (row["state"], [why["code"] for why in row["reasons"]]) == (
        "refused",
        ["department_not_guiding"],
    )
    [event] = told(system, "duty.refused")
    assert (event["record_code"], event["reported_by"]) == ("GHOST-2", "industry_federation")


def test_a_day_before_the_plaque_is_told(system: System) -> None:
    before = {"occurred_on": "2018-02-01", "reported_on": "2018-02-02"}
    send(system, a_record("GHOST-4", "LZ-997", **before))
    system.add_station("LZ-997")
    assert found(system, "GHOST-4")["state"] == "refused"


def test_a_record_without_a_plaque_is_given_up_and_may_be_sent_again(system: System) -> None:
    send(system, a_record("GHOST-3", "LZ-999"))
    driver = system.instance.gateway.part(DayDriver)
    driver.advance(D("2018-03-31"))
    driver.close(D("2018-03-30"))
    assert found(system, "GHOST-3")["state"] == "waiting"
    driver.close(D("2018-03-31"))
    row = found(system, "GHOST-3")
    assert (row["state"], [why["code"] for why in row["reasons"]]) == (
        "refused",
        ["plaque_did_not_come"],
    )
    assert codes_of(system, state="refused") == ["GHOST-3"]
    system.add_station("LZ-999")
    assert send(system, a_record("GHOST-3", "LZ-999"))[0]["state"] == "accepted"
    row = found(system, "GHOST-3")
    assert (row["state"], row["reasons"]) == ("recorded", [])


def test_a_waiting_record_belongs_to_those_who_reported_it(system: System) -> None:
    send(system, a_record("GHOST-5", "LZ-999"))
    assert system.get(OVERSEAS, "/v1/duty-records/GHOST-5").status_code == 404
    [stranger] = send(system, a_record("GHOST-5", "LZ-999"), by=OVERSEAS)
    assert (stranger["state"], stranger["reasons"][0]["code"]) == ("refused", "record_code_taken")
    assert send(system, a_record("GHOST-5", "LZ-999"))[0]["state"] == "waiting"
    assert len(told(system, "duty.waiting")) == 1


def test_a_partner_body_hears_that_its_report_was_taken_and_waits(system: System) -> None:
    gateway, body, day = system.instance.gateway, IndustryFederation(), D("2018-03-01")
    caller = Caller("P-1", body.org, ("guiding_department",), "key-1")
    report = DutyReport("1", "host", "promotion_post", day, day, "https://example.org/1")
    known = {"host": [{"station_code": "LZ-999"}]}
    [outcome], _ = reports.record(gateway.client, known, body, caller, Batch("", (report,)), "k")
    assert outcome.accepted
    assert [why.code for why in outcome.reasons] == ["plaque_not_known_yet"]


# -- accepted means findable -----------------------------------------------------------------------

KNOWN = ("LZ-001", "LZ-002")
_runs = count(1)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """Give one instance with a station of each department."""
    made = System(Path(tmp_path_factory.mktemp("city")) / "instance")
    made.add_station("LZ-001")
    made.add_station("LZ-002", "overseas_federation")
    yield made
    made.close()


STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("send"),
            st.sampled_from([INDUSTRY, OVERSEAS]),
            st.lists(
                st.tuples(
                    st.sampled_from("abc"),
                    st.sampled_from(["known", "ghost", "other ghost"]),
                    st.sampled_from(["2018-02-01", "2018-03-01", "2018-03-02"]),
                ),
                min_size=1,
                max_size=4,
            ),
        ),
        st.tuples(
            st.just("plaque"),
            st.sampled_from(["industry_federation", "overseas_federation"]),
            st.sampled_from(["ghost", "other ghost"]),
        ),
    ),
    min_size=1,
    max_size=6,
)


def play(city: System, steps: list[Any]) -> None:
    """Take the steps; require that whatever was taken is found by those who sent it."""
    run = next(_runs)
    ghosts = {"ghost": f"LZ-8{run:03}", "other ghost": f"LZ-9{run:03}"}
    granted: set[str] = set()
    taken: list[tuple[str, str]] = []
    for kind, who, what in steps:
        if kind == "plaque":
            if what not in granted:
                granted.add(what)
                city.add_station(ghosts[what], who)
            continue
        own = KNOWN[who == OVERSEAS]
        records = [
            a_record(f"R{run}-{code}", {**ghosts, "known": own}[station], occurred_on=day)
            for code, station, day in what
        ]
        answer = city.post(who, "/v1/duty-records", {"records": records})
        if answer.status_code == 403:
            continue  # a ghost that got the other department's plaque
        city.instance.bus.pump()
        results = answer.json["data"]["results"]
        new = [(each["record_code"], who) for each in results if each["state"] != "refused"]
        for code, by in new:
            found(city, code, by)
        taken += new
    for code, by in taken:
        found(city, code, by)


@settings(max_examples=40, deadline=None)
@given(steps=STEPS)
def test_whatever_is_taken_is_found_by_those_who_sent_it(city: System, steps: list[Any]) -> None:
    play(city, steps)


def test_the_property_finds_a_waiting_record_that_nobody_is_told_of(
    city: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duties, "_tell_waiting", lambda work, row: None)
    with pytest.raises(AssertionError):
        play(city, [("send", INDUSTRY, [("a", "ghost", "2018-03-01")])])
