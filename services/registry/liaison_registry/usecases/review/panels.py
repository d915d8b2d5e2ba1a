"""Appoint panels without reviewers who have ties, and record site visits (Article 7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from sqlalchemy import func, select

from liaison_contracts.errors import Conflict, Invalid
from liaison_contracts.reasons import fault
from liaison_contracts.registry import (
    ApplicationAnswer,
    AppointPanel,
    ConflictDeclared,
    DeclareConflict,
    PanelAnswer,
    PanelAppointed,
    RecordSiteVisit,
    SiteVisitRecorded,
)
from liaison_kit.documents import hashes_of, take_papers
from liaison_registry.context import Work
from liaison_registry.tables import Application, ReviewerRow, SeatRow, SiteVisitRow
from liaison_registry.usecases.applications import answer, step
from liaison_registry.usecases.days import require_order
from liaison_registry.usecases.drafts import approval_bindings
from liaison_registry.usecases.review import rounds, seats
from liaison_registry.usecases.rights import find_application

OPENING = {
    "review": "seat_again",
    "review_split": "reopen_review",
    "leading_group_returned": "reopen_review",
}


def appoint(work: Work, body: AppointPanel) -> PanelAnswer:
    """Appoint a panel of both sides; reviewers with ties are recused at once (Article 7).

    Raises:
        Invalid: for a reviewer named twice, unknown, or of another guiding department.
        Refused: in a stage without a review, or between rounds without an urgent need.
    """
    application = find_application(work, body.application_code)
    work.require_in_force(body.appointed_on)
    require_order(work, "appointed_on", body.appointed_on, application)
    reviewers = _named(work, application, body.members)
    if application.stage == "complete":
        code = rounds.round_for(work, application, body.appointed_on).round_code
        step(work, application, "open_review")
    else:
        code = application.seats[0].round_code if application.seats else ""
        begin_again(work, application)
    _seat(application, reviewers, code, body.appointed_on)
    application.last_step_on = body.appointed_on
    work.session.flush()
    found = seats.panel_answer(work, application)
    event = PanelAppointed(
        application_code=application.application_code,
        round_code=code,
        sitting=_in_state(found, "sitting"),
        recused=_in_state(found, "recused"),
        appointed_on=body.appointed_on,
    )
    work.record(event, effective_on=body.appointed_on)
    return found


def begin_again(work: Work, application: Application) -> None:
    """Restart a review after it split or was returned; in a running review only change seats."""
    act = OPENING.get(application.stage, "open_review")
    step(work, application, act)
    if act == "reopen_review":
        application.review_round += 1
        approval_bindings.end_kinds(application, "opinion", "review", "leading_group")


def declare(work: Work, body: DeclareConflict) -> PanelAnswer:
    """Step back from a panel; the quorum is recounted and substitutes are proposed (Article 7).

    Raises:
        Forbidden: if the caller has no seat.
    """
    application = find_application(work, body.application_code)
    require_order(work, "declared_on", body.declared_on, application)
    note_conflict(work, application, body.reason, body.declared_on)
    return seats.panel_answer(work, application)


def note_conflict(work: Work, application: Application, reason: str, on: date) -> None:
    """Record that the caller declared a conflict, and publish it without the reason.

    Raises:
        Forbidden: if the caller has no seat.
        Conflict: if the caller has declared one already.
    """
    seat = seats.require_seat(work, application)
    if seat.declared_conflict:
        raise Conflict("conflict_declared_already")
    seat.declared_conflict = reason
    event = ConflictDeclared(
        application_code=application.application_code, person_ref=work.actor, declared_on=on
    )
    work.record(event, effective_on=on)


def record_visit(work: Work, body: RecordSiteVisit) -> ApplicationAnswer:
    """Record a site visit by members of the panel (Article 7).

    Raises:
        Invalid: for a visitor who is not on the panel, a date before the previous step, or a
            missing file.
        Refused: if there is no review.
    """
    application = find_application(work, body.application_code)
    require_order(work, "visited_on", body.visited_on, application)
    step(work, application, "record_site_visit")
    strangers = sorted(set(body.visitors) - {seat.person_ref for seat in application.seats})
    if strangers:
        faults = {"visitors": [fault("no_seat", who=who) for who in strangers]}
        raise Invalid("not_on_panel", faults=faults, application_code=application.application_code)
    count = select(func.count()).select_from(SiteVisitRow)
    at = SiteVisitRow.application_code == application.application_code
    number = work.session.execute(count.where(at)).scalar_one() + 1
    work.session.add(
        SiteVisitRow(
            application_code=application.application_code,
            number=number,
            visited_on=body.visited_on,
            visitors=list(body.visitors),
            findings=body.findings,
            documents=take_papers(work, body.documents),
            recorded_by=work.actor,
        )
    )
    application.last_step_on = body.visited_on
    event = SiteVisitRecorded(
        application_code=application.application_code,
        visitors=body.visitors,
        visited_on=body.visited_on,
        evidence_sha256=hashes_of(body.documents),
    )
    work.record(event, effective_on=body.visited_on)
    return answer(application)


def _in_state(found: PanelAnswer, state: str) -> tuple[str, ...]:
    return tuple(member.person_ref for member in found.members if member.state == state)


def _named(work: Work, application: Application, members: Iterable[str]) -> list[ReviewerRow]:
    wanted = list(members)
    query = select(ReviewerRow).where(ReviewerRow.person_ref.in_(wanted))
    rows = {row.person_ref: row for row in work.session.scalars(query)}
    faults = [fault("listed_twice", name=name) for name, n in Counter(wanted).items() if n > 1]
    faults += [fault("no_such_reviewer", who=ref) for ref in wanted if ref not in rows]
    faults += [
        fault("of_other_department", who=row.person_ref, department=row.guiding_department)
        for row in rows.values()
        if row.guiding_department not in ("", application.guiding_department)
    ]
    if faults:
        raise Invalid("panel_invalid", faults={"members": faults})
    return [rows[ref] for ref in wanted]


def _seat(application: Application, reviewers: Iterable[ReviewerRow], code: str, on: date) -> None:
    known = {seat.person_ref: seat for seat in application.seats}
    application.seats = [
        known.get(row.person_ref)
        or SeatRow(person_ref=row.person_ref, side=row.side, round_code=code, appointed_on=on)
        for row in sorted(reviewers, key=lambda row: row.person_ref)
    ]
