"""Take from finance, over REST or queue, what came back, was stopped, or was booked by mistake."""

from __future__ import annotations

from datetime import date

from liaison_contracts.errors import Conflict, Invalid, Reason, Refused
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
from liaison_contracts.money import Fen, yuan_of
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
from liaison_incentives.usecases.payments.payouts import (
    PAID_STATE,
    is_known,
    locked_payout,
    not_paid,
    payout_answer,
)


def record_return(work: Work, body: RecordReturn) -> PayoutAnswer:
    """Record that the bank gave a payment back; again changes nothing.

    Raises:
        Invalid: for a day that has not come.
        NotFound, Conflict: as `payouts.not_paid`.
    """
    work.require_come("returned_on", body.returned_on)
    told = PayoutReturned(
        payout_id=body.payout_id,
        settlement_id=body.settlement_id,
        on=body.returned_on,
        reason_code=body.reason_code,
    )
    return payout_answer(not_paid(work, told))


def record_recall(work: Work, body: RecordRecall) -> PayoutAnswer:
    """Record that a payment was stopped in time; again changes nothing.

    Raises:
        Invalid: for a day that has not come.
        NotFound, Conflict: as `payouts.not_paid`.
    """
    work.require_come("recalled_on", body.recalled_on)
    told = PayoutRecalled(
        payout_id=body.payout_id,
        settlement_id=body.settlement_id,
        on=body.recalled_on,
        reason_code=body.reason_code,
    )
    return payout_answer(not_paid(work, told))


def reverse(work: Work, body: ReverseSettlement) -> PayoutAnswer:
    """Take back a settlement that was recorded by mistake; both entries stay in the ledger.

    Raises:
        Invalid: for a day that has not come.
        NotFound: for a payout that was never requested.
        Conflict: when it is not paid.
        Refused: for another amount than the settled one.
    """
    work.require_come("reversed_on", body.reversed_on)
    payout = locked_payout(work, body.payout_id)
    told = PayoutReturned(
        payout_id=body.payout_id,
        settlement_id=body.reversal_id,
        on=body.reversed_on,
        reason_code=body.reason_code,
    )
    if work.session.get(Settlement, body.reversal_id) is not None:
        return payout_answer(not_paid(work, told))
    if payout.state != PAID_STATE:
        detail = f"Payout {payout.payout_id} is {payout.state}; only a settlement can be reversed."
        raise Conflict("payout_not_settled", detail)
    if body.amount_fen != payout.amount_fen:
        said, was = yuan_of(body.amount_fen), yuan_of(payout.amount_fen)
        _refuse_amount(f"{said} is to be reversed, {was} was settled", was, "3")
    event = PayoutReversed(
        payout_id=payout.payout_id,
        station_code=payout.station_code,
        reversal_id=body.reversal_id,
        amount_fen=Fen(payout.amount_fen),
        reason_code=body.reason_code,
    )
    work.record(event, effective_on=body.reversed_on)
    return payout_answer(not_paid(work, told))


def record_clawback_received(work: Work, body: RecordClawbackReceived) -> ClawbackAnswer:
    """Record that asked-back money came in; the same receipt again changes nothing.

    Raises:
        Invalid: for a day that has not come, or an amount that is not more than zero.
        NotFound, Conflict, Refused: as `receive`.
    """
    work.require_come("received_on", body.received_on)
    told = PayoutClawbackReceived(
        clawback_code=body.clawback_code,
        settlement_id=body.settlement_id,
        amount_fen=body.amount_fen,
        received_on=body.received_on,
        voucher_no=body.voucher_no,
    )
    return answer(receive(work, told))


def receive(work: Work, told: PayoutClawbackReceived) -> Clawback:
    """Book asked-back money once: `clawback.recovered`, the ledger, and what is outstanding.

    Raises:
        NotFound: for a clawback that is unknown.
        Invalid: for an amount that is not more than zero.
        Conflict: when it was never asked for, or everything came in already.
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
        faults = {"amount": ["must be more than zero"]}
        raise Invalid("amount_not_positive", "Nothing came in by that.", faults=faults)
    if found.state == RECEIVED:
        detail = f"All of clawback {found.clawback_code} came in already; nothing was booked."
        raise Conflict("clawback_received_already", detail)
    if found.state != REQUESTED:
        detail = f"Clawback {found.clawback_code} is {found.state}; nothing was booked."
        raise Conflict("clawback_not_asked", detail)
    outstanding = found.amount_fen - found.received_fen
    if told.amount_fen > outstanding:
        said, rest = yuan_of(told.amount_fen), yuan_of(outstanding)
        _refuse_amount(f"{said} came in, {rest} is outstanding", f"up to {rest}", ARTICLE)
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


def _refuse_amount(fact: str, needs: str, article: str) -> None:
    detail = f"{fact}. Nothing was booked; clear it with finance."
    raise Refused("amount_differs", detail, reasons=[Reason(article, fact, needs)])
