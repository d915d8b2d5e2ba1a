"""Compare lines of a bank statement with the books: what each is, why, and what to do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from liaison_contracts.incentives import LineOutcome
from liaison_contracts.reasons import reason
from liaison_incentives.tables import BankStatementLine, Clawback, Payout, Settlement

REPEATED, TWICE = "repeated_line", "paid_twice"
CHUNK = 500
T = TypeVar("T")
ARTICLE = "3"
WHY = {
    REPEATED: reason("bank_repeated", ARTICLE),
    TWICE: reason("bank_twice", ARTICLE),
    "no_such_payout": reason("bank_no_such_payout", ARTICLE),
    "no_such_clawback": reason("bank_no_such_clawback", ARTICLE),
    "amount_differs": reason("bank_amount_differs", ARTICLE),
    "not_settled": reason("bank_not_settled", ARTICLE),
    "recorded_unpaid": reason("bank_recorded_unpaid", ARTICLE),
    "not_returned": reason("bank_not_returned", ARTICLE),
    "not_received": reason("bank_not_received", ARTICLE),
    "no_statement_line": reason("bank_no_statement_line", ARTICLE),
}
"""Where the bank and the books differ, by cause: what was found, and what it needs."""


@dataclass(frozen=True)
class Verdict:
    """Hold what a line is, and the cause if it is not matched."""

    outcome: LineOutcome
    cause: str = ""


class Books:
    """Hold the payouts, settlements and clawbacks for the references of some lines."""

    def __init__(self, session: Session, references: Iterable[str]) -> None:
        wanted = sorted(set(references))
        self.payouts: dict[str, Payout] = {}
        self.clawbacks: dict[str, Clawback] = {}
        self.receipts: dict[str, list[int]] = defaultdict(list)
        for some in chunks(wanted):
            for payout in session.scalars(select(Payout).where(Payout.payout_id.in_(some))):
                self.payouts[payout.payout_id] = payout
            query = select(Clawback).where(Clawback.clawback_code.in_(some))
            for clawback in session.scalars(query):
                self.clawbacks[clawback.clawback_code] = clawback
        self._add_receipts(session)

    def _add_receipts(self, session: Session) -> None:
        payouts = sorted({found.payout_id or "" for found in self.clawbacks.values()})
        for some in chunks(payouts):
            query = select(Settlement).where(
                Settlement.payout_id.in_(some), Settlement.outcome == "clawback_received"
            )
            for receipt in session.scalars(query):
                self.receipts[receipt.note.split(" ")[0]].append(receipt.amount_fen)

    def judge(self, line: BankStatementLine) -> Verdict:
        """Return what a line is; a duplicate stays one, even if the books change later."""
        if line.doubles:
            return Verdict("double", line.doubles)
        if line.kind == "received":
            return self._received(line)
        payout = self.payouts.get(line.reference)
        if payout is None:
            return Verdict("unknown", "no_such_payout")
        if payout.amount_fen != line.amount_fen:
            return Verdict("unmatched", "amount_differs")
        return _paid(payout) if line.kind == "paid" else _returned(payout)

    def _received(self, line: BankStatementLine) -> Verdict:
        if line.reference not in self.clawbacks:
            return Verdict("unknown", "no_such_clawback")
        is_booked = line.amount_fen in self.receipts[line.reference]
        return Verdict("matched") if is_booked else Verdict("unmatched", "not_received")


def _paid(payout: Payout) -> Verdict:
    if payout.state in ("requested", "recall_requested"):
        return Verdict("unmatched", "not_settled")
    if payout.state in ("paid", "returned"):  # a returned payment was paid out before
        return Verdict("matched")
    return Verdict("unmatched", "recorded_unpaid")


def _returned(payout: Payout) -> Verdict:
    is_booked = payout.state in ("returned", "failed")
    return Verdict("matched") if is_booked else Verdict("unmatched", "not_returned")


def mark_doubles(session: Session, lines: Sequence[BankStatementLine]) -> None:
    """Mark lines whose transaction or payment already appeared in an earlier line."""
    bank, paid = set[str](), set[str]()
    for some in chunks([line.bank_reference for line in lines]):
        known = select(BankStatementLine.bank_reference).where(
            BankStatementLine.bank_reference.in_(some)
        )
        bank |= set(session.scalars(known))
    for some in chunks([line.reference for line in lines]):
        known = select(BankStatementLine.reference).where(
            BankStatementLine.reference.in_(some), BankStatementLine.kind == "paid"
        )
        paid |= set(session.scalars(known))
    for line in lines:
        if line.bank_reference in bank:
            line.doubles = REPEATED
        elif line.kind == "paid" and line.reference in paid:
            line.doubles = TWICE
        bank.add(line.bank_reference)
        if line.kind == "paid":
            paid.add(line.reference)


def chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield the items in chunks that fit into a query."""
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]
