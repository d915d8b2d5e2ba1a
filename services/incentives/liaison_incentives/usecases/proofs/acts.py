"""Collect who did what for an award: entered, verified, approved, signed, ordered, paid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from liaison_contracts.vocabulary.word_lists import Words
from liaison_incentives.tables import (
    Award,
    Batch,
    BatchSignature,
    BoleDecision,
    CaseByCaseDecision,
    PayeeAccount,
    Payout,
    RecruitmentClaim,
    Settlement,
    SpecialEvent,
)

Act = dict[str, Any]

ACT_WORDS = Words(
    "act",
    ("recruitment_reported", "申报引才", "recruitment reported"),
    ("recruitment_verified", "认定引才", "recruitment verified"),
    ("recruitment_rejected", "引才不予认定", "recruitment rejected"),
    ("recruitment_verified_once", "初次认定引才", "recruitment verified by a first person"),
    ("event_proposed", "申报专项活动", "special event proposed"),
    ("event_approved", "批准专项经费补助", "special event approved"),
    ("bole_decided", "决定引才伯乐奖", "Bole award decided"),
    ("case_proposed", "录入一事一议决定", "case-by-case decision entered"),
    ("case_recorded", "登记一事一议决定", "case-by-case decision recorded"),
    ("account_registered", "登记收款账户", "payee account registered"),
    ("account_approved", "复核收款账户", "payee account approved"),
    ("batch_sealed", "封存拨付批次", "batch sealed"),
    ("batch_approved", "批准拨付批次", "batch approved"),
    ("batch_cosigned", "会签拨付批次", "batch co-signed by the guiding department"),
    ("batch_released", "下达拨付", "batch released"),
    ("finance_settled", "财政已支付", "paid by finance"),
    ("finance_failed", "支付失败", "payment failed"),
    ("finance_returned", "银行退回", "payment returned by the bank"),
    ("finance_recalled", "支付前已撤回", "payment recalled"),
    ("finance_reversed", "支付冲正", "settlement reversed"),
)


def acts_of(session: Session, award: Award) -> list[Act]:
    """Return the acts of people behind an award in order: act, person, day, document."""
    acts = [*_on_the_fact(session, award)]
    payouts = select(Payout).where(Payout.award_code == award.award_code)
    for payout in session.scalars(payouts.order_by(Payout.reissue_no)):
        acts += _on_the_account(session, payout)
        acts += _on_the_batch(session, payout.batch_code)
        acts += _of_finance(session, payout)
    return acts


def _act(act: str, person: str | None, on: date | None, document_no: str | None = None) -> Act:
    day = on.isoformat() if on else None
    return {"act": act, "person_ref": person or "", "on": day, "document_no": document_no or ""}


def _on_the_fact(session: Session, award: Award) -> Iterator[Act]:
    if (claim := session.get(RecruitmentClaim, award.reference)) is not None:
        yield _act("recruitment_reported", claim.reported_by, claim.claimed_on)
        if claim.first_verified_by:
            yield _act("recruitment_verified", claim.first_verified_by, claim.first_verified_on)
        if claim.decided_by:
            yield _act(f"recruitment_{claim.state}", claim.decided_by, claim.decided_on)
    elif (event := session.get(SpecialEvent, award.reference)) is not None:
        yield _act("event_proposed", event.proposed_by, None)
        if event.approved_by:
            yield _act("event_approved", event.approved_by, event.approved_on, event.document_no)
    elif (bole := session.get(BoleDecision, award.reference)) is not None:
        yield _act("bole_decided", bole.decided_by, bole.decided_on, bole.document_no)
    yield from _on_the_case(session, award)


def _on_the_case(session: Session, award: Award) -> Iterator[Act]:
    """Yield the people who granted, raised or corrected the award by case-by-case decision."""
    query = select(CaseByCaseDecision).where(
        (CaseByCaseDecision.decision_code == award.reference)
        | (CaseByCaseDecision.award_code == award.award_code)
    )
    for row in session.scalars(query.order_by(CaseByCaseDecision.decision_code)):
        yield _act("case_proposed", row.proposed_by, row.proposed_on)
        if row.recorded_by:
            yield _act("case_recorded", row.recorded_by, row.recorded_on, row.document_no)


def _on_the_account(session: Session, payout: Payout) -> Iterator[Act]:
    account = session.get(PayeeAccount, (payout.payee_ref, payout.account_version))
    if account is not None:
        yield _act("account_registered", account.registered_by, account.registered_on)
        yield _act("account_approved", account.approved_by, None)


def _on_the_batch(session: Session, batch_code: str) -> Iterator[Act]:
    batch = session.get(Batch, batch_code)
    signed = select(BatchSignature).where(BatchSignature.batch_code == batch_code)
    order = ("sealed", "approved", "cosigned", "released")
    found: dict[str, list[BatchSignature]] = {}
    for row in session.scalars(signed.order_by(BatchSignature.person_ref)):
        found.setdefault(row.step, []).append(row)
    for step in sorted(found, key=lambda s: order.index(s) if s in order else len(order)):
        for row in found[step]:
            document = batch.document_no if batch and step == "released" else None
            yield _act(f"batch_{step}", row.person_ref, row.signed_on, document)


def _of_finance(session: Session, payout: Payout) -> Iterator[Act]:
    answers = select(Settlement).where(Settlement.payout_id == payout.payout_id)
    for row in session.scalars(answers.order_by(Settlement.on, Settlement.settlement_id)):
        yield _act(f"finance_{row.outcome}", "finance", row.on, row.note)
