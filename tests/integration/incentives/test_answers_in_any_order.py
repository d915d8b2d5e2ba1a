"""Any order and repetition of finance's answers, by queue or REST, gives one state or waits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison_contracts.errors import LiaisonError
from liaison_contracts.finance import PayoutFailed, PayoutRecalled, PayoutReturned, PayoutSettled
from liaison_contracts.incentives import (
    RecordFailure,
    RecordRecall,
    RecordReturn,
    RecordSettlement,
    ReverseSettlement,
)
from liaison_contracts.money import Fen, fen_of
from tests.integration.incentives.makers import D
from tests.integration.incentives.system import FINANCE, System

FIRST = D("2019-01-01")
numbers = count(1)
answers = st.lists(
    st.tuples(
        st.sampled_from(["settled", "failed", "returned", "recalled", "reversed"]),
        st.integers(0, 2),
        st.booleans(),
    ),
    min_size=1,
    max_size=6,
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """Give a system whose first grant is paid; each example pays recruits of its own."""
    folder: Path = tmp_path_factory.mktemp("orders")
    system = System(lambda service: f"sqlite:///{folder}/{service}.sqlite")
    system.extend()
    system.station()
    system.end("2019-01-01")
    system.pay_all("2019-01-01")
    yield system
    system.close()


def two_payouts(office: System) -> list[dict[str, Any]]:
    """Return the requests of two equal awards; finance's days are over when this returns."""
    asked_on = FIRST + timedelta(days=7 * next(numbers))
    recruits = [f"R-{next(numbers)}" for _ in range(2)]
    for recruit in recruits:
        office.recruit(recruit, "LZ-001", "2018-06-01")
    office.end(asked_on.isoformat())
    office.order(*(f"talent_recruited.LZ-001.{recruit}" for recruit in recruits))
    office.on((asked_on + timedelta(days=3)).isoformat())
    asked = asked_on.isoformat()
    told = office.told("payout.requested")
    return [each for each in told if (each["requested_on"], each["reminder_no"]) == (asked, 0)]


def say(office: System, payout: dict[str, Any], answer: tuple[str, int, bool]) -> bool:
    """Give one answer of finance, some days after the request; return whether it waits."""
    outcome, days, by_queue = answer
    on, payout_id = D(payout["requested_on"]) + timedelta(days=days), payout["payout_id"]
    number = f"{outcome}-{days}-{payout_id}"
    amount = Fen(fen_of(payout["amount"]))
    more: dict[str, Any] = {"payout_id": payout_id, "settlement_id": number}
    fails = {**more, "reason_code": "as_told"}
    paid = {**more, "settled_on": on, "voucher_no": "V", "amount_fen": amount}
    by = {
        "settled": (PayoutSettled(**paid), RecordSettlement(**paid)),
        "failed": (PayoutFailed(**fails, on=on), RecordFailure(**fails, failed_on=on)),
        "returned": (PayoutReturned(**fails, on=on), RecordReturn(**fails, returned_on=on)),
        "recalled": (PayoutRecalled(**fails, on=on), RecordRecall(**fails, recalled_on=on)),
    }
    if outcome == "reversed":
        command: Any = ReverseSettlement(
            payout_id=payout_id,
            reversal_id=number,
            amount_fen=amount,
            reversed_on=on,
            reason_code="as_told",
        )
    elif by_queue:
        before = len(office.parked())
        office.finance_says(by[outcome][0], on.isoformat())
        return len(office.parked()) > before
    else:
        command = by[outcome][1]
    try:
        office.send(FINANCE, command)
    except LiaisonError:
        return True
    return False


def money_of(office: System, payout: dict[str, Any]) -> tuple[str, str]:
    """Return where the money of a payout is, by its own state and by its award's stage."""
    [found] = [p for p in office.payouts().values() if p.payout_id == payout["payout_id"]]
    award = office.awards()[payout["award_code"]]
    where = {"paid": "at the payee", "requested": "on its way"}
    return where.get(found.state, "with the city"), where.get(award.stage, "with the city")


@settings(max_examples=30, deadline=None)
@given(said=answers, data=st.data())
def test_another_order_ends_alike_or_waits(
    office: System, said: list[tuple[str, int, bool]], data: st.DataObject
) -> None:
    one, other = two_payouts(office)
    order = data.draw(st.permutations(said), label="the other order")
    waits = [say(office, one, answer) for answer in said]
    waits += [say(office, other, answer) for answer in order]
    ends = {money_of(office, payout) for payout in (one, other)}
    assert len(ends) == 1 or any(waits)
    assert all(payout == award for payout, award in ends)
    assert office.ledger_faults() == ()


def test_a_return_before_its_settlement_is_a_return(office: System) -> None:
    one, other = two_payouts(office)
    for by_queue in (True, False):
        for payout in (one, other):
            assert not say(office, payout, ("returned", 2, by_queue))
            assert not say(office, payout, ("settled", 1, by_queue))
            assert money_of(office, payout) == ("with the city", "with the city")
    paid = [told["payout_id"] for told in office.told("award.paid")]
    assert paid.count(one["payout_id"]) == paid.count(other["payout_id"]) == 1
    assert office.ledger_faults() == ()
