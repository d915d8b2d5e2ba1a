"""Define the facts of one station for the rules of Articles 13 and 14; money in fen.

Facts may be dated in the future: `knowledge.as_known` removes what a day cannot know yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

EXCELLENT = "excellent"
UNQUALIFIED = "unqualified"
FALSIFICATION = "falsification"


@dataclass(frozen=True)
class Grade:
    """Hold the grade of one assessed year (Article 12(1)) and the day it was published."""

    year: int
    grade: str
    published_on: date


@dataclass(frozen=True)
class Recruitment:
    """Hold one claim for a recruited talent or team (Article 14(1)).

    `verified` is None until people decided; `contract_ended_on` is set if the contract ended early.
    """

    recruitment_code: str
    talent_ref: str
    level: str
    basis: str
    contract_months: int | None
    signed_on: date
    claimed_on: date
    verified: bool | None = None
    national_on: date | None = None
    provincial_on: date | None = None
    contract_ended_on: date | None = None
    member_refs: tuple[str, ...] = ()

    def talent_refs(self) -> frozenset[str]:
        """Return all talents of the claim; a team is one claim (reading A20)."""
        return frozenset((self.talent_ref, *self.member_refs))


@dataclass(frozen=True)
class RivalClaim:
    """Hold another station's claim for a talent that this station also claims (A20, A21)."""

    station_code: str
    plaque_granted_on: date
    withdrawn_on: date | None
    recruitment: Recruitment
    paid_on: date | None = None


@dataclass(frozen=True)
class DisputeDecision:
    """Hold the decision on a disputed talent; `winner` is a recruitment code."""

    talent_ref: str
    winner: str
    decided_on: date


@dataclass(frozen=True)
class SpecialEvent:
    """Hold a special event that the talent office may subsidise (Article 13(2)); amount in fen."""

    event_code: str
    approved_on: date | None
    held_on: date
    approved_fen: int


@dataclass(frozen=True)
class BoleDecision:
    """Hold a decided Bole award (Article 14(2)) for an assessed year; amount in fen.

    `leading_group_decision` is the document that exempts it from the cap, or empty.
    """

    bole_code: str
    year: int
    amount_fen: int
    leading_group_decision: str = ""


@dataclass(frozen=True)
class CaseByCaseDecision:
    """Hold a case-by-case decision (Articles 13(2) and 14(2)); amount in fen.

    It grants `award_code`, or corrects it: then `amount_fen` is the total of that award.
    """

    decision_code: str
    article: str
    decided_by: str
    decided_on: date
    document_no: str
    concerns: str
    award_code: str
    corrects: bool
    amount_fen: int
    recorded_on: date


@dataclass(frozen=True)
class SpendingReview:
    """Hold the leading group's review of a year's spending (Article 13(3))."""

    year: int
    reviewed_on: date


@dataclass(frozen=True)
class ChangeEvaluation:
    """Hold the evaluation of a reported change (Article 10), open until it is decided."""

    reported_on: date
    decided_on: date | None = None


@dataclass(frozen=True)
class Finding:
    """Hold a finding of falsification (Article 12(4)) and its outcome, if any."""

    found_on: date
    confirmed_on: date | None = None
    dismissed_on: date | None = None


@dataclass(frozen=True)
class ManualHold:
    """Hold a manual hold on one award (Article 3), until it is released."""

    award_code: str
    held_on: date
    released_on: date | None = None


@dataclass(frozen=True)
class Payment:
    """Hold the standing payment of an award; a returned payment does not count."""

    award_code: str
    rule: str
    year: int
    reference: str
    amount_fen: int
    due_on: date
    paid_on: date


@dataclass(frozen=True)
class StationFacts:
    """Hold all facts of one station for the rules.

    `accounts_since` is the first day of this ledger: lines that fell due earlier were settled
    elsewhere and are not listed. `withdrawal_cause` is change, two_unqualified_years, falsification
    or closure.
    """

    station_code: str
    plaque_granted_on: date
    withdrawn_on: date | None = None
    withdrawal_cause: str = ""
    accounts_since: date = date.min
    grades: tuple[Grade, ...] = ()
    recruitments: tuple[Recruitment, ...] = ()
    rivals: tuple[RivalClaim, ...] = ()
    dispute_decisions: tuple[DisputeDecision, ...] = ()
    events: tuple[SpecialEvent, ...] = ()
    bole_decisions: tuple[BoleDecision, ...] = ()
    case_decisions: tuple[CaseByCaseDecision, ...] = ()
    spending_reviews: tuple[SpendingReview, ...] = ()
    changes: tuple[ChangeEvaluation, ...] = ()
    findings: tuple[Finding, ...] = ()
    manual_holds: tuple[ManualHold, ...] = ()
    payments: tuple[Payment, ...] = ()

    def grade_of(self, year: int) -> str:
        """Return the grade of an assessed year, or an empty string if it is not known."""
        return next((g.grade for g in self.grades if g.year == year), "")
