"""Show an application to the people concerned, with personal data masked (Articles 4 to 7)."""

from __future__ import annotations

from liaison_contracts.message import load
from liaison_contracts.reasons import Reason
from liaison_contracts.registry import (
    ApplicationFile,
    ApprovalShown,
    ConditionResult,
    Correction,
    ShowApplication,
)
from liaison_registry.context import Work
from liaison_registry.tables import Application, ApprovalRow
from liaison_registry.usecases.drafts import content as forms
from liaison_registry.usecases.drafts import revisions


def show(work: Work, body: ShowApplication) -> ApplicationFile:
    """Show the stage of an application, its content, and the approvals that hold.

    Raises:
        NotFound: if it does not exist or the caller may not see it.
    """
    draft, application = revisions.find_readable(work, body.application_code)
    latest = revisions.newest(work, draft)
    content = revisions.content_of(work, latest)
    return ApplicationFile(
        application_code=draft.application_code,
        stage=application.stage if application else "draft",
        revision=draft.revision,
        content_sha256=latest.content_sha256 if latest else "0" * 64,
        form=revisions.masked(forms.parts_of(content)),
        lacks=forms.lacks(draft.application_code, content, work.today, work),
        corrections=_corrections(application),
        correct_until=application.correct_until if application else None,
        conditions=_conditions(application),
        approvals=_approvals(work, application),
    )


def _corrections(application: Application | None) -> tuple[Correction, ...]:
    rows = application.corrections if application else []
    return tuple(load(Correction, row) for row in rows)


def _conditions(application: Application | None) -> tuple[ConditionResult, ...]:
    rows = sorted(application.conditions, key=lambda row: row.condition) if application else []
    return tuple(
        ConditionResult(
            condition=row.condition,
            outcome=row.outcome,
            reason=Reason(**row.reason),
        )
        for row in rows
    )


def _approvals(work: Work, application: Application | None) -> tuple[ApprovalShown, ...]:
    """Return the approvals a caller may see; opinions are hidden as in `GetOpinions`."""
    rows = application.approvals if application else []
    return tuple(_shown(row) for row in rows if row.kind != "opinion" or row.given_by == work.actor)


def _shown(row: ApprovalRow) -> ApprovalShown:
    return ApprovalShown(
        kind=row.kind,
        detail=row.detail,
        given_by=row.given_by,
        given_on=row.given_on,
        content_sha256=row.content_sha256,
        is_valid=row.ended_at_revision is None,
    )
