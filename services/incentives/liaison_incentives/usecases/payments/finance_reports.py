"""Record finance's reports: returned, recalled and reversed payments, received clawbacks."""

from __future__ import annotations

from datetime import date

from liaison_contracts.errors import Conflict, Invalid, Refused
from liaison_contracts.finance import PayoutClawbackReceived, PayoutRecalled, PayoutReturned
from liaison_contracts.incentives import (
    ClawbackAnswer,
    ClawbackRecovered,
    PayoutAnswer,
    PayoutReversed,
    RecordClawbackReceived,
    RecordRecall,
    RecordReturn,
    ReverseSettlement,
)
from liaison_contracts.money import Fen
from liaison_contracts.reasons import fault, reason
from liaison_incentives.context import Work
from liaison_incentives.tables import Clawback, Settlement
from liaison_incentives.usecases import ledger
from liaison_incentives.usecases.awards.clawbacks import (
    ARTICLE,
    RECEIVED,
    REQUESTED,
    answer,
    locked,
)
from liaison_incentives.usecases.payments.finance_answers import (
    PAID_STATE,
    is_known,
    locked_payout,
    require_day,
    take_unpaid,
)
from liaison_incentives.usecases.payments.payouts import payout_answer


def record_return(work: Work, body: RecordReturn) -> PayoutAnswer:
    """Record that the bank returned a payment; repeating it changes nothing.

    Raises:
        Invalid, NotFound, Conflict: as `finance_answers.take_unpaid`.
    """
    told = PayoutReturned(
        payout_id=body.payout_id,
        settlement_id=body.settlement_id,
        on=body.returned_on,
        reason_code=body.reason_code,
    )
    return payout_answer(take_unpaid(work, told, "returned_on"))


def record_recall(work: Work, body: RecordRecall) -> PayoutAnswer:
    """Record that a payment was stopped in time; repeating it changes nothing.

    Raises:
        Invalid, NotFound, Conflict: as `finance_answers.take_unpaid`.
    """
    told = PayoutRecalled(
        payout_id=body.payout_id,
        settlement_id=body.settlement_id,
        on=body.recalled_on,
        reason_code=body.reason_code,
    )
    return payout_answer(take_unpaid(work, told, "recalled_on"))


def reverse(work: Work, body: ReverseSettlement) -> PayoutAnswer:
    """Reverse a settlement that was recorded by mistake; both entries stay in the ledger.

    Raises:
        Invalid: for a day that has not come, or is before the request.
        NotFound: for a payout that was never requested.
        Conflict: if it is not paid.
        Refused: for an amount other than the settled one.
    """
    payout = locked_payout(work, body.payout_id)
    told = PayoutReturned(
        payout_id=body.payout_id,
        settlement_id=body.reversal_id,
        on=body.reversed_on,
        reason_code=body.reason_code,
    )
    if work.session.get(Settlement, body.reversal_id) is not None:
        return payout_answer(take_unpaid(work, told, "reversed_on"))
    if payout.state != PAID_STATE:
        raise Conflict("payout_not_settled", payout=payout.payout_id)
    if body.amount_fen != payout.amount_fen:
        asked, was = body.amount_fen, payout.amount_fen
        why = reason("reversal_differs", "3", asked=asked, settled=was)
        raise Refused("amount_differs", reasons=[why])
    event = PayoutReversed(
        payout_id=payout.payout_id,
        station_code=payout.station_code,
        reversal_id=body.reversal_id,
        amount_fen=Fen(payout.amount_fen),
        reason_code=body.reason_code,
    )
    work.record(event, effective_on=body.reversed_on)
    return payout_answer(take_unpaid(work, told, "reversed_on"))


def record_clawback_received(work: Work, body: RecordClawbackReceived) -> ClawbackAnswer:
    """Record that clawed-back money was received; repeating the receipt changes nothing.

    Raises:
        Invalid: for a wrong day, or an amount that is not more than zero.
        NotFound, Conflict, Refused: as `receive`.
    """
    told = PayoutClawbackReceived(
        clawback_code=body.clawback_code,
        settlement_id=body.settlement_id,
        amount_fen=body.amount_fen,
        received_on=body.received_on,
        voucher_no=body.voucher_no,
    )
    return answer(receive(work, told))


def receive(work: Work, told: PayoutClawbackReceived) -> Clawback:
    """Book received clawback money once: `clawback.recovered`, the ledger, the outstanding amount.

    Raises:
        NotFound: for an unknown clawback.
        Invalid: for an amount that is not more than zero.
        Conflict: if it was never requested, or everything was received already.
        Refused: for more than is outstanding.
    """
    found = locked(work, told.clawback_code)
    receipt = Settlement(
        settlement_id=told.settlement_id,
        payout_id=found.payout_id or "",
        outcome="clawback_received",
        amount_fen=told.amount_fen,
        on=told.received_on,
        note=f"{told.clawback_code} {told.voucher_no}",
    )
    if is_known(work, receipt):
        return found
    if told.amount_fen <= 0:
        raise Invalid("amount_not_positive", faults={"amount": [fault("positive")]})
    if found.state == RECEIVED:
        raise Conflict("clawback_received_already", clawback=found.clawback_code)
    if found.state != REQUESTED:
        raise Conflict("clawback_not_asked", clawback=found.clawback_code)
    require_day(work, "received_on", told.received_on, found.decided_on or told.received_on)
    outstanding = found.amount_fen - found.received_fen
    if told.amount_fen > outstanding:
        came = told.amount_fen
        why = reason("more_than_outstanding", ARTICLE, came=came, outstanding=outstanding)
        raise Refused("amount_differs", reasons=[why])
    found.received_fen += told.amount_fen
    if found.received_fen == found.amount_fen:
        found.state = RECEIVED
    _book(work, found, told, told.received_on)
    return found


def _book(work: Work, found: Clawback, told: PayoutClawbackReceived, on: date) -> None:
    event = ClawbackRecovered(
        clawback_code=found.clawback_code,
        recovers=found.paid_code,
        station_code=found.station_code,
        payout_id=found.payout_id or "",
        amount_fen=told.amount_fen,
        outstanding_fen=Fen(found.amount_fen - found.received_fen),
        received_on=on,
        voucher_no=told.voucher_no,
    )
    event_id = work.record(event, effective_on=on)
    posting = ("recovered", found.paid_code, told.amount_fen, event_id, found.payout_id)
    ledger.post(work.session, on, [ledger.Posting(*posting)])
