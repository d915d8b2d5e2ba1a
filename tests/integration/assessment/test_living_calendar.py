"""A station sees what it owes, gets more time with a reason, and is reminded in steps (11)."""

from __future__ import annotations

import pytest

from liaison_contracts.assessment import AssignTask, ExtendDeadline, ShowOutlook
from liaison_contracts.errors import Invalid, NotFound, Refused
from liaison_contracts.registry import CalendarDay, DecideCalendarDays
from tests.integration.assessment.system import (
    INDUSTRY,
    OFFICER,
    OVERSEAS,
    D,
    a_duty,
    station_people,
)


def outlook(system, caller=INDUSTRY, code="LZ-001"):
    return system.send(caller, ShowOutlook(station_code=code))


def extend(system, until, period="2018-02", caller=OFFICER, duty="promotion_post", on="2018-02-20"):
    command = ExtendDeadline(
        station_code="LZ-001",
        duty_type=duty,
        period=period,
        due_on=D(until),
        reason="the office was flooded",
        decided_on=D(on),
    )
    return system.send(caller, command)


def line(shown, period):
    return next(found for found in shown["lines"] if found["period"] == period)


@pytest.fixture
def calm_system(system):
    system.plaque("LZ-001")
    system.on("2018-02-20")
    return system


def test_the_outlook_of_a_station_follows_its_records(calm_system):
    system = calm_system
    before = outlook(system)
    assert [h["missing"] for h in before["horizons"]] == [1, 3, 16]
    assert [(x["duty_type"], x["missing"]) for x in before["least"]] == [
        ("promotion_post", 11),
        ("talent_exchange", 4),
        ("delegation_visit", 1),
    ]
    assert (line(before, "2018-01")["state"], line(before, "2018-02")["state"]) == (
        "passed",
        "open",
    )
    assert line(before, "2018-02")["working_days_left"] == 6  # with the weekend worked for it
    system.duty(INDUSTRY, a_duty("D-1", "LZ-001", "2018-02-10"))
    assert line(outlook(system), "2018-02")["state"] == "waiting"
    system.verify("D-1")
    assert line(outlook(system), "2018-02")["state"] == "done"
    assert outlook(system)["horizons"][0]["missing"] == 0


def test_a_returned_record_leaves_its_period_missing(calm_system):
    system = calm_system
    system.duty(INDUSTRY, a_duty("D-1", "LZ-001", "2018-02-10"))
    system.verify("D-1", outcome="returned", reason="page_gone")
    assert line(outlook(system), "2018-02")["missing"] == 1


def test_only_those_concerned_see_an_outlook(calm_system):
    for stranger in (OVERSEAS, station_people("LZ-002")):
        with pytest.raises(NotFound):
            outlook(calm_system, stranger)
    assert outlook(calm_system, station_people("LZ-001"))["station_code"] == "LZ-001"
    with pytest.raises(NotFound):
        outlook(calm_system, OFFICER, "LZ-009")


def test_more_time_is_given_once_with_a_reason_and_shown(calm_system):
    system = calm_system
    assert extend(system, "2018-03-15") == extend(system, "2018-03-15")
    [told] = system.told("deadline.extended")
    assert (told["due_on"], "reason" in told) == ("2018-03-15", False)
    shown = line(outlook(system), "2018-02")
    assert (shown["due_on"], shown["reason"]) == ("2018-03-15", "the office was flooded")
    system.on("2018-03-15")
    system.duty(INDUSTRY, a_duty("D-1", "LZ-001", "2018-03-14"))
    assert line(outlook(system), "2018-02")["state"] == "waiting"
    assert line(outlook(system), "2018-03")["state"] == "open"


def test_a_period_done_within_its_extension_is_not_missed(calm_system):
    system = calm_system
    extend(system, "2018-03-15")
    system.close("2018-12-31")
    system.on("2019-01-20")
    system.duty(INDUSTRY, a_duty("D-1", "LZ-001", "2018-03-14"))
    system.verify("D-1")
    system.close("2019-01-31")
    periods = [found["period"] for found in system.told("duty.missed")]
    assert ("2018-02" in periods, "2018-01" in periods, "2018-03" in periods) == (
        False,
        True,
        True,
    )


def test_an_extension_that_cannot_be_is_refused_and_says_why(calm_system):
    system = calm_system
    with pytest.raises(Refused, match="already"):
        extend(system, "2018-02-20")
    with pytest.raises(Invalid, match="is not a period of"):
        extend(system, "2018-03-15", period="2018-Q1")
    with pytest.raises(Invalid, match="no periods"):
        extend(system, "2018-03-15", duty="information_report")
    with pytest.raises(NotFound):
        extend(system, "2018-03-15", caller=OVERSEAS)
    with pytest.raises(Refused, match="not authorised on every day"):
        extend(system, "2018-03-15", period="2017-12")
    assert system.told("deadline.extended") == []


def test_a_task_gets_more_time_as_well(calm_system):
    system = calm_system
    task = AssignTask(
        task_code="TK-1",
        station_code="LZ-001",
        what="call on the institute",
        assigned_on=D("2018-02-20"),
        due_on=D("2018-02-28"),
    )
    system.send(OFFICER, task)
    extend(system, "2018-03-05", period="TK-1", duty="assigned_task")
    [shown] = outlook(system)["tasks"]
    assert (shown["due_on"], shown["what"]) == ("2018-03-05", "call on the institute")
    with pytest.raises(NotFound):
        extend(system, "2018-03-05", period="TK-9", duty="assigned_task")


def test_reminders_go_out_once_a_step_to_who_still_owes_and_then_to_the_offices(system):
    system.plaque("LZ-001", "LZ-002")
    system.on("2018-02-10")
    system.duty(INDUSTRY, a_duty("D-1", "LZ-002", "2018-02-09"))
    days = ("2018-02-10", "2018-02-11", "2018-02-24", "2018-02-26", "2018-02-28", "2018-03-07")
    for day in days:
        system.close(day)
    february = [found for found in system.told("duty.reminded") if found["period"] == "2018-02"]
    assert {found["station_code"] for found in february} == {"LZ-001"}
    assert [found["step"] for found in february] == [1, 2, 3, 4]
    assert february[-1]["told_to"] == ["guiding_department", "talent_office"]
    assert {tuple(found["told_to"]) for found in february[:3]} == {("station",)}


def test_an_extended_deadline_has_reminders_of_its_own(calm_system):
    system = calm_system
    extend(system, "2018-03-15")
    system.close("2018-02-28")
    assert [x for x in system.told("duty.reminded") if x["period"] == "2018-02"] == []
    system.close("2018-03-14")
    [told] = [x for x in system.told("duty.reminded") if x["period"] == "2018-02"]
    assert (told["due_on"], told["step"]) == ("2018-03-15", 2)


def test_a_task_that_nobody_reported_is_reminded_of(calm_system):
    system = calm_system
    task = AssignTask(
        task_code="TK-1",
        station_code="LZ-001",
        what="call on the institute",
        assigned_on=D("2018-02-20"),
        due_on=D("2018-02-28"),
    )
    system.send(OFFICER, task)
    system.close("2018-02-27")
    system.duty(
        INDUSTRY,
        a_duty("D-1", "LZ-001", "2018-02-27", duty_type="assigned_task", task_code="TK-1"),
    )
    system.close("2018-02-28")
    [told] = [x for x in system.told("duty.reminded") if x["period"] == "TK-1"]
    assert (told["duty_type"], told["step"]) == ("assigned_task", 2)


def test_what_the_office_decides_of_a_day_in_the_registry_counts_here_too(calm_system):
    system = calm_system
    for is_working_day, left in ((False, 5), (True, 6)):
        day = CalendarDay(on=D("2018-02-26"), is_working_day=is_working_day)
        system.send(OFFICER, DecideCalendarDays(document_no="notice 1", days=(day,)))
        assert line(outlook(system), "2018-02")["working_days_left"] == left
