"""Define the figures and readings of Articles 13 and 14, and the law that rules may query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol


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


class Note(Protocol):
    """Hold the source of a figure or reading and its label: TEXT, DERIVED or HOUSE."""

    @property
    def article(self) -> str:
        """Return the article, such as `13(1)`."""

    @property
    def label(self) -> str:
        """Return TEXT, DERIVED or HOUSE."""


class Law(Protocol):
    """Answer which figures and readings are in force on a day, if any are (Article 15)."""

    @property
    def figures(self) -> Figures:
        """Return the figures of the edition."""

    @property
    def valid_since(self) -> date:
        """Return the first day of the edition; nothing that fell due before it gives a line."""

    @property
    def codes(self) -> Mapping[str, str]:
        """Return the field name of each reading by its code (`A11` -> `part_year`)."""

    @property
    def notes(self) -> Mapping[str, Note]:
        """Return article and label by figure name and by reading code."""

    @property
    def stamp(self) -> str:
        """Return name, version and hash of the edition, for the record of a decision."""

    def __hash__(self) -> int:
        """Return a hash, so that what all lines under a law share can be cached."""

    def readings_on(self, day: date) -> Readings:
        """Return the readings decided on or before that day."""

    def is_in_force(self, day: date) -> bool:
        """Return whether the edition, or an extension of it, is in force on that day."""
