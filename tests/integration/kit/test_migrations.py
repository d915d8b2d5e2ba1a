"""Migrations make what the tables say, and the runtime role may not change a log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from deploy.local.servers.postgres import PrivatePostgres
from liaison_kit.instance.instance import WrongInstance
from liaison_kit.ops.migrate import migrate
from liaison_kit.start import create_database
from liaison_kit.store.database import Database
from liaison_kit.testing.migrations import differences_of, tables_of
from liaison_kit.testing.toy_definitions import ECHO, PRODUCER

DAY = date(2018, 1, 1)


def test_migrated_and_created_tables_are_the_same(postgres_database: Callable[[], str]) -> None:
    url = postgres_database()
    assert differences_of(PRODUCER, url) == []
    assert "event_log" in tables_of(url)


def test_a_difference_would_be_seen(postgres_database: Callable[[], str]) -> None:
    url = postgres_database()
    migrate(PRODUCER, url, "demo", DAY)
    database = Database(url)
    with database.writing() as session:
        session.execute(text("ALTER TABLE inbox DROP COLUMN received_at"))
    database.close()
    assert differences_of(PRODUCER, url) != []


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_migrating_again_changes_nothing_and_another_service_is_refused(
    kind: str, postgres_database: Callable[[], str], tmp_path: object
) -> None:
    url = f"sqlite:///{tmp_path}/x.sqlite" if kind == "sqlite" else postgres_database()
    first = migrate(PRODUCER, url, "demo", DAY)
    assert migrate(PRODUCER, url, "demo") == first
    for definition, mode in ((ECHO, "demo"), (PRODUCER, "live")):
        with pytest.raises(WrongInstance):
            migrate(definition, url, mode, None if mode == "live" else DAY)


def test_the_runtime_role_adds_to_logs_and_changes_nothing_in_them(
    postgres: PrivatePostgres, postgres_database: Callable[[], str]
) -> None:
    url = postgres_database()
    name = url.rpartition("/")[2]
    postgres.sql("DROP ROLE IF EXISTS clerk")
    postgres.sql("CREATE ROLE clerk LOGIN")
    migrate(PRODUCER, url, "demo", DAY, runtime_role="clerk")
    database = Database(postgres.uri_of(name, "clerk"))
    try:
        allowed = ["SELECT count(*) FROM event_log", "UPDATE relay_cursor SET position = 0"]
        refused = [
            "UPDATE event_log SET actor = 'x'",
            "DELETE FROM access_log",
            "TRUNCATE event_log",
            "CREATE TRIGGER t BEFORE INSERT ON event_log EXECUTE FUNCTION now()",
            "DROP TABLE event_log",
            "ALTER TABLE event_log ADD COLUMN x int",
        ]
        for statement in allowed:
            with database.writing() as session:
                session.execute(text(statement))
        for statement in refused:
            with (
                pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
                database.writing() as session,
            ):
                session.execute(text(statement))
    finally:
        database.close()
        postgres.sql("DROP OWNED BY clerk", name)
        postgres.sql("DROP ROLE clerk")


def test_a_file_with_other_tables_is_named_with_the_way_out(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'producer.sqlite'}"
    database = create_database(url, "producer", "demo", PRODUCER.tables, date(2018, 1, 1))
    with database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE access_log DROP COLUMN reason"))
    database.close()
    told = "another version: access_log has no reason.*move its folder away"
    with pytest.raises(WrongInstance, match=told):
        create_database(url, "producer", "demo", PRODUCER.tables, date(2018, 1, 1))
