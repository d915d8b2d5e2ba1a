"""Define the answers to incentives' commands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from liaison_contracts.codes import Language
from liaison_contracts.entries import PRIVATE
from liaison_contracts.money import Fen
from liaison_contracts.reasons import Reason
from liaison_contracts.words import ArticleNo, AwardCode, Code, Count, Last4, PayoutId, Sha256, Year

__all__ = [
    "BatchAnswer",
    "ExplainAnswer",
    "PayeeAccountAnswer",
    "PayeeAccountDetails",
    "PayoutAnswer",
    "RecruitmentAnswer",
    "SecondFactorAnswer",
    "SpendingAnswer",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecruitmentAnswer:
    """The state of a recruitment; after the first verification it waits for a second person."""

    recruitment_code: Code
    talent_ref: Code
    state: Code
    member_refs: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendingAnswer:
    """The state of a spending report (Article 13(3))."""

    station_code: Code
    year: Year
    state: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class PayeeAccountAnswer:
    """The state of a payee account, and the first date on which it can be used."""

    payee_ref: Code
    station_code: Code
    account_version: Count
    last4: Last4
    state: Code
    usable_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PayeeAccountDetails:
    """The payee account for finance; each access is logged, and the answer is never stored."""

    payee_ref: Code
    account_version: Count
    holder: str = field(repr=False, metadata=PRIVATE)
    bank: str = field(repr=False, metadata=PRIVATE)
    number: str = field(repr=False, metadata=PRIVATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactorAnswer:
    """A new second factor, shown once; anyone with `secret` can generate its passwords."""

    secret: str = field(repr=False, metadata=PRIVATE)
    otpauth_uri: str = field(repr=False, metadata=PRIVATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchAnswer:
    """The state of a batch, its total in yuan, and the missing signatures."""

    batch_code: Code
    sha256: Sha256
    count: Count
    total_fen: Fen
    state: Code
    cosign_departments: tuple[Code, ...]
    open_approvals: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutAnswer:
    """The state of a payout."""

    payout_id: PayoutId
    award_code: AwardCode
    reissue_no: Count
    state: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainAnswer:
    """The explanation of an award: inputs, figures, readings, articles, arithmetic; in yuan.

    `tree` contains the same as nodes in both languages, with the people who acted and what is
    HOUSE; `text` is the tree as lines in the requested language.
    """

    award_code: AwardCode
    station_code: Code
    year: Year
    rule: Code
    reference: str
    amount_fen: Fen
    due_on: date
    state: Code
    articles: tuple[ArticleNo, ...]
    explanation: dict[str, Any]
    reasons: tuple[Reason, ...]
    tree: dict[str, Any] = field(default_factory=dict)
    text: str = ""
    lang: Language = "en"
