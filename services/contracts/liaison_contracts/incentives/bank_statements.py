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
from liaison_contracts.words import Code, Count, DocumentNo, Sentence, Sha256

__all__ = [
    "BankStatementAnswer",
    "BankStatementImported",
    "BankStatementLineExplained",
    "BankStatementSetAsideDecided",
    "BankStatementSetAsideProposed",
    "BankStatementState",
    "DayReportAnswer",
    "DecideBankStatementSetAside",
    "Difference",
    "ExplainBankStatementLine",
    "ImportBankStatement",
    "LineOutcome",
    "ProposeBankStatementSetAside",
    "SetAsideDecision",
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

BankStatementState = Annotated[
    Literal["clear", "differs", "set_aside_proposed", "set_aside"],
    Words(
        "bank_statement_state",
        ("clear", "相符", "agrees"),
        ("differs", "有差异", "differs"),
        ("set_aside_proposed", "待复核作废", "proposed to be set aside"),
        ("set_aside", "作废", "set aside"),
    ),
]
"""Whether a statement agrees with the books; the lines of one set aside count no more."""

SetAsideDecision = Annotated[
    Literal["set_aside", "retain"],
    Words(
        "set_aside_decision",
        ("set_aside", "作废", "set aside"),
        ("retain", "保留", "retain"),
    ),
]
"""The decision on a bank statement that was proposed to be set aside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A difference between bank and books, in yuan, with its cause and the next step.

    `reference` is the payout or clawback that the bank named. A settlement that is on no statement
    has no `statement_code` and line 0. `explanation` is the explanation people gave, or empty. The
    cause `other_day` is a matched line whose booking has another day.
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
    """The number of statement lines that agree with the books, and up to 500 that do not.

    A statement set aside is compared no more, so its numbers are 0; `replaced_by` is the statement
    in its place. What was not proposed or decided is empty.
    """

    statement_code: Code
    state: BankStatementState = "clear"
    lines: Count
    total_fen: Fen
    matched: Count
    unmatched: Count
    double: Count
    unknown: Count
    differences: tuple[Difference, ...]
    set_aside_reason: str = ""
    document_no: str = ""
    replaced_by: str = ""
    proposed_by: str = ""
    set_aside_by: str = ""
    decided_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayReportAnswer:
    """The settled payments of a day and the bank's bookings, in yuan, with each difference.

    `state` is clear (no difference, and the sums agree), explained (each difference has an
    explanation, or is only of another day) or open. A transaction that several statements show is
    counted once; lines of statements set aside count nowhere.
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
