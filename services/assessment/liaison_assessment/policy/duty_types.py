"""Hold the six duties of Article 11; each can be replaced by name through its entry point."""

from __future__ import annotations

from dataclasses import dataclass, field

from liaison_assessment.policy.calendar import PeriodKind
from liaison_assessment.policy.duties import DutyType, Shape
from liaison_assessment.policy.facts import DutyRecord, Reason
from liaison_assessment.policy.figures import Figures

REPORT_CATEGORIES = ("institutions_and_results", "local_events", "societies_and_headhunters")


@dataclass(frozen=True)
class PlainDuty:
    """Answer for a duty that its data describe whole; `figure` names its minimum a period."""

    name: str
    article: str
    shape: Shape
    period: PeriodKind | None = None
    figure: str = ""
    deadline_figure: str = ""

    def minimum(self, figures: Figures) -> int:
        """Return how many verified records a period needs; zero where the text sets no number."""
        return int(getattr(figures, self.figure)) if self.figure else 0

    def deadline_working_days(self, figures: Figures) -> int | None:
        """Return the working days from the fact to its report, or None where none are set."""
        return int(getattr(figures, self.deadline_figure)) if self.deadline_figure else None

    def fault(self, record: DutyRecord) -> Reason | None:
        """Return why a record cannot be verified: its evidence lacks the shape asked for."""
        return self.shape.fault(record, self.article)


@dataclass(frozen=True)
class PromotionPost(PlainDuty):
    """Ask at least one item of publicity a month (Article 11(1))."""

    name: str = "promotion_post"
    article: str = "11(1)"
    shape: Shape = field(default=Shape("the address or a copy of the item"))
    period: PeriodKind | None = "month"
    figure: str = "promotion_posts_a_month"


@dataclass(frozen=True)
class TalentExchange(PlainDuty):
    """Ask at least one local exchange of high-level talent a quarter (Article 11(2))."""

    name: str = "talent_exchange"
    article: str = "11(2)"
    shape: Shape = field(default=Shape("a programme, a list or pictures of it"))
    period: PeriodKind | None = "quarter"
    figure: str = "talent_exchanges_a_quarter"


@dataclass(frozen=True)
class NativesDirectory(PlainDuty):
    """Keep the directory of successful people from Luzhou, and contact (Article 11(2))."""

    name: str = "natives_directory"
    article: str = "11(2)"
    shape: Shape = field(default=Shape("proof of the entry or the contact, without names in it"))


@dataclass(frozen=True)
class InformationReport(PlainDuty):
    """Report information on talent in real time (Article 11(3), A45), three families of it."""

    name: str = "information_report"
    article: str = "11(3)"
    shape: Shape = field(default=Shape("the report itself", categories=REPORT_CATEGORIES))
    deadline_figure: str = "report_deadline_working_days"


@dataclass(frozen=True)
class DelegationVisit(PlainDuty):
    """Bring about at least one visit of high-level talent to Luzhou a year (Article 11(4))."""

    name: str = "delegation_visit"
    article: str = "11(4)"
    shape: Shape = field(default=Shape("a record of who came and what came of it"))
    period: PeriodKind | None = "year"
    figure: str = "delegation_visits_a_year"


@dataclass(frozen=True)
class AssignedTask(PlainDuty):
    """Carry out what the talent office assigns, by the day it is due (Article 11(5))."""

    name: str = "assigned_task"
    article: str = "11(5)"
    shape: Shape = field(default=Shape("proof that the task was carried out"))


BUILT_IN: tuple[DutyType, ...] = (
    PromotionPost(),
    TalentExchange(),
    NativesDirectory(),
    InformationReport(),
    DelegationVisit(),
    AssignedTask(),
)
