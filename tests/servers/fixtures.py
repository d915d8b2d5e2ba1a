"""Give tests a private broker and database. Each starts once a run, when the first test asks.

Under pytest-xdist every worker has servers of its own: nothing is shared, so nothing is locked.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator

import pytest

from deploy.local.servers.postgres import PrivatePostgres
from deploy.local.servers.rabbit import PrivateRabbit

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def rabbit() -> Iterator[PrivateRabbit]:
    """Start a private RabbitMQ; a test that stops it must start it again."""
    with PrivateRabbit() as server:
        yield server


@pytest.fixture
def vhost(rabbit: PrivateRabbit) -> Iterator[str]:
    """Give the AMQP address of a fresh vhost, deleted after the test."""
    name = f"test-{os.getpid()}-{next(_numbers)}"
    yield rabbit.add_vhost(name)
    rabbit.drop_vhost(name)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PrivatePostgres]:
    """Start a private PostgreSQL; a test that stops it must start it again."""
    with PrivatePostgres(for_tests=True) as server:
        yield server


@pytest.fixture
def postgres_database(postgres: PrivatePostgres) -> Iterator[Callable[..., str]]:
    """Give a function that makes a fresh database and returns its address.

    `postgres_database()` is empty; `postgres_database(template)` copies the database of that
    name, to which nobody may be connected. All are dropped after the test.
    """
    made: list[str] = []

    def make(template: str = "template0") -> str:
        made.append(postgres.new_database(template))
        return postgres.uri_of(made[-1])

    yield make
    for name in made:
        postgres.drop_database(name)
