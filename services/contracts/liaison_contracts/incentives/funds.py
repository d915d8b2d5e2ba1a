"""Define the talent fund: a year's budget, and amounts committed, payable and paid (13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liaison_contracts.message import command, event, query
from liaison_contracts.money import Fen
from liaison_contracts.roles import DECIDERS, FINANCE_READERS
from liaison_contracts.words import ArticleNo, Code, Count, DocumentNo, Year

__all__ = [
    "BudgetAlerted",
    "BudgetAnswer",
    "BudgetSet",
    "FundAnswer",
    "FundLine",
    "SetBudget",
    "ShowFund",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetAnswer:
    """A year's budget and the part already used, in yuan."""

    year: Year
    amount_fen: Fen
    used_fen: Fen
    state: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class FundLine:
    """The totals of awards under one article, in yuan: each fen is in exactly one column.

    `committed` is owed and not ordered, `payable` is ordered from finance, `paid` is paid out less
    returns, `recoverable` is requested back and not received.
    """

    article: ArticleNo
    committed_fen: Fen
    payable_fen: Fen
    paid_fen: Fen
    recoverable_fen: Fen


@dataclass(frozen=True, slots=True, kw_only=True)
class FundAnswer:
    """The accounts of a year's fund, by article, in yuan; without a budget it is null."""

    year: Year
    budget_fen: Fen | None
    used_fen: Fen
    is_capped: bool
    lines: tuple[FundLine, ...]


@command(
    "incentives",
    roles=DECIDERS,
    returns=BudgetAnswer,
    articles=("13(1)",),
    money=True,
    zh="核定年度预算",
    en="Set the talent fund's budget for a year",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class SetBudget:
    """Set the talent fund's budget for awards of a year, in yuan (Article 13(1), A14).

    A warning is raised when nearly all of it is used; payments are blocked only if reading A14 is
    hard_cap. A new budget replaces the previous one.
    """

    year: Year
    amount_fen: Fen
    document_no: DocumentNo


@query(
    "incentives",
    roles=(*FINANCE_READERS, *DECIDERS, "auditor"),
    returns=FundAnswer,
    articles=("13(1)", "14(1)"),
    zh="查看年度基金账目（按条款）",
    en="Show a year of the talent fund by article",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ShowFund:
    """Show the accounts of the talent fund for a year, by article (Articles 13(1) and 14(1))."""

    year: Year


@event(
    "budget.set.v1",
    source="incentives",
    subject="year/{year}",
    articles=("13(1)",),
    zh="核定年度预算",
    en="Budget set",
    about_zh="告知基金某年度可用于经费与激励的数额（元）（第十三条第一款，解释 A14）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetSet:
    """Announce the fund's budget for a year's awards, in yuan (Article 13(1), reading A14)."""

    year: Year
    amount_fen: Fen
    document_no: DocumentNo
    set_on: date


@event(
    "budget.alerted.v1",
    source="incentives",
    subject="year/{year}",
    articles=("13(1)",),
    zh="预算预警",
    en="Budget alert",
    about_zh="告知年度预算即将用尽或已超出（元）（第十三条第一款）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetAlerted:
    """Announce that a year's budget is nearly used up, or exceeded, in yuan (Article 13(1)).

    `used` is owed, ordered or paid; `used_permille` is its share of `amount`.
    """

    year: Year
    amount_fen: Fen
    used_fen: Fen
    used_permille: Count
    on: date
