"""Export a finding with its evidence as one document for an authority (Article 12(4))."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from liaison_assessment.context import Work
from liaison_assessment.tables import Duty, Finding, FindingDefence, Referral, Station
from liaison_assessment.usecases.findings import find_finding
from liaison_contracts.assessment import ExportFinding, FindingExport
from liaison_kit.claims import hash_of
from liaison_kit.log import event_log
from liaison_kit.runtime import note_access
from liaison_kit.store import records

FORM = "liaison.finding/1"


def export(work: Work, body: ExportFinding) -> FindingExport:
    """Export a finding with everything it rests on; the access log records the export.

    Files are named by their hashes, so recipients can check that they are unchanged. The events are
    those in this service's log about the finding, with ids and positions.

    Raises:
        NotFound: if there is no such finding.
    """
    row = find_finding(work, body.finding_code)
    document = {
        "form": FORM,
        "edition": work.edition.stamp,
        "finding": _finding(row),
        "station": _station(work, row.station_code),
        "defences": _defences(work, row.finding_code),
        "referrals": _referrals(work, row.finding_code),
        "doubted_records": _records(work, row),
        "events": _events(work, row),
    }
    sha256 = hash_of(document)
    subject = f"finding/{row.finding_code}"
    why = f"{body.purpose} (sha256 {sha256})"
    note_access(work.session, work.caller, "export_finding", subject, "exported", why)
    return FindingExport(finding_code=row.finding_code, sha256=sha256, document=document)


def _finding(row: Finding) -> dict[str, Any]:
    return {
        "finding_code": row.finding_code,
        "state": row.state,
        "found_on": row.found_on.isoformat(),
        "found_by": row.found_by,
        "grounds": row.grounds,
        "settled_on": row.settled_on.isoformat() if row.settled_on else None,
        "settled_by": row.settled_by,
        "document_no": row.document_no,
        "reason": row.reason,
        "articles": ["12(4)"],
    }


def _station(work: Work, code: str) -> dict[str, Any]:
    row = work.session.get_one(Station, code)
    return {
        "station_code": row.station_code,
        "guiding_department": row.guiding_department,
        "plaque_granted_on": row.plaque_granted_on.isoformat(),
        "withdrawn_on": row.withdrawn_on.isoformat() if row.withdrawn_on else None,
    }


def _defences(work: Work, code: str) -> list[dict[str, Any]]:
    query = select(FindingDefence).where(FindingDefence.finding_code == code)
    return [
        {
            "number": row.number,
            "text": row.text,
            "evidence_sha256": row.evidence_sha256,
            "stated_on": row.stated_on.isoformat(),
            "stated_by": row.stated_by,
            "stated_for": row.stated_for,
        }
        for row in work.session.scalars(query.order_by(FindingDefence.number))
    ]


def _referrals(work: Work, code: str) -> list[dict[str, Any]]:
    query = select(Referral).where(Referral.finding_code == code)
    return [
        {
            "authority": row.authority,
            "document_no": row.document_no,
            "referred_on": row.referred_on.isoformat(),
            "referred_by": row.referred_by,
        }
        for row in work.session.scalars(query.order_by(Referral.number))
    ]


def _records(work: Work, finding: Finding) -> list[dict[str, Any]]:
    query = select(Duty).where(
        Duty.record_code.in_(finding.record_codes), Duty.station_code == finding.station_code
    )
    return [
        {
            "record_code": row.record_code,
            "duty_type": row.duty_type,
            "occurred_on": row.occurred_on.isoformat(),
            "reported_on": row.reported_on.isoformat(),
            "evidence": row.evidence,
            "entered_by": row.entered_by,
            "outcome": row.outcome,
            "reviewed_on": row.reviewed_on.isoformat() if row.reviewed_on else None,
            "reviewed_by": row.reviewed_by,
        }
        for row in work.session.scalars(query.order_by(Duty.record_code))
    ]


def _events(work: Work, finding: Finding) -> list[dict[str, Any]]:
    columns = records.event_log.c
    query = select(records.event_log).where(
        columns.subject == f"station/{finding.station_code}", columns.type.startswith("finding.")
    )
    rows = work.session.execute(query.order_by(columns.position))
    envelopes = (event_log.envelope_of(row, work.service, work.logid).to_wire() for row in rows)
    return [told for told in envelopes if told["data"].get("finding_code") == finding.finding_code]
