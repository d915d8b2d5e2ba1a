"""Give tests systems on a real broker."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deploy.local.servers.postgres import PrivatePostgres
from deploy.local.servers.rabbit import PrivateRabbit
from liaison_kit.runtime import Runtime
from tests.e2e.kit.inboxes import an_inbox
from tests.e2e.kit.systems import HearingSystem, System


@pytest.fixture
def system(vhost: str, postgres_database: Callable[[], str]) -> Iterator[System]:
    """Give a running system of two processes, in a vhost and databases of its own."""
    found = System(vhost, lambda name: postgres_database())
    try:
        found.start()
        yield found
    finally:
        found.close()


@pytest.fixture
def finance(rabbit: PrivateRabbit) -> Iterator[str]:
    """Give the address of a vhost in which there is a user finance."""
    uri = rabbit.add_vhost("money")
    rabbit.api("PUT", "users/finance", {"password": "finance", "tags": ""})
    rights = {"configure": ".*", "write": ".*", "read": ".*"}
    rabbit.api("PUT", "permissions/money/finance", rights)
    yield uri
    rabbit.drop_vhost("money")
    rabbit.api("DELETE", "users/finance")


@pytest.fixture
def incentives(finance: str, postgres_database: Callable[[], str]) -> Iterator[Runtime]:
    """Give a consumer that hears finance."""
    with an_inbox(finance, postgres_database()) as runtime:
        yield runtime


@pytest.fixture(scope="module")
def hearing_system_on_postgres(
    rabbit: PrivateRabbit, postgres: PrivatePostgres
) -> Iterator[HearingSystem]:
    """Give a system for many tests, with an echo in plain threads, on PostgreSQL."""
    found = HearingSystem(
        rabbit.add_vhost("hearing"), lambda name: postgres.uri_of(postgres.new_database())
    )
    try:
        found.start()
        yield found
    finally:
        found.close()
        rabbit.drop_vhost("hearing")


@pytest.fixture(scope="module")
def hearing_system_on_sqlite(
    rabbit: PrivateRabbit, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[HearingSystem]:
    """Give the same on SQLite."""
    folder: Path = tmp_path_factory.mktemp("system")
    found = HearingSystem(
        rabbit.add_vhost("hearing-sqlite"), lambda name: f"sqlite:///{folder}/{name}.sqlite"
    )
    try:
        found.start()
        yield found
    finally:
        found.close()
        rabbit.drop_vhost("hearing-sqlite")
