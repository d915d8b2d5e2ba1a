"""The talent office assigns tasks with a due day and accepts what was done (Article 11(5))."""

from __future__ import annotations

import pytest

from liaison_contracts.assessment import AcceptTask, AssignTask
from liaison_contracts.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from tests.integration.assessment.system import INDUSTRY, OFFICER, D, a_duty
from tests.sentences import fact

TASK = {"duty_type": "assigned_task", "task_code": "TK-1"}


def assign(system, code="TK-1", station="LZ-001", due="2018-02-10", on="2018-02-01", **more):
    what = more.get("what", "find a partner for the institute")
    command = AssignTask(
        task_code=code, station_code=station, what=what, assigned_on=D(on), due_on=D(due)
    )
    return system.send(more.get("by", OFFICER), command)


def accept(system, record="D-1", on="2018-02-20", code="TK-1"):
    command = AcceptTask(task_code=code, record_code=record, accepted_on=D(on))
    return system.send(OFFICER, command)


@pytest.fixture
def busy_system(system):
    system.plaque("LZ-001", "LZ-002")
    system.on("2018-02-20")
    return system


def test_a_task_is_assigned_carried_out_and_accepted(busy_system):
    system = busy_system
    assert assign(system)["state"] == assign(system)["state"] == "assigned"
    system.duty(INDUSTRY, a_duty("D-1", "LZ-001", "2018-02-10", "2018-02-12", **TASK))
    assert accept(system) == accept(system)
    [assigned], [accepted] = system.told("task.assigned"), system.told("task.accepted")
    assert (assigned["due_on"], accepted["record_code"]) == ("2018-02-10", "D-1")
    assert "what" not in assigned
    [reviewed] = system.told("duty.reviewed")
    assert (reviewed["outcome"], reviewed["reviewed_on"]) == ("verified", "2018-02-20")


def test_what_was_done_after_the_due_day_is_accepted_and_late(busy_system):
    system = busy_system
    assign(system)
    [result] = system.duty(INDUSTRY, a_duty("D-1", "LZ-001", "2018-02-11", **TASK))
    assert (result["state"], result["late"]) == ("accepted", True)
    assert accept(system)["late"] is True


@pytest.mark.parametrize(
    ("station", "entry", "found"),
    [
        ("LZ-002", {}, "no task TK-1 is assigned to LZ-001"),
        ("LZ-001", {"duty_type": "promotion_post"}, "reports promotion post and names task"),
        ("LZ-001", {"on": "2018-01-31"}, "was only assigned on 2018-02-01"),
    ],
    ids=["another's task", "another duty", "before its day"],
)
def test_a_record_that_cannot_stand_for_its_task_is_refused(busy_system, station, entry, found):
    assign(busy_system, station=station)
    fields = {"on": "2018-02-05", **TASK, **entry}
    [result] = busy_system.duty(INDUSTRY, a_duty("D-1", "LZ-001", fields.pop("on"), **fields))
    assert (result["state"], result["reasons"][0]["article"][:2]) == ("refused", "11")
    assert any(found in fact(reason) for reason in result["reasons"])


def test_a_task_is_not_accepted_by_a_record_that_proves_nothing(busy_system):
    system = busy_system
    assign(system)
    bare = a_duty("D-1", "LZ-001", "2018-02-05", evidence="", **TASK)
    other = a_duty("D-2", "LZ-001", "2018-02-05", duty_type="assigned_task")
    system.duty(INDUSTRY, bare, other)
    for code in ("D-1", "D-2"):
        with pytest.raises(Refused) as refused:
            accept(system, code)
        assert refused.value.reasons[0].article == "11(5)"
    with pytest.raises(NotFound):
        accept(system, "D-9")
    assert system.told("task.accepted") == []


def test_a_task_needs_a_station_with_a_plaque_a_day_in_order_and_a_code_of_its_own(busy_system):
    system = busy_system
    with pytest.raises(NotFound):
        assign(system, station="LZ-009")
    with pytest.raises(Refused, match="due on 2018-01-31"):
        assign(system, due="2018-01-31")
    with pytest.raises(Invalid):
        assign(system, on="2018-02-21", due="2018-03-01")
    assign(system)
    with pytest.raises(Conflict):
        assign(system, what="something else")
    with pytest.raises(Forbidden):
        assign(system, code="TK-2", by=INDUSTRY)
