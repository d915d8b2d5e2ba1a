"""Define finance's commands: answers by REST as well as by queue, and corrections (Article 3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liaison_contracts.incentives.answers import PayoutAnswer
from liaison_contracts.message import command, event
from liaison_contracts.money import Fen
from liaison_contracts.roles import FINANCE
from liaison_contracts.words import Code, PayoutId, Position

__all__ = ["PayoutReversed", "RecordRecall", "RecordReturn", "ReverseSettlement"]


@command(
    "incentives",
    roles=FINANCE,
    returns=PayoutAnswer,
    articles=("3",),
    money=True,
    zh="登记银行退回",
    en="Record that the bank returned a payment",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordReturn:
    """Record that the bank returned a payment on `returned_on`, and why (Article 3)."""

    payout_id: PayoutId
    settlement_id: Code
    returned_on: date
    reason_code: Code


@command(
    "incentives",
    roles=FINANCE,
    returns=PayoutAnswer,
    articles=("3",),
    money=True,
    zh="登记支付前撤回",
    en="Record that a payment was stopped in time",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRecall:
    """Record that a payment was stopped on `recalled_on`, as requested (Article 3)."""

    payout_id: PayoutId
    settlement_id: Code
    recalled_on: date
    reason_code: Code


@command(
    "incentives",
    roles=FINANCE,
    returns=PayoutAnswer,
    articles=("3",),
    money=True,
    zh="冲正误登记的支付",
    en="Reverse a settlement that was recorded by mistake",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ReverseSettlement:
    """Reverse a settlement that was recorded by mistake: no money was paid (Article 3).

    `amount` is the settled amount, in yuan. The ledger keeps both entries; the award can be paid
    again once the talent office reissues it.
    """

    payout_id: PayoutId
    reversal_id: Code
    amount_fen: Fen
    reversed_on: date
    reason_code: Code


@event(
    "payout.reversed.v1",
    source="incentives",
    subject="station/{station_code}",
    heard_by=("finance",),
    articles=("3",),
    numbered="payout_sequence",
    zh="支付冲正",
    en="Settlement reversed",
    about_zh="告知支付已冲正（元）：该笔拨付视为未支付（第三条）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutReversed:
    """Announce that a settlement was reversed, in yuan; the payout is unpaid (Article 3)."""

    payout_id: PayoutId
    payout_sequence: Position = 0
    station_code: Code
    reversal_id: Code
    amount_fen: Fen
    reason_code: Code
