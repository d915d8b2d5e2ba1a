"""Give tests towns on a real broker."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deploy.local.servers.postgres import PrivatePostgres
from deploy.local.servers.rabbit import PrivateRabbit
from tests.e2e.kit.towns import HearingTown, Town


@pytest.fixture
def town(vhost: str, postgres_database: Callable[[], str]) -> Iterator[Town]:
    """Give a running town of two processes, in a vhost and databases of its own."""
    found = Town(vhost, lambda name: postgres_database())
    try:
        found.start()
        yield found
    finally:
        found.close()


@pytest.fixture(scope="module")
def hearing_town_on_postgres(
    rabbit: PrivateRabbit, postgres: PrivatePostgres
) -> Iterator[HearingTown]:
    """Give a town for many tests, with an echo in plain threads, on PostgreSQL."""
    found = HearingTown(
        rabbit.add_vhost("hearing"), lambda name: postgres.uri_of(postgres.new_database())
    )
    try:
        found.start()
        yield found
    finally:
        found.close()
        rabbit.drop_vhost("hearing")


@pytest.fixture(scope="module")
def hearing_town_on_sqlite(
    rabbit: PrivateRabbit, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[HearingTown]:
    """Give the same on SQLite."""
    folder: Path = tmp_path_factory.mktemp("town")
    found = HearingTown(
        rabbit.add_vhost("hearing-sqlite"), lambda name: f"sqlite:///{folder}/{name}.sqlite"
    )
    try:
        found.start()
        yield found
    finally:
        found.close()
        rabbit.drop_vhost("hearing-sqlite")
