"""Tell what a station earned, what waits, what changed and what was paid (Articles 13 and 14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from liaison_contracts.codes import Hold, UnpaidOutcome
from liaison_contracts.errors import Reason
from liaison_contracts.message import event
from liaison_contracts.money import Fen
from liaison_contracts.words import ArticleNo, AwardCode, Code, Count, DocumentNo, PayoutId, Year

__all__ = [
    "AwardAdjusted",
    "AwardCancelled",
    "AwardGranted",
    "AwardHeld",
    "AwardPaid",
    "AwardPaidBefore",
    "AwardRefused",
    "AwardReissued",
    "AwardReleased",
    "AwardReturned",
    "ClawbackProposed",
]

EARNING = ("12(3)", "13(1)", "13(2)", "14(1)", "14(2)")


@event("award.granted.v1", source="incentives", subject="station/{station_code}", articles=EARNING)
@dataclass(frozen=True, slots=True, kw_only=True)
class AwardGranted:
    """Tell that a rule gives a station money, in yuan, due on a day.

    Articles 13 and 14: base grant, uplift, recruitment, programme, event, Bole award; `articles`
    says which one. `year` is the year it is booked under, `reference` the code of what earned it
    or empty, `explanation` holds inputs, figures, readings and arithmetic. A recovery line has a
    negative amount and is never paid: `clawback.proposed` follows it.
    """

    award_code: AwardCode
    station_code: Code
    year: Year
    rule: Code
    reference: str
    amount_fen: Fen
    due_on: date
    articles: tuple[ArticleNo, ...]
    explanation: dict[str, Any]
    reasons: tuple[Reason, ...]


@event(
    "award.refused.v1",
    source="incentives",
    subject="station/{station_code}",
    articles=(*EARNING, "15"),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class AwardRefused:
    """Tell that a rule gives nothing, and why; the amount is 0.00.

    Articles 13 and 14 set the conditions, Article 15 the days on which the measures are in force.
    """

    award_code: AwardCode
    station_code: Code
    year: Year
    rule: Code
    reference: str
    amount_fen: Fen
    due_on: date
    articles: tuple[ArticleNo, ...]
    explanation: dict[str, Any]
    reasons: tuple[Reason, ...]


@event(
    "award.held.v1",
    source="incentives",
    subject="station/{station_code}",
    articles=("10", "12(4)", "13(3)", "14(1)"),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class AwardHeld:
    """Tell that an award waits from `on`, and for what; several holds may stand at once.

    Article 13(3): the spending report; 10: a change under evaluation; 12(4): a suspicion; 14(1):
    a dispute over a talent; 3: held by hand, for the `reason` that people wrote.
    """

    award_code: AwardCode
    station_code: Code
    hold: Hold
    on: date
    reason: str = ""


@event(
    "award.released.v1",
    source="incentives",
    subject="station/{station_code}",
    articles=("10", "12(4)", "13(3)", "14(1)"),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class AwardReleased:
    """Tell that one hold ended on `on`; the award is free when its last one did (Article 13(3)).

    `reason` is what people wrote when they ended a hold by hand.
    """

    award_code: AwardCode
    station_code: Code
    hold: Hold
    on: date
    reason: str = ""


@event(
    "award.adjusted.v1",
    source="incentives",
    subject="station/{station_code}",
    articles=("10", "12(3)", "13(1)"),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class AwardAdjusted:
    """Tell that an unpaid award now has another amount, in yuan.

    Article 13(1) pays for the months of the authorisation, which Articles 10 and 12(3) may end.
    """

    award_code: AwardCode
    station_code: Code
    old_amount_fen: Fen
    new_amount_fen: Fen
    cause: Code
    on: date


@event(
    "award.cancelled.v1",
    source="incentives",
    subject="station/{station_code}",
    articles=("10", "12(3)", "12(4)"),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class AwardCancelled:
    """Tell that an unpaid award will never be paid: falsification, withdrawal (Article 12(4))."""

    award_code: AwardCode
    station_code: Code
    old_amount_fen: Fen
    new_amount_fen: Fen
    cause: Code
    on: date


@event("award.paid.v1", source="incentives", subject="station/{station_code}", articles=EARNING)
@dataclass(frozen=True, slots=True, kw_only=True)
class AwardPaid:
    """Tell that finance paid an award, in yuan, under a voucher (Articles 13 and 14)."""

    award_code: AwardCode
    payout_id: PayoutId
    station_code: Code
    amount_fen: Fen
    settled_on: date
    voucher_no: DocumentNo


@event(
    "award.paid_before.v1", source="incentives", subject="station/{station_code}", articles=EARNING
)
@dataclass(frozen=True, slots=True, kw_only=True)
class AwardPaidBefore:
    """Tell that an award, in yuan, was paid before this instance began (Articles 13 and 14).

    It comes with the history of an office: finance is not asked, and no payout stands behind it.
    `paid_on` is the day on which it became payable; `cause` says where the payment is known from.
    """

    award_code: AwardCode
    station_code: Code
    amount_fen: Fen
    paid_on: date
    cause: Code


@event("award.returned.v1", source="incentives", subject="station/{station_code}", articles=("3",))
@dataclass(frozen=True, slots=True, kw_only=True)
class AwardReturned:
    """Tell that finance did not pay an award, in yuan: it failed, came back, or was recalled.

    Article 3: the award waits until the talent office lets it be paid again.
    """

    award_code: AwardCode
    payout_id: PayoutId
    station_code: Code
    amount_fen: Fen
    outcome: UnpaidOutcome
    reason_code: Code
    on: date


@event("award.reissued.v1", source="incentives", subject="station/{station_code}", articles=("3",))
@dataclass(frozen=True, slots=True, kw_only=True)
class AwardReissued:
    """Tell that an unpaid award may be paid again, under the next `reissue_no` (Article 3).

    `payout_id` is the one that was not paid.
    """

    award_code: AwardCode
    station_code: Code
    payout_id: PayoutId
    reissue_no: Count
    on: date


@event(
    "clawback.proposed.v1",
    source="incentives",
    subject="station/{station_code}",
    articles=("10", "12(3)", "12(4)"),
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
