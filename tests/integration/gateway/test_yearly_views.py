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
from tests.integration.gateway.town import Town

ON = date(2019, 1, 15)


@pytest.fixture
def town(tmp_path):
    found = Town(tmp_path / "instance")
    found.add_station("LZ-001")
    found.add_station("LZ-002", "overseas_federation")
    yield found
    found.close()


def test_an_account_grows_by_material(town):
    for materials in ((1, 3), (3, 5)):
        shared = {"year": 2018, "station_code": "LZ-001", "submitted_on": ON}
        town.tell(SelfAssessmentSubmitted(materials=materials, **shared))
    assert town.row("self-assessments")["materials"] == [1, 3, 5]


def test_a_tie_is_listed_by_its_year_and_minutes(town):
    tie = TieResolved(
        year=2018,
        tied=("LZ-001", "LZ-002"),
        excellent=("LZ-001",),
        document_no="minutes 4",
        decided_on=ON,
    )
    town.tell(tie, "year/2018")
    assert town.row("tie-decisions", year=2018)["excellent"] == ["LZ-001"]
    assert town.rows("tie-decisions", year=2017) == []


def test_an_objection_stands_filed_until_it_is_decided_and_is_its_stations_only(town):
    shared = {"objection_code": "OB-1", "station_code": "LZ-001", "year": 2018}
    town.tell(ObjectionFiled(filed_on=ON, **shared))
    assert town.row("objections")["state"] == "filed"
    town.tell(ObjectionDecided(outcome="upheld", document_no="r", decided_on=ON, **shared))
    assert town.row("objections", state="upheld")["document_no"] == "r"
    town.add_station_people("LZ-002")
    assert town.get("LZ-002.head", "/v1/objections").json["data"] == []
    assert town.get("LZ-002.head", "/v1/objections/OB-1").status_code == 404


def test_a_finding_shows_its_hearing_and_its_referrals(town):
    shared = {"finding_code": "F-1", "station_code": "LZ-001"}
    town.tell(FindingOpened(found_on=ON, **shared))
    town.tell(FindingDefenceRecorded(stated_on=ON, **shared))
    town.tell(FindingConfirmed(confirmed_on=ON, document_no="d", **shared))
    for authority in ("market_supervision", "police"):
        told = FindingReferred(authority=authority, document_no="l", referred_on=ON, **shared)
        town.tell(told)
    found = town.row("findings")
    assert (found["state"], found["stated_on"]) == ("confirmed", "2019-01-15")
    assert [entry["authority"] for entry in found["referrals"]] == ["market_supervision", "police"]
