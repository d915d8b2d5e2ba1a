"""Register reviewers with their ties to organisations (Article 7)."""

from __future__ import annotations

from liaison_contracts.errors import Forbidden, Invalid
from liaison_contracts.reasons import fault
from liaison_contracts.registry import RegisterReviewer, ReviewerAnswer, ReviewerRegistered
from liaison_registry.context import Work
from liaison_registry.tables import ReviewerRow
from liaison_registry.usecases.review import ties
from liaison_registry.usecases.rights import has_role, orgs_of


def register(work: Work, body: RegisterReviewer) -> ReviewerAnswer:
    """Register or update a reviewer; numbers and names are stored only as keyed hashes.

    Raises:
        Forbidden: for a side that is not the caller's to fill.
        Invalid: for a reviewer of a guiding department without one, or a future date.
    """
    work.require_come("registered_on", body.registered_on)
    if body.side == "guiding_department" and not body.guiding_department:
        faults = {"guiding_department": [fault("required")]}
        raise Invalid("reviewer_invalid", faults=faults)
    department = body.guiding_department or ""
    owner = "talent_office" if body.side == "talent_office" else department
    if owner not in orgs_of(work.caller) and not has_role(work.caller, "talent_office"):
        raise Forbidden("not_your_side")
    row = work.session.get(ReviewerRow, body.person_ref) or ReviewerRow(person_ref=body.person_ref)
    row.side, row.guiding_department = body.side, department
    row.organisation, row.registered_by = body.organisation, work.actor
    row.registered_on = body.registered_on
    work.session.add(row)
    found = ties.keep_reviewer(work, body)
    event = ReviewerRegistered(
        person_ref=body.person_ref,
        side=body.side,
        guiding_department=body.guiding_department,
        registered_on=body.registered_on,
    )
    work.record(event, effective_on=body.registered_on)
    return ReviewerAnswer(person_ref=body.person_ref, side=body.side, ties=dict(found))
