"""Define the figures and readings of Articles 13 and 14, and the law that rules may query."""

from __future__ import annotations

from dataclasses import dataclass

from liaison_kit.law.law import Law as LawOf


@dataclass(frozen=True)
class Figures:
    """Hold every number of Articles 13 and 14; values and labels are in the edition."""

    base_grant_fen: int
    uplift_permille: int
    unqualified_base_permille: int
    grant_due_month: int
    grant_due_day: int
    recruitment_award_fen: int
    team_awards_most: int
    national_programme_fen: int
    provincial_programme_fen: int
    programme_window_years: int
    min_contract_months: int
    award_levels: tuple[str, ...]
    company_bases: tuple[str, ...]
    contract_bases: tuple[str, ...]
    bole_cap_fen: int
    bole_due_month: int
    bole_due_day: int
    payee_waiting_days: int
    finance_answer_days: int
    budget_alert_permille: int
    second_approval_fen: int


@dataclass(frozen=True)
class Readings:
    """Hold the value of each reading of Articles 12(3), 13 and 14; codes are in the edition."""

    uplift_base: str
    uplift_compounding: str
    next_year: str
    held_payments: str
    part_year: str
    unqualified_base: str
    pay_calendar: str
    budget_ceiling: str
    event_approval: str
    programme_bonus: str
    both_programmes: str
    team_awards: str
    rival_claims: str
    contract_early_end: str
    programme_date: str
    bole_over_cap: str
    bole_cap_scope: str


Law = LawOf[Figures, Readings]
"""The law that the rules of this service ask."""
