"""Name and declare exchanges and queues; only the catalogue decides who consumes what.

A producer declares its exchange and the queue of each consumer before its first publish. The queues
of an outside party (finance), which declares nothing, are declared by its consumers. Live uses
plain names; every other mode has a prefix, so that none of its messages can reach finance's queue.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from liaison_contracts.catalogue import EVENTS
from liaison_kit.bus.broker import (
    Link,
    NotFound,
    PreconditionFailed,
)
from liaison_kit.ops.logs import get_logger

_logger = get_logger(__name__)
OUTSIDE = ("finance",)
"""Parties outside the suite: they keep no log, answer no call, and consume only their own types."""
HEARS_ALL = ("gateway",)
"""Consumers of all events of the suite's services."""
LONGEST_QUEUE = 200_000
"""The length at which a queue drops its oldest message; the feed fetches it from the log."""


@dataclass(frozen=True)
class Queue:
    """Describe one queue: producer, consumer, bindings and maximum length."""

    producer: str
    consumer: str
    name: str
    exchange: str
    keys: tuple[str, ...]
    longest: int | None

    def arguments(self, broker_major: int) -> dict[str, Any]:
        """Return the queue's type and limits as RabbitMQ arguments."""
        found: dict[str, Any] = {"x-queue-type": "quorum", "x-single-active-consumer": True}
        if broker_major >= 4:  # drops after 20 deliveries unless told; -1 means 0 before that
            found["x-delivery-limit"] = -1
        if self.longest is not None:
            found |= {"x-max-length": self.longest, "x-overflow": "drop-head"}
        return found


@dataclass(frozen=True)
class Names:
    """Provide the names of one mode's exchanges and queues.

    >>> Names("live").exchange("registry"), Names("demo").queue("registry", "incentives")
    ('registry.events', 'demo.registry-to-incentives')
    """

    mode: str

    @property
    def prefix(self) -> str:
        """Return the prefix of every name: empty in live, otherwise the mode."""
        return "" if self.mode == "live" else f"{self.mode}."

    @property
    def rpc_exchange(self) -> str:
        """Return the exchange of requests and replies."""
        return f"{self.prefix}nameko-rpc"

    def rpc_queue(self, service: str) -> str:
        """Return the queue of a service's requests."""
        return f"{self.prefix}rpc-{service}"

    def exchange(self, service: str) -> str:
        """Return the exchange to which a service publishes its events."""
        return f"{self.prefix}{service}.events"

    def queue(self, producer: str, consumer: str) -> str:
        """Return the queue of the events that one service consumes from another."""
        return f"{self.prefix}{producer}-to-{consumer}"

    def reply_queue(self, client: str, unique: str) -> str:
        """Return a client's reply queue, which is also its routing key."""
        return f"reply-{self.prefix}{client}-{unique}"


def hearers_of(producer: str) -> dict[str, set[str]]:
    """Return the consumers of a producer, and the types that the catalogue names for each."""
    found: dict[str, set[str]] = {}
    for kind in EVENTS.values():
        if kind.source == producer:
            for consumer in kind.heard_by:
                found.setdefault(consumer, set()).add(kind.type)
            if producer not in OUTSIDE:
                for consumer in HEARS_ALL:
                    found.setdefault(consumer, set()).add(kind.type)
    return found


def queues_of(producer: str, names: Names) -> list[Queue]:
    """Return the queues that receive a producer's events."""
    return [
        _queue(producer, consumer, types, names)
        for consumer, types in sorted(hearers_of(producer).items())
    ]


def _queue(producer: str, consumer: str, types: set[str], names: Names) -> Queue:
    outside = consumer in OUTSIDE
    firsts = {kind.split(".")[0] for kind in types}
    endless = (outside or producer in OUTSIDE) and names.mode == "live"
    return Queue(
        producer=producer,
        consumer=consumer,
        name=names.queue(producer, consumer),
        exchange=names.exchange(producer),
        keys=tuple(sorted(f"{first}.#" for first in firsts)) if outside else ("#",),
        longest=None if endless else LONGEST_QUEUE,
    )


def declared_by(service: str, names: Names) -> list[Queue]:
    """Return the queues a service declares: its own, and those of outside parties it consumes."""
    heard = [
        queue for party in OUTSIDE for queue in queues_of(party, names) if queue.consumer == service
    ]
    return queues_of(service, names) + heard


def queues_around(service: str, names: Names) -> list[Queue]:
    """Return every queue that a service publishes to or consumes from."""
    producers = sorted({kind.source for kind in EVENTS.values()})
    return [
        queue
        for producer in producers
        for queue in queues_of(producer, names)
        if service in (producer, queue.consumer)
    ]


def mandatory_types(producer: str) -> set[str]:
    """Return the types that must have a consumer, so that a missing queue is a fault."""
    return set().union(*hearers_of(producer).values())


def outside_types(producer: str) -> set[str]:
    """Return the types for outside parties, which cannot fetch them from the log again."""
    hearers = hearers_of(producer)
    return set().union(*(hearers.get(party, set()) for party in OUTSIDE))


def declare(link: Link, service: str, names: Names) -> None:
    """Declare a service's exchange and queues; repeating it changes nothing."""
    queues = declared_by(service, names)
    exchanges = {names.exchange(service), *(queue.exchange for queue in queues)}
    for exchange in sorted(exchanges):
        ensure_exchange(link, exchange)
    for queue in queues:
        _declare_queue(link, queue)
        for key in queue.keys:
            link.channel.queue_bind(queue.name, queue.exchange, key)


def _declare_queue(link: Link, queue: Queue) -> None:
    """Declare a queue; one that was declared with other arguments before is kept as it is."""
    major = int(str(link.connection.server_properties.get("version", "3")).split(".")[0])
    try:
        link.channel.queue_declare(
            queue.name, durable=True, auto_delete=False, arguments=queue.arguments(major)
        )
    except PreconditionFailed as error:
        link.reopen()
        link.channel.queue_declare(queue.name, passive=True)
        _logger.warning("queue.differs", queue=queue.name, error=str(error), alert=True)


def ensure_exchange(link: Link, name: str) -> None:
    """Find a topic exchange, or declare it if the broker's definitions did not."""
    try:
        link.channel.exchange_declare(name, "topic", passive=True)
    except NotFound:
        link.reopen()
        link.channel.exchange_declare(name, "topic", durable=True, auto_delete=False)


def missing(link: Link, queues: Iterable[Queue]) -> list[str]:
    """Return the names of the queues that the broker does not have."""
    absent = []
    for queue in queues:
        try:
            link.channel.queue_declare(queue.name, passive=True)
        except NotFound:
            absent.append(queue.name)
            link.reopen()
    return absent
