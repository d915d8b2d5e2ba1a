"""Keep a service's own event log, the truth that the bus only carries.

Positions are assigned at commit from a counter row, so they have no gaps and follow commit order.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Integer, bindparam, func, insert, select, text, update
from sqlalchemy.orm import Session

from liaison_contracts.envelope import Envelope
from liaison_contracts.message import dump, event_type_of
from liaison_kit.store import records
from liaison_kit.store.bulk import insert_many
from liaison_kit.store.ids import new_id

CHANNEL = "'liaison_log_' || hashtext(current_schema())"
"""The channel on which PostgreSQL notifies other processes, at commit, that the log has grown.

Each schema has its own, because services may share a database and would wake each other.
"""
_COLUMNS = records.event_log.c
_COUNTER = records.log_head.c
_STEP = (
    update(records.log_head)
    .where(_COUNTER.name == bindparam("counter"))
    .values(position=_COUNTER.position + bindparam("step", type_=Integer))
    .returning(_COUNTER.position)
    .execution_options(synchronize_session=False)
)
_STEP_AND_TELL = _STEP.returning(func.pg_notify(text(CHANNEL), ""))
_STEPPED = _STEP_AND_TELL.cte("stepped")
_APPEND_ONE = (
    insert(records.event_log)
    .from_select(
        [column.name for column in _COLUMNS],
        select(
            _STEPPED.c.position,
            *(
                bindparam(each.name, type_=each.type)
                for each in _COLUMNS
                if each.name != "position"
            ),
        ),
    )
    .returning(_COLUMNS.position)
)
"""Take the next position, notify listeners and write the event, in one round trip (PostgreSQL)."""
_HEAD = select(_COUNTER.position).where(_COUNTER.name == "log")
_AFTER = (
    select(records.event_log)
    .where(_COLUMNS.position > bindparam("after", type_=records.Position))
    .order_by(_COLUMNS.position)
    .limit(bindparam("at_most", type_=Integer))
)
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass
class Pending:
    """Hold an event until its transaction commits and gives it a position."""

    event: object
    subject: str
    effective_on: str
    actor: str
    edition: str
    causation_id: str
    traceparent: str
    id: str


def pending(event: object, **names: str) -> Pending:
    """Return the event with its subject and a new id, ready for `append`."""
    subject = event_type_of(event).subject_of(event)
    return Pending(event=event, subject=subject, id=new_id(), **names)


def append(session: Session, entries: Sequence[Pending]) -> int:
    """Write the events as the transaction's last act and return the log's new head.

    The counter rows are locked until the commit, which keeps positions in commit order.
    """
    if not entries:
        return head(session)
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    if len(entries) == 1 and not event_type_of(entries[0].event).numbered:
        return _append_one(session, _row_of(entries[0], now, {}))
    last = _take(session, "log", len(entries))
    numbers = _numbers(session, entries)
    rows = [_row_of(entry, now, numbers) for entry in entries]
    for position, row in enumerate(rows, start=last - len(entries) + 1):
        row["position"] = position
    insert_many(session, records.event_log, rows)
    return last


def _append_one(session: Session, row: dict[str, Any]) -> int:
    """Write a single event, the most common case."""
    if session.get_bind().dialect.name == "postgresql":
        step = {"counter": "log", "step": 1}
        return int(session.execute(_APPEND_ONE, {**row, **step}).scalar_one())
    last = _take(session, "log", 1)
    insert_many(session, records.event_log, [{**row, "position": last}])
    return last


def _row_of(entry: Pending, now: str, numbers: dict[str, list[int]]) -> dict[str, Any]:
    kind = event_type_of(entry.event)
    data = dump(entry.event)
    if kind.numbered:
        data[kind.numbered] = numbers[kind.numbered].pop(0)
    return {
        "id": entry.id,
        "type": kind.type,
        "subject": entry.subject,
        "time": now,
        "effectiveon": entry.effective_on,
        "actor": entry.actor,
        "edition": entry.edition,
        "causationid": entry.causation_id,
        "traceparent": entry.traceparent,
        "data": _ENCODE(data),
    }


def _numbers(session: Session, entries: Sequence[Pending]) -> dict[str, list[int]]:
    counts: dict[str, int] = {}
    for entry in entries:
        if name := event_type_of(entry.event).numbered:
            counts[name] = counts.get(name, 0) + 1
    numbers = {}
    for name, count in counts.items():
        last = _take(session, name, count)
        numbers[name] = list(range(last - count + 1, last + 1))
    return numbers


def _take(session: Session, name: str, count: int) -> int:
    step = _STEP
    if name == "log" and session.get_bind().dialect.name == "postgresql":
        step = _STEP_AND_TELL  # without a further round trip
    return int(session.execute(step, {"counter": name, "step": count}).scalars().one())


def head(session: Session) -> int:
    """Return the position of the newest event, 0 for an empty log."""
    return int(session.execute(_HEAD).scalar() or 0)


def read_after(
    session: Session,
    service: str,
    logid: str,
    position: int,
    limit: int,
    kind: str = "",
) -> list[dict[str, Any]]:
    """Return up to `limit` envelopes after a position, as plain JSON data.

    `kind` narrows to types that begin with it, such as `payout.`.
    """
    query = _AFTER
    if kind:
        query = query.where(_COLUMNS.type.startswith(kind, autoescape=True))
    rows = session.execute(query, {"after": position, "at_most": limit})
    return [envelope_of(row, service, logid).to_wire() for row in rows]


def envelope_of(row: Any, service: str, logid: str) -> Envelope:
    """Return a log row as an envelope."""
    return Envelope(
        id=row.id,
        source=f"liaison/{service}",
        type=row.type,
        subject=row.subject,
        time=row.time,
        sequence=row.position,
        logid=logid,
        effectiveon=row.effectiveon,
        actor=row.actor,
        edition=row.edition,
        causationid=row.causationid,
        traceparent=row.traceparent,
        data=json.loads(row.data),
    )


def text_of(row: Any, service: str, logid: str) -> str:
    """Return a log row as the envelope's JSON text; the data are stored as text already."""
    head = {
        "id": row.id,
        "source": f"liaison/{service}",
        "type": row.type,
        "subject": row.subject,
        "time": row.time,
        "sequence": row.position,
        "logid": logid,
        "effectiveon": row.effectiveon,
        "actor": row.actor,
        "edition": row.edition,
        "causationid": row.causationid,
        "traceparent": row.traceparent,
    }
    return f'{_ENCODE(head)[:-1]},"data":{row.data}}}'
