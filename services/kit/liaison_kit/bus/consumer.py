"""Consume one queue: batch arrived messages, pass them to the feed, then acknowledge them together.

nameko's own consumer starts a green thread per message and loses the order; this one keeps it. It
runs in a thread, which is green in a service and native in the gateway's consumer process.
"""

from __future__ import annotations

import threading
from collections import deque
from typing import Any

from liaison_contracts.errors import Unavailable
from liaison_kit.bus import topology
from liaison_kit.bus.broker import (
    Backoff,
    Link,
    Message,
    body_of,
    keep_linked,
    queue_gone,
)
from liaison_kit.bus.inbox import AmqpInbox
from liaison_kit.client import Transport
from liaison_kit.log.feed import BATCH, FeedStopped
from liaison_kit.ops import metrics
from liaison_kit.ops.logs import get_logger
from liaison_kit.runtime import Runtime
from liaison_kit.store.database import is_infrastructure

PREFETCH = 2 * BATCH
REST_SECONDS = 0.1
"""The pause after a batch that was not full, so that one transaction handles the next arrivals.

An event that reaches an idle feed is handled at once.
"""
HEAD_CHECK_SECONDS = 10.0
FETCH_SECONDS = 10.0
_logger = get_logger(__name__)


class AmqpFeed:
    """Consume one producer over RabbitMQ, and its log over RPC if the queue has a gap."""

    def __init__(
        self,
        runtime: Runtime,
        producer: str,
        amqp_uri: str,
        transport: Transport,
        head_check_seconds: float = HEAD_CHECK_SECONDS,
    ) -> None:
        self.producer = producer
        self._runtime = runtime
        self._uri = amqp_uri
        self._queue = topology.Names(runtime.mode).queue(producer, runtime.name)
        self._feed = runtime.feed(producer, fetch_over(transport, producer))
        self._labels = (runtime.name, producer)
        self._head_check_seconds = head_check_seconds
        self._progress = runtime.progress[producer]
        self._arrived: deque[Message] = deque()
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []
        self._one_at_a_time = threading.Lock()
        self._stands = False
        self.linked = False

    def start(self) -> None:
        """Start consuming."""
        for work in (self._consume, self._check_heads):
            name = f"feed-{self.producer}-{work.__name__}"
            self._threads.append(threading.Thread(target=work, name=name, daemon=True))
            self._threads[-1].start()

    def ask_to_stop(self) -> None:
        """Stop after the current batch, which is applied and acknowledged."""
        self._stopping.set()

    def join(self) -> None:
        """Wait until it has stopped."""
        for thread in self._threads:
            thread.join()

    def _consume(self) -> None:
        name = f"{self._runtime.name} hears {self.producer}"
        keep_linked(self._uri, name, self._stopping, self._serve)

    def _serve(self, link: Link) -> None:
        self._arrived.clear()
        while self._stands and not self._stopping.is_set():
            link.drain()  # nothing is consumed, so that a person can inspect the queue
        link.channel.basic_qos(0, PREFETCH, False)
        link.channel.basic_consume(self._queue, callback=self._arrived.append, on_cancel=queue_gone)
        self.linked = True
        try:
            while not self._stopping.is_set():
                if not self._arrived:
                    link.drain()
                link.drain_arrived(BATCH - len(self._arrived))
                if self._arrived:
                    with self._progress.working():
                        taken = self._take(link)
                    if taken < BATCH:
                        self._stopping.wait(REST_SECONDS)
        finally:
            self.linked = False

    def _take(self, link: Link) -> int:
        """Process a batch of arrived messages, and return their number."""
        batch = [self._arrived.popleft() for _ in range(min(BATCH, len(self._arrived)))]
        bodies = [body_of(message) for message in batch]
        backoff = Backoff(self._stopping)
        while not self._stopping.is_set():
            if self._applied(bodies):
                link.channel.basic_ack(batch[-1].delivery_tag, multiple=True)
                break
            if self._stands:
                raise ConnectionError(f"{self.producer} is not heard until a person has looked")
            backoff.wait()
            link.drain_arrived(BATCH)  # heartbeats among them
            link.connection.heartbeat_tick()
        return len(batch)

    def _applied(self, bodies: list[Any] | None) -> bool:
        """Offer messages, or with None check the head; False means: try the same again later."""
        feed = self._feed
        try:
            with self._one_at_a_time:
                done = feed.catch_up() if bodies is None else feed.offer(bodies)
            metrics.FEED_APPLIED.labels(*self._labels).inc(done)
            self._stand(False)
            return True
        except FeedStopped:
            self._stand(True)
        except Exception as error:
            if not is_infrastructure(error):
                _logger.exception("feed.bug", producer=self.producer, alert=True)
            elif bodies is not None or not isinstance(error, Unavailable):
                _logger.warning("feed.paused", producer=self.producer, error=repr(error))
            metrics.FEED_PAUSED.labels(*self._labels).inc()
        return False

    def _stand(self, stands: bool) -> None:
        self._stands = stands
        metrics.FEED_STOPPED.labels(*self._labels).set(stands)

    def _check_heads(self) -> None:
        """Detect a lost last event, which no later event would reveal, and a resumed feed."""
        while not self._stopping.wait(self._head_check_seconds):
            self._applied(None)


def fetch_over(transport: Transport, producer: str) -> Any:
    """Return a function that fetches from a producer's log over RPC."""

    def fetch(position: int, limit: int) -> dict[str, Any]:
        found: dict[str, Any] = transport.call(
            producer, "events_after", position, limit, deadline=FETCH_SECONDS
        )
        return found

    return fetch


class Hearing:
    """Consume all producers of a runtime over RabbitMQ: its feeds and its inboxes.

    hearing = Hearing(runtime, amqp_uri, transport)
    hearing.start()
    """

    def __init__(
        self,
        runtime: Runtime,
        amqp_uri: str,
        transport: Transport,
        head_check_seconds: float = HEAD_CHECK_SECONDS,
    ) -> None:
        self.feeds: list[AmqpFeed | AmqpInbox] = [
            AmqpFeed(runtime, producer, amqp_uri, transport, head_check_seconds)
            for producer in runtime.producers
        ]
        self.feeds += [AmqpInbox(runtime, party, amqp_uri) for party in runtime.outside_parties]

    def start(self) -> None:
        """Start all consumers."""
        for feed in self.feeds:
            feed.start()

    def ask_to_stop(self) -> None:
        """Let all consumers finish their current batch, and accept nothing new."""
        for feed in self.feeds:
            feed.ask_to_stop()

    def stop(self) -> None:
        """Stop all consumers after their current batch."""
        self.ask_to_stop()
        for feed in self.feeds:
            feed.join()

    @property
    def linked(self) -> bool:
        """Return whether every queue is being consumed."""
        return all(feed.linked for feed in self.feeds)
