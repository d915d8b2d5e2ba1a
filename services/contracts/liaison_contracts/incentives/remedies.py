"""Ask and tell of what stops or takes back a payment: holds by hand and clawbacks (12(4), 3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liaison_contracts.codes import ClawbackDecision, ClawbackOutcome, Hold
from liaison_contracts.message import command, event
from liaison_contracts.money import Fen
from liaison_contracts.words import AwardCode, Code, DocumentNo, PayoutId, Position, Sentence

__all__ = [
    "AwardAnswer",
    "ClawbackAnswer",
    "ClawbackDecided",
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
    roles=("talent_office", "leading_group", "guiding_department"),
    returns=AwardAnswer,
    articles=("3", "13(3)"),
    money=True,
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
    roles=("talent_office", "leading_group"),
    returns=AwardAnswer,
    articles=("3", "13(3)"),
    money=True,
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseAward:
    """End a hold by hand, with a reason that names no person (Articles 3 and 13(3))."""

    award_code: AwardCode
    reason: Sentence


@command(
    "incentives",
    roles=("talent_office",),
    returns=ClawbackAnswer,
    articles=("12(4)", "14(1)"),
    money=True,
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
    roles=("talent_office", "leading_group"),
    returns=ClawbackAnswer,
    articles=("12(4)",),
    money=True,
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


@command("incentives", roles=("finance",), returns=ClawbackAnswer, articles=("12(4)",), money=True)
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
