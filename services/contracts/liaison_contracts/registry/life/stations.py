"""Define commands on stations and policy: import, interpret, report, decide, reveal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from liaison_contracts.codes import CaseDecision, CaseKind, ChangeDecision
from liaison_contracts.entries import DocumentEntry, PersonEntry
from liaison_contracts.message import command
from liaison_contracts.registry.answers import (
    CaseAnswer,
    ChangeAnswer,
    ImportStationsAnswer,
    PersonAnswer,
    PolicyAnswer,
)
from liaison_contracts.registry.entries import StationEntry
from liaison_contracts.roles import BOTH_SIDES, DECIDERS, STATION_SIDE, TALENT_OFFICE
from liaison_contracts.wire.fields import Items
from liaison_contracts.words import Code, DocumentNo, Name, Sentence, Year

__all__ = [
    "DecideChange",
    "DecideRevocationCase",
    "GetPerson",
    "ImportStations",
    "OpenRevocationCase",
    "RecordReading",
    "RecordTrialExtension",
    "ReportChange",
]


@command(
    "registry",
    roles=("talent_office", "replay"),
    returns=ImportStationsAnswer,
    articles=("7",),
    zh="导入已授牌工作站",
    en="Import stations that already have their plaque",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ImportStations:
    """Import stations that had their plaque before this software was introduced (Article 7)."""

    stations: Annotated[tuple[StationEntry, ...], Items(least=1)]


@command(
    "registry",
    roles=TALENT_OFFICE,
    returns=PolicyAnswer,
    articles=("15",),
    zh="登记试行期延长",
    en="Extend the trial",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordTrialExtension:
    """Extend the trial to `valid_until` (inclusive) (Article 15).

    The first person's command proposes; a second person's equal command records.
    """

    edition: Code
    document_no: DocumentNo
    decided_on: date
    valid_until: date


@command(
    "registry",
    roles=TALENT_OFFICE,
    returns=PolicyAnswer,
    articles=("15",),
    zh="登记条文解释",
    en="Record how an open sentence of the regulation is read",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordReading:
    """Decide how an ambiguous sentence is interpreted from `decided_on` on (Article 15).

    The first person's command proposes; a second person's equal command records.
    """

    edition: Code
    reading: Code
    value: Sentence
    document_no: DocumentNo
    decided_on: date


@command(
    "registry",
    roles=STATION_SIDE,
    returns=ChangeAnswer,
    articles=("10",),
    zh="报备重大变故",
    en="Report a major change",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ReportChange:
    """Report a new name, a new head or another major change of a station (Article 10).

    `change` is name, head or a code for another one. The new values take effect when people decide
    that the station continues; Article 9 requires the same of a new head as of the first.
    """

    change_code: Code | None = None
    station_code: Code
    change: Code
    description: str = ""
    happened_on: date
    reported_on: date
    documents: Annotated[tuple[DocumentEntry, ...], Items(most=200)] = ()
    new_host_name: Name | None = None
    new_head: PersonEntry | None = None
    new_head_is_legal_representative: bool = False


@command(
    "registry",
    roles=TALENT_OFFICE,
    returns=ChangeAnswer,
    articles=("10",),
    zh="作出变故评估决定",
    en="Decide on a reported change",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class DecideChange:
    """Record whether the authorisation continues after a reported change (Article 10).

    A withdrawal follows the same path as the grant (A42): `passed_by` lists the bodies that agreed
    in addition to the talent office, `leading_group` and `city_government`.
    """

    change_code: Code
    decision: ChangeDecision
    decided_on: date
    document_no: DocumentNo
    passed_by: Annotated[tuple[Code, ...], Items(most=10)] = ()


@command(
    "registry",
    roles=TALENT_OFFICE,
    returns=CaseAnswer,
    articles=("12(3)", "12(4)"),
    zh="取消授权立案",
    en="Open a revocation case by hand, with its evidence",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRevocationCase:
    """Open a revocation case manually, on evidence that assessment did not find.

    Article 12(3): `year` is the second unqualified year; 12(4): the year of the falsification. The
    station is heard and people decide, as in every case; the person who opened it does not decide
    it. A change is not a cause: it is reported and evaluated (Article 10). `reasons` name no
    person.
    """

    station_code: Code
    kind: CaseKind
    year: Year
    opened_on: date
    reasons: Annotated[tuple[Sentence, ...], Items(least=1, most=50)]
    documents: Annotated[tuple[DocumentEntry, ...], Items(least=1, most=200)]


@command(
    "registry",
    roles=DECIDERS,
    returns=CaseAnswer,
    articles=("10", "12(3)", "12(4)"),
    zh="作出取消授权决定",
    en="Decide on a revocation case",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class DecideRevocationCase:
    """Record the decision on a revocation case, with its reasons (Article 12(3), (4)).

    `is_work_found_ineffective` means that ineffective work is on record in addition to the two
    unqualified years, which one reading (A3, `both_required`) requires for a revocation.
    """

    case_code: Code
    decision: CaseDecision
    decided_on: date
    document_no: DocumentNo
    reasons: Annotated[tuple[Sentence, ...], Items(least=1, most=50)]
    is_work_found_ineffective: bool = False


@command(
    "registry",
    roles=(*BOTH_SIDES, "auditor"),
    returns=PersonAnswer,
    articles=("9",),
    zh="按用途查看人员信息（留痕）",
    en="Show a person for a stated purpose; the access is logged",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class GetPerson:
    """Reveal a head or liaison officer (Article 9) for a stated purpose; the access is logged."""

    person_ref: Code
    purpose: Sentence
