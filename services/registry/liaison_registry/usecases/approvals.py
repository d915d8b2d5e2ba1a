"""Record the decisions of the leading group and the city government (Article 7)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import or_, select

from liaison_contracts.codes import Stage, StageOutcome
from liaison_contracts.errors import Conflict
from liaison_contracts.reasons import Reason
from liaison_contracts.registry import (
    ApplicationAnswer,
    ApplicationStageDecided,
    PlaqueAnswer,
    RecordGovernmentApproval,
    RecordLeadingGroupDecision,
)
from liaison_registry.context import Work
from liaison_registry.tables import Application, Station
from liaison_registry.usecases import numbers
from liaison_registry.usecases.applications import answer, step
from liaison_registry.usecases.days import require_order
from liaison_registry.usecases.drafts import approval_bindings
from liaison_registry.usecases.eligibility import room_in_city
from liaison_registry.usecases.refusals import refuse
from liaison_registry.usecases.rights import find_application
from liaison_registry.usecases.stations import tell_plaque


def record_leading_group(work: Work, body: RecordLeadingGroupDecision) -> ApplicationAnswer:
    """Record that the leading group passed an application or returned it to the review.

    Raises:
        Refused: in another stage, or for a person who took another step on this case.
    """
    application = find_application(work, body.application_code)
    work.require_in_force(body.decided_on)
    require_order(work, "decided_on", body.decided_on, application)
    approval_bindings.require_seen(application, body.content_sha256)
    act = "leading_group_pass" if body.outcome == "passed" else "leading_group_return"
    step(work, application, act, as_act="deliberation")
    application.last_step_on = body.decided_on
    approval_bindings.bind(work, application, "leading_group", body.decided_on)
    outcome: StageOutcome = body.outcome
    _tell(work, application, "leading_group", outcome, body.document_no, body.decided_on)
    return answer(application)


def record_government(work: Work, body: RecordGovernmentApproval) -> PlaqueAnswer:
    """Record the approval and grant the plaque; the station exists from that day on.

    Raises:
        Refused: in another stage, without a free place in the city (Article 8(1)), or for a person
            who took another step on this case.
        Conflict: for a station code or plaque number in use.
        PreconditionFailed: if the application has been edited since it was read.
    """
    application = find_application(work, body.application_code)
    on = body.plaque_granted_on
    work.require_in_force(on)
    require_order(work, "plaque_granted_on", on, application)
    approval_bindings.require_seen(application, body.content_sha256)
    step(work, application, "approve", as_act="grant")
    # The counter's row is a lock: two approvals cannot both find the city free.
    number = numbers.take(work.session, "station")
    room = room_in_city(work, application, on)
    code = application.application_code
    refuse("city_has_its_station", reasons=room.reasons, application_code=code)
    approval_bindings.require_unedited(application)
    step(work, application, "grant_plaque")
    application.last_step_on = on
    code = body.station_code or _next_code(work, number)
    _require_free(work, code, body.plaque_no)
    station = _station(application, code, body)
    work.session.add(station)
    _tell(work, application, "government", "passed", body.approval_no, on)
    tell_plaque(work, station)
    return PlaqueAnswer(application_code=application.application_code, station_code=code)


def _next_code(work: Work, number: int) -> str:
    """Return the first free station code, such as `LZ-007`; imports may have taken some."""
    prefix = work.context.settings.station_prefix
    used = set(
        work.session.scalars(
            select(Station.station_code).where(
                Station.station_code.startswith(f"{prefix}-", autoescape=True)
            )
        )
    )
    while f"{prefix}-{number:03d}" in used:
        number += 1
    return f"{prefix}-{number:03d}"


def _require_free(work: Work, code: str, plaque_no: str) -> None:
    same = or_(Station.station_code == code, Station.plaque_no == plaque_no)
    if other := work.session.scalars(select(Station).where(same)).first():
        held, number = other.station_code, other.plaque_no
        raise Conflict("plaque_in_use", station_code=held, plaque_no=number)


def _station(application: Application, code: str, body: RecordGovernmentApproval) -> Station:
    return Station(
        station_code=code,
        application_code=application.application_code,
        host_ref=application.host_ref,
        host_name=application.host_name,
        host_kind=application.host_kind,
        credit_code=application.credit_code,
        city_code=application.city_code,
        guiding_department=application.guiding_department,
        head_ref=application.head_ref,
        liaison_ref=application.liaison_refs[0],
        plaque_no=body.plaque_no,
        approval_no=body.approval_no,
        plaque_granted_on=body.plaque_granted_on,
        state="active",
    )


def _tell(
    work: Work,
    application: Application,
    stage: Stage,
    outcome: StageOutcome,
    document_no: str,
    on: date,
    reasons: tuple[Reason, ...] = (),
) -> None:
    event = ApplicationStageDecided(
        application_code=application.application_code,
        stage=stage,
        outcome=outcome,
        by_side={},
        document_no=document_no,
        decided_on=on,
        reasons=reasons,
    )
    work.record(event, effective_on=on)
