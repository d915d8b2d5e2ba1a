"""A station may object to its grade once and in time; another person decides (Article 12, A49)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from liaison_contracts.assessment import DecideObjection, FileObjection, MarkCorrection
from liaison_contracts.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from liaison_contracts.registry import RecordReading
from tests.integration.assessment.system import OFFICER, SECOND, D, person, station_people
from tests.sentences import needs

THIRD = person("P-third", "talent_office", "talent_office")


@pytest.fixture
def graded(system):
    """Give a system that published the grades of 2018 on 31 December."""
    system.plaque("LZ-001", "LZ-002", "LZ-003")
    system.grade(2018, {"LZ-001": 90, "LZ-002": 85, "LZ-003": 55})
    system.on("2019-01-15")
    return system


def file(system, on="2019-01-15", code="LZ-003", **more):
    command = FileObjection(
        objection_code=f"OB-{code}",
        year=2018,
        station_code=code,
        grounds="Two visits are missing",
        filed_on=D(on),
        **more,
    )
    return system.send(station_people(code), command)


def decide(system, outcome="upheld", caller=THIRD, on="2019-01-15", marks=(), code="OB-LZ-003"):
    command = DecideObjection(
        objection_code=code,
        outcome=outcome,
        reason="two visits are proven",
        document_no="review 1",
        decided_on=D(on),
        corrections=marks,
    )
    return system.send(caller, command)


def mark(points, side="talent_office", material=5):
    return MarkCorrection(side=side, material=material, score=Decimal(points))


def test_an_upheld_objection_corrects_marks_and_leads_to_a_new_revision(graded):
    assert file(graded)["state"] == "filed"
    both = (mark("80"), mark("80", "guiding_department"))  # 55 + 25 x 25 % = 61.25
    assert decide(graded, marks=both)["state"] == "upheld"
    assert graded.publish(2018)["revision"] == 2
    last = [told for told in graded.told("grade.published") if told["revision"] == 2]
    assert [(g["score"], g["grade"]) for g in last if g["station_code"] == "LZ-003"] == [
        ("61.25", "qualified")
    ]
    assert [told["revision"] for told in graded.told("assessment.closed")] == [1, 2]
    assert len(graded.told("scores.corrected")) == 2
    [told] = graded.told("objection.decided")
    assert (told["outcome"], told["document_no"]) == ("upheld", "review 1")


def test_a_dismissed_objection_changes_nothing(graded):
    file(graded)
    with pytest.raises(Refused, match="corrections only where it is upheld"):
        decide(graded, "dismissed", marks=(mark("80"),))
    assert decide(graded, "dismissed")["state"] == "dismissed"
    with pytest.raises(Conflict, match="published already"):
        graded.publish(2018)


def test_the_window_is_ten_working_days_from_publication(graded):
    graded.on("2019-01-16")  # 31 December and 1 January are holidays, 29 December is worked
    assert file(graded, on="2019-01-15")["state"] == "filed"
    with pytest.raises(Refused) as refused:
        file(graded, on="2019-01-16", code="LZ-002")
    assert "within 10 working days" in needs(refused.value.reasons[0])
    assert [told["station_code"] for told in graded.told("objection.filed")] == ["LZ-003"]


def test_a_station_objects_once_to_its_own_published_grade(graded):
    file(graded)
    with pytest.raises(Refused, match="one review a year"):
        file(graded)
    command = FileObjection(year=2018, station_code="LZ-002", grounds="g", filed_on=D("2019-01-15"))
    with pytest.raises(Forbidden):
        graded.send(station_people("LZ-003"), command)
    command = FileObjection(year=2019, station_code="LZ-002", grounds="g", filed_on=D("2019-01-15"))
    with pytest.raises(Refused, match="no grade is published"):
        graded.send(station_people("LZ-002"), command)


def test_an_objection_is_decided_once_by_a_person_who_did_not_publish_the_grade(graded):
    with pytest.raises(NotFound):
        decide(graded)
    file(graded)
    with pytest.raises(Refused, match="another person of the talent office"):
        decide(graded, caller=SECOND)
    with pytest.raises(Invalid):
        decide(graded, on="2019-01-16")
    with pytest.raises(Refused, match="101 points are out of range"):
        decide(graded, marks=(mark("101"),))
    with pytest.raises(Invalid):
        decide(graded, marks=(mark("80.125"),))
    decide(graded)
    with pytest.raises(Refused, match="was decided on"):
        decide(graded, "dismissed")


def test_the_office_may_switch_objections_off(graded):
    reading = RecordReading(
        edition="luzhou_2017",
        reading="A49",
        value="off",
        document_no="r",
        decided_on=D("2019-01-15"),
    )
    for caller in (OFFICER, SECOND):
        graded.send(caller, reading)
    with pytest.raises(Refused, match="switched off"):
        file(graded)
