"""Publish a control total of each day's payouts, so that finance can prove none is missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import select

from liaison_contracts.incentives import PayoutDayClosed
from liaison_contracts.money import Fen, fen_of
from liaison_incentives.context import Work
from liaison_incentives.tables import PayoutDay
from liaison_incentives.usecases.ledger.checkpoints import newest_signed
from liaison_kit.claims import hash_of
from liaison_kit.log import event_log

PAGE = 1000
KIND = "payout."
CLOSED, REQUESTED = "payout.day_closed.v1", "payout.requested.v1"


def close(work: Work, on: date) -> None:
    """Total the payout messages committed since the last total; a day without any has no total.

    The ranges of two totals are adjacent: each begins after the last number of the previous one,
    which is that total's own message. `sha256` covers the list of the messages' data in canonical
    JSON. What this close itself adds belongs to the next total.
    """
    last = work.session.scalars(select(PayoutDay).order_by(PayoutDay.on.desc()).limit(1)).first()
    found = list(_messages(work, last.log_position if last else 0))
    if not any(message["type"] != CLOSED for message in found):
        return
    said = [message["data"] for message in found]
    requests = [
        message["data"]
        for message in found
        if message["type"] == REQUESTED and not message["data"].get("reminder_no")
    ]
    total = PayoutDay(
        on=on,
        log_position=found[-1]["sequence"],
        last_sequence=said[-1]["payout_sequence"],
        sha256=hash_of(said),
    )
    work.session.add(total)
    event = PayoutDayClosed(
        on=on,
        count=len(requests),
        total_fen=Fen(sum(fen_of(data["amount"]) for data in requests)),
        first_sequence=said[0]["payout_sequence"],
        last_sequence=total.last_sequence,
        sha256=total.sha256,
        checkpoint=newest_signed(work.session),
    )
    work.record(event, effective_on=on)


def _messages(work: Work, position: int) -> Iterator[dict[str, Any]]:
    while True:
        page = event_log.read_after(work.session, work.service, work.logid, position, PAGE, KIND)
        yield from page
        if len(page) < PAGE:
            return
        position = page[-1]["sequence"]
