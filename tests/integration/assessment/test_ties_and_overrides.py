"""People decide where a rule leaves room: a tie at the cut, a quota of about a fifth (12(1))."""

from __future__ import annotations

import pytest

from liaison_contracts.assessment import (
    ProposeGrades,
    PublishGrades,
    QuotaOverrideEntry,
    ResolveTie,
)
from liaison_contracts.errors import Conflict, Forbidden, Invalid, Refused
from tests.integration.assessment.system import OFFICER, SECOND, D, person
from tests.sentences import needs

LEADING_GROUP = person("P-lead", "leading_group", "leading_group")
YEAR_END = D("2018-12-31")
FIVE = tuple(f"LZ-00{n}" for n in range(1, 6))


@pytest.fixture
def tied(system):
    """Give a system in which two stations of five hang in a tie for one place."""
    system.plaque(*FIVE)
    system.on("2018-12-31")
    system.open(2018)
    system.score(2018, {"LZ-001": 90, "LZ-002": 90, "LZ-003": 70, "LZ-004": 70, "LZ-005": 50})
    propose(system)
    return system


def propose(system, **more):
    return system.send(OFFICER, ProposeGrades(year=2018, proposed_on=YEAR_END, **more))


def publish(system):
    command = PublishGrades(year=2018, document_no="g-1", published_on=YEAR_END)
    return system.send(SECOND, command)


def decide(system, *excellent, caller=LEADING_GROUP, on=YEAR_END):
    command = ResolveTie(
        year=2018, excellent=excellent, document_no="minutes 4", reason="more visits", decided_on=on
    )
    return system.send(caller, command)


def grades(system):
    return {found["station_code"]: found["grade"] for found in system.told("grade.published")}


def test_the_leading_group_decides_a_tie_and_the_grades_follow_at_the_next_proposal(tied):
    assert decide(tied, "LZ-002") == {
        "year": 2018,
        "excellent": ["LZ-002"],
        "qualified": ["LZ-001"],
    }
    with pytest.raises(Conflict, match="have changed since the proposal"):
        publish(tied)
    propose(tied)
    assert publish(tied)["undecided"] == 0
    assert [grades(tied)[code] for code in FIVE[:3]] == ["qualified", "excellent", "qualified"]
    [told] = tied.told("tie.resolved")
    assert (told["tied"], told["document_no"]) == (["LZ-001", "LZ-002"], "minutes 4")


def test_a_tie_is_decided_by_the_leading_group_only_among_the_tied_and_within_the_quota(tied):
    with pytest.raises(Forbidden):
        decide(tied, "LZ-001", caller=OFFICER)
    for chosen, fact in ((("LZ-001", "LZ-002"), "for 1 places"), (("LZ-003",), "not among")):
        with pytest.raises(Refused, match=fact) as refused:
            decide(tied, *chosen)
        assert refused.value.reasons[0].article == "12(1)"
    with pytest.raises(Invalid):
        decide(tied, "LZ-001", "LZ-001")
    with pytest.raises(Invalid):
        decide(tied, "LZ-001", on=D("2019-01-01"))
    assert tied.told("tie.resolved") == []


def test_where_nothing_is_tied_or_proposed_there_is_nothing_to_decide(system):
    system.plaque(*FIVE)
    system.on("2018-12-31")
    system.open(2018)
    system.score(2018, dict(zip(FIVE, (90, 80, 70, 60, 50), strict=True)))
    with pytest.raises(Refused, match="a proposal of the grades first"):
        decide(system, "LZ-001")
    propose(system)
    with pytest.raises(Refused, match="no tie of 2018"):
        decide(system, "LZ-001")


def test_a_decision_lapses_when_new_facts_make_another_tie(tied):
    decide(tied, "LZ-002")
    tied.plaque("LZ-006")
    tied.score(2018, {"LZ-006": 90})
    assert propose(tied)["quota"] == 1
    assert publish(tied)["undecided"] == 3


def test_a_tie_published_undecided_is_decided_later_and_makes_a_revision(tied):
    assert publish(tied)["undecided"] == 2
    tied.on("2019-01-20")
    decide(tied, "LZ-001", on=D("2019-01-20"))
    assert tied.publish(2018)["revision"] == 2
    assert grades(tied)["LZ-001"] == "excellent"


def test_a_quota_is_set_otherwise_by_minutes_and_reason_within_one_station_of_a_fifth(tied):
    override = QuotaOverrideEntry(quota=2, document_no="minutes 5", reason="two did all alike")
    assert propose(tied, override=override)["quota"] == 2
    assert publish(tied)["excellent"] == 2
    assert tied.told("assessment.closed")[0]["quota_document_no"] == "minutes 5"


def test_a_quota_that_is_not_about_a_fifth_is_refused_with_the_room_there_is(tied):
    override = QuotaOverrideEntry(quota=3, document_no="minutes 5", reason="all did well")
    with pytest.raises(Refused) as refused:
        propose(tied, override=override)
    assert needs(refused.value.reasons[0]) == "a number from 0 to 2"


def test_a_proposal_without_the_override_takes_it_back(tied):
    override = QuotaOverrideEntry(quota=2, document_no="minutes 5", reason="two did all alike")
    propose(tied, override=override)
    assert propose(tied)["quota"] == 1
    assert publish(tied)["quota"] == 1
    assert tied.told("assessment.closed")[0]["quota_document_no"] is None
