"""Rebuild all documents from the received events, while the old ones can still be read."""

from __future__ import annotations

import json

from sqlalchemy import delete, select

from liaison_contracts.envelope import envelope_from
from liaison_gateway.model.changes import take_numbers
from liaison_gateway.model.documents import Drafts
from liaison_gateway.model.folds import fold
from liaison_gateway.model.tables import documents, events
from liaison_kit.store.database import Database

AT_ONCE = 500


def rebuild(database: Database) -> int:
    """Replace every document in one transaction and return how many events were folded."""
    count = 0
    in_order = select(events.c.envelope).order_by(
        events.c.time, events.c.service, events.c.position
    )
    with database.writing() as session:
        take_numbers(
            session, 0
        )  # every writer takes its numbers first, so it waits; readers do not
        session.execute(delete(documents))
        rows = session.execute(in_order.execution_options(yield_per=AT_ONCE))
        for row in rows:
            fold.fold(session, envelope_from(json.loads(row.envelope)))
            count += 1
            if count % AT_ONCE == 0:
                Drafts.of(session).write()
    return count
