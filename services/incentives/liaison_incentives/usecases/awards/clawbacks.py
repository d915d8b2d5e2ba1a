"""Manage clawbacks: proposed by the rules or a person, decided by another, received in parts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from liaison_contracts.codes import ClawbackOutcome
from liaison_contracts.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from liaison_contracts.incentives import (
    ClawbackAnswer,
    ClawbackDecided,
    ClawbackProposed,
    DecideClawback,
    PayoutClawbackRequested,
    ProposeClawback,
)
from liaison_contracts.money import Fen
from liaison_contracts.reasons import fault, reason
from liaison_incentives.context import Work
from liaison_incentives.tables import Award, Clawback, Payout, Station
from liaison_incentives.usecases import ledger
from liaison_incentives.usecases.awards.stages import PAID
from liaison_incentives.usecases.batches.release import payout_id_of
from liaison_incentives.usecases.payments.payee_accounts import payee_ref_of
from liaison_incentives.usecases.rights import require_outsider
from liaison_kit.store.ids import name_id

PROPOSED, WAIVED, REQUESTED, RECEIVED, VOID = (
    "proposed",
    "waived",
    "requested",
    "received",
    "void",
)
ASKING = (PROPOSED, REQUESTED, RECEIVED)
ARTICLE = "12(4)"


# -- proposed ------------------------------------------------------------------------------------


def propose(work: Work, body: ProposeClawback) -> ClawbackAnswer:
    """Propose a clawback of all or part of what was paid on an award.

    Raises:
        NotFound: for an unknown award.
        Conflict: if nothing was paid on it.
        Invalid: for an amount that is not more than zero.
        Refused: for more than was paid and is not clawed back yet.
    """
    award = work.session.get(Award, body.award_code, with_for_update=True)
    if award is None:
        raise NotFound("award_unknown")
    if award.stage != PAID or award.recovers:
        raise Conflict("award_not_paid", award_code=award.award_code)
    if body.amount_fen <= 0:
        raise Invalid("amount_not_positive", faults={"amount": [fault("positive")]})
    left = left_of(work, award.award_code, award.amount_fen)
    if body.amount_fen > left:
        why = reason("clawback_over_paid", ARTICLE, award_code=award.award_code, left=left)
        raise Refused("clawback_over_paid", reasons=[why])
    seed = (award.award_code, work.actor, work.cause)
    code = f"CB-{name_id('clawback', *seed)}"
    found = _add(work, code, award, award.award_code, body.amount_fen, body.cause, work.today, True)
    found.document_no = body.document_no
    return answer(found)


def propose_by_rule(work: Work, award: Award, amount_fen: int, cause: str, on: date) -> None:
    """Record what the rules claw back of a paid line, minus what people clawed back already."""
    paid_code = award.recovers or award.award_code
    paid = work.session.get(Award, paid_code)
    paid_fen = paid.amount_fen if paid else amount_fen
    amount_fen = min(amount_fen, left_of(work, paid_code, paid_fen))
    if amount_fen > 0:
        code = f"CB-{name_id('clawback', award.award_code)}"
        _add(work, code, award, paid_code, amount_fen, cause, on)


def left_of(work: Work, paid_code: str, paid_fen: int) -> int:
    """Return how much of a paid award is not clawed back yet, in fen."""
    return paid_fen - sum(each.amount_fen for each in _of(work, paid_code, ASKING))


def _add(
    work: Work,
    code: str,
    award: Award,
    paid_code: str,
    amount_fen: int,
    cause: str,
    on: date,
    is_by_person: bool = False,
) -> Clawback:
    found = Clawback(
        clawback_code=code,
        award_code=award.award_code,
        paid_code=paid_code,
        station_code=award.station_code,
        amount_fen=amount_fen,
        received_fen=0,
        cause=cause,
        state=PROPOSED,
        proposed_by=work.actor,
        proposed_on=on,
    )
    work.session.add(found)
    event = ClawbackProposed(
        clawback_code=code,
        award_code=award.award_code,
        station_code=award.station_code,
        amount_fen=Fen(amount_fen),
        cause=cause,
        by_rule=not is_by_person,
    )
    work.record(event, effective_on=on)
    return found


# -- decided -------------------------------------------------------------------------------------


def decide(work: Work, body: DecideClawback) -> ClawbackAnswer:
    """Decide a clawback as a person other than the proposer; finance is asked to recover the money.

    Raises:
        NotFound: for an unknown clawback.
        Conflict: if it has been decided already, or the award is not paid any more.
        Forbidden: for the person who proposed it, or people of the station.
        Invalid: for a missing due day, or one that has passed.
    """
    found = locked(work, body.clawback_code)
    if found.state != PROPOSED:
        raise Conflict("clawback_decided_already", clawback=found.clawback_code, state=found.state)
    if found.proposed_by == work.actor:
        raise Forbidden("same_person", about=found.clawback_code)
    station = work.session.get(Station, found.station_code)
    require_outsider(work.caller, [station] if station else [])
    found.decided_by, found.decided_on = work.actor, work.today
    found.document_no = body.document_no
    if body.decision == "waive":
        found.state = WAIVED
        _tell_decided(work, found, "waive")
        return answer(found)
    if body.due_on is None or body.due_on < work.today:
        raise Invalid("due_day_missing", faults={"due_on": [fault("not_before", day=work.today)]})
    found.state, found.due_on = REQUESTED, body.due_on
    event_id = _tell_decided(work, found, "recover")
    ledger.post(work.session, work.today, [_posting("recoverable", found, event_id)])
    event = PayoutClawbackRequested(
        clawback_code=found.clawback_code,
        station_code=found.station_code,
        payout_id=found.payout_id or "",
        payee_ref=payee_ref_of(found.station_code),
        amount_fen=Fen(found.amount_fen),
        due_on=body.due_on,
        document_no=body.document_no,
    )
    work.record(event)
    return answer(found)


def void(work: Work, paid_code: str, on: date) -> None:
    """Void the clawbacks of a payment that was returned in full.

    Raises:
        Conflict: if part of it was received as a clawback before; people have to resolve that.
    """
    for found in _of(work, paid_code, ASKING):
        if found.received_fen:
            raise Conflict("clawback_received_already", clawback=found.clawback_code)
        was_requested = found.state == REQUESTED
        found.state, found.decided_on = VOID, found.decided_on or on
        event_id = _tell_decided(work, found, "void", on)
        if was_requested:
            ledger.post(work.session, on, [_posting("voided", found, event_id)])


def _tell_decided(
    work: Work, found: Clawback, decision: ClawbackOutcome, on: date | None = None
) -> str:
    found.payout_id = found.payout_id or _payout_of(work, found.paid_code)
    event = ClawbackDecided(
        clawback_code=found.clawback_code,
        award_code=found.award_code,
        recovers=found.paid_code,
        station_code=found.station_code,
        payout_id=found.payout_id,
        amount_fen=Fen(found.amount_fen),
        decision=decision,
        decided_on=on or work.today,
        document_no=found.document_no or found.cause,
    )
    return work.record(event, effective_on=on)


def _payout_of(work: Work, paid_code: str) -> str:
    """Return the payout that paid an award; awards paid before this instance have an id too."""
    paid = select(Payout.payout_id).where(Payout.award_code == paid_code, Payout.state == PAID)
    found = work.session.scalars(paid).first()
    award = work.session.get(Award, paid_code)
    return found or payout_id_of(paid_code, award.reissue_no if award else 0)


def _posting(kind: str, found: Clawback, event_id: str) -> ledger.Posting:
    code, payout_id = found.paid_code, found.payout_id
    return ledger.Posting(kind, code, found.amount_fen, event_id, payout_id)


# -- shared --------------------------------------------------------------------------------------


def locked(work: Work, clawback_code: str) -> Clawback:
    """Return a clawback, locked.

    Raises:
        NotFound: for an unknown one.
    """
    found = work.session.get(Clawback, clawback_code, with_for_update=True)
    if found is None:
        raise NotFound("clawback_unknown")
    return found


def _of(work: Work, paid_code: str, states: Sequence[str]) -> Sequence[Clawback]:
    query = select(Clawback).where(Clawback.paid_code == paid_code, Clawback.state.in_(states))
    return work.session.scalars(query.order_by(Clawback.clawback_code).with_for_update()).all()


def answer(found: Clawback) -> ClawbackAnswer:
    """Return the state of a clawback as the answer to a command."""
    return ClawbackAnswer(
        clawback_code=found.clawback_code,
        award_code=found.award_code,
        amount_fen=Fen(found.amount_fen),
        received_fen=Fen(found.received_fen),
        state=found.state,
        due_on=found.due_on,
    )
