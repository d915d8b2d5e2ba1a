"""Record the results of attempts, and what follows: delivered, retried, failed, or disabled."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping, insert, select, update
from sqlalchemy.orm import Session

from liaison_gateway.exchange.webhooks.retry_schedule import (
    Reply,
    is_over,
    next_try,
    verdict_of,
)
from liaison_gateway.exchange.webhooks.tables import (
    ACTIVE,
    DELIVERED,
    DISABLED,
    FAILED,
    attempts,
    deliveries,
    endpoints,
)
from liaison_kit.ops.logs import get_logger
from liaison_kit.store.ids import new_id

GONE = "The receiver answered 410 Gone."
TOO_LONG = "Every try failed for five days."
_logger = get_logger(__name__)


def settle(
    session: Session,
    endpoint_id: str,
    rows: list[RowMapping],
    replies: Mapping[int, Reply],
    now_ms: int,
    chance: random.Random,
) -> None:
    """Record the attempts of one endpoint and decide what follows, in one transaction."""
    tried = [row for row in rows if row["sequence"] in replies]
    at = endpoints.c.endpoint_id == endpoint_id
    endpoint = session.execute(select(endpoints).where(at).with_for_update()).mappings().first()
    if endpoint is None or not tried:  # it was abandoned meanwhile
        return
    session.execute(insert(attempts), [_attempt(row, replies, now_ms) for row in tried])
    delivered = {each for each, reply in replies.items() if verdict_of(reply) == "delivered"}
    _mark_delivered(session, endpoint_id, sorted(delivered), now_ms)
    values: dict[str, Any] = {}
    if delivered and (endpoint["failures"] or endpoint["failing_since"]):
        values = {"failures": 0, "failing_since": None, "paused_until": 0}
    for row in tried:
        reply = replies[row["sequence"]]
        if row["sequence"] not in delivered:
            _put_off(session, row, reply, now_ms, chance)
            values |= _after_failure({**endpoint, **values}, reply, now_ms, chance)
    if values.get("state") == DISABLED and endpoint["state"] == ACTIVE:
        told = {"endpoint": endpoint_id, "org": endpoint["org"]}
        _logger.warning("webhooks.disabled", why=values["disabled_because"], alert=True, **told)
    if values:
        session.execute(update(endpoints).where(at).values(**values))


def _attempt(row: RowMapping, replies: Mapping[int, Reply], now_ms: int) -> dict[str, Any]:
    reply = replies[row["sequence"]]
    return {
        "attempt_id": new_id(),
        "endpoint_id": row["endpoint_id"],
        "sequence": row["sequence"],
        "number": row["attempts"] + 1,
        "at": now_ms,
        "status": reply.status,
        "error": reply.error[:300],
        "took_ms": reply.took_ms,
        "response": reply.body,
    }


def _mark_delivered(session: Session, endpoint_id: str, sequences: list[int], now_ms: int) -> None:
    if sequences:
        session.execute(
            update(deliveries)
            .where(deliveries.c.endpoint_id == endpoint_id, deliveries.c.sequence.in_(sequences))
            .values(state=DELIVERED, settled_at=now_ms, attempts=deliveries.c.attempts + 1)
        )


def _put_off(
    session: Session, row: RowMapping, reply: Reply, now_ms: int, chance: random.Random
) -> None:
    failures = row["attempts"] + 1
    first = row["first_tried_at"] or now_ms
    values: dict[str, Any] = {"attempts": failures, "first_tried_at": first}
    if is_over(first, now_ms):
        values |= {"state": FAILED, "settled_at": now_ms}
    else:
        values["due_at"] = next_try(now_ms, failures, chance, reply)
    session.execute(
        update(deliveries)
        .where(
            deliveries.c.endpoint_id == row["endpoint_id"],
            deliveries.c.sequence == row["sequence"],
        )
        .values(**values)
    )


def _after_failure(
    endpoint: Mapping[str, Any], reply: Reply, now_ms: int, chance: random.Random
) -> dict[str, Any]:
    """Return what a failure means for the endpoint: a pause, or disabling it."""
    verdict = verdict_of(reply)
    since = endpoint["failing_since"] or now_ms
    if verdict == "gone":
        return {"state": DISABLED, "disabled_because": GONE}
    if is_over(since, now_ms):
        return {"state": DISABLED, "disabled_because": TOO_LONG}
    values: dict[str, Any] = {"failing_since": since}
    if verdict == "unreachable":
        failures = endpoint["failures"] + 1
        until = next_try(now_ms, failures, chance, reply)
        values |= {"failures": failures, "paused_until": until}
    return values
