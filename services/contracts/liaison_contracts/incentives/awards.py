"""Define the events of awards: granted, held, changed and paid (Articles 13 and 14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from liaison_contracts.codes import Hold, UnpaidOutcome
from liaison_contracts.message import event
from liaison_contracts.money import Fen
from liaison_contracts.reasons import Reason
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
]

EARNING = ("12(3)", "13(1)", "13(2)", "14(1)", "14(2)")


@event(
    "award.granted.v1",
    source="incentives",
    subject="station/{station_code}",
    articles=EARNING,
    zh="经费或激励确定",
    en="Award granted",
    about_zh="告知按某项规则应给予工作站的金额（元）及应付日期。",
    says_zh="{rule} {amount} 元（第 {articles} 条）。",
    says_en="{rule}: {amount} yuan (Article {articles}).",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class AwardGranted:
    """Announce that a rule grants a station an amount, in yuan, due on a date.

    Articles 13 and 14: base grant, uplift, recruitment, programme, event, Bole award; `articles`
    names the article. `year` is the year it is booked under, `reference` the code of what earned it
    or empty, `explanation` contains inputs, figures, readings and arithmetic. A recovery line has a
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
    zh="不予支付",
    en="Award refused",
    about_zh="告知某项规则不予给付及理由；金额为 0.00。",
    says_zh="{rule} 不予支付。",
    says_en="{rule} was refused.",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class AwardRefused:
    """Announce that a rule grants nothing, and why; the amount is 0.00.

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
    zh="暂缓拨付",
    en="Award held",
    about_zh="告知一笔经费或激励自 `on` 起暂缓拨付及原因；可同时有多项暂缓。",
    says_zh="{award_code} 暂缓拨付：{hold}。",
    says_en="{award_code} is held: {hold}.",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class AwardHeld:
    """Announce that an award is held from `on`, and why; several holds may apply at once.

    Article 13(3): the spending report; 10: a change under evaluation; 12(4): a suspicion; 14(1): a
    dispute over a talent; 3: a manual hold, for the `reason` that people gave.
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
    zh="解除暂缓拨付",
    en="Award released from a hold",
    about_zh="告知一项暂缓于 `on` 解除；最后一项解除后方可拨付（第十三条第三款）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class AwardReleased:
    """Announce that one hold ended on `on`; the award is free once no hold remains (Article 13(3)).

    `reason` is the reason that people gave when they ended a manual hold.
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
    zh="调整金额",
    en="Award adjusted",
    about_zh="告知一笔未支付经费或激励的金额有调整（元）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class AwardAdjusted:
    """Announce that the amount of an unpaid award changed, in yuan.

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
    zh="取消支付",
    en="Award cancelled",
    about_zh="告知一笔未支付经费或激励不再支付：弄虚作假或取消授权（第十二条第四款）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class AwardCancelled:
    """Announce that an unpaid award is cancelled: falsification, withdrawal (Article 12(4))."""

    award_code: AwardCode
    station_code: Code
    old_amount_fen: Fen
    new_amount_fen: Fen
    cause: Code
    on: date


@event(
    "award.paid.v1",
    source="incentives",
    subject="station/{station_code}",
    articles=EARNING,
    zh="支付完成",
    en="Award paid",
    about_zh="告知财政已凭凭证支付一笔经费或激励（元）（第十三、十四条）。",
    says_zh="{settled_on} 支付 {amount} 元，凭证 {voucher_no}。",
    says_en="{amount} yuan were paid on {settled_on}, voucher {voucher_no}.",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class AwardPaid:
    """Announce that finance paid an award, in yuan, under a voucher (Articles 13 and 14)."""

    award_code: AwardCode
    payout_id: PayoutId
    station_code: Code
    amount_fen: Fen
    settled_on: date
    voucher_no: DocumentNo


@event(
    "award.paid_before.v1",
    source="incentives",
    subject="station/{station_code}",
    articles=EARNING,
    zh="系统启用前已支付",
    en="Award paid before this system",
    about_zh="告知一笔经费或激励在本系统启用前已支付（元）（第十三、十四条）。",
    says_zh="{paid_on} 到期，本系统启用前已支付 {amount} 元。",
    says_en="{amount} yuan, due on {paid_on}, were paid before this system was used.",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class AwardPaidBefore:
    """Announce that an award, in yuan, was paid before this instance began (Articles 13 and 14).

    It comes from an imported history: finance is not asked, and there is no payout. `paid_on` is
    the date on which it became payable; `cause` names the source of the payment.
    """

    award_code: AwardCode
    station_code: Code
    amount_fen: Fen
    paid_on: date
    cause: Code


@event(
    "award.returned.v1",
    source="incentives",
    subject="station/{station_code}",
    articles=("3",),
    zh="未能支付",
    en="Award not paid by finance",
    about_zh="告知财政未能支付（元）：支付失败、退回或已撤回。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class AwardReturned:
    """Announce that the payment of an award, in yuan, failed, was returned, or was recalled.

    Article 3: the award waits until the talent office allows a new payment.
    """

    award_code: AwardCode
    payout_id: PayoutId
    station_code: Code
    amount_fen: Fen
    outcome: UnpaidOutcome
    reason_code: Code
    on: date


@event(
    "award.reissued.v1",
    source="incentives",
    subject="station/{station_code}",
    articles=("3",),
    zh="准予重新拨付",
    en="Award payable again",
    about_zh="告知一笔未付成的款项可按下一个 `reissue_no` 重新拨付（第三条）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class AwardReissued:
    """Announce that an unpaid award may be paid again, under the next `reissue_no` (Article 3).

    `payout_id` is the payout that was not paid.
    """

    award_code: AwardCode
    station_code: Code
    payout_id: PayoutId
    reissue_no: Count
    on: date
