"""Answer what was asked about the life of a station."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liaison_contracts.reasons import Reason
from liaison_contracts.words import Code, Count

__all__ = ["CalendarAnswer", "IncidentAnswer", "StatementAnswer", "StationAnswer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentAnswer:
    """Name the incident on record; `reasons` say what follows of it (Article 8(2))."""

    incident_code: Code
    station_code: Code
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementAnswer:
    """Say that a statement is on record, and until when the station may still add to it.

    `statement_until` is empty where no hearing is asked (A49 off).
    """

    case_code: Code
    station_code: Code
    statement_until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StationAnswer:
    """Say where a station stands in the table of its states, and since when."""

    station_code: Code
    state: Code
    withdrawn_on: date | None
    plaque_recovered_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarAnswer:
    """Say how many days the office decided on."""

    days: Count
