"""A later revision of the grades is paid after: paid lines never change, differences are lines."""

from __future__ import annotations

import pytest

from tests.integration.incentives.makers import D, a_grade, a_report, a_review
from tests.integration.incentives.system import CLERK, LEADER, System, states

UPLIFT = "excellent_uplift.LZ-001.2019"


@pytest.fixture
def reviewed(system: System) -> System:
    """Give a system whose station reported its spending, so that 2019 is not held."""
    system.station()
    system.end("2018-12-31")
    system.send(CLERK, a_report("LZ-001", 2018, "2018-12-31"))
    system.send(LEADER, a_review("LZ-001", 2018, "2018-12-31"))
    return system


def revise(system: System, grade: str, on: str = "2019-02-01") -> None:
    """Publish a second revision of the grade of 2018 and close its day."""
    system.tell("assessment", on, a_grade("LZ-001", 2018, grade, on, revision=2))
    system.end(on)


def test_a_paid_uplift_stays_paid_and_its_recovery_stands_beside_it(reviewed: System) -> None:
    reviewed.tell("assessment", "2018-12-31", a_grade("LZ-001", 2018, "excellent"))
    reviewed.end("2019-01-01")
    reviewed.order(UPLIFT)
    reviewed.settle(reviewed.told("payout.requested")[-1], "2019-01-01")
    assert states(reviewed)[UPLIFT] == ("paid", 6000)
    revise(reviewed, "qualified")
    after = states(reviewed)
    assert after[UPLIFT] == ("paid", 6000)
    recovery = "excellent_uplift_recovery.LZ-001.2019"
    assert after[recovery] == ("clawback_proposed", -6000)
    [proposed] = reviewed.told("clawback.proposed")
    assert (proposed["award_code"], proposed["amount"]) == (recovery, "6000.00")
    assert reviewed.ledger_faults() == ()


def test_an_objection_that_makes_a_year_excellent_earns_its_uplift_late(reviewed: System) -> None:
    reviewed.tell("assessment", "2018-12-31", a_grade("LZ-001", 2018, "qualified"))
    reviewed.end("2019-01-01")
    assert UPLIFT not in states(reviewed)
    revise(reviewed, "excellent")
    assert states(reviewed)[UPLIFT] == ("payable", 6000)
    [granted] = [g for g in reviewed.told("award.granted") if g["rule"] == "excellent_uplift"]
    assert granted["due_on"] == D("2019-01-01").isoformat()
