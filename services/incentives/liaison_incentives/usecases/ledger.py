"""Keep the double entry: what is promised on grant, ordered on release, paid on settlement.

    granted    expense    -> commitment      an award is owed (also while it is held)
    adjusted   the difference, in the direction it goes; a refusal or cancellation takes it back
    requested  commitment -> payable         finance was asked to pay
    settled    payable    -> fund            the talent fund paid
    unpaid     payable    -> commitment      finance did not pay; what was owed is owed again
    returned   fund       -> commitment      the bank gave it back

The first account is debited, the second credited. Lines are chained by hash and never change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from liaison_incentives.tables import Award, LedgerEntry, LedgerHead, Payout
from liaison_kit.claims import hash_of

EXPENSE, COMMITMENT, PAYABLE, FUND = "expense", "commitment", "payable", "fund"
ACCOUNTS = {
    "granted": (EXPENSE, COMMITMENT),
    "reduced": (COMMITMENT, EXPENSE),
    "requested": (COMMITMENT, PAYABLE),
    "settled": (PAYABLE, FUND),
    "unpaid": (PAYABLE, COMMITMENT),
    "returned": (FUND, COMMITMENT),
}
HEAD = "ledger"
FIRST_HASH = "0" * 64
CHUNK = 1000


@dataclass(frozen=True)
class Posting:
    """Move an amount in fen, more than zero, for one award; `kind` names both accounts."""

    kind: str
    award_code: str
    amount_fen: int
    payout_id: str | None = None


@dataclass(frozen=True)
class Verification:
    """Say whether the ledger holds: its lines, its head, and every fault that was found."""

    entries: int
    checkpoint: str
    faults: tuple[str, ...]


def owed_change(award_code: str, before_fen: int, after_fen: int) -> Iterator[Posting]:
    """Yield the posting for a change of what is owed for an award, if there is one."""
    if after_fen > before_fen:
        yield Posting("granted", award_code, after_fen - before_fen)
    elif after_fen < before_fen:
        yield Posting("reduced", award_code, before_fen - after_fen)


def post(session: Session, on: date, postings: Sequence[Posting]) -> None:
    """Append two lines a posting; the head row is locked until the commit."""
    if not postings:
        return
    head = session.get(LedgerHead, HEAD, with_for_update=True)
    if head is None:
        head = LedgerHead(name=HEAD, entry_no=0, row_hash=FIRST_HASH)
        session.add(head)
    rows = []
    for posting in postings:
        debited, credited = ACCOUNTS[posting.kind]
        posting_no = head.entry_no + 1
        for account, debit, credit in (
            (debited, posting.amount_fen, 0),
            (credited, 0, posting.amount_fen),
        ):
            row: dict[str, Any] = {
                "entry_no": head.entry_no + 1,
                "posting_no": posting_no,
                "posted_on": on,
                "kind": posting.kind,
                "account": account,
                "debit_fen": debit,
                "credit_fen": credit,
                "award_code": posting.award_code,
                "payout_id": posting.payout_id,
                "previous_hash": head.row_hash,
            }
            row["row_hash"] = _hash(row)
            head.entry_no, head.row_hash = row["entry_no"], row["row_hash"]
            rows.append(row)
    session.flush()
    session.execute(insert(LedgerEntry), rows)


def _hash(row: dict[str, object]) -> str:
    plain = {name: str(value) for name, value in row.items() if name != "row_hash"}
    return hash_of(plain)


def checkpoint(session: Session) -> str:
    """Return the number and hash of the last line; whoever keeps it can prove what came before."""
    head = session.get(LedgerHead, HEAD)
    return f"{head.entry_no}:{head.row_hash}" if head else f"0:{FIRST_HASH}"


def verify(session: Session) -> Verification:
    """Fold the whole ledger again and compare it with its head, the awards and the payouts."""
    fold = _Fold()
    lines = LedgerEntry.__table__
    in_order = select(lines).order_by(lines.c.entry_no).limit(CHUNK)
    while rows := session.execute(in_order.where(lines.c.entry_no > fold.last_no)).all():
        for row in rows:
            fold.add(row)
    stored = checkpoint(session)
    if stored != f"{fold.last_no}:{fold.last_hash}":
        fold.faults.append(f"the head says {stored}, the lines end at {fold.last_no}")
    fold.faults.extend(f"posting {no} is not balanced" for no, sum_ in fold.open.items() if sum_)
    fold.faults.extend(_compared(session, fold))
    return Verification(fold.last_no, stored, tuple(fold.faults))


class _Fold:
    """Add up lines in order: the chain, each posting's balance, and each award's accounts."""

    def __init__(self) -> None:
        self.last_no, self.last_hash = 0, FIRST_HASH
        self.faults: list[str] = []
        self.open: dict[int, int] = defaultdict(int)
        self.credit: dict[tuple[str, str], int] = defaultdict(int)

    def add(self, row: Any) -> None:
        found = _hash(row._asdict())
        if row.entry_no != self.last_no + 1:
            self.faults.append(f"line {self.last_no + 1} is missing")
        if row.previous_hash != self.last_hash or row.row_hash != found:
            self.faults.append(f"line {row.entry_no} does not fit the chain")
        self.last_no, self.last_hash = row.entry_no, row.row_hash
        self.open[row.posting_no] += row.debit_fen - row.credit_fen
        self.credit[row.award_code, row.account] += row.credit_fen - row.debit_fen


def _compared(session: Session, fold: _Fold) -> Iterator[str]:
    """Yield where the accounts differ from what awards and payouts say."""
    ordered: dict[str, int] = defaultdict(int)
    paid: dict[str, int] = defaultdict(int)
    for payout in session.execute(select(Payout.award_code, Payout.state, Payout.amount_fen)):
        if payout.state in ("requested", "recall_requested"):
            ordered[payout.award_code] += payout.amount_fen
        elif payout.state == "paid":
            paid[payout.award_code] += payout.amount_fen
    known = set()
    for award in session.scalars(select(Award)):
        code = award.award_code
        known.add(code)
        wanted = {
            COMMITMENT: award.owed_fen() - ordered[code] - paid[code],
            PAYABLE: ordered[code],
            FUND: paid[code],
        }
        for account, amount in wanted.items():
            if (found := fold.credit[code, account]) != amount:
                yield f"{account} of {code} is {found}, the records say {amount}"
    strangers = {code for code, _ in fold.credit} - known
    yield from (f"the ledger names {code}, which is no award" for code in sorted(strangers))
