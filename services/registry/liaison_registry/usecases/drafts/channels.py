"""Route applications: nominate a host, assign a department, return for correction (Article 4)."""

from __future__ import annotations

from liaison_contracts.errors import Forbidden
from liaison_contracts.message import dump
from liaison_contracts.reasons import reason
from liaison_contracts.registry import (
    ApplicationAnswer,
    ApplicationDepartmentAssigned,
    ApplicationStageDecided,
    AssignGuidingDepartment,
    NominateHost,
    ReturnApplication,
)
from liaison_registry.context import Work
from liaison_registry.tables import ApplicationDraft
from liaison_registry.usecases import applications
from liaison_registry.usecases.days import require_from, require_order
from liaison_registry.usecases.drafts import approval_bindings, drafts, revisions
from liaison_registry.usecases.drafts.revisions import Saving
from liaison_registry.usecases.rights import find_application, has_role


def nominate(work: Work, body: NominateHost) -> ApplicationAnswer:
    """Nominate a host to the talent office; this submits and forwards the application at once.

    Without a guiding department, the application waits until the office assigns one (Article 4,
    A32).

    Raises:
        Invalid: naming every field that is not filled in.
    """
    more = {"channel": "sector_department", "submitted_on": body.nominated_on.isoformat()}
    form = drafts.form_to_submit(work, body.application_code, more)
    applications.submit(work, form)
    application = find_application(work, body.application_code)
    application.forwarded_by, application.forwarding_opinion = work.actor, body.opinion
    if application.stage == "submitted":
        applications.pass_on(work, application, body.nominated_on)
    return applications.answer(application)


def assign(work: Work, body: AssignGuidingDepartment) -> ApplicationAnswer:
    """Assign a guiding department, which forwards the application unless a sector nominated it.

    Raises:
        Refused: if the application does not wait for one.
    """
    application = find_application(work, body.application_code)
    require_order(work, "assigned_on", body.assigned_on, application)
    applications.step(work, application, "assign_guiding_department")
    draft = work.session.get_one(ApplicationDraft, application.application_code)
    latest = revisions.content_of(work, revisions.newest(work, draft))
    content = {**latest, "guiding_department": body.guiding_department}
    saving = Saving(body.assigned_on, is_of_applicant=False)
    changed = revisions.keep(work, draft, content, saving)
    application.guiding_department = body.guiding_department
    application.last_step_on = body.assigned_on
    applications.note_revision(work, application, draft)
    approval_bindings.reopen(application, changed)
    event = ApplicationDepartmentAssigned(
        application_code=application.application_code,
        guiding_department=body.guiding_department,
        assigned_on=body.assigned_on,
    )
    work.record(event, effective_on=body.assigned_on)
    applications.tell_submitted(work, application)
    if application.channel == "sector_department" and application.forwarded_by:
        applications.pass_on(work, application, body.assigned_on)
    return applications.answer(application)


def send_back(work: Work, body: ReturnApplication) -> ApplicationAnswer:
    """Return an application for correction, with a list and a due date (Articles 4 and 6).

    Raises:
        Forbidden: for a department that has passed the application on already.
        Invalid: for a day of correction before the return.
        Refused: once it is complete.
    """
    application = find_application(work, body.application_code)
    is_office = has_role(work.caller, "talent_office")
    if not is_office and application.stage != "submitted":
        raise Forbidden("not_with_you")
    require_order(work, "returned_on", body.returned_on, application)
    require_from(body.returned_on, "correct_until", body.correct_until)
    applications.step(work, application, "return")
    approval_bindings.end_kinds(application, "forwarding", "completeness")
    application.corrections = [dump(each) for each in body.corrections]
    application.correct_until, application.last_step_on = body.correct_until, body.returned_on
    application.reached_stage = ""
    reasons = tuple(
        reason(
            "to_correct", each.article, name=each.field, what=each.what, until=body.correct_until
        )
        for each in body.corrections
    )
    event = ApplicationStageDecided(
        application_code=application.application_code,
        stage="completeness",
        outcome="returned",
        by_side={},
        document_no=None,
        decided_on=body.returned_on,
        reasons=reasons,
    )
    work.record(event, effective_on=body.returned_on)
    return applications.answer(application, reasons)
