"""Record what stations did (Article 11); each record is accepted or refused separately."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import cast

from sqlalchemy import bindparam, select

from liaison_assessment.context import Work
from liaison_assessment.policy.dues.tasks import task_faults
from liaison_assessment.policy.duties import joint_fault, judge_record
from liaison_assessment.policy.records.evidence import pieces_of
from liaison_assessment.tables import Duty, Station, Task
from liaison_assessment.usecases import evidence
from liaison_assessment.usecases.lines import CONTENT, content_of, require_good_lines
from liaison_assessment.usecases.refusals import kept, not_guiding
from liaison_assessment.usecases.rights import (
    find_stations,
    is_theirs,
    organisations_of,
    require_rights,
)
from liaison_contracts.assessment import (
    DutyEntry,
    DutyRecorded,
    DutyRefused,
    DutyReviewed,
    DutyWaiting,
    RecordDuties,
    RecordDutiesAnswer,
    RecordResult,
)
from liaison_contracts.codes import DutyOutcome, ItemState
from liaison_contracts.reasons import Reason, reason, restored
from liaison_kit.law.working_days import working_days
from liaison_kit.store.bulk import add_many
from liaison_kit.store.ids import new_id

# Built once at import, to keep single writes fast (benchmark 18).
_RECORDS = select(Duty).where(Duty.record_code.in_(bindparam("codes", expanding=True)))


@dataclass(frozen=True)
class Beside:
    """Hold the context for judging records: other records, tasks, parts in joint events."""

    records: dict[str, Duty]
    tasks: Mapping[str, Task]
    parts: dict[tuple[str, str], str]
    new: list[Duty] = field(default_factory=list)


@dataclass(frozen=True)
class Entered:
    """Hold the outcome of one entry; `row` is set if something was stored.

    `was_waiting` says that others know the record as waiting.
    """

    record_code: str
    state: ItemState
    reasons: tuple[Reason, ...] = ()
    row: Duty | None = None
    corrected: bool = False
    was_waiting: bool = False


def record(work: Work, body: RecordDuties) -> RecordDutiesAnswer:
    """Record up to 500 duties in one transaction; a refused one does not affect the others.

    Raises:
        Invalid: for invalid lines: an unknown duty type, a missing file.
        Forbidden: if the station of one of them is not the caller's.
    """
    require_good_lines(work, body.records)
    codes = [entry.station_code for entry in body.records]
    stations = find_stations(work, codes)
    require_rights(work.caller, codes, stations)
    beside = _beside(work, body.records)
    entered = [
        _enter(work, entry, beside, stations.get(entry.station_code)) for entry in body.records
    ]
    add_many(work.session, beside.new)
    stored = {found.record_code: found.row for found in entered if found.row is not None}
    corrected = [found.record_code for found in entered if found.corrected]
    reused = evidence.keep(work, stored.values(), corrected)
    waited = {found.record_code for found in entered if found.was_waiting}
    for code, row in stored.items():
        if row.state == "accepted":
            tell_record(work, row, reused.get(code, 0))
        elif row.state == "pending":
            _tell_waiting(work, row)
        elif code in waited:
            _tell_refused(work, row)
    return RecordDutiesAnswer(results=tuple(_result(found, reused) for found in entered))


def judge_waiting(work: Work, station: Station) -> None:
    """Judge the records that arrived before the plaque of their station was known here."""
    query = select(Duty).where(Duty.station_code == station.station_code, Duty.state == "pending")
    waiting = work.session.scalars(query.order_by(Duty.reported_on, Duty.record_code)).all()
    reused = evidence.count_reuse(work, (row.record_code for row in waiting))
    beside = Beside({}, _tasks(work, (row.task_code for row in waiting)), {})
    for row in waiting:
        reasons = _judge(work, row, station, beside)
        if not is_theirs(row.entered_for, row.station_code, station):
            reasons = (not_guiding(row.entered_for, row.station_code),)
        _settle(work, row, station, reasons)
        if row.state == "refused":
            _tell_refused(work, row)
            continue
        tell_record(work, row, reused.get(row.record_code, 0))
        if row.outcome:
            tell_review(work, row)


def give_up_waiting(work: Work, on: date) -> None:
    """Refuse the records whose plaque was not known by the last day they wait, at a day's close."""
    query = select(Duty).where(Duty.waits_until <= on, Duty.state == "pending")
    for row in work.session.scalars(query.order_by(Duty.waits_until, Duty.record_code)):
        names = {"station_code": row.station_code, "until": row.waits_until}
        _settle(work, row, None, (reason("plaque_did_not_come", "11", **names),))
        _tell_refused(work, row)


def tell_record(work: Work, row: Duty, reused: int) -> None:
    """Publish an accepted record, with the hashes of its evidence."""
    event = DutyRecorded(
        record_code=row.record_code,
        station_code=row.station_code,
        duty_type=row.duty_type,
        occurred_on=row.occurred_on,
        reported_on=row.reported_on,
        late=row.late,
        evidence_sha256=tuple(piece.digest for piece in pieces_of(row.proof())),
        category=row.category,
        task_code=row.task_code,
        joint_event=row.joint_event,
        reused=reused,
    )
    work.record(event, effective_on=row.reported_on)


def _tell_waiting(work: Work, row: Duty) -> None:
    assert row.waits_until is not None
    event = DutyWaiting(
        record_code=row.record_code,
        station_code=row.station_code,
        duty_type=row.duty_type,
        occurred_on=row.occurred_on,
        reported_on=row.reported_on,
        reported_by=row.entered_for[0],
        waits_until=row.waits_until,
    )
    work.record(event, effective_on=row.reported_on)


def _tell_refused(work: Work, row: Duty) -> None:
    event = DutyRefused(
        record_code=row.record_code,
        station_code=row.station_code,
        reported_by=row.entered_for[0],
        refused_on=work.today,
        reasons=restored(row.reasons),
    )
    work.record(event)


def tell_review(work: Work, row: Duty) -> None:
    """Publish the review of a record."""
    assert row.outcome is not None
    assert row.reviewed_on is not None
    told_event = DutyReviewed(
        record_code=row.record_code,
        station_code=row.station_code,
        outcome=cast(DutyOutcome, row.outcome),
        reason_code=row.reason_code,
        reviewed_on=row.reviewed_on,
    )
    work.record(told_event, effective_on=row.reviewed_on)


def _beside(work: Work, entries: Iterable[DutyEntry]) -> Beside:
    codes = {entry.record_code for entry in entries if entry.record_code}
    rows = work.session.scalars(_RECORDS, {"codes": list(codes)})
    joint = {entry.joint_event for entry in entries if entry.joint_event}
    known: dict[tuple[str, str], str] = {}
    if joint:
        columns = select(Duty.station_code, Duty.joint_event, Duty.record_code)
        query = columns.where(Duty.joint_event.in_(joint), Duty.state != "refused")
        known = {(row[0], str(row[1])): row[2] for row in work.session.execute(query)}
    tasks = _tasks(work, (entry.task_code for entry in entries))
    return Beside({row.record_code: row for row in rows}, tasks, known)


def _tasks(work: Work, codes: Iterable[str | None]) -> dict[str, Task]:
    wanted = {code for code in codes if code}
    if not wanted:
        return {}
    rows = work.session.scalars(select(Task).where(Task.task_code.in_(wanted)))
    return {row.task_code: row for row in rows}


def _enter(work: Work, entry: DutyEntry, beside: Beside, station: Station | None) -> Entered:
    content = content_of(entry)
    code = entry.record_code or f"D-{new_id()}"
    row = beside.records.get(code)
    corrected = row is not None
    taken = (reason("record_code_taken", "11", record_code=code),)
    # Without a plaque nobody guides the station yet: a record belongs to those who reported it.
    if row and not station and row.entered_for[0] not in organisations_of(work.caller):
        return Entered(code, "refused", taken)
    if row is None:
        row = beside.records[code] = Duty(record_code=code, **content)
        beside.new.append(row)
    elif all(getattr(row, name) == content[name] for name in CONTENT):
        # An equal record is a repeat, unless it was refused: then today's facts may allow it.
        if row.state != "refused":
            return Entered(code, _state_of(row), _notices(row))
    elif row.station_code == entry.station_code and _is_open_to_correction(row):
        for name, value in content.items():
            setattr(row, name, value)
    else:
        return Entered(code, "refused", taken)
    row.entered_by, row.entered_for = work.actor, organisations_of(work.caller)
    # A corrected record needs a new review.
    row.outcome = row.reason_code = row.reviewed_on = row.reviewed_by = None
    was_waiting, row.waits_until = row.waits_until is not None, None
    _settle(work, row, station, _judge(work, row, station, beside))
    if row.joint_event and row.state != "refused":
        beside.parts[row.station_code, row.joint_event] = code
    return Entered(code, _state_of(row), _notices(row), row, corrected, was_waiting)


def _is_open_to_correction(row: Duty) -> bool:
    return row.state == "refused" or row.outcome == "returned"


def _judge(work: Work, row: Duty, station: Station | None, beside: Beside) -> tuple[Reason, ...]:
    """Return why a record has no effect, and mark it if late, as far as the plaque is known."""
    kind, task = work.context.duty_types.get(row.duty_type), beside.tasks.get(row.task_code or "")
    row.late, row.due_on = False, task.due_on if task else None
    if kind is None:
        known = list(work.context.duty_types)
        return (reason("duty_not_counted", "11", duty_type=row.duty_type, known=known),)
    facts = row.facts()
    reasons = [
        reason("day_of_record_not_reached", kind.article, field=name, on=on, today=work.today)
        for name, on in (("occurred_on", row.occurred_on), ("reported_on", row.reported_on))
        if on > work.today and row.waits_until is None
    ]
    other = beside.parts.get((row.station_code, row.joint_event or ""), row.record_code)
    reasons += joint_fault(facts, other)
    if station is not None:
        decision = judge_record(
            facts, station.facts(), kind, work.edition, working_days(work.session).between
        )
        row.late = decision.late
        reasons += decision.reasons
        reasons += task_faults(facts, task.facts() if task else None)
    return tuple(reasons)


def _settle(work: Work, row: Duty, station: Station | None, reasons: tuple[Reason, ...]) -> None:
    row.reasons = kept(reasons)
    row.state = "refused" if reasons else "accepted" if station else "pending"
    days = timedelta(work.edition.figures.plaque_wait_days)
    row.waits_until = work.today + days if row.state == "pending" else None


def _state_of(row: Duty) -> ItemState:
    return "waiting" if row.state == "pending" else "refused" if row.reasons else "accepted"


def _result(found: Entered, reused: Mapping[str, int]) -> RecordResult:
    row, code = found.row, found.record_code
    return RecordResult(
        record_code=code,
        state=found.state,
        reasons=found.reasons,
        late=row is not None and row.late,
        reused=reused.get(code, 0),
    )


def _notices(row: Duty) -> tuple[Reason, ...]:
    if row.state != "pending":
        return restored(row.reasons)
    return (reason("plaque_not_known_yet", "11", station_code=row.station_code),)
