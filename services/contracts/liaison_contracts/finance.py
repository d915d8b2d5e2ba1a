"""Define finance's answers to a payment, sent on its own exchange `finance.events` (Article 3).

Finance may answer twice or late: `settlement_id` is its own number and counts only once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liaison_contracts.message import event
from liaison_contracts.money import Fen
from liaison_contracts.words import Code, DocumentNo, PayoutId

__all__ = [
    "PayoutClawbackReceived",
    "PayoutFailed",
    "PayoutRecalled",
    "PayoutReturned",
    "PayoutSettled",
]


@event(
    "payout.settled.v1",
    source="finance",
    subject="payout/{payout_id}",
    heard_by=("incentives",),
    articles=("3",),
    zh="财政已支付",
    en="Payment settled",
    about_zh="告知已凭凭证完成支付（元）（第三条）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutSettled:
    """Announce that a payment was made, in yuan, under a voucher (Article 3)."""

    payout_id: PayoutId
    settlement_id: Code
    amount_fen: Fen
    settled_on: date
    voucher_no: DocumentNo


@event(
    "payout.failed.v1",
    source="finance",
    subject="payout/{payout_id}",
    heard_by=("incentives",),
    articles=("3",),
    zh="支付失败",
    en="Payment failed",
    about_zh="告知 `on` 当日未能支付及原因（第三条）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutFailed:
    """Announce that a payment could not be made on `on`, and why (Article 3)."""

    payout_id: PayoutId
    settlement_id: Code
    on: date
    reason_code: Code


@event(
    "payout.returned.v1",
    source="finance",
    subject="payout/{payout_id}",
    heard_by=("incentives",),
    articles=("3",),
    zh="银行退回",
    en="Payment returned by the bank",
    about_zh="告知银行于 `on` 退回款项及原因（第三条）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutReturned:
    """Announce that the bank returned a payment on `on`, and why (Article 3)."""

    payout_id: PayoutId
    settlement_id: Code
    on: date
    reason_code: Code


@event(
    "payout.recalled.v1",
    source="finance",
    subject="payout/{payout_id}",
    heard_by=("incentives",),
    articles=("3",),
    zh="支付前已撤回",
    en="Payment recalled",
    about_zh="告知已按请求于 `on` 在支付前止付（第三条）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutRecalled:
    """Announce that a payment was stopped on `on`, as requested, before it was made (Article 3)."""

    payout_id: PayoutId
    settlement_id: Code
    on: date
    reason_code: Code


@event(
    "payout.clawback_received.v1",
    source="finance",
    subject="clawback/{clawback_code}",
    heard_by=("incentives",),
    articles=("12(4)",),
    zh="财政收到追回款",
    en="Clawback received by finance",
    about_zh="告知追回款到账（元），全部或部分（第十二条第四款）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutClawbackReceived:
    """Announce that a clawback was received, in yuan, in full or in part (Article 12(4))."""

    clawback_code: Code
    settlement_id: Code
    amount_fen: Fen
    received_on: date
    voucher_no: DocumentNo
