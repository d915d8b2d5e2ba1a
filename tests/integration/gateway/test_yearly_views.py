"""Lists show accounts, ties, objections and the steps of a finding."""

from __future__ import annotations

from datetime import date

import pytest

from liaison_contracts.assessment import (
    FindingConfirmed,
    FindingDefenceRecorded,
    FindingOpened,
    FindingReferred,
    ObjectionDecided,
    ObjectionFiled,
    SelfAssessmentSubmitted,
    TieResolved,
)
from tests.integration.gateway.system import System

ON = date(2019, 1, 15)


@pytest.fixture
def system(tmp_path):
    found = System(tmp_path / "instance")
    found.add_station("LZ-001")
    found.add_station("LZ-002", "overseas_federation")
    yield found
    found.close()


def test_an_account_grows_by_material(system):
    for materials in ((1, 3), (3, 5)):
        shared = {"year": 2018, "station_code": "LZ-001", "submitted_on": ON}
        system.tell(SelfAssessmentSubmitted(materials=materials, **shared))
    assert system.row("self-assessments")["materials"] == [1, 3, 5]


def test_a_tie_is_listed_by_its_year_and_minutes(system):
    tie = TieResolved(
        year=2018,
        tied=("LZ-001", "LZ-002"),
        excellent=("LZ-001",),
        document_no="minutes 4",
        decided_on=ON,
    )
    system.tell(tie, "year/2018")
    assert system.row("tie-decisions", year=2018)["excellent"] == ["LZ-001"]
    assert system.rows("tie-decisions", year=2017) == []


def test_an_objection_stands_filed_until_it_is_decided_and_is_its_stations_only(system):
    shared = {"objection_code": "OB-1", "station_code": "LZ-001", "year": 2018}
    system.tell(ObjectionFiled(filed_on=ON, **shared))
    assert system.row("objections")["state"] == "filed"
    system.tell(ObjectionDecided(outcome="upheld", document_no="r", decided_on=ON, **shared))
    assert system.row("objections", state="upheld")["document_no"] == "r"
    system.add_station_people("LZ-002")
    assert system.get("LZ-002.head", "/v1/objections").json["data"] == []
    assert system.get("LZ-002.head", "/v1/objections/OB-1").status_code == 404


def test_a_finding_shows_its_hearing_and_its_referrals(system):
    shared = {"finding_code": "F-1", "station_code": "LZ-001"}
    system.tell(FindingOpened(found_on=ON, **shared))
    system.tell(FindingDefenceRecorded(stated_on=ON, **shared))
    system.tell(FindingConfirmed(confirmed_on=ON, document_no="d", **shared))
    for authority in ("market_supervision", "police"):
        told = FindingReferred(authority=authority, document_no="l", referred_on=ON, **shared)
        system.tell(told)
    found = system.row("findings")
    assert (found["state"], found["stated_on"]) == ("confirmed", "2019-01-15")
    assert [entry["authority"] for entry in found["referrals"]] == ["market_supervision", "police"]
