"""Publish a control total at the close of each day: finance can prove that nothing is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from liaison_contracts.incentives import PayoutDayClosed, PayoutsOfDay
from liaison_contracts.money import Fen, fen_of
from liaison_incentives.context import Work
from liaison_incentives.tables import PayoutDay
from liaison_incentives.usecases.ledger.checkpoints import newest_signed
from liaison_kit.claims import hash_of
from liaison_kit.log import event_log

PAGE = 1000
KIND = "payout."
REQUESTED = "payout.requested.v1"


def close(work: Work, on: date) -> None:
    """Total the payout messages committed since the last total, on a day without any too.

    The ranges of two totals are adjacent: each begins after the last number of the previous one,
    with that total's own message. `sha256` covers the list of the messages' data in canonical JSON.
    What this close itself adds belongs to the next total.
    """
    last = work.session.scalars(select(PayoutDay).order_by(PayoutDay.on.desc()).limit(1)).first()
    found = list(_messages(work, last.log_position if last else 0))
    said = [message["data"] for message in found]
    requests = [
        message["data"]
        for message in found
        if message["type"] == REQUESTED and not message["data"].get("reminder_no")
    ]
    total = PayoutDay(
        on=on,
        log_position=found[-1]["sequence"] if found else 0,
        last_sequence=said[-1]["payout_sequence"] if said else 0,
        sha256=hash_of(said),
    )
    work.session.add(total)
    event = PayoutDayClosed(
        on=on,
        count=len(requests),
        total_fen=Fen(sum(fen_of(data["amount"]) for data in requests)),
        by_day=_by_day(requests),
        first_sequence=said[0]["payout_sequence"] if said else 0,
        last_sequence=total.last_sequence,
        sha256=total.sha256,
        checkpoint=newest_signed(work.session),
    )
    work.record(event, effective_on=on)


def _by_day(requests: Iterable[Mapping[str, Any]]) -> tuple[PayoutsOfDay, ...]:
    """Split requests by the business day on which they were made."""
    found: dict[str, list[int]] = defaultdict(list)
    for data in requests:
        found[data["requested_on"]].append(fen_of(data["amount"]))
    return tuple(
        PayoutsOfDay(on=date.fromisoformat(on), count=len(fen), total_fen=Fen(sum(fen)))
        for on, fen in sorted(found.items())
    )


def _messages(work: Work, position: int) -> Iterator[dict[str, Any]]:
    while True:
        page = event_log.read_after(work.session, work.service, work.logid, position, PAGE, KIND)
        yield from page
        if len(page) < PAGE:
            return
        position = page[-1]["sequence"]
