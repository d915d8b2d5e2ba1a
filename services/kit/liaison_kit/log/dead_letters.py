"""Park events that cannot be handled, with later events of their subject, and settle them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from liaison_contracts.envelope import Envelope, envelope_from
from liaison_contracts.errors import Conflict, LiaisonError, Malformed, NotFound
from liaison_kit.log import bodies
from liaison_kit.log.bodies import Unreadable, storable
from liaison_kit.store import records
from liaison_kit.store.database import is_infrastructure
from liaison_kit.store.ids import new_id

_TABLE = records.parked_events
OPEN, RETRIED, DISCARDED = "open", "retried", "discarded"
UNREADABLE = "unreadable"
LONGEST_ERROR = 2_000
MOST_LISTED = 500


@dataclass(frozen=True)
class Parked:
    """Describe a parked event: its content, why it is parked, and its outcome."""

    parked_id: str
    producer: str
    position: int | None
    subject: str
    type: str
    error: str
    state: str


def park(session: Session, envelope: Envelope, error: Exception, sha256: str = "") -> str:
    """Park an event with the error that its handler raised; return its number.

    `sha256` is the hash by which its sender's messages are compared, if they are.
    """
    return _insert(session, envelope, f"{type(error).__name__}: {error}", sha256, error)


def is_parked(session: Session, producer: str, sha256: str) -> bool:
    """Return whether a message with this hash waits for a person."""
    at = (_TABLE.c.state == OPEN) & (_TABLE.c.producer == producer) & (_TABLE.c.sha256 == sha256)
    return session.execute(select(_TABLE.c.parked_id).where(at)).first() is not None


def park_behind(session: Session, envelope: Envelope) -> None:
    """Park an event because an earlier one of its subject is parked."""
    _insert(session, envelope, "waits behind an earlier event of its subject")


def park_unreadable(
    session: Session, producer: str, message: Unreadable, cause: Exception | None = None
) -> str:
    """Park a message that is not an envelope; it has no position and blocks nothing.

    Its hash and its first bytes are kept. Return its number.
    """
    values = _values(producer, None, UNREADABLE, message.why)
    values |= {
        "body": bodies.shown(message.raw),
        "raw": message.raw[: bodies.KEPT_BYTES],
        "sha256": message.sha256,
        "problem": _problem(cause),
    }
    session.execute(insert(_TABLE).values(**values))
    return str(values["parked_id"])


def _insert(
    session: Session,
    envelope: Envelope,
    error: str,
    sha256: str = "",
    cause: Exception | None = None,
) -> str:
    """Park an envelope, or if its own content prevents that, its hash, place and error."""
    body = json.dumps(envelope.to_wire(), ensure_ascii=False)
    place = {
        "position": envelope.sequence if abs(envelope.sequence) < bodies.LARGEST_NUMBER else None,
        "subject": storable(envelope.subject, records.LONGEST_SUBJECT),
    }
    values = _values(envelope.producer, place, envelope.type, error)
    raw = body.encode("utf-8", "surrogatepass")
    values["problem"] = _problem(cause)
    values["sha256"] = sha256 or hashlib.sha256(raw).hexdigest()
    try:
        with session.begin_nested():
            session.execute(insert(_TABLE).values(**values, body=body))
    except Exception as failure:
        if is_infrastructure(failure):
            raise
        readable = f"cannot be stored as it is ({type(failure).__name__}); its start:\n"
        session.execute(insert(_TABLE).values(**values, body=readable + bodies.shown(raw)))
    return str(values["parked_id"])


def _problem(error: Exception | None) -> str | None:
    """Return a typed error as JSON, so that a reader gets it in their own language."""
    return json.dumps(error.to_wire()) if isinstance(error, LiaisonError) else None


def _values(
    producer: str, place: Mapping[str, Any] | None, kind: str, error: str
) -> dict[str, Any]:
    return {
        "parked_id": new_id(),
        "producer": storable(producer, records.LONGEST_PRODUCER),
        "type": storable(kind, records.LONGEST_TYPE),
        "error": storable(error, LONGEST_ERROR),
        "parked_at": datetime.now(UTC),
        "state": OPEN,
        **(place or {"position": None, "subject": ""}),
    }


def open_subjects(session: Session, producer: str) -> set[str]:
    """Return the subjects of a producer whose later events have to wait."""
    query = select(_TABLE.c.subject).where(
        _TABLE.c.state == OPEN,
        _TABLE.c.producer == producer,
        _TABLE.c.position.is_not(None),
    )
    return set(session.execute(query.distinct()).scalars())


def count_open(session: Session) -> int:
    """Return the number of parked events."""
    query = select(func.count()).select_from(_TABLE).where(_TABLE.c.state == OPEN)
    return int(session.execute(query).scalar_one())


def listed(session: Session, state: str = OPEN) -> list[Parked]:
    """Return parked events of a state, in the order of their log."""
    rows = session.execute(
        select(_TABLE)
        .where(_TABLE.c.state == state)
        .order_by(_TABLE.c.producer, _TABLE.c.position, _TABLE.c.parked_id)
    )
    return [
        Parked(
            row.parked_id,
            row.producer,
            row.position,
            row.subject,
            row.type,
            row.error,
            row.state,
        )
        for row in rows
    ]


def listed_of_party(session: Session, party: str, state: str) -> list[dict[str, Any]]:
    """Return an outside party's messages of a state, newest first, with what each said.

    `data` is what the message said, or None if it cannot be read; `problem` is the typed error, or
    None if the cause was a fault of ours.
    """
    rows = session.execute(
        select(_TABLE)
        .where(_TABLE.c.state == state, _TABLE.c.producer == party)
        .order_by(_TABLE.c.parked_at.desc(), _TABLE.c.parked_id.desc())
        .limit(MOST_LISTED)
    )
    return [_of_party(row) for row in rows]


def _of_party(row: Any) -> dict[str, Any]:
    try:
        envelope = _envelope_of(row)
        said: dict[str, Any] = {"message_id": envelope.id, "data": envelope.data}
    except Conflict:
        said = {"message_id": "", "data": None}
    return {
        "parked_id": row.parked_id,
        "type": row.type,
        "sha256": row.sha256,
        "parked_at": row.parked_at.isoformat(timespec="seconds"),
        "state": row.state,
        "problem": json.loads(row.problem) if row.problem else None,
        **said,
    }


def retry(
    session: Session,
    parked_id: str,
    apply: Callable[[Envelope], None],
    by: str,
) -> int:
    """Handle a parked event again, and those behind it in order; return how many.

    It runs in one transaction of the caller: an error leaves everything parked.
    """
    first = _open_row(session, parked_id)
    if first.position is None:
        raise Conflict("parked_message_unreadable")
    query = select(_TABLE).where(
        _TABLE.c.state == OPEN,
        _TABLE.c.producer == first.producer,
        _TABLE.c.subject == first.subject,
        _TABLE.c.position >= first.position,
    )
    rows = session.execute(query.order_by(_TABLE.c.position, _TABLE.c.parked_id)).all()
    if not rows or rows[0].parked_id != parked_id or _has_earlier(session, first):
        raise Conflict("earlier_event_parked")
    for row in rows:
        apply(_envelope_of(row))
        _settle(session, row.parked_id, RETRIED, "handled again", by)
    return len(rows)


def discard(session: Session, parked_id: str, reason: str, by: str) -> None:
    """Discard a parked event for good; the reason and the person stay on record."""
    _open_row(session, parked_id)
    _settle(session, parked_id, DISCARDED, reason, by)


def _envelope_of(row: Any) -> Envelope:
    try:
        return envelope_from(json.loads(row.body))
    except (ValueError, Malformed):
        raise Conflict("parked_message_unreadable") from None


def _has_earlier(session: Session, row: Any) -> bool:
    query = select(_TABLE.c.parked_id).where(
        _TABLE.c.state == OPEN,
        _TABLE.c.producer == row.producer,
        _TABLE.c.subject == row.subject,
        _TABLE.c.position < row.position,
    )
    return session.execute(query).first() is not None


def _open_row(session: Session, parked_id: str) -> Any:
    row = session.execute(select(_TABLE).where(_TABLE.c.parked_id == parked_id)).first()
    if row is None:
        raise NotFound("parked_event_unknown", parked_id=parked_id)
    if row.state != OPEN:
        raise Conflict("parked_event_settled", parked_id=parked_id, state=row.state)
    return row


def _settle(session: Session, parked_id: str, state: str, reason: str, by: str) -> None:
    at = _TABLE.c.parked_id == parked_id
    session.execute(update(_TABLE).where(at).values(state=state, reason=reason, settled_by=by))
