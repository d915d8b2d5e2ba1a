"""Open and close review rounds, and declare urgent needs outside them (Article 7)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from liaison_contracts.errors import Conflict, NotFound
from liaison_contracts.reasons import reason
from liaison_contracts.registry import (
    ApplicationAnswer,
    CloseReviewRound,
    DeclareUrgentNeed,
    OpenReviewRound,
    ReviewRoundClosed,
    ReviewRoundOpened,
    RoundAnswer,
    UrgentNeedDeclared,
)
from liaison_registry.context import Work
from liaison_registry.policy.approvals import RANK
from liaison_registry.policy.rounds import Urgency, round_gaps
from liaison_registry.tables import Application, ReviewRound
from liaison_registry.usecases import numbers
from liaison_registry.usecases.applications import answer
from liaison_registry.usecases.days import require_from, require_order
from liaison_registry.usecases.refusals import refuse
from liaison_registry.usecases.rights import find_application


def open_round(work: Work, body: OpenReviewRound) -> RoundAnswer:
    """Open a round in a review year, with the waiting applications as its queue (A29).

    Raises:
        Refused: in a year without a round.
        Conflict: while another one is open.
    """
    work.require_come("opened_on", body.opened_on)
    work.require_in_force(body.opened_on)
    gaps = round_gaps(body.opened_on, None, work.edition)
    refuse("no_review_round", reasons=gaps)
    number = numbers.take(work.session, "review_round")
    if found := running(work, body.opened_on):
        raise Conflict("round_open", round_code=found.round_code, opened_on=found.opened_on)
    code = f"RR-{body.opened_on.year}-{number:02d}"
    row = begin(work, code, body.opened_on, document_no=body.document_no)
    return RoundAnswer(round_code=row.round_code, state="open", waiting=_waiting(work))


def close_round(work: Work, body: CloseReviewRound) -> RoundAnswer:
    """Close a round; applications without a panel wait for the next one (A29).

    Raises:
        NotFound: if there is no such round.
        Conflict: if it is closed.
        Invalid: for a date before it opened, or a future date.
    """
    row = work.session.get(ReviewRound, body.round_code, with_for_update=True)
    if row is None or row.urgent:
        raise NotFound("round_unknown", round_code=body.round_code)
    if row.closed_on is not None:
        raise Conflict("round_closed", round_code=row.round_code, closed_on=row.closed_on)
    require_from(row.opened_on, "closed_on", body.closed_on)
    work.require_come("closed_on", body.closed_on)
    finish(work, row, body.closed_on)
    return RoundAnswer(round_code=row.round_code, state="closed", waiting=_waiting(work))


def declare_urgent(work: Work, body: DeclareUrgentNeed) -> ApplicationAnswer:
    """Declare an urgent need, with its reason, for a submitted application (A30).

    Raises:
        Invalid: for a date before the previous step.
        Refused: if the application no longer waits for a review.
    """
    application = find_application(work, body.application_code)
    require_order(work, "declared_on", body.declared_on, application)
    if RANK.get(application.stage, len(RANK)) > RANK["complete"]:
        code, state = application.application_code, application.stage
        why = reason("review_already_begun", "7", application_code=code, state=state)
        refuse("stage_not_possible", reasons=[why], application_code=code)
    note_urgency(work, application, body.reason, body.declared_on)
    return answer(application)


def note_urgency(work: Work, application: Application, reason: str, on: date) -> None:
    """Record and publish an urgent need, so that the leading group sees the list (A30)."""
    application.urgency_declared, application.urgency_declared_on = reason, on
    event = UrgentNeedDeclared(
        application_code=application.application_code, reason=reason, declared_on=on
    )
    work.record(event, effective_on=on)


def round_for(work: Work, application: Application, on: date) -> ReviewRound:
    """Return the round in which an application is reviewed: the open one, or its own urgent one.

    Raises:
        Refused: between rounds, without an urgent need.
    """
    if found := running(work, on):
        return found
    if not application.urgency_declared:
        refuse("no_review_round", reasons=[reason("no_round_open", "7", on=on)])
    urgency = Urgency("talent_office", application.urgency_declared)
    refuse("no_review_round", reasons=round_gaps(on, urgency, work.edition))
    code = f"RU-{application.application_code}"
    return work.session.get(ReviewRound, code) or begin(work, code, on, urgent=True)


def running(work: Work, on: date) -> ReviewRound | None:
    """Return the round that is open on a day, if any."""
    query = select(ReviewRound).where(
        ReviewRound.urgent.is_(False), ReviewRound.closed_on.is_(None), ReviewRound.opened_on <= on
    )
    return work.session.scalars(query).first()


def begin(
    work: Work, code: str, on: date, *, urgent: bool = False, document_no: str | None = None
) -> ReviewRound:
    """Open a round and publish it."""
    row = ReviewRound(round_code=code, urgent=urgent, document_no=document_no, opened_on=on)
    work.session.add(row)
    event = ReviewRoundOpened(round_code=code, urgent=urgent, document_no=document_no, opened_on=on)
    work.record(event, effective_on=on)
    return row


def finish(work: Work, row: ReviewRound, on: date) -> None:
    """Close a round and publish it."""
    row.closed_on = on
    event = ReviewRoundClosed(round_code=row.round_code, urgent=row.urgent, closed_on=on)
    work.record(event, effective_on=on)


def _waiting(work: Work) -> tuple[str, ...]:
    query = select(Application.application_code).where(Application.stage == "complete")
    ordered = query.order_by(Application.submitted_on, Application.application_code)
    return tuple(work.session.scalars(ordered))
