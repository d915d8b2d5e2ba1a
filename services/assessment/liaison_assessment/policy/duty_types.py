"""Hold the six duties of Article 11; each can be replaced by name through its entry point."""

from __future__ import annotations

from dataclasses import dataclass

from liaison_assessment.policy.calendar import PeriodKind
from liaison_assessment.policy.duties import DutyType
from liaison_assessment.policy.facts import DutyRecord, Reason
from liaison_assessment.policy.figures import Figures

REPORT_CATEGORIES = ("institutions_and_results", "local_events", "societies_and_headhunters")


def evidence_fault(record: DutyRecord, article: str, needs: str) -> Reason | None:
    """Return a reason if a record has no evidence to verify it by, else None."""
    if any(item.strip() for item in record.evidence):
        return None
    return Reason(article, f"record {record.record_code} has no evidence", needs)


@dataclass(frozen=True)
class PromotionPost:
    """Ask at least one item of publicity a month (Article 11(1))."""

    name: str = "promotion_post"
    article: str = "11(1)"
    period: PeriodKind | None = "month"

    def minimum(self, figures: Figures) -> int:
        """Return the items a month."""
        return figures.promotion_posts_a_month

    def deadline_working_days(self, figures: Figures) -> int | None:
        """Return None: the text sets no day for telling of an item."""
        return None

    def fault(self, record: DutyRecord) -> Reason | None:
        """Ask for the address or a copy of the item."""
        return evidence_fault(record, self.article, "the address or a copy of the item")


@dataclass(frozen=True)
class TalentExchange:
    """Ask at least one local exchange of high-level talent a quarter (Article 11(2))."""

    name: str = "talent_exchange"
    article: str = "11(2)"
    period: PeriodKind | None = "quarter"

    def minimum(self, figures: Figures) -> int:
        """Return the exchanges a quarter."""
        return figures.talent_exchanges_a_quarter

    def deadline_working_days(self, figures: Figures) -> int | None:
        """Return None: the text sets no day for telling of an exchange."""
        return None

    def fault(self, record: DutyRecord) -> Reason | None:
        """Ask for papers or pictures of the exchange."""
        return evidence_fault(record, self.article, "a programme, a list or pictures of it")


@dataclass(frozen=True)
class NativesDirectory:
    """Keep the directory of successful people from Luzhou, and contact (Article 11(2))."""

    name: str = "natives_directory"
    article: str = "11(2)"
    period: PeriodKind | None = None

    def minimum(self, figures: Figures) -> int:
        """Return zero: the text sets no number."""
        return 0

    def deadline_working_days(self, figures: Figures) -> int | None:
        """Return None: contact is continuous."""
        return None

    def fault(self, record: DutyRecord) -> Reason | None:
        """Ask for proof of the contact or of the entry, without names in it."""
        return evidence_fault(record, self.article, "proof of the entry or the contact")


@dataclass(frozen=True)
class InformationReport:
    """Report information on talent in real time (Article 11(3)), three families of it."""

    name: str = "information_report"
    article: str = "11(3)"
    period: PeriodKind | None = None

    def minimum(self, figures: Figures) -> int:
        """Return zero: the text sets no number."""
        return 0

    def deadline_working_days(self, figures: Figures) -> int | None:
        """Return the working days from observing to reporting (A45, HOUSE)."""
        return figures.report_deadline_working_days

    def fault(self, record: DutyRecord) -> Reason | None:
        """Ask for the report itself and, where a category is given, one of the three."""
        if record.category and record.category not in REPORT_CATEGORIES:
            needs = "one of " + ", ".join(REPORT_CATEGORIES)
            return Reason(self.article, f"{record.category!r} is no kind of report", needs)
        return evidence_fault(record, self.article, "the report itself")


@dataclass(frozen=True)
class DelegationVisit:
    """Bring about at least one visit of high-level talent to Luzhou a year (Article 11(4))."""

    name: str = "delegation_visit"
    article: str = "11(4)"
    period: PeriodKind | None = "year"

    def minimum(self, figures: Figures) -> int:
        """Return the visits a year."""
        return figures.delegation_visits_a_year

    def deadline_working_days(self, figures: Figures) -> int | None:
        """Return None: the text sets no day for telling of a visit."""
        return None

    def fault(self, record: DutyRecord) -> Reason | None:
        """Ask for papers of the visit: who came, whom they met, what came of it."""
        return evidence_fault(record, self.article, "a record of who came and what came of it")


@dataclass(frozen=True)
class AssignedTask:
    """Carry out what the talent office assigns (Article 11(5))."""

    name: str = "assigned_task"
    article: str = "11(5)"
    period: PeriodKind | None = None

    def minimum(self, figures: Figures) -> int:
        """Return zero: tasks come one by one."""
        return 0

    def deadline_working_days(self, figures: Figures) -> int | None:
        """Return None: each task has a due day of its own."""
        return None

    def fault(self, record: DutyRecord) -> Reason | None:
        """Ask for proof that the task was carried out."""
        return evidence_fault(record, self.article, "proof that the task was carried out")


BUILT_IN: tuple[DutyType, ...] = (
    PromotionPost(),
    TalentExchange(),
    NativesDirectory(),
    InformationReport(),
    DelegationVisit(),
    AssignedTask(),
)
