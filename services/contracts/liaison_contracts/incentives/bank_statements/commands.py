"""Define the commands and queries about bank statements (Article 3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liaison_contracts.incentives.bank_statements.answers import (
    BankStatementAnswer,
    DayReportAnswer,
    SetAsideDecision,
)
from liaison_contracts.message import command, query
from liaison_contracts.money import Fen
from liaison_contracts.roles import DECIDERS, FINANCE_READERS
from liaison_contracts.words import Code, Count, DocumentNo, MediaType, Sentence, Sha256

__all__ = [
    "DecideBankStatementSetAside",
    "ExplainBankStatementLine",
    "ImportBankStatement",
    "ProposeBankStatementSetAside",
    "ShowBankStatement",
    "ShowDayReport",
]


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
    media_type: MediaType
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


@command(
    "incentives",
    roles=(*FINANCE_READERS, "talent_office"),
    returns=BankStatementAnswer,
    articles=("3",),
    money=True,
    zh="提出作废银行对账单",
    en="Propose to set a bank statement aside",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeBankStatementSetAside:
    """Propose to set a statement aside that was imported by mistake (Article 3).

    The reason names no person. `replaced_by` is the statement that stands in its place, if that is
    imported already. Its lines count until another person agrees.
    """

    statement_code: Code
    reason: Sentence
    document_no: DocumentNo
    replaced_by: Code | None = None


@command(
    "incentives",
    roles=(*FINANCE_READERS, *DECIDERS),
    returns=BankStatementAnswer,
    articles=("3",),
    money=True,
    zh="决定是否作废银行对账单",
    en="Decide whether a bank statement is set aside",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class DecideBankStatementSetAside:
    """Set a statement aside, or retain it, as a person other than the proposer (Article 3).

    The lines of a statement set aside answer for no payment any more, so other statements may show
    the same payments. Its file may be imported again.
    """

    statement_code: Code
    decision: SetAsideDecision


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
