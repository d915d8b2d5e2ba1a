"""Make or upgrade a service's database, and stamp it with its service and mode."""

from __future__ import annotations

from datetime import date

from liaison_kit import instance, records
from liaison_kit.database import Database
from liaison_kit.definition import ServiceDefinition


def migrate(
    definition: ServiceDefinition, url: str, mode: str, day: date | None = None
) -> instance.Instance:
    """Bring a database to the present tables; the same again changes nothing."""
    database = Database(url)
    try:
        create_tables(definition, database)
        with database.reading() as session:
            stamp = instance.read(session)
        if stamp is not None:
            return instance.open_instance(database, definition.name, mode)
        return instance.create(database, definition.name, mode, day)
    finally:
        database.close()


def create_tables(definition: ServiceDefinition, database: Database) -> None:
    """Create the kit's and the service's tables from their metadata."""
    records.metadata.create_all(database.engine)
    if definition.tables is not None:
        definition.tables.create_all(database.engine)
