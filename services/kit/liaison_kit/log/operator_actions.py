"""Let an operator act on dead letters and stopped feeds: list, show, retry, discard, resume.

Each action is audited. It is one module with the answer over RPC; the rows themselves are in
`dead_letters`, which the runtime uses and which therefore may not know the runtime.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from liaison_contracts.envelope import Envelope
from liaison_contracts.errors import Conflict, Invalid, LiaisonError, NotFound
from liaison_contracts.reasons import fault
from liaison_kit.bus.topology import OUTSIDE
from liaison_kit.claims import Caller, require_role
from liaison_kit.guard import guarded
from liaison_kit.log import dead_letters, restores
from liaison_kit.log.feed import handle
from liaison_kit.runtime import Runtime, note_access
from liaison_kit.store import records
from liaison_kit.store.database import is_infrastructure, rows_changed

_FEEDS = records.feed_positions
READING, WRITING = ("ops", "auditor"), ("ops",)
STATES = (dead_letters.OPEN, dead_letters.RETRIED, dead_letters.DISCARDED)


def list_parked(runtime: Runtime, state: str = dead_letters.OPEN) -> list[dead_letters.Parked]:
    """Return parked events of a state, in the order of their log."""
    with runtime.database.reading() as session:
        return dead_letters.listed(session, state)


def show_parked(runtime: Runtime, parked_id: str) -> dict[str, Any]:
    """Return all details of one parked event."""
    table = records.parked_events
    with runtime.database.reading() as session:
        query = select(table).where(table.c.parked_id == parked_id)
        row = session.execute(query).mappings().first()
    if row is None:
        raise NotFound("parked_event_unknown", parked_id=parked_id)
    found = {name: value and str(value) for name, value in row.items() if name != "raw"}
    if row["raw"] is not None:
        found["raw"] = base64.b64encode(row["raw"]).decode()
    with suppress(ValueError):  # it may be parked because nobody could read it
        found["body"] = json.loads(row["body"])
    return found


def retry_parked(runtime: Runtime, parked_id: str, by: str, reason: str) -> int:
    """Handle a parked event again, with those behind it, all or none; return how many."""
    with runtime.transaction() as (session, make):
        _hold_feeds(session)

        def apply(envelope: Envelope) -> None:
            is_ours = envelope.producer not in OUTSIDE
            day = date.fromisoformat(envelope.effectiveon) if is_ours else None
            work = make(runtime.system(), day, cause=envelope.id)
            handle(runtime.handlers[envelope.producer], work, envelope)

        count = dead_letters.retry(session, parked_id, apply, by)
        note(runtime, session, "parked_retry", parked_id, by, reason)
    return count


def discard_parked(runtime: Runtime, parked_id: str, by: str, reason: str) -> None:
    """Discard a parked event for good; those behind it stay parked until they are retried."""
    with runtime.transaction() as (session, _):
        _hold_feeds(session)
        dead_letters.discard(session, parked_id, reason, by)
        note(runtime, session, "parked_discard", parked_id, by, reason)


def resume_feed(
    runtime: Runtime, producer: str, by: str, reason: str, turn: restores.Turn | None = None
) -> None:
    """Resume a stopped feed, after a person has made sure that the producer's log is right.

    With `turn`, the feed continues with the log of the producer's restored database.

    Raises:
        NotFound: when the feed does not stand still.
        Conflict: as `restores.follow`.
    """
    with runtime.transaction() as (session, _):
        at = (_FEEDS.c.producer == producer) & _FEEDS.c.stopped.is_not(None)
        if rows_changed(session, update(_FEEDS).where(at).values(stopped=None)) != 1:
            raise NotFound("feed_not_stopped", producer=producer)
        if turn is not None:
            position = restores.follow(session, producer, turn)
            if runtime.at_turn is not None:
                runtime.at_turn(session, producer, position)
            reason = f"{reason} (log {turn.logid} after {position})"
        note(runtime, session, "feed_resume", producer, by, reason)


def mark_restored(runtime: Runtime, by: str, reason: str) -> restores.Turn:
    """Record that this database was restored: its log gets a new id, so consumers stop."""
    with runtime.transaction() as (session, _):
        turn = restores.begin(session)
        note(runtime, session, "restored", turn.logid, by, reason)
    return turn


def _hold_feeds(session: Session) -> None:
    """Keep feeds from parking events behind a subject that is being settled."""
    session.execute(select(_FEEDS.c.producer).with_for_update()).all()


def note(
    runtime: Runtime,
    session: Session,
    act: str,
    subject: str,
    by: str,
    reason: str,
    outcome: str = "done",
) -> None:
    """Record an operator's action in the access log."""
    operator = Caller(by, runtime.name, ("operator",), "command line")
    note_access(session, operator, act, subject, outcome, reason)


def parked(runtime: Runtime, token: Any, key: Any, body: Any) -> dict[str, Any]:
    """Answer `{act, ...}`: `list` with `state`, `show` with `parked_id`, `retry` or `discard` with

    `parked_id` and `reason`. An act that was carried out once is refused the second time. With
    `party`, an outside party lists and retries the messages that it sent itself.

    Errors: Forbidden for a foreign role, Invalid for a missing reason, NotFound and Conflict for
    an event that is not there or settled already.
    """
    return guarded("parked", key, lambda: _answer(runtime, token, str(key), body))


def _answer(runtime: Runtime, token: Any, key: str, body: Any) -> dict[str, Any]:
    caller = runtime.verifier.verify(token, runtime.name, "parked", key, body, int(runtime.now()))
    act, parked_id = str(body.get("act")), str(body.get("parked_id", ""))
    if party := str(body.get("party", "")):
        return {"result": _for_party(runtime, caller, party, act, body)}
    acts: dict[str, Callable[[], Any]] = {
        "list": lambda: _listed(runtime, str(body.get("state") or dead_letters.OPEN)),
        "show": lambda: show_parked(runtime, parked_id),
        "retry": lambda: _retried(runtime, parked_id, caller.sub, _reason(body)),
        "discard": lambda: _discarded(runtime, parked_id, caller.sub, _reason(body)),
    }
    require_role(caller, READING if act in ("list", "show") else WRITING)
    if act not in acts:
        raise Invalid(
            "invalid_fields", places=["act"], faults={"act": [fault("choice", choices=list(acts))]}
        )
    return {"result": acts[act]()}


def _for_party(
    runtime: Runtime, caller: Caller, party: str, act: str, body: Mapping[str, Any]
) -> Any:
    if party not in runtime.outside_parties:
        raise NotFound("not_found")
    require_role(caller, (*READING, party, f"{party}_prepare") if act == "list" else (party,))
    if act == "list":
        state = str(body.get("state") or dead_letters.OPEN)
        with runtime.database.reading() as session:
            return dead_letters.listed_of_party(session, party, state)
    parked_id = str(body.get("parked_id", ""))
    if show_parked(runtime, parked_id)["producer"] != party:
        raise NotFound("parked_event_unknown", parked_id=parked_id)
    return _retried(runtime, parked_id, caller.sub, "asked for by its sender")


def _listed(runtime: Runtime, state: str) -> list[dict[str, Any]]:
    if state not in STATES:
        raise Invalid(
            "invalid_fields", places=["state"], faults={"state": [fault("choice", choices=STATES)]}
        )
    return [asdict(entry) for entry in list_parked(runtime, state)]


def _reason(body: Any) -> str:
    reason = body.get("reason")
    if not isinstance(reason, str) or not reason.strip():
        raise Invalid("invalid_fields", places=["reason"], faults={"reason": [fault("sentence")]})
    return reason


def _retried(runtime: Runtime, parked_id: str, by: str, reason: str) -> dict[str, Any]:
    try:
        return {"handled": retry_parked(runtime, parked_id, by, reason)}
    except LiaisonError:
        raise
    except Exception as error:
        if is_infrastructure(error):
            raise
        raise Conflict(
            "parked_event_fails_again", parked_id=parked_id, failure=type(error).__name__
        ) from error


def _discarded(runtime: Runtime, parked_id: str, by: str, reason: str) -> dict[str, Any]:
    discard_parked(runtime, parked_id, by, reason)
    return {"discarded": parked_id}
