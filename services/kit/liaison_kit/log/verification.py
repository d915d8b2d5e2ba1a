"""Check a service's event log: no gaps, correct counters, cursor and feeds within bounds."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from liaison_contracts.message import EVENTS
from liaison_kit.log import dead_letters, event_log, restores
from liaison_kit.runtime import Runtime
from liaison_kit.store import records

_LOG = records.event_log


@dataclass
class Report:
    """Hold the findings, and the faults among them."""

    found: dict[str, Any] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def verify(runtime: Runtime) -> Report:
    """Return the faults of a service's log, its cursor and its feeds."""
    report = Report()
    with runtime.database.reading() as session:
        _check_log(session, report)
        _check_numbers(session, runtime.name, report)
        _check_cursor(session, report)
        report.found["parked"] = dead_letters.count_open(session)
        report.found["turns"] = [str(turn) for turn in restores.listed(session)]
    head = runtime.head()
    report.found |= {"logid": head["logid"], "feeds": head["feeds"]}
    report.faults += [f"the feed of {name} stands: {why}" for name, why in head["stopped"].items()]
    return report


def _check_log(session: Session, report: Report) -> None:
    count, first, last = session.execute(
        select(func.count(), func.min(_LOG.c.position), func.max(_LOG.c.position))
    ).one()
    head = event_log.head(session)
    report.found |= {"head": head, "events": count}
    if (count, first or 0, last or 0) != (head, min(1, head), head):
        report.faults.append(
            f"the log has {count} events from {first} to {last}, but its head is {head}"
        )


def _check_numbers(session: Session, service: str, report: Report) -> None:
    """Check that a numbered field counts 1, 2, 3, ... over the types that carry it."""
    numbered: dict[str, list[str]] = {}
    for kind in EVENTS.values():
        if kind.source == service and kind.numbered:
            numbered.setdefault(kind.numbered, []).append(kind.type)
    for name, types in numbered.items():
        rows = session.execute(
            select(_LOG.c.position, _LOG.c.data)
            .where(_LOG.c.type.in_(types))
            .order_by(_LOG.c.position)
        ).yield_per(1000)
        expected = 0
        for row in rows:
            expected += 1
            if json.loads(row.data)[name] != expected:
                report.faults.append(f"{name} is not {expected} at position {row.position}")
                break
        counter = records.log_head
        said = session.execute(select(counter.c.position).where(counter.c.name == name)).scalar()
        report.found[name] = said
        if said != expected:
            report.faults.append(f"the counter of {name} says {said}, the log {expected}")


def _check_cursor(session: Session, report: Report) -> None:
    sent = session.execute(select(records.relay_cursor.c.position)).scalar() or 0
    report.found["sent"] = sent
    if sent > report.found["head"]:
        report.faults.append(f"the relay sent {sent}, more than the log has")
