"""Provide what all steps of a batch share: its list, hash, signatures and event fields."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import or_, select

from liaison_contracts.errors import Conflict, Forbidden, NotFound
from liaison_contracts.incentives import BatchAnswer
from liaison_contracts.money import CURRENCY, Fen
from liaison_incentives.context import Work
from liaison_incentives.tables import (
    Award,
    Batch,
    BatchItem,
    BatchSignature,
    BoleDecision,
    CaseByCaseDecision,
    PayeeAccount,
    RecruitmentClaim,
    SpecialEvent,
    Station,
)
from liaison_incentives.tables.base import AnyRow
from liaison_incentives.usecases.ledger.chain import root_of
from liaison_incentives.usecases.rights import require_outsider
from liaison_kit.claims import hash_of

SEALED, APPROVED, RELEASED, BROKEN = "sealed", "approved", "released", "broken"
COSIGNED = "cosigned"
OFFICE, LEADING_GROUP = "talent_office", "leading_group"


CASE_ACTS = (CaseByCaseDecision.proposed_by, CaseByCaseDecision.recorded_by)
ENTERED: tuple[tuple[str, Any, tuple[Any, ...]], ...] = (
    (
        "recruitment",
        RecruitmentClaim.recruitment_code,
        (
            RecruitmentClaim.reported_by,
            RecruitmentClaim.first_verified_by,
            RecruitmentClaim.decided_by,
        ),
    ),
    ("event", SpecialEvent.event_code, (SpecialEvent.proposed_by, SpecialEvent.approved_by)),
    ("Bole award", BoleDecision.bole_code, (BoleDecision.decided_by,)),
    ("case-by-case decision", CaseByCaseDecision.decision_code, CASE_ACTS),
)
"""The subject of an award, and the people who entered or decided it: they sign no payment of it."""


Item = BatchItem | AnyRow
"""One payment of a batch as it was sealed: read only, so mostly a plain row."""


def row_of(item: Item) -> list[Any]:
    """Return the sealed content of one item: payee, account, amount and rule."""
    return [
        item.award_code,
        item.reissue_no,
        item.payee_ref,
        item.account_version,
        item.amount_fen,
        CURRENCY,
        item.rule,
        item.edition,
    ]


def leaves_of(items: Iterable[Item]) -> list[bytes]:
    """Return the SHA-256 of each row in canonical JSON, in the order of the rows."""
    return [bytes.fromhex(hash_of(row)) for row in sorted(map(row_of, items))]


def hash_of_items(items: Iterable[Item]) -> str:
    """Return the seal of a list: the Merkle root over its rows (see `ledger.chain`).

    A Merkle root seals like a plain hash, and allows proving one row without showing the others.
    """
    return root_of(leaves_of(items))


def stations_of(work: Work, codes: set[str]) -> dict[str, Station]:
    """Return stations by code."""
    found = work.session.scalars(select(Station).where(Station.station_code.in_(codes)))
    return {station.station_code: station for station in found}


def open_batch(work: Work, batch_code: str, sha256: str) -> tuple[Batch, Sequence[Item]]:
    """Return an unreleased batch, locked, if the caller names exactly its list.

    Raises:
        NotFound: for an unknown batch.
        Conflict: if it is released or broken, or its seal does not match.
    """
    batch = work.session.get(Batch, batch_code, with_for_update=True)
    if batch is None:
        raise NotFound("batch_unknown")
    if batch.state in (RELEASED, BROKEN):
        raise Conflict(f"batch_{batch.state}", batch_code=batch_code)
    items = items_of(work, batch_code)
    if hash_of_items(items) != batch.sha256:
        raise Conflict("seal_broken", batch_code=batch_code)
    if sha256 != batch.sha256:
        raise Conflict("hash_differs", batch_code=batch_code, sha256=batch.sha256)
    return batch, items


def items_of(work: Work, batch_code: str) -> Sequence[Item]:
    """Return the stored list of a batch."""
    query = select(*BatchItem.__table__.columns).where(BatchItem.batch_code == batch_code)
    return work.session.execute(query.order_by(BatchItem.award_code)).all()


def require_fresh_hands(work: Work, batch: Batch, items: Sequence[Item]) -> None:
    """Refuse a person who entered, verified or signed anything in the batch, or would be paid.

    Raises:
        Forbidden: naming what the person did before.
    """
    person = work.caller.sub
    paid = select(BatchItem.station_code).where(BatchItem.batch_code == batch.batch_code)
    stations = work.session.scalars(select(Station).where(Station.station_code.in_(paid)))
    require_outsider(work.caller, stations)
    acts = {s.person_ref: s.step for s in signatures_of(work, batch)}
    done = acts.get(person) or _earlier_act(work, items, person)
    if done:
        raise Forbidden("same_person", about=batch.batch_code)


def _earlier_act(work: Work, items: Sequence[Item], person: str) -> str:
    versions = {(item.payee_ref, item.account_version) for item in items}
    accounts = select(PayeeAccount).where(
        (PayeeAccount.registered_by == person) | (PayeeAccount.approved_by == person)
    )
    for account in work.session.scalars(accounts):
        if (account.payee_ref, account.account_version) in versions:
            return f"the account of station {account.station_code}"
    links = [(told, code, acts, Award.reference == code) for told, code, acts in ENTERED]
    corrected = Award.award_code == CaseByCaseDecision.award_code
    links.append(("case-by-case decision", CaseByCaseDecision.decision_code, CASE_ACTS, corrected))
    for told, code, acts, link in links:
        done = or_(*(act == person for act in acts))
        query = select(code).join(Award, link)
        found = work.session.scalars(
            query.where(Award.batch_code == items[0].batch_code, done).limit(1)
        )
        if reference := found.first():
            return f"{told} {reference}"
    return ""


def signatures_of(work: Work, batch: Batch) -> list[BatchSignature]:
    """Return the people who have signed a batch so far."""
    query = select(BatchSignature).where(BatchSignature.batch_code == batch.batch_code)
    return list(work.session.scalars(query.order_by(BatchSignature.person_ref)))


def sign(
    work: Work, batch: Batch, step: str, known: Sequence[BatchSignature], department: str = ""
) -> list[BatchSignature]:
    """Add the caller's signature and return all of them."""
    mine = BatchSignature(
        batch_code=batch.batch_code,
        person_ref=work.caller.sub,
        step=step,
        department=department,
        signed_on=work.today,
    )
    work.session.add(mine)
    return [*known, mine]


def missing_approvals(work: Work, batch: Batch, items: Sequence[Item]) -> tuple[str, ...]:
    """Return the missing approvals: the office's, and for a large payment the leading group's."""
    threshold = work.edition.figures.second_approval_fen
    is_large = any(item.amount_fen > threshold for item in items)
    needed = (OFFICE, LEADING_GROUP) if is_large else (OFFICE,)
    done = {s.department for s in signatures_of(work, batch) if s.step == APPROVED}
    return tuple(party for party in needed if party not in done)


def missing_departments(work: Work, batch: Batch) -> list[str]:
    """Return the guiding departments that have not co-signed yet (reading A53)."""
    signed = {s.department for s in signatures_of(work, batch) if s.step == COSIGNED}
    return [name for name in batch.departments if name not in signed]


def told(batch: Batch, signatures: Sequence[BatchSignature]) -> dict[str, Any]:
    """Return the fields that every event of a batch has."""
    return {
        "batch_code": batch.batch_code,
        "count": batch.count,
        "total_fen": batch.total_fen,
        "sha256": batch.sha256,
        "persons": tuple(sorted(s.person_ref for s in signatures)),
    }


def answer(batch: Batch, signatures: Sequence[BatchSignature]) -> BatchAnswer:
    """Return the state of a batch and the co-signatures it needs."""
    signed = {s.department for s in signatures if s.step == COSIGNED}
    open_ones = tuple(name for name in batch.departments if name not in signed)
    return BatchAnswer(
        batch_code=batch.batch_code,
        sha256=batch.sha256,
        count=batch.count,
        total_fen=Fen(batch.total_fen),
        state=batch.state,
        cosign_departments=open_ones if batch.state != BROKEN else (),
    )
