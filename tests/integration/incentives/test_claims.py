"""Claims for talents: verified by two, rejected, disputed, and kept to their own people."""

from __future__ import annotations

import pytest

from liaison_contracts.entries import PersonEntry
from liaison_contracts.errors import Conflict, Forbidden, Invalid, NotFound
from liaison_contracts.incentives import (
    Explain,
    RecordProgramme,
    RejectRecruitment,
    SubmitSpending,
    VerifyRecruitment,
)
from liaison_contracts.money import Fen
from tests.integration.incentives.makers import (
    D,
    a_claim,
    a_report,
    a_review,
)
from tests.integration.incentives.system import (
    CLERK,
    COSIGNERS,
    FIRST,
    LEADER,
    OVERSEAS,
    SECOND,
    System,
    head_of,
    states,
)


def test_a_recruit_earns_once_two_persons_verified_the_claim(system: System) -> None:
    system.station()
    system.send(CLERK, a_claim("R-1", "LZ-001", "2018-01-01"))
    verify = VerifyRecruitment(recruitment_code="R-1", verified_on=D("2018-01-01"))
    assert system.send(FIRST, verify)["state"] == "verified_once"
    [first] = system.told("recruitment.first_verified")
    assert (first["recruitment_code"], first["verified_on"]) == ("R-1", "2018-01-01")
    system.end("2018-01-01")
    assert "talent_recruited.LZ-001.R-1" not in states(system)
    with pytest.raises(Forbidden) as refused:
        system.send(FIRST, verify)
    assert refused.value.code == "same_person"
    assert system.send(SECOND, verify)["state"] == "verified"
    with pytest.raises(Conflict) as again:
        system.send(SECOND, verify)
    assert again.value.code == "recruitment_decided_already"
    system.end("2018-01-02")
    assert states(system)["talent_recruited.LZ-001.R-1"] == ("payable", 50000)


def test_a_rejected_claim_is_a_refused_line(system: System) -> None:
    system.station()
    system.send(CLERK, a_claim("R-1", "LZ-001", "2018-01-01"))
    reject = RejectRecruitment(recruitment_code="R-1", reason="no", rejected_on=D("2018-01-01"))
    system.send(FIRST, reject)
    system.end("2018-01-01")
    assert states(system)["talent_recruited.LZ-001.R-1"] == ("refused", 0)
    [refused] = system.told("award.refused")
    assert refused["reasons"][0]["article"] == "14(1)"


def test_a_person_is_stored_sealed_and_known_by_reference(system: System) -> None:
    system.station()
    entry = PersonEntry(name="Somebody", document_type="passport", document_number="E-123")
    same = PersonEntry(name="Somebody", document_type="passport", document_number="e123")
    answers = [
        system.send(CLERK, a_claim(code, "LZ-001", "2018-01-01", talent=found, talent_ref=None))
        for code, found in (("R-1", entry), ("R-2", same))
    ]
    assert answers[0]["talent_ref"] == answers[1]["talent_ref"]
    assert "Somebody" not in str(system.log())
    with pytest.raises(Invalid) as unclear:
        system.send(CLERK, a_claim("R-3", "LZ-001", "2018-01-01", talent=entry))
    assert unclear.value.code == "talent_not_clear"


def test_equal_claims_of_one_day_are_a_dispute_and_an_earlier_one_wins(system: System) -> None:
    system.station()
    system.station("LZ-002", guiding_department="overseas_federation")
    system.end("2018-01-01")
    system.on("2018-03-01")
    for code, station in (("R-1", "LZ-001"), ("R-2", "LZ-002")):
        system.send(
            COSIGNERS["overseas_federation"] if station == "LZ-002" else CLERK,
            a_claim(code, station, "2018-03-01", talent_ref="T-1"),
        )
        for person in (FIRST, SECOND):
            verify = VerifyRecruitment(recruitment_code=code, verified_on=D("2018-03-01"))
            system.send(person, verify)
    system.end("2018-03-01")
    names = [f"talent_recruited.LZ-00{n}.R-{n}" for n in (1, 2)]
    assert [states(system)[name] for name in names] == [("held", 50000)] * 2
    [dispute] = system.told("recruitment.disputed")
    assert dispute["recruitment_codes"] == ["R-1", "R-2"]
    system.end("2018-03-02")
    assert len(system.told("recruitment.disputed")) == 1


def test_a_programme_earns_beside_its_recruit(system: System) -> None:
    system.station()
    system.recruit("R-1", "LZ-001", "2018-01-01")
    system.end("2018-01-01")
    system.on("2018-05-01")
    title = RecordProgramme(
        recruitment_code="R-1", programme="provincial", awarded_on=D("2018-05-01")
    )
    for _ in range(2):
        system.send(CLERK, title)
    system.end("2018-05-01")
    assert states(system)["provincial_programme.LZ-001.R-1"] == ("payable", 100000)
    system.on("2018-06-01")
    national = RecordProgramme(
        recruitment_code="R-1", programme="national", awarded_on=D("2018-06-01")
    )
    system.send(CLERK, national)
    system.end("2018-06-01")
    assert states(system)["national_programme.LZ-001.R-1"] == ("payable", 50000)
    other = RecordProgramme(
        recruitment_code="R-1", programme="national", awarded_on=D("2018-05-30")
    )
    with pytest.raises(Conflict):
        system.send(CLERK, other)


def test_reporters_and_station_people_decide_on_no_claim(system: System) -> None:
    system.station()
    system.send(head_of("LZ-001"), a_claim("R-1", "LZ-001", "2018-01-01"))
    verify = VerifyRecruitment(recruitment_code="R-1", verified_on=D("2018-01-01"))
    insider = type(FIRST)("L-LZ-001", "talent_office", ("talent_office",), "key-x")
    with pytest.raises(Forbidden) as refused:
        system.send(insider, verify)
    assert refused.value.code == "payee_side"


# -- rights and forms ----------------------------------------------------------------------------


def test_nobody_acts_for_a_station_that_is_not_theirs(system: System) -> None:
    system.station()
    system.end("2018-01-01")
    for person in (OVERSEAS, head_of("LZ-002")):
        with pytest.raises(NotFound):
            system.send(person, a_claim("R-1", "LZ-001", "2018-01-01"))
        with pytest.raises(NotFound):
            system.send(person, a_report("LZ-001", 2018, "2018-01-01"))
        with pytest.raises(NotFound):
            system.send(person, Explain(award_code="base_grant.LZ-001.2018"))


def test_codes_days_and_amounts_have_to_be_right(system: System) -> None:
    system.station()
    system.send(CLERK, a_claim("R-1", "LZ-001", "2018-01-01"))
    with pytest.raises(Conflict):
        system.send(CLERK, a_claim("R-1", "LZ-001", "2018-01-01"))
    with pytest.raises(Invalid):
        system.send(CLERK, a_claim("R-2", "LZ-001", "2018-01-02"))
    minus = SubmitSpending(
        station_code="LZ-001", year=2018, spent_fen=Fen(-1), submitted_on=D("2018-01-01")
    )
    with pytest.raises(Invalid):
        system.send(CLERK, minus)
    with pytest.raises(NotFound):
        system.send(LEADER, a_review("LZ-001", 2018, "2018-01-01"))
    system.spend("LZ-001", 2018, "2018-01-01")
    with pytest.raises(Conflict):
        system.send(CLERK, a_report("LZ-001", 2018, "2018-01-01"))
    with pytest.raises(Conflict):
        system.send(LEADER, a_review("LZ-001", 2018, "2018-01-01"))
