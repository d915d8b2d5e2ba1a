"""Book what an office paid before this instance began, without payouts or finance.

While a live instance imports its history, whatever becomes payable at a day's close was paid back
then (Articles 13 and 14, ADR 0038). It is booked in the same transaction that makes it payable, so
there is no moment in which it could be sealed and paid again.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from liaison_contracts.incentives import AwardPaidBefore
from liaison_contracts.money import Fen
from liaison_incentives.context import Work
from liaison_incentives.policy.lines import State
from liaison_incentives.tables import Award
from liaison_incentives.usecases import ledger
from liaison_incentives.usecases.awards.stages import FREE, moved

CAUSE = "brought_with_history"


def book(work: Work, on: date) -> None:
    """Book everything payable as paid before, on the day that is being closed."""
    payable = select(Award).where(
        Award.state == State.PAYABLE.value, Award.stage == FREE, Award.amount_fen > 0
    )
    for award in work.session.scalars(payable.order_by(Award.award_code)).all():
        event = AwardPaidBefore(
            award_code=award.award_code,
            station_code=award.station_code,
            amount_fen=Fen(award.amount_fen),
            paid_on=on,
            cause=CAUSE,
        )
        told = work.record(event, effective_on=on)
        posting = ledger.Posting("paid_before", award.award_code, award.amount_fen, told)
        ledger.post(work.session, on, [posting])
        award.stage = moved(award.award_code, award.stage, "paid_before")
        award.state, award.paid_on = State.PAID.value, on
