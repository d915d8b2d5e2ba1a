"""Set the leading group's agendas with both sides' opinions, and record its minutes (Article 7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from liaison_contracts.errors import Conflict, Invalid, NotFound
from liaison_contracts.reasons import fault
from liaison_contracts.registry import (
    AgendaAnswer,
    AgendaItem,
    AgendaOpinion,
    AgendaSet,
    GetAgenda,
    MinutesEntry,
    MinutesRecorded,
    RecordLeadingGroupDecision,
    RecordMinutes,
    SetAgenda,
    UrgentNeed,
)
from liaison_registry.context import Work
from liaison_registry.tables import AgendaRow, Application, Meeting
from liaison_registry.usecases import approvals, numbers
from liaison_registry.usecases.review.seats import current_opinions, seated

DELIBERATED = ("review_passed", "review_split")


def set_agenda(work: Work, body: SetAgenda) -> AgendaAnswer:
    """Number the meeting and list its applications; name the urgent ones (Article 7).

    Raises:
        Invalid: naming every application that is not before the leading group, or named twice.
    """
    number = numbers.take(work.session, "meeting")
    wanted = body.application_codes or tuple(_waiting(work))
    _require_deliberated(work, wanted)
    meeting = Meeting(
        meeting_code=f"LG-{body.meeting_on.year}-{number:02d}", meeting_on=body.meeting_on
    )
    work.session.add(meeting)
    work.session.flush()
    for place, code in enumerate(wanted, start=1):
        work.session.add(
            AgendaRow(meeting_code=meeting.meeting_code, number=place, application_code=code)
        )
    work.session.flush()
    urgent = _urgent(work)
    event = AgendaSet(
        meeting_code=meeting.meeting_code,
        meeting_on=body.meeting_on,
        application_codes=tuple(wanted),
        urgent=tuple(u.application_code for u in urgent),
    )
    work.record(event, effective_on=body.meeting_on)
    return _answer(work, meeting)


def record_minutes(work: Work, body: RecordMinutes) -> AgendaAnswer:
    """Record the decisions on all cases of an agenda, or none.

    Raises:
        Conflict: for a meeting whose minutes are on record.
        Invalid: for a case that is not on the agenda, was left out, or appears twice.
        Refused: for a case that cannot be decided in this way.
    """
    work.require_come("held_on", body.held_on)
    meeting = _find(work, body.meeting_code)
    if meeting.document_no is not None:
        raise Conflict("minutes_recorded_already", document_no=meeting.document_no)
    rows = {row.application_code: row for row in _rows(work, meeting)}
    _require_all(body.decisions, rows)
    for entry in body.decisions:
        decision = RecordLeadingGroupDecision(
            application_code=entry.application_code,
            outcome=entry.outcome,
            document_no=body.document_no,
            decided_on=body.held_on,
            opinion=entry.opinion,
        )
        approvals.record_leading_group(work, decision)
        row = rows[entry.application_code]
        row.outcome, row.opinion = entry.outcome, entry.opinion
    meeting.document_no, meeting.held_on = body.document_no, body.held_on
    event = MinutesRecorded(
        meeting_code=meeting.meeting_code,
        document_no=body.document_no,
        held_on=body.held_on,
        application_codes=tuple(rows),
    )
    work.record(event, effective_on=body.held_on)
    return _answer(work, meeting)


def show(work: Work, body: GetAgenda) -> AgendaAnswer:
    """Show the agenda of a meeting with both sides' opinions (A31)."""
    return _answer(work, _find(work, body.meeting_code))


def _find(work: Work, code: str) -> Meeting:
    found = work.session.get(Meeting, code, with_for_update=True)
    if found is None:
        raise NotFound("meeting_unknown", meeting_code=code)
    return found


def _rows(work: Work, meeting: Meeting) -> list[AgendaRow]:
    at = AgendaRow.meeting_code == meeting.meeting_code
    return list(work.session.scalars(select(AgendaRow).where(at).order_by(AgendaRow.number)))


def _waiting(work: Work) -> Iterable[str]:
    query = select(Application.application_code).where(Application.stage.in_(DELIBERATED))
    ordered = query.order_by(Application.submitted_on, Application.application_code)
    return work.session.scalars(ordered)


def _require_deliberated(work: Work, codes: Iterable[str]) -> None:
    wanted = list(codes)
    query = select(Application.application_code, Application.stage)
    rows = work.session.execute(query.where(Application.application_code.in_(wanted)))
    stages = {row[0]: row[1] for row in rows}
    faults = [
        fault("not_reviewed", application_code=code, stage=stages[code])
        if code in stages
        else fault("no_such_application", application_code=code)
        for code in wanted
        if stages.get(code) not in DELIBERATED
    ]
    faults += [fault("listed_twice", name=name) for name, n in Counter(wanted).items() if n > 1]
    if not wanted:
        faults = [fault("nothing_reviewed")]
    if faults:
        raise Invalid("agenda_invalid", faults={"application_codes": faults})


def _require_all(decisions: Iterable[MinutesEntry], rows: dict[str, AgendaRow]) -> None:
    given = Counter(entry.application_code for entry in decisions)
    faults = [fault("not_on_agenda", application_code=code) for code in given if code not in rows]
    faults += [fault("left_out", application_code=code) for code in rows if code not in given]
    faults += [fault("listed_twice", name=name) for name, n in given.items() if n > 1]
    if faults:
        raise Invalid("minutes_invalid", faults={"decisions": faults})


def _answer(work: Work, meeting: Meeting) -> AgendaAnswer:
    return AgendaAnswer(
        meeting_code=meeting.meeting_code,
        meeting_on=meeting.meeting_on,
        document_no=meeting.document_no,
        items=tuple(_item(work, row) for row in _rows(work, meeting)),
        urgent_needs=tuple(_urgent(work)),
    )


def _item(work: Work, row: AgendaRow) -> AgendaItem:
    application = work.session.get_one(Application, row.application_code)
    sitting = {reviewer.person_ref for reviewer in seated(work, application).sitting}
    heard = [each for each in current_opinions(application) if each.person_ref in sitting]
    by_side: dict[str, Any] = {}
    for each in heard:
        tally = by_side.setdefault(each.side, {"passed": 0, "returned": 0})
        tally[each.outcome] += 1
    return AgendaItem(
        application_code=row.application_code,
        stage=application.stage,
        by_side=by_side,
        opinions=tuple(
            AgendaOpinion(
                side=each.side,
                outcome=each.outcome,
                opinion=each.opinion,
            )
            for each in heard
        ),
        outcome=row.outcome,
    )


def _urgent(work: Work) -> list[UrgentNeed]:
    """Return the urgent needs of applications that the city government has not decided."""
    query = select(Application).where(
        Application.urgency_declared != "", Application.stage.not_in(("granted", "review_failed"))
    )
    ordered = query.order_by(Application.urgency_declared_on, Application.application_code)
    return [
        UrgentNeed(application_code=row.application_code, reason=row.urgency_declared)
        for row in work.session.scalars(ordered)
    ]
