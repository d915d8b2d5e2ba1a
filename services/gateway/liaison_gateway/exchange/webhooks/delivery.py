"""Deliver webhooks, each endpoint in its own thread, so that a slow receiver delays no other."""

from __future__ import annotations

import random
import threading
import time
import zlib
from collections import defaultdict
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import RowMapping, delete, or_, select
from sqlalchemy.orm import Session

from liaison_gateway.exchange.partners.body import PartnerBody
from liaison_gateway.exchange.webhooks import outcomes
from liaison_gateway.exchange.webhooks.payload import Message, messages_of
from liaison_gateway.exchange.webhooks.retry_schedule import Reply, verdict_of
from liaison_gateway.exchange.webhooks.secrets import (
    Unreadable,
    WebhookSecrets,
    valid_at,
)
from liaison_gateway.exchange.webhooks.sender import Post, signed_headers
from liaison_gateway.exchange.webhooks.tables import (
    ACTIVE,
    RESENDING,
    WAITING,
    attempts,
    deliveries,
    endpoints,
)
from liaison_kit.ops.logs import get_logger
from liaison_kit.store.database import Database

BATCH = 200
LANES = 4
ENDPOINTS_AT_ONCE = 64
LOOK_SECONDS = 1.0
KEPT_MS = 30 * 24 * 3600 * 1000
"""The time that attempts stay in the log."""
SEQUENCE = "Liaison-Sequence"
UNREADABLE = "its signing secret cannot be read any more; rotate it"
_logger = get_logger(__name__)


@dataclass
class Courier:
    """Attempt due deliveries and record the results; clock, randomness and sender are passed in."""

    database: Database
    vault: WebhookSecrets
    post: Post
    bodies: Mapping[str, PartnerBody] = field(default_factory=dict)
    now: Callable[[], float] = time.time
    chance: random.Random = field(default_factory=random.Random)
    active: Callable[[], bool] = lambda: True

    def __post_init__(self) -> None:
        self._wake, self._stopping = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None
        self._serving: set[str] = set()
        self._pool = ThreadPoolExecutor(ENDPOINTS_AT_ONCE, thread_name_prefix="webhooks")

    # -- one endpoint ------------------------------------------------------------------------

    def round(self) -> int:
        """Attempt everything that is due, endpoint by endpoint; return the number of attempts."""
        return sum(self.serve(endpoint_id) for endpoint_id in self.due())

    def due(self) -> list[str]:
        """Return the endpoints with due deliveries."""
        now = self._now_ms()
        waiting = (
            select(deliveries.c.endpoint_id)
            .where(
                deliveries.c.endpoint_id == endpoints.c.endpoint_id,
                deliveries.c.state.in_((WAITING, RESENDING)),
                deliveries.c.due_at <= now,
            )
            .exists()
        )
        query = select(endpoints.c.endpoint_id).where(
            endpoints.c.state == ACTIVE, endpoints.c.paused_until <= now, waiting
        )
        with self.database.reading() as session:
            return list(session.scalars(query.order_by(endpoints.c.endpoint_id)))

    def serve(self, endpoint_id: str) -> int:
        """Attempt one endpoint's due deliveries until none is left or it is unreachable."""
        tried = 0
        while not self._stopping.is_set():
            found = self._take(endpoint_id)
            if found is None:
                return tried
            endpoint, rows, messages = found
            replies = self._send(endpoint, rows, messages)
            now = self._now_ms()
            with self.database.writing() as session:
                outcomes.settle(session, endpoint_id, rows, replies, now, self.chance)
            tried += len(replies)
        return tried

    def _take(
        self, endpoint_id: str
    ) -> tuple[RowMapping, list[RowMapping], dict[int, Message]] | None:
        now = self._now_ms()
        with self.database.reading() as session:
            at = endpoints.c.endpoint_id == endpoint_id
            endpoint = session.execute(select(endpoints).where(at)).mappings().first()
            if endpoint is None or endpoint["state"] != ACTIVE or endpoint["paused_until"] > now:
                return None
            rows = list(due_rows(session, endpoint_id, now))
            body = self.bodies.get(endpoint["partner_body"])
            return (endpoint, rows, messages_of(session, rows, body)) if rows else None

    def _send(
        self, endpoint: RowMapping, rows: list[RowMapping], messages: dict[int, Message]
    ) -> dict[int, Reply]:
        """Send each subject in order, a few subjects at a time; stop if there is no answer."""
        try:
            kept = self.vault.unseal_secrets(endpoint["endpoint_id"], endpoint["secrets"])
        except Unreadable:
            return {rows[0]["sequence"]: Reply(0, UNREADABLE)}
        secrets = valid_at(kept, self._now_ms())
        lanes: dict[int, list[RowMapping]] = defaultdict(list)
        for row in rows:
            lanes[zlib.crc32(row["subject"].encode()) % LANES].append(row)
        replies: dict[int, Reply] = {}
        stop = threading.Event()

        def run(lane: list[RowMapping]) -> None:
            behind: set[str] = set()
            for row in lane:
                if stop.is_set() or self._stopping.is_set():
                    return
                if row["subject"] in behind:
                    continue
                message = messages[row["sequence"]]
                headers = signed_headers(
                    secrets, message.id, self.now(), message.content, message.media_type
                )
                headers[SEQUENCE] = str(row["sequence"])
                reply = self.post(endpoint["url"], headers, message.content)
                replies[row["sequence"]] = reply
                verdict = verdict_of(reply)
                if verdict in ("gone", "unreachable"):
                    stop.set()
                elif verdict == "refused":
                    behind.add(row["subject"])

        if len(lanes) == 1:
            run(rows)
        else:
            with ThreadPoolExecutor(len(lanes)) as pool:
                list(pool.map(run, lanes.values()))
        return replies

    # -- the loop ----------------------------------------------------------------------------

    def start(self) -> None:
        """Deliver in separate threads."""
        self._thread = threading.Thread(target=self._run, name="webhook-courier", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Check at once, because something was queued."""
        self._wake.set()

    def stop(self) -> None:
        """Stop after the current attempts; the rest is attempted after the next start."""
        self._stopping.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join()
        self._pool.shutdown()

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._wake.wait(LOOK_SECONDS)
            self._wake.clear()
            if not self.active():
                continue
            try:
                for endpoint_id in self.due():
                    if endpoint_id not in self._serving:
                        self._serving.add(endpoint_id)
                        self._pool.submit(self._serve, endpoint_id)
                self.sweep()
            except Exception as error:  # infrastructure: the next round tries again
                _logger.warning("webhooks.paused", error=repr(error))

    def _serve(self, endpoint_id: str) -> None:
        try:
            self.serve(endpoint_id)
        except Exception as error:  # the next round tries again
            _logger.warning("webhooks.endpoint_paused", endpoint=endpoint_id, error=repr(error))
        finally:
            self._serving.discard(endpoint_id)

    def sweep(self) -> None:
        """Delete attempts older than 30 days."""
        before = self._now_ms() - KEPT_MS
        with self.database.reading() as session:
            old = select(attempts.c.attempt_id).where(attempts.c.at < before).limit(1)
            if session.execute(old).first() is None:
                return
        with self.database.writing() as session:
            session.execute(delete(attempts).where(attempts.c.at < before))

    def _now_ms(self) -> int:
        return int(1000 * self.now())


def due_rows(session: Session, endpoint_id: str, now_ms: int) -> Any:
    """Return what may be attempted: nothing of a subject whose earlier event is still waiting."""
    earlier = deliveries.alias("earlier")
    behind = (
        select(earlier.c.sequence)
        .where(
            earlier.c.endpoint_id == endpoint_id,
            earlier.c.subject == deliveries.c.subject,
            earlier.c.state == WAITING,
            earlier.c.sequence < deliveries.c.sequence,
            earlier.c.due_at > now_ms,
        )
        .exists()
    )
    query = select(deliveries).where(
        deliveries.c.endpoint_id == endpoint_id,
        deliveries.c.state.in_((WAITING, RESENDING)),
        deliveries.c.due_at <= now_ms,
        or_(deliveries.c.state == RESENDING, ~behind),
    )
    rows = session.execute(query.order_by(deliveries.c.sequence).limit(BATCH))
    return rows.mappings()
