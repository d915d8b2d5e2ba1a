"""Book finance's answers about a payout once each, whatever order they arrive in (Article 3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select

from liaison_contracts.codes import UnpaidOutcome
from liaison_contracts.errors import Conflict, Invalid, NotFound, Refused
from liaison_contracts.finance import PayoutFailed, PayoutRecalled, PayoutReturned, PayoutSettled
from liaison_contracts.incentives import AwardPaid, AwardReturned
from liaison_contracts.money import Fen
from liaison_contracts.reasons import fault, reason
from liaison_incentives.context import Work
from liaison_incentives.policy.finance.finance_answers import Answer, Meaning, meaning_of
from liaison_incentives.policy.lines import State
from liaison_incentives.tables import Award, Payout, Settlement
from liaison_incentives.usecases import ledger
from liaison_incentives.usecases.awards.clawbacks import void
from liaison_incentives.usecases.awards.reevaluation import look_at_rivals
from liaison_incentives.usecases.awards.stages import PAID, RECALLING, REQUESTED, RETURNED, moved
from liaison_incentives.usecases.batches.breakup import break_batches

PAID_STATE = "paid"
ON_THE_WAY = ("requested", "recall_requested")
OUTCOMES: Mapping[type, UnpaidOutcome] = {
    PayoutFailed: "failed",
    PayoutReturned: "returned",
    PayoutRecalled: "recalled",
}

SHOWN = {"settled": PAID_STATE}
"""The state of a payout that an answer leads to, where the words differ."""

Unpaid = PayoutFailed | PayoutReturned | PayoutRecalled


def settle(work: Work, told: PayoutSettled) -> Payout:
    """Book a payment once: `award.paid`, the ledger, and the state (Articles 3, 13 and 14).

    If its return arrived first, both are booked, and the award stays returned.

    Raises:
        NotFound: for a payout that was never requested.
        Invalid: for a day that has not come, or is before the request.
        Refused: for an amount other than the requested one.
        Conflict: if it was paid under another settlement, if its award has been requested again,
            or if it contradicts what finance said before.
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
    require_day(work, "settled_on", told.settled_on, payout.requested_on)
    _require_amount(payout, told)
    meaning = _meaning(work, payout, answer)
    award = award_of(work, payout)
    _require_unpaid(payout, award, meaning)
    if award.batch_code is not None and award.batch_code != payout.batch_code:
        break_batches(work, {award.batch_code: "settled_late"})
    _book_settled(work, payout, award, told.settled_on, told.voucher_no)
    if meaning is Meaning.PAID_AND_RETURNED:
        back = next(found for found in _earlier(work, answer) if found.outcome == "returned")
        _book_unpaid(work, payout, award, "returned", back.on, back.note)
    return payout


def not_paid(work: Work, told: Unpaid) -> Payout:
    """Book that a payout failed, was returned by the bank, or was recalled in time.

    Raises:
        NotFound: for a payout that was never requested.
        Invalid: for a day that has not come, or is before the request.
        Conflict: if it contradicts what finance said before.
    """
    return take_unpaid(work, told, "on")


def take_unpaid(work: Work, told: Unpaid, field: str) -> Payout:
    """Do the same; `field` is the name of the day in what the caller sent."""
    payout, outcome = locked_payout(work, told.payout_id), OUTCOMES[type(told)]
    answer = Settlement(
        settlement_id=told.settlement_id,
        payout_id=told.payout_id,
        outcome=outcome,
        amount_fen=payout.amount_fen,
        on=told.on,
        note=told.reason_code,
    )
    if is_known(work, answer):
        return payout
    require_day(work, field, told.on, payout.requested_on)
    if _meaning(work, payout, answer) is Meaning.BOOKED:
        award = award_of(work, payout)
        _book_unpaid(work, payout, award, outcome, told.on, told.reason_code)
    return payout


# -- booking -------------------------------------------------------------------------------------


def _book_settled(work: Work, payout: Payout, award: Award, on: date, voucher_no: str) -> None:
    event = AwardPaid(
        award_code=award.award_code,
        payout_id=payout.payout_id,
        station_code=award.station_code,
        amount_fen=Fen(payout.amount_fen),
        settled_on=on,
        voucher_no=voucher_no,
    )
    event_id = work.record(event, effective_on=on)
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


def _book_unpaid(
    work: Work, payout: Payout, award: Award, outcome: UnpaidOutcome, on: date, reason_code: str
) -> None:
    award.stage = moved(award.award_code, award.stage, outcome)
    kind = "returned" if payout.state == PAID_STATE else "unpaid"
    if payout.state == PAID_STATE:
        void(work, award.award_code, on)
    payout.state, award.paid_on = outcome, None
    if award.state not in (State.HELD, State.REFUSED, State.CANCELLED):
        award.state = State.PAYABLE.value
    look_at_rivals(work.session, award.station_code, on)
    event = AwardReturned(
        award_code=award.award_code,
        payout_id=payout.payout_id,
        station_code=award.station_code,
        amount_fen=Fen(payout.amount_fen),
        outcome=outcome,
        reason_code=reason_code,
        on=on,
    )
    event_id = work.record(event, effective_on=on)
    ledger.post(work.session, on, [_posting(kind, payout, event_id)])


def _posting(kind: str, payout: Payout, event_id: str) -> ledger.Posting:
    code, payout_id = payout.award_code, payout.payout_id
    return ledger.Posting(kind, code, payout.amount_fen, event_id, payout_id)


# -- checks --------------------------------------------------------------------------------------


def _meaning(work: Work, payout: Payout, answer: Settlement) -> Meaning:
    """Return what an answer means beside the earlier ones.

    Raises:
        Conflict: if it contradicts them, or settles the payout a second time.
    """
    earlier = [Answer(found.outcome, found.on) for found in _earlier(work, answer)]
    meaning = meaning_of(earlier, Answer(answer.outcome, answer.on))
    if meaning is Meaning.SETTLED_ALREADY:
        raise Conflict("payout_settled_already", payout=payout.payout_id)
    if meaning is Meaning.CONTRADICTED:
        last = earlier[-1]
        raise Conflict(
            "answers_contradict",
            payout=payout.payout_id,
            outcome=SHOWN.get(answer.outcome, answer.outcome),
            on=answer.on,
            said=SHOWN.get(last.outcome, last.outcome),
            said_on=last.on,
        )
    return meaning


def _earlier(work: Work, answer: Settlement) -> list[Settlement]:
    outcomes = ("settled", *OUTCOMES.values())
    query = select(Settlement).where(
        Settlement.payout_id == answer.payout_id,
        Settlement.settlement_id != answer.settlement_id,
        Settlement.outcome.in_(outcomes),
    )
    return list(work.session.scalars(query.order_by(Settlement.on, Settlement.settlement_id)))


def require_day(work: Work, field: str, on: date, since: date) -> None:
    """Refuse an answer of finance dated in the future, or before what it answers was asked.

    Raises:
        Invalid: naming the field and both days.
    """
    work.require_come(field, on)
    if on < since:
        faults = {field: [fault("not_before", day=since)]}
        raise Invalid("day_before_request", faults=faults, field=field, on=on, since=since)


def _require_amount(payout: Payout, told: PayoutSettled) -> None:
    if told.amount_fen == payout.amount_fen:
        return
    why = reason("amount_differs", "3", settled=told.amount_fen, requested=payout.amount_fen)
    raise Refused("amount_differs", reasons=[why])


def _require_unpaid(payout: Payout, award: Award, meaning: Meaning) -> None:
    is_latest = payout.reissue_no == award.reissue_no
    if is_latest:
        return
    # money that came back already changes nothing for an award that was paid again since
    returned_before = meaning is Meaning.PAID_AND_RETURNED and award.stage != RETURNED
    if returned_before or award.stage in (REQUESTED, RECALLING, PAID):
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


def award_of(work: Work, payout: Payout) -> Award:
    """Return the award of a payout, locked."""
    found = work.session.get(Award, payout.award_code, with_for_update=True)
    assert found is not None, "a payout is made of an award"
    return found
