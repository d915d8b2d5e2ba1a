"""Record what stations did (Article 11): each record is accepted or refused on its own."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import cast

from sqlalchemy import select

from liaison_assessment.policy.duties import judge_record
from liaison_assessment.tables import Duty, Station
from liaison_assessment.usecases.reasons import kept, told
from liaison_assessment.usecases.rights import (
    find_stations,
    is_theirs,
    organisations_of,
    require_rights,
)
from liaison_contracts.assessment import (
    DutyEntry,
    DutyRecorded,
    DutyReviewed,
    RecordDuties,
    RecordDutiesAnswer,
    RecordResult,
)
from liaison_contracts.errors import Reason
from liaison_contracts.words import DutyOutcome
from liaison_kit.ids import new_id
from liaison_kit.work import Work

_HASH = re.compile(r"(?:sha256:)?([0-9a-f]{8,64})")
CONTENT = ("station_code", "duty_type", "occurred_on", "reported_on", "evidence")


def record(work: Work, body: RecordDuties) -> RecordDutiesAnswer:
    """Record up to 500 duties in one transaction; a refused one leaves the others.

    Raises:
        Forbidden: when one is of a station that is not the caller's.
    """
    codes = [entry.station_code for entry in body.records]
    stations = find_stations(work, codes)
    require_rights(work.caller, codes, stations)
    known = _known(work, body.records)
    results = [
        _record(work, entry, known, stations.get(entry.station_code)) for entry in body.records
    ]
    return RecordDutiesAnswer(results=tuple(results))


def judge_waiting(work: Work, station: Station) -> None:
    """Judge the records that came before the plaque of their station was known here."""
    waiting = select(Duty).where(Duty.station_code == station.station_code, Duty.state == "pending")
    for row in work.session.scalars(waiting.order_by(Duty.reported_on, Duty.record_code)):
        reasons = _judge(work, row, station)
        if not is_theirs(row.entered_for, row.station_code, station):
            fact = f"{', '.join(row.entered_for)} does not guide {row.station_code}"
            reasons = (Reason("3", fact, "the station itself or its guiding department"),)
        if _settle(work, row, station, reasons) and row.outcome:
            tell_review(work, row)


def tell_review(work: Work, row: Duty) -> None:
    """Tell how a record was reviewed."""
    assert row.outcome is not None
    assert row.reviewed_on is not None
    told_event = DutyReviewed(
        record_code=row.record_code,
        station_code=row.station_code,
        outcome=cast(DutyOutcome, row.outcome),
        reason_code=row.reason_code,
        reviewed_on=row.reviewed_on,
    )
    work.record(told_event, f"station/{row.station_code}", row.reviewed_on)


def _known(work: Work, entries: Iterable[DutyEntry]) -> dict[str, Duty]:
    codes = {entry.record_code for entry in entries if entry.record_code}
    rows = work.session.scalars(select(Duty).where(Duty.record_code.in_(codes)))
    return {row.record_code: row for row in rows}


def _record(
    work: Work, entry: DutyEntry, known: dict[str, Duty], station: Station | None
) -> RecordResult:
    content = {name: getattr(entry, name) for name in CONTENT}
    code = entry.record_code or f"D-{new_id()}"
    row = known.get(code)
    if row is None:
        row = known[code] = Duty(record_code=code, **content)
        work.session.add(row)
    elif all(getattr(row, name) == value for name, value in content.items()):
        if row.state != "refused":
            return RecordResult(record_code=code, state="accepted", reasons=())
    elif row.station_code == entry.station_code and _is_open_to_correction(row):
        for name, value in content.items():
            setattr(row, name, value)
    else:
        reason = Reason("11", f"the code {code} stands for another record", "a code of its own")
        return RecordResult(record_code=code, state="refused", reasons=(reason,))
    _enter(work, row)
    reasons = _judge(work, row, station)
    accepted = _settle(work, row, station, reasons)
    return RecordResult(
        record_code=code, state="accepted" if accepted else "refused", reasons=_notices(row)
    )


def _is_open_to_correction(row: Duty) -> bool:
    return row.state == "refused" or row.outcome == "returned"


def _enter(work: Work, row: Duty) -> None:
    row.entered_by, row.entered_for = work.actor, organisations_of(work.caller)
    row.outcome = row.reason_code = row.reviewed_on = row.reviewed_by = None


def _judge(work: Work, row: Duty, station: Station | None) -> tuple[Reason, ...]:
    """Return why a record has no effect, and mark it late; without a plaque only what can be."""
    row.late = False
    kind = work.context.duty_types.get(row.duty_type)
    if kind is None:
        needs = "one of " + ", ".join(work.context.duty_types)
        return (Reason("11", f"{row.duty_type} is no duty that is counted here", needs),)
    reasons = [
        Reason(kind.article, f"{name} {on} has not come yet on {work.today}", "the day it happened")
        for name, on in (("occurred_on", row.occurred_on), ("reported_on", row.reported_on))
        if on > work.today and row.state != "pending"
    ]
    if station is not None:
        calendar = work.context.working_days
        decision = judge_record(row.facts(), station.facts(), kind, work.edition, calendar)
        row.late = decision.late
        reasons += told(decision.reasons)
    return tuple(reasons)


def _settle(work: Work, row: Duty, station: Station | None, reasons: tuple[Reason, ...]) -> bool:
    row.reasons = kept(reasons)
    row.state = "refused" if reasons else "accepted" if station else "pending"
    if row.state == "accepted":
        work.record(_told(row), f"station/{row.station_code}", row.reported_on)
    return not reasons


def _told(row: Duty) -> DutyRecorded:
    return DutyRecorded(
        record_code=row.record_code,
        station_code=row.station_code,
        duty_type=row.duty_type,
        occurred_on=row.occurred_on,
        reported_on=row.reported_on,
        late=row.late,
        evidence_sha256=_hashes(row.evidence),
    )


def _hashes(evidence: str) -> tuple[str, ...]:
    """Return the hash of the evidence; a remark or an address travels as its own hash only."""
    if not evidence.strip():
        return ()
    found = _HASH.fullmatch(evidence.strip())
    return (found[1] if found else hashlib.sha256(evidence.encode()).hexdigest(),)


def _notices(row: Duty) -> tuple[Reason, ...]:
    if row.state != "pending":
        return tuple(Reason(**found) for found in row.reasons)
    fact = f"the plaque of {row.station_code} is not known here yet"
    return (Reason("11", fact, "news of the plaque; the record is judged then"),)
