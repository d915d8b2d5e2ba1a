"""Extend deadlines of stations for a duty or a task, with a reason (Article 11)."""

from __future__ import annotations

from datetime import date

from liaison_assessment.context import Work
from liaison_assessment.policy.calendar import periods
from liaison_assessment.policy.dues.allotment import Due, require_extension
from liaison_assessment.policy.dues.tasks import DUTY_TYPE
from liaison_assessment.policy.duties import settlement_day
from liaison_assessment.tables import Extension, Station, Task
from liaison_assessment.usecases.calendar.extended import extensions_of
from liaison_assessment.usecases.refusals import refusing
from liaison_assessment.usecases.rights import may_see_station
from liaison_contracts.assessment import DeadlineAnswer, DeadlineExtended, ExtendDeadline
from liaison_contracts.errors import Invalid, NotFound
from liaison_contracts.reasons import Refused, fault, reason


def extend(work: Work, body: ExtendDeadline) -> DeadlineAnswer:
    """Extend one deadline of one station; repeating it changes nothing.

    Raises:
        NotFound: if there is no such station or task, or it is not the caller's.
        Invalid: if the duty has no such period.
        Refused: if it gives no additional time, or time that has passed.
    """
    work.require_come("decided_on", body.decided_on)
    station = work.session.get(Station, body.station_code)
    if station is None or not may_see_station(work, body.station_code):
        raise NotFound("station_unknown")
    key = (body.station_code, body.duty_type, body.period)
    if work.session.get(Extension, (*key, body.due_on)) is None:
        with refusing("extension_refused"):
            _require(work, body, station)
        work.session.add(
            Extension(
                station_code=body.station_code,
                duty_type=body.duty_type,
                period=body.period,
                until=body.due_on,
                reason=body.reason,
                decided_on=body.decided_on,
                decided_by=work.actor,
            )
        )
        names = ("station_code", "duty_type", "period", "due_on", "decided_on")
        event = DeadlineExtended(**{name: getattr(body, name) for name in names})
        work.record(event, effective_on=body.decided_on)
    return DeadlineAnswer(
        station_code=body.station_code,
        duty_type=body.duty_type,
        period=body.period,
        due_on=body.due_on,
    )


def _require(work: Work, body: ExtendDeadline, station: Station) -> None:
    if body.duty_type == DUTY_TYPE:
        _extend_task(work, body)
        return
    due = _due(work, body)
    if not station.facts().covers(due.period.first, due.period.last):
        names = {"station_code": body.station_code, "period": body.period}
        raise Refused(reason("not_authorised_in_period", "11", **names))
    settled_on = settlement_day(due.period.first.year, work.edition)
    require_extension(due, body.due_on, body.decided_on, settled_on)


def _due(work: Work, body: ExtendDeadline) -> Due:
    kind = work.context.duty_types.get(body.duty_type)
    if kind is None or kind.period is None:
        known = [k.name for k in work.context.duty_types.values() if k.period]
        faults = {"duty_type": [fault("choice_of_words", choices=[*known, DUTY_TYPE])]}
        raise Invalid("duty_without_period", faults=faults, duty_type=body.duty_type)
    text = body.period[:4]
    year = int(text) if text.isdecimal() and text.isascii() and int(text) else work.today.year
    window = (date(year, 1, 1), date(year, 12, 31))
    found = {period.name: period for period in periods(kind.period, *window)}
    if body.period not in found:
        faults = {"period": [fault("period_form", examples=list(found)[:2])]}
        raise Invalid("period_unknown", faults=faults, period=body.period, duty_type=body.duty_type)
    period = found[body.period]
    known_rows = extensions_of(work, body.station_code, period.last)
    now = known_rows.get((body.duty_type, body.period))
    return Due(period, now.until if now else period.last)


def _extend_task(work: Work, body: ExtendDeadline) -> None:
    task = work.session.get(Task, body.period, with_for_update=True)
    if task is None or task.station_code != body.station_code:
        raise NotFound("task_unknown")
    reasons = []
    if task.state == "accepted":
        names = {"task_code": body.period, "on": task.accepted_on}
        reasons.append(reason("task_accepted_on", "11(5)", **names))
    if body.due_on <= task.due_on:
        names = {"task_code": body.period, "due_on": task.due_on}
        reasons.append(reason("task_due_already", "11(5)", **names))
    if reasons:
        raise Refused(*reasons)
    task.due_on = body.due_on
