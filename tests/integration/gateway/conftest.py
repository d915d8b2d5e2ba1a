"""Give gateway tests an instance in one process, with its whole cast."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.integration.gateway.system import System


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Give a function that returns the address of a fresh database."""
    if request.param == "sqlite":
        return lambda: f"sqlite:///{tmp_path}/gateway.sqlite"
    make = request.getfixturevalue("postgres_database")
    return lambda: str(make())


@pytest.fixture
def system(tmp_path: Path) -> Iterator[System]:
    """Give a fresh instance of mode demo on 1 March 2018."""
    found = System(tmp_path / "instance")
    yield found
    found.close()


@pytest.fixture(scope="module")
def shared_system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """Give one instance to all tests of a file; they must not disturb each other."""
    found = System(tmp_path_factory.mktemp("shared") / "instance")
    yield found
    found.close()
