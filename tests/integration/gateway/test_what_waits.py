"""Whoever has to approve or verify next finds in a list what waits for it."""

from __future__ import annotations

from typing import Any

from tests.integration.gateway.system import FIRST_DAY, System, shown

DAY, OFFICER = FIRST_DAY.isoformat(), "industry_federation.enters"
AT = "/v1/stations/LZ-001"


def done(system: System, part: str, path: str, **body: Any) -> None:
    answer = system.post(part, path, body, key=f"{part}{path}")
    assert answer.status_code in (200, 201), shown(answer)
    system.instance.bus.pump()


def codes(system: System, path: str, name: str, state: str) -> list[str]:
    return [row[name] for row in system.rows(path, state=state)]


def test_a_claim_that_one_person_verified_waits_for_a_second(system: System) -> None:
    system.add_station("LZ-001")
    claim = {"talent_ref": "T-1", "level": "full_time_doctorate", "basis": "founded_company"}
    days = {"signed_on": DAY, "claimed_on": DAY}
    done(system, OFFICER, f"{AT}/recruitments", recruitment_code="R-1", **claim, **days)
    for part, before, after in (
        ("verifies", "reported", "verified_once"),
        ("verifies.second", "verified_once", "verified"),
    ):
        assert codes(system, "recruitments", "recruitment_code", before) == ["R-1"]
        done(system, part, "/v1/recruitments/R-1/verifications", verified_on=DAY)
        assert codes(system, "recruitments", "recruitment_code", before) == []
        assert codes(system, "recruitments", "recruitment_code", after) == ["R-1"]


def test_a_proposed_event_waits_for_its_approval(system: System) -> None:
    system.add_station("LZ-001")
    event = {"event_code": "E-1", "held_on": "2018-12-01", "budget": "9000.00"}
    done(system, OFFICER, f"{AT}/special-events", **event)
    [waiting] = system.rows("special-events", state="proposed")
    assert (waiting["event_code"], waiting["budget"], waiting["year"]) == ("E-1", "9000.00", 2018)
    approval = {"approved_on": DAY, "amount": "8000.00", "document_no": "d"}
    done(system, "verifies", "/v1/special-events/E-1/approvals", **approval)
    assert codes(system, "special-events", "event_code", "proposed") == []
    assert codes(system, "special-events", "event_code", "approved") == ["E-1"]


def test_a_decided_bole_award_is_listed_with_its_document_before_it_falls_due(
    system: System,
) -> None:
    system.add_station("LZ-001")
    award = {"bole_code": "B-1", "year": 2017, "amount": "50000.00"}
    decided = {"decided_on": DAY, "document_no": "award 1"}
    done(system, "leading_group", f"{AT}/bole-awards", **award, **decided)
    [found] = system.rows("bole-decisions", year=2017)
    assert (found["bole_code"], found["document_no"]) == ("B-1", "award 1")
    assert system.rows("awards", year=2017) == []
