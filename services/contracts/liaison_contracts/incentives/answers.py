"""Answer incentives' commands."""

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
    """Say where a recruitment stands; after a first verification it waits for a second person."""

    recruitment_code: Code
    talent_ref: Code
    state: Code
    member_refs: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendingAnswer:
    """Say where a spending report stands (Article 13(3))."""

    station_code: Code
    year: Year
    state: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class PayeeAccountAnswer:
    """Say where an account stands, and from when it can be paid on."""

    payee_ref: Code
    station_code: Code
    account_version: Count
    last4: Last4
    state: Code
    usable_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PayeeAccountDetails:
    """Show finance the account it has to pay on; each look is logged and never stored."""

    payee_ref: Code
    account_version: Count
    holder: str = field(repr=False, metadata=PRIVATE)
    bank: str = field(repr=False, metadata=PRIVATE)
    number: str = field(repr=False, metadata=PRIVATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactorAnswer:
    """Hand out a new second factor once; whoever has `secret` can make its passwords."""

    secret: str = field(repr=False, metadata=PRIVATE)
    otpauth_uri: str = field(repr=False, metadata=PRIVATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchAnswer:
    """Say where a batch stands, its total in yuan, and whose signatures it still needs."""

    batch_code: Code
    sha256: Sha256
    count: Count
    total_fen: Fen
    state: Code
    cosign_departments: tuple[Code, ...]
    open_approvals: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutAnswer:
    """Say where a payment stands."""

    payout_id: PayoutId
    award_code: AwardCode
    reissue_no: Count
    state: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainAnswer:
    """Explain an award: inputs, figures, readings, articles and arithmetic; amount in yuan.

    `tree` holds the same as nodes in both languages, with who acted and what is HOUSE; `text` is
    the tree as lines in the language asked for.
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
