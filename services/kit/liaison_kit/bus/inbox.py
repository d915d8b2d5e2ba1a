"""Accept messages of a party without a log (finance): each once, by its id, in any order."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from liaison_contracts.envelope import Envelope, envelope_from
from liaison_contracts.errors import Conflict, Forbidden, LiaisonError, Malformed
from liaison_contracts.message import EVENTS
from liaison_kit.bus import topology
from liaison_kit.bus.broker import (
    Backoff,
    Link,
    Message,
    body_of,
    keep_linked,
    queue_gone,
    raw_of,
)
from liaison_kit.claims import hash_of
from liaison_kit.log import bodies, dead_letters
from liaison_kit.log.bodies import Unreadable
from liaison_kit.log.feed import TRIES, handle
from liaison_kit.ops import metrics
from liaison_kit.ops.logs import get_logger
from liaison_kit.runtime import Runtime
from liaison_kit.service import RefusedMessage
from liaison_kit.store import records
from liaison_kit.store.database import is_infrastructure

PREFETCH = 50
LONGEST_ID = 120
NO_HASH = "none"
"""Stands for the hash of a message that was recorded before hashes were."""
BUGS = 3
"""How often a message may fail outside its handler before it is only set aside."""
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
        if isinstance(message, Unreadable):
            self._park_unreadable(message, Malformed("message_unreadable", why=message.why))
            return False
        try:
            envelope = self._checked(message, user_id)
        except (Malformed, Forbidden) as error:
            self._park_unreadable(bodies.unreadable(message, error), error)
            return False
        digest = hash_of(message)
        failure: Exception | None = None
        for attempt in range(1, TRIES + 1):
            try:
                return self._apply(envelope, digest)
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
                if isinstance(error, LiaisonError):
                    break  # a refusal stays one, however often the message is tried
        assert failure is not None, "a message that was applied returned"
        self._park(envelope, digest, failure)
        return False

    def _checked(self, message: Any, user_id: str | None) -> Envelope:
        if user_id != self.party:
            raise Forbidden("wrong_sender", sender=user_id, party=self.party)
        envelope = envelope_from(message)
        kind = EVENTS.get(envelope.type)
        if envelope.producer != self.party or kind is None or kind.source != self.party:
            raise Malformed("wrong_source", source=envelope.source, type=envelope.type)
        if not 0 < len(envelope.id) <= LONGEST_ID:
            raise Malformed("bad_message_id", most=LONGEST_ID)
        try:
            date.fromisoformat(envelope.effectiveon)
        except ValueError:
            raise Malformed("not_a_date", field="effectiveon") from None
        return envelope

    def _apply(self, envelope: Envelope, digest: str) -> bool:
        runtime = self._runtime
        with runtime.transaction() as (session, make):
            known = self._known(session, envelope, digest)
            if known is not None:
                if known not in (digest, NO_HASH):
                    raise Conflict("message_id_reused", message_id=envelope.id)
                return False
            # the instance's day, not the sender's: nobody else dates what happens here
            handle(self._handlers, make(runtime.system(), cause=envelope.id), envelope)
        return True

    def _known(self, session: Session, envelope: Envelope, digest: str) -> str | None:
        """Return the hash under which a message's id is known; otherwise record it."""
        table, key = records.inbox, {"source": self.party, "message_id": envelope.id}
        try:
            with session.begin_nested():
                row = {**key, "received_at": datetime.now(UTC), "sha256": digest}
                session.execute(insert(table).values(**row))
        except IntegrityError:
            at = (table.c.source == self.party) & (table.c.message_id == envelope.id)
            return session.execute(select(table.c.sha256).where(at)).scalar() or NO_HASH
        return None

    def _park(self, envelope: Envelope, digest: str, error: Exception) -> None:
        with self._runtime.transaction() as (session, make):
            self._known(session, envelope, digest)
            if dead_letters.is_parked(session, self.party, digest):
                return
            parked_id = dead_letters.park(session, envelope, error, digest)
            message_id, kind, data = envelope.id, envelope.type, envelope.data
            self._tell(make, RefusedMessage(parked_id, message_id, kind, data, digest, error))

    def _park_unreadable(self, message: Unreadable, error: LiaisonError) -> None:
        with self._runtime.transaction() as (session, make):
            if dead_letters.is_parked(session, self.party, message.sha256):
                return
            parked_id = dead_letters.park_unreadable(session, self.party, message, error)
            kind, digest = dead_letters.UNREADABLE, message.sha256
            self._tell(make, RefusedMessage(parked_id, "", kind, {}, digest, error))
        _logger.error("message.parked", party=self.party, error=message.why, alert=True)

    def _tell(self, make: Callable[..., Any], refused: RefusedMessage) -> None:
        if self._runtime.tells_refused is not None:
            self._runtime.tells_refused(make(self._runtime.system()), refused)


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
        self._progress = runtime.progress[party]
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
                    with self._progress.working():
                        taken = self._take(link, message)
                    if taken:
                        link.channel.basic_ack(message.delivery_tag)
        finally:
            self.linked = False

    def _take(self, link: Link, message: Message) -> bool:
        backoff, bugs = Backoff(self._stopping), 0
        while not self._stopping.is_set():
            try:
                if self._offer(message, bugs):
                    metrics.FEED_APPLIED.labels(*self._labels).inc()
                return True
            except Exception as error:
                if not is_infrastructure(error):
                    bugs += 1
                    _logger.exception("inbox.bug", party=self.producer, alert=True)
                metrics.FEED_PAUSED.labels(*self._labels).inc()
                backoff.wait()
                link.drain_arrived(PREFETCH)  # heartbeats among them
                link.connection.heartbeat_tick()
        return False

    def _offer(self, message: Message, bugs: int) -> bool:
        """Offer a message; one that fails again and again here is set aside as raw bytes."""
        if bugs < BUGS:
            return self._inbox.take(body_of(message), message.properties.get("user_id"))
        return self._inbox.take(Unreadable(raw_of(message), f"failed {bugs} times"), None)
