"""The talent fund has accounts by year and article, and a budget that warns or blocks (A14)."""

from __future__ import annotations

from typing import Any

import pytest

from liaison_contracts.errors import Invalid, Refused
from liaison_contracts.incentives import DecideClawback, ProposeClawback, SetBudget, ShowFund
from liaison_contracts.money import Fen
from liaison_contracts.registry import PolicyReadingDecided
from tests.integration.incentives.makers import D, refused_code
from tests.integration.incentives.system import FINANCE, LEADER, System, an_officer

GRANT = "base_grant.LZ-001.2018"


def a_budget(yuan: int, year: int = 2018) -> SetBudget:
    return SetBudget(year=year, amount_fen=Fen(yuan * 100), document_no="budget 1")


def fund(system: System, year: int = 2018) -> dict[str, Any]:
    found: dict[str, Any] = system.send(FINANCE, ShowFund(year=year))
    return found


def columns(system: System) -> dict[str, list[str]]:
    names = ("committed", "payable", "paid", "recoverable")
    return {line["article"]: [line[name] for name in names] for line in fund(system)["lines"]}


@pytest.fixture
def earned(system: System) -> System:
    """Give a system with a grant and a recruitment award."""
    system.station()
    system.recruit("R-1", "LZ-001", "2018-01-01")
    system.end("2018-01-01")
    return system


def test_each_fen_stands_in_one_column_of_its_article(earned: System) -> None:
    assert columns(earned) == {
        "13(1)": ["30000.00", "0.00", "0.00", "0.00"],
        "14(1)": ["50000.00", "0.00", "0.00", "0.00"],
    }
    earned.order(GRANT)
    assert columns(earned)["13(1)"] == ["0.00", "30000.00", "0.00", "0.00"]
    earned.settle(earned.told("payout.requested")[0], "2018-01-01")
    assert columns(earned)["13(1)"] == ["0.00", "0.00", "30000.00", "0.00"]
    propose = ProposeClawback(
        award_code=GRANT, amount_fen=Fen(1_000_000), cause="wrong_use", document_no="r"
    )
    code = earned.send(an_officer("P-proposes"), propose)["clawback_code"]
    decide = DecideClawback(
        clawback_code=code, decision="recover", due_on=D("2018-02-01"), document_no="m"
    )
    earned.send(LEADER, decide)
    assert columns(earned)["13(1)"] == ["0.00", "0.00", "30000.00", "10000.00"]
    assert fund(earned)["used"] == "80000.00"
    assert fund(earned, 2019)["lines"] == []


def test_a_soft_budget_warns_once_at_nine_tenths_and_once_when_exceeded(earned: System) -> None:
    answer = earned.send(LEADER, a_budget(88_000))
    assert (answer["used"], answer["state"]) == ("80000.00", "set")
    for day in ("2018-01-02", "2018-01-03"):
        earned.end(day)
    [near] = earned.told("budget.alerted")
    assert (near["used"], near["used_permille"], near["on"]) == ("80000.00", 910, "2018-01-02")
    earned.on("2018-01-04")
    earned.recruit("R-2", "LZ-001", "2018-01-04")
    for day in ("2018-01-04", "2018-01-05"):
        earned.end(day)
    assert [told["used_permille"] for told in earned.told("budget.alerted")] == [910, 1478]
    earned.pay_all("2018-01-05")
    assert len(earned.told("award.paid")) == 3
    assert earned.ledger_faults() == ()


def test_an_exactly_used_budget_is_not_exceeded(earned: System) -> None:
    earned.send(LEADER, a_budget(80_000))
    earned.end("2018-01-02")
    assert [told["used_permille"] for told in earned.told("budget.alerted")] == [1000]


def test_under_a_hard_cap_nothing_over_the_budget_is_sealed_or_released(earned: System) -> None:
    earned.send(LEADER, a_budget(30_000))
    early = earned.seal("talent_recruited.LZ-001.R-1")
    told = PolicyReadingDecided(
        edition="luzhou_2017",
        reading="A14",
        value="hard_cap",
        document_no="reading 1",
        decided_on=D("2018-01-01"),
    )
    earned.tell("registry", "2018-01-01", told)
    earned.approve(early)
    earned.cosign(early)
    assert refused_code(lambda: earned.release(early), Refused) == "budget_exceeded"
    assert fund(earned)["is_capped"] is True
    earned.order(GRANT)
    earned.settle(earned.told("payout.requested")[0], "2018-01-01")
    earned.on("2018-01-02")
    earned.recruit("R-2", "LZ-001", "2018-01-02")
    earned.end("2018-01-02")
    over = lambda: earned.seal("talent_recruited.LZ-001.R-2")  # noqa: E731
    assert refused_code(over, Refused) == "budget_exceeded"
    earned.send(LEADER, a_budget(130_000))
    over()


def test_a_negative_budget_is_refused(system: System) -> None:
    assert refused_code(lambda: system.send(LEADER, a_budget(-1)), Invalid) == "amount_negative"
