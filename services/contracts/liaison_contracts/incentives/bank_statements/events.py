"""Define the events about bank statements (Article 3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liaison_contracts.incentives.bank_statements.answers import SetAsideDecision
from liaison_contracts.message import event
from liaison_contracts.money import Fen
from liaison_contracts.words import Code, Count, DocumentNo, Sha256

__all__ = [
    "BankStatementImported",
    "BankStatementLineExplained",
    "BankStatementSetAsideDecided",
    "BankStatementSetAsideProposed",
]


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


@event(
    "bank_statement.set_aside_proposed.v1",
    source="incentives",
    subject="bank_statement/{statement_code}",
    articles=("3",),
    zh="提出作废银行对账单",
    en="Bank statement proposed to be set aside",
    about_zh="告知有人提出作废误导入的银行对账单，须由另一人复核（第三条）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class BankStatementSetAsideProposed:
    """Announce that somebody proposed to set a bank statement aside (Article 3).

    `replaced_by` is the statement that stands in its place, or empty.
    """

    statement_code: Code
    reason: str
    document_no: DocumentNo
    replaced_by: str
    proposed_on: date


@event(
    "bank_statement.set_aside_decided.v1",
    source="incentives",
    subject="bank_statement/{statement_code}",
    articles=("3",),
    zh="银行对账单作废决定",
    en="Decision on setting a bank statement aside",
    about_zh="告知另一人对作废银行对账单的决定；作废后其各行不再计入核对（第三条）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class BankStatementSetAsideDecided:
    """Announce that a second person set a bank statement aside or retained it (Article 3).

    The lines of a statement set aside count no more. `replaced_by` is the statement that was
    proposed in its place, or empty.
    """

    statement_code: Code
    decision: SetAsideDecision
    replaced_by: str
    decided_on: date
