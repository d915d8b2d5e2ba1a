"""Determine the members of a panel, the recusals and their reasons, and substitutes (Article 7)."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, select

from liaison_contracts.errors import Forbidden
from liaison_contracts.registry import GetPanel, PanelAnswer, SeatShown, Substitute
from liaison_registry.context import Work
from liaison_registry.policy import panels, segregation
from liaison_registry.tables import Application, OpinionRow, ReviewerRow, SeatRow
from liaison_registry.usecases.review import ties
from liaison_registry.usecases.rights import find_application


def show(work: Work, body: GetPanel) -> PanelAnswer:
    """Show the panel of an application (Article 7)."""
    return panel_answer(work, find_application(work, body.application_code))


def seated(work: Work, application: Application) -> segregation.Panel:
    """Return the panel after the recusal of everybody with ties."""
    persons = [seat.person_ref for seat in application.seats]
    shared = ties.shared_with(work, application.host_ref, persons)
    members = [
        _reviewer(application, seat, shared.get(seat.person_ref, ())) for seat in application.seats
    ]
    return segregation.seat_panel(members, application.applicant(), work.edition.figures)


def current_opinions(application: Application) -> list[OpinionRow]:
    """Return the opinions of an application in its current round."""
    return [row for row in application.opinions if row.review_round == application.review_round]


def require_seat(work: Work, application: Application) -> SeatRow:
    """Return the caller's seat.

    Raises:
        Forbidden: if the caller has none.
    """
    for seat in application.seats:
        if seat.person_ref == work.actor:
            return seat
    raise Forbidden("not_on_panel", application_code=application.application_code)


def panel_answer(work: Work, application: Application) -> PanelAnswer:
    """Show a panel with its recusals, its quorum and proposed substitutes."""
    panel = seated(work, application)
    why = {recusal.person_ref: recusal.reasons for recusal in panel.recused}
    return PanelAnswer(
        application_code=application.application_code,
        stage=application.stage,
        members=tuple(
            SeatShown(
                person_ref=seat.person_ref,
                side=seat.side,
                state="recused" if seat.person_ref in why else "sitting",
                reasons=why.get(seat.person_ref, ()),
            )
            for seat in application.seats
        ),
        sitting=dict(panel.sitting_by_side),
        quorum_per_side=panel.quorum_per_side,
        has_quorum=panel.has_quorum,
        substitutes=tuple(
            Substitute(person_ref=found.person_ref, side=found.side)  # type: ignore[arg-type]
            for found in _substitutes(work, application, panel)
        ),
    )


def _reviewer(
    application: Application, seat: SeatRow, shares: tuple[str, ...]
) -> segregation.Reviewer:
    own = next((r for r in current_opinions(application) if r.person_ref == seat.person_ref), None)
    is_of_host = application.is_submitted_by_host and (
        own is not None and own.organisation == application.submitted_org
    )
    is_contact = seat.person_ref == application.forwarded_by
    return segregation.Reviewer(
        person_ref=seat.person_ref,
        organisation_ref=application.host_ref if is_of_host else seat.side,
        side=seat.side,
        contact_of=(application.host_ref,) if is_contact else (),
        declared_conflict=seat.declared_conflict,
        shares=shares,
        took=_other_acts(application, seat.person_ref),
    )


def _other_acts(application: Application, person: str) -> tuple[str, ...]:
    """Return the steps, other than review, that a person took in a case."""
    found = {row.act for row in application.acts if row.person_ref == person}
    return tuple(act for act in segregation.APART if act in found and act != "review")


def _substitutes(
    work: Work, application: Application, panel: segregation.Panel
) -> tuple[panels.Candidate, ...]:
    if not panel.recused:
        return ()
    departments = ("", application.guiding_department)
    query = select(ReviewerRow).where(ReviewerRow.guiding_department.in_(departments))
    rows = list(work.session.scalars(query))
    refs = [row.person_ref for row in rows]
    shared, cases = ties.shared_with(work, application.host_ref, refs), _cases(work, refs)
    busy = {row.person_ref for row in application.acts if row.act != "review"}
    busy |= {application.forwarded_by or "", application.head_ref, *application.liaison_refs}
    pool = (
        panels.Candidate(
            row.person_ref, row.side, shared.get(row.person_ref, ()), cases.get(row.person_ref, 0)
        )
        for row in rows
    )
    return panels.substitutes(pool, panel, busy)


def _cases(work: Work, refs: Iterable[str]) -> dict[str, int]:
    query = select(SeatRow.person_ref, func.count()).where(SeatRow.person_ref.in_(list(refs)))
    rows = work.session.execute(query.group_by(SeatRow.person_ref))
    return {row[0]: row[1] for row in rows}
