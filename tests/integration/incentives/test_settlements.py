"""Finance may answer twice, late, wrongly or in any order: each award is paid once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liaison_contracts.assessment import FindingConfirmed, FindingDismissed, FindingOpened
from liaison_contracts.errors import Conflict, Invalid, NotFound, Refused
from liaison_contracts.finance import PayoutFailed, PayoutRecalled, PayoutReturned
from liaison_contracts.incentives import RecordFailure, ReissuePayout
from liaison_kit.claims import hash_of
from liaison_kit.store.ids import name_id
from tests.integration.incentives.makers import D, a_settled
from tests.integration.incentives.system import FINANCE, SEALER, System

GRANT = "base_grant.LZ-001.2018"
NOBODYS = "00000000-0000-0000-0000-000000000000"


@pytest.fixture
def ordered(system: System) -> System:
    """Give a system with one requested payout."""
    system.station()
    system.end("2018-01-01")
    system.order()
    return system


def the_payout(system: System) -> dict[str, Any]:
    return system.told("payout.requested")[-1]


def refused_code(act: Callable[[], Any], kind: type[Any]) -> str:
    with pytest.raises(kind) as refused:
        act()
    return str(refused.value.code)


def a_failure(payout: dict[str, Any], **changes: Any) -> RecordFailure:
    good: dict[str, Any] = {
        "payout_id": payout["payout_id"],
        "settlement_id": f"F-{payout['payout_id']}",
        "failed_on": D("2018-01-01"),
        "reason_code": "account_closed",
    }
    return RecordFailure(**{**good, **changes})


def an_end(kind: type[Any], payout: dict[str, Any], on: str) -> Any:
    return kind(
        payout_id=payout["payout_id"],
        settlement_id=f"{kind.__name__}-{payout['payout_id']}",
        on=D(on),
        reason_code="as_told",
    )


def test_the_same_settlement_twice_pays_once(ordered: System) -> None:
    payout = the_payout(ordered)
    for _ in range(2):
        assert ordered.settle(payout, "2018-01-01")["state"] == "paid"
    assert ordered.finance_says(a_settled(payout, "2018-01-01"), "2018-01-01")
    assert len(ordered.told("award.paid")) == 1
    assert (ordered.parked(), ordered.ledger_faults()) == ([], ())


def test_a_settlement_of_another_amount_books_nothing(ordered: System) -> None:
    payout = the_payout(ordered)
    act = lambda: ordered.settle(payout, "2018-01-01", amount_fen=2_999_999)  # noqa: E731
    assert refused_code(act, Refused) == "amount_differs"
    ordered.finance_says(a_settled(payout, "2018-01-01", amount_fen=3_000_001), "2018-01-01")
    assert len(ordered.parked()) == 1
    assert ordered.told("award.paid") == []


def test_a_settlement_of_an_unknown_payout_is_refused(ordered: System) -> None:
    payout = {**the_payout(ordered), "payout_id": NOBODYS}
    assert refused_code(lambda: ordered.settle(payout, "2018-01-01"), NotFound) == "payout_unknown"


def test_a_second_settlement_under_another_number_goes_to_people(ordered: System) -> None:
    payout = the_payout(ordered)
    ordered.settle(payout, "2018-01-01")
    act = lambda: ordered.settle(payout, "2018-01-01", settlement_id="S-other")  # noqa: E731
    assert refused_code(act, Conflict) == "payout_settled_already"
    act = lambda: ordered.settle(payout, "2018-01-01", voucher_no="V-other")  # noqa: E731
    assert refused_code(act, Conflict) == "settlement_id_reused"


def test_a_settlement_dated_ahead_is_refused(ordered: System) -> None:
    act = lambda: ordered.settle(the_payout(ordered), "2018-01-02")  # noqa: E731
    assert refused_code(act, Invalid) == "day_not_reached"


def test_an_award_is_reissued_only_after_a_recorded_failure(ordered: System) -> None:
    payout = the_payout(ordered)
    reissue = ReissuePayout(payout_id=payout["payout_id"])
    act = lambda: ordered.send(SEALER, reissue)  # noqa: E731
    assert refused_code(act, Refused) == "no_failure_recorded"
    for _ in range(2):
        assert ordered.send(FINANCE, a_failure(payout))["state"] == "failed"
    [told] = ordered.told("award.returned")
    assert (told["outcome"], told["reason_code"]) == ("failed", "account_closed")
    ordered.send(SEALER, reissue)
    assert refused_code(act, Refused) == "no_failure_recorded"
    ordered.end("2018-01-02")
    ordered.order()
    again = the_payout(ordered)
    assert (again["reissue_no"], again["payout_id"]) == (1, name_id(GRANT, "1"))
    ordered.settle(again, "2018-01-02")
    assert (len(ordered.told("award.paid")), ordered.ledger_faults()) == (1, ())


def test_a_paid_payout_cannot_fail_but_can_be_returned(ordered: System) -> None:
    payout = the_payout(ordered)
    ordered.settle(payout, "2018-01-01")
    act = lambda: ordered.send(FINANCE, a_failure(payout))  # noqa: E731
    assert refused_code(act, Conflict) == "answers_contradict"
    ordered.on("2018-01-02")
    ordered.finance_says(an_end(PayoutReturned, payout, "2018-01-02"), "2018-01-02")
    award = ordered.awards()[GRANT]
    assert (award.state, award.stage, award.paid_on) == ("payable", "returned", None)
    ordered.end("2018-01-02")
    assert ordered.ledger_faults() == ()
    ordered.send(SEALER, ReissuePayout(payout_id=payout["payout_id"]))
    ordered.pay_all("2018-01-02")
    assert len(ordered.told("award.paid")) == 2
    assert ordered.ledger_faults() == ()


def test_a_settlement_told_again_after_the_return_pays_nothing_again(ordered: System) -> None:
    payout = the_payout(ordered)
    ordered.settle(payout, "2018-01-01")
    ordered.on("2018-01-02")
    ordered.finance_says(an_end(PayoutReturned, payout, "2018-01-02"), "2018-01-02")
    assert ordered.settle(payout, "2018-01-01")["state"] == "returned"
    assert ordered.finance_says(a_settled(payout, "2018-01-01"), "2018-01-02")
    assert ordered.awards()[GRANT].stage == "returned"
    assert ordered.ledger_faults() == ()


def test_finance_may_correct_a_failure_while_nothing_else_is_on_its_way(ordered: System) -> None:
    payout = the_payout(ordered)
    ordered.send(FINANCE, a_failure(payout))
    ordered.send(SEALER, ReissuePayout(payout_id=payout["payout_id"]))
    ordered.seal()
    ordered.on("2018-01-02")
    ordered.settle(payout, "2018-01-02")
    assert [told["cause"] for told in ordered.told("batch.broken")] == ["settled_late"]
    assert ordered.awards()[GRANT].state == "paid"
    assert ordered.ledger_faults() == ()


def test_a_late_settlement_of_a_reissued_award_goes_to_people(ordered: System) -> None:
    payout = the_payout(ordered)
    ordered.send(FINANCE, a_failure(payout))
    ordered.send(SEALER, ReissuePayout(payout_id=payout["payout_id"]))
    ordered.order()
    ordered.on("2018-01-02")
    act = lambda: ordered.settle(payout, "2018-01-02")  # noqa: E731
    assert refused_code(act, Conflict) == "award_on_its_way_again"


# -- recalls -------------------------------------------------------------------------------------


def suspect(system: System, on: str) -> None:
    told = FindingOpened(finding_code="F-1", station_code="LZ-001", found_on=D(on))
    system.tell("assessment", on, told)
    system.end(on)


def test_a_hold_after_the_request_asks_finance_not_to_pay(ordered: System) -> None:
    suspect(ordered, "2018-01-05")
    [recall] = ordered.told("payout.recall_requested")
    assert (recall["payout_id"], recall["reason_code"]) == (
        the_payout(ordered)["payout_id"],
        "falsification",
    )
    ordered.end("2018-01-06")
    assert len(ordered.told("payout.recall_requested")) == 1


def test_a_recalled_award_is_paid_once_the_suspicion_is_gone(ordered: System) -> None:
    payout = the_payout(ordered)
    suspect(ordered, "2018-01-05")
    ordered.on("2018-01-06")
    ordered.finance_says(an_end(PayoutRecalled, payout, "2018-01-06"), "2018-01-06")
    assert ordered.awards()[GRANT].stage == "returned"
    gone = FindingDismissed(
        finding_code="F-1", station_code="LZ-001", dismissed_on=D("2018-02-01"), document_no="d"
    )
    ordered.tell("assessment", "2018-02-01", gone)
    ordered.end("2018-02-01")
    ordered.send(SEALER, ReissuePayout(payout_id=payout["payout_id"]))
    ordered.pay_all("2018-02-01")
    assert ordered.awards()[GRANT].state == "paid"
    assert ordered.ledger_faults() == ()


def test_what_was_paid_all_the_same_becomes_a_proposed_clawback(ordered: System) -> None:
    suspect(ordered, "2018-01-05")
    ordered.settle(the_payout(ordered), "2018-01-05")
    confirmed = FindingConfirmed(
        finding_code="F-1", station_code="LZ-001", confirmed_on=D("2018-02-01"), document_no="d"
    )
    ordered.tell("assessment", "2018-02-01", confirmed)
    ordered.end("2018-02-01")
    [proposed] = ordered.told("clawback.proposed")
    assert (proposed["award_code"], proposed["amount"]) == (GRANT, "30000.00")
    assert ordered.awards()[GRANT].state == "clawback_proposed"
    assert ordered.ledger_faults() == ()


def test_a_failure_told_by_queue_counts(ordered: System) -> None:
    payout = the_payout(ordered)
    ordered.finance_says(an_end(PayoutFailed, payout, "2018-01-01"), "2018-01-01")
    assert ordered.payouts()[f"{GRANT}/0"].state == "failed"


# -- the day's total -----------------------------------------------------------------------------


def test_each_day_has_a_control_total(ordered: System) -> None:
    ordered.end("2018-01-02")
    before, total = ordered.told("payout.day_closed")
    assert (before["count"], before["first_sequence"], before["last_sequence"]) == (0, 0, 0)
    assert (total["count"], total["total"]) == (1, "30000.00")
    assert total["by_day"] == [
        {"on": "2018-01-01", "count": 1, "total": "30000.00", "currency": "CNY"}
    ]
    assert (total["first_sequence"], total["last_sequence"], total["payout_sequence"]) == (1, 2, 3)
    assert total["sha256"] == hash_of([before, *ordered.told("payout.requested")])
    for day in ("2018-01-03", "2018-01-04"):
        ordered.end(day)
    assert [told["count"] for told in ordered.told("payout.day_closed")] == [0, 1, 0, 0]
    suspect(ordered, "2018-01-05")
    ordered.end("2018-01-06")
    *_, fifth, sixth = ordered.told("payout.day_closed")
    assert (sixth["count"], sixth["by_day"]) == (0, [])
    assert sixth["first_sequence"] == fifth["last_sequence"] + 1


# -- any order -----------------------------------------------------------------------------------

folders = count()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """Give one system for many examples: each makes a recruit of its own."""
    folder: Path = tmp_path_factory.mktemp("property")
    system = System(lambda service: f"sqlite:///{folder}/{service}.sqlite")
    system.extend()
    system.station()
    system.end("2018-01-01")
    system.pay_all("2018-01-01")
    yield system
    system.close()


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    recruits=st.integers(1, 3),
    ways=st.lists(st.tuples(st.integers(0, 2), st.booleans()), min_size=1, max_size=12),
)
def test_equal_settlements_in_any_number_and_order_pay_once(
    shared: System, recruits: int, ways: list[tuple[int, bool]]
) -> None:
    known, paid_before = len(shared.told("payout.requested")), len(shared.told("award.paid"))
    for _ in range(recruits):
        shared.recruit(f"R-{next(folders)}", "LZ-001", "2018-01-01")
    day = D("2018-01-01").toordinal() + next(folders) + 1
    today = D("2018-01-01").fromordinal(day).isoformat()
    shared.end(today)
    shared.order()
    payouts = shared.told("payout.requested")[known:]
    settled = set()
    for index, by_queue in ways:
        payout = payouts[index % len(payouts)]
        settled.add(payout["payout_id"])
        if by_queue:
            shared.finance_says(a_settled(payout, today), today)
        else:
            shared.settle(payout, today)
    new = shared.told("award.paid")[paid_before:]
    assert {told["payout_id"] for told in new} == settled
    assert len(new) == len(settled)
    assert (shared.parked(), shared.ledger_faults()) == ([], ())
    for payout in payouts:
        shared.settle(payout, today)
