"""Open, confirm and dismiss findings of falsification, by two people (Article 12(4))."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import func, select

from liaison_assessment.context import Work
from liaison_assessment.policy.findings import require_heard, require_settlement
from liaison_assessment.tables import Finding, FindingDefence, Station
from liaison_assessment.usecases.refusals import refusing
from liaison_contracts.assessment import (
    ConfirmFinding,
    DismissFinding,
    FindingAnswer,
    FindingConfirmed,
    FindingDismissed,
    FindingOpened,
    OpenFinding,
)
from liaison_contracts.errors import Conflict, NotFound, Refused
from liaison_contracts.reasons import reason
from liaison_kit.law.working_days import working_days
from liaison_kit.store.ids import new_id


def open_finding(work: Work, body: OpenFinding) -> FindingAnswer:
    """Open a finding with its grounds; from that day payments to the station are held.

    Raises:
        Invalid: for a future date.
        NotFound: if the plaque of the station is not known here.
        Refused: for a day before the plaque.
        Conflict: if the code is in use, or another finding of the station is open.
    """
    work.require_come("found_on", body.found_on)
    station = work.session.get(Station, body.station_code)
    if station is None:
        raise NotFound("station_not_found")
    if body.found_on < station.plaque_granted_on:
        names = {"station_code": body.station_code, "granted_on": station.plaque_granted_on}
        why = reason("finding_before_plaque", "12(4)", **names, on=body.found_on)
        raise Refused("finding_before_plaque", reasons=[why])
    code = body.finding_code or f"F-{new_id()}"
    _require_new(work, code, body.station_code)
    row = Finding(
        finding_code=code,
        station_code=body.station_code,
        state="opened",
        found_on=body.found_on,
        found_by=work.actor,
        grounds=body.grounds,
        record_codes=list(body.record_codes),
    )
    work.session.add(row)
    told = FindingOpened(finding_code=code, station_code=body.station_code, found_on=body.found_on)
    work.record(told, effective_on=body.found_on)
    return _answer(row)


def confirm_finding(work: Work, body: ConfirmFinding) -> FindingAnswer:
    """Confirm a falsification by document, as a person other than the finder.

    Raises:
        NotFound: if there is no such finding.
        Refused: by the same person, twice, before the station was heard, or outside the trial.
    """
    row = find_finding(work, body.finding_code)
    with refusing("station_not_heard"):
        require_heard(
            row.facts(),
            has_stated(work, row.finding_code, body.confirmed_on),
            body.confirmed_on,
            work.edition,
            working_days(work.session).between,
        )
    _settle(work, row, body.confirmed_on, body.document_no, "confirmed")
    told = FindingConfirmed(confirmed_on=body.confirmed_on, **_shared(row))
    work.record(told, effective_on=body.confirmed_on)
    return _answer(row)


def dismiss_finding(work: Work, body: DismissFinding) -> FindingAnswer:
    """Dismiss a finding by document, as a person other than the finder; payments resume.

    Raises:
        NotFound: if there is no such finding.
        Refused: by the same person, twice, or outside the trial (Article 15).
    """
    row = find_finding(work, body.finding_code)
    _settle(work, row, body.dismissed_on, body.document_no, "dismissed")
    row.reason = body.reason
    told = FindingDismissed(dismissed_on=body.dismissed_on, **_shared(row))
    work.record(told, effective_on=body.dismissed_on)
    return _answer(row)


def first_findings(work: Work, codes: Iterable[str] | None = None) -> dict[str, date]:
    """Return for each station the first day of a finding that was not dismissed."""
    query = select(Finding.station_code, func.min(Finding.found_on).label("first")).group_by(
        Finding.station_code
    )
    query = query.where(Finding.state != "dismissed")
    if codes is not None:
        query = query.where(Finding.station_code.in_(set(codes)))
    return {row.station_code: row.first for row in work.session.execute(query)}


def _require_new(work: Work, code: str, station_code: str) -> None:
    same = (Finding.station_code == station_code) & (Finding.state == "opened")
    query = select(Finding).where((Finding.finding_code == code) | same)
    found = work.session.scalars(query).first()
    if found is not None:
        raise Conflict(
            "finding_exists",
            finding_code=found.finding_code,
            station_code=found.station_code,
            on=found.found_on,
        )


def find_finding(work: Work, code: str) -> Finding:
    """Return a finding, locked for this transaction.

    Raises:
        NotFound: if there is no such finding.
    """
    row = work.session.get(Finding, code, with_for_update=True)
    if row is None:
        raise NotFound("finding_not_found")
    return row


def has_stated(work: Work, code: str, on: date) -> bool:
    """Return whether the station was heard on a finding by that day."""
    query = select(FindingDefence.number).where(
        FindingDefence.finding_code == code, FindingDefence.stated_on <= on
    )
    return work.session.execute(query.limit(1)).first() is not None


def _settle(work: Work, row: Finding, on: date, document_no: str, state: str) -> None:
    work.require_come(f"{state}_on", on)
    work.require_in_force(on)
    with refusing("finding_not_settled"):
        require_settlement(row.facts(), work.actor, on, document_no)
    row.state, row.settled_on, row.settled_by = state, on, work.actor
    row.document_no = document_no


def _shared(row: Finding) -> dict[str, Any]:
    return {
        "finding_code": row.finding_code,
        "station_code": row.station_code,
        "document_no": row.document_no,
    }


def _answer(row: Finding) -> FindingAnswer:
    return FindingAnswer(
        finding_code=row.finding_code, station_code=row.station_code, state=row.state
    )
