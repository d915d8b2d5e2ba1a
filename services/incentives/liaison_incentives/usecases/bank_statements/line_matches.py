"""Compare lines of a bank statement with the books: what each is, why, and what to do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from liaison_contracts.incentives import LineOutcome
from liaison_incentives.tables import Clawback, Payout, Settlement, StatementLine

REPEATED, TWICE = "repeated_line", "paid_twice"
CHUNK = 500
T = TypeVar("T")
NEXT_STEPS = {
    "": "",
    REPEATED: "Do nothing: an earlier statement had this very transaction.",
    TWICE: "Have the bank give the second payment back; record nothing for this line.",
    "no_such_payout": "Ask the bank whom it paid and why, and have the money brought back.",
    "no_such_clawback": "Ask the payer what it is for, and give it back or propose a clawback.",
    "amount_differs": "Clear the amount with the bank; correct its booking, not ours.",
    "not_settled": "Record the settlement of this payout, then look again.",
    "recorded_unpaid": "Finance recorded that it was not paid: correct that by its settlement.",
    "not_returned": "Record the return of this payout, then look again.",
    "not_received": "Record what came in for this clawback, then look again.",
    "no_statement_line": "Import the statement that covers this day, or ask the bank for it.",
}
"""The next step, by cause."""


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

    def judge(self, line: StatementLine) -> Verdict:
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

    def _received(self, line: StatementLine) -> Verdict:
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


def mark_doubles(session: Session, lines: Sequence[StatementLine]) -> None:
    """Mark lines whose transaction or payment already appeared in an earlier line."""
    bank, paid = set[str](), set[str]()
    for some in chunks([line.bank_reference for line in lines]):
        known = select(StatementLine.bank_reference).where(StatementLine.bank_reference.in_(some))
        bank |= set(session.scalars(known))
    for some in chunks([line.reference for line in lines]):
        known = select(StatementLine.reference).where(
            StatementLine.reference.in_(some), StatementLine.kind == "paid"
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
