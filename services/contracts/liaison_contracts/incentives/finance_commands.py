"""Define what finance sends by REST, and what it is told about answers and days (Article 3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liaison_contracts.incentives.answers import PayoutAnswer
from liaison_contracts.message import command, event
from liaison_contracts.money import Fen
from liaison_contracts.roles import FINANCE
from liaison_contracts.words import Code, Count, PayoutId, Position, Sha256

__all__ = [
    "PayoutAnswerRefused",
    "PayoutDayClosed",
    "PayoutReversed",
    "PayoutsOfDay",
    "RecordRecall",
    "RecordReturn",
    "ReverseSettlement",
]


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


@event(
    "payout.answer_refused.v1",
    source="incentives",
    subject="finance_answer/{refusal_id}",
    heard_by=("finance",),
    articles=("3",),
    numbered="payout_sequence",
    zh="财政回执未予受理",
    en="Answer of finance not taken",
    about_zh="告知财政的一条回执未予受理及其代码；未作记账（第三条）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutAnswerRefused:
    """Announce that an answer of finance was not taken, and why; nothing was booked (Article 3).

    `message_id` and `type` are those of the answer; they are empty or `unreadable` if it could not
    be read, then `sha256` identifies it. `code` is explained on the page of errors, with the way
    out. `GET /v1/finance-answers` lists all such answers with a sentence.
    """

    refusal_id: Code
    payout_sequence: Position = 0
    message_id: str = ""
    type: str
    sha256: Sha256
    payout_id: PayoutId | None = None
    code: Code
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutsOfDay:
    """Hold the number of payments requested on a business day, and their total in yuan."""

    on: date
    count: Count
    total_fen: Fen


@event(
    "payout.day_closed.v1",
    source="incentives",
    subject="payouts",
    heard_by=("finance",),
    numbered="payout_sequence",
    because="HOUSE: a control total, so that finance can prove that nothing is missing.",
    zh="当日拨付合计",
    en="Day of payments closed",
    about_zh="告知自上次合计以来请求支付的笔数、合计（元）及编号范围，按业务日分列；无付款之日亦发送。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutDayClosed:
    """Announce the payments requested since the last such total, with total and numbers.

    It is sent at the close of each day, of a day without payments too. It covers the messages
    `first_sequence` to `last_sequence`, which follow those of the last total without a gap; the
    first of them is that total itself. `count` and `total` are of the requests among them, without
    reminders, in yuan; `by_day` splits both by the business day of the request (`requested_on`), so
    that the totals of a day can be added up. `sha256` is the SHA-256 of the list of the messages'
    `data` as JSON in UTF-8, with sorted keys and without blanks; `checkpoint` is the signed head of
    the ledger.
    """

    on: date
    payout_sequence: Position = 0
    count: Count
    total_fen: Fen
    by_day: tuple[PayoutsOfDay, ...] = ()
    first_sequence: Position
    last_sequence: Position
    sha256: Sha256
    checkpoint: str
