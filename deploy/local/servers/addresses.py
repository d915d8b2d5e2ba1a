"""Provide a broker and a database: those in the environment, otherwise private ones.

with addresses.broker() as amqp_uri, addresses.database() as database_url:
    ...
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from deploy.local.servers.postgres import PrivatePostgres
from deploy.local.servers.rabbit import PrivateRabbit


@contextmanager
def broker(folder: Path | None = None, environ: Mapping[str, str] = os.environ) -> Iterator[str]:
    """Yield the AMQP address of `AMQP_URI`, or of a private RabbitMQ that runs meanwhile.

    Raises:
        MissingProgram: if neither is there.
    """
    given = environ.get("AMQP_URI")
    if given:
        yield given
        return
    with PrivateRabbit(folder) as rabbit:
        yield rabbit.uri


@contextmanager
def database(folder: Path | None = None, environ: Mapping[str, str] = os.environ) -> Iterator[str]:
    """Yield the address of `DATABASE_URL`, or of a private PostgreSQL that runs meanwhile.

    Raises:
        MissingProgram: if neither is there.
    """
    given = environ.get("DATABASE_URL")
    if given:
        yield given
        return
    with PrivatePostgres(folder) as postgres:
        yield postgres.uri
