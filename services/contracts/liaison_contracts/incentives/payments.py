"""Define the events of payment: payee accounts, batches, and requests to finance (Article 3).

Finance consumes the types that begin with `payout.`; each has a `payout_sequence`, gapless over
exactly these types, so that a gap can be detected.
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
    """Announce that a station registered a payee account; a second person has to approve it.

    Article 3 makes payment a task of both sides. The account number is never sent. `notified` are
    the organisations concerned: the station and its guiding department.
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
    """Announce that a second person approved an account, usable from `usable_on` (Article 3).

    `notified` are the station and its guiding department, which can object to an unexpected
    account.
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
    """Announce that a list of payments is sealed, with its hash; total in yuan (Article 3).

    `persons` are the references of the people who acted on it so far.
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
    """Announce that another person approved exactly this list; total in yuan (Article 3).

    `open_approvals` lists the approvals that a list with a large payment still requires.
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
    """Announce that a guiding department signed for its stations in the list; total in yuan.

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
    """Announce that the talent office released a list by document; total in yuan (Article 3)."""

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
    """Announce that a list was broken: by a person, or because an item of it changed.

    Article 3: its awards can be sealed again; the signatures are void.
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
    """Request finance to pay one award once, in yuan, to a payee known by reference and version.

    `articles` names the paragraphs of Articles 12(3), 13 and 14 under which it is paid. The same
    award and `reissue_no` always give the same `payout_id`: paying each id once is always right. If
    `channel` is bank_file, people pay it from a file and finance's system must not. `reminder_no`
    counts how often the same request was repeated because no answer came.
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
    """Request finance to stop a payment because of a later hold (Articles 10 and 12(4)).

    `reminder_no` counts how often the request was repeated because no answer came.
    """

    payout_id: PayoutId
    payout_sequence: Position = 0
    station_code: Code
    reason_code: Code
    requested_on: date
    reminder_no: Count = 0
