"""The private servers come up, go away, survive a kill and leave nothing behind."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import amqp
import pytest
import sqlalchemy as sa

from deploy.local.servers.addresses import broker, database
from deploy.local.servers.folders import service_user
from deploy.local.servers.postgres import PrivatePostgres
from deploy.local.servers.rabbit import PrivateRabbit

ROOT = Path(__file__).resolve().parents[2]
ORPHAN = """
import os, signal
from deploy.local.servers.postgres import PrivatePostgres
with PrivatePostgres() as server:
    print(server._home, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def connect(uri: str) -> amqp.Connection:
    parts = urlsplit(uri)
    return amqp.Connection(
        host=f"{parts.hostname}:{parts.port}",
        userid=parts.username,
        password=parts.password,
        virtual_host=parts.path[1:],
        connect_timeout=10,
    )


def declare(uri: str, queue: str, **arguments: object) -> int:
    """Declare a durable queue and give how many messages it holds."""
    with connect(uri) as connection:
        answer = connection.channel().queue_declare(queue, auto_delete=False, **arguments)
        return int(answer.message_count)


def names(rabbit: PrivateRabbit, what: str) -> set[str]:
    return {one["name"] for one in rabbit.api("GET", what)}


def test_a_test_gets_a_vhost_of_its_own(vhost: str) -> None:
    assert declare(vhost, "mine", durable=True) == 0


def test_a_vhost_is_gone_after_its_test(rabbit: PrivateRabbit) -> None:
    assert names(rabbit, "vhosts") == {"liaison"}


@pytest.mark.slow
def test_a_killed_broker_keeps_its_queues_and_a_wiped_one_forgets_them(
    rabbit: PrivateRabbit,
) -> None:
    before = rabbit.uri
    declare(rabbit.uri, "kept", durable=True)
    rabbit.kill()
    with pytest.raises(ConnectionRefusedError):
        connect(rabbit.uri).connect()
    rabbit.start()
    assert names(rabbit, "queues") == {"kept"}
    rabbit.wipe()
    assert names(rabbit, "queues") == set()
    assert rabbit.uri == before
    assert declare(rabbit.uri, "again") == 0


def test_a_test_gets_databases_of_its_own(postgres_database: Callable[..., str]) -> None:
    addresses = {postgres_database(), postgres_database()}
    assert len(addresses) == 2
    for address in addresses:
        engine = sa.create_engine(address)
        with engine.begin() as connection:
            connection.execute(sa.text("CREATE TABLE mine (id int)"))
        engine.dispose()


def test_a_database_can_be_copied_from_a_template(
    postgres: PrivatePostgres, postgres_database: Callable[..., str]
) -> None:
    template = postgres_database().rsplit("/", 1)[1]
    postgres.sql("CREATE TABLE prepared (id int)", template)
    copy = postgres_database(template).rsplit("/", 1)[1]
    assert postgres.sql("SELECT count(*) FROM prepared", copy) == "0"


def test_a_killed_database_server_comes_back_with_its_data(postgres: PrivatePostgres) -> None:
    postgres.sql("CREATE TABLE lasting (id int)", "liaison")
    postgres.kill()
    postgres.start()
    assert postgres.sql("SELECT count(*) FROM lasting", "liaison") == "0"


@pytest.mark.postgres
def test_data_in_a_given_folder_outlive_the_server(tmp_path: Path) -> None:
    # a folder that the server's user can reach, also where root runs the tests
    for folder in (tmp_path, *tmp_path.parents):
        if folder.is_relative_to(tempfile.gettempdir()) and folder.stat().st_uid == os.geteuid():
            folder.chmod(folder.stat().st_mode | 0o055)
    home = tmp_path / "database"
    with PrivatePostgres(home) as first:
        first.sql("CREATE TABLE lasting (id int)", "liaison")
    with PrivatePostgres(home) as second:
        assert second.sql("SELECT count(*) FROM lasting", "liaison") == "0"


@pytest.mark.postgres
def test_a_killed_parent_leaves_no_server_and_no_folder() -> None:
    orphan = subprocess.run([sys.executable, "-c", ORPHAN], cwd=ROOT, stdout=subprocess.PIPE)
    home = Path(orphan.stdout.decode().strip())
    deadline = time.monotonic() + 30
    while home.exists() and time.monotonic() < deadline:
        time.sleep(0.05)  # nothing signals that a folder went away
    assert not home.exists()


def test_servers_of_the_environment_are_used_as_they_are() -> None:
    given = {"AMQP_URI": "amqp://theirs", "DATABASE_URL": "postgresql://theirs"}
    with broker(environ=given) as amqp_uri, database(environ=given) as database_url:
        assert (amqp_uri, database_url) == ("amqp://theirs", "postgresql://theirs")


def test_root_runs_servers_as_another_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert service_user("no-such-user") == "nobody"
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert service_user("postgres") is None
