"""Stations are heard, both sides evaluate, and the office says which days count (10, 12)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from liaison_contracts.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from liaison_contracts.registry import CalendarDay, DecideCalendarDays, RecordReading
from liaison_kit.store.records import calendar_days
from liaison_registry.tables import DefenceRow, RefusedFact
from tests.integration.registry.lives import (
    CASE,
    CHANGE,
    HEAD,
    TODAY,
    a_report,
    a_revocation,
    a_statement,
    a_streak,
    a_withdrawal,
    an_evaluation,
)
from tests.integration.registry.stations_system import extended, imported
from tests.integration.registry.system import (
    DEPARTMENT,
    HOST,
    LEADER,
    OFFICE,
    OFFICE_REVIEWER,
    OTHER_DEPARTMENT,
    System,
    a_caller,
)
from tests.sentences import fact, needs


@pytest.fixture(autouse=True)
def one_station(system: System) -> None:
    imported(system)
    extended(system)
    system.advance(TODAY)


@pytest.fixture
def system_of_the_past(tmp_path: Path) -> Iterator[System]:
    found = System(lambda service: f"sqlite:///{tmp_path}/past-{service}.sqlite", mode="replay")
    yield found
    found.close()


# -- hearing (A49) ---------------------------------------------------------------------------


def test_a_station_is_heard_before_it_is_revoked(system: System) -> None:
    system.assessment_tells(a_streak())
    early = system.ask(LEADER, a_revocation())
    assert (early["state"], early["defence_until"]) == ("refused", "2020-02-14")
    assert early["reasons"][0]["code"] == "defence_still_possible"
    answer = system.ask(HEAD, a_statement())
    assert (answer["station_code"], answer["defence_until"]) == ("LZ-001", "2020-02-14")
    assert system.ask(LEADER, a_revocation())["state"] == "revoke"
    assert system.told("defence.recorded")[0].case_code == CASE
    assert "fair" not in system.log_text()


def test_a_station_that_stays_silent_is_revoked_after_its_period(system: System) -> None:
    system.assessment_tells(a_streak())
    assert system.ask(LEADER, a_revocation(date(2020, 2, 14)))["state"] == "refused"
    assert system.ask(LEADER, a_revocation(date(2020, 2, 17)))["state"] == "revoke"


def test_an_office_without_hearings_waits_for_none(system: System) -> None:
    off = RecordReading(
        edition="luzhou_2017",
        reading="A49",
        value="off",
        document_no="D-1",
        decided_on=date(2019, 1, 2),
    )
    for person in (OFFICE, OFFICE_REVIEWER):
        system.ask(person, off)
    system.assessment_tells(a_streak())
    answer = system.ask(LEADER, a_revocation(date(2020, 2, 3)))
    assert (answer["state"], answer["defence_until"]) == ("revoke", None)


def test_nobody_speaks_on_what_is_decided_or_unknown_or_of_others(system: System) -> None:
    system.assessment_tells(a_streak())
    with pytest.raises(Invalid):
        system.ask(HEAD, a_statement(on=date(2020, 1, 30)))
    with pytest.raises(NotFound):
        system.ask(a_caller("P-2", "station/LZ-002", "station_head"), a_statement())
    with pytest.raises(NotFound):
        system.ask(HEAD, a_statement("TU-LZ-001-2017"))
    system.ask(LEADER, a_revocation(date(2020, 2, 17)))
    with pytest.raises(Conflict):
        system.ask(HEAD, a_statement())
    assert system.rows(DefenceRow) == []


# -- evaluation of a change (Article 10) -----------------------------------------------------


def test_both_sides_evaluate_before_a_change_is_decided(system: System) -> None:
    system.ask(HEAD, a_report())
    system.ask(HEAD, a_statement(CHANGE, date(2020, 5, 8)))
    system.ask(OFFICE, an_evaluation())
    missing = system.ask(OFFICE, a_withdrawal())
    assert (missing["state"], needs(missing["reasons"][0])) == (
        "refused",
        "the evaluation by the guiding department",
    )
    system.ask(DEPARTMENT, an_evaluation("guiding_department", outcome="continue"))
    assert system.ask(OFFICE, a_withdrawal())["decision"] == "withdraw"
    (decided,) = system.told("change.decided")
    assert decided.by_side == {"talent_office": "withdraw", "guiding_department": "continue"}


def test_a_change_ends_no_station_unheard(system: System) -> None:
    system.ask(HEAD, a_report())
    system.ask(OFFICE, an_evaluation())
    system.ask(DEPARTMENT, an_evaluation("guiding_department"))
    assert system.ask(OFFICE, a_withdrawal(date(2020, 5, 20)))["state"] == "refused"
    assert system.ask(OFFICE, a_withdrawal(date(2020, 5, 21)))["decision"] == "withdraw"


def test_each_speaks_for_one_side_of_an_open_change(system: System) -> None:
    system.ask(HEAD, a_report())
    with pytest.raises(Forbidden):
        system.ask(DEPARTMENT, an_evaluation())
    with pytest.raises(NotFound):
        system.ask(OTHER_DEPARTMENT, an_evaluation("guiding_department"))
    two_hats = a_caller("P-office-1", "industry_federation", "guiding_department")
    system.ask(OFFICE, an_evaluation())
    with pytest.raises(Refused) as refused:
        system.ask(two_hats, an_evaluation("guiding_department"))
    assert refused.value.code == "segregation_of_duties"
    with pytest.raises(Invalid):
        system.ask(OFFICE, an_evaluation(evaluated_on=date(2020, 5, 6)))


# -- the calendar ----------------------------------------------------------------------------


def days(*changed: tuple[date, bool]) -> DecideCalendarDays:
    entries = tuple(CalendarDay(on=on, is_working_day=is_worked) for on, is_worked in changed)
    return DecideCalendarDays(document_no="notice 5", days=entries)


def rows_of(system: System) -> list[Any]:
    """Return the days that the office decided on."""
    with system.reading() as session:
        return list(session.execute(select(calendar_days)))


def test_the_office_decides_which_days_count(system: System) -> None:
    report = a_report(reported_on=date(2020, 5, 13))  # Saturday the 9th was worked
    system.ask(OFFICE, days((date(2020, 5, 11), False)))  # a Monday
    assert system.ask(HEAD, report)["late"] is False
    system.ask(OFFICE, days((date(2020, 5, 11), True)))
    assert system.ask(HEAD, a_report(change="address", reported_on=date(2020, 5, 13)))["late"]
    (row,) = rows_of(system)
    assert (row.is_working_day, row.document_no) == (True, "notice 5")
    assert [told.is_working_day for told in system.told("calendar.day_decided")] == [False, True]


def test_a_year_without_a_calendar_is_counted_with_a_warning(system: System, caplog: Any) -> None:
    far = a_report(happened_on=date(2091, 5, 7), reported_on=date(2091, 5, 8))
    answer = system.ask(HEAD, far)
    assert (answer["state"], answer["late"]) == ("accepted", False)
    assert "2091" in fact(answer["reasons"][0])
    assert "2091" in caplog.text
    system.ask(OFFICE, days((date(2091, 5, 1), False)))
    assert system.ask(HEAD, a_report(change="address"))["reasons"] == []


def test_a_day_stands_once_in_a_list_and_hosts_decide_none(system: System) -> None:
    with pytest.raises(Invalid):
        system.ask(OFFICE, days((TODAY, True), (TODAY, False)))
    with pytest.raises(Forbidden):
        system.ask(HOST, days((TODAY, True)))
    assert rows_of(system) == []


def test_decisions_of_the_past_are_taken_as_they_were_taken(system_of_the_past: System) -> None:
    system = system_of_the_past
    imported(system)
    extended(system)
    system.assessment_tells(a_streak())
    system.ask(HEAD, a_report(reported_on=date(2020, 5, 6)))
    assert system.ask(LEADER, a_revocation(date(2020, 2, 3)))["state"] == "revoke"
    assert system.ask(OFFICE, a_withdrawal(date(2020, 5, 7)))["decision"] == "withdraw"
    assert system.rows(RefusedFact) == []
