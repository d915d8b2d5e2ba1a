"""Derive the postings that the event log requires: a second way to verify the ledger.

It shares no code with the use cases that post. For each event that moves money it returns exactly
the postings that the ledger must have under that event's id.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from liaison_contracts.money import fen_of
from liaison_kit.store import records

Wanted = tuple[str, str, int, str | None]
"""A posting: kind, award, fen, payout."""
_LOG = records.event_log
PAGE = 1000


class Told(NamedTuple):
    """Hold one event that moves money, with the postings it requires."""

    position: int
    event_id: str
    type: str
    subject: str
    on: str
    wanted: tuple[Wanted, ...]

    def __str__(self) -> str:
        return f"event {self.position} ({self.type})"


class Fold:
    """Derive from events, in order, what each has to post."""

    def __init__(self) -> None:
        self._owed: dict[str, int] = defaultdict(int)
        self._payouts: dict[str, str] = {}
        self._asked: set[str] = set()

    def wanted(self, kind: str, data: Mapping[str, Any]) -> tuple[Wanted, ...]:
        """Return the postings of one event."""
        return tuple(_FOLDS[kind](self, data))

    def _owes(self, award: str, fen: int) -> Iterator[Wanted]:
        change, self._owed[award] = fen - self._owed[award], fen
        if change:
            yield ("granted" if change > 0 else "reduced", award, abs(change), None)

    def granted(self, data: Mapping[str, Any]) -> Iterator[Wanted]:
        """Post the granted amount as owed; a recovery line is negative and owes nothing yet."""
        yield from self._owes(data["award_code"], max(0, fen_of(data["amount"])))

    def adjusted(self, data: Mapping[str, Any]) -> Iterator[Wanted]:
        """Post the new amount owed."""
        yield from self._owes(data["award_code"], fen_of(data["new_amount"]))

    def ended(self, data: Mapping[str, Any]) -> Iterator[Wanted]:
        """Post that nothing is owed any more."""
        yield from self._owes(data["award_code"], 0)

    def requested(self, data: Mapping[str, Any]) -> Iterator[Wanted]:
        """Post the owed amount as ordered; a reminder orders nothing new."""
        if data.get("reminder_no"):
            return
        self._payouts[data["payout_id"]] = "on its way"
        yield _moved("requested", data)

    def paid(self, data: Mapping[str, Any]) -> Iterator[Wanted]:
        """Post a payment; a payout that had failed is ordered again first."""
        if self._payouts.get(data["payout_id"]) != "on its way":
            yield _moved("requested", data)
        self._payouts[data["payout_id"]] = "paid"
        yield _moved("settled", data)
        yield from self._owes(data["award_code"], fen_of(data["amount"]))

    def paid_before(self, data: Mapping[str, Any]) -> Iterator[Wanted]:
        """Post an owed amount as paid before; it has no payout."""
        yield "paid_before", data["award_code"], fen_of(data["amount"]), None

    def returned(self, data: Mapping[str, Any]) -> Iterator[Wanted]:
        """Post the return of an amount that was paid or ordered."""
        was_paid = self._payouts.get(data["payout_id"]) == "paid"
        self._payouts[data["payout_id"]] = "unpaid"
        yield _moved("returned" if was_paid else "unpaid", data)

    def decided(self, data: Mapping[str, Any]) -> Iterator[Wanted]:
        """Post a decided clawback, or the end of one."""
        code = data["clawback_code"]
        if data["decision"] == "recover":
            self._asked.add(code)
            yield _back("recoverable", data)
        elif code in self._asked:
            self._asked.discard(code)
            yield _back("voided", data)

    def recovered(self, data: Mapping[str, Any]) -> Iterator[Wanted]:
        """Post received clawback money."""
        yield _back("recovered", data)


def _back(kind: str, data: Mapping[str, Any]) -> Wanted:
    return kind, data["recovers"], fen_of(data["amount"]), data["payout_id"]


def _moved(kind: str, data: Mapping[str, Any]) -> Wanted:
    return kind, data["award_code"], fen_of(data["amount"]), data["payout_id"]


_FOLDS: dict[str, Callable[[Fold, Mapping[str, Any]], Iterator[Wanted]]] = {
    "award.granted.v1": Fold.granted,
    "award.refused.v1": Fold.ended,
    "award.adjusted.v1": Fold.adjusted,
    "award.cancelled.v1": Fold.ended,
    "payout.requested.v1": Fold.requested,
    "award.paid.v1": Fold.paid,
    "award.paid_before.v1": Fold.paid_before,
    "award.returned.v1": Fold.returned,
    "clawback.decided.v1": Fold.decided,
    "clawback.recovered.v1": Fold.recovered,
}
FOLDED_KINDS = (
    "granted",
    "reduced",
    "requested",
    "settled",
    "paid_before",
    "unpaid",
    "returned",
    "recoverable",
    "recovered",
    "voided",
)
"""The kinds of posting whose amount this module checks; others need only an event."""


def told_money(session: Session) -> Iterator[Told]:
    """Yield every event that moves money, in the order of the log."""
    columns = (_LOG.c.position, _LOG.c.id, _LOG.c.type, _LOG.c.subject, _LOG.c.effectiveon)
    query = select(*columns, _LOG.c.data).where(_LOG.c.type.in_(_FOLDS)).order_by(_LOG.c.position)
    fold = Fold()
    for rows in session.execute(query).yield_per(PAGE).partitions():
        for position, event_id, kind, subject, on, data in rows:
            yield Told(position, event_id, kind, subject, on, fold.wanted(kind, json.loads(data)))
