"""Remind finance of a payment without an answer for some working days (HOUSE)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from liaison_contracts.incentives import PayoutRecallRequested
from liaison_incentives.context import Work
from liaison_incentives.tables import Batch, BatchItem, Payout
from liaison_incentives.usecases.batches.release import tell
from liaison_kit.law.working_days import working_days
from liaison_kit.ops.logs import get_logger

REQUESTED, RECALL_REQUESTED = "requested", "recall_requested"
OPEN = (REQUESTED, RECALL_REQUESTED)
_logger = get_logger(__name__)


def remind(work: Work, on: date) -> None:
    """Send every unanswered request again under its own id, and raise an alert.

    The last request, to pay or not to pay, is repeated. The waiting period restarts, so closing a
    day twice reminds once. A payer that pays each `payout_id` once pays correctly.
    """
    overdue = _overdue(work, on)
    for payout, batch, item in overdue:
        payout.asked_on, payout.reminders = on, payout.reminders + 1
        if payout.state == REQUESTED:
            tell(work, batch, payout, item)
        else:
            _recall_again(work, payout)
        _logger.error(
            "payout.unanswered",
            payout_id=payout.payout_id,
            state=payout.state,
            requested_on=payout.requested_on.isoformat(),
            reminder=payout.reminders,
            alert=True,
        )


def _overdue(work: Work, on: date) -> Sequence[tuple[Payout, Batch, BatchItem]]:
    wait = work.edition.figures.finance_answer_days
    asked = select(Payout.asked_on).where(Payout.state.in_(OPEN), Payout.asked_on < on).distinct()
    calendar = working_days(work.session)
    days = [day for day in work.session.scalars(asked) if calendar.after(day, wait) <= on]
    if not days:
        return []
    query = (
        select(Payout, Batch, BatchItem)
        .join(Batch, Batch.batch_code == Payout.batch_code)
        .join(
            BatchItem,
            (BatchItem.batch_code == Payout.batch_code)
            & (BatchItem.award_code == Payout.award_code),
        )
        .where(Payout.state.in_(OPEN), Payout.asked_on.in_(days))
        .order_by(Payout.payout_id)
        .with_for_update(of=Payout)
    )
    return [(row[0], row[1], row[2]) for row in work.session.execute(query)]


def _recall_again(work: Work, payout: Payout) -> None:
    event = PayoutRecallRequested(
        payout_id=payout.payout_id,
        station_code=payout.station_code,
        reason_code="unanswered",
        requested_on=work.today,
        reminder_no=payout.reminders,
    )
    work.record(event)
