"""Give assessment's integration tests a system, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.integration.assessment.system import System

BACKENDS = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(params=BACKENDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    """Give a fresh database's address by the name of its service."""
    if request.param == "sqlite":
        return lambda service: f"sqlite:///{tmp_path / service}.sqlite"
    make = request.getfixturevalue("postgres_database")
    return lambda service: str(make())


@pytest.fixture
def system(tmp_path: Path, database_url: Callable[[str], str]) -> Iterator[System]:
    """Give a system on 1 January 2018 whose trial is extended."""
    found = System(tmp_path, database_url("assessment"))
    found.extend()
    yield found
    for runtime in found.runtimes.values():
        runtime.database.close()
