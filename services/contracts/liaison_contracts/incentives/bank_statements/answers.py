"""Define what is answered about bank statements, and the words of it (Article 3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from liaison_contracts.money import Fen
from liaison_contracts.reasons import Reason
from liaison_contracts.vocabulary.word_lists import Words
from liaison_contracts.words import Code, Count

__all__ = [
    "BankStatementAnswer",
    "BankStatementState",
    "DayReportAnswer",
    "Difference",
    "LineOutcome",
    "SetAsideDecision",
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
