"""Collect both sides' opinions on an application, and count them (Article 7)."""

from __future__ import annotations

from typing import Any

from liaison_contracts.codes import StageOutcome
from liaison_contracts.errors import Conflict
from liaison_contracts.message import dump, load
from liaison_contracts.registry import (
    ApplicationAnswer,
    ApplicationStageDecided,
    CloseReview,
    ConditionOpinion,
    GetOpinions,
    OpinionShown,
    OpinionsShown,
    SubmitReview,
)
from liaison_registry.context import Work
from liaison_registry.policy import review, segregation
from liaison_registry.policy.panels import both_sides_are_in
from liaison_registry.tables import Application, OpinionRow, ReviewRound
from liaison_registry.usecases.applications import answer, step, take_act
from liaison_registry.usecases.days import require_order
from liaison_registry.usecases.drafts import approval_bindings
from liaison_registry.usecases.refusals import refuse
from liaison_registry.usecases.review import panels, rounds
from liaison_registry.usecases.review.seats import (
    current_opinions,
    require_seat,
    seated,
)
from liaison_registry.usecases.rights import find_application, require_side

REOPENED = ("leading_group_returned", "review_split")
UNDER_WAY = ("draft", "department_wanted", "submitted", "forwarded", "complete", "review")
ENDS: dict[str, tuple[str, StageOutcome]] = {
    "passed": ("pass_review", "passed"),
    "failed": ("fail_review", "refused"),
    "split": ("split_review", "returned"),
}


def submit(work: Work, body: SubmitReview) -> ApplicationAnswer:
    """Record one person's opinion, hidden from the others until both sides have given theirs.

    If the person declares a conflict with it, the opinion is stored but does not count.

    Raises:
        Forbidden: for a side that is not the caller's, or without a seat on the panel.
        Conflict: for a second opinion of the same person.
        Refused: for another step taken on this case, or for ties to the applicant.
    """
    application = find_application(work, body.application_code)
    require_side(work.caller, application, body.side)
    work.require_in_force(body.reviewed_on)
    require_order(work, "reviewed_on", body.reviewed_on, application)
    approval_bindings.require_seen(application, body.content_sha256)
    take_act(work, application, "review", body.side)
    require_seat(work, application)
    if application.stage in REOPENED:
        panels.begin_again(work, application)
    step(work, application, "submit_opinion")
    if any(row.person_ref == work.actor for row in current_opinions(application)):
        raise Conflict("opinion_given_already")
    application.opinions.append(_row(work, application, body))
    # Recusals depend on the organisation stated with the opinion, so it is added before the check.
    _require_free(work, application)
    if body.has_conflict:
        panels.note_conflict(work, application, "conflict_of_interest", body.reviewed_on)
    else:
        approval_bindings.bind(work, application, "opinion", body.reviewed_on, work.actor)
    return answer(application)


def close(work: Work, body: CloseReview) -> ApplicationAnswer:
    """Count the opinions without recused reviewers: each side must pass (A31).

    Raises:
        Refused: while a side lacks its quorum, naming who was excluded and why.
    """
    application = find_application(work, body.application_code)
    work.require_in_force(body.closed_on)
    given = [row.reviewed_on for row in current_opinions(application)]
    # Both sides may date their opinions in any order; the close follows the latest.
    application.last_step_on = max([application.last_step_on, *given])
    require_order(work, "closed_on", body.closed_on, application)
    panel, decision = count(work, application, body)
    if decision.outcome == "no_quorum":
        recused = [why for recusal in panel.recused for why in recusal.reasons]
        refuse("review_without_quorum", reasons=[*decision.reasons, *recused])
    act, outcome = ENDS[decision.outcome]
    step(work, application, act)
    application.last_step_on = body.closed_on
    approval_bindings.bind(work, application, "review", body.closed_on)
    by_side: dict[str, Any] = {
        side: "passed" if word == "passed" else "returned" for side, word in decision.by_side
    }
    event = ApplicationStageDecided(
        application_code=application.application_code,
        stage="review",
        outcome=outcome,
        by_side=by_side,
        document_no=None,
        decided_on=body.closed_on,
        reasons=decision.reasons,
    )
    work.record(event, effective_on=body.closed_on)
    _end_urgent_round(work, application, body)
    return answer(application)


def count(
    work: Work, application: Application, body: CloseReview
) -> tuple[segregation.Panel, review.ReviewDecision]:
    """Return the panel after recusals, and the outcome of its opinions."""
    panel = seated(work, application)
    opinions = [row.facts() for row in current_opinions(application)]
    return panel, review.close_review(panel, opinions, body.closed_on, work.edition)


def show(work: Work, body: GetOpinions) -> OpinionsShown:
    """Show the opinions a caller may see: all once both sides are in, otherwise only their own."""
    application = find_application(work, body.application_code)
    panel, rows = seated(work, application), current_opinions(application)
    given = {row.person_ref: row.side for row in rows}
    is_complete = application.stage not in UNDER_WAY or both_sides_are_in(panel, given)
    sitting = {reviewer.person_ref for reviewer in panel.sitting}
    seen = [row for row in rows if is_complete or row.person_ref == work.actor]
    return OpinionsShown(
        application_code=application.application_code,
        review_round=application.review_round,
        is_complete=is_complete,
        opinions=tuple(_shown(row, row.person_ref in sitting) for row in seen),
        hidden=len(rows) - len(seen),
    )


def _shown(row: OpinionRow, counts: bool) -> OpinionShown:
    return OpinionShown(
        person_ref=row.person_ref,
        side=row.side,
        outcome=row.outcome,
        opinion=row.opinion,
        conditions=tuple(load(ConditionOpinion, each) for each in row.conditions),
        reviewed_on=row.reviewed_on,
        counts=counts,
    )


def _row(work: Work, application: Application, body: SubmitReview) -> OpinionRow:
    return OpinionRow(
        review_round=application.review_round,
        person_ref=work.actor,
        side=body.side,
        organisation=work.caller.org,
        is_contact=work.actor == application.forwarded_by,
        has_conflict=body.has_conflict,
        outcome=body.outcome,
        opinion=body.opinion,
        conditions=[dump(each) for each in body.conditions],
        reviewed_on=body.reviewed_on,
    )


def _require_free(work: Work, application: Application) -> None:
    """Refuse the opinion of a recused reviewer (G20)."""
    mine = [r for r in seated(work, application).recused if r.person_ref == work.actor]
    refuse("reviewer_recused", reasons=[why for recusal in mine for why in recusal.reasons])


def _end_urgent_round(work: Work, application: Application, body: CloseReview) -> None:
    code = next((seat.round_code for seat in application.seats), "")
    found = work.session.get(ReviewRound, code)
    if found is not None and found.urgent and found.closed_on is None:
        rounds.finish(work, found, body.closed_on)
