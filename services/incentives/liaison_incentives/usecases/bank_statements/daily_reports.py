"""Compare a day's settlements with the bank's bookings: differences are zero or explained."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from liaison_contracts.incentives import DayReportAnswer, Difference, ShowDayReport
from liaison_contracts.money import Fen
from liaison_incentives.context import Work
from liaison_incentives.policy.finance.bank_lines import PAID, RECEIVED, RETURNED, Booking, Matching
from liaison_incentives.tables import BankStatement, BankStatementLine, Settlement
from liaison_incentives.usecases.bank_statements import differences
from liaison_incentives.usecases.bank_statements.intake import MOST_SHOWN
from liaison_incentives.usecases.bank_statements.line_matches import (
    SET_ASIDE,
    chunks,
    clawback_of,
    compare,
)

SAID = ("settled", "returned", "clawback_received")
"""The answers of finance that the bank shows; failed or recalled payments have no line."""
SETTLES_ITSELF = ("repeated_line",)
"""Causes of lines that show nothing new: another statement has the transaction."""
EXPLAINS_ITSELF = (differences.OTHER_DAY,)
"""Causes that leave nothing to ask: the line has its booking."""
Sums = Mapping[str, tuple[int, int]]


def show(work: Work, body: ShowDayReport) -> DayReportAnswer:
    """Return what was settled on a day, and what the bank booked on it."""
    rows = work.session.scalars(
        select(BankStatementLine)
        .join(BankStatement, BankStatement.statement_code == BankStatementLine.statement_code)
        .where(BankStatementLine.booked_on == body.on, BankStatement.state != SET_ASIDE)
        .order_by(BankStatementLine.statement_code, BankStatementLine.line_no)
    ).all()
    references = {row.reference_key for row in rows} | _said_on(work.session, body.on)
    found = compare(work.session, references)
    said = _sums((each.kind, each.amount_fen) for each in _booked(found, body.on))
    shown = [row for row in rows if not found.verdicts[row.place].is_again]
    bank = _sums((row.kind, row.amount_fen) for row in shown)
    told = [
        *_of_lines(rows, found),
        *_of_other_days(work.session, found, body.on),
        *(differences.of_booking(each) for each in found.left if each.on == body.on),
    ]
    return DayReportAnswer(
        on=body.on,
        state=_state(told, said == bank),
        settled_count=said[PAID][0],
        settled_fen=Fen(said[PAID][1]),
        came_back_count=said[RETURNED][0],
        came_back_fen=Fen(said[RETURNED][1]),
        recovered_count=said[RECEIVED][0],
        recovered_fen=Fen(said[RECEIVED][1]),
        bank_paid_fen=Fen(bank[PAID][1]),
        bank_returned_fen=Fen(bank[RETURNED][1]),
        bank_received_fen=Fen(bank[RECEIVED][1]),
        differences=tuple(told[:MOST_SHOWN]),
    )


def _state(told: Sequence[Difference], is_equal: bool) -> str:
    """Return clear only if nothing differs and the sums agree."""
    if not told and is_equal:
        return "clear"
    is_explained = all(each.explanation or each.cause in EXPLAINS_ITSELF for each in told)
    return "explained" if told and is_explained else "open"


def _said_on(session: Session, on: date) -> set[str]:
    """Return the payouts and clawbacks that finance answered for on a day."""
    query = select(Settlement).where(Settlement.on == on, Settlement.outcome.in_(SAID))
    answers = session.scalars(query)
    return {
        clawback_of(each) if each.outcome == "clawback_received" else each.payout_id
        for each in answers
    }


def _booked(found: Matching, on: date) -> list[Booking]:
    used = [verdict.booking for verdict in found.verdicts.values() if verdict.booking]
    return [booking for booking in (*used, *found.left) if booking.on == on]


def _sums(amounts: Iterable[tuple[str, int]]) -> Sums:
    """Return number and sum of some amounts by kind."""
    found: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for kind, amount_fen in amounts:
        count, fen = found[kind]
        found[kind] = count + 1, fen + amount_fen
    return {kind: found[kind] for kind in (PAID, RETURNED, RECEIVED)}


def _of_lines(rows: Iterable[BankStatementLine], found: Matching) -> list[Difference]:
    """Return what differs in the lines of the day, and which have a booking of another day."""
    told = []
    for row in rows:
        verdict = found.verdicts[row.place]
        each = differences.of_line(row, verdict) or differences.of_day(row, verdict)
        if each and each.cause not in SETTLES_ITSELF:
            told.append(each)
    return told


def _of_other_days(session: Session, found: Matching, on: date) -> list[Difference]:
    """Return the lines of other days that have a booking of this day."""
    booked = {
        place: verdict.booking
        for place, verdict in found.verdicts.items()
        if verdict.booking and verdict.booking.on == on
    }
    told = []
    for some in chunks(sorted({booking.reference for booking in booked.values()})):
        query = select(BankStatementLine).where(
            BankStatementLine.reference_key.in_(some), BankStatementLine.booked_on != on
        )
        order = BankStatementLine.statement_code, BankStatementLine.line_no
        for row in session.scalars(query.order_by(*order)):
            if row.place in booked:
                told.append(differences.of_day(row, found.verdicts[row.place]))
    return [each for each in told if each]
