"""Compare a day's settlements with the bank's bookings: differences are zero or explained."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from liaison_contracts.incentives import DayReportAnswer, Difference, ShowDayReport
from liaison_contracts.money import Fen
from liaison_incentives.context import Work
from liaison_incentives.tables import BankStatementLine, Settlement
from liaison_incentives.usecases.bank_statements.intake import MOST_SHOWN, differences_of
from liaison_incentives.usecases.bank_statements.line_matches import WHY, chunks

SAID_OF = {"settled": "paid", "returned": "returned", "clawback_received": "received"}
"""The kind of bank line for each answer of finance; failed or recalled payments have none."""


def show(work: Work, body: ShowDayReport) -> DayReportAnswer:
    """Return what was settled on a day, and what the bank booked on it."""
    answers = work.session.scalars(
        select(Settlement).where(Settlement.on == body.on).order_by(Settlement.settlement_id)
    ).all()
    rows = work.session.scalars(
        select(BankStatementLine)
        .where(BankStatementLine.booked_on == body.on)
        .order_by(BankStatementLine.statement_code, BankStatementLine.line_no)
    ).all()
    differences = [*differences_of(work, rows)[1], *_without_line(work, answers, body.on)]
    said, bank = _sums(answers), _bank_sums(rows)
    is_explained = all(found.explanation for found in differences)
    return DayReportAnswer(
        on=body.on,
        state="clear" if not differences else "explained" if is_explained else "open",
        settled_count=said["paid"][0],
        settled_fen=Fen(said["paid"][1]),
        came_back_count=said["returned"][0],
        came_back_fen=Fen(said["returned"][1]),
        recovered_count=said["received"][0],
        recovered_fen=Fen(said["received"][1]),
        bank_paid_fen=Fen(bank["paid"]),
        bank_returned_fen=Fen(bank["returned"]),
        bank_received_fen=Fen(bank["received"]),
        differences=tuple(differences[:MOST_SHOWN]),
    )


def _sums(answers: Sequence[Settlement]) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for answer in answers:
        kind = SAID_OF.get(answer.outcome, "")
        count, fen = found[kind]
        found[kind] = count + 1, fen + answer.amount_fen
    return found


def _bank_sums(rows: Sequence[BankStatementLine]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for row in rows:
        if row.doubles != "repeated_line":
            found[row.kind] += row.amount_fen
    return found


def _without_line(work: Work, answers: Sequence[Settlement], on: date) -> list[Difference]:
    """Return finance's answers of the day that appear in no bank statement of any day."""
    booked = [(a, SAID_OF[a.outcome], _reference(a)) for a in answers if a.outcome in SAID_OF]
    shown = set()
    for some in chunks(sorted({reference for _, _, reference in booked})):
        columns = (BankStatementLine.kind, BankStatementLine.reference)
        query = select(*columns).where(BankStatementLine.reference.in_(some))
        shown |= {(row.kind, row.reference) for row in work.session.execute(query)}
    cause = "no_statement_line"
    return [
        Difference(
            statement_code="",
            line_no=0,
            booked_on=on,
            kind=kind,
            reference=reference,
            amount_fen=Fen(answer.amount_fen),
            outcome="unmatched",
            cause=cause,
            reason=WHY[cause],
            explanation="",
        )
        for answer, kind, reference in booked
        if (kind, reference) not in shown
    ]


def _reference(answer: Settlement) -> str:
    return answer.note.split(" ")[0] if answer.outcome == "clawback_received" else answer.payout_id
