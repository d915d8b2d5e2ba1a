"""Look at deliveries, and send again: one, or all that were missed since a time."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import RowMapping, and_, func, select, update
from sqlalchemy.orm import Session

from liaison_contracts.errors import Conflict, NotFound
from liaison_gateway.exchange.partners.body import PartnerBody
from liaison_gateway.exchange.webhooks import queue
from liaison_gateway.exchange.webhooks.payload import SAMPLE, messages_of
from liaison_gateway.exchange.webhooks.rights import may_be_told
from liaison_gateway.exchange.webhooks.tables import (
    FAILED,
    RESENDING,
    WAITING,
    attempts,
    deliveries,
)
from liaison_gateway.model.tables import events
from liaison_kit.store.ids import new_id

_D = deliveries.c
AT_ONCE = 500


def deliveries_of(
    session: Session, endpoint_id: str, *, after: int, state: str, limit: int, newest: bool = False
) -> list[RowMapping]:
    """Return deliveries of an endpoint in the order of their numbers, or the newest first."""
    query = select(deliveries).where(_D.endpoint_id == endpoint_id, _D.sequence > after)
    if state:
        query = query.where(_D.state == state)
    order = _D.sequence.desc() if newest else _D.sequence
    return list(session.execute(query.order_by(order).limit(limit)).mappings())


def delivery(
    session: Session, endpoint_id: str, sequence: int, body: PartnerBody | None
) -> dict[str, Any]:
    """Return one delivery with what is sent and what each try brought.

    Raises:
        NotFound: when the endpoint has not counted so far.
    """
    row = _find(session, endpoint_id, sequence)
    message = messages_of(session, [row], body)[sequence]
    at = and_(attempts.c.endpoint_id == endpoint_id, attempts.c.sequence == sequence)
    tries = session.execute(select(attempts).where(at).order_by(attempts.c.number, attempts.c.at))
    return {
        **row,
        "request": message.content.decode("utf-8-sig"),
        "media_type": message.media_type,
        "tries": [dict(found) for found in tries.mappings()],
    }


def counts(session: Session, endpoint_id: str) -> dict[str, int]:
    """Return how many deliveries are in each state."""
    query = select(_D.state, func.count()).where(_D.endpoint_id == endpoint_id).group_by(_D.state)
    return {row[0]: row[1] for row in session.execute(query)}


def resend(session: Session, endpoint_id: str, sequence: int) -> None:
    """Try one delivery again at once, under its number and id; nothing waits behind it.

    Raises:
        Conflict: while it is still on its way.
    """
    row = _find(session, endpoint_id, sequence)
    if row["state"] in (WAITING, RESENDING):
        raise Conflict("delivery_on_its_way", sequence=sequence)
    session.execute(
        update(deliveries)
        .where(_D.endpoint_id == endpoint_id, _D.sequence == sequence)
        .values(state=RESENDING, due_at=0, first_tried_at=None, settled_at=None)
    )


def send_sample(session: Session, endpoint_id: str) -> int:
    """Put a sample on its way that tells of nothing, and return its number."""
    (line,) = queue.lines_of(session, endpoint_id) or (None,)
    if line is None:
        raise Conflict("webhook_disabled")
    line.add("", 0, {"id": new_id(), "type": SAMPLE, "subject": SAMPLE})
    queue.write(session, [line])
    return line.last_sequence


def recover(session: Session, endpoint_id: str, since: str) -> int:
    """Put on its way whatever since an instant did not arrive; return how many events.

    What was given up is tried again under its own number. What was never on its way, because
    the webhook was off or new, gets new numbers, in the order in which it was told.
    """
    at = and_(_D.endpoint_id == endpoint_id, _D.state == FAILED)
    since_ids = select(events.c.id).where(events.c.time >= since)
    failed = session.execute(
        update(deliveries)
        .where(at, _D.event_id.in_(since_ids))
        .values(state=WAITING, due_at=0, first_tried_at=None, settled_at=None)
    )
    found = int(failed.rowcount)  # type: ignore[attr-defined]
    (line,) = queue.lines_of(session, endpoint_id) or (None,)
    if line is None:
        raise Conflict("webhook_disabled")
    known = (
        select(_D.sequence)
        .where(_D.endpoint_id == endpoint_id, _D.event_id == events.c.id)
        .exists()
    )
    query = (
        select(events)
        .where(events.c.time >= since, ~known)
        .order_by(events.c.time, events.c.service, events.c.position)
    )
    for row in session.execute(query.execution_options(yield_per=AT_ONCE)).mappings():
        wire = json.loads(row["envelope"])
        if line.wants(row["type"]) and may_be_told(session, line.caller, wire):
            line.add(row["service"], row["position"], wire)
    return found + queue.write(session, [line])


def _find(session: Session, endpoint_id: str, sequence: int) -> RowMapping:
    at = and_(_D.endpoint_id == endpoint_id, _D.sequence == sequence)
    row = session.execute(select(deliveries).where(at)).mappings().first()
    if row is None:
        raise NotFound("delivery_unknown", sequence=sequence)
    return row
