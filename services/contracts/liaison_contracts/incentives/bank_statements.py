"""Define the comparison of bank statements with settled payments (Article 3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from liaison_contracts.message import command, event, query
from liaison_contracts.money import Fen
from liaison_contracts.reasons import Reason
from liaison_contracts.roles import DECIDERS, FINANCE_READERS
from liaison_contracts.vocabulary.word_lists import Words
from liaison_contracts.words import Code, Count, Sentence, Sha256

__all__ = [
    "BankStatementAnswer",
    "BankStatementImported",
    "BankStatementLineExplained",
    "DayReportAnswer",
    "Difference",
    "ExplainBankStatementLine",
    "ImportBankStatement",
    "LineOutcome",
    "ShowBankStatement",
    "ShowDayReport",
]

LineOutcome = Annotated[
    Literal["matched", "unmatched", "double", "unknown"],
    Words(
        "line_outcome",
        ("matched", "相符", "matched"),
        ("unmatched", "不符", "does not match"),
        ("double", "重复", "double"),
        ("unknown", "无对应记录", "unknown"),
    ),
]
"""The relation of a statement line to the books."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A difference between bank and books, in yuan, with its cause and the next step.

    `reference` is the payout or clawback that the bank named. A settlement that is on no statement
    has no `statement_code` and line 0. `explanation` is the explanation people gave, or empty.
    """

    statement_code: str
    line_no: Count
    booked_on: date
    kind: Code
    reference: str
    amount_fen: Fen
    outcome: LineOutcome
    cause: Code
    reason: Reason
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BankStatementAnswer:
    """The number of statement lines that agree with the books, and up to 500 that do not."""

    statement_code: Code
    lines: Count
    total_fen: Fen
    matched: Count
    unmatched: Count
    double: Count
    unknown: Count
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayReportAnswer:
    """The settled payments of a day and the bank's bookings, in yuan, with each difference.

    `state` is clear (no difference), explained (each has an explanation) or open.
    """

    on: date
    state: Code
    settled_count: Count
    settled_fen: Fen
    came_back_count: Count
    came_back_fen: Fen
    recovered_count: Count
    recovered_fen: Fen
    bank_paid_fen: Fen
    bank_returned_fen: Fen
    bank_received_fen: Fen
    differences: tuple[Difference, ...]


@command(
    "incentives",
    roles=(*FINANCE_READERS, "talent_office"),
    returns=BankStatementAnswer,
    articles=("3",),
    money=True,
    zh="导入银行对账单",
    en="Compare an uploaded bank statement with the books",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ImportBankStatement:
    """Compare an uploaded bank statement with the books (Article 3); it causes no payment.

    CSV or XLSX with the columns line_no, booked_on, kind (paid, returned, received),
    reference, amount, currency, bank_reference. `lines` and `total`, in yuan, are the control
    figures of the bank's cover sheet: a statement with a missing line is refused entirely.
    """

    sha256: Sha256
    size: Count
    media_type: Code
    lines: Count
    total_fen: Fen


@command(
    "incentives",
    roles=(*FINANCE_READERS, "talent_office"),
    returns=BankStatementAnswer,
    articles=("3",),
    money=True,
    zh="说明对账差异",
    en="Explain a line that differs from the books",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainBankStatementLine:
    """Explain why a line differs from the books, naming no person (Article 3)."""

    statement_code: Code
    line_no: Count
    explanation: Sentence


@query(
    "incentives",
    roles=(*FINANCE_READERS, *DECIDERS, "auditor"),
    returns=BankStatementAnswer,
    articles=("3",),
    zh="查看对账结果",
    en="Show how a bank statement compares with the books now",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ShowBankStatement:
    """Show the comparison of a statement with the current books (Article 3)."""

    statement_code: Code


@query(
    "incentives",
    roles=(*FINANCE_READERS, *DECIDERS, "auditor"),
    returns=DayReportAnswer,
    articles=("3",),
    zh="查看日终对账报告",
    en="Show a day's settlements beside the bank's bookings",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ShowDayReport:
    """Show the settled payments of a day and the bank's bookings (Article 3)."""

    on: date


@event(
    "bank_statement.imported.v1",
    source="incentives",
    subject="bank_statement/{statement_code}",
    articles=("3",),
    zh="导入银行对账单",
    en="Bank statement imported",
    about_zh="告知银行对账单导入时与账目的核对结果及合计（元）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class BankStatementImported:
    """Announce the comparison of an imported bank statement with the books, its total in yuan.

    Article 3 makes payment a task of both sides; each line that differs has a next step.
    """

    statement_code: Code
    sha256: Sha256
    lines: Count
    total_fen: Fen
    matched: Count
    unmatched: Count
    double: Count
    unknown: Count
    imported_on: date


@event(
    "bank_statement.line_explained.v1",
    source="incentives",
    subject="bank_statement/{statement_code}",
    articles=("3",),
    zh="说明对账差异",
    en="Bank statement line explained",
    about_zh="告知已由人说明一笔与账目不符的记录（第三条）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class BankStatementLineExplained:
    """Announce that a line that differs from the books was explained (Article 3)."""

    statement_code: Code
    line_no: Count
    explanation: str
    explained_on: date
