"""Finance corrects itself over REST as over the queue: twice, late or wrongly without harm."""

from __future__ import annotations

from typing import Any

import pytest

from liaison_contracts.errors import Conflict, Invalid, NotFound, Refused
from liaison_contracts.finance import PayoutReturned
from liaison_contracts.incentives import (
    DecideClawback,
    ProposeClawback,
    RecordClawbackReceived,
    RecordRecall,
    RecordReturn,
    ReissuePayout,
    ReverseSettlement,
)
from liaison_contracts.money import Fen
from tests.integration.incentives.makers import D, refused_code
from tests.integration.incentives.system import FINANCE, LEADER, SEALER, System, an_officer, states

GRANT = "base_grant.LZ-001.2018"
NOBODYS = "00000000-0000-0000-0000-000000000000"


@pytest.fixture
def paid(due: System) -> System:
    """Give a system with one paid grant."""
    due.pay_all("2018-01-01")
    return due


def the_payout(system: System) -> dict[str, Any]:
    return system.told("payout.requested")[-1]


def a_return(payout: dict[str, Any], **changes: Any) -> RecordReturn:
    good: dict[str, Any] = {
        "payout_id": payout["payout_id"],
        "settlement_id": "B-1",
        "returned_on": D("2018-01-01"),
        "reason_code": "name_differs",
    }
    return RecordReturn(**{**good, **changes})


def a_reversal(payout: dict[str, Any], **changes: Any) -> ReverseSettlement:
    good: dict[str, Any] = {
        "payout_id": payout["payout_id"],
        "reversal_id": "RV-1",
        "amount_fen": Fen(3_000_000),
        "reversed_on": D("2018-01-01"),
        "reason_code": "wrong_voucher",
    }
    return ReverseSettlement(**{**good, **changes})


def test_a_return_over_rest_and_by_queue_is_booked_once(paid: System) -> None:
    payout = the_payout(paid)
    for _ in range(2):
        assert paid.send(FINANCE, a_return(payout))["state"] == "returned"
    late = PayoutReturned(
        payout_id=payout["payout_id"],
        settlement_id="B-1",
        on=D("2018-01-01"),
        reason_code="name_differs",
    )
    paid.finance_says(late, "2018-01-01")
    assert len(paid.told("award.returned")) == 1
    assert (paid.parked(), paid.ledger_faults()) == ([], ())


def test_a_recall_over_rest_ends_a_payment_that_was_stopped_in_time(due: System) -> None:
    due.order()
    stop = RecordRecall(
        payout_id=the_payout(due)["payout_id"],
        settlement_id="C-1",
        recalled_on=D("2018-01-01"),
        reason_code="as_asked",
    )
    for _ in range(2):
        assert due.send(FINANCE, stop)["state"] == "recalled"
    assert due.awards()[GRANT].stage == "returned"
    assert due.ledger_faults() == ()


def test_a_settlement_booked_by_mistake_is_reversed_and_paid_after_a_reissue(paid: System) -> None:
    payout = the_payout(paid)
    for _ in range(2):
        assert paid.send(FINANCE, a_reversal(payout))["state"] == "returned"
    [told] = paid.told("payout.reversed")
    assert (told["reversal_id"], told["amount"]) == ("RV-1", "30000.00")
    assert states(paid)[GRANT] == ("payable", 30000)
    paid.end("2018-01-02")
    paid.send(SEALER, ReissuePayout(payout_id=payout["payout_id"]))
    paid.pay_all("2018-01-02")
    assert len(paid.told("award.paid")) == 2
    assert paid.ledger_faults() == ()


def test_a_wrong_correction_changes_nothing(paid: System) -> None:
    payout = the_payout(paid)

    def correct(command: Any) -> Any:
        return lambda: paid.send(FINANCE, command)

    unknown = {**payout, "payout_id": NOBODYS}
    assert refused_code(correct(a_return(unknown)), NotFound) == "payout_unknown"
    assert refused_code(correct(a_reversal(unknown)), NotFound) == "payout_unknown"
    other = a_reversal(payout, amount_fen=Fen(2_999_999))
    assert refused_code(correct(other), Refused) == "amount_differs"
    ahead = a_return(payout, returned_on=D("2018-01-02"))
    assert refused_code(correct(ahead), Invalid) == "day_not_reached"
    correct(a_return(payout))()
    reused = a_return(payout, reason_code="other")
    assert refused_code(correct(reused), Conflict) == "settlement_id_reused"
    assert refused_code(correct(a_reversal(payout)), Conflict) == "payout_not_settled"
    assert len(paid.told("award.returned")) == 1
    assert paid.ledger_faults() == ()


def asked_back(system: System, fen: int) -> str:
    propose = ProposeClawback(
        award_code=GRANT, amount_fen=Fen(fen), cause="wrong_use", document_no="report 1"
    )
    code = str(system.send(an_officer("P-proposes"), propose)["clawback_code"])
    decide = DecideClawback(
        clawback_code=code, decision="recover", due_on=D("2018-02-01"), document_no="minutes 4"
    )
    system.send(LEADER, decide)
    return code


def test_a_payment_that_comes_back_as_a_whole_leaves_nothing_to_ask_back(paid: System) -> None:
    asked_back(paid, 1_000_000)
    paid.send(FINANCE, a_return(the_payout(paid)))
    assert [told["decision"] for told in paid.told("clawback.decided")] == ["recover", "void"]
    assert paid.ledger_faults() == ()


def test_a_payment_of_which_a_part_was_recovered_cannot_come_back_as_a_whole(paid: System) -> None:
    code = asked_back(paid, 1_000_000)
    part = RecordClawbackReceived(
        clawback_code=code,
        settlement_id="C-1",
        amount_fen=Fen(400_000),
        received_on=D("2018-01-01"),
        voucher_no="V-1",
    )
    paid.send(FINANCE, part)
    back = lambda: paid.send(FINANCE, a_return(the_payout(paid)))  # noqa: E731
    assert refused_code(back, Conflict) == "clawback_received_already"
    assert paid.ledger_faults() == ()
