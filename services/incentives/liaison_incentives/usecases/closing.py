"""Close a day: what fell due or changed becomes an award, and becomes payable, only here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import select

from liaison_contracts.incentives import PayoutRecallRequested, RecruitmentDisputed
from liaison_incentives.policy.evaluate import evaluate, next_due_on
from liaison_incentives.tables import Award, Dispute, Payout, RecruitmentClaim, Station
from liaison_incentives.tables.earning import earliest
from liaison_incentives.usecases import handing_over, ledger, payout_days, reminding
from liaison_incentives.usecases.booking import Booking
from liaison_incentives.usecases.breaking import break_batches
from liaison_incentives.usecases.facts import next_day_in, stations_and_facts
from liaison_incentives.usecases.ledger import checkpoints
from liaison_incentives.usecases.stages import moved
from liaison_kit.work import Work

CHUNK = 200


def close_day(work: Work, on: date) -> None:
    """Decide what may change, hand batches over, remind finance, and total the payouts."""
    for codes in _chunks(work, on):
        look(work, codes, on)
    handing_over.hand_over(work, on, checkpoints.make(work))
    reminding.remind(work, on)
    payout_days.close(work, on)


def _chunks(work: Work, on: date) -> Iterator[Sequence[str]]:
    query = select(Station.station_code).where(Station.look_on <= on)
    codes = work.session.scalars(query.order_by(Station.station_code)).all()
    for start in range(0, len(codes), CHUNK):
        yield codes[start : start + CHUNK]


def look(work: Work, codes: Sequence[str], on: date) -> None:
    """Decide the lines of some stations as of the end of a day, and note when to look again."""
    rules, law = work.context.rules, work.edition
    since = work.context.accounts_since
    booking = Booking(work, on)
    for station, facts, stored in stations_and_facts(work.session, codes, since):
        booking.book(facts, evaluate(facts, law, on, rules), stored)
        station.look_on = earliest(next_due_on(facts, law, on, rules), next_day_in(facts, on))
    break_batches(work, booking.broken)
    _recall(work, booking)
    _open_disputes(work, booking)
    ledger.post(work.session, on, booking.postings)


def _recall(work: Work, booking: Booking) -> None:
    """Ask finance not to pay what should not be paid any more (Articles 10 and 12(4))."""
    if not booking.recalled:
        return
    query = select(Payout, Award).join(Award, Award.award_code == Payout.award_code)
    found = work.session.execute(
        query.where(Payout.award_code.in_(booking.recalled), Payout.state == "requested")
        .order_by(Payout.award_code)
    )  # fmt: skip
    for payout, award in found:
        award.stage = moved(award.award_code, award.stage, "recall")
        payout.state, payout.asked_on, payout.reminders = "recall_requested", booking.on, 0
        event = PayoutRecallRequested(
            payout_id=payout.payout_id,
            reason_code=booking.recalled[payout.award_code],
            requested_on=booking.on,
        )
        work.record(event, subject=f"station/{payout.station_code}", effective_on=booking.on)


def _open_disputes(work: Work, booking: Booking) -> None:
    """Tell which claims for one talent wait for each other (Article 14(1), reading A21)."""
    if not booking.disputed:
        return
    asked = select(RecruitmentClaim.talent_ref).where(
        RecruitmentClaim.recruitment_code.in_(booking.disputed)
    )
    claims = select(RecruitmentClaim.talent_ref, RecruitmentClaim.recruitment_code).where(
        RecruitmentClaim.talent_ref.in_(asked), RecruitmentClaim.state == "verified"
    )
    codes: dict[str, list[str]] = {}
    for talent_ref, code in work.session.execute(
        claims.order_by(RecruitmentClaim.recruitment_code)
    ):
        codes.setdefault(talent_ref, []).append(code)
    for talent_ref, claimed in sorted(codes.items()):
        known = work.session.get(Dispute, talent_ref)
        if known is not None and known.recruitment_codes == claimed:
            continue
        opened = Dispute(talent_ref=talent_ref, recruitment_codes=claimed, opened_on=booking.on)
        work.session.merge(opened)
        event = RecruitmentDisputed(
            talent_ref=talent_ref, recruitment_codes=tuple(claimed), opened_on=booking.on
        )
        work.record(event, subject=f"talent/{talent_ref}", effective_on=booking.on)
