"""Break batches that should not be paid as they are; their awards can be sealed again."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from liaison_contracts.errors import Conflict, Forbidden, NotFound
from liaison_contracts.incentives import BatchAnswer, BatchBroken, BreakBatch
from liaison_incentives.context import Work
from liaison_incentives.tables import Award, Batch
from liaison_incentives.usecases.awards.stages import BATCHED, moved
from liaison_incentives.usecases.batches.batch import (
    APPROVED,
    BROKEN,
    RELEASED,
    SEALED,
    answer,
    signatures_of,
)
from liaison_incentives.usecases.rights import orgs_of


def break_on_demand(work: Work, body: BreakBatch) -> BatchAnswer:
    """Break a batch that should not be paid as it is; its awards can be sealed again.

    Raises:
        NotFound: for an unknown batch.
        Conflict: if it is released or broken already.
        Forbidden: for a department without a station in it.
    """
    batch = work.session.get(Batch, body.batch_code, with_for_update=True)
    if batch is None:
        raise NotFound("batch_unknown")
    if batch.state in (RELEASED, BROKEN):
        raise Conflict(f"batch_{batch.state}", batch_code=body.batch_code)
    is_office = "talent_office" in work.caller.roles
    if not is_office and not orgs_of(work.caller) & set(batch.departments):
        raise Forbidden("not_your_stations", batch_code=batch.batch_code)
    break_batches(work, {batch.batch_code: body.reason})
    return answer(batch, signatures_of(work, batch))


def break_batches(work: Work, causes: Mapping[str, str]) -> None:
    """Break unreleased batches: their awards are free again, and the batches stay on record."""
    if not causes:
        return
    open_ones = Batch.state.in_((SEALED, APPROVED))
    query = select(Batch).where(Batch.batch_code.in_(causes), open_ones).with_for_update()
    broken = {batch.batch_code: batch for batch in work.session.scalars(query)}
    awards = select(Award).where(Award.batch_code.in_(broken), Award.stage == BATCHED)
    for award in work.session.scalars(awards):
        award.stage, award.batch_code = moved(award.award_code, award.stage, "break"), None
    for code, batch in broken.items():
        batch.state = BROKEN
        event = BatchBroken(batch_code=code, cause=causes[code], broken_on=work.today)
        work.record(event)
