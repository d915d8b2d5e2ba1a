"""A finding is confirmed after the station was heard, referred, and handed out (Art. 12(4))."""

from __future__ import annotations

import hashlib
import json

import pytest
from sqlalchemy import select

from liaison_contracts.assessment import (
    ConfirmFinding,
    ExportFinding,
    OpenFinding,
    RecordFindingDefence,
    RecordReferral,
)
from liaison_contracts.errors import Forbidden, Invalid, NotFound, Refused
from liaison_contracts.registry import RecordReading
from liaison_kit.store import records
from tests.integration.assessment.system import (
    INDUSTRY,
    OFFICER,
    SECOND,
    D,
    a_duty,
    person,
    station_people,
)
from tests.sentences import needs

AUDITOR = person("P-audit", "audit_office", "auditor")
HEAD = station_people("LZ-001")


@pytest.fixture
def june(system):
    """Give a system with a finding of Friday 1 June 2018, on one doubted record."""
    system.plaque("LZ-001", "LZ-002")
    system.on("2018-06-01")
    system.duty(HEAD, a_duty("D-1", "LZ-001", "2018-05-05"))
    finding = OpenFinding(
        finding_code="F-1",
        station_code="LZ-001",
        found_on=D("2018-06-01"),
        grounds="a copy",
        record_codes=("D-1",),
    )
    system.send(OFFICER, finding)
    return system


def confirm(system, on):
    command = ConfirmFinding(finding_code="F-1", confirmed_on=D(on), document_no="d-1")
    return system.send(SECOND, command)["state"]


def say(system, caller=HEAD, on="2018-06-04", text="The list is our own."):
    command = RecordFindingDefence(
        finding_code="F-1", defence=text, evidence_sha256=("cd" * 32,), stated_on=D(on)
    )
    return system.send(caller, command)["defences"]


def refer(system, on, caller=SECOND):
    command = RecordReferral(
        finding_code="F-1", authority="market_supervision", document_no="l-1", referred_on=D(on)
    )
    return system.send(caller, command)["referrals"]


def test_a_finding_waits_for_the_station_or_the_end_of_its_ten_working_days(june):
    june.on("2018-06-15")  # ten working days after 1 June
    with pytest.raises(Refused) as refused:
        confirm(june, "2018-06-15")
    assert refused.value.code == "station_not_heard"
    assert "10 working days from 2018-06-01" in needs(refused.value.reasons[0])
    june.on("2018-06-19")  # 16 to 18 June are a weekend and the Dragon Boat festival
    assert confirm(june, "2018-06-19") == "confirmed"


def test_after_its_defence_nothing_has_to_wait(june):
    june.on("2018-06-04")
    assert (say(june), say(june, OFFICER, text="Nothing to add, by telephone.")) == (1, 2)
    assert confirm(june, "2018-06-04") == "confirmed"
    assert [told["stated_on"] for told in june.told("finding.defence_recorded")] == [
        "2018-06-04",
        "2018-06-04",
    ]


def test_the_defence_period_may_be_switched_off(june):
    reading = RecordReading(
        edition="luzhou_2017",
        reading="A49",
        value="off",
        document_no="r",
        decided_on=D("2018-06-01"),
    )
    for caller in (OFFICER, SECOND):
        june.send(caller, reading)
    assert confirm(june, "2018-06-01") == "confirmed"


def test_defences_are_taken_from_the_station_itself_and_while_the_finding_is_open(june):
    june.on("2018-06-04")
    with pytest.raises(Forbidden):
        say(june, station_people("LZ-002"))
    with pytest.raises(Forbidden):
        say(june, INDUSTRY)
    with pytest.raises(Invalid):
        say(june, on="2018-06-05")
    with pytest.raises(Refused, match="before the finding of 2018-06-01"):
        say(june, on="2018-05-31")
    say(june)
    confirm(june, "2018-06-04")
    with pytest.raises(Refused, match="was settled on 2018-06-04"):
        say(june)


def test_a_confirmed_finding_is_referred_to_an_authority(june):
    june.on("2018-06-04")
    with pytest.raises(Refused, match="its confirmation first"):
        refer(june, "2018-06-04")
    say(june)
    confirm(june, "2018-06-04")
    with pytest.raises(Refused, match="a day from then on"):
        refer(june, "2018-06-03")
    assert refer(june, "2018-06-04") == 1
    [told] = june.told("finding.referred")
    assert (told["authority"], told["document_no"]) == ("market_supervision", "l-1")


def test_an_export_holds_the_finding_with_its_evidence_and_is_logged(june):
    june.on("2018-06-04")
    say(june)
    confirm(june, "2018-06-04")
    refer(june, "2018-06-04")
    command = ExportFinding(finding_code="F-1", purpose="request 12 of the supervision")
    found = june.send(AUDITOR, command)
    document = found["document"]
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(text.encode()).hexdigest() == found["sha256"]
    assert document["finding"]["state"] == "confirmed"
    assert document["defences"][0]["evidence_sha256"] == ["cd" * 32]
    assert [record["record_code"] for record in document["doubted_records"]] == ["D-1"]
    assert document["doubted_records"][0]["evidence"] == "sha256:7831db91d797f4e2"
    assert [told["type"] for told in document["events"]] == [
        "finding.opened.v1",
        "finding.defence_recorded.v1",
        "finding.confirmed.v1",
        "finding.referred.v1",
    ]
    assert document["referrals"][0]["authority"] == "market_supervision"
    with june.runtimes["assessment"].database.reading() as session:
        [entry] = session.execute(select(records.access_log)).all()
    assert (entry.act, entry.subject) == ("export_finding", "finding/F-1")
    assert found["sha256"] in entry.reason
    with pytest.raises(Forbidden):
        june.send(HEAD, command)
    with pytest.raises(NotFound):
        june.send(AUDITOR, ExportFinding(finding_code="F-9", purpose="p"))
