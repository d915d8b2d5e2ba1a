"""Both sides score, people propose and publish, and the year is closed (Article 12)."""

from __future__ import annotations

import pytest

from liaison_assessment.usecases import consumers
from liaison_contracts.assessment import OpenAssessment, ProposeGrades, PublishGrades
from liaison_contracts.errors import Conflict, Forbidden, Invalid, Refused
from liaison_contracts.incentives import RecruitmentReported, RecruitmentVerified
from liaison_contracts.registry import StationUpdated
from tests.integration.assessment.system import (
    INDUSTRY,
    OFFICER,
    OVERSEAS,
    SECOND,
    D,
    System,
    a_sheet,
    a_submission,
    person,
    station_people,
)
from tests.sentences import needs

YEAR_END = D("2018-12-31")


def open_2018(system: System, *codes: str) -> None:
    system.plaque(*(codes or ("LZ-001",)))
    system.on("2018-12-31")
    system.open(2018)


def test_a_year_goes_from_scores_of_both_sides_to_published_grades(system):
    open_2018(system, "LZ-001", "LZ-002", "LZ-003")
    system.score(2018, {"LZ-001": 90, "LZ-002": 70, "LZ-003": 55})
    totals = system.publish(2018)
    grades = {found["station_code"]: found for found in system.told("grade.published")}
    assert [grades[code]["grade"] for code in sorted(grades)] == [
        "excellent",
        "qualified",
        "unqualified",
    ]
    assert [(g["score"], g["rank"]) for g in grades.values()] == [("90", 1), ("70", 2), ("55", 3)]
    assert totals == {
        "year": 2018,
        "graded": 3,
        "quota": 1,
        "excellent": 1,
        "undecided": 0,
        "revision": 1,
    }
    [closed] = system.told("assessment.closed")
    assert closed.items() >= totals.items()
    assert len(closed["grades_sha256"]) == 64


def test_scores_are_told_once_when_both_sides_are_in_and_never_their_points(system):
    open_2018(system)
    system.score(2018, {"LZ-001": 90}, sides=["talent"])
    system.score(2018, {"LZ-001": 91}, sides=["talent"])
    assert system.told("scores.submitted") == []
    system.score(2018, {"LZ-001": 80}, sides=["dept"])
    system.score(2018, {"LZ-001": 80}, sides=["dept"])
    told = {"year": 2018, "station_code": "LZ-001", "submitted_on": "2018-12-31"}
    assert system.told("scores.submitted") == [told]


def test_a_correction_while_the_other_side_is_hidden_takes_the_place_of_a_sheet(system):
    open_2018(system)
    system.score(2018, {"LZ-001": 60}, sides=["dept"])
    system.score(2018, {"LZ-001": 71}, sides=["dept"])
    system.score(2018, {"LZ-001": 90}, sides=["talent"])
    system.publish(2018)
    assert system.told("grade.published")[0]["score"] == "80.5"


def test_a_missing_material_counts_zero_and_the_proposal_says_so(system):
    open_2018(system)
    submission = a_submission(2018, "talent_office", (a_sheet("LZ-001", 80, 80),), YEAR_END)
    system.send(OFFICER, submission)
    proposal = system.send(OFFICER, ProposeGrades(year=2018, proposed_on=YEAR_END))["proposals"][0]
    assert proposal["score"] == "12"
    assert len(proposal["reasons"]) == 12
    assert "counts zero" in needs(proposal["reasons"][0])


@pytest.mark.parametrize(
    ("caller", "side", "code"),
    [
        (INDUSTRY, "talent_office", "not_your_side"),
        (OFFICER, "guiding_department", "not_your_side"),
        (OVERSEAS, "guiding_department", "not_your_station"),
        (person("P-r", "talent_office", "reviewer"), "guiding_department", "not_your_side"),
        (station_people("LZ-001"), "talent_office", "role_not_held"),
    ],
)
def test_nobody_scores_for_the_other_side_or_another_department(system, caller, side, code):
    open_2018(system)
    with pytest.raises(Forbidden) as refused:
        system.send(caller, a_submission(2018, side, (a_sheet("LZ-001", 80),), YEAR_END))
    assert refused.value.code == code


def test_faulty_scores_are_refused_whole_with_every_fault(system):
    open_2018(system)
    sheets = (a_sheet("LZ-001", 101, "80.125", -1), a_sheet("LZ-001", 80))
    with pytest.raises(Invalid) as refused:
        system.send(OFFICER, a_submission(2018, "talent_office", sheets, YEAR_END))
    faults = refused.value.faults
    assert [len(found) for found in faults.values()] == [3, 1]


def test_scores_in_the_future_or_of_a_year_that_is_not_open_are_refused(system):
    system.plaque("LZ-001")
    sheets = (a_sheet("LZ-001", 80),)
    with pytest.raises(Invalid):
        system.send(OFFICER, a_submission(2018, "talent_office", sheets, D("2018-01-02")))
    with pytest.raises(Refused) as refused:
        system.send(OFFICER, a_submission(2018, "talent_office", sheets, D("2018-01-01")))
    assert refused.value.code == "assessment_not_open"


def test_scores_after_closing_are_refused(system):
    system.plaque("LZ-001")
    system.grade(2018, {"LZ-001": 70})
    with pytest.raises(Refused) as refused:
        system.score(2018, {"LZ-001": 80}, sides=["talent"])
    assert refused.value.code == "assessment_closed"
    assert refused.value.reasons[0].article == "12(1)"


def test_scores_of_a_station_that_is_not_graded_are_a_refused_fact(system):
    system.plaque("LZ-001")
    system.plaque("LZ-002", on="2018-07-01")
    system.on("2018-12-31")
    system.open(2018)
    sheets = (a_sheet("LZ-001", 80), a_sheet("LZ-002", 95))
    answer = system.send(OFFICER, a_submission(2018, "talent_office", sheets, YEAR_END))
    assert [found["state"] for found in answer["results"]] == ["accepted", "refused"]
    assert "months as a station" in needs(answer["results"][1]["reasons"][0])
    system.publish(2018)
    assert [found["grade"] for found in system.told("grade.published")] == [
        "unqualified",
        "ungraded",
    ]


def test_scores_that_come_before_news_of_the_plaque_wait_for_it(system):
    system.on("2018-12-31")
    system.open(2018)
    system.score(2018, {"LZ-001": 90, "LZ-002": 90})
    assert system.told("scores.submitted") == []
    system.plaque("LZ-001")
    system.plaque("LZ-002", by="overseas_federation")
    assert [found["station_code"] for found in system.told("scores.submitted")] == ["LZ-001"]
    system.publish(2018)
    assert [found["score"] for found in system.told("grade.published")] == ["90", "45"]


def test_scores_without_a_plaque_are_answered_as_waiting_and_judged_once_they_are_theirs(system):
    system.on("2018-12-31")
    system.open(2018)
    command = a_submission(2018, "guiding_department", (a_sheet("LZ-001", 80),), YEAR_END)

    def send():
        [found] = system.send(INDUSTRY, command)["results"]
        return found["state"], [why["code"] for why in found["reasons"]]

    for _ in range(2):
        assert send() == ("waiting", ["plaque_not_known_yet"])
    system.plaque("LZ-001", by="overseas_federation")
    runtime = system.runtimes["assessment"]
    with runtime.transaction() as (_, make):
        to = {"guiding_department": "industry_federation"}
        moved = StationUpdated(station_code="LZ-001", changed=to, effective_on=YEAR_END)
        consumers.station_updated(make(runtime.system()), moved)
    assert send() == ("accepted", [])


def test_a_year_is_opened_once_in_time_and_while_the_trial_lasts(system):
    system.on("2018-06-01")
    with pytest.raises(Refused) as refused:
        system.open(2019)
    assert refused.value.code == "year_not_begun"
    system.open(2018)
    with pytest.raises(Conflict) as conflict:
        system.open(2018)
    assert conflict.value.code == "assessment_opened_already"
    command = OpenAssessment(year=2018, scheme_document_no="s", opened_on=D("2018-06-02"))
    with pytest.raises(Invalid):
        system.send(OFFICER, command)
    assert len(system.told("assessment.opened")) == 1


def test_grades_need_a_proposal_a_year_that_is_over_and_a_second_person(system):
    system.plaque("LZ-001")
    system.on("2018-12-30")
    system.open(2018)
    system.score(2018, {"LZ-001": 70})
    publish = PublishGrades(year=2018, document_no="g", published_on=YEAR_END)
    with pytest.raises(Refused, match="not over"):
        system.send(OFFICER, ProposeGrades(year=2018, proposed_on=D("2018-12-30")))
    system.on("2018-12-31")
    with pytest.raises(Refused, match="No grades were proposed"):
        system.send(SECOND, publish)
    system.send(OFFICER, ProposeGrades(year=2018, proposed_on=YEAR_END))
    with pytest.raises(Refused) as refused:
        system.send(OFFICER, publish)
    assert refused.value.code == "second_person_needed"
    assert system.told("grade.published") == []
    system.send(SECOND, publish)
    with pytest.raises(Conflict, match="published already"):
        system.send(SECOND, publish)


def test_a_proposal_that_the_facts_have_outrun_is_not_published(system):
    open_2018(system)
    system.score(2018, {"LZ-001": 70}, sides=["talent"])
    system.send(OFFICER, ProposeGrades(year=2018, proposed_on=YEAR_END))
    system.score(2018, {"LZ-001": 75}, sides=["dept"])
    publish = PublishGrades(year=2018, document_no="g", published_on=YEAR_END)
    with pytest.raises(Conflict) as conflict:
        system.send(SECOND, publish)
    assert conflict.value.code == "proposal_outdated"
    assert system.publish(2018)["revision"] == 1


def test_a_tie_goes_by_recruitments_verified_signed_in_the_year_and_claimed_by_its_end(system):
    codes = tuple(f"LZ-00{n}" for n in range(1, 6))
    open_2018(system, *codes)
    for code, signed, claimed in (
        ("LZ-004", "2018-03-01", "2018-12-31"),
        ("LZ-005", "2018-03-01", "2019-01-01"),
    ):
        system.tell(
            RecruitmentReported(
                recruitment_code=f"R-{code}",
                station_code=code,
                talent_ref="T-1",
                level="professor_level",
                basis="founded_company",
                contract_months=None,
                signed_on=D(signed),
                claimed_on=D(claimed),
            ),
            RecruitmentVerified(
                recruitment_code=f"R-{code}",
                station_code=code,
                signed_on=D(signed),
                decided_on=D(claimed),
                reasons=(),
            ),
        )
    system.score(2018, dict.fromkeys(codes, 90))
    assert system.publish(2018)["excellent"] == 1
    best = [g["station_code"] for g in system.told("grade.published") if g["grade"] == "excellent"]
    assert best == ["LZ-004"]


def test_a_tie_that_no_key_breaks_is_undecided(system):
    codes = tuple(f"LZ-00{n}" for n in range(1, 6))
    open_2018(system, *codes)
    system.score(2018, dict.fromkeys(codes, 90))
    assert system.publish(2018)["undecided"] == 5
    assert system.told("assessment.closed")[0]["excellent"] == 0


def test_new_facts_after_publication_make_a_new_revision(system):
    codes = tuple(f"LZ-00{n}" for n in range(1, 6))
    open_2018(system, *codes)
    system.score(2018, dict.fromkeys(codes, 90))
    system.publish(2018)
    with pytest.raises(Conflict):
        system.publish(2018)
    shared = {"recruitment_code": "R-1", "station_code": "LZ-002", "signed_on": YEAR_END}
    system.tell(
        RecruitmentReported(
            talent_ref="T-1",
            level="other",
            basis="founded_company",
            contract_months=None,
            claimed_on=YEAR_END,
            **shared,
        ),
        RecruitmentVerified(decided_on=D("2019-01-10"), reasons=(), **shared),
    )
    system.on("2019-01-10")
    assert system.publish(2018)["revision"] == 2
    assert [found["revision"] for found in system.told("grade.published")] == [1] * 5 + [2] * 5
