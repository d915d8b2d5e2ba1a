"""Define the tables for applications, stations, changes, cases and the policy register."""

from liaison_registry.tables.applications import (
    ActRow,
    Application,
    ApplicationDocument,
    ConditionRow,
    OpinionRow,
)
from liaison_registry.tables.base import Base
from liaison_registry.tables.drafts import (
    ApplicationDraft,
    ApprovalRow,
    OfficerRow,
    Revision,
    WaiverRow,
)
from liaison_registry.tables.life import DefenceRow, EvaluationRow, IncidentRow
from liaison_registry.tables.panels import (
    AgendaRow,
    Meeting,
    ReviewerRow,
    ReviewRound,
    SeatRow,
    SiteVisitRow,
    TieRow,
)
from liaison_registry.tables.records import Counter, Person, PolicyProposal, RefusedFact
from liaison_registry.tables.stations import CaseRow, Change, FindingRow, GradeRow, Station

__all__ = [
    "ActRow",
    "AgendaRow",
    "Application",
    "ApplicationDocument",
    "ApplicationDraft",
    "ApprovalRow",
    "Base",
    "CaseRow",
    "Change",
    "ConditionRow",
    "Counter",
    "DefenceRow",
    "EvaluationRow",
    "FindingRow",
    "GradeRow",
    "IncidentRow",
    "Meeting",
    "OfficerRow",
    "OpinionRow",
    "Person",
    "PolicyProposal",
    "RefusedFact",
    "ReviewRound",
    "ReviewerRow",
    "Revision",
    "SeatRow",
    "SiteVisitRow",
    "Station",
    "TieRow",
    "WaiverRow",
]
