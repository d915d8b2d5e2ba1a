"""Define the commands of payment: account, batch, approval, co-signature, release, settlement (3).

These acts happen in the software, so they take the instance's date and contain none; only what
finance did elsewhere has a date.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from liaison_contracts.codes import PayoutChannel
from liaison_contracts.entries import PRIVATE
from liaison_contracts.incentives.answers import (
    BatchAnswer,
    PayeeAccountAnswer,
    PayeeAccountDetails,
    PayoutAnswer,
    SecondFactorAnswer,
)
from liaison_contracts.message import command
from liaison_contracts.money import Fen
from liaison_contracts.roles import (
    BOTH_SIDES,
    DECIDERS,
    FINANCE,
    FINANCE_READERS,
    GUIDING_DEPARTMENT,
    TALENT_OFFICE,
)
from liaison_contracts.words import (
    AwardCode,
    Code,
    Count,
    DocumentNo,
    Name,
    PayoutId,
    Sentence,
    Sha256,
    Totp,
)

__all__ = [
    "ApproveBatch",
    "ApprovePayeeAccount",
    "BreakBatch",
    "CosignBatch",
    "EnrolSecondFactor",
    "RecordFailure",
    "RecordSettlement",
    "RegisterPayeeAccount",
    "ReissuePayout",
    "ReleaseBatch",
    "RevealPayeeAccount",
    "SealBatch",
]


@command(
    "incentives",
    roles=(*FINANCE_READERS, "talent_office", "station_head"),
    returns=PayeeAccountAnswer,
    articles=("3",),
    money=True,
    zh="登记收款账户",
    en="Register the account a station is paid on",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPayeeAccount:
    """Register a station's payee account (Article 3); a second person has to approve it."""

    station_code: Code
    holder: Name = field(repr=False, metadata=PRIVATE)
    bank: Name
    number: Code = field(repr=False, metadata=PRIVATE)


@command(
    "incentives",
    roles=("talent_office", "finance"),
    returns=PayeeAccountAnswer,
    articles=("3",),
    money=True,
    zh="复核收款账户",
    en="Approve a payee account as a second person",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovePayeeAccount:
    """Approve exactly this version of an account, as a second person (Article 3)."""

    payee_ref: Code
    account_version: Count


@command(
    "incentives",
    roles=FINANCE,
    returns=PayeeAccountDetails,
    articles=("3",),
    money=True,
    zh="财政查看收款账户（留痕）",
    en="Show finance the account of a payment; the access is logged",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RevealPayeeAccount:
    """Reveal the payee account of a payout to finance (Article 3); the access is logged."""

    payee_ref: Code
    account_version: Count
    payout_id: PayoutId


@command(
    "incentives",
    roles=(*BOTH_SIDES, "leading_group", "finance"),
    returns=SecondFactorAnswer,
    because="HOUSE: approving or releasing money requires a second factor.",
    zh="绑定动态口令",
    en="Set up two-step approval for money",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolSecondFactor:
    """Enrol a second factor for the caller, for approving and releasing payments."""


@command(
    "incentives",
    roles=TALENT_OFFICE,
    returns=BatchAnswer,
    articles=("3",),
    money=True,
    zh="封存拨付批次",
    en="Seal a batch of payable awards",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class SealBatch:
    """Seal a list of payable awards (Article 3); an empty list means all payable awards."""

    award_codes: tuple[AwardCode, ...] = ()
    channel: PayoutChannel = "finance_event"


@command(
    "incentives",
    roles=DECIDERS,
    returns=BatchAnswer,
    articles=("3",),
    money=True,
    zh="审批拨付批次",
    en="Approve a sealed batch",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveBatch:
    """Approve the list with exactly this hash, as a person other than its sealer (Article 3).

    A list with a payment over the threshold also requires the leading group's approval (HOUSE).
    """

    batch_code: Code
    sha256: Sha256
    totp: Totp = field(repr=False, metadata=PRIVATE)


@command(
    "incentives",
    roles=GUIDING_DEPARTMENT,
    returns=BatchAnswer,
    articles=("3",),
    money=True,
    zh="会签拨付批次",
    en="Co-sign a batch for a guiding department",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class CosignBatch:
    """Sign the list with exactly this hash for the department's stations in it (Article 3)."""

    batch_code: Code
    sha256: Sha256


@command(
    "incentives",
    roles=BOTH_SIDES,
    returns=BatchAnswer,
    articles=("3",),
    money=True,
    zh="撤销未下达的拨付批次",
    en="Break up a sealed batch before its release",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class BreakBatch:
    """Break a list before its release, with a reason (Article 3); it can be sealed again."""

    batch_code: Code
    reason: Sentence


@command(
    "incentives",
    roles=TALENT_OFFICE,
    returns=BatchAnswer,
    articles=("3",),
    money=True,
    zh="下达拨付指令",
    en="Release a batch for payment",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseBatch:
    """Order the payment of the list by document, as a further person (Article 3)."""

    batch_code: Code
    sha256: Sha256
    totp: Totp = field(repr=False, metadata=PRIVATE)
    document_no: DocumentNo


@command(
    "incentives",
    roles=FINANCE,
    returns=PayoutAnswer,
    articles=("3",),
    money=True,
    zh="登记支付完成",
    en="Record that finance paid",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSettlement:
    """Record that finance paid, in yuan, under a voucher (Article 3); repeating it is safe."""

    payout_id: PayoutId
    settlement_id: Code
    amount_fen: Fen
    settled_on: date
    voucher_no: DocumentNo


@command(
    "incentives",
    roles=FINANCE,
    returns=PayoutAnswer,
    articles=("3",),
    money=True,
    zh="登记支付失败",
    en="Record that finance could not pay",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFailure:
    """Record that a payment failed, and why (Article 3)."""

    payout_id: PayoutId
    settlement_id: Code
    failed_on: date
    reason_code: Code


@command(
    "incentives",
    roles=TALENT_OFFICE,
    returns=PayoutAnswer,
    articles=("3",),
    money=True,
    zh="重新拨付",
    en="Make a failed payment payable again",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ReissuePayout:
    """Make an award payable again after a recorded failure or return (Article 3)."""

    payout_id: PayoutId
