"""Manage the talent fund's accounts by year and article, and its budget (Article 13(1), A14)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import func, select

from liaison_contracts.errors import Invalid, Refused
from liaison_contracts.incentives import (
    BudgetAlerted,
    BudgetAnswer,
    BudgetSet,
    FundAnswer,
    FundLine,
    SetBudget,
    ShowFund,
)
from liaison_contracts.money import Fen
from liaison_contracts.reasons import Reason, fault, reason
from liaison_incentives.context import Work
from liaison_incentives.tables import Award, Budget, LedgerEntry
from liaison_incentives.usecases import ledger
from liaison_incentives.usecases.ledger.postings import (
    COMMITMENT,
    FUND,
    PAYABLE,
    RECOVERABLE,
)
from liaison_kit.ops.logs import get_logger

ARTICLE = "13(1)"
ALL_OF_IT = 1000
USED = (COMMITMENT, PAYABLE, FUND)
_logger = get_logger(__name__)
Accounts = Mapping[str, Mapping[str, int]]
"""By article and account, what is credited more than debited, in fen."""


def set_budget(work: Work, body: SetBudget) -> BudgetAnswer:
    """Set a year's budget; repeating it publishes nothing.

    Raises:
        Invalid: for an amount below zero.
    """
    if body.amount_fen < 0:
        raise Invalid("amount_negative", faults={"amount": [fault("not_negative")]})
    found = work.session.get(Budget, body.year, with_for_update=True)
    if found is None:
        found = Budget(year=body.year)
        work.session.add(found)
    found.amount_fen, found.document_no = body.amount_fen, body.document_no
    found.set_by, found.set_on, found.alerted_permille = work.actor, work.today, 0
    event = BudgetSet(
        year=body.year,
        amount_fen=body.amount_fen,
        document_no=body.document_no,
        set_on=work.today,
    )
    work.record(event)
    used = used_of(accounts_of(work, body.year))
    state = "exceeded" if used > body.amount_fen else "set"
    return BudgetAnswer(year=body.year, amount_fen=body.amount_fen, used_fen=Fen(used), state=state)


def show(work: Work, body: ShowFund) -> FundAnswer:
    """Return the state of the fund in a year, by article."""
    accounts = accounts_of(work, body.year)
    budget = work.session.get(Budget, body.year)
    lines = tuple(
        FundLine(
            article=article,
            committed_fen=Fen(held.get(COMMITMENT, 0)),
            payable_fen=Fen(held.get(PAYABLE, 0)),
            paid_fen=Fen(held.get(FUND, 0)),
            recoverable_fen=Fen(-held.get(RECOVERABLE, 0)),
        )
        for article, held in sorted(accounts.items())
    )
    return FundAnswer(
        year=body.year,
        budget_fen=Fen(budget.amount_fen) if budget else None,
        used_fen=Fen(used_of(accounts)),
        is_capped=_is_capped(work),
        lines=lines,
    )


def accounts_of(work: Work, year: int) -> Accounts:
    """Return the ledger accounts of the awards booked under a year, by article."""
    net = func.sum(LedgerEntry.credit_fen - LedgerEntry.debit_fen)
    query = (
        select(Award.rule, LedgerEntry.account, net)
        .join(Award, Award.award_code == LedgerEntry.award_code)
        .where(Award.year == year)
        .group_by(Award.rule, LedgerEntry.account)
    )
    articles = {rule.name: rule.article for rule in work.context.rules}
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for rule, account, fen in work.session.execute(query):
        found[articles.get(rule, "13")][account] += int(fen)
    return found


def used_of(accounts: Accounts) -> int:
    """Return the amount owed, ordered or paid, in fen."""
    return sum(held.get(account, 0) for held in accounts.values() for account in USED)


def watch(work: Work, on: date) -> None:
    """Alert once when a budget is nearly used up, and once when it is exceeded (A14)."""
    levels = (work.edition.figures.budget_alert_permille, ALL_OF_IT + 1)
    budgets = work.session.scalars(select(Budget).order_by(Budget.year)).all()
    if budgets:
        ledger.write(work.session)
    for budget in budgets:
        used = used_of(accounts_of(work, budget.year))
        share = _permille(used, budget.amount_fen)
        reached = max((level for level in levels if share >= level), default=0)
        if reached <= budget.alerted_permille:
            continue
        budget.alerted_permille = reached
        event = BudgetAlerted(
            year=budget.year,
            amount_fen=Fen(budget.amount_fen),
            used_fen=Fen(used),
            used_permille=share,
            on=on,
        )
        work.record(event, effective_on=on)
        _logger.error("budget.alert", year=budget.year, used_permille=share, alert=True)


def require_room(work: Work, amounts: Iterable[tuple[int, int]]) -> None:
    """Refuse payments that exceed a year's budget, if the cap is hard (A14).

    `amounts` holds the year and the fen of each payment.

    Raises:
        Refused: naming each year, with what is left of it.
    """
    if not _is_capped(work):
        return
    asked: dict[int, int] = defaultdict(int)
    for year, fen in amounts:
        asked[year] += fen
    reasons = [why for year, fen in sorted(asked.items()) if (why := _lack(work, year, fen))]
    if reasons:
        raise Refused("budget_exceeded", reasons=reasons)


def _lack(work: Work, year: int, fen: int) -> Reason | None:
    budget = work.session.get(Budget, year)
    if budget is None:
        return None
    ordered = sum(
        held.get(account, 0)
        for held in accounts_of(work, year).values()
        for account in (PAYABLE, FUND)
    )
    left = budget.amount_fen - ordered
    if fen <= left:
        return None
    return reason("budget_exceeded", ARTICLE, asked=fen, year=year, left=max(0, left))


def _is_capped(work: Work) -> bool:
    return bool(work.edition.readings_on(work.today).budget_ceiling == "hard_cap")


def _permille(used: int, amount: int) -> int:
    """Return the share, rounded up, so that one fen too many is visible."""
    if used <= 0:
        return 0
    return -(-used * ALL_OF_IT // amount) if amount else 10 * ALL_OF_IT
