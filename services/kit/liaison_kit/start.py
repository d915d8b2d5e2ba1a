"""Put a service together: database, instance, edition and handlers into one runtime."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import MetaData

from liaison_kit import instance, records
from liaison_kit.claims import Verifier
from liaison_kit.database import Database
from liaison_kit.definition import ServiceDefinition
from liaison_kit.editions import Edition
from liaison_kit.runtime import Runtime
from liaison_kit.service import Service, handlers_of
from liaison_kit.settings import Settings


def create_database(
    url: str,
    service: str,
    mode: str,
    tables: MetaData | None = None,
    day: date | None = None,
    history_until: date | None = None,
) -> Database:
    """Create and stamp a database from the metadata (SQLite; PostgreSQL is migrated instead)."""
    database = Database(url)
    records.metadata.create_all(database.engine)
    if tables is not None:
        tables.create_all(database.engine)
    instance.create(database, service, mode, day, history_until)
    return database


def runtime_of(
    service: type[Service],
    database: Database,
    mode: str,
    edition: Edition[Any, Any],
    verifier: Verifier,
    context: Any = None,
) -> Runtime:
    """Return the runtime of a service class on its database; `context` becomes `work.context`."""
    return Runtime(
        name=service.name,
        mode=mode,
        database=database,
        edition=edition,
        verifier=verifier,
        handlers=handlers_of(service),
        closes_day=service().at_day_end,
        each_hour=service().at_hour,
        at_turn=service().at_turn,
        context=context,
    )


def open_service(definition: ServiceDefinition, settings: Settings) -> Runtime:
    """Open a declared service's database and put its runtime together.

    Raises:
        WrongInstance: when the database is missing or belongs to another service or mode.
    """
    return runtime_of(
        definition.service,
        Database(settings.database_url, pool_size=settings.workers + 5),
        settings.mode,
        definition.edition(settings),
        Verifier(list(settings.public_keys)),
        context=definition.context(settings) if definition.context else None,
    )
