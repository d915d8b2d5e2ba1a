"""Consume every event of every service into the read model."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from liaison_contracts.envelope import Envelope
from liaison_gateway.exchange.files.file_store import note_uses
from liaison_gateway.exchange.webhooks.queue import Outgoing
from liaison_gateway.model.changes import take_numbers
from liaison_gateway.model.folds import fold
from liaison_gateway.model.tables import events
from liaison_kit.service import Service
from liaison_kit.store.bulk import insert_many
from liaison_kit.store.database import at_end
from liaison_kit.work import Work

_HEARD = "liaison_heard"


def hear(work: Work[Outgoing, Any], envelope: Envelope) -> None:
    """Store one event, fold it into its document, and queue it for webhooks."""
    session = work.session
    session.info.setdefault(_HEARD, []).append(
        {
            "service": envelope.producer,
            "position": envelope.sequence,
            "id": envelope.id,
            "type": envelope.type,
            "subject": envelope.subject,
            "time": envelope.time,
            "envelope": json.dumps(envelope.to_wire(), ensure_ascii=False),
        }
    )
    at_end(session, _HEARD, lambda: _store(session))
    fold.fold(session, envelope)
    note_uses(session, envelope.data, envelope.subject)
    work.context.note(session, envelope)


def _store(session: Session) -> None:
    """Store the events of a transaction under the numbers in which they become visible."""
    heard = session.info.pop(_HEARD)
    first = take_numbers(session, len(heard))
    rows = [{**row, "change_no": number} for number, row in enumerate(heard, start=first)]
    insert_many(session, events, rows)


def forget(session: Session, producer: str, position: int) -> None:
    """Delete events that a restored producer no longer has; `rebuild-views` folds again."""
    gone = (events.c.service == producer) & (events.c.position > position)
    session.execute(delete(events).where(gone))


SERVICE = Service(
    name="gateway",
    hears_all=dict.fromkeys(("registry", "assessment", "incentives"), hear),
    at_turn=forget,
)
"""The read model consumes the services' events; it answers no calls and publishes nothing."""
