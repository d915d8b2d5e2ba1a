"""Define the figures and readings of Articles 11 and 12, and the law that rules may query."""

from __future__ import annotations

from dataclasses import dataclass

from liaison_kit.law.law import Law as LawOf


@dataclass(frozen=True)
class Figures:
    """Hold every number of Articles 11 and 12; values and labels are in the edition."""

    weights_percent: tuple[int, ...]
    pass_mark: int
    excellent_mark: int
    excellent_permille: int
    quota_room: int
    months_for_grading: int
    unqualified_years_for_case: int
    streak_found_on: str
    duties_settled_on: str
    promotion_posts_a_month: int
    talent_exchanges_a_quarter: int
    delegation_visits_a_year: int
    report_deadline_working_days: int
    plaque_wait_days: int
    reminders_working_days: tuple[int, ...]
    escalation_working_days: int
    natives_kept_years: int
    reveals_a_day: int
    statement_working_days: int
    objection_working_days: int


@dataclass(frozen=True)
class Readings:
    """Hold the value of each reading of Articles 11 and 12; codes are in the edition."""

    revocation_scope: str
    consecutive_years: str
    case_route: str
    quota_rounding: str
    who_is_graded: str
    tie_at_cut: str
    first_period: str
    report_lateness: str
    missing_material: str
    due_process: str


Law = LawOf[Figures, Readings]
"""The law that the rules of this service ask."""
