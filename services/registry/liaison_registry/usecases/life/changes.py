"""Accept reports of major changes and record the decisions on them (Article 10)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import func, select

from liaison_contracts.codes import ItemState
from liaison_contracts.errors import Conflict, NotFound
from liaison_contracts.message import dump
from liaison_contracts.reasons import Reason, Refused, reason, refuse_if, restored
from liaison_contracts.registry import (
    ChangeAnswer,
    ChangeDecided,
    ChangeReported,
    DecideChange,
    ReportChange,
    StationUpdated,
)
from liaison_kit.claims import hash_of
from liaison_kit.documents import hashes_of, take_papers
from liaison_kit.law.working_days import working_days
from liaison_registry.context import Work
from liaison_registry.policy.life.changes import (
    ChangeVerdict,
    Preparation,
    decide_change,
    take_report,
)
from liaison_registry.policy.stages import is_authorised
from liaison_registry.tables import Change, EvaluationRow, Station
from liaison_registry.usecases import people
from liaison_registry.usecases.life import defences
from liaison_registry.usecases.life.calendar_days import remarks
from liaison_registry.usecases.life.station_status import (
    move,
    settle_change,
    withdraw,
)
from liaison_registry.usecases.refusals import keep_refused, refuse
from liaison_registry.usecases.rights import find_own_station, find_station


def report(work: Work, body: ReportChange) -> ChangeAnswer:
    """Accept a report, late or not; its evaluation runs from the day of the report.

    A report that has no effect under the rules is stored as refused. If the calendar of a year is
    not known, its working days are still counted, with a remark.

    Raises:
        NotFound: for a station that is not the caller's.
        Conflict: for a code in use.
        Invalid: for a missing file, or a future date.
        Refused: for a new head who is not the legal representative (Article 9).
    """
    station = find_own_station(work, body.station_code)
    work.require_come("reported_on", body.reported_on)
    _require_legal_representative(body)
    sha256 = hash_of(_content(body))
    # A second import sends the same report under another idempotency key; it changes nothing.
    if (same := _same(work, body, sha256)) is not None:
        return answer(same)
    row = _row(work, station, body, sha256)
    work.session.add(row)
    calendar = working_days(work.session)
    try:
        _require_authorised(station, body.reported_on)
        row.late = take_report(row.facts(), work.edition, calendar.between).late
    except Refused as error:
        return _refuse_report(work, row, error)
    move(station, "report_change")
    if not defences.is_of_the_past(work):
        row.defence_until = defences.until(work, row.reported_on)
    event = ChangeReported(
        change_code=row.change_code,
        station_code=row.station_code,
        change=row.change,
        happened_on=row.happened_on,
        reported_on=row.reported_on,
        late=row.late,
        evidence_sha256=hashes_of(body.documents),
    )
    work.record(event, effective_on=row.reported_on)
    return answer(row, reasons=remarks(calendar, row.happened_on, row.reported_on))


def decide(work: Work, body: DecideChange) -> ChangeAnswer:
    """Record `continue` or `withdraw`; if the change is not open, store the decision as refused.

    Raises:
        NotFound: if the change was not reported.
        Invalid: for a future date.
        Refused: after the trial's end (Article 15).
    """
    row = work.session.get(Change, body.change_code, with_for_update=True)
    if row is None:
        raise NotFound("change_unknown", change_code=body.change_code)
    work.require_come("decided_on", body.decided_on)
    work.require_in_force(body.decided_on)
    bodies = ("talent_office", *body.passed_by)
    verdict = ChangeVerdict(body.decision, body.decided_on, body.document_no, bodies)
    try:
        _require_open(row)
        evaluations = _evaluations(work, row, body.decided_on)
        before = _preparation(work, row, evaluations)
        decide_change(row.facts(), verdict, work.edition, before)
    except Refused as error:
        subject = f"change/{row.change_code}"
        reasons = keep_refused(work, "decide_change", subject, body.decided_on, error.reasons)
        return answer(row, "refused", reasons)
    row.state, row.decision = "decided", body.decision
    row.decided_on, row.document_no = body.decided_on, body.document_no
    _tell_decision(work, row, body, evaluations)
    station = find_station(work.session, row.station_code)
    if body.decision == "withdraw":
        withdraw(work, station, body.decided_on, "change")
    else:
        settle_change(work, station)
        _update(work, station, row, body.decided_on)
    return answer(row)


def _content(body: ReportChange) -> dict[str, Any]:
    return {name: value for name, value in dump(body).items() if name != "change_code"}


def _same(work: Work, body: ReportChange, sha256: str) -> Change | None:
    """Return the recorded report with this code, if its content is the same."""
    known = work.session.get(Change, body.change_code) if body.change_code else None
    if known is not None and known.content_sha256 != sha256:
        raise Conflict("change_code_used", change_code=body.change_code)
    return known


def _row(work: Work, station: Station, body: ReportChange, sha256: str) -> Change:
    query = select(func.count()).select_from(Change)
    count = query.where(Change.station_code == station.station_code)
    number = int(work.session.execute(count).scalar_one()) + 1
    new_values: dict[str, Any] = {}
    if body.new_host_name:
        new_values["host_name"] = body.new_host_name
    if body.new_head:
        new_values["head_ref"] = people.take_in(work, [body.new_head])[0]
    return Change(
        change_code=body.change_code or f"CH-{station.station_code}-{number}",
        station_code=station.station_code,
        change=body.change,
        description=body.description,
        happened_on=body.happened_on,
        reported_on=body.reported_on,
        reported_by=work.actor,
        late=False,
        documents=take_papers(work, body.documents),
        state="open",
        new_values=new_values,
        content_sha256=sha256,
        reasons=[],
    )


def _require_legal_representative(body: ReportChange) -> None:
    if body.new_head is None or body.new_head_is_legal_representative:
        return
    refuse("head_not_legal_representative", reasons=[reason("head_not_representative", "9")])


def _require_authorised(station: Station, on: date) -> None:
    if not is_authorised(station.plaque_granted_on, station.withdrawn_on, on):
        code = station.station_code
        refuse_if([reason("station_not_authorised", "10", station_code=code, on=on)])


def _require_open(row: Change) -> None:
    if row.state != "open":
        code = "change_refused" if row.state == "refused" else "change_decided"
        refuse_if([reason(code, "10", change_code=row.change_code)])


def _refuse_report(work: Work, row: Change, error: Refused) -> ChangeAnswer:
    subject = f"change/{row.change_code}"
    reasons = keep_refused(work, "report_change", subject, row.reported_on, error.reasons)
    row.state, row.reasons = "refused", [asdict(each) for each in reasons]
    return answer(row)


def _evaluations(work: Work, row: Change, on: date) -> dict[str, Any]:
    """Return what each side had proposed by a day."""
    query = select(EvaluationRow.side, EvaluationRow.outcome).where(
        EvaluationRow.change_code == row.change_code, EvaluationRow.evaluated_on <= on
    )
    return {row.side: row.outcome for row in work.session.execute(query)}


def _preparation(work: Work, row: Change, by_side: dict[str, Any]) -> Preparation | None:
    if defences.is_of_the_past(work):
        return None
    return Preparation(tuple(by_side), defences.hearing_of(work, row, "10"))


def _tell_decision(work: Work, row: Change, body: DecideChange, by_side: dict[str, Any]) -> None:
    event = ChangeDecided(
        change_code=row.change_code,
        station_code=row.station_code,
        decision=body.decision,
        decided_on=body.decided_on,
        document_no=body.document_no,
        by_side=by_side,
    )
    work.record(event, effective_on=body.decided_on)


def _update(work: Work, station: Station, row: Change, on: date) -> None:
    """Apply the new values of an accepted change."""
    if not row.new_values or station.withdrawn_on is not None:
        return
    for name, value in row.new_values.items():
        setattr(station, name, value)
    event = StationUpdated(
        station_code=station.station_code, changed=dict(row.new_values), effective_on=on
    )
    work.record(event, effective_on=on)


def answer(
    row: Change, state: ItemState = "accepted", reasons: tuple[Reason, ...] = ()
) -> ChangeAnswer:
    """Return the state of a change as the answer to a command."""
    if row.state == "refused":
        state, reasons = "refused", reasons or restored(row.reasons)
    return ChangeAnswer(
        change_code=row.change_code,
        station_code=row.station_code,
        late=row.late,
        decision=row.decision,
        state=state,
        reasons=reasons,
    )
