"""Show deliveries, and resend one, or all that were missed since a time."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime

from sqlalchemy import RowMapping, and_, select, update
from sqlalchemy.orm import Session

from liaison_contracts.errors import Conflict, Invalid, NotFound
from liaison_contracts.gateway import (
    Delivery,
    DeliveryDetail,
    GetDelivery,
    ListDeliveries,
    Recovered,
    RecoverWebhook,
    ResendDelivery,
    SampleSent,
    SendWebhookSample,
    Try,
)
from liaison_contracts.reasons import fault
from liaison_gateway.access.work import Rows, Work
from liaison_gateway.exchange.instants import text_of
from liaison_gateway.exchange.partners.body import PartnerBodies
from liaison_gateway.exchange.webhooks import queue
from liaison_gateway.exchange.webhooks.payload import SAMPLE, messages_of
from liaison_gateway.exchange.webhooks.registration import find
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


def listed(work: Work, wish: ListDeliveries) -> Rows:
    """Return the deliveries after a number, in order."""
    _own(work, wish.endpoint_id)
    query = select(deliveries).where(_D.endpoint_id == wish.endpoint_id, _D.sequence > wish.after)
    if wish.state:
        query = query.where(_D.state == wish.state)
    query = query.order_by(_D.sequence).limit(wish.limit + 1)
    rows = work.session.execute(query).mappings()
    return Rows.of([_shown(row) for row in rows], wish.limit)


def newest(session: Session, endpoint_id: str, most: int) -> list[RowMapping]:
    """Return the latest deliveries of a webhook, newest first."""
    query = select(deliveries).where(_D.endpoint_id == endpoint_id)
    return list(session.execute(query.order_by(_D.sequence.desc()).limit(most)).mappings())


def shown(work: Work, wish: GetDelivery) -> DeliveryDetail:
    """Return one delivery with its content and the result of each attempt.

    Raises:
        NotFound: if the endpoint has no delivery with that number.
    """
    endpoint = _own(work, wish.endpoint_id)
    row = _find(work.session, wish.endpoint_id, wish.sequence)
    body = work.gateway.part(PartnerBodies).get(endpoint["partner_body"])
    message = messages_of(work.session, [row], body)[wish.sequence]
    return DeliveryDetail(
        **asdict(_shown(row)),
        request=message.content.decode("utf-8-sig"),
        media_type=message.media_type,
        tries=_tries(work.session, wish.endpoint_id, wish.sequence),
    )


def _tries(session: Session, endpoint_id: str, sequence: int) -> tuple[Try, ...]:
    at = and_(attempts.c.endpoint_id == endpoint_id, attempts.c.sequence == sequence)
    rows = session.execute(select(attempts).where(at).order_by(attempts.c.number, attempts.c.at))
    return tuple(
        Try(
            at=text_of(row.at),
            status=row.status,
            error=row.error,
            took_ms=row.took_ms,
            response=row.response,
        )
        for row in rows
    )


def resend(work: Work, wish: ResendDelivery) -> Delivery:
    """Attempt one delivery again at once, with its number and id; nothing waits behind it.

    Raises:
        Conflict: while it is still being delivered.
    """
    _own(work, wish.endpoint_id)
    row = _find(work.session, wish.endpoint_id, wish.sequence)
    if row["state"] in (WAITING, RESENDING):
        raise Conflict("delivery_on_its_way", sequence=wish.sequence)
    work.session.execute(
        update(deliveries)
        .where(_D.endpoint_id == wish.endpoint_id, _D.sequence == wish.sequence)
        .values(state=RESENDING, due_at=0, first_tried_at=None, settled_at=None)
    )
    return _shown(_find(work.session, wish.endpoint_id, wish.sequence))


def send_sample(work: Work, wish: SendWebhookSample) -> SampleSent:
    """Send a sample that reports no event, and return its number.

    Raises:
        Conflict: when the webhook is off.
    """
    _own(work, wish.endpoint_id)
    return SampleSent(sequence=put_sample(work.session, wish.endpoint_id))


def put_sample(session: Session, endpoint_id: str) -> int:
    """Queue a sample for a webhook, and return its number.

    Raises:
        Conflict: when the webhook is off.
    """
    (line,) = queue.lines_of(session, endpoint_id) or (None,)
    if line is None:
        raise Conflict("webhook_disabled")
    line.add("", 0, {"id": new_id(), "type": SAMPLE, "subject": SAMPLE})
    queue.write(session, [line])
    return line.last_sequence


def recover(work: Work, wish: RecoverWebhook) -> Recovered:
    """Send all events since an instant that did not arrive; return their number.

    A delivery that failed for good is retried with its own number. Events that were never sent,
    because the webhook was off or new, get new numbers, in the order in which they were recorded.

    Raises:
        Conflict: when the webhook is off.
    """
    since, endpoint_id, session = _stored(wish.since), wish.endpoint_id, work.session
    _own(work, endpoint_id)
    again = _try_failed_again(session, endpoint_id, since)
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
    return Recovered(recovered=again + queue.write(session, [line]))


def _try_failed_again(session: Session, endpoint_id: str, since: str) -> int:
    at = and_(_D.endpoint_id == endpoint_id, _D.state == FAILED)
    since_ids = select(events.c.id).where(events.c.time >= since)
    failed = session.execute(
        update(deliveries)
        .where(at, _D.event_id.in_(since_ids))
        .values(state=WAITING, due_at=0, first_tried_at=None, settled_at=None)
    )
    return int(failed.rowcount)  # type: ignore[attr-defined]


def _stored(instant: datetime) -> str:
    """Return an instant as in events: in UTC, with milliseconds."""
    try:
        return instant.astimezone(UTC).isoformat(timespec="milliseconds")
    except OverflowError as error:
        faults = {"since": [fault("instant")]}
        raise Invalid("invalid_fields", faults=faults, places=["since"]) from error


def _own(work: Work, endpoint_id: str) -> RowMapping:
    return find(work.session, work.caller.org, endpoint_id)


def _find(session: Session, endpoint_id: str, sequence: int) -> RowMapping:
    at = and_(_D.endpoint_id == endpoint_id, _D.sequence == sequence)
    row = session.execute(select(deliveries).where(at)).mappings().first()
    if row is None:
        raise NotFound("delivery_unknown", sequence=sequence)
    return row


def _shown(row: RowMapping) -> Delivery:
    settled = row["settled_at"]
    return Delivery(
        sequence=row["sequence"],
        event_id=row["event_id"],
        type=row["type"],
        subject=row["subject"],
        state=row["state"],
        attempts=row["attempts"],
        next_try_at=text_of(row["due_at"]) if row["due_at"] and not settled else None,
        settled_at=text_of(settled) if settled else None,
    )
