"""Hear every event of every service into the read model."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from sqlalchemy import insert

from liaison_contracts.envelope import Envelope
from liaison_gateway import tables
from liaison_gateway.context import SERVICES
from liaison_gateway.views import fold, fold_cases, fold_money
from liaison_gateway.views.tables import events
from liaison_kit.claims import Verifier
from liaison_kit.database import Database
from liaison_kit.runtime import Runtime
from liaison_kit.start import create_database

FOLD_ROOMS = (fold, fold_cases, fold_money)
"""Importing these fills `fold.FOLDS`."""


def hear(work: Any, envelope: Envelope) -> None:
    """Store one event and fold it into its document."""
    session = work.session
    session.execute(
        insert(events).values(
            service=envelope.producer,
            position=envelope.sequence,
            id=envelope.id,
            type=envelope.type,
            subject=envelope.subject,
            time=envelope.time,
            envelope=json.dumps(envelope.to_wire(), ensure_ascii=False),
        )
    )
    fold.fold(session, envelope)


def runtime_of_views(database: Database, mode: str) -> Runtime:
    """Return the runtime that hears for the read model; it tells nothing and answers nobody."""
    return Runtime(
        name="gateway",
        mode=mode,
        database=database,
        edition=None,  # type: ignore[arg-type]
        verifier=Verifier([]),
        handlers={service: {"*": hear} for service in SERVICES},
    )


def create_views(url: str, mode: str, day: date | None) -> Database:
    """Make the gateway's own database (SQLite)."""
    return create_database(url, "gateway", mode, tables.metadata, day)
