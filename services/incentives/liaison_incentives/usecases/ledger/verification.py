"""Verify the whole ledger: its chain, checkpoints, events and accounts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from liaison_incentives.tables import LedgerEntry, LedgerHead
from liaison_incentives.usecases.ledger.chain import FIRST_HASH, Line
from liaison_incentives.usecases.ledger.comparison import AgainstEvents, Balances
from liaison_incentives.usecases.ledger.from_events import told_money
from liaison_incentives.usecases.ledger.line_checks import Walk, checkpoints_of

CHUNK = 1000


@dataclass(frozen=True)
class Verification:
    """Hold the result of a verification: lines, head, accounts in fen, and every fault."""

    entries: int
    checkpoint: str
    accounts: dict[str, int]
    faults: tuple[str, ...]


def verify(session: Session, public_key: bytes, held: Sequence[str] = ()) -> Verification:
    """Compare the ledger with itself, its checkpoints, the event log, awards and payouts.

    `held` are checkpoints that outsiders kept. Up to the newest of them, nobody can rewrite the
    ledger unnoticed, whatever they can write here; after it, the event log shows changes.
    """
    with _snapshot(session) as still:
        faults: list[str] = []
        walk = Walk(checkpoints_of(still, public_key, held, faults))
        events, balances = AgainstEvents(told_money(still)), Balances()
        for row in _lines(still):
            walk.add(row)
            events.add(row)
            balances.add(row)
        head = _head(still)
        walk.end(head)
        events.end()
        faults += [*walk.faults, *events.faults, *balances.against_records(still)]
    return Verification(walk.last_no, head, balances.totals(), tuple(faults))


@contextmanager
def _snapshot(session: Session) -> Iterator[Session]:
    """Open a session with one snapshot, because lines and events are committed together."""
    bind = session.get_bind()
    if bind.dialect.name != "postgresql":
        yield session
        return
    with Session(bind.execution_options(isolation_level="REPEATABLE READ")) as still:
        yield still


def _lines(session: Session) -> Iterator[Line]:
    lines, last = LedgerEntry.__table__.c, 0
    in_order = select(*(lines[name] for name in Line._fields)).order_by(lines.entry_no)
    while rows := session.execute(in_order.where(lines.entry_no > last).limit(CHUNK)).all():
        yield from map(Line._make, rows)
        last = rows[-1].entry_no


def _head(session: Session) -> str:
    head = session.scalars(select(LedgerHead)).first()
    return f"{head.entry_no}:{head.row_hash}" if head else f"0:{FIRST_HASH}"
