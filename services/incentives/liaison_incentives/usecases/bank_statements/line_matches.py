"""Match lines of bank statements with finance's answers, over all statements that count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from liaison_incentives.policy.finance.bank_lines import (
    PAID,
    RECEIVED,
    RETURNED,
    BankLine,
    Booking,
    Matching,
    Target,
    match,
    normalised,
)
from liaison_incentives.tables import (
    BankStatement,
    BankStatementLine,
    Clawback,
    Payout,
    Settlement,
)

COUNTED, PROPOSED, SET_ASIDE = "counted", "set_aside_proposed", "set_aside"
"""The states of a stored statement; lines of one set aside count nowhere."""
CHUNK = 500
T = TypeVar("T")
AWAITED = ("requested", "recall_requested", "returned")
"""States of a payout whose settlement may still come; a return may arrive before it."""


def compare(session: Session, references: Iterable[str]) -> Matching:
    """Match all lines with these references, of every statement that counts, with the books.

    The references are normalised here.
    """
    wanted = sorted({normalised(reference) for reference in references})
    lines: list[BankLine] = []
    bookings: list[Booking] = []
    targets: dict[str, Target] = {}
    for some in chunks(wanted):
        lines += _lines(session, some)
        for found, targets_found in (_payments(session, some), _receipts(session, some)):
            bookings += found
            targets |= targets_found
    return match(lines, bookings, targets)


def _lines(session: Session, references: Sequence[str]) -> Iterator[BankLine]:
    line = BankStatementLine
    query = (
        select(
            line.statement_code,
            line.line_no,
            BankStatement.import_no,
            line.booked_on,
            line.kind,
            line.reference_key,
            line.amount_fen,
            line.bank_reference,
        )
        .join(BankStatement, BankStatement.statement_code == line.statement_code)
        .where(line.reference_key.in_(references), BankStatement.state != SET_ASIDE)
    )
    for row in session.execute(query):
        yield BankLine(
            statement_code=row.statement_code,
            line_no=row.line_no,
            import_no=row.import_no,
            booked_on=row.booked_on,
            kind=row.kind,
            reference=row.reference_key,
            amount_fen=row.amount_fen,
            transaction=normalised(row.bank_reference),
        )


def _payments(
    session: Session, references: Sequence[str]
) -> tuple[list[Booking], dict[str, Target]]:
    """Return settlements and returns of some payouts, and the payouts.

    A return counts once and only where it changed the books: finance may repeat it, or call a
    payment returned that it had reported as failed.
    """
    query = select(Settlement).where(
        Settlement.payout_id.in_(references), Settlement.outcome.in_(("settled", "returned"))
    )
    answers: dict[str, dict[str, Settlement]] = defaultdict(dict)
    for answer in session.scalars(query.order_by(Settlement.on, Settlement.settlement_id)):
        answers[answer.payout_id].setdefault(answer.outcome, answer)
    bookings, targets = [], {}
    for payout in session.scalars(select(Payout).where(Payout.payout_id.in_(references))):
        said = answers[payout.payout_id]
        if "settled" in said:
            bookings.append(_booking(said["settled"], PAID, payout.payout_id))
        if "returned" in said and payout.state == "returned":
            bookings.append(_booking(said["returned"], RETURNED, payout.payout_id))
        targets[payout.payout_id] = Target(
            kinds=(PAID, RETURNED),
            amount_fen=payout.amount_fen,
            is_awaited=payout.state in AWAITED and "settled" not in said,
        )
    return bookings, targets


def _receipts(
    session: Session, references: Sequence[str]
) -> tuple[list[Booking], dict[str, Target]]:
    """Return what was received for some clawbacks, and the clawbacks."""
    query = select(Clawback.clawback_code, Clawback.payout_id).where(
        Clawback.clawback_code.in_(references)
    )
    payouts = {row.clawback_code: row.payout_id or "" for row in session.execute(query)}
    bookings = []
    for some in chunks(sorted(set(payouts.values()))):
        receipts = select(Settlement).where(
            Settlement.payout_id.in_(some), Settlement.outcome == "clawback_received"
        )
        for receipt in session.scalars(receipts):
            if (code := clawback_of(receipt)) in payouts:
                bookings.append(_booking(receipt, RECEIVED, code))
    return bookings, {code: Target(kinds=(RECEIVED,)) for code in payouts}


def _booking(answer: Settlement, kind: str, reference: str) -> Booking:
    return Booking(answer.settlement_id, kind, reference, answer.amount_fen, answer.on)


def clawback_of(receipt: Settlement) -> str:
    """Return the clawback that a receipt is for."""
    return receipt.note.split(" ")[0]


def chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield the items in chunks that fit into a query."""
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]
