"""Ask and tell of what stops or takes back a payment: holds by hand and clawbacks (12(4), 3)."""

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
    """Say where an award stands and what it still waits for."""

    award_code: AwardCode
    station_code: Code
    state: Code
    holds: tuple[Hold, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClawbackAnswer:
    """Say where a clawback stands: what is asked back and what came back, in yuan."""

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
    """Stop an award by hand, with a reason that names no person (Articles 3 and 13(3)).

    It counts at once: a sealed list is broken, and finance is asked not to pay what it was asked
    to pay before.
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
    """End a hold by hand, with a reason that names no person (Articles 3 and 13(3))."""

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
    """Propose to ask back, in yuan, what was paid on an award (Articles 12(4) and 14(1)).

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
    """Decide by document whether money is asked back (Article 12(4)), as a second person.

    With `recover`, finance is asked to get it back by `due_on`; with `waive` it stays paid.
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
    """Record that money came back, in yuan, all or a part of it (Article 12(4))."""

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
    """Tell what people decided on a proposed clawback, in yuan (Articles 10, 12(3) and 12(4)).

    `void` is no decision of theirs: the payment itself came back, so nothing is left to ask for.
    `recovers` is the paid award, `award_code` the same or the recovery line beside it.
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
    """Tell that asked-back money came in, in yuan; `outstanding` is what is still missing.

    Article 12(4): what was gained by falsification is pursued.
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
    """Ask finance to get money back, in yuan, from the payee of a payout (Articles 10 and 12)."""

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
    """Propose to ask money back, in yuan; people decide.

    Article 12(4): what was paid in a year of falsification; 10 and 12(3): what was paid for months
    after the withdrawal. `award_code` is the paid award where all of it is asked back, else the
    recovery line beside it. What a person proposes is not `by_rule`: the award stays as it is.
    """

    clawback_code: Code
    award_code: AwardCode
    station_code: Code
    amount_fen: Fen
    cause: Code
    by_rule: bool = True
