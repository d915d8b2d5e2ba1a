"""Define the figures and readings of Articles 2 to 10 and 15, and the law that rules may query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from liaison_kit.law.law import Law as LawOf


@dataclass(frozen=True)
class Figures:
    """Hold every number and list of Articles 2 to 10; values and labels are in the edition."""

    home_city_code: str
    municipality_prefixes: tuple[str, ...]
    location_classes_article_2: tuple[str, ...]
    location_classes_article_5: tuple[str, ...]
    places: tuple[dict[str, Any], ...]
    documents_required: tuple[str, ...]
    full_time_staff: int
    liaison_officers: int
    liaison_officers_with_term: int
    review_round_years: int
    first_round_year: int
    quorum_per_side: int
    stations_per_city: int
    occupying_states: tuple[str, ...]
    change_report_working_days: int
    major_changes: tuple[str, ...]
    statement_working_days: int


@dataclass(frozen=True)
class Readings:
    """Hold the value of each reading of Articles 2 to 10 and 15."""

    round_anchor: str
    urgent_declared_by: str
    joint_review: str
    sector_channel: str
    direct_application: str
    location_lists: str
    legal_person: str
    staffing: str
    city_level: str
    out_of_scope: str
    change_deadline: str
    during_evaluation: str
    list_of_changes: str
    withdrawal_route: str
    hearing: str
    after_trial: str


Law = LawOf[Figures, Readings]
"""The law that the rules of this service ask."""
