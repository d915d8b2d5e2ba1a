"""Read the records of many stations for a year: one query per kind, never one per station."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from typing import TypeVarTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute

from liaison_assessment.context import Work
from liaison_assessment.policy.yearly.dossier import (
    DIRECTORY,
    RECRUITMENT,
    SPENDING,
    TASKS,
    Item,
    SelfAssessmentText,
    StationYear,
    material_of,
)
from liaison_assessment.tables import (
    Contact,
    Duty,
    Incident,
    MissedDuty,
    Native,
    Recruitment,
    SelfAssessment,
    SpecialEvent,
    Spending,
    Station,
    Task,
)

Found = Iterator[tuple[str, int, Item]]

Ts = TypeVarTuple("Ts")


def gather(work: Work, year: int, station_code: str | None = None) -> list[StationYear]:
    """Return the records of each station for a year, or of one station, ordered by code."""
    items: dict[str, dict[int, list[Item]]] = defaultdict(lambda: defaultdict(list))
    for source in SOURCES:
        for code, material, item in source(work, year, station_code):
            items[code][material].append(item)
    texts, missed = _self_assessments(work, year, station_code), _missed(work, year, station_code)
    incidents = _incidents(work, year, station_code)
    return [
        StationYear(
            station_code=code,
            year=year,
            items={material: tuple(found) for material, found in items[code].items()},
            self_assessment=texts[code],
            missed=tuple(missed[code]),
            incidents=tuple(incidents[code]),
        )
        for code in _stations(work, year, station_code)
    ]


def _stations(work: Work, year: int, code: str | None) -> list[str]:
    query = select(Station.station_code).where(
        Station.plaque_granted_on <= date(year, 12, 31),
        Station.withdrawn_on.is_(None) | (Station.withdrawn_on >= date(year, 1, 1)),
    )
    return list(
        work.session.scalars(_of(query, Station.station_code, code).order_by(Station.station_code))
    )


def _of(query: Select[*Ts], station: InstrumentedAttribute[str], code: str | None) -> Select[*Ts]:
    return query if code is None else query.where(station == code)


def _window(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def _duties(work: Work, year: int, code: str | None) -> Found:
    query = select(
        Duty.station_code, Duty.duty_type, Duty.record_code, Duty.occurred_on, Duty.outcome
    ).where(Duty.occurred_on.between(*_window(year)), Duty.state == "accepted")
    for row in work.session.execute(_of(query, Duty.station_code, code)):
        material = _material(work, row.duty_type)
        state = row.outcome or "recorded"
        yield (
            row.station_code,
            material,
            Item(row.duty_type, row.record_code, row.occurred_on, state),
        )


def _material(work: Work, duty_type: str) -> int:
    """Return the material of a duty; that of a plugin follows from its article."""
    known = work.context.duty_types.get(duty_type)
    return material_of(duty_type, known.article if known else "")


def _directory(work: Work, year: int, code: str | None) -> Found:
    """Yield the numbers of people in each directory and of contacts, without personal data."""
    first, last = _window(year)
    kept = select(Native.station_code, func.count().label("number")).where(
        Native.saved_on <= last, Native.erased_on.is_(None) | (Native.erased_on > last)
    )
    for row in work.session.execute(
        _of(kept, Native.station_code, code).group_by(Native.station_code)
    ):
        yield row.station_code, DIRECTORY, Item("natives_kept", str(row.number), last, "counted")
    latest = func.max(Contact.contacted_on).label("latest")
    made = select(Contact.station_code, func.count().label("number"), latest).where(
        Contact.contacted_on.between(first, last)
    )
    for contact in work.session.execute(
        _of(made, Contact.station_code, code).group_by(Contact.station_code)
    ):
        item = Item("contacts_made", str(contact.number), contact.latest, "counted")
        yield contact.station_code, DIRECTORY, item


def _recruitments(work: Work, year: int, code: str | None) -> Found:
    query = select(Recruitment).where(Recruitment.signed_on.between(*_window(year)))
    for row in work.session.scalars(_of(query, Recruitment.station_code, code)):
        state = "verified" if row.verified else "rejected" if row.decided_on else "reported"
        item = Item("recruitment", row.recruitment_code, row.signed_on, state)
        yield row.station_code, RECRUITMENT, item


def _tasks(work: Work, year: int, code: str | None) -> Found:
    query = select(Task.station_code, Task.task_code, Task.due_on, Task.state).where(
        Task.due_on.between(*_window(year))
    )
    for row in work.session.execute(_of(query, Task.station_code, code)):
        yield row.station_code, TASKS, Item("task", row.task_code, row.due_on, row.state)


def _events(work: Work, year: int, code: str | None) -> Found:
    query = select(SpecialEvent).where(SpecialEvent.held_on.between(*_window(year)))
    for row in work.session.scalars(_of(query, SpecialEvent.station_code, code)):
        state = "settled" if row.settled_on else "approved"
        item = Item("special_event", row.event_code, row.held_on, state)
        yield row.station_code, TASKS, item


def _spending(work: Work, year: int, code: str | None) -> Found:
    query = select(Spending).where(Spending.year == year)
    for row in work.session.scalars(_of(query, Spending.station_code, code)):
        reference = f"{row.year}:{row.station_code}"
        item = Item("spending_report", reference, row.submitted_on, row.outcome or "submitted")
        yield row.station_code, SPENDING, item


def _self_assessments(
    work: Work, year: int, code: str | None
) -> dict[str, dict[int, SelfAssessmentText]]:
    query = _of(
        select(SelfAssessment).where(SelfAssessment.year == year), SelfAssessment.station_code, code
    )
    found: dict[str, dict[int, SelfAssessmentText]] = defaultdict(dict)
    for row in work.session.scalars(query):
        found[row.station_code][row.material] = row.facts()
    return found


def _missed(work: Work, year: int, code: str | None) -> dict[str, list[tuple[int, str]]]:
    query = select(MissedDuty.station_code, MissedDuty.duty_type, MissedDuty.period).where(
        MissedDuty.period.startswith(str(year))
    )
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in work.session.execute(_of(query, MissedDuty.station_code, code)):
        found[row.station_code].append((_material(work, row.duty_type), row.period))
    return found


def _incidents(work: Work, year: int, code: str | None) -> dict[str, list[Item]]:
    query = select(Incident).where(Incident.occurred_on.between(*_window(year)))
    found: dict[str, list[Item]] = defaultdict(list)
    for row in work.session.scalars(
        _of(query, Incident.station_code, code).order_by(Incident.incident_code)
    ):
        item = Item("incident", row.incident_code, row.occurred_on, "recorded")
        found[row.station_code].append(item)
    return found


Source = Callable[[Work, int, str | None], Found]
SOURCES: tuple[Source, ...] = (_duties, _directory, _recruitments, _tasks, _events, _spending)
"""The sources of the materials; each yields station, number of the material, and item."""
