"""Post movements of money: collected during a transaction, written together at its end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, cast

from sqlalchemy import Table, insert, select, update
from sqlalchemy.orm import Session

from liaison_incentives.tables import LedgerEntry, LedgerHead
from liaison_incentives.usecases.ledger.chain import FIRST_HASH, link, own_hash
from liaison_kit.work import at_end

EXPENSE, COMMITMENT, PAYABLE, FUND = "expense", "commitment", "payable", "fund"
RECOVERABLE, BEFORE = "recoverable", "paid_before"
ACCOUNTS = {
    "granted": (EXPENSE, COMMITMENT),
    "reduced": (COMMITMENT, EXPENSE),
    "requested": (COMMITMENT, PAYABLE),
    "settled": (PAYABLE, FUND),
    "paid_before": (COMMITMENT, BEFORE),
    "unpaid": (PAYABLE, COMMITMENT),
    "returned": (FUND, COMMITMENT),
    "recoverable": (RECOVERABLE, EXPENSE),
    "recovered": (FUND, RECOVERABLE),
    "voided": (EXPENSE, RECOVERABLE),
}
HEAD = "ledger"
_ENTRIES, _HEAD_ROW = cast(Table, LedgerEntry.__table__), cast(Table, LedgerHead.__table__)
_QUEUE = "ledger postings"


@dataclass(frozen=True)
class Posting:
    """Move a positive amount in fen for one award; `kind` names both accounts.

    `event_id` is the event that reports it, as returned by `work.record`.
    """

    kind: str
    award_code: str
    amount_fen: int
    event_id: str
    payout_id: str | None = None


def owed_change(
    award_code: str, before_fen: int, after_fen: int, event_id: str
) -> Iterator[Posting]:
    """Yield the posting for a change of the amount owed for an award, if any."""
    if after_fen > before_fen:
        yield Posting("granted", award_code, after_fen - before_fen, event_id)
    elif after_fen < before_fen:
        yield Posting("reduced", award_code, before_fen - after_fen, event_id)


def post(session: Session, on: date, postings: Sequence[Posting]) -> None:
    """Schedule postings for the end of the transaction, two lines each.

    The head of the chain, which every transaction with money needs, is locked only then.
    """
    if postings:
        session.info.setdefault(_QUEUE, []).extend((on, posting) for posting in postings)
        at_end(session, HEAD, partial(write, session))


def write(session: Session) -> None:
    """Write the scheduled postings; the head row stays locked until the commit."""
    waiting = session.info.pop(_QUEUE, [])
    if not waiting:
        return
    entry_no, row_hash = lock_head(session)
    rows = []
    for on, posting in waiting:
        for line in _lines(entry_no, on, posting):
            previous, row_hash = row_hash, link(row_hash, own_hash(line))
            rows.append({**line, "previous_hash": previous, "row_hash": row_hash})
        entry_no += 2
    session.execute(insert(_ENTRIES), rows)
    values = {"entry_no": entry_no, "row_hash": row_hash}
    session.execute(update(_HEAD_ROW).values(**values))


def lock_head(session: Session) -> tuple[int, str]:
    """Return the number and hash of the last line; other writers wait until the commit."""
    columns = LedgerHead.__table__.c
    query = select(columns.entry_no, columns.row_hash).with_for_update()
    found = session.execute(query).first()
    if found is None:
        session.add(LedgerHead(name=HEAD, entry_no=0, row_hash=FIRST_HASH))
        session.flush()
        return 0, FIRST_HASH
    return found.entry_no, found.row_hash


def _lines(last_no: int, on: date, posting: Posting) -> Iterator[dict[str, Any]]:
    debited, credited = ACCOUNTS[posting.kind]
    sides = ((debited, posting.amount_fen, 0), (credited, 0, posting.amount_fen))
    for number, (account, debit, credit) in enumerate(sides, start=last_no + 1):
        yield {
            "entry_no": number,
            "posting_no": last_no + 1,
            "posted_on": on,
            "kind": posting.kind,
            "account": account,
            "debit_fen": debit,
            "credit_fen": credit,
            "award_code": posting.award_code,
            "payout_id": posting.payout_id,
            "event_id": posting.event_id,
        }
