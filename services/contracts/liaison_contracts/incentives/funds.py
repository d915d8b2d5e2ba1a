"""Ask and tell of the talent fund: a year's budget, and what is promised, ordered and paid (13)."""

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
    """Say what a year's budget is, and what of it is used already, in yuan."""

    year: Year
    amount_fen: Fen
    used_fen: Fen
    state: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class FundLine:
    """Hold what awards of one article come to, in yuan: each fen stands in one of the columns.

    `committed` is owed and not ordered, `payable` ordered from finance, `paid` what went out less
    what came back, `recoverable` what is asked back and has not come in.
    """

    article: ArticleNo
    committed_fen: Fen
    payable_fen: Fen
    paid_fen: Fen
    recoverable_fen: Fen


@dataclass(frozen=True, slots=True, kw_only=True)
class FundAnswer:
    """Say where the fund of a year stands, by article, in yuan; without a budget it is null."""

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
    """Set what the talent fund may spend on awards of a year, in yuan (Article 13(1), A14).

    It warns when nearly all of it is used; it blocks payments only where reading A14 is hard_cap.
    Setting it again takes the place of the last one.
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
    """Tell what the fund may spend on a year's awards, in yuan (Article 13(1), reading A14)."""

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
    """Tell that a year's budget is nearly used up, or more than used up, in yuan (Article 13(1)).

    `used` is owed, ordered or paid; `used_permille` is its share of `amount`.
    """

    year: Year
    amount_fen: Fen
    used_fen: Fen
    used_permille: Count
    on: date
