"""People decide disputes, stop awards, and ask money back: by distinct persons, at once, once."""

from __future__ import annotations

from typing import Any

import pytest

from liaison_contracts.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from liaison_contracts.finance import PayoutClawbackReceived
from liaison_contracts.incentives import (
    DecideClawback,
    DecideDispute,
    HoldAward,
    ProposeClawback,
    RecordClawbackReceived,
    RecordContractEnd,
    ReleaseAward,
    VerifyRecruitment,
)
from liaison_contracts.money import Fen
from tests.integration.incentives.makers import D, a_claim, refused_code
from tests.integration.incentives.system import (
    CLERK,
    FINANCE,
    FIRST,
    LEADER,
    SEALER,
    System,
    an_officer,
    head_of,
    states,
)

GRANT = "base_grant.LZ-001.2018"
PROPOSER, DECIDER = an_officer("P-proposes"), an_officer("P-decides")


# -- disputes ------------------------------------------------------------------------------------


@pytest.fixture
def disputed(system: System) -> System:
    """Give a system in which two stations claim one talent on the same day."""
    for number in (1, 2):
        system.station(f"LZ-00{number}")
        system.recruit(f"R-{number}", f"LZ-00{number}", "2018-01-01", talent_ref="T-1")
    system.end("2018-01-01")
    return system


def a_decision(winner: str = "R-2", on: str = "2018-01-03", talent: str = "T-1") -> DecideDispute:
    return DecideDispute(
        talent_ref=talent, winner=winner, decided_on=D(on), document_no="minutes 3"
    )


def test_a_decided_dispute_pays_the_winner_and_refuses_the_other(disputed: System) -> None:
    [told] = disputed.told("recruitment.disputed")
    assert told["recruitment_codes"] == ["R-1", "R-2"]
    disputed.on("2018-01-03")
    answer = disputed.send(LEADER, a_decision())
    assert (answer["winner"], answer["recruitment_codes"]) == ("R-2", ["R-1", "R-2"])
    disputed.end("2018-01-03")
    found = states(disputed)
    assert found["talent_recruited.LZ-001.R-1"] == ("refused", 0)
    assert found["talent_recruited.LZ-002.R-2"] == ("payable", 50000)
    [decided] = disputed.told("recruitment.dispute_decided")
    assert decided["document_no"] == "minutes 3"
    assert disputed.ledger_faults() == ()


def test_a_dispute_is_decided_once_by_somebody_without_a_part_in_it(disputed: System) -> None:
    def decide(who: Any, **changes: Any) -> Any:
        return lambda: disputed.send(who, a_decision(**changes))

    disputed.on("2018-01-03")
    assert refused_code(decide(FIRST), Forbidden) == "same_person"
    assert refused_code(decide(LEADER, talent="T-9"), NotFound) == "dispute_unknown"
    assert refused_code(decide(LEADER, winner="R-9"), Invalid) == "winner_not_in_dispute"
    assert refused_code(decide(LEADER, on="2018-01-04"), Invalid) == "days_out_of_order"
    assert refused_code(decide(LEADER, on="2017-12-31"), Invalid) == "days_out_of_order"
    assert refused_code(decide(head_of("LZ-001")), Forbidden) == "role_not_held"
    decide(LEADER)()
    assert refused_code(decide(DECIDER, winner="R-1"), Conflict) == "dispute_decided_already"


def test_a_third_claim_after_the_decision_earns_nothing(disputed: System) -> None:
    disputed.on("2018-01-03")
    disputed.send(LEADER, a_decision())
    disputed.station("LZ-003")
    disputed.recruit("R-3", "LZ-003", "2018-01-01", talent_ref="T-1")
    disputed.end("2018-01-03")
    assert states(disputed)["talent_recruited.LZ-003.R-3"] == ("refused", 0)


# -- contracts that end early ---------------------------------------------------------------------


def test_a_contract_that_ends_early_is_flagged_and_keeps_its_award(system: System) -> None:
    system.station()
    system.recruit("R-1", "LZ-001", "2018-01-01")
    system.end("2018-01-01")
    system.pay_all("2018-01-01")
    system.on("2020-03-01")
    end = RecordContractEnd(
        recruitment_code="R-1", ended_on=D("2020-02-29"), reason_code="moved_away"
    )
    for _ in range(2):
        system.send(CLERK, end)
    [told] = system.told("recruitment.contract_ended")
    assert (told["early"], told["ended_on"]) == (True, "2020-02-29")
    system.end("2020-03-01")
    assert states(system)["talent_recruited.LZ-001.R-1"] == ("paid", 50000)
    other = RecordContractEnd(recruitment_code="R-1", ended_on=D("2020-03-01"), reason_code="x")
    assert refused_code(lambda: system.send(CLERK, other), Conflict) == "contract_ended_already"
    before = RecordContractEnd(recruitment_code="R-1", ended_on=D("2017-12-31"), reason_code="x")
    assert refused_code(lambda: system.send(CLERK, before), Invalid) == "days_out_of_order"


def test_a_company_that_was_founded_has_no_term_that_could_end_early(system: System) -> None:
    system.station()
    basis = {"basis": "founded_company", "contract_months": None}
    system.send(CLERK, a_claim("R-1", "LZ-001", "2018-01-01", **basis))
    system.on("2018-06-01")
    end = RecordContractEnd(recruitment_code="R-1", ended_on=D("2018-06-01"), reason_code="closed")
    system.send(CLERK, end)
    assert [told["early"] for told in system.told("recruitment.contract_ended")] == [False]


# -- holds by hand -------------------------------------------------------------------------------


def a_hold(code: str = GRANT) -> HoldAward:
    return HoldAward(award_code=code, reason="The bank asked for a new form.")


def a_release(code: str = GRANT) -> ReleaseAward:
    return ReleaseAward(award_code=code, reason="The form is here.")


def test_a_hold_by_hand_breaks_the_batch_at_once_and_a_release_ends_it(due: System) -> None:
    batch = due.seal()
    answer = due.send(LEADER, a_hold())
    assert (answer["state"], answer["holds"]) == ("held", ["manual"])
    assert [told["batch_code"] for told in due.told("batch.broken")] == [batch["batch_code"]]
    [held] = due.told("award.held")
    assert (held["hold"], held["reason"]) == ("manual", "The bank asked for a new form.")
    due.end("2018-01-02")
    assert len(due.told("award.held")) == 1
    assert refused_code(due.seal, Refused) == "nothing_payable"
    assert due.send(SEALER, a_release())["state"] == "payable"
    due.end("2018-01-03")
    assert len(due.told("award.released")) == 1
    due.pay_all("2018-01-03")
    assert states(due)[GRANT] == ("paid", 30000)
    assert due.ledger_faults() == ()


def test_a_hold_recalls_what_finance_was_asked_for(due: System) -> None:
    due.order()
    due.send(LEADER, a_hold())
    [recall] = due.told("payout.recall_requested")
    assert recall["reason_code"] == "manual"
    due.end("2018-01-02")
    assert len(due.told("payout.recall_requested")) == 1
    assert due.ledger_faults() == ()


def test_other_holds_go_on_after_a_release(system: System) -> None:
    system.station(on="2017-09-01")
    system.end("2018-01-01")
    assert states(system)[GRANT] == ("held", 30000)
    system.send(LEADER, a_hold())
    system.end("2018-01-02")
    assert system.awards()[GRANT].holds == ["spending", "manual"]
    assert system.send(LEADER, a_release())["holds"] == ["spending"]
    system.end("2018-01-03")
    assert system.awards()[GRANT].holds == ["spending"]


def test_only_what_is_open_is_held_and_only_what_is_held_is_released(due: System) -> None:
    assert refused_code(lambda: due.send(LEADER, a_release()), Conflict) == "award_not_held"
    due.send(LEADER, a_hold())
    assert refused_code(lambda: due.send(LEADER, a_hold()), Conflict) == "award_held_already"
    due.send(LEADER, a_release())
    due.pay_all("2018-01-01")
    assert refused_code(lambda: due.send(LEADER, a_hold()), Conflict) == "award_not_open"
    unknown = lambda: due.send(LEADER, a_hold("base_grant.LZ-009.2018"))  # noqa: E731
    assert refused_code(unknown, NotFound) == "award_unknown"


# -- clawbacks -----------------------------------------------------------------------------------


@pytest.fixture
def paid(due: System) -> System:
    """Give a system with one paid grant of 30,000 yuan."""
    due.pay_all("2018-01-01")
    return due


def proposed(system: System, fen: int = 1_000_000) -> str:
    body = ProposeClawback(
        award_code=GRANT, amount_fen=Fen(fen), cause="wrong_use", document_no="report 1"
    )
    return str(system.send(PROPOSER, body)["clawback_code"])


def a_ruling(code: str, decision: str = "recover", due_on: str | None = "2018-03-01") -> Any:
    return DecideClawback(
        clawback_code=code,
        decision=decision,  # type: ignore[arg-type]
        due_on=D(due_on) if due_on else None,
        document_no="minutes 4",
    )


def a_receipt(code: str, number: str, fen: int, on: str = "2018-01-01") -> RecordClawbackReceived:
    return RecordClawbackReceived(
        clawback_code=code,
        settlement_id=number,
        amount_fen=Fen(fen),
        received_on=D(on),
        voucher_no=f"V-{number}",
    )


def test_money_is_asked_back_by_two_persons_and_comes_in_parts_by_rest_and_queue(
    paid: System,
) -> None:
    code = proposed(paid)
    assert paid.send(DECIDER, a_ruling(code))["state"] == "requested"
    [asked] = paid.told("payout.clawback_requested")
    assert (asked["amount"], asked["due_on"]) == ("10000.00", "2018-03-01")
    assert asked["payout_id"] == paid.told("payout.requested")[0]["payout_id"]
    assert paid.ledger_faults() == ()
    for _ in range(2):
        part = paid.send(FINANCE, a_receipt(code, "C-1", 400_000))
        assert (part["received"], part["state"]) == ("4000.00", "requested")
    rest = PayoutClawbackReceived(
        clawback_code=code,
        settlement_id="C-2",
        amount_fen=Fen(600_000),
        received_on=D("2018-01-01"),
        voucher_no="V-C-2",
    )
    for _ in range(2):
        paid.finance_says(rest, "2018-01-01")
    told = [told["outstanding"] for told in paid.told("clawback.recovered")]
    assert told == ["6000.00", "0.00"]
    assert (paid.parked(), paid.ledger_faults()) == ([], ())


def test_a_wrong_receipt_books_nothing(paid: System) -> None:
    def receive(code: str, number: str, fen: int, on: str = "2018-01-01") -> Any:
        return lambda: paid.send(FINANCE, a_receipt(code, number, fen, on))

    code = proposed(paid)
    assert refused_code(receive("CB-9", "C-1", 1), NotFound) == "clawback_unknown"
    assert refused_code(receive(code, "C-1", 1), Conflict) == "clawback_not_asked"
    paid.send(DECIDER, a_ruling(code))
    assert refused_code(receive(code, "C-1", 1_000_001), Refused) == "amount_differs"
    assert refused_code(receive(code, "C-1", 0), Invalid) == "amount_not_positive"
    assert refused_code(receive(code, "C-1", -5), Invalid) == "amount_not_positive"
    assert refused_code(receive(code, "C-1", 1, "2018-01-02"), Invalid) == "day_not_reached"
    receive(code, "C-1", 1_000_000)()
    assert refused_code(receive(code, "C-1", 7), Conflict) == "settlement_id_reused"
    assert refused_code(receive(code, "C-2", 1), Conflict) == "clawback_received_already"
    assert paid.ledger_faults() == ()


def test_nobody_decides_what_they_proposed_and_nobody_decides_twice(paid: System) -> None:
    code = proposed(paid)
    assert refused_code(lambda: paid.send(PROPOSER, a_ruling(code)), Forbidden) == "same_person"
    no_day = lambda: paid.send(DECIDER, a_ruling(code, due_on=None))  # noqa: E731
    assert refused_code(no_day, Invalid) == "due_day_missing"
    assert paid.send(LEADER, a_ruling(code, "waive"))["state"] == "waived"
    again = lambda: paid.send(DECIDER, a_ruling(code))  # noqa: E731
    assert refused_code(again, Conflict) == "clawback_decided_already"
    assert paid.told("payout.clawback_requested") == []
    assert paid.ledger_faults() == ()


def test_never_more_is_asked_back_than_was_paid(paid: System) -> None:
    proposed(paid, 2_000_000)
    assert refused_code(lambda: proposed(paid, 1_000_001), Refused) == "clawback_over_paid"
    proposed(paid, 1_000_000)
    assert refused_code(lambda: proposed(paid, 0), Invalid) == "amount_not_positive"


def test_what_is_not_paid_cannot_be_asked_back(due: System) -> None:
    assert refused_code(lambda: proposed(due), Conflict) == "award_not_paid"


def test_a_late_verifier_of_a_disputed_claim_cannot_decide_it(disputed: System) -> None:
    late = VerifyRecruitment(recruitment_code="R-1", verified_on=D("2018-01-01"))
    refused = lambda: disputed.send(DECIDER, late)  # noqa: E731
    assert refused_code(refused, Conflict) == "recruitment_decided_already"
