"""Say where a line, or a booking without one, differs from the other side, and what it needs."""

from __future__ import annotations

from typing import cast

from liaison_contracts.incentives import Difference, LineOutcome
from liaison_contracts.money import Fen
from liaison_contracts.reasons import Reason, reason
from liaison_incentives.policy.finance.bank_lines import Booking, Verdict
from liaison_incentives.tables import BankStatementLine

ARTICLE = "3"
OTHER_DAY, NO_LINE = "other_day", "no_statement_line"
WHY = {
    "repeated_line": reason("bank_repeated", ARTICLE),
    "listed_twice": reason("bank_listed_twice", ARTICLE),
    "paid_twice": reason("bank_twice", ARTICLE),
    "no_such_payout": reason("bank_no_such_payout", ARTICLE),
    "no_such_clawback": reason("bank_no_such_clawback", ARTICLE),
    "amount_differs": reason("bank_amount_differs", ARTICLE),
    "not_settled": reason("bank_not_settled", ARTICLE),
    "recorded_unpaid": reason("bank_recorded_unpaid", ARTICLE),
    "not_returned": reason("bank_not_returned", ARTICLE),
    "not_received": reason("bank_not_received", ARTICLE),
    NO_LINE: reason("bank_no_statement_line", ARTICLE),
}
"""Where the bank and the books differ, by cause: what was found, and what it needs."""


def of_line(row: BankStatementLine, verdict: Verdict) -> Difference | None:
    """Return how a line differs from the books, or None if it is matched."""
    if verdict.outcome == "matched":
        return None
    return _of(row, verdict, verdict.cause, WHY[verdict.cause])


def of_day(row: BankStatementLine, verdict: Verdict) -> Difference | None:
    """Return how the bank's day of a matched line differs from the books, or None."""
    if verdict.booking is None or verdict.booking.on == row.booked_on:
        return None
    why = reason("bank_other_day", ARTICLE, on=verdict.booking.on)
    return _of(row, verdict, OTHER_DAY, why)


def of_booking(booking: Booking) -> Difference:
    """Return the difference of a booking that no statement shows."""
    return Difference(
        statement_code="",
        line_no=0,
        booked_on=booking.on,
        kind=booking.kind,
        reference=booking.reference,
        amount_fen=Fen(booking.amount_fen),
        outcome="unmatched",
        cause=NO_LINE,
        reason=WHY[NO_LINE],
        explanation="",
    )


def _of(row: BankStatementLine, verdict: Verdict, cause: str, why: Reason) -> Difference:
    return Difference(
        statement_code=row.statement_code,
        line_no=row.line_no,
        booked_on=row.booked_on,
        kind=row.kind,
        reference=row.reference,
        amount_fen=Fen(row.amount_fen),
        outcome=cast(LineOutcome, verdict.outcome),
        cause=cause,
        reason=why,
        explanation=row.explanation or "",
    )
