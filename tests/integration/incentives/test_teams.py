"""A team is one claim, and nobody in it is claimed again, alone or in another team (A20, A21)."""

from __future__ import annotations

from liaison_contracts.entries import PersonEntry
from liaison_contracts.errors import Invalid
from liaison_contracts.incentives import DecideDispute
from tests.integration.incentives.makers import D, a_claim, refused_code
from tests.integration.incentives.system import CLERK, LEADER, System, states


def test_teams_that_share_members_are_one_dispute_and_nobody_is_paid_twice(system: System) -> None:
    """T-1 leads one team and belongs to the other with T-2; T-3 is claimed later, alone."""
    for number in (1, 2, 3):
        system.station(f"LZ-00{number}")
    members = {"talent_ref": "T-1", "member_refs": ("T-2", "T-3")}
    system.recruit("R-1", "LZ-001", "2018-01-01", **members)
    system.recruit("R-2", "LZ-002", "2018-01-01", talent_ref="T-9", member_refs=("T-1", "T-2"))
    system.end("2018-01-01")
    system.on("2018-01-02")
    system.recruit("R-3", "LZ-003", "2018-01-02", talent_ref="T-3")
    system.end("2018-01-02")
    found = states(system)
    assert found["talent_recruited.LZ-001.R-1"] == ("held", 50000)
    assert found["talent_recruited.LZ-002.R-2"] == ("held", 50000)
    assert found["talent_recruited.LZ-003.R-3"] == ("refused", 0)
    [told] = system.told("recruitment.disputed")
    assert (told["talent_ref"], told["recruitment_codes"]) == ("T-1", ["R-1", "R-2"])
    decision = DecideDispute(
        talent_ref="T-1", winner="R-1", decided_on=D("2018-01-02"), document_no="minutes 3"
    )
    system.send(LEADER, decision)
    system.end("2018-01-03")
    found = states(system)
    assert found["talent_recruited.LZ-001.R-1"] == ("payable", 50000)
    assert found["talent_recruited.LZ-002.R-2"] == ("refused", 0)
    assert system.told("recruitment.reported")[0]["member_refs"] == ["T-2", "T-3"]
    assert system.ledger_faults() == ()


def test_members_are_referred_to_as_the_talent_is_and_nobody_twice(system: System) -> None:
    system.station()
    mate = PersonEntry(name="王五", document_type="passport", document_number="E1234567")
    claim = a_claim("R-1", "LZ-001", "2018-01-01", members=(mate,))
    [member] = system.send(CLERK, claim)["member_refs"]
    alone = a_claim("R-2", "LZ-001", "2018-01-01", talent=mate, talent_ref=None)
    assert system.send(CLERK, alone)["talent_ref"] == member
    twice = a_claim("R-3", "LZ-001", "2018-01-01", members=(mate,), member_refs=(member,))
    assert refused_code(lambda: system.send(CLERK, twice), Invalid) == "talent_not_clear"
    own = a_claim("R-3", "LZ-001", "2018-01-01", member_refs=("T-R-3",))
    assert refused_code(lambda: system.send(CLERK, own), Invalid) == "talent_not_clear"
    assert "王五" not in str(system.log())
