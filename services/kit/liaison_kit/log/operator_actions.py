"""Settle what waits for a person: parked events and feeds that stand still; all of it on record."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from liaison_contracts.envelope import Envelope
from liaison_contracts.errors import NotFound
from liaison_kit.claims import Caller
from liaison_kit.log import dead_letters, restores
from liaison_kit.log.feed import handle
from liaison_kit.runtime import Runtime, note_access
from liaison_kit.store import records

_FEEDS = records.feed_positions


def list_parked(runtime: Runtime, state: str = dead_letters.OPEN) -> list[dead_letters.Parked]:
    """Return parked events of a state, in the order of their log."""
    with runtime.database.reading() as session:
        return dead_letters.listed(session, state)


def show_parked(runtime: Runtime, parked_id: str) -> dict[str, Any]:
    """Return everything known of one parked event."""
    table = records.parked_events
    with runtime.database.reading() as session:
        query = select(table).where(table.c.parked_id == parked_id)
        row = session.execute(query).mappings().first()
    if row is None:
        raise NotFound("parked_event_unknown", parked_id=parked_id)
    found = {name: value and str(value) for name, value in row.items()}
    with suppress(ValueError):  # it may be parked because nobody could read it
        found["body"] = json.loads(row["body"])
    return found


def retry_parked(runtime: Runtime, parked_id: str, by: str, reason: str) -> int:
    """Handle a parked event again, and those behind it; return how many. All of it or nothing."""
    with runtime.transaction() as (session, make):
        _hold_feeds(session)

        def apply(envelope: Envelope) -> None:
            day = date.fromisoformat(envelope.effectiveon)
            work = make(runtime.system(), day, cause=envelope.id)
            handle(runtime.handlers[envelope.producer], work, envelope)

        count = dead_letters.retry(session, parked_id, apply, by)
        note(runtime, session, "parked_retry", parked_id, by, reason)
    return count


def discard_parked(runtime: Runtime, parked_id: str, by: str, reason: str) -> None:
    """Let a parked event go for ever; those behind it wait on for a retry of their own."""
    with runtime.transaction() as (session, _):
        _hold_feeds(session)
        dead_letters.discard(session, parked_id, reason, by)
        note(runtime, session, "parked_discard", parked_id, by, reason)


def resume_feed(
    runtime: Runtime, producer: str, by: str, reason: str, turn: restores.Turn | None = None
) -> None:
    """Let a stopped feed go on, after a person made sure that the producer's log is right.

    With `turn` it takes up the log of the producer's restored database, from where that goes on.

    Raises:
        NotFound: when the feed does not stand still.
        Conflict: as `restores.follow`.
    """
    with runtime.transaction() as (session, _):
        at = (_FEEDS.c.producer == producer) & _FEEDS.c.stopped.is_not(None)
        done = session.execute(update(_FEEDS).where(at).values(stopped=None))
        if done.rowcount != 1:  # type: ignore[attr-defined]
            raise NotFound("feed_not_stopped", producer=producer)
        if turn is not None:
            position = restores.follow(session, producer, turn)
            if runtime.at_turn is not None:
                runtime.at_turn(session, producer, position)
            reason = f"{reason} (log {turn.logid} after {position})"
        note(runtime, session, "feed_resume", producer, by, reason)


def mark_restored(runtime: Runtime, by: str, reason: str) -> restores.Turn:
    """Record that this database came from a backup: its log gets another id, so hearers stop."""
    with runtime.transaction() as (session, _):
        turn = restores.begin(session)
        note(runtime, session, "restored", turn.logid, by, reason)
    return turn


def _hold_feeds(session: Session) -> None:
    """Keep feeds from parking behind a subject that is being settled."""
    session.execute(select(_FEEDS.c.producer).with_for_update()).all()


def note(
    runtime: Runtime, session: Session, act: str, subject: str, by: str, reason: str,
    outcome: str = "done",
) -> None:  # fmt: skip
    """Put what an operator did on the access log."""
    operator = Caller(by, runtime.name, ("operator",), "command line")
    note_access(session, operator, act, subject, outcome, reason)
