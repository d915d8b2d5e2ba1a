"""Two persons keep the policy register; what it says holds from the next decision on (Art. 15)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from liaison_contracts.errors import Forbidden, Invalid, NotFound, Refused
from liaison_contracts.registry import RecordReading, RecordTrialExtension
from liaison_kit.instance import instance
from liaison_registry.tables import PolicyProposal
from tests.integration.registry.panel_system import leading_group_passed
from tests.integration.registry.stations_system import extended
from tests.integration.registry.system import (
    GOVERNMENT,
    HOST,
    OFFICE,
    OFFICE_REVIEWER,
    System,
    an_application,
    an_approval,
)

SECOND = OFFICE_REVIEWER


def an_extension(**changes: Any) -> RecordTrialExtension:
    values: dict[str, Any] = {
        "edition": "luzhou_2017",
        "document_no": "D-1",
        "decided_on": date(2018, 7, 20),
        "valid_until": date(2021, 12, 31),
    }
    return RecordTrialExtension(**{**values, **changes})


def a_reading(**changes: Any) -> RecordReading:
    values: dict[str, Any] = {
        "edition": "luzhou_2017",
        "reading": "A18",
        "value": "sum",
        "document_no": "D-2",
        "decided_on": date(2020, 1, 1),
    }
    return RecordReading(**{**values, **changes})


def test_an_extension_lets_decisions_pass_after_the_trial(system: System) -> None:
    code = leading_group_passed(system)
    late = an_approval(code, plaque_granted_on=date(2018, 8, 3))
    with pytest.raises(Refused):
        system.ask(GOVERNMENT, late)
    extended(system)
    assert system.ask(GOVERNMENT, late)["station_code"] == "LZ-001"


def test_the_first_person_proposes_and_the_second_records(system: System) -> None:
    assert system.ask(OFFICE, an_extension())["state"] == "proposed"
    assert system.told("policy.") == []
    assert system.ask(SECOND, an_extension())["state"] == "recorded"
    (told,) = system.told("policy.extended")
    assert (told.edition, told.valid_until) == ("luzhou_2017", date(2021, 12, 31))
    assert system.effective("policy.extended") == ["2018-07-20"]


def test_the_same_person_is_no_second_person(system: System) -> None:
    system.ask(OFFICE, an_extension())
    with pytest.raises(Refused) as refused:
        system.ask(OFFICE, an_extension())
    assert refused.value.code == "second_person_needed"
    assert system.told("policy.") == []


def test_another_content_is_another_proposal(system: System) -> None:
    system.ask(OFFICE, an_extension())
    other = an_extension(valid_until=date(2022, 12, 31))
    assert system.ask(SECOND, other)["state"] == "proposed"


def test_what_is_recorded_is_recorded_once(system: System) -> None:
    for person in (OFFICE, SECOND, OFFICE):
        answer = system.ask(person, an_extension())
    assert answer["state"] == "recorded"
    assert len(system.told("policy.extended")) == 1


def test_a_reading_of_another_service_is_passed_on(system: System) -> None:
    for person in (OFFICE, SECOND):
        system.ask(person, a_reading())
    (told,) = system.told("policy.reading_decided")
    assert (told.reading, told.value) == ("A18", "sum")
    assert system.registry.events_after(0, 10)["events"][0]["subject"] == "policy/luzhou_2017"


def test_a_value_that_no_rule_of_another_service_implements_is_refused_too(system: System) -> None:
    with pytest.raises(Invalid) as refused:
        system.ask(OFFICE, a_reading(reading="A18", value="whatever"))
    assert refused.value.code == "reading_not_implemented"
    assert "choose one of highest, sum" in str(refused.value)
    assert system.rows(PolicyProposal) == []


def test_in_live_nothing_is_decided_before_the_last_closed_day(tmp_path: Path) -> None:
    system = System(lambda service: f"sqlite:///{tmp_path}/{service}.sqlite", mode="live")
    with system.registry.database.writing() as session:
        instance.mark_closed(session, date(2020, 1, 1))
    early = {"decided_on": date(2019, 12, 31)}
    for act in (a_reading(**early), an_extension(**early)):
        with pytest.raises(Refused) as refused:
            system.ask(OFFICE, act)
        assert refused.value.code == "dated_before_closed_day"
    assert system.ask(OFFICE, a_reading())["state"] == "proposed"
    system.close()


def test_a_value_that_no_rule_implements_is_refused_with_the_choices(system: System) -> None:
    with pytest.raises(Invalid) as refused:
        system.ask(OFFICE, a_reading(reading="A37", value="province"))
    assert refused.value.code == "reading_not_implemented"
    assert "choose one of prefecture" in str(refused.value)


@pytest.mark.parametrize("code", ["A0", "A55", "B1", "A01", "a1"])
def test_a_code_that_is_no_reading_is_refused(system: System, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        system.ask(OFFICE, a_reading(reading=code))
    assert refused.value.code == "reading_unknown"


def test_an_extension_that_ends_before_its_decision_is_refused(system: System) -> None:
    with pytest.raises(Refused) as refused:
        system.ask(OFFICE, an_extension(valid_until=date(2018, 7, 19)))
    assert refused.value.reasons[0].article == "15"


def test_another_edition_is_unknown(system: System) -> None:
    with pytest.raises(NotFound):
        system.ask(OFFICE, an_extension(edition="zigong_2019"))


def test_only_the_talent_office_interprets(system: System) -> None:
    for act in (an_extension(), a_reading()):
        with pytest.raises(Forbidden):
            system.ask(HOST, act)


def test_the_stamp_of_later_events_names_the_register(system: System) -> None:
    extended(system)
    system.ask(HOST, an_application())
    stamps = [entry["edition"] for entry in system.registry.events_after(0, 10)["events"]]
    assert stamps[0] != stamps[1]
