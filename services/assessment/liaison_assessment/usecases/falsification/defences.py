"""Record defences against findings, and referrals to authorities (Article 12(4), A49)."""

from __future__ import annotations

from sqlalchemy import func, select

from liaison_assessment.context import Work
from liaison_assessment.policy.findings import require_referral
from liaison_assessment.tables import Finding, FindingDefence, Referral, Station
from liaison_assessment.usecases.findings import find_finding
from liaison_assessment.usecases.refusals import refusing
from liaison_assessment.usecases.rights import TALENT_OFFICE, require_rights
from liaison_contracts.assessment import (
    FindingDefenceAnswer,
    FindingDefenceRecorded,
    FindingReferred,
    RecordFindingDefence,
    RecordReferral,
    ReferralAnswer,
)
from liaison_contracts.errors import Refused
from liaison_contracts.reasons import reason


def record_defence(work: Work, body: RecordFindingDefence) -> FindingDefenceAnswer:
    """Record a station's defence against a finding; the office may record a hearing or a silence.

    Raises:
        Invalid: for a future date.
        NotFound: if there is no such finding.
        Forbidden: for a station of another organisation.
        Refused: before the finding, or after it was settled.
    """
    work.require_come("stated_on", body.stated_on)
    row = find_finding(work, body.finding_code)
    if TALENT_OFFICE not in work.caller.roles:
        station = work.session.get_one(Station, row.station_code)
        require_rights(work.caller, [row.station_code], {row.station_code: station})
    _require_open(row, body)
    number = _next(work, FindingDefence, row.finding_code)
    work.session.add(
        FindingDefence(
            finding_code=row.finding_code,
            number=number,
            text=body.defence,
            evidence_sha256=list(body.evidence_sha256),
            stated_on=body.stated_on,
            stated_by=work.actor,
            stated_for=work.caller.org,
        )
    )
    told = FindingDefenceRecorded(
        finding_code=row.finding_code,
        station_code=row.station_code,
        evidence_sha256=body.evidence_sha256,
        stated_on=body.stated_on,
    )
    work.record(told, effective_on=body.stated_on)
    return FindingDefenceAnswer(finding_code=row.finding_code, defences=number)


def record_referral(work: Work, body: RecordReferral) -> ReferralAnswer:
    """Record the authority to which a confirmed finding was referred, and the document.

    Raises:
        Invalid: for a future date.
        NotFound: if there is no such finding.
        Refused: if it is not confirmed, or before its confirmation.
    """
    work.require_come("referred_on", body.referred_on)
    row = find_finding(work, body.finding_code)
    with refusing("finding_not_referred"):
        require_referral(row.state, body.referred_on, row.settled_on)
    number = _next(work, Referral, row.finding_code)
    work.session.add(
        Referral(
            number=number,
            finding_code=row.finding_code,
            authority=body.authority,
            document_no=body.document_no,
            referred_on=body.referred_on,
            referred_by=work.actor,
        )
    )
    told = FindingReferred(
        finding_code=row.finding_code,
        station_code=row.station_code,
        authority=body.authority,
        document_no=body.document_no,
        referred_on=body.referred_on,
    )
    work.record(told, effective_on=body.referred_on)
    return ReferralAnswer(finding_code=row.finding_code, referrals=number)


def _require_open(row: Finding, body: RecordFindingDefence) -> None:
    if row.settled_on is not None:
        names = {"finding_code": row.finding_code, "on": row.settled_on}
        why = reason("finding_settled_already", "12(4)", **names)
    elif body.stated_on < row.found_on:
        why = reason("before_the_finding", "12(4)", on=body.stated_on, found_on=row.found_on)
    else:
        return
    raise Refused("defence_refused", reasons=[why])


def _next(work: Work, table: type[FindingDefence | Referral], code: str) -> int:
    query = select(func.coalesce(func.max(table.number), 0)).where(table.finding_code == code)
    return int(work.session.scalar(query) or 0) + 1
