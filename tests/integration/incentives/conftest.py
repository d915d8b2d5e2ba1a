"""Give incentives' tests a system, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from liaison_incentives.tables import metadata
from liaison_kit.store import records
from liaison_kit.store.blobs import Blobs
from liaison_kit.store.database import Database
from tests.integration.incentives.statement_desk import Desk
from tests.integration.incentives.system import System


@pytest.fixture(scope="session")
def incentives_on_postgres(postgres: Any) -> Iterator[str]:
    """Make one database for all tests of a run: to make one a test takes seconds."""
    name = postgres.new_database("template0")
    yield str(postgres.uri_of(name))
    postgres.drop_database(name)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Give a function that returns the address of an empty database for a service.

    Only incentives is under test: the producers' ends of the bus stay on SQLite.
    """
    urls: dict[str, str] = {}
    if request.param == "postgres":
        urls["incentives"] = request.getfixturevalue("incentives_on_postgres")
    yield lambda service: urls.get(service, f"sqlite:///{tmp_path}/{service}.sqlite")
    for url in urls.values():
        empty(url)


def empty(url: str) -> None:
    """Empty every table of a database."""
    names = ", ".join(
        f'"{table.name}"' for found in (records.metadata, metadata) for table in found.sorted_tables
    )
    database = Database(url)
    with database.writing() as session:
        session.execute(text(f"TRUNCATE {names}"))
    database.close()


@pytest.fixture
def system(database_url: Callable[[str], str], tmp_path: Path) -> Iterator[System]:
    """Give a system on 1 January 2018 whose trial is extended."""
    found = System(database_url, blob_folder=tmp_path / "blobs")
    found.extend()
    yield found
    found.close()


@pytest.fixture
def due(system: System) -> System:
    """Give a system with one payable base grant."""
    system.station()
    system.end("2018-01-01")
    return system


@pytest.fixture
def desk(system: System, tmp_path: Path) -> Desk:
    """Give a desk of finance."""
    return Desk(system, Blobs(tmp_path / "blobs"))
