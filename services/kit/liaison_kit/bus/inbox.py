"""Accept messages of a party without a log (finance): each once, by its id, in any order."""

from __future__ import annotations

import threading
from collections import deque
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from liaison_contracts.envelope import Envelope, envelope_from
from liaison_contracts.errors import Forbidden, Malformed
from liaison_contracts.message import EVENTS
from liaison_kit.bus import topology
from liaison_kit.bus.broker import (
    Backoff,
    Link,
    Message,
    body_of,
    keep_linked,
    queue_gone,
)
from liaison_kit.log import dead_letters
from liaison_kit.log.feed import TRIES, handle
from liaison_kit.ops import metrics
from liaison_kit.ops.logs import get_logger
from liaison_kit.runtime import Runtime
from liaison_kit.store import records
from liaison_kit.store.database import is_infrastructure

PREFETCH = 50
_logger = get_logger(__name__)


class Inbox:
    """Apply an outside party's messages to one consumer's database, over any transport."""

    def __init__(self, runtime: Runtime, party: str) -> None:
        self.party = party
        self._runtime = runtime
        self._handlers = runtime.handlers[party]

    def take(self, message: Any, user_id: str | None) -> bool:
        """Apply one message; return False if it was known or had to be parked.

        `user_id` is the sender according to the broker. Raises only infrastructure errors, which
        say nothing about the message.
        """
        try:
            envelope = self._checked(message, user_id)
        except (Malformed, Forbidden) as error:
            self._park_unreadable(message, error)
            return False
        failure: Exception | None = None
        for attempt in range(1, TRIES + 1):
            try:
                return self._apply(envelope, failure=None)
            except Exception as error:
                if is_infrastructure(error):
                    raise
                failure = error
                _logger.warning(
                    "message.failed",
                    type=envelope.type,
                    id=envelope.id,
                    attempt=attempt,
                    error=repr(error),
                )
        self._apply(envelope, failure)
        return False

    def _checked(self, message: Any, user_id: str | None) -> Envelope:
        if user_id != self.party:
            raise Forbidden("wrong_sender", sender=user_id, party=self.party)
        envelope = envelope_from(message)
        kind = EVENTS.get(envelope.type)
        if envelope.producer != self.party or kind is None or kind.source != self.party:
            raise Malformed("wrong_source", source=envelope.source, type=envelope.type)
        try:
            date.fromisoformat(envelope.effectiveon)
        except ValueError:
            raise Malformed("not_a_date", field="effectiveon") from None
        return envelope

    def _apply(self, envelope: Envelope, failure: Exception | None) -> bool:
        runtime = self._runtime
        with runtime.transaction() as (session, make):
            try:
                with session.begin_nested():
                    session.execute(
                        insert(records.inbox).values(
                            source=self.party,
                            message_id=envelope.id,
                            received_at=datetime.now(UTC),
                        )
                    )
            except IntegrityError:
                return False
            if failure is not None:
                dead_letters.park(session, envelope, failure)
                return False
            day = date.fromisoformat(envelope.effectiveon)
            handle(self._handlers, make(runtime.system(), day, cause=envelope.id), envelope)
        return True

    def _park_unreadable(self, message: Any, error: Exception) -> None:
        with self._runtime.transaction() as (session, _):
            dead_letters.park_unreadable(session, self.party, message, error)
        _logger.error("message.parked", party=self.party, error=str(error), alert=True)


class AmqpInbox:
    """Consume an outside party's queue, one transaction per message."""

    def __init__(self, runtime: Runtime, party: str, amqp_uri: str) -> None:
        self.producer = party
        self._inbox = Inbox(runtime, party)
        self._name = f"{runtime.name} hears {party}"
        self._labels = (runtime.name, party)
        self._uri = amqp_uri
        self._queue = topology.Names(runtime.mode).queue(party, runtime.name)
        self._arrived: deque[Message] = deque()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self.linked = False

    def start(self) -> None:
        """Start consuming."""
        self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
        self._thread.start()

    def ask_to_stop(self) -> None:
        """Stop after the current message."""
        self._stopping.set()

    def join(self) -> None:
        """Wait until it has stopped."""
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        keep_linked(self._uri, self._name, self._stopping, self._serve)

    def _serve(self, link: Link) -> None:
        self._arrived.clear()
        link.channel.basic_qos(0, PREFETCH, False)
        link.channel.basic_consume(self._queue, callback=self._arrived.append, on_cancel=queue_gone)
        self.linked = True
        try:
            while not self._stopping.is_set():
                if not self._arrived:
                    link.drain()
                while self._arrived and not self._stopping.is_set():
                    message = self._arrived.popleft()
                    if self._take(link, body_of(message), message.properties.get("user_id")):
                        link.channel.basic_ack(message.delivery_tag)
        finally:
            self.linked = False

    def _take(self, link: Link, body: Any, user_id: str | None) -> bool:
        backoff = Backoff(self._stopping)
        while not self._stopping.is_set():
            try:
                if self._inbox.take(body, user_id):
                    metrics.FEED_APPLIED.labels(*self._labels).inc()
                return True
            except Exception as error:
                if not is_infrastructure(error):
                    _logger.exception("inbox.bug", party=self.producer, alert=True)
                metrics.FEED_PAUSED.labels(*self._labels).inc()
                backoff.wait()
                link.drain_arrived(PREFETCH)  # heartbeats among them
                link.connection.heartbeat_tick()
        return False
