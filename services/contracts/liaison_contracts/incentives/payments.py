"""Tell who may be paid, which batch was approved by whom, and what finance has to pay (Article 3).

Finance hears the types that begin with `payout.`; each carries `payout_sequence`, gapless over
exactly these types, so that a gap shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liaison_contracts.codes import PayoutChannel
from liaison_contracts.message import event
from liaison_contracts.money import Fen
from liaison_contracts.words import (
    ArticleNo,
    AwardCode,
    Code,
    Count,
    DocumentNo,
    Last4,
    PayoutId,
    Position,
    Sentence,
    Sha256,
)

__all__ = [
    "BatchApproved",
    "BatchBroken",
    "BatchCosigned",
    "BatchReleased",
    "BatchSealed",
    "PayeeAccountApproved",
    "PayeeAccountRegistered",
    "PayoutDayClosed",
    "PayoutRecallRequested",
    "PayoutRequested",
]


@event(
    "payee_account.registered.v1",
    source="incentives",
    subject="station/{station_code}",
    articles=("3",),
    zh="登记收款账户",
    en="Payee account registered",
    about_zh="告知工作站登记了收款账户，尚待第二人复核。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class PayeeAccountRegistered:
    """Tell that a station named an account to be paid on; a second person has to approve it.

    Article 3 makes payment a task of both sides. The number itself never travels. `notified` are
    the organisations whom it concerns: the station and its guiding department.
    """

    payee_ref: Code
    station_code: Code
    account_version: Count
    last4: Last4
    notified: tuple[Code, ...] = ()


@event(
    "payee_account.approved.v1",
    source="incentives",
    subject="station/{station_code}",
    articles=("3",),
    zh="复核收款账户",
    en="Payee account approved",
    about_zh="告知第二人已复核收款账户，自 `usable_on` 起可用（第三条）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class PayeeAccountApproved:
    """Tell that a second person approved an account, usable from `usable_on` (Article 3).

    `notified` are the station and its guiding department: whoever did not expect it, objects.
    """

    payee_ref: Code
    station_code: Code
    account_version: Count
    last4: Last4
    usable_on: date
    notified: tuple[Code, ...] = ()


@event(
    "batch.sealed.v1",
    source="incentives",
    subject="batch/{batch_code}",
    articles=("3",),
    zh="封存拨付批次",
    en="Batch sealed",
    about_zh="告知一份拨付清单已封存，以其哈希值为准；合计以元计（第三条）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class BatchSealed:
    """Tell that a list of payments is closed and known by its hash; total in yuan (Article 3).

    `persons` are the references of those who acted on it so far.
    """

    batch_code: Code
    count: Count
    total_fen: Fen
    sha256: Sha256
    persons: tuple[Code, ...]


@event(
    "batch.approved.v1",
    source="incentives",
    subject="batch/{batch_code}",
    articles=("3",),
    zh="批准拨付批次",
    en="Batch approved",
    about_zh="告知另一人已审批同一份清单；合计以元计（第三条）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class BatchApproved:
    """Tell that another person approved exactly this list; total in yuan (Article 3).

    `open_approvals` names whose approval a list with a large payment still needs.
    """

    batch_code: Code
    count: Count
    total_fen: Fen
    sha256: Sha256
    persons: tuple[Code, ...]
    open_approvals: tuple[Code, ...] = ()


@event(
    "batch.cosigned.v1",
    source="incentives",
    subject="batch/{batch_code}",
    articles=("3",),
    zh="会签拨付批次",
    en="Batch co-signed",
    about_zh="告知管理或指导部门已为清单中所属工作站会签；合计以元计。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class BatchCosigned:
    """Tell that a guiding department signed for its stations in the list; total in yuan.

    Article 3 gives payment to the talent office and the guiding departments together.
    """

    batch_code: Code
    count: Count
    total_fen: Fen
    sha256: Sha256
    persons: tuple[Code, ...]
    department: Code


@event(
    "batch.released.v1",
    source="incentives",
    subject="batch/{batch_code}",
    articles=("3",),
    zh="下达拨付",
    en="Batch released",
    about_zh="告知市人才办已发文下达拨付；合计以元计（第三条）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class BatchReleased:
    """Tell that the talent office ordered the payment by document; total in yuan (Article 3)."""

    batch_code: Code
    count: Count
    total_fen: Fen
    sha256: Sha256
    persons: tuple[Code, ...]
    document_no: DocumentNo


@event(
    "batch.broken.v1",
    source="incentives",
    subject="batch/{batch_code}",
    articles=("3",),
    zh="撤销拨付批次",
    en="Batch broken up",
    about_zh="告知清单不再按原样支付：由人撤销，或其中某项已变化。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class BatchBroken:
    """Tell that a list will not be paid as it is: a person broke it, or an item of it changed.

    Article 3: its awards can be sealed again; the signatures count no more.
    """

    batch_code: Code
    cause: Sentence
    broken_on: date


@event(
    "payout.requested.v1",
    source="incentives",
    subject="station/{station_code}",
    heard_by=("finance",),
    articles=("3", "12(3)", "13(1)", "13(2)", "14(1)", "14(2)"),
    numbered="payout_sequence",
    zh="通知财政支付",
    en="Payment requested from finance",
    about_zh="请财政支付一笔款项，仅付一次（元）；收款方以编号和账户版本指明。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutRequested:
    """Ask finance to pay one award once, in yuan, to a payee it knows by reference and version.

    `articles` says which sentence of Articles 12(3), 13 and 14 it is paid under. The same award
    and `reissue_no` give the same `payout_id` for ever: whoever pays each id once pays right.
    Where `channel` is bank_file, people pay it from a file and finance's system must not.
    `reminder_no` counts how often the same request was told again because no answer came.
    """

    payout_id: PayoutId
    payout_sequence: Position = 0
    award_code: AwardCode
    reissue_no: Count
    station_code: Code
    batch_code: Code
    payee_ref: Code
    account_version: Count
    amount_fen: Fen
    rule: Code
    articles: tuple[ArticleNo, ...]
    document_no: DocumentNo
    requested_on: date
    channel: PayoutChannel = "finance_event"
    reminder_no: Count = 0


@event(
    "payout.recall_requested.v1",
    source="incentives",
    subject="station/{station_code}",
    heard_by=("finance",),
    articles=("10", "12(4)"),
    numbered="payout_sequence",
    zh="请求撤回支付",
    en="Recall requested",
    about_zh="请财政暂不支付尚未支付的款项：其后出现暂缓事由（第十条、第十二条第四款）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutRecallRequested:
    """Ask finance not to pay what is not paid yet: a hold came later (Articles 10 and 12(4)).

    `reminder_no` counts how often it was asked again because no answer came.
    """

    payout_id: PayoutId
    payout_sequence: Position = 0
    station_code: Code
    reason_code: Code
    requested_on: date
    reminder_no: Count = 0


@event(
    "payout.day_closed.v1",
    source="incentives",
    subject="payouts",
    heard_by=("finance",),
    numbered="payout_sequence",
    because="HOUSE: a control total, so that finance can prove that nothing is missing.",
    zh="当日拨付合计",
    en="Day of payments closed",
    about_zh="告知当日请求支付的笔数、合计（元）及编号范围。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutDayClosed:
    """Tell how many payments the day asked for, their total in yuan, and their numbers.

    `count` and `total` are over the `payout.requested` of the day that are no reminders,
    `first_sequence` and `last_sequence` the first and last `payout_sequence` of all types (zero on
    an empty day), `sha256` over them, `checkpoint` the signed head of the ledger.
    """

    on: date
    payout_sequence: Position = 0
    count: Count
    total_fen: Fen
    first_sequence: Position
    last_sequence: Position
    sha256: Sha256
    checkpoint: str
