"""Collect both sides' opinions on an application and count them (Article 7)."""

from __future__ import annotations

from typing import Any

from liaison_contracts.errors import Conflict
from liaison_contracts.registry import (
    ApplicationAnswer,
    ApplicationStageDecided,
    CloseReview,
    SubmitReview,
)
from liaison_contracts.words import StageOutcome
from liaison_kit.work import Work
from liaison_registry.policy import review, segregation
from liaison_registry.policy.rounds import Urgency, round_gaps
from liaison_registry.tables import Application, OpinionRow
from liaison_registry.usecases.applications import answer, step, subject_of, take_act
from liaison_registry.usecases.refusals import refuse, told
from liaison_registry.usecases.rights import find_application, require_order, require_side

OPENING = {"complete": "open_review", "leading_group_returned": "reopen_review"}
ENDS: dict[str, tuple[str, StageOutcome]] = {
    "passed": ("pass_review", "passed"),
    "failed": ("fail_review", "refused"),
    "split": ("split_review", "returned"),
}


def submit(work: Work, body: SubmitReview) -> ApplicationAnswer:
    """Keep one person's opinion; the first one opens the review, in a round or if urgent.

    An opinion of somebody with ties to the applicant is kept and will not count.

    Raises:
        Forbidden: for a side that is not the caller's.
        Conflict: for a second opinion of the same person.
        Refused: for another step taken on this case, or outside a round.
    """
    application = find_application(work, body.application_code)
    require_side(work.caller, application, body.side)
    work.require_in_force(body.reviewed_on, "A review")
    require_order(body.reviewed_on, application, "The review")
    take_act(work, application, "review", body.side)
    _open(work, application, body)
    if any(row.person_ref == work.actor for row in _opinions(application)):
        detail = f"You gave an opinion on {application.application_code} already."
        raise Conflict("opinion_given_already", detail)
    application.opinions.append(
        OpinionRow(
            review_round=application.review_round, person_ref=work.actor, side=body.side,
            organisation=work.caller.org, is_contact=work.actor == application.forwarded_by,
            has_conflict=body.has_conflict, outcome=body.outcome, opinion=body.opinion,
            reviewed_on=body.reviewed_on,
        )
    )  # fmt: skip
    return answer(application)


def close(work: Work, body: CloseReview) -> ApplicationAnswer:
    """Count the review without those who had to step back: each side must pass (A31).

    Raises:
        Refused: while a side lacks its quorum, saying who was left out and why.
    """
    application = find_application(work, body.application_code)
    work.require_in_force(body.closed_on, "The end of a review")
    latest = max((row.reviewed_on for row in _opinions(application)), default=body.closed_on)
    application.last_step_on = max(latest, application.last_step_on)
    require_order(body.closed_on, application, "The end of the review")
    panel, decision = count(work, application, body)
    if decision.outcome == "no_quorum":
        recused = [reason for recusal in panel.recused for reason in recusal.reasons]
        detail = f"The review of {application.application_code} cannot be closed"
        refuse("review_without_quorum", detail, [*decision.reasons, *recused])
    act, outcome = ENDS[decision.outcome]
    step(work, application, act)
    application.last_step_on = body.closed_on
    by_side: dict[str, Any] = {
        side: "passed" if word == "passed" else "returned" for side, word in decision.by_side
    }
    work.record(
        ApplicationStageDecided(
            application_code=application.application_code, stage="review", outcome=outcome,
            by_side=by_side, document_no=None, decided_on=body.closed_on,
            reasons=told(decision.reasons),
        ),
        subject=subject_of(application),
        effective_on=body.closed_on,
    )  # fmt: skip
    return answer(application)


def count(
    work: Work, application: Application, body: CloseReview
) -> tuple[segregation.Panel, review.ReviewDecision]:
    """Return the panel after recusals and what its opinions come to."""
    rows = _opinions(application)
    panel = segregation.seat_panel(
        [row.reviewer(application) for row in rows],
        application.applicant(),
        work.edition.figures,
    )
    opinions = [row.facts() for row in rows]
    return panel, review.close_review(panel, opinions, body.closed_on, work.edition)


def _opinions(application: Application) -> list[OpinionRow]:
    return [row for row in application.opinions if row.review_round == application.review_round]


def _open(work: Work, application: Application, body: SubmitReview) -> None:
    if application.stage == "review":
        return
    if application.stage == "complete":
        reason = application.urgency_declared
        urgency = Urgency("talent_office", reason) if reason else None
        detail = f"{application.application_code} waits for a round of review"
        gaps = round_gaps(body.reviewed_on, urgency, work.edition)
        refuse("no_review_round", detail, gaps)
    if application.stage == "leading_group_returned":
        application.review_round += 1
    step(work, application, OPENING.get(application.stage, "review"))
