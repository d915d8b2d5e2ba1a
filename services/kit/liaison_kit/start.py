"""Assemble a service: database, instance, edition and handlers in one runtime."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import MetaData, text

from liaison_kit.claims import Verifier
from liaison_kit.definition import ServiceDefinition
from liaison_kit.instance import instance
from liaison_kit.law.editions import Edition
from liaison_kit.ops.settings import Settings
from liaison_kit.runtime import Runtime
from liaison_kit.service import Service
from liaison_kit.store import records
from liaison_kit.store.database import Database

_COLUMNS = text(
    "SELECT found.name, of_it.name FROM sqlite_master AS found, "
    "pragma_table_info(found.name) AS of_it WHERE found.type = 'table'"
)


def create_database(
    url: str,
    service: str,
    mode: str,
    tables: MetaData | None = None,
    day: date | None = None,
    history_until: date | None = None,
) -> Database:
    """Create and stamp a database from the metadata (SQLite; PostgreSQL is migrated instead).

    Raises:
        WrongInstance: if it exists already and was created by a version with other tables.
    """
    database = Database(url)
    for metadata in (records.metadata, *([] if tables is None else [tables])):
        _require_same_tables(database, metadata)
        metadata.create_all(database.engine)
    instance.create(database, service, mode, day, history_until)
    return database


def _require_same_tables(database: Database, metadata: MetaData) -> None:
    """Refuse tables that lack a column, because they would fail at their first use."""
    if not database.is_sqlite:
        return
    there: dict[str, set[str]] = {}
    with database.asking() as connection:
        for table, column in connection.execute(_COLUMNS):
            there.setdefault(table, set()).add(column)
    for table in metadata.sorted_tables:
        missing = sorted(set(table.c.keys()) - there.get(table.name, set(table.c.keys())))
        if missing:
            database.close()
            raise instance.WrongInstance(
                f"{database.url} was created by another version: {table.name} has no "
                f"{', '.join(missing)}. Such databases are not upgraded; move its folder away to "
                "have it created again."
            )


def runtime_of(
    service: Service[Any],
    database: Database,
    mode: str,
    edition: Edition[Any, Any],
    verifier: Verifier,
    context: Any = None,
) -> Runtime:
    """Return the runtime of a service on its database; `context` becomes `work.context`."""
    return Runtime(
        name=service.name,
        mode=mode,
        database=database,
        edition=edition,
        verifier=verifier,
        handlers=service.handlers(),
        closes_day=service.at_day_end,
        each_hour=service.at_hour,
        at_turn=service.at_turn,
        tells_refused=service.tells_refused,
        context=context,
    )


def open_service(definition: ServiceDefinition, settings: Settings) -> Runtime:
    """Open a declared service's database and assemble its runtime.

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
