"""Bind approvals to the hash of what was approved, and take back what an edit touches (Art. 7)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from liaison_contracts.errors import PreconditionFailed
from liaison_kit.claims import hash_of
from liaison_registry.context import Work
from liaison_registry.policy import approvals
from liaison_registry.policy.facts import Reason
from liaison_registry.tables import Application, ApprovalRow
from liaison_registry.usecases.refusals import refuse

WAITING = ("submitted", "forwarded")
NEEDED_FOR_THE_PLAQUE = ("forwarding", "completeness", "review", "leading_group")


def require_seen(application: Application, seen_sha256: str | None) -> None:
    """Refuse an approval of something else than what stands there now.

    Raises:
        PreconditionFailed: when the application was edited since the person read it.
    """
    if seen_sha256 in (None, application.content_sha256):
        return
    detail = (
        f"{application.application_code} was edited since you read it (revision "
        f"{application.revision} now). Nothing was done; read it again, then decide (Article 7)."
    )
    raise PreconditionFailed("application_edited", detail)


def bind(work: Work, application: Application, kind: str, on: date, detail: str = "") -> None:
    """Keep an approval with the hash of the parts it rests on; it takes its former one's place."""
    former = (row for row in application.held() if (row.kind, row.detail) == (kind, detail))
    end(application, former)
    rests_on = approvals.rests_on(kind, detail, application.digests, application.channel)
    application.approvals.append(
        ApprovalRow(
            number=len(application.approvals) + 1, kind=kind, detail=detail,
            rests_on=sorted(rests_on), content_sha256=content_hash(application, rests_on),
            given_by=work.actor, given_on=on, given_at_revision=application.revision,
        )
    )  # fmt: skip


def content_hash(application: Application, parts: Iterable[str]) -> str:
    """Return the hash of what stands in these parts of an application now."""
    return hash_of({part: application.digests.get(part) for part in sorted(parts)})


def end(application: Application, rows: Iterable[ApprovalRow]) -> None:
    """Note that approvals no longer hold, from this revision on."""
    for row in list(rows):
        row.ended_at_revision = application.revision


def end_kinds(application: Application, *kinds: str) -> None:
    """Take back all approvals of these kinds, for a step that begins them anew."""
    end(application, (row for row in application.held() if row.kind in kinds))


def reopen(application: Application, changed: Iterable[str]) -> tuple[str, ...]:
    """Take back the approvals that rest on changed parts, and those alone; return their names.

    An opinion taken back leaves its round: reviewers give theirs again in the next.
    """
    held = {row.facts(): row for row in application.held()}
    touched = approvals.reopened(held, changed)
    end(application, (held[approval] for approval in touched))
    if any(approval.kind in ("opinion", "review") for approval in touched):
        application.review_round += 1
    return tuple(sorted(approval.name for approval in touched))


def settle(application: Application) -> None:
    """Put an application where its remaining approvals leave it, and back when they are regained.

    `reached_stage` remembers where it was, until it is there again or has to be reviewed anew.
    """
    held = {row.kind for row in application.held()} | ({"panel"} if application.seats else set())
    application.reached_stage = application.reached_stage or application.stage
    application.stage = approvals.resumed_stage(held, application.reached_stage)
    waits = application.stage in WAITING and application.stage != application.reached_stage
    application.reached_stage = application.reached_stage if waits else ""


def require_unedited(application: Application) -> None:
    """Refuse a plaque unless each approval holds for exactly what stands there now (Article 7).

    Raises:
        Refused: naming each approval that is missing or was given for something else.
    """
    held = {row.kind: row for row in application.held()}
    reasons = []
    for kind in NEEDED_FOR_THE_PLAQUE:
        row = held.get(kind)
        if row is None:
            reasons.append(Reason("7", f"no {kind} holds", f"the {kind}, given anew"))
        elif row.content_sha256 != content_hash(application, row.rests_on):
            fact = f"the {kind} of {row.given_on} was given for other content"
            reasons.append(Reason("7", fact, f"the {kind} of what stands there now"))
    refuse("approval_of_other_content", application.application_code, reasons)
