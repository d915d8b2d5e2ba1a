"""Give the log of a restored database a new id, and let consumers follow it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from liaison_contracts.errors import Conflict, Invalid, NotFound
from liaison_contracts.reasons import fault
from liaison_kit.instance import instance
from liaison_kit.log import event_log
from liaison_kit.store import records
from liaison_kit.store.ids import new_id

_TABLE, _LOG, _FEEDS = records.restores, records.event_log, records.feed_positions


@dataclass(frozen=True)
class Turn:
    """Hold where a log got its new id: up to `position` both logs have the same events."""

    former_logid: str
    logid: str
    position: int
    last_id: str

    def __str__(self) -> str:
        """Return the turn as one word, which an operator passes to each consumer."""
        return f"{self.former_logid}/{self.logid}/{self.position}/{self.last_id}"


def turn_from(text: str) -> Turn:
    """Parse a printed turn.

    Raises:
        Invalid: for anything else.
    """
    parts = text.split("/")
    if len(parts) != 4 or not all(parts[:2]) or not parts[2].isdecimal():
        raise Invalid("turn_unreadable", faults={"turn": [fault("turn")]}, turn=text)
    return Turn(parts[0], parts[1], int(parts[2]), parts[3])


def begin(session: Session) -> Turn:
    """Give the log of a restored database a new id, and store the position where it begins."""
    stamp = instance.read(session, for_update=True)
    assert stamp is not None, "an open database is stamped"
    head = event_log.head(session)
    last_id = session.execute(select(_LOG.c.id).where(_LOG.c.position == head)).scalar() or ""
    turn = Turn(stamp.logid, new_id(), head, last_id)
    session.execute(update(records.instance).values(logid=turn.logid))
    session.execute(insert(_TABLE).values(**turn.__dict__, restored_at=datetime.now(UTC)))
    return turn


def listed(session: Session) -> list[Turn]:
    """Return all turns of this log, the oldest first."""
    rows = session.execute(select(_TABLE).order_by(_TABLE.c.restored_at))
    return [Turn(row.former_logid, row.logid, row.position, row.last_id) for row in rows]


def follow(session: Session, producer: str, turn: Turn) -> int:
    """Switch a feed to the log that replaced the one it consumed; return its position.

    Events consumed beyond the turn stay applied, but the producer no longer knows them.

    Raises:
        NotFound: if no event of the producer was ever consumed.
        Conflict: if the feed consumed a log other than the one the turn starts from.
    """
    at = _FEEDS.c.producer == producer
    row = session.execute(select(_FEEDS).where(at).with_for_update()).first()
    if row is None:
        raise NotFound("feed_not_stopped", producer=producer)
    if row.logid != turn.former_logid:
        raise Conflict(
            "turn_of_another_log", producer=producer, heard=row.logid, asked=turn.former_logid
        )
    position, last_id = min((row.position, row.last_id), (turn.position, turn.last_id))
    place = {"logid": turn.logid, "position": position, "last_id": last_id}
    session.execute(update(_FEEDS).where(at).values(**place))
    return int(position)


def is_open(session: Session) -> bool:
    """Return whether a restore of this database still needs a comparison with finance's list."""
    waiting = select(_TABLE.c.logid).where(_TABLE.c.reconciled_at.is_(None)).limit(1)
    return session.execute(waiting).first() is not None


def close(session: Session) -> None:
    """Record that the comparison was made, which resumes what was paused."""
    open_ones = update(_TABLE).where(_TABLE.c.reconciled_at.is_(None))
    session.execute(open_ones.values(reconciled_at=datetime.now(UTC)))
