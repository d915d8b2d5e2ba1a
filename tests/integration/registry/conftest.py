"""Give registry tests a town, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.integration.registry.town import Town


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    """Give a function that returns the address of a fresh database for a service."""
    if request.param == "sqlite":
        return lambda service: f"sqlite:///{tmp_path}/{service}.sqlite"
    make = request.getfixturevalue("postgres_database")
    return lambda service: str(make())


@pytest.fixture
def town(database_url: Callable[[str], str]) -> Iterator[Town]:
    """Give a town on 1 March 2018, in the year of the first review round."""
    found = Town(database_url)
    yield found
    found.close()
