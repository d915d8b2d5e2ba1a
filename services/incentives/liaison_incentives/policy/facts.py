"""Hold the facts of one station that the rules of Articles 13 and 14 read; money in fen.

Facts may be dated in the future: `knowledge.as_known` leaves out what a day cannot know yet.
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
        """Return everybody whom the claim is for; a team is one claim (reading A20)."""
        return frozenset((self.talent_ref, *self.member_refs))


@dataclass(frozen=True)
class RivalClaim:
    """Hold another station's claim for somebody whom this station claims too (A20, A21)."""

    station_code: str
    plaque_granted_on: date
    withdrawn_on: date | None
    recruitment: Recruitment
    paid_on: date | None = None


@dataclass(frozen=True)
class DisputeDecision:
    """Hold whom people gave a disputed talent to; `winner` is a recruitment code."""

    talent_ref: str
    winner: str
    decided_on: date


@dataclass(frozen=True)
class SpecialEvent:
    """Hold an event the talent office may subsidise (Article 13(2)); amount in fen."""

    event_code: str
    approved_on: date | None
    held_on: date
    approved_fen: int


@dataclass(frozen=True)
class BoleDecision:
    """Hold a decided Bole award (Article 14(2)) for an assessed year; amount in fen.

    `leading_group_decision` is the document that lifts the cap, or empty.
    """

    bole_code: str
    year: int
    amount_fen: int
    leading_group_decision: str = ""


@dataclass(frozen=True)
class CaseByCaseDecision:
    """Hold what people decided for one case alone (Articles 13(2) and 14(2)); amount in fen.

    It grants `award_code`, or corrects it: then `amount_fen` is what that award comes to in all.
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
    """Hold that the leading group reviewed the spending of a year (Article 13(3))."""

    year: int
    reviewed_on: date


@dataclass(frozen=True)
class ChangeEvaluation:
    """Hold the evaluation after a reported change (Article 10), open until it is decided."""

    reported_on: date
    decided_on: date | None = None


@dataclass(frozen=True)
class Finding:
    """Hold a finding of falsification (Article 12(4)) and how it ended, if it did."""

    found_on: date
    confirmed_on: date | None = None
    dismissed_on: date | None = None


@dataclass(frozen=True)
class ManualHold:
    """Hold that people stopped one award by hand (Article 3), until they released it."""

    award_code: str
    held_on: date
    released_on: date | None = None


@dataclass(frozen=True)
class Payment:
    """Hold what was paid on an award and stays paid; a returned payment is no payment."""

    award_code: str
    rule: str
    year: int
    reference: str
    amount_fen: int
    due_on: date
    paid_on: date


@dataclass(frozen=True)
class StationFacts:
    """Hold everything the rules ask of one station.

    `accounts_since` is the first day this ledger answers for: what fell due earlier was settled
    elsewhere and gives no line. `withdrawal_cause` is change, two_unqualified_years,
    falsification or closure.
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
        """Return the grade of an assessed year, or an empty string where none is known."""
        return next((g.grade for g in self.grades if g.year == year), "")
