"""Define the tables for assessment's own data, and its copies of other services' data."""

from __future__ import annotations

from liaison_assessment.tables.base import Base
from liaison_assessment.tables.calendar import Extension, Reminder, Task
from liaison_assessment.tables.directory import Contact, Native, RevealDay
from liaison_assessment.tables.duties import Duty, DutyYear, Evidence, MissedDuty
from liaison_assessment.tables.falsification import Finding, FindingDefence, Referral
from liaison_assessment.tables.grades import (
    Assessment,
    Grade,
    Proposal,
    ScoreSheet,
    Streak,
)
from liaison_assessment.tables.stations import (
    Case,
    Change,
    Recruitment,
    Spending,
    Station,
)
from liaison_assessment.tables.yearly import (
    FrozenDossier,
    Incident,
    ObjectionRow,
    SelfAssessment,
    SpecialEvent,
    TieDecision,
)

__all__ = [
    "Assessment",
    "Base",
    "Case",
    "Change",
    "Contact",
    "Duty",
    "DutyYear",
    "Evidence",
    "Extension",
    "Finding",
    "FindingDefence",
    "FrozenDossier",
    "Grade",
    "Incident",
    "MissedDuty",
    "Native",
    "ObjectionRow",
    "Proposal",
    "Recruitment",
    "Referral",
    "Reminder",
    "RevealDay",
    "ScoreSheet",
    "SelfAssessment",
    "SpecialEvent",
    "Spending",
    "Station",
    "Streak",
    "Task",
    "TieDecision",
]
