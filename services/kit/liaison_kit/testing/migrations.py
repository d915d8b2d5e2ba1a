"""Compare what migrations made with what the metadata say."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import inspect

from liaison_kit.definition import ServiceDefinition
from liaison_kit.migrations import histories_of
from liaison_kit.ops.migrate import migrate
from liaison_kit.store.database import Database


def differences_of(definition: ServiceDefinition, empty_postgres_url: str) -> list[Any]:
    """Migrate an empty database and return how it differs from the service's tables.

    assert differences_of(DEFINITION, postgres_database()) == []
    """
    migrate(definition, empty_postgres_url, "demo", date(2018, 1, 1))
    database = Database(empty_postgres_url)
    try:
        found: list[Any] = []
        for history in histories_of(definition):
            found += history.differences(database.engine)
        return found
    finally:
        database.close()


def tables_of(url: str) -> set[str]:
    """Return the names of a database's tables."""
    database = Database(url)
    try:
        return set(inspect(database.engine).get_table_names())
    finally:
        database.close()
