"""Ask finance to recall payments that it should no longer make."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select

from liaison_contracts.incentives import PayoutRecallRequested
from liaison_incentives.context import Work
from liaison_incentives.tables import Award, Payout
from liaison_incentives.usecases.awards.stages import moved


def recall(work: Work, causes: Mapping[str, str], on: date) -> None:
    """Ask once for each requested award, by code, with its cause (Articles 10 and 12(4))."""
    if not causes:
        return
    query = select(Payout, Award).join(Award, Award.award_code == Payout.award_code)
    found = work.session.execute(
        query.where(Payout.award_code.in_(causes), Payout.state == "requested").order_by(
            Payout.award_code
        )
    )
    for payout, award in found:
        award.stage = moved(award.award_code, award.stage, "recall")
        payout.state, payout.asked_on, payout.reminders = "recall_requested", on, 0
        event = PayoutRecallRequested(
            payout_id=payout.payout_id,
            station_code=payout.station_code,
            reason_code=causes[payout.award_code],
            requested_on=on,
        )
        work.record(event, effective_on=on)
