"""Create or upgrade a service's database, stamp it, and grant the runtime role its rights."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from liaison_kit.definition import ServiceDefinition
from liaison_kit.instance import instance
from liaison_kit.migrations import histories_of, upgrade
from liaison_kit.store import records
from liaison_kit.store.database import Database


def migrate(
    definition: ServiceDefinition,
    url: str,
    mode: str,
    day: date | None = None,
    runtime_role: str = "",
    history_until: date | None = None,
) -> instance.Instance:
    """Migrate a database to the current tables; repeating it changes nothing.

    PostgreSQL is migrated, SQLite is created from the metadata. `runtime_role` may read and write
    rows, but only add rows to logs.

    Raises:
        WrongInstance: when the database belongs to another service or mode, or has begun already
            and would now have to bring a history.
    """
    database = Database(url)
    try:
        _refuse_another(definition, database, mode)
        if database.is_sqlite:
            create_tables(definition, database)
        else:
            _upgrade(definition, database)
            if runtime_role:
                with database.engine.begin() as connection:
                    grant(definition, connection, runtime_role)
        with database.reading() as session:
            stamped = instance.read(session)
        if stamped is None:
            return instance.create(database, definition.name, mode, day, history_until)
        if history_until not in (None, stamped.history_until):
            raise instance.WrongInstance(
                f"{definition.name} has begun already: history comes before an instance's own life."
            )
        return instance.open_instance(database, definition.name, mode)
    finally:
        database.close()


def _refuse_another(definition: ServiceDefinition, database: Database, mode: str) -> None:
    """Check the stamp before the first change."""
    with database.engine.connect() as connection:
        known = database.engine.dialect.has_table(connection, records.instance.name)
    if known:
        with database.reading() as session:
            found = session.execute(
                records.instance.select().with_only_columns(
                    records.instance.c.service, records.instance.c.mode
                )
            ).first()
        if found is not None and (found.service, found.mode) != (definition.name, mode):
            raise instance.WrongInstance(
                f"This database belongs to {found.service} in mode {found.mode}, not to "
                f"{definition.name} in mode {mode}; nothing was changed."
            )


def create_tables(definition: ServiceDefinition, database: Database) -> None:
    """Create the kit's and the service's tables from their metadata."""
    records.metadata.create_all(database.engine)
    if definition.tables is not None:
        definition.tables.create_all(database.engine)


def _upgrade(definition: ServiceDefinition, database: Database) -> None:
    histories = histories_of(definition)
    for history in histories:
        upgrade(history, database.engine)
    if len(histories) == 1 and definition.tables is not None:
        definition.tables.create_all(database.engine)  # a toy, or no migration written yet


def grant(definition: ServiceDefinition, connection: Connection, role: str) -> None:
    """Grant a role reading and writing of rows, but no changes to logs and ledgers."""
    quote = connection.dialect.identifier_preparer.quote
    names = [*records.metadata.tables, *(definition.tables.tables if definition.tables else ())]
    append_only = {*records.APPEND_ONLY, *definition.append_only}
    if unknown := append_only - set(names):
        raise LookupError(f"append-only tables do not exist: {', '.join(sorted(unknown))}")
    schema = quote(connection.dialect.default_schema_name or "public")
    statements = [
        f"GRANT USAGE ON SCHEMA {schema} TO {quote(role)}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {quote(role)}",
    ]
    for name in names:
        rights = "SELECT, INSERT" + ("" if name in append_only else ", UPDATE, DELETE")
        statements.append(f"REVOKE ALL ON {quote(name)} FROM {quote(role)}")
        statements.append(f"GRANT {rights} ON {quote(name)} TO {quote(role)}")
    for statement in statements:
        connection.exec_driver_sql(statement)
