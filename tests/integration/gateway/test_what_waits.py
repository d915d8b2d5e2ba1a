"""Whoever has to approve or verify next finds in a list what waits for it."""

from __future__ import annotations

from typing import Any

from tests.integration.gateway.town import FIRST_DAY, Town, shown

DAY, OFFICER = FIRST_DAY.isoformat(), "industry_federation.enters"
AT = "/v1/stations/LZ-001"


def done(town: Town, part: str, path: str, **body: Any) -> None:
    answer = town.post(part, path, body, key=f"{part}{path}")
    assert answer.status_code in (200, 201), shown(answer)
    town.instance.bus.pump()


def codes(town: Town, path: str, name: str, state: str) -> list[str]:
    return [row[name] for row in town.rows(path, state=state)]


def test_a_claim_that_one_person_verified_waits_for_a_second(town: Town) -> None:
    town.add_station("LZ-001")
    claim = {"talent_ref": "T-1", "level": "full_time_doctorate", "basis": "founded_company"}
    days = {"signed_on": DAY, "claimed_on": DAY}
    done(town, OFFICER, f"{AT}/recruitments", recruitment_code="R-1", **claim, **days)
    for part, before, after in (
        ("verifies", "reported", "verified_once"),
        ("verifies.second", "verified_once", "verified"),
    ):
        assert codes(town, "recruitments", "recruitment_code", before) == ["R-1"]
        done(town, part, "/v1/recruitments/R-1/verifications", verified_on=DAY)
        assert codes(town, "recruitments", "recruitment_code", before) == []
        assert codes(town, "recruitments", "recruitment_code", after) == ["R-1"]


def test_a_proposed_event_waits_for_its_approval(town: Town) -> None:
    town.add_station("LZ-001")
    event = {"event_code": "E-1", "held_on": "2018-12-01", "budget": "9000.00"}
    done(town, OFFICER, f"{AT}/special-events", **event)
    [waiting] = town.rows("special-events", state="proposed")
    assert (waiting["event_code"], waiting["budget"], waiting["year"]) == ("E-1", "9000.00", 2018)
    approval = {"approved_on": DAY, "amount": "8000.00", "document_no": "d"}
    done(town, "verifies", "/v1/special-events/E-1/approvals", **approval)
    assert codes(town, "special-events", "event_code", "proposed") == []
    assert codes(town, "special-events", "event_code", "approved") == ["E-1"]


def test_a_decided_bole_award_is_listed_with_its_document_before_it_falls_due(town: Town) -> None:
    town.add_station("LZ-001")
    award = {"bole_code": "B-1", "year": 2017, "amount": "50000.00"}
    decided = {"decided_on": DAY, "document_no": "award 1"}
    done(town, "leading_group", f"{AT}/bole-awards", **award, **decided)
    [found] = town.rows("bole-decisions", year=2017)
    assert (found["bole_code"], found["document_no"]) == ("B-1", "award 1")
    assert town.rows("awards", year=2017) == []
