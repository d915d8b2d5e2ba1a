"""Derive exchanges, queues and bindings from the catalogue's producers and consumers."""

from __future__ import annotations

from dataclasses import dataclass

from liaison_contracts.catalogue import EVENTS
from liaison_contracts.message import EventType

PRODUCERS = ("registry", "assessment", "incentives", "finance")
OUTSIDE = "finance"
VIEWER = "gateway"


@dataclass(frozen=True)
class Queue:
    """Describe one durable queue: the events that one consumer receives from one producer."""

    producer: str
    consumer: str

    @property
    def name(self) -> str:
        """Return the queue's name on the broker."""
        return f"{self.producer}-to-{self.consumer}"

    @property
    def binding_key(self) -> str:
        """Return the routing key of the binding.

        A service receives all events of a producer, to detect gaps in the log; finance only its own
        types.
        """
        return "payout.#" if self.consumer == OUTSIDE else "#"

    def carries(self, kind: EventType) -> bool:
        """Return whether an event type is routed to this queue."""
        wanted = self.binding_key == "#" or kind.type.startswith("payout.")
        return kind.source == self.producer and wanted

    def acts_on(self, kind: EventType) -> bool:
        """Return whether the consumer handles an event type that is routed to this queue."""
        return self.consumer in hearers_of(kind)


def exchange_of(producer: str) -> str:
    """Return the topic exchange of a producer.

    >>> exchange_of("registry")
    'registry.events'
    """
    return f"{producer}.events"


def hearers_of(kind: EventType) -> tuple[str, ...]:
    """Return the consumers of an event type; the gateway consumes all events of the services.

    >>> hearers_of(EVENTS["plaque.granted.v1"])
    ('assessment', 'incentives', 'gateway')
    """
    return kind.heard_by if kind.source == OUTSIDE else (*kind.heard_by, VIEWER)


def told_by(producer: str) -> list[EventType]:
    """Return the event types of a producer, sorted."""
    return [EVENTS[name] for name in sorted(EVENTS) if EVENTS[name].source == producer]


def queues() -> list[Queue]:
    """Return every queue that the catalogue requires.

    >>> [queue.name for queue in queues() if queue.consumer == "finance"]
    ['incentives-to-finance']
    """
    pairs = {(kind.source, hearer) for kind in EVENTS.values() for hearer in hearers_of(kind)}
    known = [pair for pair in pairs if pair[0] in PRODUCERS]
    return [Queue(*pair) for pair in sorted(known)]
