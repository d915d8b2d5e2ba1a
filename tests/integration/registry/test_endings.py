"""Incidents are on record, hosts close stations, plaques come back (Articles 8, 10, 12)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from liaison_contracts.assessment import FindingOpened
from liaison_contracts.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from liaison_contracts.registry import DecideChange
from liaison_registry.tables import IncidentRow
from tests.integration.registry.lives import (
    CHANGE,
    HEAD,
    TODAY,
    a_closure,
    a_recovery,
    a_report,
    an_evaluation,
    an_incident,
    station,
)
from tests.integration.registry.panel_system import leading_group_passed
from tests.integration.registry.stations_system import extended, imported
from tests.integration.registry.system import (
    DEPARTMENT,
    GOVERNMENT,
    OFFICE,
    OTHER_DEPARTMENT,
    System,
    an_approval,
)


@pytest.fixture(autouse=True)
def one_station(system: System) -> None:
    imported(system)
    extended(system)
    system.advance(TODAY)


# -- incidents (Article 8(2)) ----------------------------------------------------------------


def test_an_incident_is_kept_with_its_notice_and_takes_nothing_away(system: System) -> None:
    answer = system.ask(DEPARTMENT, an_incident())
    assert (answer["incident_code"], answer["reasons"][0]["article"]) == ("IN-LZ-001-1", "8(2)")
    (told,) = system.told("incident.recorded")
    assert (told.occurred_on, told.liability_notice_on) == (date(2020, 3, 2), date(2020, 3, 9))
    assert (station(system).state, system.told("revocation_case.")) == ("active", [])
    assert "tour" not in system.log_text()


def test_an_incident_has_its_code_once(system: System) -> None:
    for _ in range(2):
        system.ask(OFFICE, an_incident(incident_code="X-1"))
    assert len(system.rows(IncidentRow)) == len(system.told("incident.recorded")) == 1
    with pytest.raises(Conflict):
        system.ask(OFFICE, an_incident(incident_code="X-1", description="another"))


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"occurred_on": date(2018, 1, 3)}, Refused),
        ({"liability_notice_on": date(2020, 3, 1)}, Refused),
        ({"liability_notice_on": date(2020, 6, 2)}, Invalid),
        ({"station_code": "LZ-404"}, NotFound),
    ],
)
def test_an_incident_with_wrong_days_is_not_kept(system: System, changes: Any, error: Any) -> None:
    with pytest.raises(error):
        system.ask(OFFICE, an_incident(**changes))
    assert system.rows(IncidentRow) == []


def test_a_department_records_incidents_of_its_own_stations_only(system: System) -> None:
    with pytest.raises(NotFound):
        system.ask(OTHER_DEPARTMENT, an_incident())
    with pytest.raises(Forbidden):
        system.ask(HEAD, an_incident())


# -- closing, and the plaque -----------------------------------------------------------------


def test_a_host_closes_its_station_and_gives_the_plaque_back(system: System) -> None:
    answer = system.ask(OFFICE, a_closure())
    assert (answer["state"], answer["withdrawn_on"]) == ("closed", "2020-05-29")
    (ended,) = system.told("authorization.withdrawn")
    assert (ended.cause, ended.case_code) == ("closure", None)
    assert system.ask(DEPARTMENT, a_recovery())["state"] == "plaque_recovered"
    assert system.told("plaque.recovered")[0].recovered_on == TODAY
    for again in (a_closure(), a_recovery()):
        with pytest.raises(Refused):
            system.ask(OFFICE, again)


def test_a_closure_waits_for_the_decision_on_a_case(system: System) -> None:
    system.assessment_tells(
        FindingOpened(finding_code="F-1", station_code="LZ-001", found_on=date(2020, 5, 4))
    )
    with pytest.raises(Refused) as refused:
        system.ask(OFFICE, a_closure())
    assert [reason.article for reason in refused.value.reasons] == ["12(3)"]
    assert station(system).withdrawn_on is None


def test_a_change_under_evaluation_stays_to_be_decided_after_a_closure(system: System) -> None:
    system.ask(HEAD, a_report())
    assert system.ask(OFFICE, a_closure())["state"] == "closed"
    for caller, side in ((OFFICE, "talent_office"), (DEPARTMENT, "guiding_department")):
        system.ask(caller, an_evaluation(side))
    goes_on = DecideChange(
        change_code=CHANGE, decision="continue", decided_on=TODAY, document_no="D-3"
    )
    assert system.ask(OFFICE, goes_on)["state"] == "accepted"
    assert (station(system).state, len(system.told("authorization."))) == ("closed", 1)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"closed_on": date(2020, 5, 5)}, Refused),
        ({"closed_on": date(2020, 6, 2)}, Invalid),
        ({"station_code": "LZ-404"}, NotFound),
    ],
)
def test_a_closure_has_its_days_in_order(system: System, changes: Any, error: Any) -> None:
    with pytest.raises(error):
        system.ask_ahead(OFFICE, a_closure(**changes))


def test_the_plaque_of_an_authorised_station_stays(system: System) -> None:
    with pytest.raises(Refused):
        system.ask(OFFICE, a_recovery())
    system.ask(OFFICE, a_closure())
    with pytest.raises(Refused):
        system.ask(OFFICE, a_recovery(date(2020, 5, 28)))
    with pytest.raises(NotFound):
        system.ask(OTHER_DEPARTMENT, a_recovery())
    assert station(system).state == "closed"


def test_the_host_of_an_ended_station_may_apply_again(system: System) -> None:
    system.ask(OFFICE, a_closure())
    code = leading_group_passed(system, city_code="110100")
    plaque = an_approval(code, plaque_granted_on=TODAY)
    assert system.ask(GOVERNMENT, plaque)["station_code"] == "LZ-002"
    assert (station(system).state, station(system, "LZ-002").state) == ("closed", "active")
