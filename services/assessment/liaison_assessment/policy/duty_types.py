"""Provide the six built-in duties of Article 11; entry points can replace each by name."""

from __future__ import annotations

from dataclasses import dataclass, field

from liaison_assessment.policy.calendar import PeriodKind
from liaison_assessment.policy.duties import DutyType, Shape
from liaison_assessment.policy.facts import DutyRecord
from liaison_assessment.policy.figures import Figures
from liaison_contracts.reasons import Reason

REPORT_CATEGORIES = ("institutions_and_results", "local_events", "societies_and_headhunters")


@dataclass(frozen=True)
class PlainDuty:
    """Define a duty completely by data; `figure` names its minimum per period."""

    name: str
    article: str
    shape: Shape
    period: PeriodKind | None = None
    figure: str = ""
    deadline_figure: str = ""

    def minimum(self, figures: Figures) -> int:
        """Return how many verified records a period needs; zero if no number is set."""
        return int(getattr(figures, self.figure)) if self.figure else 0

    def deadline_working_days(self, figures: Figures) -> int | None:
        """Return the number of working days for reporting, or None if none is set."""
        return int(getattr(figures, self.deadline_figure)) if self.deadline_figure else None

    def fault(self, record: DutyRecord) -> Reason | None:
        """Return why a record cannot be verified: its evidence does not match the shape."""
        return self.shape.fault(record, self.article)


@dataclass(frozen=True)
class PromotionPost(PlainDuty):
    """Require at least one item of publicity per month (Article 11(1))."""

    name: str = "promotion_post"
    article: str = "11(1)"
    shape: Shape = field(default=Shape())
    period: PeriodKind | None = "month"
    figure: str = "promotion_posts_a_month"


@dataclass(frozen=True)
class TalentExchange(PlainDuty):
    """Require at least one local exchange of high-level talent per quarter (Article 11(2))."""

    name: str = "talent_exchange"
    article: str = "11(2)"
    shape: Shape = field(default=Shape())
    period: PeriodKind | None = "quarter"
    figure: str = "talent_exchanges_a_quarter"


@dataclass(frozen=True)
class NativesDirectory(PlainDuty):
    """Maintain the directory of successful people from Luzhou, and contact them (Article 11(2))."""

    name: str = "natives_directory"
    article: str = "11(2)"
    shape: Shape = field(default=Shape())


@dataclass(frozen=True)
class InformationReport(PlainDuty):
    """Report three families of talent information in real time (Article 11(3), A45)."""

    name: str = "information_report"
    article: str = "11(3)"
    shape: Shape = field(default=Shape(categories=REPORT_CATEGORIES))
    deadline_figure: str = "report_deadline_working_days"


@dataclass(frozen=True)
class DelegationVisit(PlainDuty):
    """Require at least one visit of high-level talent to Luzhou per year (Article 11(4))."""

    name: str = "delegation_visit"
    article: str = "11(4)"
    shape: Shape = field(default=Shape())
    period: PeriodKind | None = "year"
    figure: str = "delegation_visits_a_year"


@dataclass(frozen=True)
class AssignedTask(PlainDuty):
    """Carry out the tasks that the talent office assigns, by their due day (Article 11(5))."""

    name: str = "assigned_task"
    article: str = "11(5)"
    shape: Shape = field(default=Shape())


BUILT_IN: tuple[DutyType, ...] = (
    PromotionPost(),
    TalentExchange(),
    NativesDirectory(),
    InformationReport(),
    DelegationVisit(),
    AssignedTask(),
)
