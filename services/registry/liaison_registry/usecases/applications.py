"""Take applications in and pass them on (Articles 4, 6 and 9)."""

from __future__ import annotations

from sqlalchemy import select
from stdnum.cn import uscc

from liaison_contracts.entries import DocumentEntry
from liaison_contracts.errors import Conflict, Forbidden, Invalid
from liaison_contracts.registry import (
    ApplicationAnswer,
    ApplicationSubmitted,
    ForwardApplication,
    SubmitApplication,
)
from liaison_kit.work import Work
from liaison_registry.policy.segregation import ActTaken, act_conflicts
from liaison_registry.policy.stages import next_state
from liaison_registry.tables import ActRow, Application, ApplicationDocument
from liaison_registry.usecases import numbers, people
from liaison_registry.usecases.refusals import refuse, refusing
from liaison_registry.usecases.rights import (
    find_application,
    has_role,
    orgs_of,
    require_order,
)

ENDED = ("granted", "review_failed")


def submit(work: Work, body: SubmitApplication) -> ApplicationAnswer:
    """Take an application in; one that was returned comes again under its code (Article 4).

    Raises:
        Forbidden: for a channel or department that is not the caller's.
        Invalid: for a credit code whose check digit is wrong.
        Conflict: while the host has another application open, or for a code in use.
    """
    _require_channel(work, body)
    if not uscc.is_valid(body.credit_code):
        detail = "The credit code fails its check digit; take it from the certificate."
        raise Invalid("credit_code_invalid", detail, faults={"credit_code": ["check digit"]})
    number = numbers.take(work.session, "application")
    host_ref = work.context.vault.host_ref(body.credit_code)
    former = _former(work, body, host_ref)
    code = body.application_code or f"AP-{body.submitted_on.year}-{number:04d}"
    application = former or Application(application_code=code, stage="draft")
    if former is not None:
        require_order(body.submitted_on, former, "The new submission")
    _fill(work, application, body, host_ref)
    step(work, application, "submit", as_act="submit")
    work.record(
        ApplicationSubmitted(
            application_code=application.application_code, host_ref=host_ref,
            host_kind=body.host_kind, city_code=body.city_code, channel=body.channel,
            guiding_department=body.guiding_department, submitted_on=body.submitted_on,
        ),
        subject=subject_of(application),
        effective_on=body.submitted_on,
    )  # fmt: skip
    return answer(application)


def forward(work: Work, body: ForwardApplication) -> ApplicationAnswer:
    """Pass an application on to the talent office with an opinion (Article 4).

    Raises:
        Forbidden: for a body that is not the application's channel.
        Refused: in a stage in which nothing is forwarded.
    """
    application = find_application(work, body.application_code)
    by_sector = application.channel == "sector_department"
    owner = application.submitted_org if by_sector else application.guiding_department
    if owner not in orgs_of(work.caller) or not has_role(work.caller, application.channel):
        detail = f"{application.application_code} is forwarded by {owner} (Article 4)."
        raise Forbidden("not_your_channel", detail)
    require_order(body.forwarded_on, application, "The forwarding")
    step(work, application, "forward")
    application.forwarded_by = work.actor
    application.forwarding_opinion = body.opinion
    application.last_step_on = body.forwarded_on
    return answer(application)


def step(work: Work, application: Application, act: str, as_act: str = "", side: str = "") -> None:
    """Move an application by an act of the stage table; `as_act` keeps separate hands apart.

    Raises:
        Refused: when the act is not possible in its stage, or not for this person.
    """
    if as_act:
        take_act(work, application, as_act, side)
    detail = f"{application.application_code} stays {application.stage}"
    with refusing("stage_not_possible", detail):
        application.stage = next_state("application", application.stage, act)


def take_act(work: Work, application: Application, act: str, side: str = "") -> None:
    """Keep who took a step, and refuse a person who took another one (Articles 3 and 7).

    Raises:
        Refused: naming the step the person took before.
    """
    taken = ActTaken(work.actor, act, side)
    conflicts = act_conflicts(taken, [row.facts() for row in application.acts])
    detail = f"You cannot {act} {application.application_code}"
    refuse("segregation_of_duties", detail, conflicts)
    number = len(application.acts) + 1
    application.acts.append(
        ActRow(number=number, person_ref=taken.person_ref, act=taken.act, side=taken.side)
    )


def answer(application: Application) -> ApplicationAnswer:
    """Say where an application stands."""
    return ApplicationAnswer(application_code=application.application_code, stage=application.stage)


def subject_of(application: Application) -> str:
    """Return the subject of its events."""
    return f"application/{application.application_code}"


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
        detail = (
            f"You cannot apply by the channel {body.channel} for {body.guiding_department}: a host "
            "or its guiding department applies, or a sector department names it (Article 4)."
        )
        raise Forbidden("not_your_channel", detail)


def _former(work: Work, body: SubmitApplication, host_ref: str) -> Application | None:
    """Return the returned application that comes again, or None for a new one."""
    code = body.application_code
    found = work.session.get(Application, code, with_for_update=True) if code else None
    if found is not None:
        if found.stage != "draft" or found.host_ref != host_ref:
            detail = f"The code {code} is in use; leave it out to be given one."
            raise Conflict("application_code_used", detail)
        return find_application(work, found.application_code)
    is_open = Application.stage.not_in(ENDED)
    query = select(Application.application_code, Application.stage).where(
        Application.host_ref == host_ref, is_open
    )
    if other := work.session.execute(query).first():
        detail = (
            f"This host has application {other.application_code} open ({other.stage}). Wait for "
            "its end, or, if it was returned, submit it again under its code."
        )
        raise Conflict("application_open", detail)
    return None


def _fill(work: Work, row: Application, body: SubmitApplication, host_ref: str) -> None:
    head = people.take_in(work, [body.head])[0]
    officers = people.take_in(work, body.liaison_officers)
    for name in (
        "host_name", "host_kind", "credit_code", "city_code", "guiding_department", "channel",
        "head_is_legal_representative", "full_time_staff", "submitted_on",
    ):  # fmt: skip
        setattr(row, name, getattr(body, name))
    statements = ("premises", "online_channels", "local_resources", "event_capacity")
    row.statements = {name: getattr(body, name) for name in statements}
    row.second_station_justification = body.second_station_justification or ""
    row.urgent_reason = body.urgent_reason or ""
    row.host_ref, row.head_ref, row.liaison_refs = host_ref, head, officers
    row.submitted_by, row.submitted_org = work.actor, work.caller.org
    row.is_submitted_by_host = has_role(work.caller, "host")
    row.last_step_on = body.submitted_on
    row.documents = []
    row.conditions = []
    work.session.add(row)
    work.session.flush()
    row.documents = [_document(n, entry) for n, entry in enumerate(body.documents, start=1)]


def _document(number: int, entry: DocumentEntry) -> ApplicationDocument:
    return ApplicationDocument(
        number=number, kind=entry.kind, sha256=entry.sha256, media_type=entry.media_type,
        original_inspected_by=entry.original_inspected_by,
        original_inspected_on=entry.original_inspected_on,
    )  # fmt: skip
