"""Define case-by-case decisions (一事一议, Articles 13(2) and 14(2))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liaison_contracts.codes import CaseArticle, CaseBody
from liaison_contracts.message import command, event
from liaison_contracts.money import Fen
from liaison_contracts.roles import DECIDERS
from liaison_contracts.words import AwardCode, Code, DocumentNo

__all__ = ["CaseByCaseAnswer", "CaseByCaseDecided", "RecordCaseByCaseDecision"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseByCaseAnswer:
    """The state of a case-by-case decision: `proposed` by one person, or `recorded` by two.

    `award_code` is the award that the decision grants or corrects.
    """

    decision_code: Code
    station_code: Code
    award_code: AwardCode
    state: Code


@command(
    "incentives",
    roles=DECIDERS,
    returns=CaseByCaseAnswer,
    articles=("13(2)", "14(2)"),
    money=True,
    zh="登记一事一议决定（两人）",
    en="Record a case-by-case decision; two persons are needed",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCaseByCaseDecision:
    """Record a case-by-case decision: by whom, when, by which document, and the amount.

    `decided_by` is the body that decided; under Article 14(2) only the leading group may. Exactly
    one of `concerns` and `award_code` gives the subject: `concerns` is the code of an event, a
    recruitment or another matter, and `amount`, in yuan, is granted in addition to everything else;
    `award_code` is an award, and `amount` is its new total.

    Two persons send the same decision: the first proposes it, the second records it.
    """

    decision_code: Code | None = None
    station_code: Code
    article: CaseArticle
    decided_by: CaseBody
    decided_on: date
    document_no: DocumentNo
    concerns: Code | None = None
    award_code: AwardCode | None = None
    amount_fen: Fen


@event(
    "case_by_case.decided.v1",
    source="incentives",
    subject="station/{station_code}",
    articles=("13(2)", "14(2)"),
    zh="一事一议决定",
    en="Case-by-case decision recorded",
    about_zh="告知一事一议的决定（元），由两人分别记录。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseByCaseDecided:
    """Announce a case-by-case decision, in yuan, recorded by two persons.

    Articles 13(2) and 14(2). `award_code` is the award that it grants or, if `corrects`, sets to
    `amount`; `concerns` is its subject: the code of an event, recruitment, matter or award.
    """

    decision_code: Code
    station_code: Code
    article: CaseArticle
    decided_by: CaseBody
    decided_on: date
    document_no: DocumentNo
    concerns: AwardCode
    award_code: AwardCode
    corrects: bool
    amount_fen: Fen
    recorded_on: date
