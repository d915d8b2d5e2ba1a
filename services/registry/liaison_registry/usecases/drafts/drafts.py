"""Save and submit drafts, and amend submitted applications (Articles 4, 6 and 7)."""

from __future__ import annotations

from datetime import date
from typing import Any

from liaison_contracts.errors import Conflict, Forbidden, Invalid
from liaison_contracts.message import load
from liaison_contracts.reasons import reason
from liaison_contracts.registry import (
    AmendApplication,
    ApplicationAmended,
    ApplicationAnswer,
    ApplicationDraftSaved,
    DraftAnswer,
    SaveDraft,
    SubmitApplication,
    SubmitDraft,
)
from liaison_registry.context import Work
from liaison_registry.policy.approvals import RANK
from liaison_registry.tables import Application, ApplicationDraft
from liaison_registry.usecases import applications, numbers
from liaison_registry.usecases.days import require_from, require_order
from liaison_registry.usecases.drafts import approval_bindings, form_columns, revisions
from liaison_registry.usecases.drafts import content as forms
from liaison_registry.usecases.drafts.revisions import Saving
from liaison_registry.usecases.refusals import refuse
from liaison_registry.usecases.rights import find_application, orgs_of


def save(work: Work, body: SaveDraft) -> DraftAnswer:
    """Save a revision; omitted fields keep their saved values (Article 6).

    Raises:
        Invalid: for invalid values, with all faults together.
        Conflict: for an application that is under way: it is amended instead.
    """
    work.require_come("saved_on", body.saved_on)
    draft = _find_or_begin(work, body)
    application = work.session.get(Application, draft.application_code)
    if application is not None and application.stage != "draft":
        raise Conflict(
            "application_under_way",
            application_code=draft.application_code,
            stage=application.stage,
        )
    latest = revisions.content_of(work, revisions.newest(work, draft))
    content = {**latest, **forms.form_of(body)}
    forms.require_sound(work, content)
    changed = revisions.keep(work, draft, content, Saving(body.saved_on))
    if changed:
        _tell_saved(work, draft, content, body.saved_on)
    return answer(work, draft, "draft", changed, (), body.saved_on)


def submit(work: Work, body: SubmitDraft) -> ApplicationAnswer:
    """Submit what the newest revision of a draft says (Article 4).

    Raises:
        Invalid: naming every field that is not filled in.
    """
    return applications.submit(
        work,
        form_to_submit(
            work,
            body.application_code,
            {"channel": body.channel, "submitted_on": body.submitted_on.isoformat()},
        ),
    )


def form_to_submit(work: Work, code: str, more: dict[str, Any]) -> SubmitApplication:
    """Return the application that a saved draft describes.

    Raises:
        Invalid: naming every field that is not filled in.
    """
    draft = revisions.find_draft(work, code)
    latest = revisions.content_of(work, revisions.newest(work, draft))
    return load(SubmitApplication, {"application_code": code, **latest, **more})


def amend(work: Work, body: AmendApplication) -> DraftAnswer:
    """Edit a submitted application; approvals of the edited fields are reopened (Article 7).

    Raises:
        Forbidden: for anybody other than the applicant.
        Refused: before it is submitted, after it is decided, or for a person who took another step
            on this case.
        Invalid: for invalid values, or an edit that changes nothing.
    """
    application = find_application(work, body.application_code)
    draft = _require_own(work, application)
    if application.stage not in RANK:
        _refuse_stage(application)
    require_order(work, "amended_on", body.amended_on, application)
    latest = revisions.content_of(work, revisions.newest(work, draft))
    content = {**latest, **forms.form_of(body)}
    forms.require_sound(work, content)
    _require_complete(content, application)
    changed = revisions.keep(work, draft, content, Saving(body.amended_on, reason=body.reason))
    if not changed:
        raise Invalid("nothing_changed")
    applications.take_act(work, application, "submission")
    form_columns.write(work, application, content)
    applications.note_revision(work, application, draft)
    reopened = approval_bindings.reopen(application, changed)
    approval_bindings.settle(application)
    application.last_step_on = body.amended_on
    _tell_amended(work, application, changed, reopened, body.amended_on)
    return answer(work, draft, application.stage, changed, reopened, body.amended_on)


def answer(
    work: Work,
    draft: ApplicationDraft,
    stage: str,
    changed: tuple[str, ...],
    reopened: tuple[str, ...],
    on: date,
) -> DraftAnswer:
    """Return what was saved and what the application still lacks."""
    latest = revisions.newest(work, draft)
    content = revisions.content_of(work, latest)
    return DraftAnswer(
        application_code=draft.application_code,
        stage=stage,
        revision=draft.revision,
        content_sha256=latest.content_sha256 if latest else "0" * 64,
        changed=changed,
        reopened=reopened,
        lacks=forms.lacks(draft.application_code, content, on, work),
    )


def _find_or_begin(work: Work, body: SaveDraft) -> ApplicationDraft:
    code = body.application_code
    if code is not None and work.session.get(ApplicationDraft, code) is not None:
        draft = revisions.find_draft(work, code)
        require_from(draft.last_saved_on, "saved_on", body.saved_on)
        return draft
    number = numbers.take(work.session, "application")
    code = code or f"AP-{body.saved_on.year}-{number:04d}"
    return applications.begin_draft(work, code, body.saved_on)


def _require_own(work: Work, application: Application) -> ApplicationDraft:
    draft = work.session.get(ApplicationDraft, application.application_code)
    if draft is None or draft.applicant_org not in orgs_of(work.caller):
        raise Forbidden("not_your_application", owner=application.submitted_org)
    return draft


def _require_complete(content: dict[str, Any], application: Application) -> None:
    """Refuse an amendment that would leave a required field invalid."""
    given = {
        "application_code": application.application_code,
        "channel": application.channel,
        "submitted_on": application.submitted_on.isoformat(),
    }
    load(SubmitApplication, {**content, **given})


def _refuse_stage(application: Application) -> None:
    code, state = application.application_code, application.stage
    why = reason("application_not_editable", "7", application_code=code, state=state)
    refuse("stage_not_possible", reasons=[why], application_code=code)


def _tell_saved(work: Work, draft: ApplicationDraft, content: dict[str, Any], on: date) -> None:
    latest = revisions.newest(work, draft)
    files = (paper["sha256"] for paper in content.get("documents", ()))
    event = ApplicationDraftSaved(
        application_code=draft.application_code,
        applicant_org=draft.applicant_org,
        revision=draft.revision,
        content_sha256=latest.content_sha256 if latest else "",
        evidence_sha256=tuple(dict.fromkeys(files)),
        saved_on=on,
    )
    work.record(event, effective_on=on)


def _tell_amended(
    work: Work,
    application: Application,
    changed: tuple[str, ...],
    reopened: tuple[str, ...],
    on: date,
) -> None:
    event = ApplicationAmended(
        application_code=application.application_code,
        revision=application.revision,
        content_sha256=application.content_sha256,
        changed=changed,
        reopened=reopened,
        stage_after=application.stage,
        evidence_sha256=form_columns.files_of(application),
        amended_on=on,
    )
    work.record(event, effective_on=on)
