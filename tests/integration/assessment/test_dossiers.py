"""Each station has a dossier of seven materials, filled from what is recorded (Article 12(2))."""

from __future__ import annotations

import pytest

from liaison_contracts.assessment import (
    DossierAnswer,
    GetDossier,
    OpenAssessment,
    ProposeGrades,
    RecordContact,
    SaveNative,
    SelfAssessmentText,
    SubmitSelfAssessment,
)
from liaison_contracts.errors import Forbidden, Invalid, NotFound, Refused
from liaison_contracts.incentives import (
    RecruitmentRejected,
    RecruitmentReported,
    RecruitmentVerified,
    SpecialEventApproved,
    SpecialEventSettled,
    SpendingReviewed,
    SpendingSubmitted,
)
from liaison_contracts.message import load
from liaison_contracts.registry import RecordIncident
from tests.integration.assessment.system import (
    INDUSTRY,
    OFFICER,
    OVERSEAS,
    D,
    a_duty,
    station_people,
)
from tests.sentences import fact, needs

YEAR_END = D("2018-12-31")
DIGEST = "ab" * 32
HEAD = station_people("LZ-001")


@pytest.fixture
def december(system):
    system.plaque("LZ-001", "LZ-002")
    system.on("2018-12-31")
    system.open(2018)
    return system


def fill(system):
    """Let a station do things of all materials but the natives' directory."""
    system.duty(
        HEAD,
        a_duty("D-1", "LZ-001", "2018-03-05"),
        a_duty("D-2", "LZ-001", "2018-04-05"),
        a_duty("D-3", "LZ-001", "2018-05-05", duty_type="talent_exchange"),
        a_duty("D-4", "LZ-001", "2018-06-05", duty_type="delegation_visit"),
    )
    system.verify("D-1", "D-3")
    signed = {"recruitment_code": "R-1", "station_code": "LZ-001", "signed_on": D("2018-07-01")}
    system.tell(
        RecruitmentReported(
            talent_ref="T-1",
            level="other",
            basis="founded_company",
            contract_months=None,
            claimed_on=YEAR_END,
            **signed,
        ),
        RecruitmentVerified(decided_on=YEAR_END, reasons=(), **signed),
        SpecialEventApproved(
            event_code="E-1",
            station_code="LZ-001",
            approved_on=D("2018-08-01"),
            held_on=D("2018-09-01"),
            amount_fen=100,
            document_no="e",
        ),
        SpendingSubmitted(
            station_code="LZ-001", year=2018, spent_fen=100, submitted_on=D("2018-12-30")
        ),
        SpendingReviewed(
            station_code="LZ-001",
            year=2018,
            outcome="accepted",
            reviewed_on=YEAR_END,
            document_no="s",
        ),
    )


def dossier(system, caller=OFFICER, code="LZ-001", year=2018):
    return system.send(caller, GetDossier(year=year, station_code=code))


def account(*materials, code="LZ-001", on=YEAR_END):
    said = tuple(
        SelfAssessmentText(material=m, text="We wrote to forty natives.", evidence_sha256=(DIGEST,))
        for m in materials
    )
    return SubmitSelfAssessment(year=2018, station_code=code, texts=said, submitted_on=on)


def test_a_dossier_is_filled_from_what_is_recorded_and_names_what_lacks(december):
    fill(december)
    found = dossier(december)
    load(DossierAnswer, found)
    states = {m["name"]: m["states"] for m in found["materials"]}
    assert states == {
        "publicity": {"recorded": 1, "verified": 1},
        "talent_exchanges": {"verified": 1},
        "natives_directory": {},
        "information_reports": {},
        "recruitment_results": {"recorded": 1, "verified": 1},
        "tasks_and_events": {"approved": 1},
        "spending": {"accepted": 1},
    }
    assert [m["number"] for m in found["materials"] if m["is_missing"]] == [3, 4]
    assert ["material 3" in fact(found["notices"][0]), len(found["notices"])] == [True, 2]
    assert "counts zero" in needs(found["notices"][0])
    assert found["scheme"]["weights_percent"] == [15, 15, 10, 15, 25, 15, 5]


def test_a_settled_event_stands_in_the_dossier_as_settled(december):
    fill(december)
    settled = {
        "event_code": "E-1",
        "station_code": "LZ-001",
        "held_on": D("2018-09-01"),
        "settled_on": D("2018-10-01"),
        "amount_fen": 100,
        "spent_fen": 90,
        "underspent": True,
        "vouchers_sha256": (DIGEST,),
    }
    december.tell(SpecialEventSettled(**settled))
    states = {m["name"]: m["states"] for m in dossier(december)["materials"]}
    assert states["tasks_and_events"] == {"settled": 1}


def test_what_people_did_not_accept_stands_in_the_dossier_as_such(december):
    fill(december)
    signed = {"recruitment_code": "R-2", "station_code": "LZ-001", "signed_on": D("2018-07-02")}
    december.tell(
        RecruitmentReported(
            talent_ref="T-2",
            level="other",
            basis="founded_company",
            contract_months=None,
            claimed_on=YEAR_END,
            member_refs=("T-3",),
            **signed,
        ),
        RecruitmentRejected(decided_on=YEAR_END, reasons=(), **signed),
        SpendingSubmitted(station_code="LZ-001", year=2018, spent_fen=90, submitted_on=YEAR_END),
        SpendingReviewed(
            station_code="LZ-001",
            year=2018,
            outcome="returned",
            reviewed_on=YEAR_END,
            document_no="s",
        ),
    )
    states = {m["name"]: m["states"] for m in dossier(december)["materials"]}
    assert states["recruitment_results"] == {"recorded": 1, "verified": 1, "rejected": 1}
    assert states["spending"] == {"returned": 1}


def test_a_self_assessment_fills_a_material_and_is_told_without_its_text(december):
    fill(december)
    answer = december.send(HEAD, account(3))
    assert answer["materials"] == [3]
    assert [fact(notice)[:10] for notice in answer["notices"]] == ["material 4"]
    [told] = december.told("self_assessment.submitted")
    assert told == {
        "year": 2018,
        "station_code": "LZ-001",
        "materials": [3],
        "evidence_sha256": [DIGEST],
        "submitted_on": "2018-12-31",
    }
    assert (
        dossier(december, HEAD)["materials"][2]["self_assessment"] == "We wrote to forty natives."
    )


def test_faulty_self_assessments_are_refused(december):
    with pytest.raises(Forbidden):
        december.send(HEAD, account(3, code="LZ-002"))
    with pytest.raises(Invalid, match="A material comes twice"):
        december.send(HEAD, account(3, 3))
    with pytest.raises(Invalid):
        december.send(HEAD, account(3, on=D("2019-01-01")))
    december.score(2018, {"LZ-001": 80})
    december.publish(2018)
    with pytest.raises(Refused) as refused:
        december.send(HEAD, account(3))
    assert refused.value.code == "assessment_closed"
    assert december.told("self_assessment.submitted") == []


def test_after_publication_the_dossier_stays_as_it_was_graded_on(december):
    fill(december)
    december.score(2018, {"LZ-001": 80})
    before = dossier(december)
    december.publish(2018)
    december.duty(HEAD, a_duty("D-9", "LZ-001", "2018-12-05", reported="2018-12-31"))
    after = dossier(december)
    assert (before["frozen_on"], after["frozen_on"]) == (None, "2018-12-31")
    assert (after["sha256"], after["materials"]) == (before["sha256"], before["materials"])


def test_a_dossier_is_seen_by_who_assesses_or_is_assessed_and_by_no_other(december):
    assert dossier(december, INDUSTRY)["station_code"] == "LZ-001"
    for stranger in (OVERSEAS, station_people("LZ-002")):
        with pytest.raises(NotFound):
            dossier(december, stranger)
    with pytest.raises(NotFound, match="not authorised on any day of 2017"):
        dossier(december, year=2017)


def test_a_year_closes_with_materials_missing_at_zero_and_the_grade_gives_notice(december):
    december.score(2018, {"LZ-001": 80}, sides=["dept"])
    december.send(OFFICER, ProposeGrades(year=2018, proposed_on=YEAR_END))
    december.publish(2018)
    found = {told["station_code"]: told for told in december.told("grade.published")}
    assert found["LZ-001"]["score"] == "40"
    assert found["LZ-001"]["zero_materials"] == [1, 2, 3, 4, 5, 6, 7]
    assert found["LZ-002"]["zero_materials"] == []  # not graded: nothing counts, not even zero


def test_the_directory_counts_people_and_contacts_and_names_nobody(december):
    for number in (1, 2):
        native = SaveNative(
            native_ref=f"N-{number}",
            station_code="LZ-001",
            name="欧阳修竹",
            reach="13812345678",
            sector="law",
            purpose="talent exchange",
            agreed_on=YEAR_END,
            saved_on=YEAR_END,
        )
        december.send(HEAD, native)
    spoken = RecordContact(native_ref="N-1", contacted_on=YEAR_END, way="visit", note="桂圆")
    december.send(HEAD, spoken)
    found = dossier(december)
    [contacts, kept] = found["materials"][2]["items"]
    assert (contacts["kind"], contacts["reference"]) == ("contacts_made", "1")
    assert (kept["kind"], kept["reference"]) == ("natives_kept", "2")
    assert not any(word in str(found) for word in ("欧阳修竹", "13812345678", "桂圆", "N-1"))


def test_an_incident_is_seen_by_who_assesses_and_changes_no_points(december):
    december.score(2018, {"LZ-001": 80})
    incident = RecordIncident(
        incident_code="I-1",
        station_code="LZ-001",
        occurred_on=D("2018-10-01"),
        description="sold tickets",
        liability_notice_no="n-1",
        liability_notice_on=YEAR_END,
    )
    december.send(OFFICER, incident)
    assert dossier(december)["incidents"] == [
        {"kind": "incident", "reference": "I-1", "on": "2018-10-01", "state": "recorded"}
    ]
    december.publish(2018)
    assert december.told("grade.published")[0]["score"] == "80"


def test_the_scheme_is_adopted_before_the_opening_and_printed(system):
    system.on("2018-12-01")
    command = OpenAssessment(
        year=2018,
        scheme_document_no="s-1",
        opened_on=D("2018-12-01"),
        scheme_adopted_on=D("2018-12-02"),
    )
    with pytest.raises(Refused, match="on or before the day of opening"):
        system.send(OFFICER, command)
    system.open(2018)
    [told] = system.told("assessment.opened")
    assert told["scheme"]["pass_mark"] == 60
