"""Build the signed proof of an award; `docs/reference/proof.md` describes its format."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import rfc8785
from sqlalchemy import RowMapping, select
from sqlalchemy.orm import Session

from liaison_contracts.incentives import ExportProof, LedgerAnswer, ProofAnswer, VerifyLedger
from liaison_contracts.money import yuan_of
from liaison_incentives.context import Work
from liaison_incentives.tables import (
    Award,
    Batch,
    BatchItem,
    BatchSignature,
    LedgerCheckpoint,
    LedgerEntry,
    Payout,
    Settlement,
)
from liaison_incentives.usecases import ledger
from liaison_incentives.usecases.awards.explanations import find_award
from liaison_incentives.usecases.awards.stages import shown
from liaison_incentives.usecases.batches.batch import leaves_of, row_of
from liaison_incentives.usecases.ledger import checkpoints
from liaison_incentives.usecases.ledger.chain import content_of, path_of
from liaison_incentives.usecases.proofs.acts import acts_of
from liaison_incentives.usecases.proofs.tree import lines_of, tree_of
from liaison_kit.log import event_log
from liaison_kit.store import records

FORMAT = "liaison-proof/1"
PURPOSE = "liaison proof"
Plain = dict[str, Any]


def export(work: Work, body: ExportProof) -> ProofAnswer:
    """Return the proof of an award, signed with the ledger's key.

    Raises:
        NotFound: for an award that the caller may not see.
    """
    award = find_award(work, body.award_code)
    checkpoints.make(work)
    vault, session = work.context.vault, work.session
    acts = acts_of(session, award)
    tree = tree_of(award, acts, work.edition)
    payouts = list(_payouts(session, award))
    bundle: Plain = {
        "format": FORMAT,
        "instance": {"service": work.service, "mode": work.mode, "logid": work.logid},
        "made_at": _instant(work),
        "award": _award(award),
        "explanation": award.explanation,
        "text": {lang: list(lines_of(tree, lang)) for lang in ("en", "zh")},
        "acts": acts,
        "events": _events(work, award, payouts),
        "payouts": payouts,
        "batches": [_batch(session, award, code) for code in _codes(payouts)],
        "ledger": _ledger(session, award),
    }
    key_id = checkpoints.key_id_of(vault.public_key)
    signature = vault.sign(PURPOSE, rfc8785.dumps(bundle))
    bundle["signature"] = {
        "key_id": key_id,
        "public_key": _text(vault.public_key),
        "value": _text(signature),
    }
    return ProofAnswer(award_code=award.award_code, key_id=key_id, bundle=bundle)


def verify_ledger(work: Work, body: VerifyLedger) -> LedgerAnswer:
    """Verify the ledger and return every fault with its place."""
    found = ledger.verify(work.session, work.context.vault.public_key)
    return LedgerAnswer(
        lines=found.entries,
        head=found.checkpoint,
        checkpoint=checkpoints.newest_signed(work.session),
        accounts={name: yuan_of(fen) for name, fen in found.accounts.items()},
        faults=found.faults,
    )


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode()


def _instant(work: Work) -> str:
    now = datetime.fromtimestamp(int(work.context.now()), UTC)
    return now.isoformat().replace("+00:00", "Z")


def _award(award: Award) -> Plain:
    return {
        "award_code": award.award_code,
        "station_code": award.station_code,
        "year": award.year,
        "rule": award.rule,
        "reference": award.reference,
        "amount_fen": award.amount_fen,
        "due_on": award.due_on.isoformat(),
        "state": shown(award.state, award.stage),
        "articles": list(award.articles),
        "edition": award.edition,
        "holds": list(award.holds),
        "reasons": [dict(reason) for reason in award.reasons],
    }


def _events(work: Work, award: Award, payouts: list[Plain]) -> list[Plain]:
    """Return the events about this award and its batches, in the order of the log."""
    table = records.event_log
    subjects = [f"station/{award.station_code}", *(f"batch/{c}" for c in _codes(payouts))]
    query = select(table).where(table.c.subject.in_(subjects)).order_by(table.c.position)
    found = []
    for row in work.session.execute(query):
        envelope = event_log.envelope_of(row, work.service, work.logid).to_wire()
        data = envelope["data"]
        is_ours = data.get("award_code", data.get("recovers")) == award.award_code
        if is_ours or row.subject.startswith("batch/"):
            found.append(envelope)
    return found


def _payouts(session: Session, award: Award) -> Iterator[Plain]:
    query = select(Payout).where(Payout.award_code == award.award_code)
    for payout in session.scalars(query.order_by(Payout.reissue_no)):
        answers = select(Settlement).where(Settlement.payout_id == payout.payout_id)
        yield {
            "payout_id": payout.payout_id,
            "reissue_no": payout.reissue_no,
            "batch_code": payout.batch_code,
            "payee_ref": payout.payee_ref,
            "account_version": payout.account_version,
            "amount_fen": payout.amount_fen,
            "state": payout.state,
            "requested_on": payout.requested_on.isoformat(),
            "answers": [
                {
                    "settlement_id": row.settlement_id,
                    "outcome": row.outcome,
                    "amount_fen": row.amount_fen,
                    "on": row.on.isoformat(),
                    "note": row.note,
                }
                for row in session.scalars(answers.order_by(Settlement.settlement_id))
            ],
        }


def _codes(payouts: list[Plain]) -> list[str]:
    return sorted({payout["batch_code"] for payout in payouts})


def _batch(session: Session, award: Award, batch_code: str) -> Plain:
    batch = session.get(Batch, batch_code)
    assert batch is not None, "a payout is made of a batch"
    query = select(BatchItem).where(BatchItem.batch_code == batch_code)
    items = sorted(session.scalars(query), key=row_of)
    index = next(n for n, item in enumerate(items) if item.award_code == award.award_code)
    signed = select(BatchSignature).where(BatchSignature.batch_code == batch_code)
    return {
        "batch_code": batch_code,
        "sha256": batch.sha256,
        "count": batch.count,
        "total_fen": batch.total_fen,
        "channel": batch.channel,
        "document_no": batch.document_no or "",
        "department": items[index].department,
        "item": row_of(items[index]),
        "path": path_of(leaves_of(items), index),
        "signatures": [
            {
                "step": row.step,
                "person_ref": row.person_ref,
                "department": row.department,
                "signed_on": row.signed_on.isoformat(),
            }
            for row in session.scalars(signed.order_by(BatchSignature.person_ref))
        ],
    }


def _ledger(session: Session, award: Award) -> Plain:
    """Return the award's lines, each with its path to a root signed by a checkpoint."""
    table = LedgerEntry.__table__
    query = select(table).where(table.c.award_code == award.award_code)
    rows = session.execute(query.order_by(table.c.entry_no)).all()
    points = list(session.scalars(select(LedgerCheckpoint).order_by(LedgerCheckpoint.entry_no)))
    used: dict[int, str] = {}
    known: dict[int, list[bytes]] = {}
    lines = []
    for row in rows:
        place = next(n for n, point in enumerate(points) if point.entry_no >= row.entry_no)
        after, point = points[place - 1].entry_no if place else 0, points[place]
        if point.checkpoint_no not in known:
            known[point.checkpoint_no] = checkpoints.leaves(session, after, point.entry_no)
            used[point.checkpoint_no] = point.signed
        path = path_of(known[point.checkpoint_no], row.entry_no - after - 1)
        lines.append(_line(row._mapping, point.checkpoint_no, path))
    return {"lines": lines, "checkpoints": [used[number] for number in sorted(used)]}


def _line(row: RowMapping, checkpoint_no: int, path: list[dict[str, str]]) -> Plain:
    return {"content": content_of(row), "checkpoint": checkpoint_no, "path": path}
