"""Declare a service in tables: what it answers, what it consumes, and what it does at set times.

The tables contain only use cases. They run unchanged under nameko on RabbitMQ and on the local bus.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

from sqlalchemy.orm import Session

from liaison_contracts.envelope import Envelope
from liaison_contracts.message import command_type_of, event_type_of
from liaison_kit.work import Work

W = TypeVar("W", bound=Work[Any, Any])
Acts = Mapping[type, Callable[[W, Any], object]]
"""By command or query, the use case `(work, body)` that returns the answer."""
Hears = Mapping[type, Callable[[W, Any], object]]
"""By event of another service, the use case `(work, event)` that handles it."""
Handler = Callable[[Any, Any], object]
"""Handle `(work, event)`, or `(work, envelope)` if one function consumes every type."""


@dataclass(frozen=True)
class RefusedMessage:
    """Describe an outside party's message that was parked, so that the party can be told."""

    parked_id: str
    message_id: str
    type: str
    data: Mapping[str, Any]
    sha256: str
    error: Exception


@dataclass(frozen=True, eq=False, kw_only=True)
class Service(Generic[W]):
    """Map each message to its use case; `W` is the type of work that the use cases receive.

    `hears_all` maps a producer to the one function `(work, envelope)` that consumes all its types.
    `at_turn` deletes copies of a producer's events after a position, which the producer's restore
    lost. `tells_refused` tells an outside party that its message was not taken.
    """

    name: str
    acts: Acts[W] = field(default_factory=dict)
    hears: Hears[W] = field(default_factory=dict)
    hears_all: Mapping[str, Callable[[W, Envelope], None]] = field(default_factory=dict)
    at_day_end: Callable[[W, date], None] | None = None
    at_hour: Callable[[W], object] | None = None
    at_turn: Callable[[Session, str, int], None] | None = None
    tells_refused: Callable[[W, RefusedMessage], object] | None = None

    def __post_init__(self) -> None:
        for message in self.acts:
            if (owner := command_type_of(message).service) != self.name:
                raise TypeError(f"{message.__name__} is answered by {owner}, not by {self.name}")

    def handlers(self) -> dict[str, dict[str, Handler]]:
        """Return the functions that consume events, by producer and type; `*` means every type."""
        found: dict[str, dict[str, Handler]] = {
            producer: {"*": handler} for producer, handler in self.hears_all.items()
        }
        for message, handler in self.hears.items():
            kind = event_type_of(message)
            found.setdefault(kind.source, {})[kind.type] = handler
        return found
