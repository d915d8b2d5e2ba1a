"""Decisions stop when the trial ends, and go on when it is extended (Article 15)."""

from __future__ import annotations

import pytest

from liaison_contracts.errors import Refused
from liaison_contracts.registry import PolicyReadingDecided, RecordReading
from liaison_kit.log import dead_letters
from tests.integration.assessment.system import OFFICER, SECOND, D, System, a_sheet, a_submission


@pytest.fixture
def unextended(tmp_path, database_url):
    found = System(tmp_path, database_url("assessment"))
    yield found
    for runtime in found.runtimes.values():
        runtime.database.close()


def test_a_year_that_ends_outside_the_trial_is_ungraded_for_everyone(unextended):
    system = unextended
    system.plaque("LZ-001")
    system.on("2018-12-31")
    with pytest.raises(Refused) as refused:
        system.open(2018)
    assert refused.value.reasons[0].article == "15"
    sheets = (a_sheet("LZ-001", 80),)
    answer = system.send(OFFICER, a_submission(2018, "talent_office", sheets, D("2018-12-31")))
    [result] = answer["results"]
    assert (result["state"], result["reasons"][0]["article"]) == ("refused", "15")
    totals = system.publish(2018)
    assert (totals["graded"], totals["quota"]) == (0, 0)
    assert [found["grade"] for found in system.told("grade.published")] == ["ungraded"]


def test_grades_are_not_published_after_the_trial_has_ended(unextended):
    system = unextended
    system.extend(until="2018-12-31")
    system.plaque("LZ-001")
    system.on("2018-12-31")
    system.open(2018)
    system.score(2018, {"LZ-001": 80})
    system.on("2019-01-01")
    with pytest.raises(Refused) as refused:
        system.publish(2018)
    assert (refused.value.code, refused.value.reasons[0].article) == ("edition_not_in_force", "15")


def reading(code: str, value: str, on: str) -> RecordReading:
    return RecordReading(
        edition="luzhou_2017", reading=code, value=value, document_no="r", decided_on=D(on)
    )


def test_a_reading_decided_in_registry_counts_from_its_day(system):
    system.plaque("LZ-001", "LZ-002", "LZ-003")
    for caller in (OFFICER, SECOND):
        system.send(caller, reading("A4", "floor", "2019-01-01"))
    points = {"LZ-001": 90, "LZ-002": 85, "LZ-003": 70}
    assert system.grade(2018, points)["quota"] == 1
    assert system.grade(2019, points)["quota"] == 0


def test_a_reading_that_no_rule_here_implements_is_parked_and_stops_nothing_else(system):
    """The registry refuses such a value itself; a registry of another version might tell it."""
    told = PolicyReadingDecided(
        edition="luzhou_2017",
        reading="A4",
        value="band",
        document_no="r-1",
        decided_on=D("2018-01-01"),
    )
    runtime = system.runtimes["registry"]
    with runtime.transaction() as (_, make):
        make(runtime.system()).record(told)
    system.bus.pump()
    with system.runtimes["assessment"].database.reading() as session:
        [parked] = dead_letters.listed(session)
    assert "not implemented; choose one of half_up, floor, ceil" in parked.error
    assert "is not implemented" in parked.error
    system.plaque("LZ-001")
    assert system.grade(2018, {"LZ-001": 70})["graded"] == 1
