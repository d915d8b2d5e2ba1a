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
from tests.integration.incentives.town import (
    CLERK,
    COSIGNERS,
    FIRST,
    LEADER,
    OVERSEAS,
    SECOND,
    Town,
    head_of,
    states,
)


def test_a_recruit_earns_once_two_persons_verified_the_claim(town: Town) -> None:
    town.station()
    town.send(CLERK, a_claim("R-1", "LZ-001", "2018-01-01"))
    verify = VerifyRecruitment(recruitment_code="R-1", verified_on=D("2018-01-01"))
    assert town.send(FIRST, verify)["state"] == "verified_once"
    [first] = town.told("recruitment.first_verified")
    assert (first["recruitment_code"], first["verified_on"]) == ("R-1", "2018-01-01")
    town.end("2018-01-01")
    assert "talent_recruited.LZ-001.R-1" not in states(town)
    with pytest.raises(Forbidden) as refused:
        town.send(FIRST, verify)
    assert refused.value.code == "same_person"
    assert town.send(SECOND, verify)["state"] == "verified"
    with pytest.raises(Conflict) as again:
        town.send(SECOND, verify)
    assert again.value.code == "recruitment_decided_already"
    town.end("2018-01-02")
    assert states(town)["talent_recruited.LZ-001.R-1"] == ("payable", 50000)


def test_a_rejected_claim_is_a_refused_line(town: Town) -> None:
    town.station()
    town.send(CLERK, a_claim("R-1", "LZ-001", "2018-01-01"))
    reject = RejectRecruitment(recruitment_code="R-1", reason="no", rejected_on=D("2018-01-01"))
    town.send(FIRST, reject)
    town.end("2018-01-01")
    assert states(town)["talent_recruited.LZ-001.R-1"] == ("refused", 0)
    [refused] = town.told("award.refused")
    assert refused["reasons"][0]["article"] == "14(1)"


def test_a_person_is_stored_sealed_and_known_by_reference(town: Town) -> None:
    town.station()
    entry = PersonEntry(name="Somebody", document_type="passport", document_number="E-123")
    same = PersonEntry(name="Somebody", document_type="passport", document_number="e123")
    answers = [
        town.send(CLERK, a_claim(code, "LZ-001", "2018-01-01", talent=found, talent_ref=None))
        for code, found in (("R-1", entry), ("R-2", same))
    ]
    assert answers[0]["talent_ref"] == answers[1]["talent_ref"]
    assert "Somebody" not in str(town.log())
    with pytest.raises(Invalid) as unclear:
        town.send(CLERK, a_claim("R-3", "LZ-001", "2018-01-01", talent=entry))
    assert unclear.value.code == "talent_not_clear"


def test_equal_claims_of_one_day_are_a_dispute_and_an_earlier_one_wins(town: Town) -> None:
    town.station()
    town.station("LZ-002", guiding_department="overseas_federation")
    town.end("2018-01-01")
    town.on("2018-03-01")
    for code, station in (("R-1", "LZ-001"), ("R-2", "LZ-002")):
        town.send(
            COSIGNERS["overseas_federation"] if station == "LZ-002" else CLERK,
            a_claim(code, station, "2018-03-01", talent_ref="T-1"),
        )
        for person in (FIRST, SECOND):
            verify = VerifyRecruitment(recruitment_code=code, verified_on=D("2018-03-01"))
            town.send(person, verify)
    town.end("2018-03-01")
    names = [f"talent_recruited.LZ-00{n}.R-{n}" for n in (1, 2)]
    assert [states(town)[name] for name in names] == [("held", 50000)] * 2
    [dispute] = town.told("recruitment.disputed")
    assert dispute["recruitment_codes"] == ["R-1", "R-2"]
    town.end("2018-03-02")
    assert len(town.told("recruitment.disputed")) == 1


def test_a_programme_earns_beside_its_recruit(town: Town) -> None:
    town.station()
    town.recruit("R-1", "LZ-001", "2018-01-01")
    town.end("2018-01-01")
    town.on("2018-05-01")
    title = RecordProgramme(
        recruitment_code="R-1", programme="provincial", awarded_on=D("2018-05-01")
    )
    for _ in range(2):
        town.send(CLERK, title)
    town.end("2018-05-01")
    assert states(town)["provincial_programme.LZ-001.R-1"] == ("payable", 100000)
    town.on("2018-06-01")
    national = RecordProgramme(
        recruitment_code="R-1", programme="national", awarded_on=D("2018-06-01")
    )
    town.send(CLERK, national)
    town.end("2018-06-01")
    assert states(town)["national_programme.LZ-001.R-1"] == ("payable", 50000)
    other = RecordProgramme(
        recruitment_code="R-1", programme="national", awarded_on=D("2018-05-30")
    )
    with pytest.raises(Conflict):
        town.send(CLERK, other)


def test_reporters_and_station_people_decide_on_no_claim(town: Town) -> None:
    town.station()
    town.send(head_of("LZ-001"), a_claim("R-1", "LZ-001", "2018-01-01"))
    verify = VerifyRecruitment(recruitment_code="R-1", verified_on=D("2018-01-01"))
    insider = type(FIRST)("L-LZ-001", "talent_office", ("talent_office",), "key-x")
    with pytest.raises(Forbidden) as refused:
        town.send(insider, verify)
    assert refused.value.code == "payee_side"


# -- rights and forms ----------------------------------------------------------------------------


def test_nobody_acts_for_a_station_that_is_not_theirs(town: Town) -> None:
    town.station()
    town.end("2018-01-01")
    for person in (OVERSEAS, head_of("LZ-002")):
        with pytest.raises(NotFound):
            town.send(person, a_claim("R-1", "LZ-001", "2018-01-01"))
        with pytest.raises(NotFound):
            town.send(person, a_report("LZ-001", 2018, "2018-01-01"))
        with pytest.raises(NotFound):
            town.send(person, Explain(award_code="base_grant.LZ-001.2018"))


def test_codes_days_and_amounts_have_to_be_right(town: Town) -> None:
    town.station()
    town.send(CLERK, a_claim("R-1", "LZ-001", "2018-01-01"))
    with pytest.raises(Conflict):
        town.send(CLERK, a_claim("R-1", "LZ-001", "2018-01-01"))
    with pytest.raises(Invalid):
        town.send(CLERK, a_claim("R-2", "LZ-001", "2018-01-02"))
    minus = SubmitSpending(
        station_code="LZ-001", year=2018, spent_fen=Fen(-1), submitted_on=D("2018-01-01")
    )
    with pytest.raises(Invalid):
        town.send(CLERK, minus)
    with pytest.raises(NotFound):
        town.send(LEADER, a_review("LZ-001", 2018, "2018-01-01"))
    town.spend("LZ-001", 2018, "2018-01-01")
    with pytest.raises(Conflict):
        town.send(CLERK, a_report("LZ-001", 2018, "2018-01-01"))
    with pytest.raises(Conflict):
        town.send(LEADER, a_review("LZ-001", 2018, "2018-01-01"))
