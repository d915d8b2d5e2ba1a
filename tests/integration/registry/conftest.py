"""Give registry tests a system, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from liaison_kit.store import records
from liaison_kit.store.database import Database
from liaison_registry.tables import Base
from tests.integration.registry.system import System


@pytest.fixture(scope="session")
def registry_on_postgres(postgres: Any) -> Iterator[str]:
    """Make one database for all tests of a run: to make one a test takes seconds."""
    name = postgres.new_database("template0")
    yield str(postgres.uri_of(name))
    postgres.drop_database(name)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Give a function that returns the address of an empty database for a service.

    Only the registry is under test: what stands at assessment's end of the bus stays on SQLite.
    """
    urls: dict[str, str] = {}
    if request.param == "postgres":
        urls["registry"] = request.getfixturevalue("registry_on_postgres")
    yield lambda service: urls.get(service, f"sqlite:///{tmp_path}/{service}.sqlite")
    for url in urls.values():
        empty(url)


def empty(url: str) -> None:
    """Empty every table of a database."""
    names = ", ".join(
        f'"{table.name}"'
        for metadata in (records.metadata, Base.metadata)
        for table in metadata.sorted_tables
    )
    database = Database(url)
    with database.writing() as session:
        session.execute(text(f"TRUNCATE {names}"))
    database.close()


@pytest.fixture
def system(database_url: Callable[[str], str]) -> Iterator[System]:
    """Give a system on 1 March 2018, in the year of the first review round."""
    found = System(database_url)
    yield found
    found.close()
