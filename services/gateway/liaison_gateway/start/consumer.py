"""Hear every event of every service into the read model."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete

from liaison_contracts.envelope import Envelope
from liaison_gateway.exchange.files.file_store import note_uses
from liaison_gateway.model.folds import fold
from liaison_gateway.model.tables import events
from liaison_kit.service import Service
from liaison_kit.store.bulk import insert_many
from liaison_kit.store.database import at_end

_HEARD = "liaison_heard"


def hear(work: Any, envelope: Envelope) -> None:
    """Store one event, fold it into its document, and put it on its way to webhooks."""
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
    at_end(session, _HEARD, lambda: insert_many(session, events, session.info.pop(_HEARD)))
    fold.fold(session, envelope)
    note_uses(session, envelope.data, envelope.subject)
    work.context.note(session, envelope)


@dataclass(frozen=True)
class Everything:
    """Stand for all types of a producer, where `hears` names one."""

    source: str
    type: str = "*"


def _hears_all_of(source: str) -> Callable[..., None]:
    def on_event(self: Service, work: Any, envelope: Envelope) -> None:
        hear(work, envelope)

    on_event.__liaison_hears__ = Everything(source)  # type: ignore[attr-defined]
    return on_event


class Views(Service):
    """Hear the services for the read model; it answers nobody and tells nothing."""

    name = "gateway"

    on_registry = _hears_all_of("registry")
    on_assessment = _hears_all_of("assessment")
    on_incentives = _hears_all_of("incentives")

    def at_turn(self, session: Any, producer: str, position: int) -> None:
        """Drop what a restored producer does not know any more; `rebuild-views` folds anew."""
        gone = (events.c.service == producer) & (events.c.position > position)
        session.execute(delete(events).where(gone))
