"""Changes are reported at once, evaluated, and decided by people (Article 10)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from liaison_contracts.errors import Conflict, Forbidden, NotFound, Refused
from liaison_contracts.registry import DecideChange, ReportChange
from liaison_registry.tables import RefusedFact, Station
from tests.integration.registry.stations_system import evaluated, extended, imported
from tests.integration.registry.system import (
    DEPARTMENT,
    HOST,
    OFFICE,
    OTHER_DEPARTMENT,
    System,
    a_caller,
    a_person,
)

HEAD = a_caller("P-head", "station/LZ-001", "station_head")
STRANGER = a_caller("P-head-2", "station/LZ-002", "station_head")
ASSENT = ("leading_group", "city_government")


def a_report(**changes: Any) -> ReportChange:
    values: dict[str, Any] = {
        "station_code": "LZ-001",
        "change": "head",
        "happened_on": date(2018, 5, 7),  # a Monday
        "reported_on": date(2018, 5, 8),
    }
    return ReportChange(**{**values, **changes})


def a_decision(code: str = "CH-LZ-001-1", **changes: Any) -> DecideChange:
    values: dict[str, Any] = {
        "change_code": code,
        "decision": "continue",
        "decided_on": date(2018, 6, 1),
        "document_no": "D-7",
    }
    return DecideChange(**{**values, **changes})


def station(system: System, code: str = "LZ-001") -> Station:
    return next(row for row in system.rows(Station) if row.station_code == code)


@pytest.fixture(autouse=True)
def stations(system: System) -> None:
    imported(system, "LZ-001", "LZ-002")


@pytest.mark.parametrize(
    ("reported_on", "late"), [(date(2018, 5, 14), False), (date(2018, 5, 15), True)]
)
def test_a_report_is_late_from_the_sixth_working_day_on(
    system: System, reported_on: date, late: bool
) -> None:
    answer = system.ask(HEAD, a_report(reported_on=reported_on))
    assert (answer["state"], answer["late"]) == ("accepted", late)
    (told,) = system.told("change.reported")
    assert (told.change_code, told.late) == ("CH-LZ-001-1", late)
    assert system.effective("change.reported") == [reported_on.isoformat()]
    assert station(system).state == "change_evaluation"


def test_a_decision_to_go_on_gives_the_station_its_new_values(system: System) -> None:
    head = a_person("王五", "51050219881212003X")
    report = a_report(
        new_head=head, new_head_is_legal_representative=True, new_host_name="北京泸州商会(新)"
    )
    system.ask(HEAD, report)
    evaluated(system)
    assert system.told("station.updated") == []
    assert system.ask(OFFICE, a_decision())["decision"] == "continue"
    (updated,) = system.told("station.updated")
    assert set(updated.changed) == {"head_ref", "host_name"}
    assert (station(system).state, station(system).head_ref) == (
        "active",
        updated.changed["head_ref"],
    )
    assert "王五" not in system.log_text()


def test_a_new_head_must_be_the_legal_representative(system: System) -> None:
    with pytest.raises(Refused) as refused:
        system.ask(HEAD, a_report(new_head=a_person()))
    assert refused.value.reasons[0].article == "9"


def test_a_withdrawal_ends_the_authorisation_on_its_day(system: System) -> None:
    system.ask(HEAD, a_report())
    evaluated(system)
    answer = system.ask(OFFICE, a_decision(decision="withdraw", passed_by=ASSENT))
    assert answer["decision"] == "withdraw"
    (ended,) = system.told("authorization.withdrawn")
    assert (ended.withdrawn_on, ended.cause) == (date(2018, 6, 1), "change")
    assert (station(system).state, station(system).withdrawn_on) == ("withdrawn", date(2018, 6, 1))


def test_a_withdrawal_needs_those_who_granted_the_plaque(system: System) -> None:
    system.ask(HEAD, a_report())
    evaluated(system)
    answer = system.ask(OFFICE, a_decision(decision="withdraw"))
    assert answer["state"] == "refused"
    assert len(answer["reasons"]) == 2
    assert system.told("change.decided") == []
    assert station(system).state == "change_evaluation"


def test_an_evaluation_goes_on_until_the_last_change_is_decided(system: System) -> None:
    system.ask(HEAD, a_report())
    system.ask(HEAD, a_report(change="address"))
    evaluated(system, "CH-LZ-001-1", "CH-LZ-001-2")
    system.ask(OFFICE, a_decision())
    assert station(system).state == "change_evaluation"
    system.ask(OFFICE, a_decision("CH-LZ-001-2"))
    assert station(system).state == "active"


def test_another_change_of_a_withdrawn_station_can_still_be_decided(system: System) -> None:
    system.ask(HEAD, a_report())
    system.ask(HEAD, a_report(change="address"))
    evaluated(system, "CH-LZ-001-1", "CH-LZ-001-2")
    system.ask(OFFICE, a_decision(decision="withdraw", passed_by=ASSENT))
    system.ask(OFFICE, a_decision("CH-LZ-001-2", decision="withdraw", passed_by=ASSENT))
    assert len(system.told("change.decided")) == 2
    assert len(system.told("authorization.withdrawn")) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"happened_on": date(2018, 5, 9)},
        {"happened_on": date(2017, 12, 1), "reported_on": date(2017, 12, 2)},
    ],
)
def test_a_report_without_effect_is_kept_as_refused(
    system: System, changes: dict[str, date]
) -> None:
    answer = system.ask(HEAD, a_report(**changes))
    assert (answer["state"], answer["reasons"][0]["article"]) == ("refused", "10")
    assert system.told("change.") == []
    (kept,) = system.rows(RefusedFact)
    assert (kept.act, kept.actor) == ("report_change", "P-head")
    assert system.ask(OFFICE, a_decision())["state"] == "refused"
    assert station(system).state == "active"


def test_a_report_after_the_withdrawal_is_kept_as_refused(system: System) -> None:
    system.ask(HEAD, a_report())
    evaluated(system)
    system.ask(OFFICE, a_decision(decision="withdraw", passed_by=ASSENT))
    on_the_day = a_report(change="name", reported_on=date(2018, 6, 1))
    assert system.ask(DEPARTMENT, on_the_day)["state"] == "accepted"
    after = a_report(change="name", reported_on=date(2018, 6, 2))
    assert system.ask(DEPARTMENT, after)["state"] == "refused"
    assert station(system).state == "withdrawn"


def test_a_change_is_decided_once(system: System) -> None:
    system.ask(HEAD, a_report())
    evaluated(system)
    system.ask(OFFICE, a_decision())
    again = system.ask(OFFICE, a_decision(decision="withdraw", passed_by=ASSENT))
    assert (again["state"], again["decision"]) == ("refused", "continue")


def test_nothing_is_decided_before_it_was_reported(system: System) -> None:
    system.ask(HEAD, a_report())
    answer = system.ask(OFFICE, a_decision(decided_on=date(2018, 5, 7)))
    assert answer["state"] == "refused"


def test_a_change_that_nobody_reported_is_unknown(system: System) -> None:
    with pytest.raises(NotFound):
        system.ask(OFFICE, a_decision("CH-9"))


def test_the_same_report_under_its_code_is_answered_again(system: System) -> None:
    first = system.ask(HEAD, a_report(change_code="C-1"))
    assert system.ask(HEAD, a_report(change_code="C-1")) == first
    assert len(system.told("change.reported")) == 1
    with pytest.raises(Conflict):
        system.ask(HEAD, a_report(change_code="C-1", change="name"))


@pytest.mark.parametrize("caller", [STRANGER, OTHER_DEPARTMENT])
def test_nobody_reports_for_a_station_of_others(system: System, caller: Any) -> None:
    with pytest.raises(NotFound):
        system.ask(caller, a_report())


def test_who_holds_no_role_reports_nothing(system: System) -> None:
    with pytest.raises(Forbidden):
        system.ask(HOST, a_report())


def test_after_the_trial_changes_are_reported_and_not_decided(system: System) -> None:
    autumn = a_report(happened_on=date(2018, 9, 3), reported_on=date(2018, 9, 4))
    assert system.ask(HEAD, autumn)["state"] == "accepted"
    evaluated(system, on=date(2018, 9, 5))
    with pytest.raises(Refused) as refused:
        system.ask(OFFICE, a_decision(decided_on=date(2018, 9, 10)))
    assert refused.value.code == "edition_not_in_force"
    extended(system)
    assert system.ask(OFFICE, a_decision(decided_on=date(2018, 9, 10)))["state"] == "accepted"
