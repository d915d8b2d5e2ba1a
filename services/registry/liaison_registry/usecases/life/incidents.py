"""Record business done in a station's name outside its duties (Article 8(2))."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from liaison_contracts.errors import Conflict
from liaison_contracts.message import dump
from liaison_contracts.registry import IncidentAnswer, IncidentRecorded, RecordIncident
from liaison_kit.claims import hash_of
from liaison_kit.documents import hashes_of, take_papers
from liaison_registry.context import Work
from liaison_registry.policy.life.incidents import Incident, take_incident
from liaison_registry.tables import IncidentRow, Station
from liaison_registry.usecases.refusals import refusing
from liaison_registry.usecases.rights import find_own_station


def record(work: Work, body: RecordIncident) -> IncidentAnswer:
    """Record an incident with the notice to its host; it has no automatic consequence (A38).

    Raises:
        NotFound: for a station that is not the caller's.
        Invalid: for a future date, or a missing file.
        Refused: for dates in the wrong order.
        Conflict: for a code in use.
    """
    station = find_own_station(work, body.station_code)
    work.require_come("liability_notice_on", body.liability_notice_on)
    incident = Incident(
        station.station_code,
        station.plaque_granted_on,
        body.occurred_on,
        body.liability_notice_no,
        body.liability_notice_on,
    )
    with refusing("incident_invalid"):
        decision = take_incident(incident, work.edition)
    code = body.incident_code or _next_code(work, station)
    papers = take_papers(work, body.documents)
    if not _is_known(work, body, code):
        work.session.add(_row(work, body, code, papers))
        event = IncidentRecorded(
            incident_code=code,
            station_code=station.station_code,
            occurred_on=body.occurred_on,
            liability_notice_on=body.liability_notice_on,
            evidence_sha256=hashes_of(body.documents),
        )
        work.record(event, effective_on=body.liability_notice_on)
    return IncidentAnswer(
        incident_code=code, station_code=station.station_code, reasons=(decision.says,)
    )


def _next_code(work: Work, station: Station) -> str:
    query = select(func.count()).where(IncidentRow.station_code == station.station_code)
    return f"IN-{station.station_code}-{int(work.session.execute(query).scalar_one()) + 1}"


def _is_known(work: Work, body: RecordIncident, code: str) -> bool:
    known = work.session.get(IncidentRow, code)
    if known is not None and known.content_sha256 != hash_of(dump(body)):
        raise Conflict("incident_code_used", incident_code=code)
    return known is not None


def _row(work: Work, body: RecordIncident, code: str, papers: list[Any]) -> IncidentRow:
    return IncidentRow(
        incident_code=code,
        station_code=body.station_code,
        occurred_on=body.occurred_on,
        description=body.description,
        liability_notice_no=body.liability_notice_no,
        liability_notice_on=body.liability_notice_on,
        documents=papers,
        recorded_by=work.actor,
        content_sha256=hash_of(dump(body)),
        edition=work.edition.stamp,
    )
