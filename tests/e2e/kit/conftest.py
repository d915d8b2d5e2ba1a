"""Give tests a town of two toy services as processes on a real broker and database."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest

from liaison_kit.claims import Caller, Signer, new_key_pair
from liaison_kit.client import Client
from liaison_kit.database import Database
from liaison_kit.rpc_client import RpcClient
from liaison_kit.testing import toy
from liaison_kit.testing.processes import ServiceProcess
from liaison_kit.testing.waiting import wait_for

TESTER = Caller("P-1", "lab", ("tester",), "key-1")
MODULE = "liaison_kit.testing.toy_service"


class Town:
    """A teller and an echo, each a process with a database of its own, and a client."""

    def __init__(self, amqp_uri: str, new_database: Callable[[], str]) -> None:
        private, public = new_key_pair("k1")
        self.amqp_uri = amqp_uri
        self.urls = {"teller": new_database(), "echo": new_database()}
        self.services: dict[str, ServiceProcess] = {}
        for name, url in self.urls.items():
            environment = {
                "AMQP_URI": amqp_uri,
                "DATABASE_URL": url,
                "LIAISON_MODE": "demo",
                "LIAISON_PUBLIC_KEYS": json.dumps([public]),
                "LIAISON_HEAD_CHECK_SECONDS": "1",
            }
            self.services[name] = ServiceProcess([MODULE, name], environment)
            done = self.services[name].run("migrate", "--day", "2018-01-01")
            assert done.returncode == 0, done.stderr
        self.rpc = RpcClient(amqp_uri, "lab", "demo")
        self.client = Client(self.rpc, Signer(private))
        self.database = Database(self.urls["echo"], pool_size=2)

    def start(self) -> None:
        """Start both and wait until they can work."""
        for service in self.services.values():
            service.start()
        for service in self.services.values():
            service.wait_ready()

    def heard(self) -> list[tuple[str, int]]:
        """Return what the echo heard, in order."""
        with self.database.reading() as session:
            return toy.numbers_heard(session)

    def count(self) -> int:
        """Return how many events the echo heard."""
        with self.database.reading() as session:
            return toy.count_heard(session)

    def tell(self, subject: str, first: int = 1, count: int = 1, key: str = "") -> int:
        """Let the teller tell, and return its position."""
        return self.client.send(TESTER, toy.Tell(subject, first, count), key).position

    def wait_heard(self, count: int, seconds: float = 60.0) -> None:
        """Wait until the echo heard so many."""
        wait_for(lambda: self.count() >= count, seconds, f"{count} events heard")

    def close(self) -> None:
        """Stop everything."""
        self.rpc.close()
        self.database.close()
        for service in self.services.values():
            service.__exit__(None, None, None)


@pytest.fixture
def town(vhost: str, postgres_database: Callable[[], str]) -> Iterator[Town]:
    """Give a running town, in a vhost and databases of its own."""
    found = Town(vhost, postgres_database)
    try:
        found.start()
        yield found
    finally:
        found.close()
