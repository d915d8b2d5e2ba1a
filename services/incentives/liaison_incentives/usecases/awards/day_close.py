"""Close a day: only here do due or changed lines become awards, and become payable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import select

from liaison_incentives.context import Work
from liaison_incentives.policy.evaluate import evaluate, next_due_on
from liaison_incentives.tables import Station
from liaison_incentives.tables.awards import earliest
from liaison_incentives.usecases import funds, ledger
from liaison_incentives.usecases.awards import paid_before
from liaison_incentives.usecases.awards.facts import (
    facts_of,
    next_day_in,
    stored_of,
)
from liaison_incentives.usecases.awards.reconciliation import Booking
from liaison_incentives.usecases.batches import handover
from liaison_incentives.usecases.batches.breakup import break_batches
from liaison_incentives.usecases.claims.disputes import open_disputes
from liaison_incentives.usecases.ledger import checkpoints
from liaison_incentives.usecases.payments import payout_days, payout_reminders
from liaison_incentives.usecases.payments.recalls import recall

CHUNK = 200


def close_day(work: Work, on: date) -> None:
    """Evaluate changed stations, hand over batches, remind finance, and total the payouts."""
    for codes in _chunks(work, on):
        look(work, codes, on)
    if work.brings_history:
        paid_before.book(work, on)
    handover.hand_over(work, on, checkpoints.make(work))
    payout_reminders.remind(work, on)
    funds.watch(work, on)
    if not work.brings_history:  # what an office paid before is no message of finance's
        payout_days.close(work, on)


def _chunks(work: Work, on: date) -> Iterator[Sequence[str]]:
    query = select(Station.station_code).where(Station.look_on <= on)
    codes = work.session.scalars(query.order_by(Station.station_code)).all()
    for start in range(0, len(codes), CHUNK):
        yield codes[start : start + CHUNK]


def look(work: Work, codes: Sequence[str], on: date) -> None:
    """Evaluate some stations as of the end of a day, and schedule their next evaluation."""
    rules, law = work.context.rules, work.edition
    since = work.context.accounts_since
    booking = Booking(work, on)
    stored = stored_of(work.session, codes)
    for facts in facts_of(work.session, codes, since):
        station, awards = stored[facts.station_code]
        booking.book(facts, evaluate(facts, law, on, rules), awards)
        station.look_on = earliest(next_due_on(facts, law, on, rules), next_day_in(facts, on))
    break_batches(work, booking.broken)
    recall(work, booking.recalled, on)
    open_disputes(work, booking.disputed, on)
    ledger.post(work.session, on, booking.postings)
