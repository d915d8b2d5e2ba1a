"""Accept applications and forward them (Articles 4, 6 and 9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from liaison_contracts.errors import Conflict, Forbidden
from liaison_contracts.reasons import Reason, reason
from liaison_contracts.registry import (
    ApplicationAnswer,
    ApplicationDepartmentWanted,
    ApplicationSubmitted,
    ForwardApplication,
    SubmitApplication,
)
from liaison_registry.context import Work
from liaison_registry.policy.approvals import changed_parts
from liaison_registry.policy.segregation import ActTaken, act_conflicts
from liaison_registry.policy.stages import next_state
from liaison_registry.tables import (
    ActRow,
    Application,
    ApplicationDraft,
    Revision,
)
from liaison_registry.usecases import numbers
from liaison_registry.usecases.days import require_order
from liaison_registry.usecases.drafts import approval_bindings, form_columns, revisions
from liaison_registry.usecases.drafts import content as forms
from liaison_registry.usecases.drafts.revisions import Saving
from liaison_registry.usecases.refusals import refuse, refusing
from liaison_registry.usecases.rights import find_application, has_role, orgs_of

ENDED = ("granted", "review_failed")


def submit(work: Work, body: SubmitApplication) -> ApplicationAnswer:
    """Accept an application; a returned one is submitted again under the same code (Article 4).

    An application without a guiding department waits until the talent office assigns one (A33).

    Raises:
        Forbidden: for a channel or department that is not the caller's.
        Invalid: for invalid values, such as a wrong check digit, or a future date.
        Conflict: while the host has another application open, or for a code in use.
    """
    _require_channel(work, body)
    work.require_come("submitted_on", body.submitted_on)
    content = forms.form_of(body)
    forms.require_sound(work, content)
    # The counter's row is a lock: two submissions of a host cannot both find no open application.
    number = numbers.take(work.session, "application")
    host_ref = work.context.vault.host_ref(body.credit_code)
    code = body.application_code or f"AP-{body.submitted_on.year}-{number:04d}"
    former = _former(work, code, host_ref)
    application = former or Application(application_code=code, stage="draft")
    if former is not None:
        require_order(work, "submitted_on", body.submitted_on, former)
    draft = _own_draft(work, code, body.submitted_on)
    revisions.keep(work, draft, content, Saving(body.submitted_on))
    _fill(work, application, body, draft, content)
    _take_submitters(work, application)
    if application.guiding_department:
        step(work, application, "submit")
        tell_submitted(work, application)
        return answer(application)
    return _want_department(work, application, draft)


def forward(work: Work, body: ForwardApplication) -> ApplicationAnswer:
    """Forward an application to the talent office with an opinion (Article 4).

    Raises:
        Forbidden: for a body that is not the application's channel.
        Refused: in a stage that does not allow forwarding.
    """
    application = find_application(work, body.application_code)
    by_sector = application.channel == "sector_department"
    owner = application.submitted_org if by_sector else application.guiding_department
    if owner not in orgs_of(work.caller) or not has_role(work.caller, application.channel):
        raise Forbidden("not_your_channel", channel=application.channel, owner=owner)
    require_order(work, "forwarded_on", body.forwarded_on, application)
    approval_bindings.require_seen(application, body.content_sha256)
    application.forwarded_by = work.actor
    application.forwarding_opinion = body.opinion
    pass_on(work, application, body.forwarded_on)
    return answer(application)


def pass_on(work: Work, application: Application, on: date) -> None:
    """Forward an application to the talent office with the opinion that it contains.

    Raises:
        Refused: in a stage that does not allow forwarding.
    """
    step(work, application, "forward")
    application.last_step_on = on
    approval_bindings.bind(work, application, "forwarding", on)
    if application.reached_stage:
        approval_bindings.settle(application)


def step(work: Work, application: Application, act: str, as_act: str = "", side: str = "") -> None:
    """Move an application by an act of the stage table; `as_act` is the step for separated duties.

    Raises:
        Refused: if its stage does not allow the act, or this person may not do it.
    """
    if as_act:
        take_act(work, application, as_act, side)
    with refusing("stage_not_possible", application_code=application.application_code):
        application.stage = next_state("application", application.stage, act)


def take_act(
    work: Work, application: Application, act: str, side: str = "", person: str = ""
) -> None:
    """Record who took a step, and refuse a person who took another one (Articles 3 and 7).

    Raises:
        Refused: naming the step the person took before.
    """
    taken = ActTaken(person or work.actor, act, side)
    conflicts = act_conflicts(taken, [row.facts() for row in application.acts])
    refuse("segregation_of_duties", reasons=conflicts)
    number = len(application.acts) + 1
    application.acts.append(
        ActRow(number=number, person_ref=taken.person_ref, act=taken.act, side=taken.side)
    )


def answer(application: Application, reasons: Iterable[Reason] = ()) -> ApplicationAnswer:
    """Return the stage of an application as the answer to a command."""
    return ApplicationAnswer(
        application_code=application.application_code,
        stage=application.stage,
        reasons=tuple(reasons),
    )


def begin_draft(work: Work, code: str, on: date) -> ApplicationDraft:
    """Create the draft of an application of the caller's organisation."""
    draft = ApplicationDraft(
        application_code=code, applicant_org=work.caller.org, revision=0, last_saved_on=on
    )
    work.session.add(draft)
    work.session.flush()
    return draft


def note_revision(work: Work, application: Application, draft: ApplicationDraft) -> None:
    """Point an application to the newest revision of its draft."""
    latest = work.session.get_one(Revision, (draft.application_code, draft.revision))
    application.revision, application.digests = latest.revision, latest.digests
    application.content_sha256 = latest.content_sha256


def tell_submitted(work: Work, application: Application) -> None:
    """Publish that an application was submitted through its channel."""
    event = ApplicationSubmitted(
        application_code=application.application_code,
        host_ref=application.host_ref,
        host_kind=application.host_kind,
        city_code=application.city_code,
        channel=application.channel,
        guiding_department=application.guiding_department,
        submitted_on=application.submitted_on,
        applicant_org=application.submitted_org,
        evidence_sha256=form_columns.files_of(application),
    )
    work.record(event, effective_on=application.submitted_on)


def _require_channel(work: Work, body: SubmitApplication) -> None:
    caller = work.caller
    if body.channel == "sector_department":
        allowed = has_role(caller, "sector_department")
    else:
        own_department = body.guiding_department in orgs_of(caller)
        allowed = has_role(caller, "host") or (
            has_role(caller, "guiding_department") and own_department
        )
    if not allowed:
        owner = body.guiding_department or body.channel
        raise Forbidden("not_your_channel", channel=body.channel, owner=owner)


def _former(work: Work, code: str, host_ref: str) -> Application | None:
    """Return the returned application that is submitted again, or None for a new one."""
    found = work.session.get(Application, code, with_for_update=True)
    if found is not None:
        if found.stage != "draft" or found.host_ref != host_ref:
            raise Conflict("application_code_used", application_code=code)
        return find_application(work, found.application_code)
    is_open = Application.stage.not_in(ENDED)
    query = select(Application.application_code, Application.stage).where(
        Application.host_ref == host_ref, is_open
    )
    if other := work.session.execute(query).first():
        raise Conflict(
            "application_open", application_code=other.application_code, stage=other.stage
        )
    return None


def _own_draft(work: Work, code: str, on: date) -> ApplicationDraft:
    if work.session.get(ApplicationDraft, code) is None:
        return begin_draft(work, code, on)
    return revisions.find_draft(work, code)


def _fill(
    work: Work,
    row: Application,
    body: SubmitApplication,
    draft: ApplicationDraft,
    content: Mapping[str, Any],
) -> None:
    before = dict(row.digests or {})
    row.channel, row.submitted_on, row.last_step_on = (
        body.channel,
        body.submitted_on,
        body.submitted_on,
    )
    row.submitted_by, row.submitted_org = work.actor, draft.applicant_org
    row.is_submitted_by_host = has_role(work.caller, "host")
    row.corrections, row.correct_until = [], None
    row.revision, row.digests = 0, {}
    form_columns.write(work, row, content)
    note_revision(work, row, draft)
    approval_bindings.reopen(row, changed_parts(before, row.digests))


def _take_submitters(work: Work, application: Application) -> None:
    """Record everybody who saved a revision as a submitter, so that none judges it later."""
    query = select(Revision.saved_by).where(
        Revision.application_code == application.application_code, Revision.is_of_applicant
    )
    for person in sorted({*work.session.scalars(query), work.actor}):
        take_act(work, application, "submission", person=person)


def _want_department(
    work: Work, application: Application, draft: ApplicationDraft
) -> ApplicationAnswer:
    step(work, application, "want_department")
    is_direct = application.channel == "guiding_department"
    event = ApplicationDepartmentWanted(
        application_code=application.application_code,
        applicant_org=draft.applicant_org,
        way="direct" if is_direct else "sector_department",
        wanted_on=application.submitted_on,
    )
    work.record(event, effective_on=application.submitted_on)
    return answer(application, [reason("guiding_department_wanted", "4")])
