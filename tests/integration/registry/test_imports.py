"""Stations of the time before the software are taken over as they are."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from liaison_contracts.errors import Forbidden
from liaison_contracts.registry import ImportStations
from tests.integration.registry.stations_system import a_station_entry, imported
from tests.integration.registry.system import HOST, OFFICE, System, a_caller, a_credit_code
from tests.sentences import needs

REPLAY = a_caller("P-replay", "talent_office", "replay")


def states(answer: Any) -> list[tuple[str, str]]:
    return [(result["station_code"], result["state"]) for result in answer["results"]]


def test_stations_arrive_with_all_they_have(system: System) -> None:
    entry = a_station_entry("LZ-009", plaque_granted_on=date(2020, 4, 26))
    answer = system.ask(REPLAY, ImportStations(stations=(entry,)))
    assert states(answer) == [("LZ-009", "accepted")]
    (plaque,) = system.told("plaque.granted")
    assert (plaque.imported, plaque.application_code) == (True, None)
    assert plaque.head_ref == "H-LZ-009"
    assert system.effective("plaque.granted") == ["2020-04-26"]


def test_an_equal_station_changes_nothing(system: System) -> None:
    imported(system, "LZ-001", "LZ-002")
    imported(system, "LZ-001", "LZ-002", "LZ-003")
    told = [event.station_code for event in system.told("plaque.granted")]
    assert told == ["LZ-001", "LZ-002", "LZ-003"]


def test_one_that_differs_is_refused_and_the_others_stand(system: System) -> None:
    imported(system)
    other = a_station_entry("LZ-001", plaque_no="another")
    answer = system.ask(OFFICE, ImportStations(stations=(other, a_station_entry("LZ-002"))))
    assert states(answer) == [("LZ-001", "refused"), ("LZ-002", "accepted")]
    assert needs(answer["results"][0]["reasons"][0]).startswith("the values on record")


def test_two_of_one_code_in_a_list_are_one_or_a_refusal(system: System) -> None:
    same, other = a_station_entry(), a_station_entry(host_name="另一商会")
    answer = system.ask(OFFICE, ImportStations(stations=(same, same, other)))
    assert [state for _, state in states(answer)] == ["accepted", "accepted", "refused"]
    assert len(system.told("plaque.granted")) == 1


def test_a_wrong_check_digit_of_the_past_is_a_remark(system: System) -> None:
    wrong = a_credit_code()[:-1] + ("0" if a_credit_code()[-1] != "0" else "1")
    entry = a_station_entry(credit_code=wrong)
    (result,) = system.ask(OFFICE, ImportStations(stations=(entry,)))["results"]
    assert (result["state"], result["reasons"][0]["article"]) == ("accepted", "5(2)")


def test_a_host_imports_nothing(system: System) -> None:
    with pytest.raises(Forbidden):
        system.ask(HOST, ImportStations(stations=(a_station_entry(),)))


def test_a_thousand_stations_come_in_one_command(system: System) -> None:
    entries = tuple(a_station_entry(f"LZ-{number:04d}") for number in range(1000))
    answer = system.ask(OFFICE, ImportStations(stations=entries))
    assert {state for _, state in states(answer)} == {"accepted"}
    assert system.registry.head()["position"] == 1000
