"""What migrations make is what the tables say, for every service."""

from __future__ import annotations

from importlib import import_module

import pytest
from sqlalchemy import text

from liaison_kit.store.database import Database
from liaison_kit.testing.migrations import differences_of

SERVICES = ("registry", "assessment", "incentives", "gateway")


def definition_of(service):
    package = "liaison_gateway.start" if service == "gateway" else f"liaison_{service}"
    return import_module(f"{package}.definition").DEFINITION


@pytest.mark.parametrize("service", SERVICES)
def test_migrated_tables_are_the_tables_of_the_code(service, postgres_database):
    assert differences_of(definition_of(service), postgres_database()) == []


def test_a_forgotten_migration_is_found(postgres_database):
    definition = definition_of("registry")
    url = postgres_database()
    assert differences_of(definition, url) == []
    database = Database(url)
    with database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE person ADD COLUMN forgotten text"))
    database.close()
    assert differences_of(definition, url) != []
