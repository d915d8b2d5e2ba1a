"""Say what a partner body's plugin answers: how its fields map, and how it is told.

A partner body is a connected system, such as the one of the Federation of Industry and Commerce.
The role is another thing: the people of a guiding department (Article 3). A plugin only
translates; what a caller may do is decided by the gateway and again by the services.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from liaison_contracts.reasons import Reason


@dataclass(frozen=True)
class DutyReport:
    """Hold one thing a station did (Article 11), as facts: the body's words are gone.

    `reference` is the body's own number of the report, `station` its own name of the station.
    """

    reference: str
    station: str
    duty_type: str
    occurred_on: date
    reported_on: date
    evidence: str


@dataclass(frozen=True)
class Batch:
    """Hold what came in one transmission; `number` is the body's own, or empty."""

    number: str
    reports: tuple[DutyReport, ...]


@dataclass(frozen=True)
class Outcome:
    """Say what became of one report."""

    reference: str
    accepted: bool
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Notice:
    """Tell a body one event of a station it guides; `data` are the event's fields."""

    id: str
    type: str
    station: str
    effective_on: date
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Document:
    """Carry bytes with their media type, in either direction."""

    media_type: str
    content: bytes


class PartnerBody(Protocol):
    """Translate between one body's system and ours."""

    @property
    def name(self) -> str:
        """Return the entry point's name, such as `industry_federation`."""

    @property
    def org(self) -> str:
        """Return the organisation whose callers speak for the body: its guiding department."""

    @property
    def media_type(self) -> str:
        """Return what the body sends and is sent, such as `text/csv`."""

    @property
    def largest_batch(self) -> int:
        """Return how many reports one transmission may hold, 500 at most."""

    @property
    def pushes(self) -> bool:
        """Return whether the body is told by webhook, event by event; else it fetches notices."""

    def station_of(self, station: Mapping[str, Any]) -> str:
        """Return how the body names a station, from the station's own fields."""

    def read(self, content: bytes) -> Batch:
        """Return the reports of one transmission.

        Raises:
            Malformed: when it cannot be read at all.
            Invalid: with every fault of every line; nothing is taken of it.
        """

    def answer(self, batch: Batch, outcomes: Sequence[Outcome]) -> Document:
        """Say to the body what became of each report, in the order of the batch."""

    def tell(self, notices: Sequence[Notice]) -> Document:
        """Put notices into the body's words."""


class PartnerBodies(dict[str, PartnerBody]):
    """Hold the partner bodies that a process was started with, by their names."""
