"""Define the plugin of a partner body: how its fields map, and how it is notified.

A partner body is a connected system, such as that of the Federation of Industry and Commerce. The
role is something else: the people of a guiding department (Article 3). A plugin only translates;
the gateway and the services decide what a caller may do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from liaison_contracts.reasons import Reason


@dataclass(frozen=True)
class DutyReport:
    """Hold one duty report (Article 11) as facts, translated from the body's own format.

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
    """Hold the content of one transmission; `number` is the body's own, or empty."""

    number: str
    reports: tuple[DutyReport, ...]


@dataclass(frozen=True)
class Outcome:
    """Hold the outcome of one report; one that waits for a plaque is accepted, with the reason."""

    reference: str
    accepted: bool
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Notice:
    """Hold one event about a station that the body guides; `data` are the event's fields."""

    id: str
    type: str
    station: str
    effective_on: date
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Document:
    """Hold bytes with their media type, in either direction."""

    media_type: str
    content: bytes


class PartnerBody(Protocol):
    """Translate between one body's system and this one."""

    @property
    def name(self) -> str:
        """Return the entry point's name, such as `industry_federation`."""

    @property
    def org(self) -> str:
        """Return the organisation whose callers speak for the body: its guiding department."""

    @property
    def media_type(self) -> str:
        """Return the media type in both directions, such as `text/csv`."""

    @property
    def largest_batch(self) -> int:
        """Return how many reports one transmission may hold, 500 at most."""

    @property
    def pushes(self) -> bool:
        """Return whether the body is notified by webhook; otherwise it fetches notices."""

    def station_of(self, station: Mapping[str, Any]) -> str:
        """Return the body's name of a station, from the station's fields."""

    def read(self, content: bytes) -> Batch:
        """Return the reports of one transmission.

        Raises:
            Malformed: when it cannot be read at all.
            Invalid: with every fault of every line; nothing is taken of it.
        """

    def answer(self, batch: Batch, outcomes: Sequence[Outcome]) -> Document:
        """Return the outcome of each report for the body, in the order of the batch."""

    def tell(self, notices: Sequence[Notice]) -> Document:
        """Translate notices into the body's format."""


class PartnerBodies(dict[str, PartnerBody]):
    """Hold the partner bodies that a process was started with, by their names."""
