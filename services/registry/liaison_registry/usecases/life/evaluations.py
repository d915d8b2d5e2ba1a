"""Record each side's evaluation of a reported change before the decision (Articles 3 and 10)."""

from __future__ import annotations

from sqlalchemy import select

from liaison_contracts.errors import Conflict, Forbidden, NotFound
from liaison_contracts.reasons import reason
from liaison_contracts.registry import ChangeAnswer, ChangeEvaluated, SubmitChangeEvaluation
from liaison_kit.documents import hashes_of, take_papers
from liaison_registry.context import Work
from liaison_registry.tables import Change, EvaluationRow, Station
from liaison_registry.usecases.days import require_from
from liaison_registry.usecases.life.changes import answer
from liaison_registry.usecases.refusals import refuse
from liaison_registry.usecases.rights import find_own_station, orgs_of


def submit(work: Work, body: SubmitChangeEvaluation) -> ChangeAnswer:
    """Record one side's evaluation of an open change; a later one of the same side replaces it.

    Raises:
        NotFound: if the change was not reported, or its station is not the caller's.
        Forbidden: for a side the caller does not sit on.
        Conflict: if it has been decided already.
        Invalid: for a future date, a date before the report, or a missing file.
        Refused: if the person has acted for the other side.
    """
    row = work.session.get(Change, body.change_code, with_for_update=True)
    if row is None:
        raise NotFound("change_unknown", change_code=body.change_code)
    _require_side(work, find_own_station(work, row.station_code), body.side)
    if row.state != "open":
        raise Conflict("decided_already", code=row.change_code)
    work.require_come("evaluated_on", body.evaluated_on)
    require_from(row.reported_on, "evaluated_on", body.evaluated_on)
    _require_other_person(work, row, body.side)
    work.session.merge(
        EvaluationRow(
            change_code=row.change_code,
            side=body.side,
            outcome=body.outcome,
            opinion=body.opinion,
            evaluated_on=body.evaluated_on,
            evaluated_by=work.actor,
            documents=take_papers(work, body.documents),
        )
    )
    event = ChangeEvaluated(
        change_code=row.change_code,
        station_code=row.station_code,
        side=body.side,
        outcome=body.outcome,
        evaluated_on=body.evaluated_on,
        evidence_sha256=hashes_of(body.documents),
    )
    work.record(event, effective_on=body.evaluated_on)
    return answer(row)


def _require_side(work: Work, station: Station, side: str) -> None:
    owner = "talent_office" if side == "talent_office" else station.guiding_department
    if owner not in orgs_of(work.caller):
        raise Forbidden("not_your_side")


def _require_other_person(work: Work, row: Change, side: str) -> None:
    query = select(EvaluationRow.side).where(
        EvaluationRow.change_code == row.change_code,
        EvaluationRow.evaluated_by == work.actor,
        EvaluationRow.side != side,
    )
    other = work.session.execute(query).scalar()
    if other is not None:
        why = reason("acted_for_other_side", "3", who=work.actor, other=other, side=side)
        refuse("segregation_of_duties", reasons=[why])
