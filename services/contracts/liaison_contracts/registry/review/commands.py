"""Define the commands of review: rounds, panels, conflicts, visits and opinions (Article 7)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from liaison_contracts.codes import Side
from liaison_contracts.entries import PRIVATE, DocumentEntry, PersonEntry
from liaison_contracts.message import command, query
from liaison_contracts.registry.answers import ApplicationAnswer
from liaison_contracts.registry.entries import Phone
from liaison_contracts.registry.review.answers import (
    ConflictsFound,
    OpinionsShown,
    PanelAnswer,
    ReviewerAnswer,
    RoundAnswer,
)
from liaison_contracts.roles import BOTH_SIDES, REVIEWERS, TALENT_OFFICE
from liaison_contracts.wire.fields import Items
from liaison_contracts.words import Code, CreditCode, DocumentNo, Name, Sentence

__all__ = [
    "AppointPanel",
    "CloseReviewRound",
    "DeclareConflict",
    "DeclareUrgentNeed",
    "FindConflicts",
    "GetOpinions",
    "GetPanel",
    "OpenReviewRound",
    "RecordSiteVisit",
    "RegisterReviewer",
]


@command(
    "registry",
    roles=TALENT_OFFICE,
    returns=RoundAnswer,
    articles=("7",),
    zh="启动资格评审",
    en="Open a review round",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class OpenReviewRound:
    """Open a round of review; the answer lists the applications that wait for it (A29).

    See Article 7.
    """

    opened_on: date
    document_no: DocumentNo


@command(
    "registry",
    roles=TALENT_OFFICE,
    returns=RoundAnswer,
    articles=("7",),
    zh="结束资格评审",
    en="Close a review round",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class CloseReviewRound:
    """Close a round; applications without a panel wait for the next one (Article 7, A29)."""

    round_code: Code
    closed_on: date


@command(
    "registry",
    roles=TALENT_OFFICE,
    returns=ApplicationAnswer,
    articles=("7",),
    zh="认定急需紧缺（附理由）",
    en="Declare an urgent need, with its reason",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class DeclareUrgentNeed:
    """Declare an urgent need, so that an application does not wait for a round, and why (A30).

    See Article 7.
    """

    application_code: Code
    reason: Sentence
    declared_on: date


@command(
    "registry",
    roles=BOTH_SIDES,
    returns=ReviewerAnswer,
    articles=("7",),
    zh="登记评审人员及关联信息",
    en="Register a reviewer and the bodies the reviewer has ties to",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterReviewer:
    """Register a person who may sit on panels, with their ties to bodies (Article 7).

    `person_ref` is the reference under which they sign in. `contact_for` lists the hosts they look
    after at a guiding department, `organisation_head` is the legal representative of their own
    body. Numbers, addresses and names are stored only as keyed hashes, to compare with those of
    hosts.
    """

    person_ref: Code
    side: Side
    guiding_department: Code | None = None
    organisation: Name
    other_organisations: Annotated[tuple[Name, ...], Items(most=50)] = ()
    credit_codes: Annotated[tuple[CreditCode, ...], Items(most=50)] = ()
    contact_for: Annotated[tuple[CreditCode, ...], Items(most=200)] = ()
    identity: PersonEntry | None = None
    organisation_head: PersonEntry | None = None
    addresses: Annotated[tuple[Sentence, ...], Items(most=20)] = field(
        default=(), repr=False, metadata=PRIVATE
    )
    phones: Annotated[tuple[Phone, ...], Items(most=20)] = field(
        default=(), repr=False, metadata=PRIVATE
    )
    registered_on: date


@command(
    "registry",
    roles=TALENT_OFFICE,
    returns=PanelAnswer,
    articles=("7",),
    zh="组成评审组",
    en="Appoint the panel of an application",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class AppointPanel:
    """Appoint the panel of an application, in a round or at once if urgent (Article 7).

    Members with ties to the applicant are recused at once; the answer counts the quorum without
    them and proposes substitutes. A repeated command replaces the members.
    """

    application_code: Code
    members: Annotated[tuple[Code, ...], Items(least=1, most=50)]
    appointed_on: date


@command(
    "registry",
    roles=REVIEWERS,
    returns=PanelAnswer,
    articles=("7",),
    zh="申请回避",
    en="Declare a conflict of interest and leave a panel",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class DeclareConflict:
    """Recuse oneself from a panel because of a tie to the applicant (Article 7)."""

    application_code: Code
    reason: Sentence
    declared_on: date


@command(
    "registry",
    roles=REVIEWERS,
    returns=ApplicationAnswer,
    articles=("7",),
    zh="登记实地考察",
    en="Record a site visit",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSiteVisit:
    """Record a site visit, if one was needed (Article 7)."""

    application_code: Code
    visited_on: date
    visitors: Annotated[tuple[Code, ...], Items(least=1, most=50)]
    findings: Sentence
    documents: Annotated[tuple[DocumentEntry, ...], Items(most=50)] = ()


@query(
    "registry",
    roles=(*REVIEWERS, "auditor"),
    returns=PanelAnswer,
    articles=("7",),
    zh="查看评审组",
    en="Show the panel of an application",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class GetPanel:
    """Show the panel of an application: sitting and recused members, with reasons (Article 7)."""

    application_code: Code


@query(
    "registry",
    roles=(*REVIEWERS, "leading_group", "auditor"),
    returns=OpinionsShown,
    articles=("7",),
    zh="查看评审意见",
    en="Show the opinions the caller may see",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class GetOpinions:
    """Show the opinions of a review; until both sides have given all theirs, only the caller's own.

    See Article 7.
    """

    application_code: Code


@query(
    "registry",
    roles=TALENT_OFFICE,
    returns=ConflictsFound,
    articles=("7",),
    zh="比对评审人员与全部单位的关联",
    en="Compare reviewers with all hosts on record",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class FindConflicts:
    """List the ties of reviewers to all hosts on record (Article 7)."""

    person_refs: Annotated[tuple[Code, ...], Items(least=1, most=50)]
