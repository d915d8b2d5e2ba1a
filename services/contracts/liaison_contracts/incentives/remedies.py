"""Define manual holds and clawbacks, which stop or recover a payment (Articles 12(4) and 3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liaison_contracts.codes import ClawbackDecision, ClawbackOutcome, Hold
from liaison_contracts.message import command, event
from liaison_contracts.money import Fen
from liaison_contracts.roles import BOTH_SIDES, DECIDERS, FINANCE, TALENT_OFFICE
from liaison_contracts.words import (
    AwardCode,
    Code,
    DocumentNo,
    PayoutId,
    Position,
    Sentence,
)

__all__ = [
    "AwardAnswer",
    "ClawbackAnswer",
    "ClawbackDecided",
    "ClawbackProposed",
    "ClawbackRecovered",
    "DecideClawback",
    "HoldAward",
    "PayoutClawbackRequested",
    "ProposeClawback",
    "RecordClawbackReceived",
    "ReleaseAward",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardAnswer:
    """The state of an award, and its remaining holds."""

    award_code: AwardCode
    station_code: Code
    state: Code
    holds: tuple[Hold, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClawbackAnswer:
    """The state of a clawback: the amounts requested and received, in yuan."""

    clawback_code: Code
    award_code: AwardCode
    amount_fen: Fen
    received_fen: Fen
    state: Code
    due_on: date | None


@command(
    "incentives",
    roles=(*BOTH_SIDES, "leading_group"),
    returns=AwardAnswer,
    articles=("3", "13(3)"),
    money=True,
    zh="暂缓拨付（须说明理由）",
    en="Hold an award by hand, with a reason",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class HoldAward:
    """Hold an award manually, with a reason that names no person (Articles 3 and 13(3)).

    It takes effect at once: a sealed list is broken, and finance is requested not to make a payment
    that was already requested.
    """

    award_code: AwardCode
    reason: Sentence


@command(
    "incentives",
    roles=DECIDERS,
    returns=AwardAnswer,
    articles=("3", "13(3)"),
    money=True,
    zh="解除暂缓拨付（须说明理由）",
    en="End a manual hold, with a reason",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseAward:
    """End a manual hold, with a reason that names no person (Articles 3 and 13(3))."""

    award_code: AwardCode
    reason: Sentence


@command(
    "incentives",
    roles=TALENT_OFFICE,
    returns=ClawbackAnswer,
    articles=("12(4)", "14(1)"),
    money=True,
    zh="提出追回建议",
    en="Propose a clawback",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeClawback:
    """Propose a clawback, in yuan, of the payment of an award (Articles 12(4) and 14(1)).

    `cause` is a code such as falsification or contract_ended. Another person decides.
    """

    award_code: AwardCode
    amount_fen: Fen
    cause: Code
    document_no: DocumentNo


@command(
    "incentives",
    roles=DECIDERS,
    returns=ClawbackAnswer,
    articles=("12(4)",),
    money=True,
    zh="决定是否追回",
    en="Decide on a clawback",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class DecideClawback:
    """Decide a clawback by document (Article 12(4)), as a second person.

    With `recover`, finance is requested to recover it by `due_on`; with `waive` it stays paid.
    """

    clawback_code: Code
    decision: ClawbackDecision
    due_on: date | None = None
    document_no: DocumentNo


@command(
    "incentives",
    roles=FINANCE,
    returns=ClawbackAnswer,
    articles=("12(4)",),
    money=True,
    zh="登记追回款到账",
    en="Record that a clawback was received",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordClawbackReceived:
    """Record that a clawback was received, in yuan, in full or in part (Article 12(4))."""

    clawback_code: Code
    settlement_id: Code
    amount_fen: Fen
    received_on: date
    voucher_no: DocumentNo


@event(
    "clawback.decided.v1",
    source="incentives",
    subject="station/{station_code}",
    articles=("10", "12(3)", "12(4)"),
    zh="追回决定",
    en="Clawback decided",
    about_zh="告知对追回建议的决定（元）（第十条、第十二条第三、四款）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ClawbackDecided:
    """Announce the decision on a proposed clawback, in yuan (Articles 10, 12(3) and 12(4)).

    `void` is not a decision: the payment itself was returned, so nothing is left to recover.
    `recovers` is the paid award, `award_code` the same or the recovery line next to it.
    """

    clawback_code: Code
    award_code: AwardCode
    recovers: AwardCode
    station_code: Code
    payout_id: PayoutId
    amount_fen: Fen
    decision: ClawbackOutcome
    decided_on: date
    document_no: DocumentNo


@event(
    "clawback.recovered.v1",
    source="incentives",
    subject="station/{station_code}",
    articles=("12(4)",),
    zh="追回款到账",
    en="Clawback recovered",
    about_zh="告知追回款到账（元）；`outstanding` 为尚缺金额。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ClawbackRecovered:
    """Announce that a clawback was received, in yuan; `outstanding` is the remaining amount.

    Article 12(4): benefits gained by falsification are recovered.
    """

    clawback_code: Code
    recovers: AwardCode
    station_code: Code
    payout_id: PayoutId
    amount_fen: Fen
    outstanding_fen: Fen
    received_on: date
    voucher_no: DocumentNo


@event(
    "payout.clawback_requested.v1",
    source="incentives",
    subject="station/{station_code}",
    heard_by=("finance",),
    articles=("10", "12(3)", "12(4)"),
    numbered="payout_sequence",
    zh="通知财政追回",
    en="Clawback requested from finance",
    about_zh="请财政向某笔拨付的收款方追回款项（元）（第十条、第十二条）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutClawbackRequested:
    """Request finance to recover an amount, in yuan, from a payee (Articles 10 and 12)."""

    clawback_code: Code
    payout_sequence: Position = 0
    station_code: Code
    payout_id: PayoutId
    payee_ref: Code
    amount_fen: Fen
    due_on: date
    document_no: DocumentNo


@event(
    "clawback.proposed.v1",
    source="incentives",
    subject="station/{station_code}",
    articles=("10", "12(3)", "12(4)"),
    zh="建议追回",
    en="Clawback proposed",
    about_zh="建议追回款项（元）；由人决定。",
    says_zh="建议追回 {amount} 元。",
    says_en="A clawback of {amount} yuan was proposed.",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ClawbackProposed:
    """Announce a proposed clawback, in yuan; people decide.

    Article 12(4): payments in a year of falsification; 10 and 12(3): payments for months after the
    withdrawal. `award_code` is the paid award if all of it is requested back, otherwise the
    recovery line next to it. If a person proposes it, `by_rule` is false: the award stays
    unchanged.
    """

    clawback_code: Code
    award_code: AwardCode
    station_code: Code
    amount_fen: Fen
    cause: Code
    by_rule: bool = True
