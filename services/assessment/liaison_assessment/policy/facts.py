"""Define the facts for the rules of Articles 11 and 12."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

SIDES = ("talent_office", "guiding_department")


class Grade(StrEnum):
    """Name the outcomes of a year: three grades (Article 12(1)) and two without a grade."""

    EXCELLENT = "excellent"
    QUALIFIED = "qualified"
    UNQUALIFIED = "unqualified"
    UNGRADED = "ungraded"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Authorization:
    """Hold the days a station is authorised: from plaque to withdrawal, both included."""

    granted_on: date
    withdrawn_on: date | None = None

    def is_on(self, day: date) -> bool:
        """Return whether the station is authorised on that day."""
        return self.covers(day, day)

    def covers(self, first: date, last: date) -> bool:
        """Return whether the station is authorised on every day from first to last."""
        return self.granted_on <= first and (self.withdrawn_on is None or last <= self.withdrawn_on)

    def touches(self, first: date, last: date) -> bool:
        """Return whether the station is authorised on at least one day from first to last."""
        ends = self.withdrawn_on
        return self.granted_on <= last and (
            ends is None or (first <= ends and self.granted_on <= ends)
        )


@dataclass(frozen=True)
class ScoreLine:
    """Hold one side's score (0 to 100 points) of one of the seven materials (Article 12(2))."""

    side: str
    material: int
    score: Decimal


@dataclass(frozen=True)
class Recruitment:
    """Hold the facts of a recruitment for a tie (Article 14(1)): dates and verification."""

    signed_on: date
    claimed_on: date
    verified: bool


@dataclass(frozen=True)
class Candidate:
    """Hold all facts about one station that the grading of a year needs (Article 12).

    `finding_on` is the first day of a falsification finding that has not been dismissed.
    """

    station_code: str
    authorization: Authorization
    scores: tuple[ScoreLine, ...] = ()
    recruitments: tuple[Recruitment, ...] = ()
    finding_on: date | None = None


@dataclass(frozen=True)
class DutyRecord:
    """Hold one duty record (Article 11): it has one primary duty, whatever else it served (A44).

    `category` is the family of a report, `task_code` and `due_on` belong to an assigned task, and
    `joint_event` and the station's own `part` to an event of several stations.
    """

    record_code: str
    station_code: str
    duty_type: str
    occurred_on: date
    reported_on: date
    evidence: tuple[str, ...] = ()
    verified: bool = False
    category: str = ""
    task_code: str = ""
    due_on: date | None = None
    joint_event: str = ""
    part: str = ""
