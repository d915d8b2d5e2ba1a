"""Define the answers to commands on existing stations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liaison_contracts.reasons import Reason
from liaison_contracts.words import Code, Count

__all__ = ["CalendarAnswer", "DefenceAnswer", "IncidentAnswer", "StationAnswer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentAnswer:
    """The recorded incident; `reasons` state its consequences (Article 8(2))."""

    incident_code: Code
    station_code: Code
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DefenceAnswer:
    """The recorded defence, and the date until which the station may add to it.

    `defence_until` is empty if no hearing is required (A49 off).
    """

    case_code: Code
    station_code: Code
    defence_until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StationAnswer:
    """The state of a station, and the date since which it applies."""

    station_code: Code
    state: Code
    withdrawn_on: date | None
    plaque_recovered_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarAnswer:
    """The number of days that the office decided on."""

    days: Count
