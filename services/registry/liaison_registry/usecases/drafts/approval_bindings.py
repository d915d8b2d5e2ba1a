"""Bind approvals to the hash of what was approved, and invalidate them on edits (Article 7)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from liaison_contracts.errors import PreconditionFailed
from liaison_contracts.reasons import reason
from liaison_kit.claims import hash_of
from liaison_registry.context import Work
from liaison_registry.policy import approvals
from liaison_registry.tables import Application, ApprovalRow
from liaison_registry.usecases.refusals import refuse

WAITING = ("submitted", "forwarded")
NEEDED_FOR_THE_PLAQUE = ("forwarding", "completeness", "review", "leading_group")


def require_seen(application: Application, seen_sha256: str | None) -> None:
    """Refuse an approval of outdated content.

    Raises:
        PreconditionFailed: if the application has been edited since the person read it.
    """
    # None: the caller did not say which content they had read.
    if seen_sha256 in (None, application.content_sha256):
        return
    code, revision = application.application_code, application.revision
    raise PreconditionFailed("application_edited", application_code=code, revision=revision)


def bind(work: Work, application: Application, kind: str, on: date, detail: str = "") -> None:
    """Store an approval with the hash of the parts it rests on; it replaces the previous one."""
    former = (row for row in application.held() if (row.kind, row.detail) == (kind, detail))
    end(application, former)
    rests_on = approvals.rests_on(kind, detail, application.digests, application.channel)
    application.approvals.append(
        ApprovalRow(
            number=len(application.approvals) + 1,
            kind=kind,
            detail=detail,
            rests_on=sorted(rests_on),
            content_sha256=content_hash(application, rests_on),
            given_by=work.actor,
            given_on=on,
            given_at_revision=application.revision,
        )
    )


def content_hash(application: Application, parts: Iterable[str]) -> str:
    """Return the hash of the current content of these parts of an application."""
    return hash_of({part: application.digests.get(part) for part in sorted(parts)})


def end(application: Application, rows: Iterable[ApprovalRow]) -> None:
    """Mark approvals as invalid from this revision on."""
    for row in list(rows):
        row.ended_at_revision = application.revision


def end_kinds(application: Application, *kinds: str) -> None:
    """Invalidate all approvals of these kinds, for a step that restarts them."""
    end(application, (row for row in application.held() if row.kind in kinds))


def reopen(application: Application, changed: Iterable[str]) -> tuple[str, ...]:
    """Invalidate only the approvals that rest on changed parts; return their names.

    An invalidated opinion leaves its round: reviewers give their opinions again in the next.
    """
    held = {row.facts(): row for row in application.held()}
    touched = approvals.reopened(held, changed)
    end(application, (held[approval] for approval in touched))
    if any(approval.kind in ("opinion", "review") for approval in touched):
        application.review_round += 1
    return tuple(sorted(approval.name for approval in touched))


def settle(application: Application) -> None:
    """Set the stage that the remaining approvals allow, and restore it when they are regained.

    `reached_stage` holds the former stage until the application is there again or needs a new
    review.
    """
    held = {row.kind for row in application.held()} | ({"panel"} if application.seats else set())
    application.reached_stage = application.reached_stage or application.stage
    application.stage = approvals.resumed_stage(held, application.reached_stage)
    waits = application.stage in WAITING and application.stage != application.reached_stage
    application.reached_stage = application.reached_stage if waits else ""


def require_unedited(application: Application) -> None:
    """Refuse a plaque unless each approval holds for exactly the current content (Article 7).

    Raises:
        Refused: naming each approval that is missing or was given for something else.
    """
    held = {row.kind: row for row in application.held()}
    reasons = []
    for kind in NEEDED_FOR_THE_PLAQUE:
        row = held.get(kind)
        if row is None:
            reasons.append(reason("approval_missing", "7", kind=kind))
        elif row.content_sha256 != content_hash(application, row.rests_on):
            former = reason("approval_of_former_content", "7", kind=kind, given_on=row.given_on)
            reasons.append(former)
    refuse("approval_of_other_content", reasons=reasons)
