"""Derive exchanges, queues and bindings from the catalogue: who tells, who hears, on what."""

from __future__ import annotations

from dataclasses import dataclass

from liaison_contracts.catalogue import EVENTS
from liaison_contracts.message import EventType

PRODUCERS = ("registry", "assessment", "incentives", "finance")
OUTSIDE = "finance"
VIEWER = "gateway"


@dataclass(frozen=True)
class Queue:
    """Describe one durable queue: what one consumer hears of one producer."""

    producer: str
    consumer: str

    @property
    def name(self) -> str:
        """Return the queue's name on the broker."""
        return f"{self.producer}-to-{self.consumer}"

    @property
    def binding_key(self) -> str:
        """Return the routing key of the binding.

        A service hears all of a producer, to see gaps in the log; finance only what concerns it.
        """
        return "payout.#" if self.consumer == OUTSIDE else "#"

    def carries(self, kind: EventType) -> bool:
        """Say whether an event type arrives in this queue."""
        wanted = self.binding_key == "#" or kind.type.startswith("payout.")
        return kind.source == self.producer and wanted

    def acts_on(self, kind: EventType) -> bool:
        """Say whether the consumer has a use for an event type that arrives here."""
        return self.consumer in hearers_of(kind)


def exchange_of(producer: str) -> str:
    """Return the topic exchange of a producer.

    >>> exchange_of("registry")
    'registry.events'
    """
    return f"{producer}.events"


def hearers_of(kind: EventType) -> tuple[str, ...]:
    """Return who acts on an event type; the gateway hears all that the services tell.

    >>> hearers_of(EVENTS["plaque.granted.v1"])
    ('assessment', 'incentives', 'gateway')
    """
    return kind.heard_by if kind.source == OUTSIDE else (*kind.heard_by, VIEWER)


def told_by(producer: str) -> list[EventType]:
    """Return the event types of a producer, by name."""
    return [EVENTS[name] for name in sorted(EVENTS) if EVENTS[name].source == producer]


def queues() -> list[Queue]:
    """Return every queue that the catalogue needs.

    >>> [queue.name for queue in queues() if queue.consumer == "finance"]
    ['incentives-to-finance']
    """
    pairs = {(kind.source, hearer) for kind in EVENTS.values() for hearer in hearers_of(kind)}
    known = [pair for pair in pairs if pair[0] in PRODUCERS]
    return [Queue(*pair) for pair in sorted(known)]
