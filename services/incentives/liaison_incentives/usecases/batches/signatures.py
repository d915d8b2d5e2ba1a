"""Approve and co-sign sealed batches, by different people, each for exactly its list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from liaison_contracts.errors import Conflict, Forbidden
from liaison_contracts.incentives import (
    ApproveBatch,
    BatchAnswer,
    BatchApproved,
    BatchCosigned,
    CosignBatch,
)
from liaison_incentives.context import Work
from liaison_incentives.tables import Batch, BatchSignature
from liaison_incentives.usecases.batches import second_factor
from liaison_incentives.usecases.batches.batch import (
    APPROVED,
    COSIGNED,
    SEALED,
    Item,
    answer,
    missing_approvals,
    missing_departments,
    open_batch,
    require_fresh_hands,
    sign,
    signatures_of,
    told,
)
from liaison_incentives.usecases.rights import orgs_of


def approve(work: Work, body: ApproveBatch) -> BatchAnswer:
    """Approve exactly the sealed list, as a person who has not acted on it before (Article 3).

    Raises:
        Conflict: if the list is not the sealed one, or was approved already.
        Forbidden: for a person who acted on it before, or a wrong one-time password.
        Refused: while the edition is not in force.
    """
    batch, items = open_batch(work, body.batch_code, body.sha256)
    mine = [party for party in missing_approvals(work, batch, items) if party in work.caller.roles]
    if not mine:
        raise Conflict("batch_approved_already", batch_code=batch.batch_code)
    work.require_in_force(work.today)
    signatures = _next_signature(work, batch, items, APPROVED, mine[0])
    second_factor.require(work, body.totp)
    work.session.flush()
    open_ones = missing_approvals(work, batch, items)
    batch.state = SEALED if open_ones else APPROVED
    event = BatchApproved(**told(batch, signatures), open_approvals=open_ones)
    work.record(event)
    return replace(answer(batch, signatures), open_approvals=open_ones)


def cosign(work: Work, body: CosignBatch) -> BatchAnswer:
    """Co-sign for the caller's department, which guides stations in the list (Article 3, A53).

    Raises:
        Conflict: if the list is not the sealed one, or the department signed already.
        Forbidden: for a department without a station in it, or a person who acted on it before.
    """
    batch, items = open_batch(work, body.batch_code, body.sha256)
    mine = sorted(orgs_of(work.caller) & set(batch.departments))
    if not mine:
        raise Forbidden("not_your_stations", batch_code=batch.batch_code)
    unsigned = [name for name in mine if name in missing_departments(work, batch)]
    if not unsigned:
        raise Conflict("batch_cosigned_already", department=mine[0])
    signatures = _next_signature(work, batch, items, COSIGNED, unsigned[0])
    event = BatchCosigned(**told(batch, signatures), department=unsigned[0])
    work.record(event)
    return answer(batch, signatures)


def _next_signature(
    work: Work, batch: Batch, items: Sequence[Item], step: str, department: str = ""
) -> list[BatchSignature]:
    require_fresh_hands(work, batch, items)
    return sign(work, batch, step, signatures_of(work, batch), department)
