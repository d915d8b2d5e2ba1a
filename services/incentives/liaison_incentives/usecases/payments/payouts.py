"""Record finance's answers: paid, failed, returned, recalled; and reissue after a failure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from liaison_contracts.codes import UnpaidOutcome
from liaison_contracts.errors import Conflict, NotFound, Refused
from liaison_contracts.finance import PayoutFailed, PayoutRecalled, PayoutReturned, PayoutSettled
from liaison_contracts.incentives import (
    AwardPaid,
    AwardReissued,
    AwardReturned,
    PayoutAnswer,
    RecordFailure,
    RecordSettlement,
    ReissuePayout,
)
from liaison_contracts.money import Fen
from liaison_contracts.reasons import reason
from liaison_incentives.context import Work
from liaison_incentives.policy.lines import State
from liaison_incentives.tables import Award, Payout, Settlement
from liaison_incentives.usecases import ledger
from liaison_incentives.usecases.awards.clawbacks import void
from liaison_incentives.usecases.awards.reevaluation import look_at_rivals
from liaison_incentives.usecases.awards.stages import (
    PAID,
    RECALLING,
    REQUESTED,
    RETURNED,
    UNPAID_OUTCOMES,
    moved,
)
from liaison_incentives.usecases.batches.breakup import break_batches

PAID_STATE = "paid"
ON_THE_WAY = ("requested", "recall_requested")
OUTCOMES: Mapping[type, UnpaidOutcome] = {
    PayoutFailed: "failed",
    PayoutReturned: "returned",
    PayoutRecalled: "recalled",
}


# -- commands ------------------------------------------------------------------------------------


def record_settlement(work: Work, body: RecordSettlement) -> PayoutAnswer:
    """Record that finance paid; repeating the settlement changes nothing (Article 3).

    Raises:
        Invalid: for a future date.
        Refused, NotFound, Conflict: as `settle`.
    """
    work.require_come("settled_on", body.settled_on)
    told = PayoutSettled(
        payout_id=body.payout_id,
        settlement_id=body.settlement_id,
        amount_fen=body.amount_fen,
        settled_on=body.settled_on,
        voucher_no=body.voucher_no,
    )
    return payout_answer(settle(work, told))


def record_failure(work: Work, body: RecordFailure) -> PayoutAnswer:
    """Record that finance could not pay; the award can then be paid again (Article 3).

    Raises:
        Invalid: for a future date.
        NotFound, Conflict: as `not_paid`.
    """
    work.require_come("failed_on", body.failed_on)
    told = PayoutFailed(
        payout_id=body.payout_id,
        settlement_id=body.settlement_id,
        on=body.failed_on,
        reason_code=body.reason_code,
    )
    return payout_answer(not_paid(work, told))


def reissue(work: Work, body: ReissuePayout) -> PayoutAnswer:
    """Reissue the payout of an award, under the next number, after a recorded failure (Article 3).

    Raises:
        NotFound: for an unknown payout.
        Refused: while no failure, return or recall of it is recorded, or it was reissued already.
    """
    payout = locked_payout(work, body.payout_id)
    award = _award_of(work, payout)
    if award.stage != RETURNED or payout.state not in UNPAID_OUTCOMES:
        why = reason("payout_not_failed", "3", payout=payout.payout_id)
        raise Refused("no_failure_recorded", reasons=[why])
    award.stage = moved(award.award_code, award.stage, "reissue")
    award.reissue_no, award.batch_code = award.reissue_no + 1, None
    event = AwardReissued(
        award_code=award.award_code,
        station_code=award.station_code,
        payout_id=payout.payout_id,
        reissue_no=award.reissue_no,
        on=work.today,
    )
    work.record(event)
    return payout_answer(payout)


# -- answers of finance, on any channel ----------------------------------------------------------


def settle(work: Work, told: PayoutSettled) -> Payout:
    """Book a payment once: `award.paid`, the ledger, and the state (Articles 3, 13 and 14).

    Raises:
        NotFound: for a payout that was never requested.
        Refused: for an amount other than the requested one.
        Conflict: if it was paid under another settlement, or its award has been requested again.
    """
    payout = locked_payout(work, told.payout_id)
    answer = Settlement(
        settlement_id=told.settlement_id,
        payout_id=told.payout_id,
        outcome="settled",
        amount_fen=told.amount_fen,
        on=told.settled_on,
        note=told.voucher_no,
    )
    if is_known(work, answer):
        return payout
    _require_amount(payout, told)
    award = _award_of(work, payout)
    _require_unpaid(payout, award)
    if award.batch_code is not None and award.batch_code != payout.batch_code:
        break_batches(work, {award.batch_code: "settled_late"})
    event = AwardPaid(
        award_code=award.award_code,
        payout_id=payout.payout_id,
        station_code=award.station_code,
        amount_fen=Fen(payout.amount_fen),
        settled_on=told.settled_on,
        voucher_no=told.voucher_no,
    )
    event_id = work.record(event, effective_on=told.settled_on)
    _book_settled(work, payout, award, told.settled_on, event_id)
    return payout


def not_paid(work: Work, told: PayoutFailed | PayoutReturned | PayoutRecalled) -> Payout:
    """Book that a payout failed, was returned by the bank, or was recalled in time.

    Raises:
        NotFound: for a payout that was never requested.
        Conflict: if it was paid and only a return can undo that.
    """
    payout, outcome = locked_payout(work, told.payout_id), OUTCOMES[type(told)]
    answer = Settlement(
        settlement_id=told.settlement_id,
        payout_id=told.payout_id,
        outcome=outcome,
        amount_fen=payout.amount_fen,
        on=told.on,
        note=told.reason_code,
    )
    if is_known(work, answer) or payout.state in UNPAID_OUTCOMES:
        return payout
    award = _award_of(work, payout)
    award.stage = moved(award.award_code, award.stage, outcome)
    kind = "returned" if payout.state == PAID_STATE else "unpaid"
    if payout.state == PAID_STATE:
        void(work, award.award_code, told.on)
    payout.state, award.paid_on = outcome, None
    if award.state not in (State.HELD, State.REFUSED, State.CANCELLED):
        award.state = State.PAYABLE.value
    look_at_rivals(work.session, award.station_code, told.on)
    event = AwardReturned(
        award_code=award.award_code,
        payout_id=payout.payout_id,
        station_code=award.station_code,
        amount_fen=Fen(payout.amount_fen),
        outcome=outcome,
        reason_code=told.reason_code,
        on=told.on,
    )
    event_id = work.record(event, effective_on=told.on)
    ledger.post(work.session, told.on, [_posting(kind, payout, event_id)])
    return payout


def _book_settled(work: Work, payout: Payout, award: Award, on: date, event_id: str) -> None:
    owed_fen, is_on_the_way = award.owed_fen(), payout.state in ON_THE_WAY
    kinds = ["settled"] if is_on_the_way else ["requested", "settled"]
    postings = [_posting(kind, payout, event_id) for kind in kinds]
    is_as_decided = (award.state, award.amount_fen) == (State.PAYABLE, payout.amount_fen)
    award.stage = moved(award.award_code, award.stage, "settled")
    award.state, award.paid_on = State.PAID.value, on
    award.amount_fen, award.batch_code = payout.amount_fen, payout.batch_code
    payout.state = PAID_STATE
    owed = (award.award_code, owed_fen, award.owed_fen())
    postings.extend(ledger.owed_change(*owed, event_id))
    ledger.post(work.session, on, postings)
    if not is_as_decided:
        look_at_rivals(work.session, award.station_code, on)


def _posting(kind: str, payout: Payout, event_id: str) -> ledger.Posting:
    code, payout_id = payout.award_code, payout.payout_id
    return ledger.Posting(kind, code, payout.amount_fen, event_id, payout_id)


# -- checks --------------------------------------------------------------------------------------


def _require_amount(payout: Payout, told: PayoutSettled) -> None:
    if told.amount_fen == payout.amount_fen:
        return
    why = reason("amount_differs", "3", settled=told.amount_fen, requested=payout.amount_fen)
    raise Refused("amount_differs", reasons=[why])


def _require_unpaid(payout: Payout, award: Award) -> None:
    if payout.state == PAID_STATE:
        raise Conflict("payout_settled_already", payout=payout.payout_id)
    is_latest = payout.reissue_no == award.reissue_no
    if not is_latest and award.stage in (REQUESTED, RECALLING, PAID):
        raise Conflict("award_on_its_way_again", award_code=award.award_code)


def is_known(work: Work, answer: Settlement) -> bool:
    """Return whether finance sent exactly this before; otherwise record it.

    Raises:
        Conflict: if its number was used for something else.
    """
    known = work.session.get(Settlement, answer.settlement_id)
    if known is None:
        work.session.add(answer)
        return False
    names = ("payout_id", "outcome", "amount_fen", "on", "note")
    if any(getattr(known, name) != getattr(answer, name) for name in names):
        raise Conflict("settlement_id_reused", settlement=answer.settlement_id)
    return True


def locked_payout(work: Work, payout_id: str) -> Payout:
    """Return a payout, locked; raise NotFound if it was never requested."""
    found = work.session.get(Payout, payout_id, with_for_update=True)
    if found is None:
        raise NotFound("payout_unknown")
    return found


def _award_of(work: Work, payout: Payout) -> Award:
    found = work.session.get(Award, payout.award_code, with_for_update=True)
    assert found is not None, "a payout is made of an award"
    return found


def payout_answer(payout: Payout) -> PayoutAnswer:
    """Return the state of a payout as the answer to a command."""
    return PayoutAnswer(
        payout_id=payout.payout_id,
        award_code=payout.award_code,
        reissue_no=payout.reissue_no,
        state=payout.state,
    )
