"""Verify or return duty records (Article 11); only verified ones count."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from liaison_assessment.context import Work
from liaison_assessment.tables import Duty, Station
from liaison_assessment.usecases import evidence
from liaison_assessment.usecases.duties import tell_review
from liaison_assessment.usecases.rights import (
    TALENT_OFFICE,
    find_stations,
    is_theirs,
    organisations_of,
)
from liaison_contracts.assessment import (
    DutyReview,
    RecordResult,
    ReviewDuties,
    ReviewDutiesAnswer,
)
from liaison_contracts.codes import ItemState
from liaison_contracts.reasons import Reason, reason


def review(work: Work, body: ReviewDuties) -> ReviewDutiesAnswer:
    """Review up to 500 records in one transaction; a refused review does not affect the others.

    Raises:
        Invalid: if the date of the review is in the future.
    """
    work.require_come("reviewed_on", body.reviewed_on)
    codes = {entry.record_code for entry in body.reviews}
    query = select(Duty).where(Duty.record_code.in_(codes))
    rows = {row.record_code: row for row in work.session.scalars(query)}
    stations = find_stations(work, (row.station_code for row in rows.values()))
    reused = evidence.count_reuse(work, rows)
    results = []
    for entry in body.reviews:
        row = rows.get(entry.record_code)
        if row is None or not _may_see(work, row, stations.get(row.station_code)):
            results.append(_unknown(entry.record_code))
            continue
        result = _review(work, body, entry, row)
        results.append(replace(result, late=row.late, reused=reused.get(row.record_code, 0)))
    return ReviewDutiesAnswer(results=tuple(results))


def _unknown(code: str) -> RecordResult:
    why = reason("record_unknown", "11", record_code=code)
    return RecordResult(record_code=code, state="refused", reasons=(why,))


def _review(work: Work, body: ReviewDuties, entry: DutyReview, row: Duty) -> RecordResult:
    code = entry.record_code
    if (row.outcome, row.reason_code) == (entry.outcome, entry.reason_code):
        return RecordResult(record_code=code, state="accepted", reasons=())
    reasons = _faults(work, body, entry, row)
    if not reasons:
        row.outcome, row.reason_code = entry.outcome, entry.reason_code
        row.reviewed_on, row.reviewed_by = body.reviewed_on, work.actor
        if row.state == "accepted":
            tell_review(work, row)
    state: ItemState = "refused" if reasons else "accepted"
    return RecordResult(record_code=code, state=state, reasons=reasons)


def _may_see(work: Work, row: Duty, station: Station | None) -> bool:
    if TALENT_OFFICE in work.caller.roles:
        return True
    mine = organisations_of(work.caller)
    return is_theirs(mine, row.station_code, station) or (
        station is None and bool(set(mine) & set(row.entered_for))
    )


def _faults(work: Work, body: ReviewDuties, entry: DutyReview, row: Duty) -> tuple[Reason, ...]:
    code, reasons = row.record_code, []
    if row.state == "refused":
        reasons.append(reason("record_refused", "11", record_code=code))
    if row.outcome == "verified":
        names = {"record_code": code, "on": row.reviewed_on, "by": row.reviewed_by}
        reasons.append(reason("record_reviewed_already", "11", **names))
    if entry.outcome == "returned" and entry.reason_code is None:
        reasons.append(reason("returned_without_reason", "11", record_code=code))
    if body.reviewed_on < row.reported_on:
        names = {"record_code": code, "on": row.reported_on}
        reasons.append(reason("record_reported_later", "11", **names))
    kind = work.context.duty_types.get(row.duty_type)
    if entry.outcome == "verified" and kind is not None:
        fault = kind.fault(row.facts())
        reasons += [fault] if fault else []
    return tuple(reasons)
