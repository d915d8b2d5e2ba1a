"""Queue received events for webhooks, in the same transaction as receiving them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event, insert, select, update
from sqlalchemy.orm import Session

from liaison_contracts.envelope import Envelope
from liaison_gateway.access.accounts import callers_of
from liaison_gateway.exchange.webhooks.rights import may_be_told
from liaison_gateway.exchange.webhooks.tables import (
    ACTIVE,
    WAITING,
    deliveries,
    endpoints,
)
from liaison_kit.claims import Caller

_KEY = "liaison_outgoing"
AT_ONCE = 0
"""A delivery that was never tried is due at any time."""


@dataclass
class Outgoing:
    """Add deliveries; `wake` is called after each commit that added some."""

    wake: list[Callable[[], object]] = field(default_factory=list)

    def note(self, session: Session, envelope: Envelope) -> None:
        """Add a delivery of an event for each endpoint that subscribed to it and may see it."""
        open_lines = session.info.get(_KEY)
        if open_lines is None:
            open_lines = session.info[_KEY] = lines_of(session)
            if open_lines:
                event.listen(session, "before_commit", lambda s: _write(s), once=True)
                event.listen(session, "after_commit", lambda s: self._woken(s), once=True)
        if open_lines:
            wire = envelope.to_wire()
            for line in open_lines:
                if line.wants(envelope.type) and may_be_told(session, line.caller, wire):
                    line.add(envelope.producer, envelope.sequence, wire)

    def _woken(self, session: Session) -> None:
        session.info.pop(_KEY, None)
        for wake in self.wake:
            wake()


@dataclass
class Line:
    """Number the deliveries of one endpoint in one transaction."""

    endpoint_id: str
    caller: Caller
    types: tuple[str, ...]
    last_sequence: int
    rows: list[dict[str, Any]] = field(default_factory=list)

    def wants(self, kind: str) -> bool:
        """Return whether the endpoint subscribed to a type; without any types, it gets all."""
        return not self.types or any(kind.startswith(prefix) for prefix in self.types)

    def add(self, service: str, position: int, wire: dict[str, Any]) -> None:
        """Assign the next number of the endpoint to one event."""
        self.last_sequence += 1
        self.rows.append(
            {
                "endpoint_id": self.endpoint_id,
                "sequence": self.last_sequence,
                "service": service,
                "position": position,
                "event_id": wire["id"],
                "type": wire["type"],
                "subject": wire["subject"],
                "state": WAITING,
                "attempts": 0,
                "due_at": AT_ONCE,
            }
        )


def lines_of(session: Session, endpoint_id: str = "") -> list[Line]:
    """Return active endpoints, locked until the transaction ends, so that numbers have no gaps."""
    query = select(endpoints).where(endpoints.c.state == ACTIVE).order_by(endpoints.c.endpoint_id)
    if endpoint_id:
        query = query.where(endpoints.c.endpoint_id == endpoint_id)
    rows = session.execute(query.with_for_update()).all()
    callers = callers_of(session, {row.person_ref for row in rows})
    return [
        Line(
            row.endpoint_id,
            callers[row.person_ref],
            tuple(json.loads(row.types)),
            row.last_sequence,
        )
        for row in rows
        if row.person_ref in callers
    ]


def write(session: Session, lines: list[Line]) -> int:
    """Store the added deliveries, and the last number of each endpoint."""
    rows = [row for line in lines for row in line.rows]
    if rows:
        session.execute(insert(deliveries), rows)
    for line in lines:
        if line.rows:
            at = endpoints.c.endpoint_id == line.endpoint_id
            session.execute(update(endpoints).where(at).values(last_sequence=line.last_sequence))
            line.rows = []
    return len(rows)


def _write(session: Session) -> None:
    write(session, session.info.get(_KEY, []))
