"""Publish the event log to the broker: in order, confirmed, by one relay per service at a time.

The log is the truth, and the cursor is the last position sent. A relay that crashes sends its last
batch again; consumers recognise positions they have already received.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, update

from liaison_kit.bus import topology
from liaison_kit.bus.broker import (
    JSON,
    PERSISTENT,
    Link,
    Message,
    keep_linked,
)
from liaison_kit.bus.lease import lease_for
from liaison_kit.log import event_log
from liaison_kit.ops import metrics
from liaison_kit.ops.logs import get_logger
from liaison_kit.runtime import Runtime
from liaison_kit.store import records
from liaison_kit.store.database import is_infrastructure, rows_changed

BATCH = 500
POLL_SECONDS = 5.0
REST_SECONDS = 0.03
"""The pause after a batch that was not full, so that the next batch is worth its cost.

An event committed while the relay is idle is sent at once.
"""
CONFIRM_SECONDS = 15.0
QUEUE_CHECK_SECONDS = 10.0
RETURNED_PAUSE_SECONDS = 1.0
_CURSOR = records.relay_cursor
_logger = get_logger(__name__)


class Relay:
    """Publish one service's events, in a separate thread, while it holds the lease."""

    def __init__(self, runtime: Runtime, amqp_uri: str, direct_url: str = "") -> None:
        self._runtime = runtime
        self._uri = amqp_uri
        self._names = topology.Names(runtime.mode)
        self._mandatory = topology.mandatory_types(runtime.name)
        self._outside = topology.outside_types(runtime.name)
        self._stopping = threading.Event()
        self._wake = threading.Event()
        self._lease = lease_for(runtime, direct_url, self._wake.set)
        self._thread: threading.Thread | None = None
        self._cursor: int | None = None
        self.linked = False

    def start(self) -> None:
        """Start publishing, woken at each commit."""
        self._runtime.on_commit.append(self._wake.set)
        self._lease.start()
        self._thread = threading.Thread(target=self._run, name="relay", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop after the current batch."""
        self._stopping.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join()
        self._lease.stop()

    def _run(self) -> None:
        name = f"{self._runtime.name} relay"
        keep_linked(self._uri, name, self._stopping, self._serve)

    def _serve(self, link: Link) -> None:
        topology.declare(link, self._runtime.name, self._names)
        confirms = _Confirms(link)
        exchange = self._names.exchange(self._runtime.name)
        watch = _QueueWatch(link, self._runtime.name, self._names)
        self.linked = True
        try:
            while not self._stopping.is_set():
                self._wake.clear()
                watch.look()
                if not (self._lease.held and self._send_batch(link, confirms, exchange)):
                    link.drain_arrived(1)
                    link.connection.heartbeat_tick()
                    self._wake.wait(POLL_SECONDS)
        finally:
            self.linked = False

    def _send_batch(self, link: Link, confirms: _Confirms, exchange: str) -> bool:
        """Publish up to one batch; return whether there may be more."""
        try:
            cursor, rows = self._unsent()
        except Exception as error:
            self._cursor = None
            if not is_infrastructure(error):
                raise
            _logger.warning("relay.paused", error=repr(error))
            self._stopping.wait(RETURNED_PAUSE_SECONDS)
            return True
        if not rows:
            return False
        if self._outside & {row.type for row in rows}:
            topology.declare(link, self._runtime.name, self._names)
        with link.corked():
            for row in rows:
                body = event_log.text_of(row, self._runtime.name, self._runtime.instance.logid)
                confirms.publish(
                    Message(
                        body.encode(),
                        content_type=JSON,
                        content_encoding="utf-8",
                        delivery_mode=PERSISTENT,
                        message_id=row.id,
                        type=row.type,
                    ),
                    exchange,
                    row.type,
                    row.type in self._mandatory,
                )
        good = confirms.wait(CONFIRM_SECONDS)
        self._settle(link, cursor, rows[:good], len(rows) - good, confirms)
        if len(rows) < BATCH:
            self._stopping.wait(REST_SECONDS)
        return True

    def _unsent(self) -> tuple[int, Sequence[Any]]:
        table = records.event_log
        with self._runtime.database.reading() as session:
            if (cursor := self._cursor) is None:
                cursor = session.execute(select(_CURSOR.c.position)).scalar_one()
            query = select(table).where(table.c.position > cursor)
            return cursor, session.execute(query.order_by(table.c.position).limit(BATCH)).all()

    def _settle(
        self, link: Link, cursor: int, sent: Sequence[Any], left: int, confirms: _Confirms
    ) -> None:
        service = self._runtime.name
        if sent:
            self._advance(cursor, sent[-1].position)
            metrics.RELAY_SENT.labels(service).inc(len(sent))
        if left:
            metrics.RELAY_RETURNED.labels(service).inc(confirms.returned)
            metrics.RELAY_NACKED.labels(service).inc(confirms.nacked)
            _logger.error(
                "relay.not_taken",
                unsent=left,
                returned=confirms.returned,
                nacked=confirms.nacked,
                alert=True,
            )
            topology.declare(link, service, self._names)
            self._stopping.wait(RETURNED_PAUSE_SECONDS)

    def _advance(self, cursor: int, position: int) -> None:
        step = update(_CURSOR).where(_CURSOR.c.position == cursor).values(position=position)
        self._cursor = None
        try:
            with self._runtime.database.writing() as session:
                alone = rows_changed(session, step) == 1
            self._cursor = (
                position if alone else None
            )  # otherwise another relay moved it: check again
        except Exception as error:  # sent but not recorded: it is sent again, and applied once
            if not is_infrastructure(error):
                raise
            _logger.warning("relay.paused", error=repr(error))


class _QueueWatch:
    """Detect a deleted queue, which `mandatory` does not while another queue accepts everything.

    It uses a separate channel, because each missing queue closes the channel.
    """

    def __init__(self, link: Link, service: str, names: topology.Names) -> None:
        self._link = link
        self._service = service
        self._names = names
        self._looked_at = time.monotonic()

    def look(self) -> None:
        """Declare missing queues again, every few seconds, and raise an alert."""
        if time.monotonic() - self._looked_at < QUEUE_CHECK_SECONDS:
            return
        self._looked_at = time.monotonic()
        sending = self._link.channel
        try:
            self._link.channel = self._link.connection.channel()
            queues = topology.declared_by(self._service, self._names)
            if absent := topology.missing(self._link, queues):
                _logger.error("relay.queue_missing", queues=absent, alert=True)
                topology.declare(self._link, self._service, self._names)
            self._link.channel.close()
        finally:
            self._link.channel = sending


class _Confirms:
    """Publish without waiting, then wait for all confirms with a hard timeout."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._next = 1
        self._listen()

    def _listen(self) -> None:
        channel = self._link.channel
        channel.confirm_select()
        channel.events["basic_ack"].add(self._on_ack)
        channel.events["basic_nack"].add(self._on_nack)
        channel.events["basic_return"].add(self._on_return)
        self._begin()

    def _begin(self) -> None:
        self._first = self._next
        self._open: set[int] = set()
        self._bad_ids: set[str] = set()
        self._ids: list[str] = []
        self._bad_tags: set[int] = set()
        self.returned = self.nacked = 0

    def publish(self, message: Message, exchange: str, key: str, mandatory: bool) -> None:
        """Publish one message of the batch."""
        if not self._open and self._ids:
            self._begin()
        self._open.add(self._next)
        self._ids.append(message.properties["message_id"])
        self._next += 1
        self._link.channel.basic_publish(message, exchange, key, mandatory=mandatory)

    def wait(self, seconds: float) -> int:
        """Return how many messages from the start of the batch the broker has confirmed.

        Raises:
            ConnectionError: if not all were answered in time; the link is then unusable.
        """
        until = time.monotonic() + seconds
        while self._open:
            self._link.drain()
            if self._open and time.monotonic() > until:
                raise ConnectionError(f"{len(self._open)} events were not confirmed in time")
        for index, message_id in enumerate(self._ids):
            if message_id in self._bad_ids or self._first + index in self._bad_tags:
                return index
        return len(self._ids)

    def _on_ack(self, tag: int, multiple: bool) -> None:
        self._open -= self._tags(tag, multiple)

    def _on_nack(self, tag: int, multiple: bool) -> None:
        bad = self._tags(tag, multiple)
        self._bad_tags |= bad
        self.nacked += len(bad)
        self._open -= bad

    def _on_return(self, error: Any, exchange: str, key: str, message: Message) -> None:
        self._bad_ids.add(message.properties["message_id"])
        self.returned += 1
        _logger.error("relay.returned", exchange=exchange, type=key, alert=True)

    def _tags(self, tag: int, multiple: bool) -> set[int]:
        return {one for one in self._open if one <= tag} if multiple else {tag}
